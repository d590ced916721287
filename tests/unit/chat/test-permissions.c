/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-permissions-private.h"

#include "cs-test-contacts.h"
#include "cs-test-tls.h"
#include "cs-test-wait.h"

#define RULES "<ruleset xmlns='urn:ietf:params:xml:ns:common-policy'><rule id='countersign-others'/></ruleset>"

/* The same to everything: nobody is decided about, and what is written is taken. */
static const CsTestPeerScript script = {
  .answer = "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nTransfer-Encoding: chunked\r\n\r\n5f\r\n" RULES "\r\n0\r\n\r\n",
};

static CsWatchRules *
create_rules (CsTestTls  *tls,
              CsTestPeer *peer)
{
  g_autofree char *text = g_strdup_printf ("https://127.0.0.1:%u", cs_test_peer_get_port (peer));
  g_autoptr (CsXcapRoot) root = cs_xcap_root_parse (text, NULL);
  g_autoptr (CsAddress) alice = cs_address_parse ("alice@example.test", NULL);
  const CsAttemptPlan plan = { .anchors = tls->store, .limits = CS_LINK_LIMITS_DEFAULT };
  g_autoptr (CsXcap) xcap = cs_xcap_new (&plan, root, alice, "alice");

  return cs_watch_rules_new (xcap);
}

/* Whoever is blocked as a contact, before or after the rules are known, and of this account. */
static void
test_blocks (CsTestContacts *fixture,
             gconstpointer   data)
{
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsTestPeer) peer = cs_test_tls_peer (tls, &script);
  g_autoptr (CsPermissions) permissions = cs_permissions_new (fixture->contacts, "a");
  g_autoptr (CsWatchRules) rules = create_rules (tls, peer);
  CsContact *bob = cs_test_contacts_ensure (fixture, "a", "bob@example.test");
  CsContact *carol = cs_test_contacts_ensure (fixture, "a", "carol@example.test");
  CsContact *dave = cs_test_contacts_ensure (fixture, "b", "dave@example.test");

  cs_contact_set_blocked (bob, TRUE);
  cs_contact_set_blocked (dave, TRUE);
  g_assert_false (cs_permissions_is_offered (permissions));
  cs_permissions_set_work (permissions, rules, NULL);
  g_assert_true (cs_permissions_is_offered (permissions));
  g_assert_false (cs_permissions_is_known (permissions));

  cs_permissions_load (permissions);
  cs_test_wait_for (cs_permissions_is_known (permissions));
  g_assert_cmpint (cs_permissions_get (permissions, cs_contact_get_address (bob)), ==, CS_PERMISSION_BLOCKED);
  g_assert_cmpint (cs_permissions_get (permissions, cs_contact_get_address (carol)), ==, CS_PERMISSION_NONE);
  g_assert_cmpint (cs_permissions_get (permissions, cs_contact_get_address (dave)), ==, CS_PERMISSION_NONE);

  cs_contact_set_blocked (carol, TRUE);
  g_assert_cmpint (cs_permissions_get (permissions, cs_contact_get_address (carol)), ==, CS_PERMISSION_BLOCKED);
  cs_test_wait_for (cs_permissions_is_saved (permissions));
  cs_contact_set_blocked (carol, FALSE);
  g_assert_cmpint (cs_permissions_get (permissions, cs_contact_get_address (carol)), ==, CS_PERMISSION_NONE);

  /* Who was allowed since is not touched by that. */
  cs_permissions_set (permissions, cs_contact_get_address (bob), CS_PERMISSION_ALLOWED);
  cs_contact_set_blocked (bob, FALSE);
  g_assert_cmpint (cs_permissions_get (permissions, cs_contact_get_address (bob)), ==, CS_PERMISSION_ALLOWED);
  cs_test_wait_for (cs_permissions_is_saved (permissions));

  cs_permissions_set_work (permissions, NULL, NULL);
  g_assert_false (cs_permissions_is_offered (permissions));
  cs_test_settle ();
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/permissions/blocks-who-is-blocked", CsTestContacts, NULL, cs_test_contacts_set_up, test_blocks, cs_test_contacts_tear_down);

  return g_test_run ();
}
