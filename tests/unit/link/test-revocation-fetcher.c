/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "link/cs-revocation-fetcher.h"

static void
test_shares_one_session (void)
{
  g_autoptr (CsRevocationFetcher) fetcher = cs_revocation_fetcher_new ("/nowhere");
  g_autoptr (CsRevocationFetcher) same = cs_revocation_fetcher_ref (fetcher);
  g_autoptr (CsRevocationFetcher) forgetful = cs_revocation_fetcher_new (NULL);

  g_assert_cmpstr (cs_revocation_fetcher_get_folder (same), ==, "/nowhere");
  g_assert_null (cs_revocation_fetcher_get_folder (forgetful));
  g_assert_true (cs_revocation_fetcher_get_session (fetcher) == cs_revocation_fetcher_get_session (same));
}

static void
told_cb (const char *address,
         GBytes     *list,
         gpointer    user_data)
{
  g_assert_cmpuint (g_bytes_get_size (list), ==, 1);
  g_string_append (user_data, address);
}

typedef struct {
  CsRevocationFetcher *fetcher;
  guint                n_told;
} Leaver;

static void
leave_cb (const char *address,
          GBytes     *list,
          gpointer    user_data)
{
  Leaver *leaver = user_data;

  leaver->n_told++;
  cs_revocation_fetcher_unwatch (leaver->fetcher, leaver);
}

static void
test_tells_who_watches (void)
{
  g_autoptr (CsRevocationFetcher) fetcher = cs_revocation_fetcher_new (NULL);
  g_autoptr (GString) first = g_string_new (NULL);
  g_autoptr (GString) second = g_string_new (NULL);
  g_autoptr (GBytes) list = g_bytes_new_static ("x", 1);
  Leaver leaver = { fetcher, 0 };

  cs_revocation_fetcher_announce (fetcher, "a", list);
  cs_revocation_fetcher_watch (fetcher, told_cb, first);
  cs_revocation_fetcher_watch (fetcher, leave_cb, &leaver);
  cs_revocation_fetcher_watch (fetcher, told_cb, second);
  cs_revocation_fetcher_announce (fetcher, "b", list);
  cs_revocation_fetcher_unwatch (fetcher, first);
  cs_revocation_fetcher_announce (fetcher, "c", list);
  g_assert_cmpstr (first->str, ==, "b");
  g_assert_cmpstr (second->str, ==, "bc");
  g_assert_cmpuint (leaver.n_told, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/revocation-fetcher/shares-one-session", test_shares_one_session);
  g_test_add_func ("/revocation-fetcher/tells-who-watches", test_tells_who_watches);

  return g_test_run ();
}
