/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-revocation.h"

G_BEGIN_DECLS

#define CS_OCSP_MAX (64 * 1024)

GBytes  *cs_ocsp_make_request (CsCertificate               *certificate,
                               CsCertificate               *issuer,
                               GBytes                     **nonce);
gboolean cs_ocsp_is_answer    (GBytes                      *response,
                               GBytes                      *nonce);
void     cs_ocsp_judge        (GBytes                      *response,
                               const CsRevocationQuestion  *question,
                               CsRevocation                *answer);

G_END_DECLS
