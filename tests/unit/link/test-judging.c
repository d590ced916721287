/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "link/cs-judging.h"

#include "trust/cs-verifier.h"

#include "cs-test-revocation.h"
#include "cs-test-tls.h"
#include "cs-test-wait.h"

/* The same answer, whether the main thread finds it or another. */
static void
test_judges_anywhere (void)
{
  static const struct {
    gsize    padding;
    gboolean revoked;
    gboolean takes_long;
  } cases[] = { { 0, FALSE, FALSE }, { 0, TRUE, FALSE }, { 300000, FALSE, TRUE }, { 300000, TRUE, TRUE } };
  CsTestTls *tls = cs_test_tls_new ();
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (CsVerdict) first = NULL;

  g_ptr_array_add (chain, tls->leaf->certificate);
  first = cs_verifier_judge (tls->anchors, chain, tls->identity, g_get_real_time () / G_USEC_PER_SEC, NULL);
  g_assert_false (cs_judging_takes_long (NULL));

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const CsTestCrl spec = { .revoked = cases[i].revoked ? tls->leaf : NULL, .padding = cases[i].padding };
    g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
    const CsRevocationEvidence evidence = { .fetched = lists };
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (CsVerdict) verdict = NULL;

    g_ptr_array_add (lists, cs_test_revocation_make_crl (tls->root, &spec));
    g_assert_cmpint (cs_judging_takes_long (&evidence), ==, cases[i].takes_long);
    cs_judging_async (first, tls->anchors, &evidence, cs_test_tls_result_cb, &result);
    g_assert_null (result);
    cs_test_wait_for (result);
    verdict = cs_judging_finish (result);
    g_assert_cmpint (cs_verdict_is_accepted (verdict), ==, !cases[i].revoked);
    g_assert_cmpint (cs_verdict_get_revocation (verdict, 0), ==, cases[i].revoked ? CS_REVOCATION_REVOKED : CS_REVOCATION_GOOD);
  }
  cs_test_tls_free (tls);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/judging/judges-anywhere", test_judges_anywhere);

  return g_test_run ();
}
