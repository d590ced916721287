/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <sys/resource.h>
#include <sys/stat.h>

#include "chat/cs-profile.h"

static void
test_prepares (void)
{
  struct rlimit before, limit;
  mode_t mask;

  g_setenv ("SSLKEYLOGFILE", "/nonexistent/keys", TRUE);
  g_setenv ("TPORT_LOG", "1", TRUE);
  umask (0);
  g_assert_cmpint (getrlimit (RLIMIT_CORE, &before), ==, 0);
  cs_profile_prepare_process ();

  g_assert_null (g_getenv ("SSLKEYLOGFILE"));
  g_assert_null (g_getenv ("TPORT_LOG"));
  mask = umask (077);
  g_assert_cmpuint (mask, ==, 077);
  g_assert_cmpint (getrlimit (RLIMIT_CORE, &limit), ==, 0);
  /* A byte is no core, and Linux hands nothing to a program that takes cores then. */
  g_assert_cmpuint (limit.rlim_cur, ==, before.rlim_max > 0 ? 1 : 0);
  g_assert_cmpuint (limit.rlim_max, ==, limit.rlim_cur);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/process/cannot-spill-secrets", test_prepares);

  return g_test_run ();
}
