/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "base/cs-error.h"
#include "chat/cs-contacts-private.h"
#include "chat/cs-conversation-private.h"
#include "chat/cs-session-private.h"

#include "cs-test-profile.h"
#include "cs-test-wait.h"

#define ROOM "chat-team@example.test"
#define MANAGER "chat-manager@example.test"

/* The commands that were sent, each with the user it went to; and what the next is answered with. */
static GString *sent;
static guint next_status;

static void
send_async (gpointer             object,
            const CsOutgoing    *outgoing,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (object, cancellable, callback, user_data);

  g_assert_cmpint (outgoing->form, ==, CS_OUTGOING_PLAIN);
  g_string_append_printf (sent, "%s %s;", cs_address_get_user (outgoing->to), outgoing->text);
  g_task_return_int (task, next_status);
}

static CsSendResult *
send_finish (gpointer       object,
             GAsyncResult  *result,
             GError       **error)
{
  gssize status = g_task_propagate_int (G_TASK (result), error);
  CsSendResult *answer = g_new0 (CsSendResult, 1);

  answer->status = (guint) MAX (status, 0);
  answer->outcome = status < 300 ? CS_SEND_DELIVERED : CS_SEND_FAILED;

  return answer;
}

static const CsCarrierFuncs carrier = { send_async, send_finish };

typedef struct {
  CsProfile *profile;
  CsSession *session;
  GObject   *object;
  guint      received;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  sent = g_string_new (NULL);
  next_status = 200;
  fixture->profile = cs_test_profile_open (NULL);
  fixture->session = cs_test_profile_try (fixture->profile, "alice@example.test", NULL);
  fixture->object = g_object_new (G_TYPE_OBJECT, NULL);
  cs_rooms_set_carrier (fixture->session->rooms, &carrier, fixture->object);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  cs_rooms_set_carrier (fixture->session->rooms, NULL, NULL);
  cs_test_settle ();
  g_object_unref (fixture->session);
  cs_test_profile_close (fixture->profile);
  g_object_unref (fixture->object);
  g_string_free (sent, TRUE);
}

/* The conversation that a message is in, if it is in one. */
static CsConversation *
receive (Fixture    *fixture,
         const char *from,
         const char *text)
{
  g_autofree char *id = g_strdup_printf ("%u", ++fixture->received);
  g_autoptr (CsAddress) address = cs_address_parse (from, NULL);
  CsArrival arrival = { address, NULL, text, id, 42 };
  g_autoptr (GAsyncResult) result = NULL;
  CsConversation *conversation = NULL;

  cs_mailbox_receive_async (fixture->session->mailbox, &arrival, NULL, cs_test_result_cb, &result);
  g_assert_true (cs_mailbox_receive_finish (fixture->session->mailbox, cs_test_wait (&result), &conversation, NULL, NULL));

  return conversation;
}

static void
test_accepted (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (CsConversation) room = receive (fixture, ROOM, "*** [bob] invites you to join the room (send '#accept' or '#reject')");

  g_assert_true (cs_conversation_is_request (room));
  g_assert_cmpint (cs_conversation_get_room_standing (room), ==, CS_ROOM_STANDING_INVITED);
  g_assert_cmpstr (cs_conversation_get_name (room), ==, "team");
  g_assert_cmpuint (cs_conversation_get_unread (room), ==, 0);
  g_assert_cmpstr (sent->str, ==, "");

  cs_contact_accept (cs_conversation_get_contact (room));
  cs_test_settle ();
  g_assert_cmpstr (sent->str, ==, "chat-manager #rooms;");
  g_assert_null (receive (fixture, MANAGER, "Rooms:\n[chat-other]\n[chat-team]"));
  cs_test_settle ();
  g_assert_cmpstr (sent->str, ==, "chat-manager #rooms;chat-team #accept;");
  g_assert_cmpint (cs_conversation_get_room_standing (room), ==, CS_ROOM_STANDING_MEMBER);

  /* A room takes texts and nothing else. */
  g_assert_false (cs_conversation_takes_receipts (room));
  g_assert_false (cs_conversation_takes_typing (room));
}

