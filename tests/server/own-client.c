/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A client of our engine that keeps what it knows, and is told what to do by lines; countersign-cli keeps nothing.
 *
 * Usage: own-client SERVER-FOLDER PORT USER PROFILE-FOLDER
 *
 * Reads "send ADDRESS TEXT", "compose ADDRESS" and "quit"; texts are percent-encoded. Prints a JSON object a line: "registered",
 * "message", "state" of a message of its own, "refused" of one that is none, and "typing". */

#include <stdlib.h>
#include <unistd.h>

#include <gio/gunixinputstream.h>
#include <json-glib/json-glib.h>

#include "cs-test-engine.h"

typedef struct {
  GMainLoop        *loop;
  CsSession        *session;
  GDataInputStream *lines;
} Client;

/* All of this run, as each tells what becomes of it. */
static GPtrArray *sent;

/* Ends with NULL; names and values in turn. */
static void G_GNUC_NULL_TERMINATED
say (const char *event,
     ...)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *line = NULL;
  const char *name;
  va_list details;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "event");
  json_builder_add_string_value (builder, event);
  va_start (details, event);
  while ((name = va_arg (details, const char *))) {
    json_builder_set_member_name (builder, name);
    json_builder_add_string_value (builder, va_arg (details, const char *));
  }
  va_end (details);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  line = json_to_string (root, FALSE);
  g_print ("%s\n", line);
}

static void
session_cb (CsSession *session)
{
  if (cs_session_get_state (session) == CS_CONNECTION_ONLINE)
    say ("registered", NULL);
}

static void
typing_cb (CsConversation *conversation)
{
  say ("typing", "from", cs_address_get_uri (cs_conversation_get_peer (conversation)),
       "active", cs_conversation_is_typing (conversation) ? "yes" : "no", NULL);
}

static void
follow (CsConversation *conversation)
{
  g_signal_handlers_disconnect_by_func (conversation, typing_cb, NULL);
  g_signal_connect (conversation, "notify::typing", G_CALLBACK (typing_cb), NULL);
}

static void
message_cb (CsProfile      *profile,
            CsConversation *conversation,
            CsMessage      *message)
{
  follow (conversation);
  say ("message", "from", cs_address_get_uri (cs_conversation_get_peer (conversation)), "text", cs_message_get_text (message), NULL);
}

static void
state_cb (CsMessage *message)
{
  say ("state", "text", cs_message_get_text (message), "state", cs_message_state_get_nick (cs_message_get_state (message)), NULL);
}

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsMessage) message = cs_conversation_send_finish (CS_CONVERSATION (object), result, &error);

  if (!message) {
    say ("refused", "reason", error->message, NULL);
    return;
  }

  g_signal_connect (message, "notify::state", G_CALLBACK (state_cb), NULL);
  g_ptr_array_add (sent, g_steal_pointer (&message));
}

/* With what to send, or only that somebody writes. */
static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autofree char *text = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsConversation) conversation = cs_session_open_conversation_finish (CS_SESSION (object), result, &error);

  if (!conversation)
    g_error ("%s", error->message);

  follow (conversation);
  if (text)
    cs_conversation_send_async (conversation, text, NULL, sent_cb, NULL);
  else
    cs_conversation_set_writing (conversation, TRUE);
}

static void
obey (Client     *client,
      const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 3);
  guint n_words = g_strv_length (words);
  gboolean send = g_strcmp0 (words[0], "send") == 0 && n_words == 3;
  g_autoptr (CsAddress) peer = n_words > 1 ? cs_address_parse (words[1], NULL) : NULL;

  if (g_strcmp0 (words[0], "quit") == 0) {
    g_main_loop_quit (client->loop);
    return;
  }
  if (!peer || (!send && g_strcmp0 (words[0], "compose") != 0))
    g_error ("Not understood: %s", line);

  cs_session_open_conversation_async (client->session, peer, NULL, opened_cb,
                                      send ? g_uri_unescape_string (words[2], NULL) : NULL);
}

static void
line_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Client *client = user_data;
  g_autofree char *line = g_data_input_stream_read_line_finish (client->lines, result, NULL, NULL);

  obey (client, line ? line : "quit");
  if (line)
    g_data_input_stream_read_line_async (client->lines, G_PRIORITY_DEFAULT, NULL, line_cb, client);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  g_autoptr (GDataInputStream) lines = g_data_input_stream_new (input);
  g_autoptr (CsSession) session = NULL;
  Client client = { loop, NULL, lines };
  CsProfile *profile;

  if (argc != 5)
    return EXIT_FAILURE;

  sent = g_ptr_array_new_with_free_func (g_object_unref);
  profile = cs_test_engine_open (argv[4], &(CsTestLogin) { argv[1], (guint16) atoi (argv[2]), argv[3] });
  g_signal_connect (profile, "message", G_CALLBACK (message_cb), NULL);
  session = cs_test_engine_try (profile, &(CsTestLogin) { argv[1], (guint16) atoi (argv[2]), argv[3] });
  client.session = session;
  g_signal_connect (session, "notify::state", G_CALLBACK (session_cb), NULL);
  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, NULL, line_cb, &client);

  g_main_loop_run (loop);
  cs_test_engine_close (profile);
  g_ptr_array_unref (sent);

  return EXIT_SUCCESS;
}
