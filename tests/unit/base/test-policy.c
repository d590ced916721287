/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "base/cs-error.h"
#include "base/cs-policy.h"

static CsPolicy *
merge (CsPolicy   *base,
       const char *path,
       const char *text)
{
  g_autoptr (GBytes) contents = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  CsPolicy *policy = cs_policy_merge (base, path, contents, &error);

  g_assert_no_error (error);
  g_assert_nonnull (policy);

  return policy;
}

static void
test_without_policy (void)
{
  g_autoptr (CsPolicy) empty = cs_policy_new ();
  g_autoptr (CsPolicy) read = merge (NULL, "a.conf", "# nothing\n\n[trust]\n[accounts]\n");
  CsPolicy *policies[] = { NULL, empty, read };
  g_autoptr (CsHost) host = cs_host_parse ("example.test", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (policies); i++) {
    g_assert_true (cs_policy_is_empty (policies[i]));
    g_assert_cmpint (cs_policy_get_revocation (policies[i]), ==, CS_REVOCATION_PREFER);
    g_assert_cmpint (cs_policy_get_minimum_tls (policies[i]), ==, CS_MINIMUM_TLS_1_2);
    g_assert_true (cs_policy_get_import_allowed (policies[i]));
    g_assert_cmpint (cs_policy_get_certificate_memory (policies[i]), ==, CS_CERTIFICATE_MEMORY_REFUSE);
    g_assert_false (cs_policy_get_wildcard_for_typed_hosts (policies[i]));
    g_assert_false (cs_policy_get_organisation_lookup (policies[i]));
    g_assert_false (cs_policy_get_contacts_only (policies[i]));
    g_assert_null (cs_policy_get_domain (policies[i]));
    g_assert_null (cs_policy_get_server (policies[i], host));
    g_assert_null (cs_policy_get_rules_server (policies[i], host));
    g_assert_null (cs_policy_get_room_manager (policies[i], host));
    g_assert_true (cs_policy_allows_domain (policies[i], host));
    g_assert_true (cs_policy_allows_server (policies[i], host, host, 5061));
    for (guint key = 0; key < CS_POLICY_N_KEYS; key++) {
      g_assert_null (cs_policy_get_entry (policies[i], key));
      g_assert_false (cs_policy_is_locked (policies[i], key));
    }
  }
}