/* Whoever says that they are a room, and that somebody else wrote in it, is none. */
static void
test_impostor (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr (CsConversation) room = receive (fixture, ROOM, "*** [bob] invites you to join the room");
  g_autoptr (CsConversation) person = receive (fixture, "eve@example.test", "*** [bob] invites you to join the room");
  g_autoptr (CsConversation) foreign = receive (fixture, "chat-team@other.test", "[bob]: hello");

  g_assert_false (cs_conversation_is_room (person));
  g_assert_null (cs_message_get_sender (cs_conversation_get_last_message (person)));
  g_assert_false (cs_conversation_is_room (foreign));
  g_assert_cmpstr (cs_message_get_text (cs_conversation_get_last_message (foreign)), ==, "[bob]: hello");

  cs_contact_accept (cs_conversation_get_contact (room));
  cs_test_settle ();
  g_assert_null (receive (fixture, MANAGER, "Rooms:\n[chat-other]"));
  cs_test_settle ();
  g_assert_cmpint (cs_conversation_get_room_standing (room), ==, CS_ROOM_STANDING_GONE);
  g_assert_null (strstr (sent->str, "#accept"));
}

static void
test_refused (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (CsConversation) room = receive (fixture, ROOM, "*** [bob] invites you to join the room");

  /* Out of the server's reach, the answer waits. */
  cs_rooms_set_carrier (fixture->session->rooms, NULL, NULL);
  cs_contact_refuse (cs_conversation_get_contact (room));
  cs_test_settle ();
  g_assert_cmpstr (sent->str, ==, "");
  cs_rooms_set_carrier (fixture->session->rooms, &carrier, fixture->object);
  cs_test_settle ();
  g_assert_cmpstr (sent->str, ==, "chat-team #reject;chat-team #leave;");
  g_assert_cmpint (cs_conversation_get_room_standing (room), ==, CS_ROOM_STANDING_GONE);

  g_assert_null (receive (fixture, ROOM, "*** [alice] has left the room"));
  g_assert_true (cs_conversation_is_refused (room));
}

static void
count (guint *counter)
{
  ++*counter;
}

/* Who shows that hears of another name, and of nothing else. */
static void
bob_leaves (Fixture        *fixture,
            CsConversation *room,
            CsContact      *bob)
{
  g_autoptr (CsConversation) same = receive (fixture, ROOM, "*** [bob] has left the room");
  CsMessage *last = cs_conversation_get_last_message (room);
  g_autofree char *notice = cs_conversation_find_text (room, last);
  g_autofree char *renamed = NULL;
  guint n_renamed = 0;

  g_assert_true (cs_message_is_notice (last));
  g_assert_null (cs_conversation_find_sender (room, last));
  g_assert_cmpstr (notice, ==, "Bob left.");

  g_signal_connect_swapped (room, "member-renamed", G_CALLBACK (count), &n_renamed);
  cs_contact_set_favourite (bob, TRUE);
  g_assert_cmpuint (n_renamed, ==, 0);
  cs_contact_set_name (bob, "Robert");
  g_assert_cmpuint (n_renamed, ==, 1);
  renamed = cs_conversation_find_text (room, last);
  g_assert_cmpstr (renamed, ==, "Robert left.");
  g_signal_handlers_disconnect_by_data (room, &n_renamed);
}

