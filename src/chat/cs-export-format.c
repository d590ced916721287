/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-export-format.h"

#include <string.h>

#include <json-glib/json-glib.h>

#include "base/cs-text.h"

#include "cs-session.h"

static CsAddress *
get_own (CsConversation *conversation)
{
  return conversation->session ? cs_account_get_address (cs_session_get_account (conversation->session)) : NULL;
}

/* Of a room, who wrote in it. */
static const char *
find_sender (CsConversation        *conversation,
             const CsMessageRecord *message)
{
  CsAddress *own = get_own (conversation);

  if (message->outgoing)
    return own ? cs_address_get_uri (own) : NULL;

  return message->sender && *message->sender ? message->sender : cs_address_get_uri (conversation->peer);
}

/* Local time, with its distance from UTC. */
static GDateTime *
make_time (gint64 time)
{
  g_autoptr (GDateTime) seconds = g_date_time_new_from_unix_local (time / G_USEC_PER_SEC);

  return seconds ? g_date_time_add (seconds, time % G_USEC_PER_SEC) : NULL;
}

static char *
write_time (gint64      time,
            const char *format)
{
  g_autoptr (GDateTime) local = make_time (time);

  if (!local)
    return g_strdup ("?");

  return format ? g_date_time_format (local, format) : g_date_time_format_iso8601 (local);
}

/* Every line is indented, so that no text can look like the head of another message. What else would begin a line is made
 * visible. */
static void
append_text (GString    *out,
             const char *text)
{
  g_autofree char *readable = cs_text_make_readable (text);
  g_auto (GStrv) lines = g_strsplit (readable, "\n", -1);

  for (guint i = 0; lines[i]; i++)
    g_string_append_printf (out, "    %s\n", g_strchomp (lines[i]));
}

static void
text_begin (GString        *out,
            CsConversation *conversation,
            gint64          now)
{
  CsAddress *own = get_own (conversation);
  g_autofree char *name = cs_text_make_visible (cs_conversation_get_name (conversation));
  g_autofree char *time = write_time (now, "%Y-%m-%d %H:%M:%S %z");

  g_string_append_printf (out, "Conversation with %s <%s>\n", name, cs_address_get_uri (conversation->peer));
  if (own)
    g_string_append_printf (out, "Through <%s>\n", cs_address_get_uri (own));
  g_string_append_printf (out, "Exported %s\n", time);
}

static void
text_message (GString               *out,
              CsConversation        *conversation,
              const CsMessageRecord *message,
              gboolean               first)
{
  const char *sender = find_sender (conversation, message);
  g_autofree char *time = write_time (message->time, "%Y-%m-%d %H:%M:%S %z");
  const char *state = cs_message_state_get_nick (message->state);

  g_string_append_printf (out, "\n%s  <%s>  %s", time, sender ? sender : "", state ? state : "?");
  if (message->reason) {
    g_autofree char *reason = cs_text_make_visible (message->reason);

    g_string_append_printf (out, ": %s", reason);
  }
  g_string_append_c (out, '\n');
  if (cs_message_record_is_notice (message)) {
    g_autofree char *words = cs_conversation_word_notice (conversation, message->text);

    append_text (out, words);
  } else {
    append_text (out, message->text);
  }
}

static void
text_end (GString *out)
{
}

static void
add_string (JsonBuilder *builder,
            const char  *name,
            const char  *value)
{
  json_builder_set_member_name (builder, name);
  if (value)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

static char *
finish_object (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = NULL;

  json_builder_end_object (builder);
  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}

static JsonBuilder *
begin_object (void)
{
  JsonBuilder *builder = json_builder_new ();

  json_builder_begin_object (builder);

  return builder;
}

/* The object that holds all others is left open for them. */
static void
json_begin (GString        *out,
            CsConversation *conversation,
            gint64          now)
{
  g_autoptr (JsonBuilder) builder = begin_object ();
  CsAddress *own = get_own (conversation);
  g_autofree char *time = write_time (now, NULL);
  g_autofree char *head = NULL;

  add_string (builder, "format", "countersign-conversation");
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, 1);
  add_string (builder, "account", own ? cs_address_get_uri (own) : NULL);
  add_string (builder, "peer", cs_address_get_uri (conversation->peer));
  add_string (builder, "name", cs_conversation_get_name (conversation));
  add_string (builder, "exported", time);
  head = finish_object (builder);

  g_string_append_len (out, head, strlen (head) - 1);
  g_string_append (out, ",\"messages\":[");
}

static void
json_message (GString               *out,
              CsConversation        *conversation,
              const CsMessageRecord *message,
              gboolean               first)
{
  g_autoptr (JsonBuilder) builder = begin_object ();
  CsAddress *own = get_own (conversation);
  const char *here = own ? cs_address_get_uri (own) : NULL;
  const char *there = cs_address_get_uri (conversation->peer);
  g_autofree char *time = write_time (message->time, NULL);
  g_autofree char *object = NULL;

  add_string (builder, "time", time);
  add_string (builder, "from", find_sender (conversation, message));
  add_string (builder, "to", message->outgoing ? there : here);
  add_string (builder, "id", message->message_id);
  add_string (builder, "state", cs_message_state_get_nick (message->state));
  if (message->reason)
    add_string (builder, "reason", message->reason);
  add_string (builder, "text", message->text);
  object = finish_object (builder);

  g_string_append (out, first ? "\n" : ",\n");
  g_string_append (out, object);
}

static void
json_end (GString *out)
{
  g_string_append (out, "\n]}\n");
}

const CsExportWriter cs_export_text = { text_begin, text_message, text_end };
const CsExportWriter cs_export_json = { json_begin, json_message, json_end };
