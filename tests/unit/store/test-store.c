/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <signal.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "base/cs-error.h"
#include "store/cs-store.h"

#include "cs-test-store.h"

static const char *program;

static CsMessageRecord *
add (CsStore    *store,
     gint64      conversation,
     gboolean    outgoing,
     const char *message_id)
{
  g_autoptr (CsMessageRecord) record = cs_test_message (conversation, outgoing, message_id);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CsMessageRecord *stored;

  cs_store_add_message_async (store, record, NULL, cs_test_result_cb, &result);
  stored = cs_store_add_message_finish (store, cs_test_wait (&result), NULL, &error);
  g_assert_no_error (error);

  return stored;
}

static GPtrArray *
list_conversations (CsStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *conversations;

  cs_store_list_conversations_async (store, NULL, cs_test_result_cb, &result);
  conversations = cs_store_list_conversations_finish (store, cs_test_wait (&result), &error);
  g_assert_no_error (error);

  return conversations;
}

static void
finish_change (CsStore       *store,
               GAsyncResult **result,
               int            expected)
{
  g_autoptr (GError) error = NULL;
  gboolean done = cs_store_change_finish (store, cs_test_wait (result), &error);

  if (expected < 0)
    g_assert_no_error (error);
  else
    g_assert_error (error, CS_ERROR, expected);
  g_assert_cmpint (done, ==, expected < 0);
  g_clear_object (result);
}

static void
test_round_trip (void)
{
  g_auto (CsTestFile) file = { NULL };
  CsStore *store;
  gint64 alice, bob;
  GAsyncResult *result = NULL;

  cs_test_file_init (&file);
  store = cs_test_store_open (file.path);
  bob = cs_test_conversation (store, "sip:alice@example.test", "sip:bob@example.test");
  alice = cs_test_conversation (store, "sip:bob@example.test", "sip:alice@example.test");
  g_assert_cmpint (alice, !=, bob);
  g_assert_cmpint (cs_test_conversation (store, "sip:alice@example.test", "sip:bob@example.test"), ==, bob);

  for (int i = 0; i < 3; i++) {
    g_autofree char *id = g_strdup_printf ("in-%d", i);
    g_autoptr (CsMessageRecord) stored = add (store, bob, FALSE, id);

    g_assert_cmpint (stored->id, >, 0);
  }
  cs_store_set_draft_async (store, bob, "half a sen", NULL, cs_test_result_cb, &result);
  finish_change (store, &result, -1);
  cs_store_set_name_async (store, bob, "Bob", NULL, cs_test_result_cb, &result);
  finish_change (store, &result, -1);
  cs_test_store_close (store);

  store = cs_test_store_open (file.path);
  {
    g_autoptr (GPtrArray) conversations = list_conversations (store);
    CsConversationRecord *first = g_ptr_array_index (conversations, 0);
    CsConversationRecord *second = g_ptr_array_index (conversations, 1);

    g_assert_cmpuint (conversations->len, ==, 2);
    g_assert_cmpint (first->id, ==, bob);
    g_assert_cmpstr (first->name, ==, "Bob");
    g_assert_cmpstr (first->draft, ==, "half a sen");
    g_assert_cmpuint (first->unread, ==, 3);
    g_assert_cmpstr (first->last->message_id, ==, "in-2");
    g_assert_cmpstr (first->last->text, ==, "text of in-2");
    g_assert_cmpint (first->last->time, ==, G_GINT64_CONSTANT (1795289000123456));
    g_assert_null (second->last);
    g_assert_null (second->draft);

    cs_store_set_read_async (store, bob, first->last->id, FALSE, NULL, cs_test_result_cb, &result);
    finish_change (store, &result, -1);
  }
  {
    g_autoptr (GPtrArray) conversations = list_conversations (store);
    CsConversationRecord *first = g_ptr_array_index (conversations, 0);

    g_assert_cmpuint (first->unread, ==, 0);
    g_assert_cmpint (first->read_up_to, ==, first->last->id);
  }
  cs_test_store_close (store);
}

