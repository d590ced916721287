/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-error.h"
#include "chat/cs-profile.h"

#include "cs-test-profile.h"
#include "cs-test-wait.h"

static void
test_properties (void)
{
  CsProfile *profile = cs_test_profile_open (NULL);
  g_autoptr (CsSession) session = cs_test_profile_try (profile, "alice@example.test", "open sesame");
  g_autoptr (CsAccount) account = NULL;
  g_autoptr (CsVerdict) verdict = NULL;
  g_autoptr (GError) error = NULL;
  CsConnectionState state;
  gboolean wanted, kept, adopted;
  gint64 retry_at;
  guint queued;

  cs_test_wait_for_state (session, CS_CONNECTION_WAITING);
  g_object_get (session, "account", &account, "state", &state, "verdict", &verdict, "error", &error, "retry-at", &retry_at,
                "password-wanted", &wanted, "password-kept", &kept, "queued", &queued, "adopted", &adopted, NULL);
  g_assert_true (account == cs_session_get_account (session));
  g_assert_cmpint (state, ==, CS_CONNECTION_WAITING);
  g_assert_null (verdict);
  g_assert_nonnull (error);
  g_assert_cmpint (retry_at, ==, cs_session_get_retry_at (session));
  g_assert_cmpint (retry_at, >, g_get_real_time ());
  g_assert_false (wanted || kept || adopted);
  g_assert_cmpuint (queued, ==, 0);

  cs_test_profile_close (profile);
}

static void
test_writes_while_offline (void)
{
  CsProfile *profile = cs_test_profile_open (NULL);
  g_autoptr (CsSession) session = cs_test_profile_try (profile, "alice@example.test", "open sesame");
  g_autoptr (CsConversation) one = cs_test_session_open (session, "bob@example.test");
  g_autoptr (CsConversation) two = cs_test_session_open (session, "sip:bob@EXAMPLE.test");

  g_assert_true (one == two);
  g_assert_true (cs_conversation_get_session (one) == session);
  cs_test_session_write (session, "bob@example.test", "hello");
  g_assert_cmpuint (cs_session_get_queued (session), ==, 1);
  cs_test_profile_close (profile);
}

/* Nothing is connected to before the certificate is there that was chosen. */
static void
test_wants_its_certificate (void)
{
  CsProfile *profile = cs_test_profile_open (NULL);
  g_autoptr (CsAddress) address = cs_address_parse ("alice@example.test", NULL);
  g_autoptr (CsAccount) account = cs_account_new (address);
  g_autoptr (CsEndpoint) server = cs_endpoint_parse ("127.0.0.1:1", NULL);
  g_autoptr (CsClientSource) source = cs_client_source_new_file ("/nonexistent/alice.p12", NULL);
  g_autoptr (CsSecret) password = cs_secret_new ("open sesame");
  g_autoptr (CsSession) session = NULL;

  cs_account_set_server (account, server);
  cs_account_set_client_source (account, source);
  session = cs_profile_try_account (profile, account, password);
  cs_test_wait_for (cs_session_get_error (session));
  g_assert_cmpint (cs_session_get_state (session), ==, CS_CONNECTION_OFFLINE);
  g_assert_error (cs_session_get_error (session), CS_ERROR, CS_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (cs_session_get_error (session)->message, "/nonexistent/alice.p12"));
  g_assert_true (cs_own_certificate_concerns (cs_session_get_error (session)));

  cs_account_set_client_source (account, NULL);
  cs_session_start (session);
  cs_test_wait_for_state (session, CS_CONNECTION_WAITING);
  g_assert_error (cs_session_get_error (session), CS_ERROR, CS_ERROR_UNREACHABLE);
  g_assert_false (cs_own_certificate_concerns (cs_session_get_error (session)));
  cs_test_profile_close (profile);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/tells-how-it-stands", test_properties);
  g_test_add_func ("/session/takes-messages-while-offline", test_writes_while_offline);

  g_test_add_func ("/session/wants-its-certificate-before-it-connects", test_wants_its_certificate);

  return g_test_run ();
}
