/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-error.h"
#include "chat/cs-conversation-private.h"
#include "chat/cs-rooms-private.h"
#include "chat/cs-wrapper.h"

#include "cs-test-store.h"

/* What was sent last, and how the next ones end. */
static GString *sent;
static guint next_status[4];
static guint n_sent;

static const char *
get_form (CsOutgoingForm form)
{
  switch (form) {
  case CS_OUTGOING_WRAPPED:
    return "wrapped";
  case CS_OUTGOING_RECEIPT:
    return "receipt";
  default:
    return "plain";
  }
}

static void
send_async (gpointer             object,
            const CsOutgoing    *outgoing,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (object, cancellable, callback, user_data);

  g_string_append_printf (sent, "%s:%s:%s ", get_form (outgoing->form), outgoing->call_id, outgoing->text ? outgoing->text : "");
  g_assert_cmpint (outgoing->time, ==, 42);
  g_task_return_int (task, next_status[n_sent++]);
}

static CsSendResult *
send_finish (gpointer       object,
             GAsyncResult  *result,
             GError       **error)
{
  guint status = g_task_propagate_int (G_TASK (result), NULL);
  CsSendResult *ending;

  if (status == 999) {
    g_set_error_literal (error, CS_ERROR, CS_ERROR_TOO_LARGE, "too large");
    return NULL;
  }

  ending = g_new0 (CsSendResult, 1);
  ending->outcome = status == 0 ? CS_SEND_NO_ANSWER : status < 300 ? CS_SEND_DELIVERED : CS_SEND_FAILED;
  ending->status = status;
  ending->phrase = g_strdup ("Phrase");
  ending->retry_after = 7;

  return ending;
}

static const CsCarrierFuncs carrier = { send_async, send_finish };

static const struct {
  const char *description;
  gboolean    known;
  CsAbility   lacks;
  guint       statuses[2];
  const char *sent;
  guint       status;
  CsAbility   learnt;    /* what they cannot take, afterwards */
} cases[] = {
  { "wrapped", TRUE, CS_ABILITY_NONE, { 200 }, "wrapped:id:hello ", 200, CS_ABILITY_NONE },
  { "nobody we know", FALSE, CS_ABILITY_NONE, { 200 }, "wrapped:id:hello ", 200, CS_ABILITY_NONE },
  { "not taken", TRUE, CS_ABILITY_NONE, { 415, 200 }, "wrapped:id:hello plain:id:hello ", 200, CS_ABILITY_WRAPPING },
  { "not taken by others", FALSE, CS_ABILITY_NONE, { 415, 202 }, "wrapped:id:hello plain:id:hello ", 202, CS_ABILITY_NONE },
  { "not acceptable here", TRUE, CS_ABILITY_NONE, { 488, 200 }, "wrapped:id:hello plain:id:hello ", 200, CS_ABILITY_WRAPPING },
  { "not acceptable", TRUE, CS_ABILITY_NONE, { 406, 200 }, "wrapped:id:hello plain:id:hello ", 200, CS_ABILITY_WRAPPING },
  { "no text at all", TRUE, CS_ABILITY_NONE, { 415, 415 }, "wrapped:id:hello plain:id:hello ", 415, CS_ABILITY_WRAPPING },
  { "known to be plain", TRUE, CS_ABILITY_WRAPPING, { 200 }, "plain:id:hello ", 200, CS_ABILITY_WRAPPING },
  { "another failure", TRUE, CS_ABILITY_NONE, { 404 }, "wrapped:id:hello ", 404, CS_ABILITY_NONE },
  { "no answer", TRUE, CS_ABILITY_NONE, { 0 }, "wrapped:id:hello ", 0, CS_ABILITY_NONE },
  { "an error", TRUE, CS_ABILITY_NONE, { 999 }, "wrapped:id:hello ", 999, CS_ABILITY_NONE },
};

static const struct {
  const char *description;
  gboolean    known;
  CsAbility   lacks;
  guint       status;
  const char *sent;
  CsAbility   learnt;
} receipts[] = {
  { "taken", TRUE, CS_ABILITY_NONE, 200, "receipt:id: ", CS_ABILITY_NONE },
  { "from who writes unwrapped", TRUE, CS_ABILITY_WRAPPING, 200, "receipt:id: ", CS_ABILITY_WRAPPING },
  { "not taken", TRUE, CS_ABILITY_NONE, 415, "receipt:id: ", CS_ABILITY_RECEIPTS },
  { "not acceptable here", TRUE, CS_ABILITY_NONE, 488, "receipt:id: ", CS_ABILITY_RECEIPTS },
  { "another failure", TRUE, CS_ABILITY_NONE, 480, "receipt:id: ", CS_ABILITY_NONE },
  { "no answer", TRUE, CS_ABILITY_NONE, 0, "receipt:id: ", CS_ABILITY_NONE },
  { "known not to be taken", TRUE, CS_ABILITY_RECEIPTS, 200, "", CS_ABILITY_RECEIPTS },
  { "not taken by others", FALSE, CS_ABILITY_NONE, 415, "receipt:id: ", CS_ABILITY_NONE },
};

