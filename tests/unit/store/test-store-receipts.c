/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-error.h"

#include "cs-test-store.h"

#define ACCOUNT "sip:alice@example.test"
#define BOTH (CS_RECEIPT_DELIVERED | CS_RECEIPT_READ)

static CsMessageRecord *
add (CsStore        *store,
     gint64          conversation,
     const char     *id,
     gboolean        outgoing,
     CsMessageState  state,
     CsReceipt       wanted)
{
  g_autoptr (CsMessageRecord) record = cs_test_message (conversation, outgoing, id);
  g_autoptr (GAsyncResult) result = NULL;
  CsMessageRecord *stored;

  record->state = state;
  record->wanted = wanted;
  cs_store_add_message_async (store, record, NULL, cs_test_result_cb, &result);
  stored = cs_store_add_message_finish (store, cs_test_wait (&result), NULL, NULL);
  g_assert_nonnull (stored);
  g_assert_cmpint (stored->wanted, ==, wanted);

  return stored;
}

static void
receive (CsStore    *store,
         gint64      conversation,
         const char *id,
         CsReceipt   wanted)
{
  cs_message_record_free (add (store, conversation, id, FALSE, CS_MESSAGE_RECEIVED, wanted));
}

static GPtrArray *
list_owed (CsStore *store,
           gint64   after,
           guint    limit)
{
  g_autoptr (GAsyncResult) result = NULL;
  GPtrArray *owed;

  cs_store_list_owed_async (store, ACCOUNT, after, limit, NULL, cs_test_result_cb, &result);
  owed = cs_store_list_owed_finish (store, cs_test_wait (&result), NULL);
  g_assert_nonnull (owed);

  return owed;
}

static void
set_read (CsStore  *store,
          gint64    conversation,
          gboolean  owe)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_store_set_read_async (store, conversation, G_MAXINT64, owe, NULL, cs_test_result_cb, &result);
  g_assert_true (cs_store_change_finish (store, cs_test_wait (&result), NULL));
}

