/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-conversation-private.h"
#include "chat/cs-mailbox.h"

#include "cs-test-store.h"

typedef struct {
  CsStore         *store;
  CsOutbox        *outbox;
  CsConversations *list;
  CsMailbox       *mailbox;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->store = cs_test_store_open (NULL);
  fixture->outbox = cs_outbox_new (fixture->store);
  fixture->list = cs_conversations_new ();
  fixture->mailbox = cs_mailbox_new (NULL, fixture->store, fixture->outbox, fixture->list, "account");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->mailbox);
  g_object_run_dispose (G_OBJECT (fixture->outbox));
  g_object_unref (fixture->list);
  g_assert_finalize_object (fixture->outbox);
  cs_test_store_close (fixture->store);
}

static void
receive_async (Fixture       *fixture,
               const char    *from,
               const char    *id,
               GAsyncResult **result)
{
  g_autoptr (CsAddress) address = cs_address_parse (from, NULL);
  CsArrival arrival = { address, "Bob Baker", "hello", id, 42 };

  cs_mailbox_receive_async (fixture->mailbox, &arrival, NULL, cs_test_result_cb, result);
}

/* Whether it was new. */
static gboolean
finish (Fixture       *fixture,
        GAsyncResult **result)
{
  g_autoptr (GAsyncResult) done = cs_test_wait (result);
  g_autoptr (CsConversation) conversation = NULL;
  g_autoptr (CsMessage) message = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (cs_mailbox_receive_finish (fixture->mailbox, done, &conversation, &message, &error));
  g_assert_no_error (error);
  g_assert_nonnull (conversation);

  return message != NULL;
}

static guint
count (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->list));
}

static void
test_receives (Fixture       *fixture,
               gconstpointer  data)
{
  GAsyncResult *results[3] = { NULL };
  g_autoptr (CsConversation) conversation = NULL;

  /* Two at once from somebody new, the second one twice. */
  receive_async (fixture, "bob@example.test", "one 1", &results[0]);
  receive_async (fixture, "bob@example.test", "two 1", &results[1]);
  receive_async (fixture, "bob@example.test", "two 1", &results[2]);
  g_assert_true (finish (fixture, &results[0]));
  g_assert_true (finish (fixture, &results[1]));
  g_assert_false (finish (fixture, &results[2]));

  g_assert_cmpuint (count (fixture), ==, 1);
  conversation = g_list_model_get_item (G_LIST_MODEL (fixture->list), 0);
  g_assert_cmpuint (cs_conversation_get_unread (conversation), ==, 2);
  g_assert_cmpstr (cs_conversation_get_name (conversation), ==, "Bob Baker");
}

typedef struct {
  Fixture      *fixture;
  GAsyncResult *third;
} Burst;

static void
shown_cb (GListModel *list,
          guint       position,
          guint       removed,
          guint       added,
          Burst      *burst)
{
  g_signal_handlers_disconnect_by_data (list, burst);
  receive_async (burst->fixture, "bob@example.test", "three 1", &burst->third);
}

static void
test_keeps_order (Fixture       *fixture,
                  gconstpointer  data)
{
  GAsyncResult *results[2] = { NULL };
  Burst burst = { fixture, NULL };
  GAsyncResult **all[] = { &results[0], &results[1], &burst.third };
  gint64 last = 0;

  /* The third comes when the conversation is there, but the first two are not stored yet. */
  g_signal_connect (fixture->list, "items-changed", G_CALLBACK (shown_cb), &burst);
  receive_async (fixture, "bob@example.test", "one 1", &results[0]);
  receive_async (fixture, "bob@example.test", "two 1", &results[1]);

  for (guint i = 0; i < G_N_ELEMENTS (all); i++) {
    g_autoptr (GAsyncResult) done = cs_test_wait (all[i]);
    g_autoptr (CsMessage) message = NULL;

    g_assert_true (cs_mailbox_receive_finish (fixture->mailbox, done, NULL, &message, NULL));
    g_assert_cmpint (cs_message_get_id (message), >, last);
    last = cs_message_get_id (message);
  }
}