static void
check (CsWrapper *wrapper,
       CsAddress *bob,
       guint      expected)
{
  CsOutgoing outgoing = { .to = bob, .call_id = "id", .text = "hello", .time = 42 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsSendResult) ending = NULL;

  cs_wrapper_carrier.send_async (wrapper, &outgoing, NULL, cs_test_result_cb, &result);
  ending = cs_wrapper_carrier.send_finish (wrapper, cs_test_wait (&result), &error);
  if (expected == 999) {
    g_assert_null (ending);
    g_assert_error (error, CS_ERROR, CS_ERROR_TOO_LARGE);
    return;
  }

  g_assert_no_error (error);
  g_assert_cmpuint (ending->status, ==, expected);
  g_assert_cmpstr (ending->phrase, ==, "Phrase");
  g_assert_cmpuint (ending->retry_after, ==, 7);
}

/* A mailbox in which bob's abilities are known, if he is. */
typedef struct {
  CsStore         *store;
  CsOutbox        *outbox;
  CsConversations *list;
  CsMailbox       *mailbox;
  CsWrapper       *wrapper;
  CsAddress       *bob;
} World;

static void
world_init (World     *self,
            gboolean   known,
            CsAbility  lacks)
{
  g_autoptr (CsConversationRecord) record = cs_conversation_record_new ();
  g_autoptr (GObject) object = g_object_new (G_TYPE_OBJECT, NULL);

  self->store = cs_test_store_open (NULL);
  self->outbox = cs_outbox_new (self->store);
  self->list = cs_conversations_new ();
  self->mailbox = cs_mailbox_new (NULL, self->store, self->outbox, self->list, "account");
  self->wrapper = cs_wrapper_new (self->mailbox, &carrier, object);
  self->bob = cs_address_parse ("bob@example.test", NULL);

  record->id = cs_test_conversation (self->store, "account", "sip:bob@example.test");
  record->peer = g_strdup ("sip:bob@example.test");
  record->about.lacks = lacks;
  record->about.lacks_since = g_get_real_time ();
  if (known)
    cs_mailbox_take (self->mailbox, record);

  sent = g_string_new (NULL);
  n_sent = 0;
}

static void
world_clear (World *self)
{
  g_string_free (sent, TRUE);
  g_assert_finalize_object (self->wrapper);
  cs_mailbox_clear (self->mailbox);
  g_assert_finalize_object (self->mailbox);
  g_object_run_dispose (G_OBJECT (self->outbox));
  g_object_unref (self->list);
  g_assert_finalize_object (self->outbox);
  cs_address_unref (self->bob);
  cs_test_store_close (self->store);
}

static void
check_abilities (World     *self,
                 CsAbility  lacks)
{
  static const CsAbility abilities[] = { CS_ABILITY_WRAPPING, CS_ABILITY_TYPING, CS_ABILITY_RECEIPTS };
  CsConversation *conversation = cs_mailbox_find (self->mailbox, self->bob);

  for (gsize i = 0; conversation && i < G_N_ELEMENTS (abilities); i++)
    g_assert_cmpint (cs_conversation_can (conversation, abilities[i]), ==, !(lacks & abilities[i]));
}

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    World world;

    g_test_message ("%s", cases[i].description);
    world_init (&world, cases[i].known, cases[i].lacks);
    memcpy (next_status, cases[i].statuses, sizeof cases[i].statuses);
    check (world.wrapper, world.bob, cases[i].status);
    g_assert_cmpstr (sent->str, ==, cases[i].sent);
    check_abilities (&world, cases[i].learnt);
    world_clear (&world);
  }
}

/* Whoever is not told is told nothing later either: so much is clear at once. */
static void
test_receipts (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (receipts); i++) {
    g_autoptr (CsImdn) imdn = cs_imdn_new ("theirs", 0, CS_RECEIPT_DELIVERED);
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (CsSendResult) ending = NULL;
    CsOutgoing outgoing = { .form = CS_OUTGOING_RECEIPT, .call_id = "id", .time = 42, .receipt = imdn };
    World world;

    g_test_message ("%s", receipts[i].description);
    world_init (&world, receipts[i].known, receipts[i].lacks);
    next_status[0] = receipts[i].status;
    outgoing.to = world.bob;
    cs_wrapper_carrier.send_async (world.wrapper, &outgoing, NULL, cs_test_result_cb, &result);
    ending = cs_wrapper_carrier.send_finish (world.wrapper, cs_test_wait (&result), NULL);
    g_assert_cmpstr (sent->str, ==, receipts[i].sent);
    g_assert_cmpuint (ending->status, ==, *receipts[i].sent ? receipts[i].status : 415);
    check_abilities (&world, receipts[i].learnt);
    g_clear_object (&result);
    world_clear (&world);
  }
}