static void
test_reads_every_key (void)
{
  g_autoptr (CsPolicy) policy = merge (NULL, "policy.conf",
                                       "[trust]\n"
                                       "revocation = require\n"
                                       "minimum-tls=1.3\n"
                                       "import-allowed=false\n"
                                       "certificate-memory=mention\n"
                                       "wildcard-for-typed-hosts=true\n"
                                       "[accounts]\n"
                                       "domain=Example.test\n"
                                       "server=sip.example.test:5062\n"
                                       "organisation-lookup=true\n"
                                       "rules-server=https://xcap.example.test/root/\n"
                                       "room-manager=IMC@rooms.example.test\n"
                                       "keep-history=month\n"
                                       "contacts-only=true\n"
                                       "notification-text=false\n"
                                       "locked=server; organisation-lookup\n");
  g_autoptr (CsHost) domain = cs_host_parse ("example.test", NULL);
  g_autoptr (CsHost) other = cs_host_parse ("example.org", NULL);

  g_assert_cmpint (cs_policy_get_revocation (policy), ==, CS_REVOCATION_REQUIRE);
  g_assert_cmpint (cs_policy_get_minimum_tls (policy), ==, CS_MINIMUM_TLS_1_3);
  g_assert_false (cs_policy_get_import_allowed (policy));
  g_assert_cmpint (cs_policy_get_certificate_memory (policy), ==, CS_CERTIFICATE_MEMORY_MENTION);
  g_assert_true (cs_policy_get_wildcard_for_typed_hosts (policy));
  g_assert_true (cs_policy_get_organisation_lookup (policy));
  g_assert_cmpint (cs_policy_get_keep_history (policy), ==, CS_KEEPING_MONTH);
  g_assert_true (cs_policy_get_contacts_only (policy));
  g_assert_false (cs_policy_get_notification_text (policy));
  g_assert_true (cs_policy_get_notification_text (NULL));
  g_assert_cmpstr (cs_host_get_ascii (cs_policy_get_domain (policy)), ==, "example.test");
  g_assert_cmpstr (cs_endpoint_get_string (cs_policy_get_server (policy, domain)), ==, "sip.example.test:5062");
  g_assert_null (cs_policy_get_server (policy, other));
  g_assert_cmpstr (cs_xcap_root_get_string (cs_policy_get_rules_server (policy, domain)), ==, "https://xcap.example.test/root");
  g_assert_null (cs_policy_get_rules_server (policy, other));
  g_assert_cmpstr (cs_address_get_uri (cs_policy_get_room_manager (policy, domain)), ==, "sip:IMC@rooms.example.test");
  g_assert_null (cs_policy_get_room_manager (policy, other));

  g_assert_cmpstr (cs_policy_get_word (policy, CS_POLICY_REVOCATION), ==, "require");
  g_assert_cmpstr (cs_policy_get_word (NULL, CS_POLICY_REVOCATION), ==, "prefer");
  g_assert_cmpstr (cs_policy_get_word (NULL, CS_POLICY_IMPORT_ALLOWED), ==, "true");
  g_assert_null (cs_policy_get_word (NULL, CS_POLICY_SERVER));
  g_assert_cmpstr (cs_policy_key_get_group (CS_POLICY_SERVER), ==, "accounts");
  g_assert_cmpstr (cs_policy_key_get_name (CS_POLICY_SERVER), ==, "server");

  g_assert_true (cs_policy_is_locked (policy, CS_POLICY_REVOCATION));
  g_assert_true (cs_policy_is_locked (policy, CS_POLICY_IMPORT_ALLOWED));
  g_assert_true (cs_policy_is_locked (policy, CS_POLICY_SERVER));
  g_assert_true (cs_policy_is_locked (policy, CS_POLICY_ORGANISATION_LOOKUP));
  g_assert_false (cs_policy_is_locked (policy, CS_POLICY_DOMAIN));
  g_assert_true (cs_policy_allows_domain (policy, other));
}

static void
test_locked_domain (void)
{
  g_autoptr (CsPolicy) policy = merge (NULL, "policy.conf", "[accounts]\ndomain=example.test\nlocked=domain\n");
  g_autoptr (CsHost) domain = cs_host_parse ("EXAMPLE.test", NULL);
  g_autoptr (CsHost) other = cs_host_parse ("example.org", NULL);

  g_assert_true (cs_policy_allows_domain (policy, domain));
  g_assert_false (cs_policy_allows_domain (policy, other));
}

static void
test_later_files_win (void)
{
  g_autoptr (CsPolicy) first = merge (NULL, "policy.conf",
                                      "[trust]\nrevocation=require\nminimum-tls=1.3\n[accounts]\nlocked=server\n"
                                      "rules-server=https://a.example.test\nroom-manager=a@example.test\n"
                                      "[trusted-servers]\nexample.test=a.example.test\n");
  g_autoptr (CsPolicy) second = merge (first, "policy.d/50-site.conf",
                                       "[trust]\nrevocation=off\n[accounts]\nserver=b.example.test\n"
                                       "[trusted-servers]\nEXAMPLE.test=b.example.test;c.example.test:5062\n");
  g_autoptr (GPtrArray) entries = cs_policy_list_entries (second);
  g_autoptr (CsPolicy) copy = g_boxed_copy (CS_TYPE_POLICY, second);

  g_assert_true (copy == second);

  /* A policy never changes. */
  g_assert_cmpint (cs_policy_get_revocation (first), ==, CS_REVOCATION_REQUIRE);
  g_assert_cmpstr (cs_policy_get_entry (first, CS_POLICY_REVOCATION)->path, ==, "policy.conf");

  g_assert_cmpint (cs_policy_get_revocation (second), ==, CS_REVOCATION_OFF);
  g_assert_cmpstr (cs_policy_get_entry (second, CS_POLICY_REVOCATION)->path, ==, "policy.d/50-site.conf");
  g_assert_cmpstr (cs_policy_get_entry (second, CS_POLICY_REVOCATION)->value, ==, "off");
  g_assert_cmpint (cs_policy_get_minimum_tls (second), ==, CS_MINIMUM_TLS_1_3);
  g_assert_cmpstr (cs_policy_get_entry (second, CS_POLICY_MINIMUM_TLS)->path, ==, "policy.conf");
  g_assert_true (cs_policy_is_locked (second, CS_POLICY_SERVER));
  g_assert_cmpstr (cs_policy_get_entry (second, CS_POLICY_SERVER)->path, ==, "policy.d/50-site.conf");

  g_assert_cmpstr (cs_xcap_root_get_string (cs_policy_get_rules_server (second, NULL)), ==, "https://a.example.test");
  g_assert_cmpstr (cs_address_get_uri (cs_policy_get_room_manager (second, NULL)), ==, "sip:a@example.test");

  g_assert_cmpuint (entries->len, ==, 6);
  g_assert_cmpstr (((CsPolicyEntry *) entries->pdata[5])->group, ==, "trusted-servers");
  g_assert_cmpstr (((CsPolicyEntry *) entries->pdata[5])->key, ==, "example.test");
  g_assert_cmpstr (((CsPolicyEntry *) entries->pdata[5])->path, ==, "policy.d/50-site.conf");
}