/* As "id:receipt id:receipt". */
static void
assert_owed (CsStore    *store,
             const char *expected)
{
  g_autoptr (GPtrArray) owed = list_owed (store, 0, G_MAXUINT);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (CsMessageRecord) message = cs_test_message (0, FALSE, "");

  for (guint i = 0; i < owed->len; i++) {
    CsReceiptRecord *record = owed->pdata[i];

    g_string_append_printf (text, "%s%s:%d", i > 0 ? " " : "", record->message_id, record->receipt);
    g_assert_cmpstr (record->peer, ==, "sip:bob@example.test");
    g_assert_cmpint (record->time, ==, message->time);
    g_assert_cmpuint (strlen (record->call_id), ==, 32);
  }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_owed (void)
{
  CsStore *store = cs_test_store_open (NULL);
  gint64 bob = cs_test_conversation (store, ACCOUNT, "sip:bob@example.test");
  g_autoptr (GPtrArray) owed = NULL;
  g_autoptr (GPtrArray) others = NULL;
  GAsyncResult *result = NULL;
  CsReceiptRecord *first;

  receive (store, bob, "one", BOTH);
  receive (store, bob, "two", CS_RECEIPT_NONE);
  receive (store, bob, "three", CS_RECEIPT_READ);
  receive (store, bob, "one", BOTH);
  assert_owed (store, "one:1");

  set_read (store, bob, TRUE);
  assert_owed (store, "one:1 one:2 three:2");
  set_read (store, bob, TRUE);
  assert_owed (store, "one:1 one:2 three:2");

  owed = list_owed (store, 0, 1);
  g_assert_cmpuint (owed->len, ==, 1);
  first = owed->pdata[0];
  others = list_owed (store, first->id, 10);
  g_assert_cmpuint (others->len, ==, 2);
  cs_store_remove_owed_async (store, first->id, NULL, cs_test_result_cb, &result);
  g_assert_true (cs_store_change_finish (store, cs_test_wait (&result), NULL));
  g_object_unref (result);
  assert_owed (store, "one:2 three:2");
  cs_test_store_close (store);
}

static void
test_not_told (void)
{
  CsStore *store = cs_test_store_open (NULL);
  gint64 bob = cs_test_conversation (store, ACCOUNT, "sip:bob@example.test");

  receive (store, bob, "one", CS_RECEIPT_READ);
  set_read (store, bob, FALSE);
  receive (store, bob, "two", CS_RECEIPT_READ);
  set_read (store, bob, TRUE);
  assert_owed (store, "two:2");
  cs_test_store_close (store);
}

static void
test_outlives (void)
{
  g_auto (CsTestFile) file = { 0 };
  CsStore *store;
  gint64 bob;

  cs_test_file_init (&file);
  store = cs_test_store_open (file.path);
  bob = cs_test_conversation (store, ACCOUNT, "sip:bob@example.test");
  receive (store, bob, "one", CS_RECEIPT_DELIVERED);
  cs_test_store_close (store);

  store = cs_test_store_open (file.path);
  assert_owed (store, "one:1");
  cs_test_store_close (store);
}

static CsMessageState
take (CsStore        *store,
      gint64          conversation,
      const char     *id,
      CsMessageState  state)
{
  CsMessageRecord about = { .conversation = conversation, .message_id = (char *) id, .state = state };
  g_autoptr (CsMessageRecord) message = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_store_take_receipt_async (store, &about, NULL, cs_test_result_cb, &result);
  message = cs_store_take_receipt_finish (store, cs_test_wait (&result), &error);
  g_assert_no_error (error);

  return message ? message->state : 0;
}

/* From each state, what each news makes of it; what the disk says after that is the same. */
static void
test_taken (void)
{
  static const CsMessageState news[] = { CS_MESSAGE_DELIVERED, CS_MESSAGE_READ, CS_MESSAGE_FAILED };
  CsStore *store = cs_test_store_open (NULL);
  gint64 bob = cs_test_conversation (store, ACCOUNT, "sip:bob@example.test");

  for (int from = CS_MESSAGE_QUEUED; from <= CS_MESSAGE_READ; from++) {
    for (gsize i = 0; i < G_N_ELEMENTS (news); i++) {
      g_autofree char *id = g_strdup_printf ("%d-%d", from, news[i]);
      g_autoptr (CsMessageRecord) message = add (store, bob, id, TRUE, from, CS_RECEIPT_NONE);
      CsMessageState expected = cs_message_state_advance (from, news[i]);
      g_autoptr (GPtrArray) messages = NULL;
      CsMessageRecord *stored;

      g_assert_cmpint (take (store, bob, id, news[i]), ==, expected);
      messages = cs_test_list_messages (store, bob);
      stored = messages->pdata[messages->len - 1];
      g_assert_cmpint (stored->state, ==, expected);
    }
  }
  cs_test_store_close (store);
}

static void
test_not_ours (void)
{
  CsStore *store = cs_test_store_open (NULL);
  gint64 bob = cs_test_conversation (store, ACCOUNT, "sip:bob@example.test");
  gint64 carol = cs_test_conversation (store, ACCOUNT, "sip:carol@example.test");
  g_autoptr (CsMessageRecord) to_bob = add (store, bob, "mine", TRUE, CS_MESSAGE_KEPT, CS_RECEIPT_NONE);

  receive (store, bob, "theirs", CS_RECEIPT_NONE);
  g_assert_cmpint (take (store, carol, "mine", CS_MESSAGE_READ), ==, 0);
  g_assert_cmpint (take (store, bob, "theirs", CS_MESSAGE_READ), ==, 0);
  g_assert_cmpint (take (store, bob, "unheard of", CS_MESSAGE_READ), ==, 0);
  g_assert_cmpint (take (store, bob, "mine", CS_MESSAGE_READ), ==, CS_MESSAGE_READ);
  cs_test_store_close (store);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store-receipts/are-owed-once", test_owed);
  g_test_add_func ("/store-receipts/not-wanted-are-never-owed", test_not_told);
  g_test_add_func ("/store-receipts/outlive-the-program", test_outlives);
  g_test_add_func ("/store-receipts/only-move-forward", test_taken);
  g_test_add_func ("/store-receipts/are-believed-of-the-recipient", test_not_ours);

  return g_test_run ();
}
