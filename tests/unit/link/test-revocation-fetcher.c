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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/revocation-fetcher/shares-one-session", test_shares_one_session);

  return g_test_run ();
}
