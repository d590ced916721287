/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-ocsp-reader.h"

G_BEGIN_DECLS

/* How long the signer of a response may sign, and whether anything makes sure that its own certificate was not revoked. */
typedef struct {
  gint64   until;
  gboolean is_clear;
} CsOcspSigner;

gboolean cs_ocsp_responder_verify (const CsOcsp               *ocsp,
                                   const CsRevocationQuestion *question,
                                   CsOcspSigner               *signer);

G_END_DECLS
