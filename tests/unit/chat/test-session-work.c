/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-profile.h"

#include "cs-test-profile.h"
#include "cs-test-wait.h"

static void
stop (CsSession *session)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_session_stop_async (session, NULL, cs_test_result_cb, &result);
  g_assert_true (cs_session_stop_finish (session, cs_test_wait (&result), NULL));
}

static void
test_wants_password (void)
{
  CsProfile *profile = cs_test_profile_open (NULL);
  g_autoptr (CsSession) session = cs_test_profile_try (profile, "alice@example.test", NULL);
  g_autoptr (CsSecret) password = cs_secret_new ("open sesame");

  g_assert_true (cs_session_is_password_wanted (session));
  g_assert_cmpint (cs_session_get_state (session), ==, CS_CONNECTION_OFFLINE);

  cs_session_set_password (session, password);
  g_assert_false (cs_session_is_password_wanted (session));
  g_assert_cmpint (cs_session_get_state (session), ==, CS_CONNECTION_OFFLINE);
  cs_session_start (session);
  g_assert_cmpint (cs_session_get_state (session), !=, CS_CONNECTION_OFFLINE);
  cs_test_profile_close (profile);
}

static void
test_stops_and_starts (void)
{
  CsProfile *profile = cs_test_profile_open (NULL);
  g_autoptr (CsSession) session = cs_test_profile_try (profile, "alice@example.test", "open sesame");

  stop (session);
  stop (session);
  g_assert_cmpint (cs_session_get_state (session), ==, CS_CONNECTION_OFFLINE);
  g_assert_null (cs_session_get_error (session));

  /* A start while it stops comes afterwards. */
  cs_session_start (session);
  cs_session_stop_async (session, NULL, NULL, NULL);
  cs_session_start (session);
  cs_test_wait_for_state (session, CS_CONNECTION_WAITING);

  cs_session_retry_now (session);
  cs_test_wait_for_state (session, CS_CONNECTION_CONNECTING);
  cs_test_profile_close (profile);
}

static void
test_let_go (void)
{
  CsProfile *profile = cs_test_profile_open (NULL);
  CsSession *session = cs_test_profile_try (profile, "alice@example.test", "open sesame");

  cs_test_wait_for_state (session, CS_CONNECTION_WAITING);
  g_assert_finalize_object (session);
  cs_test_profile_close (profile);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/wants-a-password-first", test_wants_password);
  g_test_add_func ("/session/stops-and-starts", test_stops_and_starts);
  g_test_add_func ("/session/ends-when-let-go", test_let_go);

  return g_test_run ();
}