static void
test_senders (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CsAddress) address = cs_address_parse (ROOM, NULL);
  g_autoptr (CsConversation) room = NULL;
  g_autoptr (CsAddress) sender = NULL;
  g_autofree char *name = NULL;
  g_autofree char *author = NULL;
  CsContact *bob;
  CsMessage *last;

  cs_rooms_create_async (fixture->session->rooms, address, TRUE, NULL, cs_test_result_cb, &result);
  g_object_unref (receive (fixture, ROOM, "*** Room was created"));
  room = cs_rooms_enter_finish (fixture->session->rooms, cs_test_wait (&result), NULL);
  g_assert_cmpstr (sent->str, ==, "chat-manager #create chat-team private;");
  g_assert_cmpint (cs_conversation_get_room_standing (room), ==, CS_ROOM_STANDING_MEMBER);

  g_object_unref (receive (fixture, ROOM, "[bob]: hello\n[carol]: you"));
  last = cs_conversation_get_last_message (room);
  g_assert_cmpstr (cs_message_get_sender (last), ==, "sip:bob@example.test");
  g_assert_cmpstr (cs_message_get_text (last), ==, "hello\n[carol]: you");
  name = cs_conversation_find_sender_name (room, last);
  g_assert_cmpstr (name, ==, "bob@example.test");
  g_assert_cmpuint (cs_conversation_get_unread (room), ==, 1);

  /* Who is known is shown as the person knows them. */
  sender = cs_conversation_find_sender (room, last);
  g_assert_null (cs_conversation_find_member (room, sender));
  bob = cs_contacts_ensure (cs_profile_get_contacts (fixture->profile),
                            cs_account_get_id (cs_session_get_account (fixture->session)), sender);
  cs_contact_add (bob, "Bob");
  g_assert_true (cs_conversation_find_member (room, sender) == bob);

  /* Nobody else hears what the person calls somebody. */
  author = cs_conversation_find_author (room, last);
  g_assert_cmpstr (author, ==, "bob@example.test");

  bob_leaves (fixture, room, bob);
  g_assert_cmpuint (cs_conversation_get_unread (room), ==, 1);

  /* What is for us alone is seen by nobody. */
  g_assert_null (receive (fixture, ROOM, "Members:\n*[alice]"));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (cs_conversation_get_room (room))), ==, 1);
  g_assert_false (cs_room_has (cs_conversation_get_room (room), sender));
  g_object_unref (receive (fixture, ROOM, "*** You have been removed from the room"));
  g_assert_cmpint (cs_conversation_get_room_standing (room), ==, CS_ROOM_STANDING_GONE);
}

/* Where nobody reads, what was written has to come back; what was asked is answered all the same. */
static void
test_deaf (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (CsAddress) address = cs_address_parse (ROOM, NULL);
  CsArrival arrival = { .from = address, .text = "[bob]: hello", .message_id = "1", .time = 42 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) listed = NULL;
  g_autoptr (GPtrArray) rooms = NULL;
  g_autoptr (GError) error = NULL;

  cs_mailbox_set_deaf (fixture->session->mailbox, TRUE);
  cs_mailbox_receive_async (fixture->session->mailbox, &arrival, NULL, cs_test_result_cb, &result);
  g_assert_false (cs_mailbox_receive_finish (fixture->session->mailbox, cs_test_wait (&result), NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);

  cs_rooms_list_async (fixture->session->rooms, NULL, cs_test_result_cb, &listed);
  g_assert_null (receive (fixture, MANAGER, "Rooms:\n[chat-team]"));
  rooms = cs_rooms_list_finish (fixture->session->rooms, cs_test_wait (&listed), NULL);
  g_assert_cmpuint (rooms->len, ==, 1);
}

/* Another program of ours had it made, or somebody says so. */
static void
test_made_elsewhere (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (CsConversation) room = receive (fixture, ROOM, "*** Room was created");

  g_assert_true (cs_conversation_is_request (room));
  g_assert_cmpint (cs_conversation_get_room_standing (room), ==, CS_ROOM_STANDING_INVITED);
  cs_contact_accept (cs_conversation_get_contact (room));
  cs_test_settle ();
  g_assert_null (receive (fixture, MANAGER, "Rooms:\n[chat-team]"));
  cs_test_settle ();
  g_assert_cmpint (cs_conversation_get_room_standing (room), ==, CS_ROOM_STANDING_MEMBER);
}

/* What it said of that may have been lost; a room that is only out of reach is doubted no further. */
static void
test_doubted (Fixture       *fixture,
              gconstpointer  data)
{
  static const struct {
    guint          status;
    CsRoomStanding standing;
  } cases[] = { { 200, CS_ROOM_STANDING_MEMBER }, { 500, CS_ROOM_STANDING_GONE } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CsConversation) room = receive (fixture, ROOM, "*** [bob] invites you to join the room");

    cs_conversation_set_room_standing (room, CS_ROOM_STANDING_MEMBER);
    next_status = cases[i].status;
    cs_rooms_doubt (fixture->session->rooms, room);
    cs_test_settle ();
    if (cases[i].status == 200)
      g_assert_null (receive (fixture, ROOM, "Members:\n[alice]"));
    g_assert_cmpint (cs_conversation_get_room_standing (room), ==, cases[i].standing);
  }
}

