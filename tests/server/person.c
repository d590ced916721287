/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <gio/gio.h>
#include <gio/gunixinputstream.h>
#include <unistd.h>

#include "chat/cs-profile.h"

#include "person-output.h"
#include "person-rooms.h"
#include "person-rules.h"

/* Somebody at the engine without a window: does what is written on standard input, a line each, and prints what they see as JSON.
 * Nothing outlives the program unless it is given a folder of its own, and only then presence is a matter to this person. */
typedef struct {
  GMainLoop        *loop;
  GDataInputStream *input;
  CsProfile        *profile;
  CsSession        *session;
  int               status;
} Person;

static void
fail (Person     *self,
      const char *words)
{
  g_printerr ("%s\n", words);
  self->status = 1;
  g_main_loop_quit (self->loop);
}

static const char *
get_peer (CsConversation *conversation)
{
  return cs_address_get_uri (cs_conversation_get_peer (conversation));
}

static void
message_cb (CsProfile      *profile,
            CsConversation *conversation,
            CsMessage      *message,
            Person         *self)
{
  g_autoptr (JsonBuilder) builder = person_begin ("message");

  person_add (builder, "from", get_peer (conversation));
  person_add (builder, "text", cs_message_get_text (message));
  if (cs_message_get_sender (message))
    person_add (builder, "sender", cs_message_get_sender (message));
  person_print (builder);
}

static void
state_cb (Person *self)
{
  CsConnectionState state = cs_session_get_state (self->session);

  if (state == CS_CONNECTION_ONLINE || state == CS_CONNECTION_OFFLINE) {
    g_autoptr (JsonBuilder) builder = person_begin (state == CS_CONNECTION_ONLINE ? "online" : "offline");

    person_print (builder);
  }
}

static void
typing_cb (Person         *self,
           GParamSpec     *pspec,
           CsConversation *conversation)
{
  g_autoptr (JsonBuilder) builder = person_begin (cs_conversation_is_typing (conversation) ? "typing" : "silent");

  person_print (builder);
}

static void
conversations_cb (Person     *self,
                  guint       position,
                  guint       removed,
                  guint       added,
                  GListModel *conversations)
{
  for (guint i = position; i < position + added; i++) {
    g_autoptr (CsConversation) conversation = g_list_model_get_item (conversations, i);

    g_signal_handlers_disconnect_by_func (conversation, typing_cb, self);
    g_signal_connect_swapped (conversation, "notify::typing", G_CALLBACK (typing_cb), self);
  }
}

static void
add_peers (Person      *self,
           JsonBuilder *builder,
           const char  *name,
           gboolean     requests)
{
  GListModel *conversations = cs_profile_get_conversations (self->profile);

  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (conversations); i++) {
    g_autoptr (CsConversation) conversation = g_list_model_get_item (conversations, i);

    if (cs_conversation_is_request (conversation) == requests && !cs_conversation_is_refused (conversation))
      json_builder_add_string_value (builder, get_peer (conversation));
  }
  json_builder_end_array (builder);
}

static void
look (Person *self)
{
  g_autoptr (JsonBuilder) builder = person_begin ("look");

  add_peers (self, builder, "requests", TRUE);
  add_peers (self, builder, "conversations", FALSE);
  person_print (builder);
}

/* Once it has loaded all that there is. */
static void
loaded_cb (CsTimeline *timeline)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (cs_timeline_is_loading (timeline))
    return;

  builder = person_begin ("messages");
  json_builder_set_member_name (builder, "texts");
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (timeline)); i++) {
    g_autoptr (CsMessage) message = g_list_model_get_item (G_LIST_MODEL (timeline), i);

    json_builder_add_string_value (builder, cs_message_get_text (message));
  }
  json_builder_end_array (builder);
  person_print (builder);
  g_signal_handlers_disconnect_by_func (timeline, loaded_cb, NULL);
  g_object_unref (timeline);
}

static void
read_messages (CsConversation *conversation)
{
  CsTimeline *timeline = cs_conversation_new_timeline (conversation);

  g_signal_connect (timeline, "notify::loading", G_CALLBACK (loaded_cb), NULL);
  cs_timeline_load_newest (timeline);
}

/* As the window does it, after the time for "Undo" has passed. */
static void
turn_away (CsConversation *conversation)
{
  cs_contact_refuse (cs_conversation_get_contact (conversation));
  cs_conversation_remove (conversation);
  cs_conversation_forget (conversation);
}

