/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-own-presence.h"

typedef struct {
  CsAccount     *account;
  CsOwnPresence *own;
  guint          n_news;
} Fixture;

static void
news_cb (guint *count)
{
  (*count)++;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (CsAddress) address = cs_address_parse ("alice@example.test", NULL);

  fixture->account = cs_account_new (address);
  fixture->own = cs_own_presence_new (fixture->account);
  g_signal_connect_swapped (fixture->own, "notify::presence", G_CALLBACK (news_cb), &fixture->n_news);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->own);
  g_assert_finalize_object (fixture->account);
}

static CsPresenceState
get_state (Fixture *fixture)
{
  return cs_presence_get_state (cs_own_presence_get (fixture->own));
}

static void
test_follows (Fixture       *fixture,
              gconstpointer  data)
{
  g_assert_cmpint (get_state (fixture), ==, CS_PRESENCE_AVAILABLE);
  g_assert_null (cs_presence_get_note (cs_own_presence_get (fixture->own)));

  cs_account_set_availability (fixture->account, CS_PRESENCE_BUSY);
  g_assert_cmpint (get_state (fixture), ==, CS_PRESENCE_BUSY);
  cs_account_set_presence_note (fixture->account, "Writing");
  g_assert_cmpstr (cs_presence_get_note (cs_own_presence_get (fixture->own)), ==, "Writing");
  cs_account_set_presence_note (fixture->account, "Writing");
  g_assert_cmpuint (fixture->n_news, ==, 2);

  cs_account_set_availability (fixture->account, CS_PRESENCE_OFFLINE);
  g_assert_null (cs_own_presence_get (fixture->own));
  cs_account_set_availability (fixture->account, CS_PRESENCE_AWAY);
  g_assert_cmpint (get_state (fixture), ==, CS_PRESENCE_AWAY);
  cs_account_set_show_presence (fixture->account, FALSE);
  g_assert_null (cs_own_presence_get (fixture->own));
  cs_account_set_presence_note (fixture->account, NULL);
  g_assert_cmpuint (fixture->n_news, ==, 5);
}

static void
test_idle (Fixture       *fixture,
           gconstpointer  data)
{
  cs_own_presence_set_idle (fixture->own, TRUE);
  g_assert_cmpint (get_state (fixture), ==, CS_PRESENCE_AWAY);
  g_assert_cmpint (cs_account_get_availability (fixture->account), ==, CS_PRESENCE_AVAILABLE);
  cs_account_set_availability (fixture->account, CS_PRESENCE_BUSY);
  g_assert_cmpint (get_state (fixture), ==, CS_PRESENCE_BUSY);
  cs_account_set_availability (fixture->account, CS_PRESENCE_OFFLINE);
  g_assert_null (cs_own_presence_get (fixture->own));
  cs_account_set_availability (fixture->account, CS_PRESENCE_AVAILABLE);
  cs_own_presence_set_idle (fixture->own, FALSE);
  cs_own_presence_set_idle (fixture->own, FALSE);
  g_assert_cmpint (get_state (fixture), ==, CS_PRESENCE_AVAILABLE);
}

static void
test_since (Fixture       *fixture,
            gconstpointer  data)
{
  gint64 since = cs_presence_get_since (cs_own_presence_get (fixture->own));

  g_assert_cmpint (since, >, 0);
  cs_account_set_presence_note (fixture->account, "Writing");
  g_assert_cmpint (cs_presence_get_since (cs_own_presence_get (fixture->own)), ==, since);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/own-presence/follows-the-settings", Fixture, NULL, set_up, test_follows, tear_down);
  g_test_add ("/own-presence/is-away-while-nobody-is-there", Fixture, NULL, set_up, test_idle, tear_down);
  g_test_add ("/own-presence/says-since-when", Fixture, NULL, set_up, test_since, tear_down);

  return g_test_run ();
}