/* Where another program of ours came into it. */
static void
test_looked_into (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) refused = NULL;
  g_autoptr (CsAddress) address = cs_address_parse (ROOM, NULL);
  g_autoptr (CsConversation) room = NULL;
  g_autoptr (GError) error = NULL;

  cs_rooms_look_async (fixture->session->rooms, address, NULL, cs_test_result_cb, &result);
  g_assert_null (receive (fixture, ROOM, "Members:\n[bob]\n*[alice]"));
  room = cs_rooms_enter_finish (fixture->session->rooms, cs_test_wait (&result), NULL);
  g_assert_cmpint (cs_conversation_get_room_standing (room), ==, CS_ROOM_STANDING_MEMBER);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (cs_conversation_get_room (room))), ==, 2);
  g_assert_cmpint (cs_room_get_role (cs_conversation_get_room (room)), ==, CS_ROOM_ROLE_OWNER);

  next_status = 500;
  cs_rooms_look_async (fixture->session->rooms, address, NULL, cs_test_result_cb, &refused);
  g_assert_null (cs_rooms_enter_finish (fixture->session->rooms, cs_test_wait (&refused), &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_NOT_FOUND);
  g_assert_cmpstr (sent->str, ==, "chat-team #members;chat-team #members;");
}

static void
assert_leaving (Fixture        *fixture,
                CsConversation *room,
                int             code)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_rooms_leave_async (fixture->session->rooms, room, NULL, cs_test_result_cb, &result);
  if (!cs_room_has (cs_conversation_get_room (room), cs_account_get_address (cs_session_get_account (fixture->session))))
    g_assert_null (receive (fixture, ROOM, "Members:\n*[alice]"));
  g_assert_cmpint (cs_rooms_change_finish (fixture->session->rooms, cs_test_wait (&result), &error), ==, code < 0);
  if (code >= 0)
    g_assert_error (error, CS_ERROR, code);
}

/* One's own is left only when it is closed; whose it is may have to be asked. */
static void
test_left (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (CsConversation) room = receive (fixture, ROOM, "*** [bob] invites you to join the room");
  g_autoptr (GAsyncResult) result = NULL;

  cs_conversation_set_room_standing (room, CS_ROOM_STANDING_MEMBER);
  assert_leaving (fixture, room, CS_ERROR_FORBIDDEN);
  g_assert_cmpstr (sent->str, ==, "chat-team #members;");
  assert_leaving (fixture, room, CS_ERROR_FORBIDDEN);
  cs_rooms_close_async (fixture->session->rooms, room, NULL, cs_test_result_cb, &result);
  g_assert_true (cs_rooms_change_finish (fixture->session->rooms, cs_test_wait (&result), NULL));
  g_assert_null (receive (fixture, ROOM, "Members:\n*[bob]\n[alice]"));
  assert_leaving (fixture, room, -1);
  g_assert_cmpstr (sent->str, ==, "chat-team #members;chat-team #destroy;chat-team #leave;");

  /* What a room that knows nothing of us refuses is done. */
  next_status = 500;
  assert_leaving (fixture, room, -1);
  g_assert_cmpint (cs_conversation_get_room_standing (room), ==, CS_ROOM_STANDING_GONE);
}

/* Who makes rooms says whose an address is that looks like a room's; without rooms, everybody is a person. */
static void
test_judged (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct {
    const char  *list;      /* NULL: there is no answer but the status */
    guint        status;
    CsRoomsKind  kind;
  } cases[] = {
    { "Rooms:\n[chat-team]", 200, CS_ROOMS_KIND_ROOM },
    { "Rooms:\n[chat-other]", 200, CS_ROOMS_KIND_PERSON },
    { "Rooms:", 200, CS_ROOMS_KIND_PERSON },
    { NULL, 404, CS_ROOMS_KIND_PERSON },
    { NULL, 500, CS_ROOMS_KIND_UNKNOWN },
  };
  CsRooms *rooms = fixture->session->rooms;
  g_autoptr (CsAddress) address = cs_address_parse (ROOM, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GAsyncResult) result = NULL;

    next_status = cases[i].status;
    g_assert_cmpint (cs_rooms_tell (rooms, address), ==, CS_ROOMS_KIND_UNKNOWN);
    cs_rooms_judge_async (rooms, address, NULL, cs_test_result_cb, &result);
    if (cases[i].list)
      g_assert_null (receive (fixture, MANAGER, cases[i].list));
    g_assert_cmpint (cs_rooms_judge_finish (rooms, cs_test_wait (&result)), ==, cases[i].kind);

    /* A person is not asked about again, until there may be other rooms. */
    g_assert_cmpint (cs_rooms_tell (rooms, address) == CS_ROOMS_KIND_PERSON, ==, cases[i].kind == CS_ROOMS_KIND_PERSON);
    cs_account_set_room_manager (cs_session_get_account (fixture->session), "imc@other.test");
    cs_account_set_room_manager (cs_session_get_account (fixture->session), NULL);
  }
}

