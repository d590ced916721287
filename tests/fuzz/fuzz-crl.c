/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Revocation lists: a certificate, its issuer, then the file. */

#include "cs-fuzz.h"

#include "trust/cs-crl.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) first = cs_fuzz_take (&data, &size);
  g_autoptr (GBytes) second = first ? cs_fuzz_take (&data, &size) : NULL;
  g_autoptr (GBytes) file = g_bytes_new (data, size);
  g_autoptr (GPtrArray) lists = cs_crl_file_parse (file, NULL);
  g_autoptr (CsCertificate) certificate = first ? cs_certificate_new_from_der (first, NULL) : NULL;
  g_autoptr (CsCertificate) issuer = second ? cs_certificate_new_from_der (second, NULL) : NULL;
  g_autoptr (GPtrArray) issuers = g_ptr_array_new ();
  const CsRevocationQuestion question = { certificate, issuers, g_get_real_time () / G_USEC_PER_SEC, 0, NULL };
  CsRevocation answer;

  g_assert_true (!lists || lists->len > 0);
  if (!certificate || !issuer)
    return 0;

  g_ptr_array_add (issuers, issuer);
  cs_crl_judge (file, &question, &answer);
  for (guint i = 0; lists && i < lists->len; i++)
    cs_crl_judge (g_ptr_array_index (lists, i), &question, &answer);

  return 0;
}
