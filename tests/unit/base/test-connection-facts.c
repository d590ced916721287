/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-connection-facts.h"

static void
test_facts (void)
{
  CsConnectionFacts *before = cs_connection_facts_new ("sip1.example.test", 5061, CS_FOUND_SRV, 12345);
  g_autoptr (CsConnectionFacts) facts = NULL;
  CsConnectionFacts *copy;

  g_assert_null (cs_connection_facts_get_tls_version (before));
  g_assert_null (cs_connection_facts_get_cipher (before));
  g_assert_null (cs_connection_facts_get_group (before));

  facts = cs_connection_facts_with_tls (before, "TLS1.3", "AES-256-GCM", NULL);
  g_assert_null (cs_connection_facts_get_tls_version (before));
  cs_connection_facts_unref (before);

  copy = g_boxed_copy (CS_TYPE_CONNECTION_FACTS, facts);
  g_assert_true (copy == facts);
  g_boxed_free (CS_TYPE_CONNECTION_FACTS, copy);

  g_assert_cmpstr (cs_connection_facts_get_host (facts), ==, "sip1.example.test");
  g_assert_cmpuint (cs_connection_facts_get_port (facts), ==, 5061);
  g_assert_cmpint (cs_connection_facts_get_found (facts), ==, CS_FOUND_SRV);
  g_assert_cmpint (cs_connection_facts_get_since (facts), ==, 12345);
  g_assert_cmpstr (cs_connection_facts_get_tls_version (facts), ==, "TLS1.3");
  g_assert_cmpstr (cs_connection_facts_get_cipher (facts), ==, "AES-256-GCM");
  g_assert_null (cs_connection_facts_get_group (facts));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/connection-facts/never-change", test_facts);

  return g_test_run ();
}