/* A room passes on plain text alone. */
static void
test_person (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (CsAddress) address = cs_address_parse (ROOM, NULL);
  CsArrival arrival = { .from = address, .text = "[bob]: hello", .message_id = "1", .time = 42, .wrapped = TRUE };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CsConversation) conversation = NULL;
  g_autoptr (CsMessage) message = NULL;

  cs_mailbox_receive_async (fixture->session->mailbox, &arrival, NULL, cs_test_result_cb, &result);
  g_assert_true (cs_mailbox_receive_finish (fixture->session->mailbox, cs_test_wait (&result), &conversation, &message, NULL));
  g_assert_false (cs_conversation_is_room (conversation));
  g_assert_cmpstr (cs_message_get_text (message), ==, "[bob]: hello");
  g_assert_cmpint (cs_rooms_tell (fixture->session->rooms, address), ==, CS_ROOMS_KIND_PERSON);
  g_assert_true (cs_rooms_can_invite (fixture->session->rooms, address, NULL));
}

/* Whoever turned an invitation down may come in by themselves later, and stays. */
static void
test_joined_after_all (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr (CsConversation) room = receive (fixture, ROOM, "*** [bob] invites you to join the room");
  g_autoptr (CsConversation) joined = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CsAddress) address = cs_address_parse (ROOM, NULL);

  cs_contact_refuse (cs_conversation_get_contact (room));
  cs_test_settle ();
  cs_rooms_join_async (fixture->session->rooms, address, NULL, cs_test_result_cb, &result);
  g_assert_null (receive (fixture, ROOM, "*** [alice] has joined the room"));
  joined = cs_rooms_enter_finish (fixture->session->rooms, cs_test_wait (&result), NULL);
  g_assert_true (joined == room);
  g_string_truncate (sent, 0);

  cs_rooms_set_carrier (fixture->session->rooms, NULL, NULL);
  cs_rooms_set_carrier (fixture->session->rooms, &carrier, fixture->object);
  cs_test_settle ();
  g_assert_cmpstr (sent->str, ==, "");
  g_assert_false (cs_conversation_is_refused (room));
  g_assert_cmpint (cs_conversation_get_room_standing (room), ==, CS_ROOM_STANDING_MEMBER);
}

/* What is said is heard, but nobody comes in. */
static void
test_unattended (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (CsConversation) room = NULL;
  g_autofree char *notice = NULL;

  cs_contacts_set_open (cs_profile_get_contacts (fixture->profile), TRUE);
  room = receive (fixture, ROOM, "*** [bob] has joined the room");
  notice = cs_conversation_find_text (room, cs_conversation_get_last_message (room));
  g_assert_cmpstr (notice, ==, "bob@example.test joined.");

  g_object_unref (receive (fixture, ROOM, "*** [bob] invites you to join the room"));
  g_object_unref (receive (fixture, ROOM, "[bob]: hello"));
  g_assert_cmpstr (cs_message_get_sender (cs_conversation_get_last_message (room)), ==, "sip:bob@example.test");
  cs_test_settle ();
  g_assert_cmpstr (sent->str, ==, "");
}

static void
test_unsupported (Fixture       *fixture,
                  gconstpointer  data)
{
  static const guint statuses[] = { 404, 405, 202, 200 };

  cs_rooms_set_patience (fixture->session->rooms, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (statuses); i++) {
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) error = NULL;

    next_status = statuses[i];
    cs_rooms_list_async (fixture->session->rooms, NULL, cs_test_result_cb, &result);
    g_assert_null (cs_rooms_list_finish (fixture->session->rooms, cs_test_wait (&result), &error));
    g_assert_error (error, CS_ERROR, CS_ERROR_UNSUPPORTED);
    g_assert_cmpstr (error->message, ==, "The server example.test does not offer rooms.");
  }
}

