/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gnutls/gnutls.h>

#include "trust/cs-anchor-set.h"
#include "trust/cs-verdict.h"

G_BEGIN_DECLS

#define CS_TLS_JUDGE_MAX_CERTIFICATES 16
#define CS_TLS_JUDGE_MAX_CERTIFICATE  (64 * 1024)
#define CS_TLS_JUDGE_MAX_CHAIN        (128 * 1024)

CsVerdict                  *cs_tls_judge_session   (gnutls_session_t     session,
                                                    CsReferenceIdentity *identity,
                                                    CsAnchorSet         *anchors,
                                                    CsRevocationPolicy   revocation);
CsVerdict                  *cs_tls_judge_failure   (gnutls_session_t     session,
                                                    int                  code,
                                                    CsReferenceIdentity *identity,
                                                    CsAnchorSet         *anchors);
CsVerdict                  *cs_tls_judge_again     (CsVerdict           *verdict,
                                                    CsAnchorSet         *anchors);
CsVerdict                  *cs_tls_judge_by        (CsVerdict                  *verdict,
                                                    CsAnchorSet                *anchors,
                                                    const CsRevocationEvidence *evidence);
gnutls_alert_description_t  cs_tls_judge_get_alert (CsVerdict           *verdict);

G_END_DECLS