static void
test_trusted_servers (void)
{
  static const char text[] = "[trusted-servers]\n"
                             "example.test=sip1.example.test; SIP2.example.test:5062\n"
                             "partner.test=192.0.2.7;[2001:db8::7]:5061\n"
                             "closed.test=none\n";
  static const struct {
    const char *domain;
    const char *host;
    guint16     port;
    gboolean    alone;
    gboolean    with_rest;
  } cases[] = {
    { "example.test", "sip1.example.test", 5061, TRUE, TRUE },
    { "example.test", "sip1.example.test", 443, TRUE, TRUE },
    { "Example.TEST", "Sip2.example.test", 5062, TRUE, TRUE },
    { "example.test", "sip2.example.test", 5061, FALSE, FALSE },
    { "example.test", "example.test", 5061, FALSE, FALSE },
    { "example.test", "sip1.example.test.evil.test", 5061, FALSE, FALSE },
    { "partner.test", "192.0.2.7", 1, TRUE, TRUE },
    { "partner.test", "2001:db8::7", 5061, TRUE, TRUE },
    { "partner.test", "sip1.example.test", 5061, FALSE, FALSE },
    { "closed.test", "closed.test", 5061, FALSE, FALSE },
    { "other.test", "sip.other.test", 5061, TRUE, FALSE },
    { "other.test", "gate.example.test", 5061, TRUE, TRUE },
    { "sub.example.test", "sip.example.test", 5061, TRUE, FALSE },
    { NULL, "sip.example.test", 5061, TRUE, FALSE },
  };
  g_autoptr (CsPolicy) alone = merge (NULL, "a.conf", text);
  g_autoptr (CsPolicy) with_rest = merge (alone, "b.conf", "[trusted-servers]\n*=gate.example.test\n");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CsHost) domain = cases[i].domain ? cs_host_parse (cases[i].domain, NULL) : NULL;
    g_autoptr (CsHost) host = cs_host_parse (cases[i].host, NULL);

    g_test_message ("%s over %s", cases[i].domain, cases[i].host);
    g_assert_cmpint (cs_policy_allows_server (alone, domain, host, cases[i].port), ==, cases[i].alone);
    g_assert_cmpint (cs_policy_allows_server (with_rest, domain, host, cases[i].port), ==, cases[i].with_rest);
  }
}

