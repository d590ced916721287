/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sip/cs-subscription-answer.h"

static const struct {
  guint       status;
  guint       expires;
  guint       min_expires;
  CsAskAction action;
} answers[] = {
  { 200, 600, 0, CS_ASK_DONE },
  { 202, 600, 0, CS_ASK_DONE },
  { 299, 600, 0, CS_ASK_DONE },
  { 401, 600, 0, CS_ASK_REFUSED },
  { 403, 600, 0, CS_ASK_REFUSED },
  { 407, 600, 0, CS_ASK_REFUSED },
  { 603, 600, 0, CS_ASK_REFUSED },
  { 404, 600, 0, CS_ASK_NOBODY },
  { 410, 600, 0, CS_ASK_NOBODY },
  { 604, 600, 0, CS_ASK_NOBODY },
  { 405, 600, 0, CS_ASK_UNSUPPORTED },
  { 489, 600, 0, CS_ASK_UNSUPPORTED },
  { 501, 600, 0, CS_ASK_UNSUPPORTED },
  { 412, 600, 0, CS_ASK_ANEW },
  { 481, 600, 0, CS_ASK_ANEW },
  { 423, 600, 1800, CS_ASK_LONGER },
  { 423, 600, 600, CS_ASK_LATER },
  { 423, 600, 0, CS_ASK_LATER },
  { 423, 600, 10000000, CS_ASK_LATER },
  { 302, 600, 0, CS_ASK_LATER },
  { 408, 600, 0, CS_ASK_LATER },
  { 480, 600, 0, CS_ASK_LATER },
  { 503, 600, 0, CS_ASK_LATER },
};

static const struct {
  const char *reason;
  CsAskAction action;
} reasons[] = {
  { "deactivated", CS_ASK_ANEW },
  { "Timeout", CS_ASK_ANEW },
  { "rejected", CS_ASK_REFUSED },
  { "noresource", CS_ASK_NOBODY },
  { "invariant", CS_ASK_NOBODY },
  { "probation", CS_ASK_LATER },
  { "giveup", CS_ASK_LATER },
  { "sunshine", CS_ASK_LATER },
  { NULL, CS_ASK_LATER },
};

static void
test_answers (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    g_assert_cmpint (cs_subscription_answer_judge (answers[i].status, answers[i].expires, answers[i].min_expires), ==, answers[i].action);
}

static void
test_reasons (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (reasons); i++)
    g_assert_cmpint (cs_subscription_answer_judge_reason (reasons[i].reason), ==, reasons[i].action);
}

static void
test_delays (void)
{
  guint last = 0;

  for (guint failures = 1; failures < 10; failures++) {
    guint delay = cs_subscription_answer_delay (failures, 0, 0.5);

    g_assert_cmpuint (delay, >=, MAX (last, 30));
    g_assert_cmpuint (delay, <=, 1800);
    last = delay;
  }

  g_assert_cmpuint (cs_subscription_answer_delay (1, 100, 0), ==, 101);
  g_assert_cmpuint (cs_subscription_answer_delay (5, 100, 1), ==, 111);
  g_assert_cmpuint (cs_subscription_answer_delay (1, G_MAXINT, 1), <=, 2 * 24 * 3600);
  g_assert_cmpuint (cs_subscription_answer_delay (0, 0, 0), >=, 15);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/subscription-answer/judges-each-status", test_answers);
  g_test_add_func ("/subscription-answer/judges-each-reason", test_reasons);
  g_test_add_func ("/subscription-answer/waits-as-asked-and-not-all-at-once", test_delays);

  return g_test_run ();
}
