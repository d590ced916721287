/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-profile-private.h"

#include "cs-test-profile.h"

typedef struct {
  CsProfile *profile;
  GPtrArray *sessions;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  const char * const addresses[] = { "alice@example.test", "alice@home.test", "a.baker@example.test" };

  fixture->profile = cs_test_profile_open (NULL);
  fixture->sessions = g_ptr_array_new_with_free_func (g_object_unref);
  for (gsize i = 0; i < G_N_ELEMENTS (addresses); i++) {
    g_autoptr (CsAddress) address = cs_address_parse (addresses[i], NULL);
    g_autoptr (CsAccount) account = cs_account_new (address);

    g_ptr_array_add (fixture->sessions, cs_profile_make_session (fixture->profile, account, TRUE));
  }
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_ptr_array_unref (fixture->sessions);
  cs_test_profile_close (fixture->profile);
}

static void
test_suggests (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct {
    const char *peer;
    int         used;
    int         signed_out;
    int         expected;
  } rows[] = {
    { NULL, -1, -1, 0 },
    { NULL, 1, -1, 1 },
    { "bob@home.test", -1, -1, 1 },
    { "bob@home.test", 0, -1, 1 },
    { "bob@HOME.test", 0, 1, 1 },
    { "bob@example.test", -1, -1, 0 },
    { "bob@example.test", 2, -1, 2 },
    { "bob@example.test", 1, 0, 2 },
    { "bob@elsewhere.test", 2, -1, 2 },
    { "bob@elsewhere.test", -1, 0, 1 },
    { "bob@elsewhere.test", 0, 0, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CsAddress) peer = rows[i].peer ? cs_address_parse (rows[i].peer, NULL) : NULL;
    CsSession *used = rows[i].used >= 0 ? fixture->sessions->pdata[rows[i].used] : NULL;
    g_autoptr (CsSession) suggested = NULL;

    for (guint j = 0; j < fixture->sessions->len; j++)
      cs_account_set_signed_out (cs_session_get_account (fixture->sessions->pdata[j]), rows[i].signed_out == (int) j);
    suggested = cs_profile_suggest_session (fixture->profile, peer, used);
    g_test_message ("row %" G_GSIZE_FORMAT, i);
    g_assert_true (suggested == fixture->sessions->pdata[rows[i].expected]);
  }
}

static void
test_suggests_nothing (void)
{
  CsProfile *profile = cs_test_profile_open (NULL);
  g_autoptr (CsAddress) peer = cs_address_parse ("bob@example.test", NULL);

  g_assert_null (cs_profile_suggest_session (profile, peer, NULL));
  cs_test_profile_close (profile);
}

static void
test_finds (Fixture       *fixture,
            gconstpointer  data)
{
  CsSession *home = fixture->sessions->pdata[1];
  const char *id = cs_account_get_id (cs_session_get_account (home));
  g_autoptr (CsSession) found = cs_profile_find_session_by_id (fixture->profile, id);
  g_autoptr (CsConversation) opened = cs_test_session_open (home, "bob@example.test");
  g_autoptr (CsConversation) again = cs_profile_find_conversation (fixture->profile, id, "sip:bob@example.test");
  const char *other = cs_account_get_id (cs_session_get_account (fixture->sessions->pdata[0]));

  g_assert_true (found == home);
  g_assert_null (cs_profile_find_session_by_id (fixture->profile, "none"));
  g_assert_true (again == opened);
  g_assert_null (cs_profile_find_conversation (fixture->profile, id, "sip:carol@example.test"));
  g_assert_null (cs_profile_find_conversation (fixture->profile, other, "sip:bob@example.test"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/profile-choice/suggests-an-account", Fixture, NULL, set_up, test_suggests, tear_down);
  g_test_add_func ("/profile-choice/suggests-nothing-without-accounts", test_suggests_nothing);
  g_test_add ("/profile-choice/finds-by-what-notifications-know", Fixture, NULL, set_up, test_finds, tear_down);

  return g_test_run ();
}