static void
test_remove_account (void)
{
  CsStore *store = cs_test_store_open (NULL);
  gint64 mine = cs_test_conversation (store, "sip:alice@example.test", "sip:bob@example.test");
  gint64 other = cs_test_conversation (store, "sip:carol@example.test", "sip:bob@example.test");
  GAsyncResult *result = NULL;
  g_autoptr (CsMessageRecord) a = add (store, mine, FALSE, "1");
  g_autoptr (CsMessageRecord) b = add (store, other, FALSE, "1");
  g_autoptr (GPtrArray) gone = NULL;
  g_autoptr (GPtrArray) kept = NULL;

  cs_store_remove_account_async (store, "sip:alice@example.test", NULL, cs_test_result_cb, &result);
  finish_change (store, &result, -1);
  gone = cs_test_list_messages (store, mine);
  kept = cs_test_list_messages (store, other);
  g_assert_cmpuint (gone->len, ==, 0);
  g_assert_cmpuint (kept->len, ==, 1);

  /* A new conversation never gets the number of one that is gone. */
  g_assert_cmpint (cs_test_conversation (store, "sip:alice@example.test", "sip:bob@example.test"), >, other);
  cs_store_set_draft_async (store, mine, "late", NULL, cs_test_result_cb, &result);
  finish_change (store, &result, CS_ERROR_NOT_FOUND);
  cs_test_store_close (store);
}

/* The child says when its message is committed and is killed on the spot. */
static void
test_crash (void)
{
  g_auto (CsTestFile) file = { NULL };
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GError) error = NULL;
  CsMessageRecord *message;
  CsStore *store;
  char byte;

  cs_test_file_init (&file);
  child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, "--write-and-hang", file.path, NULL);
  g_assert_no_error (error);
  g_assert_cmpint (g_input_stream_read (g_subprocess_get_stdout_pipe (child), &byte, 1, NULL, &error), ==, 1);
  g_assert_no_error (error);
  g_subprocess_send_signal (child, SIGKILL);
  g_subprocess_wait (child, NULL, NULL);
  g_assert_true (g_subprocess_get_if_signaled (child));

  store = cs_test_store_open (file.path);
  messages = cs_test_list_messages (store, 1);
  g_assert_cmpuint (messages->len, ==, 1);
  message = g_ptr_array_index (messages, 0);
  g_assert_cmpstr (message->message_id, ==, "committed");
  cs_test_store_close (store);
}

static int
write_and_hang (const char *path)
{
  CsStore *store = cs_test_store_open (path);
  gint64 conversation = cs_test_conversation (store, "sip:alice@example.test", "sip:bob@example.test");

  cs_message_record_free (add (store, conversation, FALSE, "committed"));
  if (write (STDOUT_FILENO, "!", 1) == 1)
    pause ();

  return 1;
}

static void
test_second_program (void)
{
  g_auto (CsTestFile) file = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsStore) second = NULL;
  CsStore *first;

  cs_test_file_init (&file);
  first = cs_test_store_open (file.path);
  cs_test_conversation (first, "sip:alice@example.test", "sip:bob@example.test");
  second = cs_store_new (file.path);
  cs_store_open_async (second, NULL, cs_test_result_cb, &result);
  g_assert_false (cs_store_open_finish (second, cs_test_wait (&result), &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_STORE_BUSY);
  cs_test_store_close (first);

  /* Once the other one has gone, it can be tried again. */
  g_clear_object (&result);
  g_clear_error (&error);
  cs_store_open_async (second, NULL, cs_test_result_cb, &result);
  g_assert_true (cs_store_open_finish (second, cs_test_wait (&result), &error));
  g_assert_no_error (error);
  g_clear_object (&result);
  cs_test_store_close (g_steal_pointer (&second));
}

