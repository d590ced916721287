/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-host.h"

G_BEGIN_DECLS

/* A SIP address-of-record: sip:user@host[:port], normalised. */
#define CS_TYPE_ADDRESS (cs_address_get_type ())

typedef struct _CsAddress CsAddress;

GType       cs_address_get_type    (void);
CsAddress  *cs_address_parse       (const char  *text,
                                    GError     **error);
CsAddress  *cs_address_ref         (CsAddress   *self);
void        cs_address_unref       (CsAddress   *self);
const char *cs_address_get_user    (CsAddress   *self);
CsHost     *cs_address_get_host    (CsAddress   *self);
guint16     cs_address_get_port    (CsAddress   *self);
gboolean    cs_address_is_sips     (CsAddress   *self);
const char *cs_address_get_uri     (CsAddress   *self);
const char *cs_address_get_display (CsAddress   *self);
gboolean    cs_address_equal       (CsAddress   *a,
                                    CsAddress   *b);
guint       cs_address_hash        (CsAddress   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsAddress, cs_address_unref)

G_END_DECLS
