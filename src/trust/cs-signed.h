/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-certificate.h"
#include "cs-der.h"

G_BEGIN_DECLS

/* What certificates, lists and responses have in common: the signed part whole, the algorithm whole, the signature. */
typedef struct {
  CsDer content;
  CsDer algorithm;
  CsDer signature;
} CsSigned;

gboolean cs_signed_read      (CsDer          *from,
                              CsSigned       *self);
gboolean cs_signed_verify    (const CsSigned *self,
                              CsCertificate  *signer);
gboolean cs_signed_find_key  (CsCertificate  *certificate,
                              CsDer          *serial,
                              CsDer          *key);

G_END_DECLS
