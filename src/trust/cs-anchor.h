/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-certificate.h"
#include "base/cs-host.h"

G_BEGIN_DECLS

/* Where a trust anchor came from. */
typedef enum {
  CS_ANCHOR_SYSTEM,
  CS_ANCHOR_ADMINISTRATOR,
  CS_ANCHOR_IMPORTED,
  CS_ANCHOR_GIVEN,
} CsAnchorSource;

/* A certificate that may vouch for servers: of the listed SIP domains or, without a list, of any. */
#define CS_TYPE_ANCHOR (cs_anchor_get_type ())
G_DECLARE_FINAL_TYPE (CsAnchor, cs_anchor, CS, ANCHOR, GObject)

CsAnchor           *cs_anchor_new             (CsCertificate      *certificate,
                                               CsAnchorSource      source,
                                               const char * const *domains,
                                               gint64              added);
CsAnchor           *cs_anchor_new_wider       (CsAnchor           *self,
                                               const char * const *domains);
CsCertificate      *cs_anchor_get_certificate (CsAnchor           *self);
CsAnchorSource      cs_anchor_get_source      (CsAnchor           *self);
const char * const *cs_anchor_get_domains     (CsAnchor           *self);
gint64              cs_anchor_get_added       (CsAnchor           *self);
gboolean            cs_anchor_may_vouch_for   (CsAnchor           *self,
                                               CsHost             *sip_domain);

G_END_DECLS
