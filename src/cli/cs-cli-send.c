/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-cli.h"

#include <string.h>
#include <unistd.h>

#include <gio/gunixinputstream.h>
#include <glib/gi18n-lib.h>

#include "base/cs-text.h"
#include "chat/cs-words.h"

#include "cs-cli-client.h"
#include "cs-cli-output.h"

/* So many may be on their way before the next line is read. */
#define MAX_PENDING 64

/* So often a message goes out before its fate counts as unknown: nothing is kept here that could go on when the program has ended. */
#define MAX_UNANSWERED 2

/* In seconds. */
#define LONGEST_WAIT (24 * 60 * 60)

typedef struct {
  CsCliClient      *client;
  char            **rest;
  CsAddress        *peer;
  CsConversation   *conversation;
  GDataInputStream *lines;
  GCancellable     *cancellable;
  GHashTable       *waiting;    /* the lines on their way */
  guint             line;       /* the number of the last one read */
  guint             pending;
  gboolean          reading;
  gboolean          at_end;
  int               wait;       /* seconds for what the recipient says */
  guint             timer;
  gboolean          was_online;
  gboolean          failed;
} Send;

/* A line on its way. */
typedef struct {
  Send      *send;
  guint      line;
  CsMessage *message;
  gulong     handler;
  gboolean   under_way;
  guint      unanswered;
  gboolean   settled;
} Line;

static void read_more (Send *send);

static void
line_free (Line *line)
{
  if (line->handler)
    g_signal_handler_disconnect (line->message, line->handler);
  g_clear_object (&line->message);
  g_free (line);
}

static void
send_clear (Send *send)
{
  g_strfreev (send->rest);
  g_clear_handle_id (&send->timer, g_source_remove);
  g_clear_pointer (&send->peer, cs_address_unref);
  g_clear_pointer (&send->waiting, g_hash_table_unref);
  g_clear_object (&send->conversation);
  g_clear_object (&send->lines);
  g_clear_object (&send->cancellable);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Send, send_clear)

static void
report (Send       *send,
        guint       line,
        const char *state,
        const char *reason)
{
  if (cs_cli_client_get_json (send->client)) {
    g_autoptr (JsonBuilder) builder = json_builder_new ();

    json_builder_begin_object (builder);
    json_builder_set_member_name (builder, "line");
    json_builder_add_int_value (builder, line);
    cs_cli_add_string (builder, "state", state);
    cs_cli_add_string (builder, "reason", reason);
    json_builder_end_object (builder);
    cs_cli_print_json (builder);
    return;
  }

  if (g_str_equal (state, "delivered"))
    g_print (_("Line %u: delivered\n"), line);
  else if (g_str_equal (state, "read"))
    g_print (_("Line %u: read\n"), line);
  else if (g_str_equal (state, "kept"))
    g_print (_("Line %u: kept by the server until the other end is there\n"), line);
  else if (g_str_equal (state, "unknown"))
    g_print (_("Line %u: no answer came, so nobody knows whether it arrived\n"), line);
  else
    g_print (_("Line %u: not sent. %s\n"), line, reason);
}

static void
settle (Send       *send,
        guint       line,
        const char *state,
        const char *reason)
{
  report (send, line, state, reason);
  if (g_str_equal (state, "failed") || g_str_equal (state, "unknown"))
    send->failed = TRUE;
  send->pending--;
  read_more (send);
}

/* Whether the recipient may still say more. */
static gboolean
is_open (Send           *send,
         CsMessageState  state)
{
  return send->wait > 0 && (state == CS_MESSAGE_KEPT || state == CS_MESSAGE_DELIVERED);
}

/* What was sent and waits again had no answer. */
static void
count_unanswered (Line *line)
{
  Send *send = line->send;
  guint number = line->line;

  if (!line->under_way)
    return;

  line->under_way = FALSE;
  if (++line->unanswered < MAX_UNANSWERED)
    return;

  g_hash_table_remove (send->waiting, line);
  settle (send, number, "unknown", NULL);
}

static void
state_cb (Line *line)
{
  Send *send = line->send;
  guint number = line->line;
  CsMessageState state = cs_message_get_state (line->message);
  g_autofree char *reason = g_strdup (cs_message_get_reason (line->message));
  gboolean first = !line->settled;

  if (state == CS_MESSAGE_QUEUED) {
    count_unanswered (line);
    return;
  }
  if (state == CS_MESSAGE_SENDING) {
    line->under_way = TRUE;
    return;
  }

  line->settled = TRUE;
  if (!is_open (send, state))
    g_hash_table_remove (send->waiting, line);

  if (first) {
    settle (send, number, cs_message_state_get_nick (state), reason);
  } else {
    report (send, number, cs_message_state_get_nick (state), reason);
    if (state == CS_MESSAGE_FAILED)
      send->failed = TRUE;
    read_more (send);
  }
}

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Line *line = user_data;
  g_autoptr (GError) error = NULL;

  line->message = cs_conversation_send_finish (CS_CONVERSATION (object), result, &error);
  if (!line->message) {
    g_autofree char *words = cs_words_for_error (error, NULL);

    settle (line->send, line->line, "failed", words);
    line_free (line);
    return;
  }

  g_hash_table_add (line->send->waiting, line);
  line->handler = g_signal_connect_swapped (line->message, "notify::state", G_CALLBACK (state_cb), line);
  state_cb (line);
}