static void
test_refuses (void)
{
  static const struct {
    const char *text;
    const char *where;
  } cases[] = {
    { "revocation=require\n", "Line 1" },
    { "# fine\n[trust]\n\nrevocation require\n", "Line 4" },
    { "[trust\nrevocation=require\n", "Line 1" },
    { "[trust]\n=require\n", "Line 2" },
    { "[trsut]\nrevocation=require\n", "[trsut]" },
    { "[]\n", "Line 1" },
    { "[trust]\nrevocatoin=require\n", "Line 2: There is no key “revocatoin” in [trust]" },
    { "[trust]\nrevocation=require\nrevocation=Require\n", "Line 3" },
    { "[trust]\nrevocation=\n", "“revocation”" },
    { "[trust]\nrevocation=required\n", "“required” is no value for “revocation”" },
    { "[trust]\nrevocation[de]=require\n", "revocation[de]" },
    { "[trust]\nminimum-tls=1.1\n", "Line 2" },
    { "[trust]\nminimum-tls=1\n", "Line 2" },
    { "[trust]\nimport-allowed=no\n", "Line 2" },
    { "[trust]\nimport-allowed=0\n", "Line 2" },
    { "[trust]\ncertificate-memory=on\n", "Line 2" },
    { "[trust]\nwildcard-for-typed-hosts=\\q\n", "wildcard-for-typed-hosts" },
    { "[trust]\ndomain=example.test\n", "There is no key “domain” in [trust]" },
    { "[trust]\nlocked=revocation\n", "locked" },
    { "[accounts]\ndomain=sip:example.test\n", "Line 2" },
    { "[accounts]\nserver=example.test:99999\n", "Line 2" },
    { "[accounts]\norganisation-lookup=maybe\n", "Line 2" },
    { "[accounts]\nrules-server=http://xcap.example.test\n", "Line 2" },
    { "[accounts]\nrules-server=none\n", "Line 2" },
    { "[accounts]\nroom-manager=rooms\n", "Line 2" },
    { "[accounts]\nkeep-history=some\n", "Line 2" },
    { "[accounts]\ncontacts-only=yes\n", "Line 2" },
    { "[accounts]\nlocked=server;pasword\n", "“pasword” is no value for “locked”" },
    { "[trusted-servers]\nexample.test=\n", "example.test" },
    { "[trusted-servers]\nexample.test=;\n", "example.test" },
    { "[trusted-servers]\nexample.test=sip1.example.test,sip2.example.test\n", "Line 2" },
    { "[trusted-servers]\n*.example.test=sip1.example.test\n", "*.example.test" },
    { "[trust]\nrevocation=\xff\n", "UTF-8" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) contents = g_bytes_new_static (cases[i].text, strlen (cases[i].text));
    g_autoptr (GError) error = NULL;

    g_test_message ("case %u, %s", i, cases[i].where);
    g_assert_null (cs_policy_merge (NULL, "/etc/policy.d/10.conf", contents, &error));
    g_assert_error (error, CS_ERROR, CS_ERROR_POLICY);
    g_assert_nonnull (strstr (error->message, "/etc/policy.d/10.conf"));
    g_assert_nonnull (strstr (error->message, cases[i].where));
    g_assert_true (g_utf8_validate (error->message, -1, NULL));
  }
}

static void
test_refuses_foreign_bytes (void)
{
  static const char nul[] = "[trust]\0\nrevocation=require\n";
  g_autofree char *long_text = g_strnfill (300 * 1024, '\n');
  g_autoptr (GBytes) with_nul = g_bytes_new_static (nul, sizeof nul - 1);
  g_autoptr (GBytes) too_long = g_bytes_new_static (long_text, 300 * 1024);
  GBytes *cases[] = { with_nul, too_long };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (cs_policy_merge (NULL, "policy.conf", cases[i], &error));
    g_assert_error (error, CS_ERROR, CS_ERROR_POLICY);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/policy/says-nothing-without-files", test_without_policy);
  g_test_add_func ("/policy/reads-every-key", test_reads_every_key);
  g_test_add_func ("/policy/keeps-to-a-locked-domain", test_locked_domain);
  g_test_add_func ("/policy/lets-later-files-win", test_later_files_win);
  g_test_add_func ("/policy/knows-the-trusted-servers", test_trusted_servers);
  g_test_add_func ("/policy/refuses-what-it-does-not-understand", test_refuses);
  g_test_add_func ("/policy/refuses-foreign-bytes", test_refuses_foreign_bytes);

  return g_test_run ();
}
