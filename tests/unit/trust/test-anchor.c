/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "trust/cs-anchor.h"

#include "cs-test-authority.h"

static void
test_vouches_for_its_domains (void)
{
  const struct {
    const char * const *domains;
    const char *domain;
    gboolean may;
  } cases[] = {
    { NULL, "example.test", TRUE },
    { NULL, NULL, TRUE },
    { CS_TEST_NO_NAMES, "example.test", FALSE },
    { CS_TEST_NAMES ("example.test"), "example.test", TRUE },
    { CS_TEST_NAMES ("example.test"), "EXAMPLE.test", TRUE },
    { CS_TEST_NAMES ("Example.Test"), "example.test", TRUE },
    { CS_TEST_NAMES ("a.test", "b.test"), "b.test", TRUE },
    { CS_TEST_NAMES ("example.test"), "sip.example.test", FALSE },
    { CS_TEST_NAMES ("sip.example.test"), "example.test", FALSE },
    { CS_TEST_NAMES ("b\xc3\xbc" "cher.test"), "xn--bcher-kva.test", TRUE },
    { CS_TEST_NAMES ("*.test", "", "exa mple"), "example.test", FALSE },
    { CS_TEST_NAMES ("example.test"), NULL, FALSE },
  };
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Root");

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CsAnchor) anchor = cs_anchor_new (root->certificate, CS_ANCHOR_IMPORTED, cases[i].domains, 0);
    g_autoptr (CsHost) host = cases[i].domain ? cs_host_parse (cases[i].domain, NULL) : NULL;

    g_test_message ("%u", i);
    g_assert_cmpint (cs_anchor_may_vouch_for (anchor, host), ==, cases[i].may);
  }
}

static void
test_keeps_what_it_is_given (void)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Root");
  g_autoptr (CsAnchor) anchor = cs_anchor_new (root->certificate, CS_ANCHOR_IMPORTED, CS_TEST_NAMES ("example.test"), 1700000000);
  g_autoptr (CsAnchor) any = cs_anchor_new (root->certificate, CS_ANCHOR_SYSTEM, NULL, 0);

  g_assert_true (cs_anchor_get_certificate (anchor) == root->certificate);
  g_assert_cmpint (cs_anchor_get_source (anchor), ==, CS_ANCHOR_IMPORTED);
  g_assert_cmpstrv (cs_anchor_get_domains (anchor), CS_TEST_NAMES ("example.test"));
  g_assert_cmpint (cs_anchor_get_added (anchor), ==, 1700000000);
  g_assert_null (cs_anchor_get_domains (any));
}

static void
test_can_be_made_wider (void)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Root");
  g_autoptr (CsAnchor) one = cs_anchor_new (root->certificate, CS_ANCHOR_IMPORTED, CS_TEST_NAMES ("a.test"), 7);
  g_autoptr (CsAnchor) two = cs_anchor_new_wider (one, CS_TEST_NAMES ("a.test", "b.test"));
  g_autoptr (CsAnchor) any = cs_anchor_new_wider (two, NULL);
  g_autoptr (CsAnchor) still = cs_anchor_new_wider (any, CS_TEST_NAMES ("a.test"));

  g_assert_cmpstrv (cs_anchor_get_domains (two), CS_TEST_NAMES ("a.test", "b.test"));
  g_assert_cmpint (cs_anchor_get_added (two), ==, 7);
  g_assert_null (cs_anchor_get_domains (any));
  g_assert_null (cs_anchor_get_domains (still));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/anchor/vouches-for-its-domains", test_vouches_for_its_domains);
  g_test_add_func ("/anchor/keeps-what-it-is-given", test_keeps_what_it_is_given);
  g_test_add_func ("/anchor/can-be-made-wider", test_can_be_made_wider);

  return g_test_run ();
}
