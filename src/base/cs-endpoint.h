/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-host.h"

G_BEGIN_DECLS

/* A typed server: a host and, when given, a port. */
#define CS_TYPE_ENDPOINT (cs_endpoint_get_type ())

typedef struct _CsEndpoint CsEndpoint;

GType       cs_endpoint_get_type   (void);
CsEndpoint *cs_endpoint_new        (CsHost      *host,
                                    guint16      port);
CsEndpoint *cs_endpoint_parse      (const char  *text,
                                    GError     **error);
CsEndpoint *cs_endpoint_ref        (CsEndpoint  *self);
void        cs_endpoint_unref      (CsEndpoint  *self);
CsHost     *cs_endpoint_get_host   (CsEndpoint  *self);
guint16     cs_endpoint_get_port   (CsEndpoint  *self);
const char *cs_endpoint_get_string (CsEndpoint  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsEndpoint, cs_endpoint_unref)

G_END_DECLS
