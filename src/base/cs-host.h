/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define CS_TYPE_HOST (cs_host_get_type ())

typedef struct _CsHost CsHost;

typedef enum {
  CS_HOST_DNS,
  CS_HOST_IPV4,
  CS_HOST_IPV6,
} CsHostKind;

GType       cs_host_get_type    (void);
CsHost     *cs_host_parse       (const char  *text,
                                 GError     **error);
CsHost     *cs_host_ref         (CsHost      *self);
void        cs_host_unref       (CsHost      *self);
CsHostKind  cs_host_get_kind    (CsHost      *self);
const char *cs_host_get_ascii   (CsHost      *self);
const char *cs_host_get_display (CsHost      *self);
gboolean    cs_host_equal       (CsHost      *a,
                                 CsHost      *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsHost, cs_host_unref)

G_END_DECLS
