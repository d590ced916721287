/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-cli.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"

#include "cs-cli-client.h"
#include "cs-cli-output.h"

typedef struct _Rooms Rooms;

/* What can be done. The room is looked into first where @in calls for it. */
typedef struct {
  const char  *name;
  guint        n_words;        /* behind it, at least */
  gboolean     more;           /* or any number of them */
  const char  *done;           /* what somebody is then */
  void       (*run) (Rooms     *rooms,
                     CsAddress *room);
  void       (*in)  (Rooms     *rooms);
} Action;

struct _Rooms
{
  CsCliClient     *client;
  char           **rest;
  gboolean         by_invitation;
  const Action    *action;
  CsConversation  *conversation;
  guint            next;       /* of the words: somebody */
  gboolean         begun;
  gboolean         failed;
};

static void
rooms_clear (Rooms *rooms)
{
  g_strfreev (rooms->rest);
  g_clear_object (&rooms->conversation);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rooms, rooms_clear)

static CsRooms *
get_rooms (Rooms *rooms)
{
  return cs_session_get_rooms (cs_cli_client_get_session (rooms->client));
}

static void
end (Rooms        *rooms,
     const GError *error)
{
  if (error)
    cs_cli_client_end (rooms->client, cs_cli_print_error (error, NULL, cs_cli_client_get_json (rooms->client)));
  else
    cs_cli_client_end (rooms->client, rooms->failed ? CS_CLI_FAILED : CS_CLI_OK);
}

static void
print_room (Rooms      *rooms,
            CsAddress  *room,
            const char *standing)
{
  g_autofree char *name = cs_rooms_find_name (get_rooms (rooms), room);
  g_autoptr (JsonBuilder) builder = NULL;

  if (!cs_cli_client_get_json (rooms->client)) {
    g_print ("%s\n", cs_address_get_display (room));
    return;
  }

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  cs_cli_add_string (builder, "room", cs_address_get_uri (room));
  cs_cli_add_string (builder, "name", name);
  cs_cli_add_string (builder, "standing", standing);
  json_builder_end_object (builder);
  cs_cli_print_json (builder);
}

/* Somebody, and what they are in the room now. */
static void
print_person (Rooms        *rooms,
              CsAddress    *who,
              const char   *state,
              const GError *error)
{
  g_autoptr (JsonBuilder) builder = NULL;

  if (!cs_cli_client_get_json (rooms->client)) {
    if (error)
      g_printerr ("countersign-cli: %s: %s\n", cs_address_get_display (who), error->message);
    else
      g_print ("%s %s\n", cs_address_get_display (who), state);
    return;
  }

  builder = json_builder_new ();
  json_builder_begin_object (builder);
  cs_cli_add_string (builder, "room", cs_address_get_uri (cs_conversation_get_peer (rooms->conversation)));
  cs_cli_add_string (builder, "address", cs_address_get_uri (who));
  cs_cli_add_string (builder, "state", error ? "failed" : state);
  cs_cli_add_string (builder, "reason", error ? error->message : NULL);
  json_builder_end_object (builder);
  cs_cli_print_json (builder);
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Rooms *rooms = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = cs_rooms_list_finish (CS_ROOMS (object), result, &error);

  for (guint i = 0; found && i < found->len; i++)
    print_room (rooms, found->pdata[i], NULL);
  end (rooms, error);
}

static void
list (Rooms     *rooms,
      CsAddress *room)
{
  cs_rooms_list_async (get_rooms (rooms), NULL, listed_cb, rooms);
}

static void
entered_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Rooms *rooms = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsConversation) conversation = cs_rooms_enter_finish (CS_ROOMS (object), result, &error);

  if (conversation)
    print_room (rooms, cs_conversation_get_peer (conversation), rooms->action->done);
  end (rooms, error);
}

static void
make (Rooms     *rooms,
      CsAddress *room)
{
  cs_rooms_create_async (get_rooms (rooms), room, rooms->by_invitation, NULL, entered_cb, rooms);
}

static void
join (Rooms     *rooms,
      CsAddress *room)
{
  cs_rooms_join_async (get_rooms (rooms), room, NULL, entered_cb, rooms);
}

static void
found_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  Rooms *rooms = user_data;
  g_autoptr (GError) error = NULL;

  rooms->conversation = cs_rooms_enter_finish (CS_ROOMS (object), result, &error);
  if (rooms->conversation)
    rooms->action->in (rooms);
  else
    end (rooms, error);
}

static void
look_into (Rooms     *rooms,
           CsAddress *room)
{
  cs_rooms_look_async (get_rooms (rooms), room, NULL, found_cb, rooms);
}

static void
print_members (Rooms *rooms)
{
  static const char * const roles[] = {
    [CS_ROOM_ROLE_MEMBER] = "member", [CS_ROOM_ROLE_ADMIN] = "admin", [CS_ROOM_ROLE_OWNER] = "owner",
  };
  GListModel *members = G_LIST_MODEL (cs_conversation_get_room (rooms->conversation));

  for (guint i = 0; i < g_list_model_get_n_items (members); i++) {
    g_autoptr (CsRoomMember) member = g_list_model_get_item (members, i);

    print_person (rooms, cs_room_member_get_address (member), roles[cs_room_member_get_role (member)], NULL);
  }
  end (rooms, NULL);
}

static void
left_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Rooms *rooms = user_data;
  g_autoptr (GError) error = NULL;

  if (cs_rooms_change_finish (CS_ROOMS (object), result, &error))
    print_room (rooms, cs_conversation_get_peer (rooms->conversation), rooms->action->done);
  end (rooms, error);
}

static void
leave (Rooms *rooms)
{
  cs_rooms_leave_async (get_rooms (rooms), rooms->conversation, NULL, left_cb, rooms);
}

