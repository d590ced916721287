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

static void
send_async (gpointer             object,
            const CsOutgoing    *outgoing,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (object, cancellable, callback, user_data);

  g_string_append_printf (sent, "%s:%s:%s ", outgoing->form == CS_OUTGOING_WRAPPED ? "wrapped" : "plain",
                          outgoing->call_id, outgoing->text);
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
  gboolean    lacks;
  guint       statuses[2];
  const char *sent;
  guint       status;
  gboolean    takes_receipts;
} cases[] = {
  { "wrapped", TRUE, FALSE, { 200 }, "wrapped:id:hello ", 200, TRUE },
  { "nobody we know", FALSE, FALSE, { 200 }, "wrapped:id:hello ", 200, TRUE },
  { "not taken", TRUE, FALSE, { 415, 200 }, "wrapped:id:hello plain:id:hello ", 200, FALSE },
  { "not taken by others", FALSE, FALSE, { 415, 202 }, "wrapped:id:hello plain:id:hello ", 202, TRUE },
  { "not acceptable here", TRUE, FALSE, { 488, 200 }, "wrapped:id:hello plain:id:hello ", 200, FALSE },
  { "no text at all", TRUE, FALSE, { 415, 415 }, "wrapped:id:hello plain:id:hello ", 415, FALSE },
  { "known to be plain", TRUE, TRUE, { 200 }, "plain:id:hello ", 200, FALSE },
  { "another failure", TRUE, FALSE, { 404 }, "wrapped:id:hello ", 404, TRUE },
  { "no answer", TRUE, FALSE, { 0 }, "wrapped:id:hello ", 0, TRUE },
  { "an error", TRUE, FALSE, { 999 }, "wrapped:id:hello ", 999, TRUE },
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

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    CsStore *store = cs_test_store_open (NULL);
    g_autoptr (CsOutbox) outbox = cs_outbox_new (store);
    g_autoptr (CsConversations) list = cs_conversations_new ();
    CsMailbox *mailbox = cs_mailbox_new (NULL, store, outbox, list, "account");
    g_autoptr (GObject) object = g_object_new (G_TYPE_OBJECT, NULL);
    CsWrapper *wrapper = cs_wrapper_new (mailbox, &carrier, object);
    g_autoptr (CsAddress) bob = cs_address_parse ("bob@example.test", NULL);
    g_autoptr (CsConversationRecord) record = cs_conversation_record_new ();
    CsConversation *conversation;

    g_test_message ("%s", cases[i].description);
    sent = g_string_new (NULL);
    n_sent = 0;
    memcpy (next_status, cases[i].statuses, sizeof cases[i].statuses);
    record->id = cs_test_conversation (store, "account", "sip:bob@example.test");
    record->peer = g_strdup ("sip:bob@example.test");
    record->about.lacks = cases[i].lacks ? CS_ABILITY_WRAPPING : CS_ABILITY_NONE;
    record->about.lacks_since = g_get_real_time ();
    if (cases[i].known)
      cs_mailbox_take (mailbox, record);

    check (wrapper, bob, cases[i].status);
    g_assert_cmpstr (sent->str, ==, cases[i].sent);
    conversation = cs_mailbox_find (mailbox, bob);
    g_assert_cmpint (conversation != NULL, ==, cases[i].known);
    if (conversation)
      g_assert_cmpint (cs_conversation_takes_receipts (conversation), ==, cases[i].takes_receipts);

    g_string_free (sent, TRUE);
    g_assert_finalize_object (wrapper);
    cs_mailbox_clear (mailbox);
    g_assert_finalize_object (mailbox);
    g_object_run_dispose (G_OBJECT (outbox));
    g_clear_object (&list);
    g_assert_finalize_object (g_steal_pointer (&outbox));
    cs_test_store_close (store);
  }
}

/* Nothing is known of it but its address. */
static void
test_room (void)
{
  CsStore *store = cs_test_store_open (NULL);
  g_autoptr (CsOutbox) outbox = cs_outbox_new (store);
  g_autoptr (CsConversations) list = cs_conversations_new ();
  CsMailbox *mailbox = cs_mailbox_new (NULL, store, outbox, list, "account");
  g_autoptr (CsAddress) own = cs_address_parse ("alice@example.test", NULL);
  g_autoptr (CsAccount) account = cs_account_new (own);
  g_autoptr (CsRooms) rooms = cs_rooms_new (account, NULL, mailbox);
  g_autoptr (GObject) object = g_object_new (G_TYPE_OBJECT, NULL);
  CsWrapper *wrapper = cs_wrapper_new (mailbox, &carrier, object);
  g_autoptr (CsAddress) room = cs_address_parse ("chat-team@example.test", NULL);
  CsOutgoing outgoing = { .to = room, .call_id = "id", .text = "#leave", .time = 42 };
  g_autoptr (GAsyncResult) result = NULL;
  CsSendResult *ending;

  sent = g_string_new (NULL);
  n_sent = 0;
  next_status[0] = 200;
  cs_mailbox_set_rooms (mailbox, rooms);
  cs_wrapper_carrier.send_async (wrapper, &outgoing, NULL, cs_test_result_cb, &result);
  ending = cs_wrapper_carrier.send_finish (wrapper, cs_test_wait (&result), NULL);
  cs_send_result_free (ending);
  g_assert_cmpstr (sent->str, ==, "plain:id: #leave ");

  g_string_free (sent, TRUE);
  g_clear_object (&result);
  g_assert_finalize_object (wrapper);
  g_clear_object (&rooms);
  cs_mailbox_clear (mailbox);
  g_assert_finalize_object (mailbox);
  g_object_run_dispose (G_OBJECT (outbox));
  g_clear_object (&list);
  g_assert_finalize_object (g_steal_pointer (&outbox));
  cs_test_store_close (store);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wrapper/wraps-unless-refused", test_table);
  g_test_add_func ("/wrapper/writes-to-rooms-as-they-take-it", test_room);

  return g_test_run ();
}
