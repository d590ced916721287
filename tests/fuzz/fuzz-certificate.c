/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A certificate in DER: everything that is read of it, and the comparison of names. */

#include "cs-fuzz.h"

#include <string.h>

#include "trust/cs-certificate-file.h"
#include "trust/cs-fact.h"
#include "trust/cs-reference-identity.h"

static void
read_facts (CsCertificate *certificate)
{
  g_autoptr (GListModel) facts = cs_certificate_list_facts (certificate);

  for (guint i = 0; i < g_list_model_get_n_items (facts); i++) {
    g_autoptr (CsFact) fact = g_list_model_get_item (facts, i);

    cs_fuzz_assert_text (cs_fact_get_value (fact));
  }
}

static void
go_through_pem (CsCertificate *certificate)
{
  g_autofree char *pem = cs_certificate_to_pem (certificate);
  g_autoptr (GBytes) bytes = g_bytes_new (pem, strlen (pem));
  g_autoptr (GPtrArray) read = cs_certificate_file_parse (bytes, NULL);

  g_assert_true (read && read->len == 1 && cs_certificate_equal (g_ptr_array_index (read, 0), certificate));
}

static void
match (CsCertificate *certificate,
       const char    *domain,
       const char    *typed)
{
  g_autoptr (CsHost) sip_domain = cs_host_parse (domain, NULL);
  g_autoptr (CsHost) typed_host = cs_host_parse (typed, NULL);
  g_autoptr (CsReferenceIdentity) identity = cs_reference_identity_new (sip_domain, typed_host);
  g_autofree char *matched = NULL;
  CsNameRule rule = cs_reference_identity_match (identity, certificate, &matched);

  g_assert_true ((rule != CS_NAME_RULE_NONE) == (matched != NULL));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) der = g_bytes_new (data, size);
  g_autoptr (CsCertificate) certificate = cs_certificate_new_from_der (der, NULL);

  if (!certificate)
    return 0;

  cs_fuzz_assert_text (cs_certificate_get_title (certificate));
  cs_fuzz_assert_text (cs_certificate_get_issuer_title (certificate));
  cs_fuzz_assert_text (cs_certificate_get_subject (certificate));
  cs_fuzz_assert_text (cs_certificate_get_issuer (certificate));
  cs_fuzz_assert_text (cs_certificate_get_key_description (certificate));
  read_facts (certificate);
  go_through_pem (certificate);
  match (certificate, "example.test", "127.0.0.1");

  return 0;
}