static void
close_room (Rooms *rooms)
{
  cs_rooms_close_async (get_rooms (rooms), rooms->conversation, NULL, left_cb, rooms);
}

static void change_next (Rooms *rooms);

static void
changed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  Rooms *rooms = user_data;
  g_autoptr (CsAddress) who = cs_address_parse (rooms->rest[rooms->next], NULL);
  g_autoptr (GError) error = NULL;

  if (!cs_rooms_change_finish (CS_ROOMS (object), result, &error))
    rooms->failed = TRUE;
  print_person (rooms, who, rooms->action->done, error);
  rooms->next++;
  change_next (rooms);
}

static void
change_next (Rooms *rooms)
{
  const char *typed = rooms->rest[rooms->next];
  g_autoptr (CsAddress) who = typed ? cs_address_parse (typed, NULL) : NULL;

  if (!who)
    end (rooms, NULL);
  else if (g_str_equal (rooms->action->name, "invite"))
    cs_rooms_invite_async (get_rooms (rooms), rooms->conversation, who, NULL, changed_cb, rooms);
  else
    cs_rooms_remove_async (get_rooms (rooms), rooms->conversation, who, NULL, changed_cb, rooms);
}

static const Action actions[] = {
  { "list", 0, FALSE, NULL, list, NULL },
  { "make", 1, FALSE, "member", make, NULL },
  { "join", 1, FALSE, "member", join, NULL },
  { "members", 1, FALSE, NULL, look_into, print_members },
  { "invite", 2, TRUE, "invited", look_into, change_next },
  { "remove", 2, TRUE, "removed", look_into, change_next },
  { "leave", 1, FALSE, "gone", look_into, leave },
  { "close", 1, FALSE, "gone", look_into, close_room },
};

static void
begin (Rooms *rooms)
{
  const char *typed = rooms->action->n_words > 0 ? rooms->rest[1] : NULL;
  g_autoptr (CsAddress) room = NULL;
  g_autoptr (GError) error = NULL;

  if (typed)
    room = strchr (typed, '@') ? cs_address_parse (typed, NULL) : cs_rooms_find_address (get_rooms (rooms), typed);
  if (typed && !room) {
    g_set_error (&error, CS_ERROR, CS_ERROR_INVALID_ADDRESS, _("No room can be called “%s”."), typed);
    end (rooms, error);
    return;
  }

  rooms->action->run (rooms, room);
}

static void
started (CsCliClient *client,
         gpointer     data)
{
}

static void
state_changed (CsCliClient *client,
               gpointer     data)
{
  Rooms *rooms = data;
  CsSession *session = cs_cli_client_get_session (client);
  CsConnectionState state = cs_session_get_state (session);

  if (!cs_cli_client_check_state (client))
    return;

  if (state == CS_CONNECTION_ONLINE && !rooms->begun) {
    rooms->begun = TRUE;
    begin (rooms);
  } else if (state == CS_CONNECTION_WAITING && cs_session_get_error (session)) {
    end (rooms, cs_session_get_error (session));
  }
}

static void
interrupted (CsCliClient *client,
             gpointer     data)
{
  cs_cli_client_end (client, CS_CLI_FAILED);
}

static gboolean
understand (Rooms *rooms)
{
  guint n_words = rooms->rest ? g_strv_length (rooms->rest) : 0;

  for (gsize i = 0; n_words > 0 && i < G_N_ELEMENTS (actions); i++) {
    if (g_str_equal (actions[i].name, rooms->rest[0]))
      rooms->action = &actions[i];
  }
  if (!rooms->action) {
    g_printerr (_("countersign-cli: say what to do: list, make, join, members, invite, remove, leave or close\n"));
    return FALSE;
  }

  if (n_words - 1 < rooms->action->n_words || (!rooms->action->more && n_words - 1 > rooms->action->n_words)) {
    /* Translators: %s is a word of the command line, such as “join”. */
    g_printerr (_("countersign-cli: what is given with “%s” is too much or too little\n"), rooms->action->name);
    return FALSE;
  }

  for (guint i = rooms->next; i < n_words; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CsAddress) who = cs_address_parse (rooms->rest[i], &error);

    if (!who) {
      g_printerr ("countersign-cli: %s\n", error->message);
      return FALSE;
    }
  }

  return TRUE;
}

/**
 * cs_cli_rooms:
 * @arguments: the command line from "rooms" on
 *
 * Does one thing with the rooms of a server, and ends when that is done.
 *
 * Returns: what to exit with
 */
CsCliStatus
cs_cli_rooms (char **arguments)
{
  static const CsCliCommand command = { started, state_changed, interrupted };
  g_auto (Rooms) rooms = { .next = 2 };
  g_autoptr (CsCliClient) client = cs_cli_client_new (&command, &rooms);
  const GOptionEntry options[] = {
    { "private", 0, 0, G_OPTION_ARG_NONE, &rooms.by_invitation, N_("Let nobody in who was not invited, into a room that is made"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, &rooms.rest, NULL, NULL },
    { NULL }
  };
  const CsCliSyntax syntax = {
    _("list | make NAME | join ROOM | members ROOM | invite ROOM ADDRESS… | remove ROOM ADDRESS… | leave ROOM | close ROOM"),
    _("Makes, joins and leaves the rooms of a server, says who is in them, and invites others."), options, NULL
  };
  CsCliStatus status;

  rooms.client = client;
  if (!cs_cli_client_parse (client, &syntax, arguments, &status))
    return status;

  cs_cli_client_be_deaf (client);

  return understand (&rooms) ? cs_cli_client_run (client) : CS_CLI_USAGE;
}
