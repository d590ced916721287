/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "link/cs-standing.h"

#include <string.h>

#include "trust/cs-verifier.h"

#include "cs-test-revocation.h"
#include "cs-test-tls.h"
#include "cs-test-wait.h"

typedef struct {
  CsTestTls *tls;
  CsAttemptPlan plan;
  CsVerdict *verdict;
  CsVerdict *told;
} Fixture;

/* A verdict that rests on what expires in two seconds. */
static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  const CsTestOcsp spec = { .said = now - 3600, .next = now + 2 - CS_REVOCATION_SKEW };
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  CsRevocationEvidence evidence = { NULL };
  g_autoptr (GAsyncResult) loaded = NULL;

  self->tls = cs_test_tls_new ();
  cs_anchor_store_load_async (self->tls->store, NULL, cs_test_tls_result_cb, &loaded);
  cs_test_wait_for (loaded);
  evidence.staple = cs_test_revocation_make_ocsp (self->tls->root, self->tls->leaf, &spec);
  g_ptr_array_add (chain, self->tls->leaf->certificate);
  self->verdict = cs_verifier_judge (self->tls->anchors, chain, self->tls->identity, now, &evidence);
  g_assert_cmpint (cs_verdict_get_holds_until (self->verdict), ==, now + 2);
  g_bytes_unref (evidence.staple);
  self->plan = (CsAttemptPlan) { .identity = self->tls->identity, .anchors = self->tls->store, .limits = CS_LINK_LIMITS_DEFAULT };
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_clear_object (&self->told);
  g_object_unref (self->verdict);
  cs_test_tls_free (self->tls);
}

static void
told_cb (CsVerdict *verdict,
         gpointer   user_data)
{
  Fixture *self = user_data;

  g_set_object (&self->told, verdict);
}

static void
test_judges_again_when_something_expires (Fixture       *self,
                                          gconstpointer  data)
{
  const char *required = "[trust]\nrevocation=require\n";
  g_autoptr (GBytes) text = g_bytes_new_static (required, strlen (required));
  g_autoptr (CsPolicy) none = cs_policy_new ();
  g_autoptr (CsPolicy) policy = cs_policy_merge (none, "policy.conf", text, NULL);
  CsStanding *standing;

  g_assert_nonnull (policy);
  self->plan.policy = policy;
  g_assert_cmpint (cs_verdict_get_revocation (self->verdict, 0), ==, CS_REVOCATION_GOOD);
  standing = cs_standing_new (&self->plan, self->verdict, told_cb, self);
  cs_test_wait_for (self->told);
  g_assert_false (cs_verdict_is_accepted (self->told));
  g_assert_true (cs_verdict_has_problem (self->told, CS_PROBLEM_REVOCATION_UNKNOWN));
  cs_standing_free (standing);
}

static void
test_shows_what_is_no_longer_known (Fixture       *self,
                                    gconstpointer  data)
{
  CsStanding *standing = cs_standing_new (&self->plan, self->verdict, told_cb, self);

  cs_test_wait_for (self->told);
  g_assert_true (cs_verdict_is_accepted (self->told));
  g_assert_cmpint (cs_verdict_get_revocation (self->told, 0), ==, CS_REVOCATION_UNKNOWN);
  cs_standing_free (standing);
}

static void
test_judges_at_once_when_told_to (Fixture       *self,
                                  gconstpointer  data)
{
  CsStanding *standing = cs_standing_new (&self->plan, self->verdict, told_cb, self);

  cs_standing_rejudge (standing);
  g_assert_true (self->told && cs_verdict_is_accepted (self->told));
  g_assert_cmpint (cs_verdict_get_revocation (self->told, 0), ==, CS_REVOCATION_GOOD);
  cs_standing_free (standing);
}

/* A verdict that rests on so large a list that another thread reads it. */
static CsVerdict *
judge_by_large_list (Fixture *self)
{
  const CsTestCrl spec = { .padding = 300000 };
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  const CsRevocationEvidence evidence = { .fetched = lists };

  g_ptr_array_add (lists, cs_test_revocation_make_crl (self->tls->root, &spec));
  g_ptr_array_add (chain, self->tls->leaf->certificate);

  return cs_verifier_judge (self->tls->anchors, chain, self->tls->identity, g_get_real_time () / G_USEC_PER_SEC, &evidence);
}