static void
treat (Person     *self,
       const char *what,
       const char *whom)
{
  g_autoptr (CsAddress) address = cs_address_parse (whom, NULL);
  const char *account = cs_account_get_id (cs_session_get_account (self->session));
  CsContact *contact = address ? cs_contacts_ensure (cs_profile_get_contacts (self->profile), account, address) : NULL;
  g_autoptr (CsConversation) conversation = contact ? cs_profile_find_conversation (self->profile, account, cs_address_get_uri (address))
                                                    : NULL;

  if (contact && g_str_equal (what, "block"))
    cs_contact_set_blocked (contact, TRUE);
  else if (contact && g_str_equal (what, "unblock"))
    cs_contact_set_blocked (contact, FALSE);
  else if (contact && g_str_equal (what, "accept"))
    cs_contact_accept (contact);
  else if (conversation && g_str_equal (what, "refuse"))
    turn_away (conversation);
  else if (conversation && g_str_equal (what, "read"))
    read_messages (conversation);
  else
    fail (self, what);
}

static void
obey (Person     *self,
      const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 2);

  if (g_str_equal (line, "look"))
    look (self);
  else if (g_str_equal (line, "sign-out"))
    cs_session_stop_async (self->session, NULL, NULL, NULL);
  else if (g_str_equal (line, "sign-in"))
    cs_session_start (self->session);
  else if (g_str_has_prefix (line, "contacts-only "))
    cs_account_set_contacts_only (cs_session_get_account (self->session), g_str_has_suffix (line, " yes"));
  else if (person_obey_rules (self->session, line))
    return;
  else if (person_obey_rooms (self->profile, self->session, line))
    return;
  else if (words[0] && words[1])
    treat (self, words[0], words[1]);
  else
    fail (self, line);
}

static void
line_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Person *self = user_data;
  g_autofree char *line = g_data_input_stream_read_line_finish (self->input, result, NULL, NULL);

  if (!line) {
    g_main_loop_quit (self->loop);
    return;
  }

  obey (self, line);
  g_data_input_stream_read_line_async (self->input, G_PRIORITY_DEFAULT, NULL, line_cb, self);
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Person *self = user_data;
  g_autoptr (GError) error = NULL;

  self->profile = cs_profile_open_finish (result, &error);
  if (!self->profile)
    fail (self, error->message);
  else
    g_main_loop_quit (self->loop);
}

static void
sign_in (Person *self,
         char  **arguments)
{
  g_autoptr (CsEndpoint) server = cs_endpoint_parse (arguments[2], NULL);
  g_autoptr (CsAddress) address = cs_address_parse (arguments[3], NULL);
  g_autoptr (CsAccount) account = cs_account_new (address);
  g_autoptr (CsSecret) password = NULL;
  g_autofree char *text = NULL;

  if (!g_file_get_contents (arguments[4], &text, NULL, NULL))
    g_error ("There is no password");
  password = cs_secret_new (g_strstrip (text));
  cs_account_set_server (account, server);
  g_signal_connect (self->profile, "message", G_CALLBACK (message_cb), self);
  g_signal_connect_swapped (cs_profile_get_conversations (self->profile), "items-changed", G_CALLBACK (conversations_cb), self);
  self->session = cs_profile_try_account (self->profile, account, password);
  g_signal_connect_swapped (self->session, "notify::state", G_CALLBACK (state_cb), self);
  person_show_rules (self->session);
}

static void
closed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Person *self = user_data;

  cs_profile_close_finish (CS_PROFILE (object), result, NULL);
  g_main_loop_quit (self->loop);
}

int
main (int    argc,
      char **argv)
{
  Person self = { NULL };
  CsProfileOptions options = { .no_system_anchors = TRUE, .no_secret_service = TRUE };
  g_autoptr (GInputStream) stream = NULL;

  if (argc != 5 && argc != 6) {
    g_printerr ("usage: person ADMINISTRATOR-FOLDER SERVER ADDRESS PASSWORD-FILE [PROFILE-FOLDER]\n");
    return 2;
  }

  cs_profile_prepare_process ();
  self.loop = g_main_loop_new (NULL, FALSE);
  options.administrator_folder = argv[1];
  options.folder = argv[5];
  options.presence = argc == 6;
  cs_profile_open_async (&options, NULL, opened_cb, &self);
  g_main_loop_run (self.loop);
  if (self.status == 0) {
    sign_in (&self, argv);
    stream = g_unix_input_stream_new (STDIN_FILENO, FALSE);
    self.input = g_data_input_stream_new (stream);
    g_data_input_stream_read_line_async (self.input, G_PRIORITY_DEFAULT, NULL, line_cb, &self);
    g_main_loop_run (self.loop);

    g_signal_handlers_disconnect_by_data (self.session, &self);
    g_clear_object (&self.session);
    cs_profile_close_async (self.profile, NULL, closed_cb, &self);
    g_main_loop_run (self.loop);
    g_clear_object (&self.input);
    g_clear_object (&self.profile);
  }
  g_main_loop_unref (self.loop);
  cs_profile_finish_process ();

  return self.status;
}
