/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-revocation.h"
#include "cs-signed.h"

G_BEGIN_DECLS

/* A successful OCSP response (RFC 6960 section 4.2.1). Borrows from the bytes it was read from. */
typedef struct {
  CsSigned signature;
  gboolean is_by_name;
  CsDer    responder;
  gint64   produced;
  CsDer    singles;
  CsDer    certificates;
  CsDer    nonce;
  gboolean has_nonce;
  gboolean not_understood;
} CsOcsp;

/* What it says of one certificate. */
typedef struct {
  CsDer             hash;
  CsDer             name_hash;
  CsDer             key_hash;
  CsDer             serial;
  CsRevocationState state;
  gint64            said;
  gint64            next;
  gboolean          not_understood;
} CsOcspSingle;

gboolean cs_ocsp_read        (CsDer         bytes,
                              CsOcsp       *ocsp);
gboolean cs_ocsp_read_single (CsDer        *from,
                              CsOcspSingle *single);

G_END_DECLS
