/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-certificate.h"
#include "cs-known-server.h"
#include "base/cs-host.h"

G_BEGIN_DECLS

/* Which rule of RFC 5922 section 7 let a name match. */
typedef enum {
  CS_NAME_RULE_NONE,
  CS_NAME_RULE_SIP_URI,
  CS_NAME_RULE_DNS,
  CS_NAME_RULE_IP,
  CS_NAME_RULE_WILDCARD,
} CsNameRule;

#define CS_TYPE_REFERENCE_IDENTITY (cs_reference_identity_get_type ())

typedef struct _CsReferenceIdentity CsReferenceIdentity;

GType                cs_reference_identity_get_type       (void);
CsReferenceIdentity *cs_reference_identity_new            (CsHost               *sip_domain,
                                                           CsHost               *typed_host);
CsReferenceIdentity *cs_reference_identity_allow_wildcard (CsReferenceIdentity  *self);
CsReferenceIdentity *cs_reference_identity_expect         (CsReferenceIdentity  *self,
                                                           CsKnownServer        *known);
CsReferenceIdentity *cs_reference_identity_ref            (CsReferenceIdentity  *self);
void                 cs_reference_identity_unref          (CsReferenceIdentity  *self);
CsHost              *cs_reference_identity_get_sip_domain (CsReferenceIdentity  *self);
CsHost              *cs_reference_identity_get_typed_host (CsReferenceIdentity  *self);
CsKnownServer       *cs_reference_identity_get_known      (CsReferenceIdentity  *self);
const char          *cs_reference_identity_get_display    (CsReferenceIdentity  *self);
CsNameRule           cs_reference_identity_match          (CsReferenceIdentity  *self,
                                                           CsCertificate        *certificate,
                                                           char                **matched);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsReferenceIdentity, cs_reference_identity_unref)

G_END_DECLS
