/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-test-profile.h"

#include <glib/gstdio.h>

/* A privileged port that nothing on a test machine serves. */
#define NOBODY "127.0.0.1:1"
#define PATIENCE 60

CsProfile *
cs_test_profile_open (const char *folder)
{
  CsProfileOptions options = { folder, "/nonexistent", TRUE, TRUE };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CsProfile *profile;

  cs_profile_open_async (&options, NULL, cs_test_result_cb, &result);
  profile = cs_profile_open_finish (cs_test_wait (&result), &error);
  g_assert_no_error (error);

  return profile;
}

void
cs_test_profile_close (CsProfile *profile)
{
  GAsyncResult *result = NULL;
  g_autoptr (GError) error = NULL;

  cs_profile_close_async (profile, NULL, cs_test_result_cb, &result);
  g_assert_true (cs_profile_close_finish (profile, cs_test_wait (&result), &error));
  g_assert_no_error (error);
  g_object_unref (result);

  /* What was under way lets go of the profile. */
  while (g_main_context_iteration (NULL, FALSE));
  g_assert_finalize_object (profile);
}

void
cs_test_profile_clean (CsTestFile *file)
{
  g_autofree char *anchors = g_build_filename (file->folder, "anchors", NULL);

  g_rmdir (anchors);
}

static CsAccount *
new_account (const char *text)
{
  g_autoptr (CsAddress) address = cs_address_parse (text, NULL);
  g_autoptr (CsEndpoint) server = cs_endpoint_parse (NOBODY, NULL);
  CsAccount *account = cs_account_new (address);

  cs_account_set_server (account, server);

  return account;
}

void
cs_test_profile_write_account (CsTestFile *file,
                               const char *address)
{
  g_autofree char *path = g_build_filename (file->folder, "accounts.ini", NULL);
  g_autoptr (GKeyFile) accounts = g_key_file_new ();
  g_autoptr (CsAccount) account = new_account (address);

  cs_account_save_to_group (account, accounts, "account 1");
  g_assert_true (g_key_file_save_to_file (accounts, path, NULL));
}

CsSession *
cs_test_profile_try (CsProfile  *profile,
                     const char *address,
                     const char *password)
{
  g_autoptr (CsAccount) account = new_account (address);
  g_autoptr (CsSecret) secret = password ? cs_secret_new (password) : NULL;

  return cs_profile_try_account (profile, account, secret);
}

static gboolean
out_of_patience_cb (gpointer user_data)
{
  g_error ("the state was not reached in %d seconds", PATIENCE);

  return G_SOURCE_REMOVE;
}

void
cs_test_wait_for_state (CsSession         *session,
                        CsConnectionState  state)
{
  guint watchdog = g_timeout_add_seconds (PATIENCE, out_of_patience_cb, NULL);

  while (cs_session_get_state (session) != state)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (watchdog);
}

CsConversation *
cs_test_session_open (CsSession  *session,
                      const char *peer)
{
  g_autoptr (CsAddress) address = cs_address_parse (peer, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CsConversation *conversation;

  cs_session_open_conversation_async (session, address, NULL, cs_test_result_cb, &result);
  conversation = cs_session_open_conversation_finish (session, cs_test_wait (&result), &error);
  g_assert_no_error (error);

  return conversation;
}

void
cs_test_session_write (CsSession  *session,
                       const char *peer,
                       const char *text)
{
  g_autoptr (CsConversation) conversation = cs_test_session_open (session, peer);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CsMessage) message = NULL;
  g_autoptr (GError) error = NULL;

  cs_conversation_send_async (conversation, text, NULL, cs_test_result_cb, &result);
  message = cs_conversation_send_finish (conversation, cs_test_wait (&result), &error);
  g_assert_no_error (error);
}
