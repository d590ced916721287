/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-test-engine.h"

#define DOMAIN "example.test"

static void
result_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* Lets the main loop run until the call has its result. */
static GAsyncResult *
await (GAsyncResult **result)
{
  while (!*result)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

static char *
read_file (const char *folder,
           const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *contents = NULL;

  if (!g_file_get_contents (path, &contents, NULL, &error))
    g_error ("%s", error->message);

  return contents;
}

static void
import_authority (CsProfile  *profile,
                  const char *folder)
{
  CsAnchorStore *anchors = cs_profile_get_anchors (profile);
  g_autofree char *pem = read_file (folder, "ca.pem");
  g_autoptr (GBytes) bytes = g_bytes_new (pem, strlen (pem));
  g_autoptr (GError) error = NULL;
  g_autoptr (CsCertificate) certificate = cs_anchor_store_inspect (anchors, bytes, g_get_real_time () / G_USEC_PER_SEC, &error);
  const char * const domains[] = { DOMAIN, NULL };
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GAsyncResult) imported = NULL;
  g_autoptr (CsAnchor) anchor = NULL;

  if (!certificate)
    g_error ("%s", error->message);

  cs_anchor_store_load_async (anchors, NULL, result_cb, &loaded);
  await (&loaded);
  cs_anchor_store_import_async (anchors, certificate, domains, NULL, result_cb, &imported);
  anchor = cs_anchor_store_import_finish (anchors, await (&imported), &error);
  if (!anchor)
    g_error ("%s", error->message);
}

/**
 * cs_test_engine_open:
 * @folder: (nullable): where to keep messages
 * @login: (nullable): tells where the server's authority is
 *
 * Opens a profile; one that trusts the private server, where @login is given.
 *
 * Returns: (transfer full): the profile
 */
CsProfile *
cs_test_engine_open (const char        *folder,
                    const CsTestLogin *login)
{
  const CsProfileOptions options = { .folder = folder, .no_secret_service = TRUE, .open_door = TRUE };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CsProfile *profile;

  cs_profile_prepare_process ();
  cs_profile_open_async (&options, NULL, result_cb, &result);
  profile = cs_profile_open_finish (await (&result), &error);
  if (!profile)
    g_error ("%s", error->message);
  if (login)
    import_authority (profile, login->folder);

  return profile;
}

/**
 * cs_test_engine_close:
 * @profile: (transfer full): a profile
 *
 * Signs out, and waits until all is stored.
 */
void
cs_test_engine_close (CsProfile *profile)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_profile_close_async (profile, NULL, result_cb, &result);
  cs_profile_close_finish (profile, await (&result), NULL);
  g_object_unref (profile);
}

/**
 * cs_test_engine_try:
 * @profile: a profile
 * @login: who signs in
 *
 * Begins to sign in.
 *
 * Returns: (transfer full): the session
 */
CsSession *
cs_test_engine_try (CsProfile         *profile,
                    const CsTestLogin *login)
{
  g_autofree char *name = g_strconcat (login->user, ".password", NULL);
  g_autofree char *uri = g_strdup_printf ("sip:%s@" DOMAIN, login->user);
  g_autofree char *server = g_strdup_printf ("127.0.0.1:%u", login->port);
  g_autofree char *word = g_strstrip (read_file (login->folder, name));
  g_autoptr (CsSecret) password = cs_secret_new (word);
  g_autoptr (CsAddress) address = cs_address_parse (uri, NULL);
  g_autoptr (CsEndpoint) endpoint = cs_endpoint_parse (server, NULL);
  g_autoptr (CsAccount) settings = cs_account_new (address);

  cs_account_set_server (settings, endpoint);

  return cs_profile_try_account (profile, settings, password);
}

/**
 * cs_test_engine_sign_in:
 * @profile: a profile
 * @login: who signs in
 *
 * Signs in, and waits until that has succeeded.
 *
 * Returns: (transfer full): the session
 */
CsSession *
cs_test_engine_sign_in (CsProfile         *profile,
                        const CsTestLogin *login)
{
  CsSession *session = cs_test_engine_try (profile, login);

  while (cs_session_get_state (session) != CS_CONNECTION_ONLINE) {
    if (cs_session_get_state (session) == CS_CONNECTION_REFUSED || cs_session_get_error (session))
      g_error ("%s", cs_session_get_error (session) ? cs_session_get_error (session)->message : "refused");
    g_main_context_iteration (NULL, TRUE);
  }

  return session;
}

/**
 * cs_test_engine_sign_out:
 * @session: a session
 *
 * Signs out, and waits until that is done.
 */
void
cs_test_engine_sign_out (CsSession *session)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_session_stop_async (session, NULL, result_cb, &result);
  cs_session_stop_finish (session, await (&result), NULL);
}

/**
 * cs_test_engine_talk_to:
 * @session: a session
 * @user: a user of the private server
 *
 * Opens a conversation.
 *
 * Returns: (transfer full): the conversation
 */
CsConversation *
cs_test_engine_talk_to (CsSession  *session,
                       const char *user)
{
  g_autofree char *uri = g_strdup_printf ("sip:%s@" DOMAIN, user);
  g_autoptr (CsAddress) address = cs_address_parse (uri, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CsConversation *conversation;

  cs_session_open_conversation_async (session, address, NULL, result_cb, &result);
  conversation = cs_session_open_conversation_finish (session, await (&result), &error);
  if (!conversation)
    g_error ("%s", error->message);

  return conversation;
}
