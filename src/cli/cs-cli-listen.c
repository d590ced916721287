/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-cli.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cs-connection-state.h"

#include "cs-cli-client.h"
#include "cs-cli-output.h"
#include "cs-cli-presence.h"

/* Whoever sees these words doesn't answer: two that echo don't talk for ever. */
#define ECHO_MARK "You wrote: "

/* So many answers are followed until they are read. */
#define MAX_FOLLOWED 256

typedef struct {
  CsCliClient *client;
  gboolean     echo;
  gboolean     read;
  gboolean     typing;
  GPtrArray   *answers;    /* as long as something may be heard of them */
  CsCliPresence presence;
  char       **rest;
} Listen;

static JsonBuilder *
begin_event (const char *event)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);
  cs_cli_add_string (builder, "event", event);

  return builder;
}

static void
end_event (JsonBuilder *builder)
{
  json_builder_end_object (builder);
  cs_cli_print_json (builder);
}

/* What became of an answer. */
static void
outcome_cb (Listen     *listen,
            GParamSpec *pspec,
            CsMessage  *message)
{
  CsMessageState state = cs_message_get_state (message);
  g_autoptr (JsonBuilder) builder = NULL;

  if (state == CS_MESSAGE_QUEUED || state == CS_MESSAGE_SENDING)
    return;

  builder = begin_event ("outcome");
  cs_cli_add_string (builder, "text", cs_message_get_text (message));
  cs_cli_add_string (builder, "state", cs_message_state_get_nick (state));
  cs_cli_add_string (builder, "reason", cs_message_get_reason (message));
  end_event (builder);
}

static void
unfollow (gpointer message)
{
  g_signal_handlers_disconnect_matched (message, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, outcome_cb, NULL);
  g_object_unref (message);
}

static void
follow (Listen    *listen,
        CsMessage *message)
{
  if (listen->answers->len == MAX_FOLLOWED)
    g_ptr_array_remove_index (listen->answers, 0);
  g_ptr_array_add (listen->answers, g_object_ref (message));
  g_signal_connect_swapped (message, "notify::state", G_CALLBACK (outcome_cb), listen);
}

static void
echoed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsMessage) message = cs_conversation_send_finish (CS_CONVERSATION (object), result, &error);

  if (!message)
    g_printerr ("countersign-cli: %s\n", error->message);
  else
    follow (user_data, message);
}

static void
typing_cb (Listen         *listen,
           GParamSpec     *pspec,
           CsConversation *conversation)
{
  g_autoptr (JsonBuilder) builder = begin_event ("typing");

  cs_cli_add_string (builder, "from", cs_address_get_uri (cs_conversation_get_peer (conversation)));
  json_builder_set_member_name (builder, "active");
  json_builder_add_boolean_value (builder, cs_conversation_is_typing (conversation));
  end_event (builder);
}

/* Who is answered sees that before. */
static void
show_typing (Listen         *listen,
             CsConversation *conversation)
{
  g_signal_handlers_disconnect_by_func (conversation, typing_cb, listen);
  g_signal_connect_swapped (conversation, "notify::typing", G_CALLBACK (typing_cb), listen);
  cs_conversation_set_writing (conversation, listen->echo);
}

/* What a room says of itself has no sender. */
static void
add_room (JsonBuilder    *builder,
          CsConversation *conversation,
          CsMessage      *message)
{
  g_autoptr (CsAddress) sender = cs_conversation_find_sender (conversation, message);

  cs_cli_add_string (builder, "room",
                     cs_conversation_is_room (conversation) ? cs_address_get_uri (cs_conversation_get_peer (conversation)) : NULL);
  cs_cli_add_string (builder, "sender", sender ? cs_address_get_uri (sender) : NULL);
}

static void
message_cb (Listen         *listen,
            CsConversation *conversation,
            CsMessage      *message)
{
  g_autoptr (JsonBuilder) builder = begin_event ("message");
  g_autofree char *text = cs_conversation_find_text (conversation, message);
  g_autofree char *answer = NULL;

  cs_cli_add_string (builder, "from", cs_address_get_uri (cs_conversation_get_peer (conversation)));
  cs_cli_add_string (builder, "name", cs_conversation_get_name (conversation));
  add_room (builder, conversation, message);
  cs_cli_add_string (builder, "text", text);
  json_builder_set_member_name (builder, "time");
  json_builder_add_double_value (builder, (double) cs_message_get_time (message) / G_USEC_PER_SEC);
  end_event (builder);

  if (listen->typing)
    show_typing (listen, conversation);
  if (listen->read)
    cs_conversation_mark_read (conversation);
  if (!listen->echo || cs_message_is_notice (message) || strstr (text, ECHO_MARK))
    return;

  answer = g_strconcat (ECHO_MARK, text, NULL);
  cs_conversation_send_async (conversation, answer, NULL, echoed_cb, listen);
}

