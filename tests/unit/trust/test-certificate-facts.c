/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-test-authority.h"
#include "trust/cs-fact.h"

static const char *
find_nth (GListModel *facts,
          CsFactKind  kind,
          guint       n)
{
  for (guint i = 0; i < g_list_model_get_n_items (facts); i++) {
    g_autoptr (CsFact) fact = g_list_model_get_item (facts, i);

    /* The list keeps it alive. */
    if (cs_fact_get_kind (fact) == kind && n-- == 0)
      return cs_fact_get_value (fact);
  }

  return NULL;
}

static void
test_lists_the_facts_of_a_server (void)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Test Root");
  const CsTestSpec spec = {
    .name = "Server",
    .organization = "Example Corp",
    .dns_names = CS_TEST_NAMES ("example.test", "sip.example.test"),
    .uris = CS_TEST_NAMES ("sip:example.test", "https://example.test/"),
    .ip_addresses = CS_TEST_NAMES ("127.0.0.1"),
    .purposes = CS_TEST_NAMES (CS_TEST_PURPOSE_SIP_DOMAIN, "1.2.3.4"),
    .ocsp_address = "http://ocsp.example.test/",
    .crl_address = "http://crl.example.test/",
    .must_staple = TRUE,
  };
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_make (root, &spec);
  g_autoptr (GListModel) facts = cs_certificate_list_facts (leaf->certificate);
  static const struct {
    CsFactKind kind;
    guint n;
    const char *value;
  } expected[] = {
    { CS_FACT_COMMON_NAME, 0, "Server" },
    { CS_FACT_ORGANIZATION, 0, "Example Corp" },
    { CS_FACT_SIP_DOMAIN, 0, "sip:example.test" },
    { CS_FACT_URI, 0, "https://example.test/" },
    { CS_FACT_DNS_NAME, 1, "sip.example.test" },
    { CS_FACT_IP_ADDRESS, 0, "127.0.0.1" },
    { CS_FACT_ISSUER, 0, "CN=Test Root" },
    { CS_FACT_KEY, 0, "ECDSA P-256" },
    { CS_FACT_KEY_USAGE, 0, "Digital signature" },
    { CS_FACT_PURPOSE, 0, "SIP domain" },
    { CS_FACT_PURPOSE, 1, "1.2.3.4" },
    { CS_FACT_AUTHORITY, 0, "No" },
    { CS_FACT_OCSP_ADDRESS, 0, "http://ocsp.example.test/" },
    { CS_FACT_CRL_ADDRESS, 0, "http://crl.example.test/" },
    { CS_FACT_MUST_STAPLE, 0, "Yes" },
    { CS_FACT_VERSION, 0, "3" },
    { CS_FACT_SIGNATURE_ALGORITHM, 0, "ECDSA-SHA256" },
    { CS_FACT_EXTENSION, 0, "2.5.29.19 (critical)" },
    { CS_FACT_PERMITTED_NAME, 0, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++) {
    g_test_message ("%u", i);
    g_assert_cmpstr (find_nth (facts, expected[i].kind, expected[i].n), ==, expected[i].value);
  }
}

static void
test_lists_the_limits_of_an_authority (void)
{
  const CsTestSpec spec = {
    .authority = TRUE,
    .name = "Root",
    .limited = TRUE,
    .path_length = 1,
    .permitted_dns = CS_TEST_NAMES ("example.test"),
    .excluded_dns = CS_TEST_NAMES ("evil.example.test"),
  };
  g_autoptr (CsTestCertificate) root = cs_test_authority_make (NULL, &spec);
  g_autoptr (GListModel) facts = cs_certificate_list_facts (root->certificate);

  g_assert_cmpstr (find_nth (facts, CS_FACT_AUTHORITY, 0), ==, "Yes");
  g_assert_cmpstr (find_nth (facts, CS_FACT_PATH_LENGTH, 0), ==, "1");
  g_assert_cmpstr (find_nth (facts, CS_FACT_PERMITTED_NAME, 0), ==, "example.test");
  g_assert_cmpstr (find_nth (facts, CS_FACT_EXCLUDED_NAME, 0), ==, "evil.example.test");
}

static void
test_comes_in_the_order_of_the_groups (void)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Test Root");
  g_autoptr (GListModel) facts = cs_certificate_list_facts (root->certificate);
  CsFactGroup last = CS_FACT_GROUP_IDENTITY;

  g_assert_cmpuint (g_list_model_get_n_items (facts), >, 10);
  for (guint i = 0; i < g_list_model_get_n_items (facts); i++) {
    g_autoptr (CsFact) fact = g_list_model_get_item (facts, i);

    g_assert_cmpint (cs_fact_get_group (fact), >=, last);
    g_assert_true (g_utf8_validate (cs_fact_get_value (fact), -1, NULL));
    last = cs_fact_get_group (fact);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/certificate-facts/lists-the-facts-of-a-server", test_lists_the_facts_of_a_server);
  g_test_add_func ("/certificate-facts/lists-the-limits-of-an-authority", test_lists_the_limits_of_an_authority);
  g_test_add_func ("/certificate-facts/comes-in-the-order-of-the-groups", test_comes_in_the_order_of_the_groups);

  return g_test_run ();
}
