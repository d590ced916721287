/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "person-rooms.h"

#include "person-output.h"

/* What somebody does in rooms. Each command is answered with one line; what a room is like is printed whenever it changes. */

static void
print_failure (const GError *error)
{
  g_autoptr (JsonBuilder) builder = person_begin ("failed");

  person_add (builder, "words", error->message);
  person_print (builder);
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rooms = cs_rooms_list_finish (CS_ROOMS (object), result, &error);
  g_autoptr (JsonBuilder) builder = NULL;

  if (!rooms) {
    print_failure (error);
    return;
  }

  builder = person_begin ("rooms");
  json_builder_set_member_name (builder, "rooms");
  json_builder_begin_array (builder);
  for (guint i = 0; i < rooms->len; i++)
    json_builder_add_string_value (builder, cs_address_get_uri (rooms->pdata[i]));
  json_builder_end_array (builder);
  person_print (builder);
}

static void
entered_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsConversation) conversation = cs_rooms_enter_finish (CS_ROOMS (object), result, &error);
  g_autoptr (JsonBuilder) builder = NULL;

  if (!conversation) {
    print_failure (error);
    return;
  }

  builder = person_begin ("entered");
  person_add (builder, "room", cs_address_get_uri (cs_conversation_get_peer (conversation)));
  person_add (builder, "name", cs_conversation_get_name (conversation));
  person_print (builder);
}

static void
changed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (cs_rooms_change_finish (CS_ROOMS (object), result, &error)) {
    g_autoptr (JsonBuilder) builder = person_begin ("changed");

    person_print (builder);
  } else {
    print_failure (error);
  }
}

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (CsMessage) message = cs_conversation_send_finish (CS_CONVERSATION (object), result, NULL);
}

static void
print_room (CsConversation *conversation)
{
  static const char * const standings[] = { "none", "invited", "member", "gone" };
  static const char * const signs[] = { "", "~", "*" };
  GListModel *room = G_LIST_MODEL (cs_conversation_get_room (conversation));
  g_autoptr (JsonBuilder) builder = person_begin ("room");

  person_add (builder, "standing", standings[cs_conversation_get_room_standing (conversation)]);
  json_builder_set_member_name (builder, "members");
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (room); i++) {
    g_autoptr (CsRoomMember) member = g_list_model_get_item (room, i);
    g_autofree char *words = g_strconcat (signs[cs_room_member_get_role (member)],
                                          cs_address_get_display (cs_room_member_get_address (member)), NULL);

    json_builder_add_string_value (builder, words);
  }
  json_builder_end_array (builder);
  person_print (builder);
}

static void
watch (CsRooms        *rooms,
       CsConversation *conversation)
{
  g_signal_connect (conversation, "notify::room", G_CALLBACK (print_room), NULL);
  g_signal_connect_swapped (cs_conversation_get_room (conversation), "items-changed", G_CALLBACK (print_room), conversation);
  print_room (conversation);
  cs_rooms_refresh (rooms, conversation);
}

static gboolean
obey_in (CsRooms         *rooms,
         CsConversation  *conversation,
         char           **words)
{
  g_autoptr (CsAddress) who = words[2] ? cs_address_parse (words[2], NULL) : NULL;

  if (g_str_equal (words[0], "say") && words[2])
    cs_conversation_send_async (conversation, words[2], NULL, sent_cb, NULL);
  else if (g_str_equal (words[0], "leave"))
    cs_rooms_leave_async (rooms, conversation, NULL, changed_cb, NULL);
  else if (g_str_equal (words[0], "close"))
    cs_rooms_close_async (rooms, conversation, NULL, changed_cb, NULL);
  else if (g_str_equal (words[0], "watch"))
    watch (rooms, conversation);
  else if (g_str_equal (words[0], "invite") && who)
    cs_rooms_invite_async (rooms, conversation, who, NULL, changed_cb, NULL);
  else if (g_str_equal (words[0], "remove") && who)
    cs_rooms_remove_async (rooms, conversation, who, NULL, changed_cb, NULL);
  else
    return FALSE;

  return TRUE;
}

/* Returns whether the line was about rooms. */
gboolean
person_obey_rooms (CsProfile  *profile,
                   CsSession  *session,
                   const char *line)
{
  CsRooms *rooms = cs_session_get_rooms (session);
  g_auto (GStrv) words = g_strsplit (line, " ", 3);
  g_autoptr (CsAddress) address = words[1] ? cs_address_parse (words[1], NULL) : NULL;
  g_autoptr (CsAddress) made = words[1] ? cs_rooms_find_address (rooms, words[1]) : NULL;
  g_autoptr (CsConversation) conversation = NULL;

  if (g_str_equal (line, "rooms")) {
    cs_rooms_list_async (rooms, NULL, listed_cb, NULL);
    return TRUE;
  }
  if (made && g_str_equal (words[0], "create")) {
    cs_rooms_create_async (rooms, made, g_strcmp0 (words[2], "private") == 0, NULL, entered_cb, NULL);
    return TRUE;
  }
  if (address && g_str_equal (words[0], "join")) {
    cs_rooms_join_async (rooms, address, NULL, entered_cb, NULL);
    return TRUE;
  }

  if (address)
    conversation = cs_profile_find_conversation (profile, cs_account_get_id (cs_session_get_account (session)),
                                                 cs_address_get_uri (address));

  return conversation && cs_conversation_is_room (conversation) && obey_in (rooms, conversation, words);
}