static void
print_state (Listen *listen)
{
  CsSession *session = cs_cli_client_get_session (listen->client);
  CsConnectionState state = cs_session_get_state (session);
  CsAddress *address = cs_account_get_address (cs_session_get_account (session));
  CsVerdict *verdict = cs_session_get_verdict (session);
  g_autoptr (JsonBuilder) builder = begin_event (cs_connection_state_get_nick (state));

  cs_cli_add_string (builder, "account", cs_address_get_uri (address));
  if (state == CS_CONNECTION_REFUSED && verdict)
    cs_cli_add_verdict (builder, verdict);
  if (state == CS_CONNECTION_ONLINE || state == CS_CONNECTION_REFUSED)
    cs_cli_add_facts (builder, cs_session_get_facts (session));
  if (state == CS_CONNECTION_OFFLINE || state == CS_CONNECTION_WAITING)
    cs_cli_add_error (builder, cs_session_get_error (session), cs_host_get_display (cs_address_get_host (address)));
  if (state == CS_CONNECTION_WAITING)
    cs_cli_add_time (builder, "retry_at", cs_session_get_retry_at (session) / G_USEC_PER_SEC);
  end_event (builder);
}

static void
started (CsCliClient *client,
         gpointer     data)
{
  Listen *listen = data;

  g_signal_connect_swapped (cs_cli_client_get_profile (client), "message", G_CALLBACK (message_cb), data);
  cs_cli_presence_start (&listen->presence, client);
}

static void
state_changed (CsCliClient *client,
               gpointer     data)
{
  CsSession *session = cs_cli_client_get_session (client);

  print_state (data);
  if (cs_session_get_state (session) == CS_CONNECTION_REFUSED)
    cs_cli_client_end (client, CS_CLI_REFUSED);
  else if (cs_session_get_state (session) == CS_CONNECTION_OFFLINE)
    cs_cli_client_end (client, CS_CLI_FAILED);
}

static void
interrupted (CsCliClient *client,
             gpointer     data)
{
  Listen *listen = data;

  cs_cli_client_end (client, cs_cli_rules_end (&listen->presence.rules, client) ? CS_CLI_OK : CS_CLI_FAILED);
}

static CsCliStatus
listen_as_asked (Listen            *listen,
                 const CsCliSyntax *syntax,
                 char             **arguments)
{
  CsCliStatus status;

  if (!cs_cli_client_parse (listen->client, syntax, arguments, &status))
    return status;

  if (listen->rest) {
    g_printerr (_("countersign-cli: “%s” is too much\n"), listen->rest[0]);
    return CS_CLI_USAGE;
  }
  if (!cs_cli_presence_is_usable (&listen->presence))
    return CS_CLI_USAGE;
  if (listen->presence.state)
    cs_cli_client_use_presence (listen->client);

  return cs_cli_client_run (listen->client);
}

/**
 * cs_cli_listen:
 * @arguments: the command line from "listen" on
 *
 * Prints messages that come in, and what becomes of the connection, one JSON object a line.
 *
 * Returns: what to exit with
 */
CsCliStatus
cs_cli_listen (char **arguments)
{
  static const CsCliCommand command = { started, state_changed, interrupted };
  g_autoptr (GPtrArray) answers = g_ptr_array_new_with_free_func (unfollow);
  Listen listen = { .answers = answers };
  g_autoptr (CsCliClient) client = cs_cli_client_new (&command, &listen);
  const GOptionEntry options[] = {
    { "echo", 0, 0, G_OPTION_ARG_NONE, &listen.echo, N_("Answer each message"), NULL },
    { "read", 0, 0, G_OPTION_ARG_NONE, &listen.read, N_("Count each message as read, and tell its sender"), NULL },
    { "typing", 0, 0, G_OPTION_ARG_NONE, &listen.typing, N_("Print when senders are writing, and tell them when they are answered"), NULL },
    { "presence", 0, 0, G_OPTION_ARG_STRING, &listen.presence.state,
      N_("Tell others that one is available, away, busy or invisible"), N_("STATE") },
    { "note", 0, 0, G_OPTION_ARG_STRING, &listen.presence.note, N_("Tell them this, too"), N_("TEXT") },
    { "watch", 0, 0, G_OPTION_ARG_STRING_ARRAY, &listen.presence.watched, N_("Print the presence of ADDRESS"), N_("ADDRESS") },
    { "watchers", 0, 0, G_OPTION_ARG_NONE, &listen.presence.watchers, N_("Print who watches"), NULL },
    { "rules", 0, 0, G_OPTION_ARG_STRING, &listen.presence.rules.root, N_("Print who may see one, by the rules at ADDRESS"), N_("ADDRESS") },
    { "allow", 0, 0, G_OPTION_ARG_STRING_ARRAY, &listen.presence.rules.allowed, N_("Let ADDRESS see one"), N_("ADDRESS") },
    { "refuse", 0, 0, G_OPTION_ARG_STRING_ARRAY, &listen.presence.rules.refused, N_("Show ADDRESS nothing, and tell them nothing"), N_("ADDRESS") },
    { "block", 0, 0, G_OPTION_ARG_STRING_ARRAY, &listen.presence.rules.blocked, N_("Tell ADDRESS that they may not see one"), N_("ADDRESS") },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &listen.rest, NULL, NULL },
    { NULL }
  };
  const CsCliSyntax syntax = {
    NULL, _("Signs in and prints messages that come in, one JSON object a line, until it is interrupted."), options, NULL
  };
  CsCliStatus status;

  listen.client = client;
  status = listen_as_asked (&listen, &syntax, arguments);
  cs_cli_presence_clear (&listen.presence);
  g_strfreev (listen.rest);

  return status;
}