/* Nothing is known but an address that looks like a room's, until who makes rooms has answered. */
static const struct {
  const char     *list;      /* what is answered; NULL: who makes rooms is out of reach */
  const char     *sent;
  CsRoomStanding  standing;
} rooms_cases[] = {
  { NULL, "plain:id: #leave ", CS_ROOM_STANDING_NONE },
  { "Rooms:\n[chat-team]", "plain:id: #leave ", CS_ROOM_STANDING_MEMBER },
  { "Rooms:\n[chat-other]", "wrapped:id:#leave ", CS_ROOM_STANDING_NONE },
};

static void
ask_async (gpointer             object,
           const CsOutgoing    *outgoing,
           GCancellable        *cancellable,
           GAsyncReadyCallback  callback,
           gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (object, cancellable, callback, user_data);

  g_assert_cmpstr (outgoing->text, ==, "#rooms");
  g_assert_cmpstr (sent->str, ==, "");
  g_task_return_int (task, 200);
}

static const CsCarrierFuncs asking = { ask_async, send_finish };

static void
check_room (CsRooms    *rooms,
            CsWrapper  *wrapper,
            const char *list)
{
  g_autoptr (CsAddress) manager = cs_address_parse ("chat-manager@example.test", NULL);
  g_autoptr (CsAddress) room = cs_address_parse ("chat-team@example.test", NULL);
  CsOutgoing outgoing = { .to = room, .call_id = "id", .text = "#leave", .time = 42 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CsRoomSaying) saying = NULL;
  g_autoptr (CsSendResult) ending = NULL;

  cs_wrapper_carrier.send_async (wrapper, &outgoing, NULL, cs_test_result_cb, &result);
  if (list)
    g_assert_cmpint (cs_rooms_hear (rooms, manager, list, NULL, &saying), ==, CS_ROOMS_HEARD_ANSWER);
  ending = cs_wrapper_carrier.send_finish (wrapper, cs_test_wait (&result), NULL);
  g_assert_cmpuint (ending->status, ==, 200);
}

static void
test_rooms (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rooms_cases); i++) {
    CsStore *store = cs_test_store_open (NULL);
    g_autoptr (CsOutbox) outbox = cs_outbox_new (store);
    g_autoptr (CsConversations) list = cs_conversations_new ();
    CsMailbox *mailbox = cs_mailbox_new (NULL, store, outbox, list, "account");
    g_autoptr (CsAddress) own = cs_address_parse ("alice@example.test", NULL);
    g_autoptr (CsAccount) account = cs_account_new (own);
    g_autoptr (CsRooms) rooms = cs_rooms_new (account, NULL, mailbox);
    g_autoptr (GObject) object = g_object_new (G_TYPE_OBJECT, NULL);
    CsWrapper *wrapper = cs_wrapper_new (mailbox, &carrier, object);
    g_autoptr (CsConversationRecord) record = cs_conversation_record_new ();
    CsConversation *conversation;

    sent = g_string_new (NULL);
    n_sent = 0;
    next_status[0] = 200;
    record->id = cs_test_conversation (store, "account", "sip:chat-team@example.test");
    record->peer = g_strdup ("sip:chat-team@example.test");
    conversation = cs_mailbox_take (mailbox, record);
    cs_mailbox_set_rooms (mailbox, rooms);
    if (rooms_cases[i].list)
      cs_rooms_set_carrier (rooms, &asking, object);
    check_room (rooms, wrapper, rooms_cases[i].list);
    g_assert_cmpstr (sent->str, ==, rooms_cases[i].sent);
    g_assert_cmpint (cs_conversation_get_room_standing (conversation), ==, rooms_cases[i].standing);

    cs_rooms_set_carrier (rooms, NULL, NULL);
    g_string_free (sent, TRUE);
    g_assert_finalize_object (wrapper);
    g_clear_object (&rooms);
    cs_mailbox_clear (mailbox);
    g_assert_finalize_object (mailbox);
    g_object_run_dispose (G_OBJECT (outbox));
    g_clear_object (&list);
    g_assert_finalize_object (g_steal_pointer (&outbox));
    cs_test_store_close (store);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wrapper/wraps-unless-refused", test_table);
  g_test_add_func ("/wrapper/tells-unless-refused", test_receipts);
  g_test_add_func ("/wrapper/tells-rooms-from-people", test_rooms);

  return g_test_run ();
}
