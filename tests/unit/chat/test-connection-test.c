/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-profile.h"

#include "cs-test-profile.h"
#include "cs-test-sip-peer.h"
#include "cs-test-wait.h"

static char *
refuse_cb (CsTestSipPeer *peer,
           const char    *request,
           gpointer       user_data)
{
  return cs_test_sip_peer_make_answer (request, "401 Unauthorized", NULL);
}

static void
done_cb (gboolean *done)
{
  *done = TRUE;
}

/* Runs a test to its end; one letter for each step: Passed, Failed, Skipped. */
static CsConnectionTest *
run (CsProfile  *profile,
     CsEndpoint *server,
     const char *outcomes)
{
  static const char letters[] = "--PFS";
  g_autoptr (CsAddress) address = cs_address_parse ("alice@example.test", NULL);
  g_autoptr (CsAccount) account = cs_account_new (address);
  g_autoptr (GError) error = NULL;
  CsConnectionTest *test;
  GListModel *steps;
  g_autoptr (GString) found = g_string_new (NULL);
  gboolean done = FALSE;

  cs_account_set_server (account, server);
  test = cs_profile_test_connection (profile, account, &error);
  g_assert_no_error (error);
  steps = cs_connection_test_get_steps (test);
  g_signal_connect_swapped (test, "done", G_CALLBACK (done_cb), &done);
  cs_connection_test_start (test);
  cs_test_wait_for (done);
  g_assert_true (cs_connection_test_is_done (test));
  for (guint i = 0; i < g_list_model_get_n_items (steps); i++) {
    g_autoptr (CsTestStep) step = g_list_model_get_item (steps, i);

    g_string_append_c (found, letters[cs_test_step_get_outcome (step)]);
    if (cs_test_step_get_outcome (step) != CS_TEST_SKIPPED && i != CS_TEST_LOOK_UP)
      g_assert_cmpint (cs_test_step_get_duration (step), >, 0);
  }
  g_assert_cmpstr (found->str, ==, outcomes);
  g_signal_handlers_disconnect_by_data (test, &done);

  return test;
}

static void
test_passes (void)
{
  CsProfile *profile = cs_test_profile_open (NULL);
  g_autoptr (CsTestSipPeer) peer = cs_test_sip_peer_new (refuse_cb, NULL);
  g_autoptr (CsEndpoint) server = cs_test_sip_peer_new_endpoint (peer);
  g_autofree char *text = NULL;
  CsConnectionTest *test;

  cs_test_sip_peer_trust (peer, cs_profile_get_anchors (profile));
  test = run (profile, server, "PPPPP");
  g_assert_true (cs_connection_test_has_passed (test));
  text = cs_connection_test_to_text (test);
  g_assert_nonnull (strstr (text, "The server answered (401)."));
  g_assert_nonnull (strstr (text, "127.0.0.1:"));
  g_assert_cmpuint (cs_test_sip_peer_get_messages (peer)->len, ==, 1);
  g_assert_null (strstr (g_ptr_array_index (cs_test_sip_peer_get_messages (peer), 0), "alice"));

  g_assert_finalize_object (test);
  cs_test_settle ();
  cs_test_profile_close (profile);
}

static void
test_refused (void)
{
  CsProfile *profile = cs_test_profile_open (NULL);
  g_autoptr (CsTestSipPeer) peer = cs_test_sip_peer_new (refuse_cb, NULL);
  g_autoptr (CsEndpoint) server = cs_test_sip_peer_new_endpoint (peer);
  CsConnectionTest *test = run (profile, server, "PPPFS");

  g_assert_false (cs_connection_test_has_passed (test));
  g_assert_true (cs_verdict_has_problem (cs_connection_test_get_verdict (test), CS_PROBLEM_UNKNOWN_AUTHORITY));
  g_assert_cmpuint (cs_test_sip_peer_get_messages (peer)->len, ==, 0);

  g_assert_finalize_object (test);
  cs_test_settle ();
  cs_test_profile_close (profile);
}

static void
test_nobody_there (void)
{
  CsProfile *profile = cs_test_profile_open (NULL);
  /* A privileged port that nothing on a test machine serves. */
  g_autoptr (CsEndpoint) server = cs_endpoint_parse ("127.0.0.1:1", NULL);
  CsConnectionTest *test = run (profile, server, "PFSSS");

  g_assert_null (cs_connection_test_get_verdict (test));
  g_assert_finalize_object (test);
  cs_test_settle ();
  cs_test_profile_close (profile);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/connection-test/takes-any-answer-and-says-no-name", test_passes);
  g_test_add_func ("/connection-test/ends-at-a-certificate-that-is-refused", test_refused);
  g_test_add_func ("/connection-test/ends-where-nobody-is-there", test_nobody_there);

  return g_test_run ();
}