/* People of the own domain: no others, and no rooms. */
static void
test_guests (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct {
    const char *address;
    gboolean    can;
  } cases[] = {
    { "bob@example.test", TRUE },
    { "bob@other.test", FALSE },
    { ROOM, FALSE },
    { MANAGER, FALSE },
  };

  g_autoptr (CsConversation) room = receive (fixture, "chat-guests@example.test", "*** [bob] invites you to join the room");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CsAddress) address = cs_address_parse (cases[i].address, NULL);
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) error = NULL;

    g_assert_cmpint (cs_rooms_can_invite (fixture->session->rooms, address, NULL), ==, cases[i].can);
    cs_rooms_invite_async (fixture->session->rooms, room, address, NULL, cs_test_result_cb, &result);
    g_assert_cmpint (cs_rooms_change_finish (fixture->session->rooms, cs_test_wait (&result), &error), ==, cases[i].can);
    if (!cases[i].can)
      g_assert_error (error, CS_ERROR, CS_ERROR_NOT_ALLOWED);
  }
  g_assert_cmpstr (sent->str, ==, "chat-guests #invite sip:bob@example.test;");
}

static void
test_addresses (Fixture       *fixture,
                gconstpointer  data)
{
  static const struct {
    const char *manager;
    const char *typed;
    const char *made;       /* NULL: none can be */
    const char *foreign;    /* an address that is no room's */
  } cases[] = {
    { NULL, "Team Berlin", "sip:chat-team-berlin@example.test", "bob@example.test" },
    { NULL, "Größe & Maß!", "sip:chat-grosse-mass@example.test", MANAGER },
    { NULL, "日本", NULL, "chat-@example.test" },
    { NULL, " - ", NULL, "chat-team@other.test" },
    { "imc@rooms.example.test", "Team", "sip:team@rooms.example.test", "team@example.test" },
    { "manager@rooms.example.test", "Team", "sip:team@rooms.example.test", "manager@rooms.example.test" },
    { "imc@example.test", "Team", "sip:team@example.test", "team@example.test" },
    { "nowhere@", "Team", NULL, ROOM },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CsAddress) foreign = cs_address_parse (cases[i].foreign, NULL);
    g_autoptr (CsAddress) made = NULL;

    cs_account_set_room_manager (cs_session_get_account (fixture->session), cases[i].manager);
    made = cs_rooms_find_address (fixture->session->rooms, cases[i].typed);
    g_assert_cmpstr (made ? cs_address_get_uri (made) : NULL, ==, cases[i].made);
    g_assert_true (!foreign || !cs_rooms_may_be_room (fixture->session->rooms, foreign));
  }
}

static void
add (const char *path,
     void      (*test) (Fixture       *fixture,
                        gconstpointer  data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  cs_profile_prepare_process ();
  add ("/rooms/are-entered-when-the-person-accepts", test_accepted);
  add ("/rooms/are-not-believed-to-be-some", test_impostor);
  add ("/rooms/are-told-of-a-refusal", test_refused);
  add ("/rooms/tell-their-members-apart", test_senders);
  add ("/rooms/are-looked-into", test_looked_into);
  add ("/rooms/are-left-or-closed", test_left);
  add ("/rooms/are-doubted-when-they-refuse", test_doubted);
  add ("/rooms/are-heard-where-nobody-reads", test_deaf);
  add ("/rooms/are-asked-about-that-were-made-elsewhere", test_made_elsewhere);
  add ("/rooms/are-told-from-people", test_judged);
  add ("/rooms/wrap-nothing", test_person);
  add ("/rooms/can-be-joined-after-a-refusal", test_joined_after_all);
  add ("/rooms/are-not-entered-where-nobody-is-asked", test_unattended);
  add ("/rooms/are-missing-from-many-servers", test_unsupported);
  add ("/rooms/invite-people-of-their-domain", test_guests);
  add ("/rooms/have-addresses-of-their-own", test_addresses);

  return g_test_run ();
}
