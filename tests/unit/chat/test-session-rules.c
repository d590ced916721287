/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>

#include "chat/cs-profile.h"

#include "cs-test-profile.h"

/* The addresses of a room, made by who makes them as a rule, where the person, or where the administrator, says otherwise. */
#define USUAL "sip:chat-room@example.test"
#define OWN   "sip:room@example.test"
#define RULED "sip:room@a.test"

/* What the administrator rules, what a new account begins with, and what holds when the person chose the opposite. */
static const struct {
  const char *policy;
  gboolean    contacts_only;
  gboolean    contacts_only_chosen;
  CsKeeping   keep_history;
  CsKeeping   keep_history_chosen;
  const char *rules_server;
  const char *rules_server_chosen;
  const char *room_manager;
  const char *room_manager_chosen;
} cases[] = {
  { "", FALSE, TRUE, CS_KEEPING_FOREVER, CS_KEEPING_YEAR, NULL, "https://own.test", USUAL, OWN },
  { "contacts-only=true\nkeep-history=month\n", TRUE, FALSE, CS_KEEPING_MONTH, CS_KEEPING_YEAR,
    NULL, "https://own.test", USUAL, OWN },
  { "contacts-only=true\nkeep-history=month\nlocked=contacts-only;keep-history\n", TRUE, TRUE, CS_KEEPING_MONTH, CS_KEEPING_MONTH,
    NULL, "https://own.test", USUAL, OWN },
  { "contacts-only=false\nlocked=contacts-only\n", FALSE, FALSE, CS_KEEPING_FOREVER, CS_KEEPING_YEAR,
    NULL, "https://own.test", USUAL, OWN },
  { "rules-server=https://a.test\n", FALSE, TRUE, CS_KEEPING_FOREVER, CS_KEEPING_YEAR,
    "https://a.test", "https://own.test", USUAL, OWN },
  { "rules-server=https://a.test\nlocked=rules-server\n", FALSE, TRUE, CS_KEEPING_FOREVER, CS_KEEPING_YEAR,
    "https://a.test", "https://a.test", USUAL, OWN },
  { "room-manager=imc@a.test\n", FALSE, TRUE, CS_KEEPING_FOREVER, CS_KEEPING_YEAR,
    NULL, "https://own.test", RULED, OWN },
  { "room-manager=imc@a.test\nlocked=room-manager\n", FALSE, TRUE, CS_KEEPING_FOREVER, CS_KEEPING_YEAR,
    NULL, "https://own.test", RULED, RULED },
  { "room-manager=imc@a.test\ndomain=other.test\nlocked=room-manager\n", FALSE, TRUE, CS_KEEPING_FOREVER, CS_KEEPING_YEAR,
    NULL, "https://own.test", USUAL, OWN },
  { "rules-server=https://a.test\ndomain=other.test\nlocked=rules-server\n", FALSE, TRUE, CS_KEEPING_FOREVER, CS_KEEPING_YEAR,
    NULL, "https://own.test", USUAL, OWN },
};

static void
assert_rules_server (CsSession  *session,
                     const char *expected)
{
  CsXcapRoot *root = cs_session_get_xcap_root (session);

  g_assert_cmpstr (root ? cs_xcap_root_get_string (root) : NULL, ==, expected);
}

static void
assert_room_manager (CsSession  *session,
                     const char *expected)
{
  g_autoptr (CsAddress) room = cs_rooms_find_address (cs_session_get_rooms (session), "Room");

  g_assert_cmpstr (cs_address_get_uri (room), ==, expected);
}

static void
test_rules (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (CsTestFile) file = { NULL };
    CsProfileOptions options = { .no_system_anchors = TRUE };
    g_autofree char *path = NULL;
    g_autofree char *text = g_strconcat ("[accounts]\n", cases[i].policy, NULL);
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (CsSession) session = NULL;
    g_autoptr (CsXcapRoot) own = cs_xcap_root_parse ("https://own.test", NULL);
    CsAccount *account;
    CsProfile *profile;

    cs_test_file_init (&file);
    path = g_build_filename (file.folder, "policy.conf", NULL);
    g_assert_true (g_file_set_contents (path, text, -1, NULL));
    options.administrator_folder = file.folder;
    cs_profile_open_async (&options, NULL, cs_test_result_cb, &result);
    profile = cs_profile_open_finish (cs_test_wait (&result), NULL);

    session = cs_test_profile_try (profile, "alice@example.test", NULL);
    account = cs_session_get_account (session);
    g_assert_cmpint (cs_session_is_contacts_only (session), ==, cases[i].contacts_only);
    g_assert_cmpint (cs_session_get_keep_history (session), ==, cases[i].keep_history);
    assert_rules_server (session, cases[i].rules_server);
    cs_account_set_xcap_root (account, own);
    assert_rules_server (session, cases[i].rules_server_chosen);
    assert_room_manager (session, cases[i].room_manager);
    cs_account_set_room_manager (account, "rooms@example.test");
    assert_room_manager (session, cases[i].room_manager_chosen);
    cs_account_set_contacts_only (account, !cs_account_get_contacts_only (account));
    cs_account_set_keep_history (account, CS_KEEPING_YEAR);
    g_assert_cmpint (cs_session_is_contacts_only (session), ==, cases[i].contacts_only_chosen);
    g_assert_cmpint (cs_session_get_keep_history (session), ==, cases[i].keep_history_chosen);
    cs_test_profile_close (profile);
    g_assert_cmpint (g_unlink (path), ==, 0);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session-rules/stand-above-what-was-chosen", test_rules);

  return g_test_run ();
}