static void
test_judges_large_lists_aside (Fixture       *self,
                               gconstpointer  data)
{
  g_autoptr (CsVerdict) verdict = judge_by_large_list (self);
  CsStanding *standing = cs_standing_new (&self->plan, verdict, told_cb, self);

  cs_standing_rejudge (standing);
  g_assert_null (self->told);
  cs_test_wait_for (self->told);
  g_assert_true (cs_verdict_is_accepted (self->told));
  g_assert_cmpint (cs_verdict_ask_revocation (self->told, 0)->source, ==, CS_REVOCATION_BY_LIST);
  cs_standing_free (standing);
}

/* While the other thread is still at it. */
static void
test_can_end_while_judging (Fixture       *self,
                            gconstpointer  data)
{
  g_autoptr (CsVerdict) verdict = judge_by_large_list (self);
  CsStanding *standing = cs_standing_new (&self->plan, verdict, told_cb, self);

  cs_standing_rejudge (standing);
  cs_standing_rejudge (standing);
  cs_standing_free (standing);
  /* Until nobody else holds what was to be judged. */
  cs_test_wait_for (G_OBJECT (verdict)->ref_count == 1);
  g_assert_null (self->told);
}

/* In milliseconds, until the main loop has something to do. */
static int
get_timeout (void)
{
  GMainContext *context = g_main_context_default ();
  int timeout = 0;
  GPollFD fds[16];
  int priority;

  cs_test_settle ();
  g_assert_true (g_main_context_acquire (context));
  g_main_context_prepare (context, &priority);
  g_main_context_query (context, G_MAXINT, &timeout, fds, G_N_ELEMENTS (fds));
  g_main_context_release (context);

  return timeout;
}

static void
test_asks_again_while_nobody_answers (Fixture       *self,
                                      gconstpointer  data)
{
  const CsTestSpec spec = { .name = "example.test", .dns_names = CS_TEST_NAMES ("example.test"), .ocsp_address = "http://127.0.0.1:1/" };
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_make (self->tls->root, &spec);
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  const CsRevocationEvidence evidence = { .policy = CS_REVOCATION_PREFER };
  g_autoptr (CsRevocationFetcher) fetcher = cs_revocation_fetcher_new (NULL);
  g_autoptr (CsVerdict) verdict = NULL;
  CsStanding *standing;

  g_ptr_array_add (chain, leaf->certificate);
  verdict = cs_verifier_judge (self->tls->anchors, chain, self->tls->identity, g_get_real_time () / G_USEC_PER_SEC, &evidence);
  g_assert_cmpint (cs_verdict_get_revocation (verdict, 0), ==, CS_REVOCATION_UNKNOWN);

  standing = cs_standing_new (&self->plan, verdict, told_cb, self);
  g_assert_cmpint (get_timeout (), >, 23 * 3600 * 1000);
  cs_standing_free (standing);

  self->plan.fetcher = fetcher;
  standing = cs_standing_new (&self->plan, verdict, told_cb, self);
  g_assert_cmpint (get_timeout (), >, 3500 * 1000);
  g_assert_cmpint (get_timeout (), <, 3700 * 1000);
  cs_standing_free (standing);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/standing/judges-again-when-something-expires", Fixture, NULL, set_up, test_judges_again_when_something_expires, tear_down);
  g_test_add ("/standing/shows-what-is-no-longer-known", Fixture, NULL, set_up, test_shows_what_is_no_longer_known, tear_down);
  g_test_add ("/standing/asks-again-while-nobody-answers", Fixture, NULL, set_up, test_asks_again_while_nobody_answers, tear_down);
  g_test_add ("/standing/judges-large-lists-aside", Fixture, NULL, set_up, test_judges_large_lists_aside, tear_down);
  g_test_add ("/standing/can-end-while-judging", Fixture, NULL, set_up, test_can_end_while_judging, tear_down);
  g_test_add ("/standing/judges-at-once-when-told-to", Fixture, NULL, set_up, test_judges_at_once_when_told_to, tear_down);

  return g_test_run ();
}
