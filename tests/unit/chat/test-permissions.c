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
  g_autoptr (CsXcap) xcap = cs_xcap_new (&plan, root, alice, "alice", CS_XCAP_PRESENCE_RULES);

  return cs_watch_rules_new (xcap);
}

static CsDecisions *
create_decisions (void)
{
  g_autoptr (CsKeptFile) file = cs_kept_file_new (NULL);

  return cs_decisions_new (file);
}

/* Whoever is blocked as a contact, before or after the rules are known, and of this account. */
static void
test_blocks (CsTestContacts *fixture,
             gconstpointer   data)
{
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsTestPeer) peer = cs_test_tls_peer (tls, &script);
  g_autoptr (CsDecisions) decisions = create_decisions ();
  g_autoptr (CsPermissions) permissions = cs_permissions_new (fixture->contacts, decisions, "a");
  g_autoptr (CsWatchRules) rules = create_rules (tls, peer);
  CsContact *bob = cs_test_contacts_ensure (fixture, "a", "bob@example.test");
  CsContact *carol = cs_test_contacts_ensure (fixture, "a", "carol@example.test");
  CsContact *dave = cs_test_contacts_ensure (fixture, "b", "dave@example.test");

  cs_contact_set_blocked (bob, TRUE);
  cs_contact_set_blocked (dave, TRUE);
  g_assert_false (cs_permissions_is_offered (permissions));
  cs_permissions_set_offered (permissions, TRUE);
  g_assert_false (cs_permissions_is_working (permissions));
  cs_permissions_set_work (permissions, rules, NULL);
  g_assert_true (cs_permissions_is_working (permissions));
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

  cs_permissions_set_offered (permissions, FALSE);
  g_assert_false (cs_permissions_is_working (permissions));
  g_assert_false (cs_permissions_is_known (permissions));
  cs_test_settle ();
}

/* Those who are blocked and not, before anything is known of the rules, among them. */
static void
test_waits (CsTestContacts *fixture,
            gconstpointer   data)
{
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsTestPeer) peer = cs_test_tls_peer (tls, &script);
  g_autoptr (CsDecisions) decisions = create_decisions ();
  g_autoptr (CsWatchRules) rules = create_rules (tls, peer);
  CsContact *bob = cs_test_contacts_ensure (fixture, "a", "bob@example.test");
  CsContact *carol = cs_test_contacts_ensure (fixture, "a", "carol@example.test");
  CsAddress *dave = cs_contact_get_address (cs_test_contacts_ensure (fixture, "a", "dave@example.test"));
  g_autoptr (CsPermissions) before = NULL;
  g_autoptr (CsPermissions) permissions = NULL;
  g_autoptr (GPtrArray) allowed = NULL;
  g_autoptr (GHashTable) left = NULL;

  cs_contact_set_blocked (carol, TRUE);
  before = cs_permissions_new (fixture->contacts, decisions, "a");
  cs_permissions_set (before, dave, CS_PERMISSION_REFUSED);
  g_assert_true (cs_permissions_is_saved (before));
  cs_permissions_set_offered (before, TRUE);
  cs_permissions_set (before, dave, CS_PERMISSION_ALLOWED);
  cs_contact_set_blocked (bob, TRUE);
  cs_contact_set_blocked (carol, FALSE);
  g_assert_cmpint (cs_permissions_get (before, cs_contact_get_address (bob)), ==, CS_PERMISSION_BLOCKED);
  g_assert_true (cs_permissions_is_waiting (before, cs_contact_get_address (carol)));
  g_assert_false (cs_permissions_is_saved (before));
  allowed = cs_permissions_list (before, CS_PERMISSION_ALLOWED);
  g_assert_cmpuint (allowed->len, ==, 1);
  g_clear_object (&before);

  /* The next time. */
  permissions = cs_permissions_new (fixture->contacts, decisions, "a");
  cs_permissions_set_offered (permissions, TRUE);
  g_assert_true (cs_permissions_is_waiting (permissions, dave));
  cs_permissions_set_work (permissions, rules, NULL);
  g_assert_true (cs_permissions_is_waiting (permissions, dave));
  cs_permissions_load (permissions);
  cs_test_wait_for (cs_permissions_is_saved (permissions));
  g_assert_cmpint (cs_permissions_get (permissions, dave), ==, CS_PERMISSION_ALLOWED);
  left = cs_decisions_list (decisions, "a");
  g_assert_cmpuint (g_hash_table_size (left), ==, 0);

  /* Offline, what was heard last is still known, and can be changed. */
  cs_permissions_set_work (permissions, NULL, NULL);
  g_assert_cmpint (cs_permissions_get (permissions, dave), ==, CS_PERMISSION_ALLOWED);
  cs_permissions_set (permissions, dave, CS_PERMISSION_REFUSED);
  g_assert_true (cs_permissions_is_waiting (permissions, dave));
  g_assert_false (cs_permissions_is_waiting (permissions, cs_contact_get_address (bob)));
  cs_permissions_set_offered (permissions, FALSE);
  cs_test_settle ();
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/permissions/blocks-who-is-blocked", CsTestContacts, NULL, cs_test_contacts_set_up, test_blocks, cs_test_contacts_tear_down);

  g_test_add ("/permissions/waits-for-the-server", CsTestContacts, NULL, cs_test_contacts_set_up, test_waits, cs_test_contacts_tear_down);

  return g_test_run ();
}
