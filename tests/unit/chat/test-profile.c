/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-error.h"
#include "chat/cs-profile-private.h"

#include "cs-test-profile.h"
#include "cs-test-sip-peer.h"
#include "cs-test-wait.h"

static guint
count (GListModel *list)
{
  return g_list_model_get_n_items (list);
}

static void
test_trial_leaves_nothing (void)
{
  g_auto (CsTestFile) file = { NULL };
  CsProfile *profile;
  CsSession *session;

  cs_test_file_init (&file);
  profile = cs_test_profile_open (file.folder);
  session = cs_test_profile_try (profile, "alice@example.test", "open sesame");
  cs_test_wait_for_state (session, CS_CONNECTION_WAITING);
  g_assert_false (cs_session_is_adopted (session));
  g_assert_cmpuint (count (cs_profile_get_sessions (profile)), ==, 0);
  g_assert_error (cs_session_get_error (session), CS_ERROR, CS_ERROR_UNREACHABLE);
  g_object_unref (session);

  cs_test_profile_close (profile);
  cs_test_profile_clean (&file);
}

static void
test_queues_across_restart (void)
{
  g_auto (CsTestFile) file = { NULL };
  CsProfile *profile;

  cs_test_file_init (&file);
  cs_test_profile_write_account (&file, "alice@example.test");

  profile = cs_test_profile_open (file.folder);
  g_assert_cmpuint (count (cs_profile_get_sessions (profile)), ==, 1);
  {
    g_autoptr (CsSession) session = g_list_model_get_item (cs_profile_get_sessions (profile), 0);

    g_assert_true (cs_session_is_adopted (session));
    g_assert_true (cs_session_is_password_wanted (session));
    cs_test_session_write (session, "bob@example.test", "for later");
    g_assert_cmpuint (cs_profile_get_queued (profile), ==, 1);
  }
  cs_test_profile_close (profile);

  profile = cs_test_profile_open (file.folder);
  g_assert_cmpuint (count (cs_profile_get_conversations (profile)), ==, 1);
  while (cs_profile_get_queued (profile) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (cs_profile_get_queued (profile), ==, 1);
  cs_test_profile_close (profile);
  cs_test_profile_clean (&file);
}

static void
remove_account (CsProfile *profile,
                gboolean   keep_history)
{
  g_autoptr (CsSession) session = g_list_model_get_item (cs_profile_get_sessions (profile), 0);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_profile_remove_account_async (profile, session, keep_history, NULL, cs_test_result_cb, &result);
  g_assert_true (cs_profile_remove_account_finish (profile, cs_test_wait (&result), &error));
  g_assert_no_error (error);
}

static void
test_removes_account (void)
{
  for (guint keep_history = 0; keep_history < 2; keep_history++) {
    g_auto (CsTestFile) file = { NULL };
    CsProfile *profile;

    cs_test_file_init (&file);
    cs_test_profile_write_account (&file, "alice@example.test");
    profile = cs_test_profile_open (file.folder);
    {
      g_autoptr (CsSession) session = g_list_model_get_item (cs_profile_get_sessions (profile), 0);

      cs_test_session_write (session, "bob@example.test", "something");
    }

    remove_account (profile, keep_history == 1);
    g_assert_cmpuint (count (cs_profile_get_sessions (profile)), ==, 0);
    g_assert_cmpuint (count (cs_profile_get_conversations (profile)), ==, 0);
    cs_test_profile_close (profile);

    {
      CsStore *store = cs_test_store_open (file.path);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GPtrArray) records = NULL;

      cs_store_list_conversations_async (store, NULL, cs_test_result_cb, &result);
      records = cs_store_list_conversations_finish (store, cs_test_wait (&result), NULL);
      g_assert_cmpuint (records->len, ==, keep_history);
      g_clear_object (&result);
      cs_test_store_close (store);
    }
    cs_test_profile_clean (&file);
  }
}

static void
sign_in (CsProfile     *profile,
         CsTestSipPeer *peer,
         const char    *user)
{
  g_autoptr (CsAddress) address = cs_address_parse (user, NULL);
  g_autoptr (CsAccount) account = cs_account_new (address);
  g_autoptr (CsEndpoint) server = cs_test_sip_peer_new_endpoint (peer);
  g_autoptr (CsSecret) password = cs_secret_new ("open sesame");
  g_autoptr (CsSession) session = NULL;

  cs_account_set_server (account, server);
  session = cs_profile_try_account (profile, account, password);
  cs_test_wait_for_state (session, CS_CONNECTION_ONLINE);
}

static gboolean
knows_server (CsProfile *profile)
{
  g_auto (GStrv) groups = g_key_file_get_groups (cs_kept_file_get (profile->servers), NULL);

  return groups[0] != NULL;
}

static void
test_forgets_server (void)
{
  CsProfile *profile = cs_test_profile_open (NULL);
  CsTestSipPeer *peer = cs_test_sip_peer_new (cs_test_sip_peer_accept_all, NULL);

  cs_test_sip_peer_trust (peer, cs_profile_get_anchors (profile));
  sign_in (profile, peer, "alice@example.test");
  sign_in (profile, peer, "bob@example.test");
  g_assert_true (knows_server (profile));

  remove_account (profile, TRUE);
  g_assert_cmpuint (count (cs_profile_get_sessions (profile)), ==, 1);
  g_assert_true (knows_server (profile));

  remove_account (profile, TRUE);
  g_assert_cmpuint (count (cs_profile_get_sessions (profile)), ==, 0);
  g_assert_false (knows_server (profile));

  cs_test_profile_close (profile);
  cs_test_sip_peer_free (peer);
}

