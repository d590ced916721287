/* SPDX-License-Identifier: GPL-3.0-or-later */

/* OCSP responses: a certificate, its issuer, then the response. */

#include "cs-fuzz.h"

#include "trust/cs-ocsp.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) first = cs_fuzz_take (&data, &size);
  g_autoptr (GBytes) second = first ? cs_fuzz_take (&data, &size) : NULL;
  g_autoptr (GBytes) response = g_bytes_new (data, size);
  g_autoptr (CsCertificate) certificate = first ? cs_certificate_new_from_der (first, NULL) : NULL;
  g_autoptr (CsCertificate) issuer = second ? cs_certificate_new_from_der (second, NULL) : NULL;
  g_autoptr (GPtrArray) issuers = g_ptr_array_new ();
  const CsRevocationQuestion question = { certificate, issuers, g_get_real_time () / G_USEC_PER_SEC, 0, NULL };
  CsRevocation answer;

  cs_ocsp_is_answer (response, response);
  if (!certificate || !issuer)
    return 0;

  g_ptr_array_add (issuers, issuer);
  cs_ocsp_judge (response, &question, &answer);

  return 0;
}
