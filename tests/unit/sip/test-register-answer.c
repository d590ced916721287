/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib.h>

#include "sip/cs-register-answer.h"

static const struct {
  guint            status;
  guint            expires;
  guint            min_expires;
  CsRegisterAction expected;
} cases[] = {
  { 200, 3600, 0, CS_REGISTER_DONE },
  { 204, 3600, 0, CS_REGISTER_DONE },
  { 302, 3600, 0, CS_REGISTER_LATER },
  { 400, 3600, 0, CS_REGISTER_LATER },
  { 401, 3600, 0, CS_REGISTER_UNKNOWN },
  { 403, 3600, 0, CS_REGISTER_FORBIDDEN },
  { 404, 3600, 0, CS_REGISTER_FORBIDDEN },
  { 407, 3600, 0, CS_REGISTER_UNKNOWN },
  { 423, 3600, 7200, CS_REGISTER_LONGER },
  { 423, 3600, 3600, CS_REGISTER_LATER },
  { 423, 3600, 60, CS_REGISTER_LATER },
  { 423, 3600, 0, CS_REGISTER_LATER },
  { 423, 3600, G_MAXINT, CS_REGISTER_LATER },
  { 500, 3600, 0, CS_REGISTER_LATER },
  { 503, 3600, 0, CS_REGISTER_LATER },
  { 603, 3600, 0, CS_REGISTER_LATER },
};

static void
test_judge (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (cs_register_answer_judge (cases[i].status, cases[i].expires, cases[i].min_expires), ==, cases[i].expected);
}

static void
test_refresh (void)
{
  g_assert_cmpuint (cs_register_answer_refresh (0, FALSE, 0), ==, 1);
  g_assert_cmpuint (cs_register_answer_refresh (2, FALSE, 1), ==, 1);
  g_assert_cmpuint (cs_register_answer_refresh (10, FALSE, 1), ==, 5);
  g_assert_cmpuint (cs_register_answer_refresh (3600, FALSE, 0), ==, 2700);
  g_assert_cmpuint (cs_register_answer_refresh (3600, FALSE, 1), ==, 3240);
  g_assert_cmpuint (cs_register_answer_refresh (G_MAXUINT, FALSE, 0), <=, 7 * 24 * 3600);
  g_assert_cmpuint (cs_register_answer_refresh (10, TRUE, 1), ==, 5);
  g_assert_cmpuint (cs_register_answer_refresh (80, TRUE, 0), ==, 60);
  g_assert_cmpuint (cs_register_answer_refresh (3600, TRUE, 0), ==, 100);
  g_assert_cmpuint (cs_register_answer_refresh (3600, TRUE, 1), ==, 120);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/register-answer/says-what-to-do", test_judge);
  g_test_add_func ("/register-answer/refreshes-before-the-end", test_refresh);

  return g_test_run ();
}