static void
test_brings_history_back (void)
{
  CsProfile *profile = cs_test_profile_open (NULL);
  CsTestSipPeer *peer = cs_test_sip_peer_new (cs_test_sip_peer_accept_all, NULL);
  GListModel *conversations = cs_profile_get_conversations (profile);

  cs_test_sip_peer_trust (peer, cs_profile_get_anchors (profile));
  sign_in (profile, peer, "alice@example.test");
  {
    g_autoptr (CsSession) session = g_list_model_get_item (cs_profile_get_sessions (profile), 0);

    cs_test_session_write (session, "bob@example.test", "remember this");
  }
  remove_account (profile, TRUE);
  g_assert_cmpuint (count (conversations), ==, 0);

  sign_in (profile, peer, "alice@example.test");
  cs_test_wait_for (count (conversations) == 1);
  {
    g_autoptr (CsConversation) conversation = g_list_model_get_item (conversations, 0);

    g_assert_cmpstr (cs_message_get_text (cs_conversation_get_last_message (conversation)), ==, "remember this");
  }

  cs_test_profile_close (profile);
  cs_test_sip_peer_free (peer);
}

static CsSession *
find_session (CsProfile  *profile,
              const char *user)
{
  g_autoptr (CsAddress) address = cs_address_parse (user, NULL);
  CsSession *session = cs_profile_find_session (profile, address);

  g_assert_nonnull (session);

  return session;
}

static void
test_signs_out_of_one (void)
{
  const CsTestSpec spec = { .name = "home.test", .dns_names = CS_TEST_NAMES ("home.test") };
  CsProfile *profile = cs_test_profile_open (NULL);
  CsTestSipPeer *peer = cs_test_sip_peer_new (cs_test_sip_peer_accept_all, NULL);
  CsTestSipPeer *other = cs_test_sip_peer_new (cs_test_sip_peer_accept_all, NULL);

  cs_test_sip_peer_renew_as (other, &spec);
  cs_test_sip_peer_trust (peer, cs_profile_get_anchors (profile));
  cs_test_sip_peer_trust (other, cs_profile_get_anchors (profile));
  sign_in (profile, peer, "alice@example.test");
  sign_in (profile, other, "bob@home.test");
  {
    g_autoptr (CsSession) alice = find_session (profile, "alice@example.test");
    g_autoptr (CsSession) bob = find_session (profile, "bob@home.test");
    g_autoptr (GAsyncResult) result = NULL;

    cs_test_session_write (alice, "carol@example.test", "from Alice");
    cs_test_session_write (bob, "carol@example.test", "from Bob");
    cs_test_wait_for (cs_profile_get_queued (profile) == 0);
    g_assert_cmpuint (count (cs_profile_get_conversations (profile)), ==, 2);

    cs_account_set_signed_out (cs_session_get_account (alice), TRUE);
    cs_session_stop_async (alice, NULL, cs_test_result_cb, &result);
    g_assert_true (cs_session_stop_finish (alice, cs_test_wait (&result), NULL));
    g_assert_cmpint (cs_session_get_state (alice), ==, CS_CONNECTION_OFFLINE);
    g_assert_cmpint (cs_session_get_state (bob), ==, CS_CONNECTION_ONLINE);
    g_assert_cmpuint (count (cs_profile_get_conversations (profile)), ==, 2);

    cs_test_session_write (alice, "carol@example.test", "when I am back");
    cs_test_session_write (bob, "carol@example.test", "still here");
    cs_test_wait_for (cs_session_get_queued (bob) == 0);
    g_assert_cmpuint (cs_session_get_queued (alice), ==, 1);

    cs_session_start (alice);
    cs_test_wait_for (cs_session_get_queued (alice) == 0);
    g_assert_cmpint (cs_session_get_state (bob), ==, CS_CONNECTION_ONLINE);
  }

  cs_test_profile_close (profile);
  cs_test_sip_peer_free (peer);
  cs_test_sip_peer_free (other);
}

static void
test_tries_known_account_again (void)
{
  g_auto (CsTestFile) file = { NULL };
  CsProfile *profile;
  CsSession *session;

  cs_test_file_init (&file);
  cs_test_profile_write_account (&file, "alice@example.test");
  profile = cs_test_profile_open (file.folder);

  session = cs_test_profile_try (profile, "alice@example.test", "open sesame");
  {
    g_autoptr (CsSession) known = g_list_model_get_item (cs_profile_get_sessions (profile), 0);

    g_assert_true (session == known);
  }
  g_assert_cmpuint (count (cs_profile_get_sessions (profile)), ==, 1);
  cs_test_wait_for_state (session, CS_CONNECTION_WAITING);
  cs_profile_save_account (profile, session);
  cs_test_wait_for_state (session, CS_CONNECTION_CONNECTING);
  g_object_unref (session);
  cs_test_profile_close (profile);
  cs_test_profile_clean (&file);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/profile/trial-leaves-nothing", test_trial_leaves_nothing);
  g_test_add_func ("/profile/queues-across-a-restart", test_queues_across_restart);
  g_test_add_func ("/profile/removes-an-account-with-or-without-history", test_removes_account);
  g_test_add_func ("/profile/forgets-a-server-with-its-last-account", test_forgets_server);
  g_test_add_func ("/profile/brings-the-history-back-with-its-account", test_brings_history_back);
  g_test_add_func ("/profile/signs-out-of-one-account-and-leaves-the-others-alone", test_signs_out_of_one);
  g_test_add_func ("/profile/tries-a-known-account-again", test_tries_known_account_again);

  return g_test_run ();
}
