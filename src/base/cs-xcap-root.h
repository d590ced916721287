/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-host.h"

G_BEGIN_DECLS

/* Where a server keeps people's own documents (RFC 4825 section 6.1): an https address. */
#define CS_TYPE_XCAP_ROOT (cs_xcap_root_get_type ())

typedef struct _CsXcapRoot CsXcapRoot;

GType       cs_xcap_root_get_type      (void);
CsXcapRoot *cs_xcap_root_parse         (const char  *text,
                                        GError     **error);
CsXcapRoot *cs_xcap_root_ref           (CsXcapRoot  *self);
void        cs_xcap_root_unref         (CsXcapRoot  *self);
CsHost     *cs_xcap_root_get_host      (CsXcapRoot  *self);
guint16     cs_xcap_root_get_port      (CsXcapRoot  *self);
const char *cs_xcap_root_get_authority (CsXcapRoot  *self);
const char *cs_xcap_root_get_path      (CsXcapRoot  *self);
const char *cs_xcap_root_get_string    (CsXcapRoot  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsXcapRoot, cs_xcap_root_unref)

G_END_DECLS