static void
test_makes_file_late (void)
{
  g_auto (CsTestFile) file = { NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) conversations = NULL;
  g_autoptr (CsConversationRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  CsStore *store, *other;
  GStatBuf status;

  cs_test_file_init (&file);
  store = cs_test_store_open (file.path);
  other = cs_test_store_open (file.path);
  conversations = list_conversations (store);
  g_assert_cmpuint (conversations->len, ==, 0);
  g_assert_false (g_file_test (file.path, G_FILE_TEST_EXISTS));

  cs_test_conversation (store, "sip:alice@example.test", "sip:bob@example.test");
  g_assert_cmpint (g_stat (file.path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);

  /* It is too late for another program. */
  cs_store_open_conversation_async (other, "sip:alice@example.test", "sip:bob@example.test", NULL, cs_test_result_cb, &result);
  record = cs_store_open_conversation_finish (other, cs_test_wait (&result), &error);
  g_assert_error (error, CS_ERROR, CS_ERROR_STORE_BUSY);
  g_clear_object (&result);
  cs_test_store_close (store);
  cs_test_store_close (other);
}

static void
test_not_open (void)
{
  g_autoptr (CsStore) store = cs_store_new (NULL);
  g_autoptr (GAsyncResult) before = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) after = NULL;
  g_autoptr (GAsyncResult) closed = NULL;
  g_autoptr (GAsyncResult) late = NULL;
  g_autoptr (GAsyncResult) again = NULL;
  g_autoptr (GPtrArray) conversations = NULL;
  g_autoptr (GError) error = NULL;

  cs_store_list_conversations_async (store, NULL, cs_test_result_cb, &before);
  cs_store_open_async (store, NULL, cs_test_result_cb, &opened);
  cs_store_list_conversations_async (store, NULL, cs_test_result_cb, &after);
  cs_store_close_async (store, NULL, cs_test_result_cb, &closed);
  cs_store_list_conversations_async (store, NULL, cs_test_result_cb, &late);
  cs_store_close_async (store, NULL, cs_test_result_cb, &again);

  g_assert_null (cs_store_list_conversations_finish (store, cs_test_wait (&before), &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_true (cs_store_open_finish (store, cs_test_wait (&opened), NULL));
  conversations = cs_store_list_conversations_finish (store, cs_test_wait (&after), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (conversations->len, ==, 0);
  g_assert_null (cs_store_list_conversations_finish (store, cs_test_wait (&late), &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_FAILED);
  g_assert_true (cs_store_close_finish (store, cs_test_wait (&closed), NULL));
  g_assert_true (cs_store_close_finish (store, cs_test_wait (&again), NULL));
}

static void
gone_cb (gpointer  data,
         GObject  *object)
{
  g_atomic_int_set ((int *) data, 1);
}

/* A store that is merely dropped writes what was asked of it. */
static void
test_dropped (void)
{
  g_auto (CsTestFile) file = { NULL };
  g_autoptr (GPtrArray) messages = NULL;
  CsStore *store;
  gint64 conversation;
  int gone = 0;

  cs_test_file_init (&file);
  store = cs_test_store_open (file.path);
  conversation = cs_test_conversation (store, "sip:alice@example.test", "sip:bob@example.test");
  for (guint i = 0; i < 50; i++) {
    g_autofree char *id = g_strdup_printf ("%u", i);
    g_autoptr (CsMessageRecord) record = cs_test_message (conversation, TRUE, id);

    cs_store_add_message_async (store, record, NULL, NULL, NULL);
  }
  g_object_weak_ref (G_OBJECT (store), gone_cb, &gone);
  g_object_unref (store);
  while (!g_atomic_int_get (&gone))
    g_main_context_iteration (NULL, TRUE);

  /* Opening waits for the file as long as its last owner still holds it. */
  store = cs_test_store_open (file.path);
  messages = cs_test_list_messages (store, conversation);
  g_assert_cmpuint (messages->len, ==, 50);
  cs_test_store_close (store);
}

int
main (int   argc,
      char *argv[])
{
  program = argv[0];
  if (argc == 3 && g_str_equal (argv[1], "--write-and-hang"))
    return write_and_hang (argv[2]);

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/gives-back-what-it-was-given", test_round_trip);
  g_test_add_func ("/store/removes-account-with-its-messages", test_remove_account);
  g_test_add_func ("/store/keeps-committed-message-through-kill", test_crash);
  g_test_add_func ("/store/lets-one-program-in", test_second_program);
  g_test_add_func ("/store/makes-the-file-with-the-first-change", test_makes_file_late);
  g_test_add_func ("/store/works-between-open-and-close", test_not_open);
  g_test_add_func ("/store/writes-what-is-queued-when-dropped", test_dropped);

  return g_test_run ();
}