static void
send_line (Send       *send,
           const char *text,
           gsize       length)
{
  g_autoptr (GError) error = NULL;
  Line *line;

  send->line++;
  if (length == 0)
    return;

  send->pending++;
  if (!cs_text_check_message (text, length, &error)) {
    g_autofree char *words = cs_words_for_error (error, NULL);

    settle (send, send->line, "failed", words);
    return;
  }

  line = g_new0 (Line, 1);
  line->send = send;
  line->line = send->line;
  cs_conversation_send_async (send->conversation, text, NULL, sent_cb, line);
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Send *send = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;

  text = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (object), result, &length, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  send->reading = FALSE;
  if (error) {
    g_printerr ("countersign-cli: %s\n", error->message);
    send->failed = TRUE;
  }
  if (!text)
    send->at_end = TRUE;
  else
    send_line (send, text, length);
  read_more (send);
}

static void
end (Send *send)
{
  g_clear_handle_id (&send->timer, g_source_remove);
  cs_cli_client_end (send->client, send->failed ? CS_CLI_FAILED : CS_CLI_OK);
}

static gboolean
waited_cb (gpointer user_data)
{
  Send *send = user_data;

  send->timer = 0;
  end (send);

  return G_SOURCE_REMOVE;
}

static void
read_more (Send *send)
{
  if (send->at_end && send->pending == 0) {
    if (g_hash_table_size (send->waiting) == 0)
      end (send);
    else if (send->timer == 0)
      send->timer = g_timeout_add_seconds ((guint) send->wait, waited_cb, send);
    return;
  }

  if (send->reading || send->at_end || send->pending >= MAX_PENDING)
    return;

  send->reading = TRUE;
  g_data_input_stream_read_line_async (send->lines, G_PRIORITY_DEFAULT, send->cancellable, read_cb, send);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Send *send = user_data;
  g_autoptr (GError) error = NULL;

  send->conversation = cs_session_open_conversation_finish (CS_SESSION (object), result, &error);
  if (send->conversation)
    read_more (send);
  else
    cs_cli_client_end (send->client, cs_cli_print_error (error, NULL, cs_cli_client_get_json (send->client)));
}

static void
started (CsCliClient *client,
         gpointer     data)
{
  Send *send = data;

  cs_session_open_conversation_async (cs_cli_client_get_session (client), send->peer, NULL, opened_cb, send);
}

static void
state_changed (CsCliClient *client,
               gpointer     data)
{
  Send *send = data;
  CsSession *session = cs_cli_client_get_session (client);
  CsConnectionState state = cs_session_get_state (session);

  if (state == CS_CONNECTION_ONLINE)
    send->was_online = TRUE;

  if (!cs_cli_client_check_state (client))
    return;

  if (state == CS_CONNECTION_WAITING && !send->was_online) {
    CsAddress *address = cs_account_get_address (cs_session_get_account (session));
    const GError *error = cs_session_get_error (session);

    if (error)
      cs_cli_print_error (error, cs_host_get_display (cs_address_get_host (address)), cs_cli_client_get_json (client));
    cs_cli_client_end (client, CS_CLI_UNREACHABLE);
  }
}

static void
interrupted (CsCliClient *client,
             gpointer     data)
{
  cs_cli_client_end (client, CS_CLI_FAILED);
}

static gboolean
parse (Send         *send,
       char        **arguments,
       CsCliStatus  *status)
{
  const GOptionEntry options[] = {
    { "wait", 0, 0, G_OPTION_ARG_INT, &send->wait, N_("Wait for what the recipient says, at most so long"), N_("SECONDS") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &send->rest, NULL, NULL },
    { NULL }
  };
  const CsCliSyntax syntax = {
    _("ADDRESS"), _("Sends each line of standard input as a message and reports what became of it."), options, NULL
  };
  g_autoptr (GError) error = NULL;

  if (!cs_cli_client_parse (send->client, &syntax, arguments, status))
    return FALSE;

  *status = CS_CLI_USAGE;
  if (!send->rest || g_strv_length (send->rest) != 1) {
    g_printerr (_("countersign-cli: give one SIP address to send to\n"));
    return FALSE;
  }
  if (send->wait < 0 || send->wait > LONGEST_WAIT) {
    g_printerr (_("countersign-cli: a day is the longest wait\n"));
    return FALSE;
  }

  send->peer = cs_address_parse (send->rest[0], &error);
  if (!send->peer)
    g_printerr ("countersign-cli: %s\n", error->message);

  return send->peer != NULL;
}

/**
 * cs_cli_send:
 * @arguments: the command line from "send" on
 *
 * Sends lines of standard input as messages, and ends when the fate of each is known.
 *
 * Returns: what to exit with
 */
CsCliStatus
cs_cli_send (char **arguments)
{
  static const CsCliCommand command = { started, state_changed, interrupted };
  g_auto (Send) send = { 0 };
  g_autoptr (CsCliClient) client = cs_cli_client_new (&command, &send);
  g_autoptr (GInputStream) input = g_unix_input_stream_new (STDIN_FILENO, FALSE);
  CsCliStatus status;

  /* It ends in a moment: what others write is for a program that somebody reads. */
  cs_cli_client_be_deaf (client);
  send.client = client;
  if (!parse (&send, arguments, &status))
    return status;

  send.waiting = g_hash_table_new_full (NULL, NULL, (GDestroyNotify) line_free, NULL);
  send.cancellable = g_cancellable_new ();
  send.lines = g_data_input_stream_new (input);
  g_data_input_stream_set_newline_type (send.lines, G_DATA_STREAM_NEWLINE_TYPE_ANY);
  status = cs_cli_client_run (client);
  g_cancellable_cancel (send.cancellable);

  return status;
}