static void
test_store_fails (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (CsStore) closed = cs_store_new ("/nonexistent/folder/messages.db");
  g_autoptr (CsMailbox) mailbox = cs_mailbox_new (NULL, closed, fixture->outbox, fixture->list, "account");
  g_autoptr (CsAddress) address = cs_address_parse ("bob@example.test", NULL);
  CsArrival arrival = { address, NULL, "hello", "one 1", 42 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_mailbox_receive_async (mailbox, &arrival, NULL, cs_test_result_cb, &result);
  g_assert_false (cs_mailbox_receive_finish (mailbox, cs_test_wait (&result), NULL, NULL, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (count (fixture), ==, 0);
}

static void
test_opens_once (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (CsAddress) bob = cs_address_parse ("bob@example.test", NULL);
  g_autoptr (GAsyncResult) first = NULL;
  g_autoptr (GAsyncResult) second = NULL;
  g_autoptr (CsConversation) one = NULL;
  g_autoptr (CsConversation) two = NULL;

  cs_mailbox_open_async (fixture->mailbox, bob, NULL, cs_test_result_cb, &first);
  cs_mailbox_open_async (fixture->mailbox, bob, NULL, cs_test_result_cb, &second);
  one = cs_mailbox_open_finish (fixture->mailbox, cs_test_wait (&first), NULL);
  two = cs_mailbox_open_finish (fixture->mailbox, cs_test_wait (&second), NULL);
  g_assert_true (one == two);
  g_assert_cmpuint (count (fixture), ==, 1);

  cs_mailbox_clear (fixture->mailbox);
  g_assert_cmpuint (count (fixture), ==, 0);
}

static void
test_resumes (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (CsConversationRecord) record = cs_conversation_record_new ();
  static const CsMessageState states[] = { CS_MESSAGE_QUEUED, CS_MESSAGE_SENDING, CS_MESSAGE_DELIVERED, CS_MESSAGE_FAILED };

  record->id = cs_test_conversation (fixture->store, "account", "sip:bob@example.test");
  record->peer = g_strdup ("sip:bob@example.test");
  for (guint i = 0; i < G_N_ELEMENTS (states); i++) {
    g_autofree char *id = g_strdup_printf ("message-%u", i);
    g_autoptr (CsMessageRecord) message = cs_test_message (record->id, TRUE, id);
    g_autoptr (GAsyncResult) result = NULL;

    message->state = states[i];
    cs_store_add_message_async (fixture->store, message, NULL, cs_test_result_cb, &result);
    cs_message_record_free (cs_store_add_message_finish (fixture->store, cs_test_wait (&result), NULL, NULL));
  }

  g_assert_nonnull (cs_mailbox_take (fixture->mailbox, record));
  cs_mailbox_resume (fixture->mailbox);
  while (cs_outbox_get_queued (fixture->outbox) < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (cs_outbox_get_queued (fixture->outbox), ==, 2);
}

static void
test_bad_record (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (CsConversationRecord) record = cs_conversation_record_new ();

  record->id = 1;
  record->peer = g_strdup ("nobody at all");
  g_assert_null (cs_mailbox_take (fixture->mailbox, record));
  g_assert_cmpuint (count (fixture), ==, 0);
}

static void
add (const char *path,
     void      (*test) (Fixture       *fixture,
                        gconstpointer  data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

/* Whether the receipt is about a message that we sent to whom it is from. */
static gboolean
take_receipt (Fixture    *fixture,
              const char *from,
              const char *id,
              CsReceipt   receipt)
{
  g_autoptr (CsAddress) address = cs_address_parse (from, NULL);
  g_autoptr (CsImdn) imdn = cs_imdn_new (id, 0, receipt);
  g_autoptr (GAsyncResult) result = NULL;
  gboolean known = FALSE;

  cs_mailbox_take_receipt_async (fixture->mailbox, address, imdn, NULL, cs_test_result_cb, &result);
  g_assert_true (cs_mailbox_take_receipt_finish (fixture->mailbox, cs_test_wait (&result), &known, NULL));

  return known;
}

static void
test_receipts (Fixture       *fixture,
               gconstpointer  data)
{
  GAsyncResult *received = NULL;
  g_autoptr (GAsyncResult) sent = NULL;
  g_autoptr (CsConversation) conversation = NULL;
  g_autoptr (CsMessage) message = NULL;
  const char *id;

  receive_async (fixture, "bob@example.test", "one 1", &received);
  finish (fixture, &received);
  conversation = g_list_model_get_item (G_LIST_MODEL (fixture->list), 0);
  cs_conversation_send_async (conversation, "hello", NULL, cs_test_result_cb, &sent);
  message = cs_conversation_send_finish (conversation, cs_test_wait (&sent), NULL);
  id = cs_message_get_message_id (message);

  g_assert_false (take_receipt (fixture, "carol@example.test", id, CS_RECEIPT_READ));
  g_assert_false (take_receipt (fixture, "bob@example.test", "another", CS_RECEIPT_READ));
  g_assert_false (take_receipt (fixture, "bob@example.test", "one 1", CS_RECEIPT_READ));
  g_assert_true (take_receipt (fixture, "bob@example.test", id, CS_RECEIPT_NONE));
  g_assert_cmpint (cs_message_get_state (message), ==, CS_MESSAGE_QUEUED);
  g_assert_cmpuint (count (fixture), ==, 1);

  g_assert_true (take_receipt (fixture, "bob@example.test", id, CS_RECEIPT_READ));
  g_assert_cmpint (cs_message_get_state (message), ==, CS_MESSAGE_READ);
  g_assert_true (take_receipt (fixture, "bob@example.test", id, CS_RECEIPT_DELIVERED));
  g_assert_cmpint (cs_message_get_state (message), ==, CS_MESSAGE_READ);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/mailbox/stores-then-shows-once", test_receives);
  add ("/mailbox/keeps-the-order-of-a-first-burst", test_keeps_order);
  add ("/mailbox/shows-nothing-that-is-not-stored", test_store_fails);
  add ("/mailbox/opens-a-conversation-once", test_opens_once);
  add ("/mailbox/resumes-what-was-not-sent", test_resumes);
  add ("/mailbox/passes-over-a-bad-record", test_bad_record);
  add ("/mailbox/believes-a-message's-recipient", test_receipts);

  return g_test_run ();
}
