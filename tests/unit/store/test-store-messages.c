/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <signal.h>
#include <sys/resource.h>

#include "base/cs-error.h"
#include "store/cs-store.h"

#include "cs-test-store.h"

#define MANY 1000

/* Many at once, some of them twice, one into a conversation that is not there: all the others are stored, in order. */
static void
test_together (void)
{
  g_auto (CsTestFile) file = { NULL };
  g_autoptr (GPtrArray) messages = NULL;
  GAsyncResult *results[MANY] = { NULL };
  CsStore *store;
  gint64 conversation, last = 0;

  cs_test_file_init (&file);
  store = cs_test_store_open (file.path);
  conversation = cs_test_conversation (store, "sip:a@x.test", "sip:b@x.test");

  for (guint i = 0; i < MANY; i++) {
    g_autofree char *id = g_strdup_printf ("%u", i % 10 == 9 ? i - 1 : i);
    g_autoptr (CsMessageRecord) record = cs_test_message (i == 500 ? 999 : conversation, FALSE, id);

    cs_store_add_message_async (store, record, NULL, cs_test_result_cb, &results[i]);
  }

  for (guint i = 0; i < MANY; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CsMessageRecord) stored = NULL;
    gboolean there;

    stored = cs_store_add_message_finish (store, cs_test_wait (&results[i]), &there, &error);
    if (i == 500) {
      g_assert_error (error, CS_ERROR, CS_ERROR_NOT_FOUND);
      g_assert_null (stored);
    } else {
      g_assert_no_error (error);
      g_assert_cmpint (there, ==, i % 10 == 9);
      if (there)
        g_assert_cmpint (stored->id, ==, last);
      else
        g_assert_cmpint (stored->id, >, last);
      last = stored->id;
    }
    g_clear_object (&results[i]);
  }
  cs_test_store_close (store);

  store = cs_test_store_open (file.path);
  messages = cs_test_list_messages (store, conversation);
  g_assert_cmpuint (messages->len, ==, MANY - MANY / 10 - 1);
  cs_test_store_close (store);
}

static guint
add_large (CsStore *store,
           gint64   conversation,
           guint    first,
           guint    count)
{
  GAsyncResult *results[100] = { NULL };
  guint added = 0;

  g_assert_cmpuint (count, <=, G_N_ELEMENTS (results));
  for (guint i = 0; i < count; i++) {
    g_autofree char *id = g_strdup_printf ("%u", first + i);
    g_autoptr (CsMessageRecord) record = cs_test_message (conversation, FALSE, id);

    g_free (record->text);
    record->text = g_strnfill (10000, 'x');
    cs_store_add_message_async (store, record, NULL, cs_test_result_cb, &results[i]);
  }

  for (guint i = 0; i < count; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CsMessageRecord) stored = NULL;

    stored = cs_store_add_message_finish (store, cs_test_wait (&results[i]), NULL, &error);
    g_assert_true ((stored != NULL) == (error == NULL));
    if (stored)
      added++;
    g_object_unref (results[i]);
  }

  return added;
}

/* A disk that is full, as a limit to the size of files makes it: what was not reported as stored is not there, all else is,
 * and once there is room again the store goes on. */
static void
test_full (void)
{
  g_auto (CsTestFile) file = { NULL };
  g_autoptr (GPtrArray) messages = NULL;
  struct rlimit unlimited, limit;
  CsStore *store;
  gint64 conversation;
  guint added;

  cs_test_file_init (&file);
  store = cs_test_store_open (file.path);
  conversation = cs_test_conversation (store, "sip:a@x.test", "sip:b@x.test");

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (getrlimit (RLIMIT_FSIZE, &unlimited), ==, 0);
  limit = unlimited;
  limit.rlim_cur = 300 * 1024;
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);

  added = add_large (store, conversation, 0, 5);
  g_assert_cmpuint (added, ==, 5);
  for (guint i = 1; i <= 5; i++)
    added += add_large (store, conversation, 100 * i, 100);
  g_assert_cmpuint (added, <, 100);

  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &unlimited), ==, 0);
  added += add_large (store, conversation, 1000, 100);
  cs_test_store_close (store);

  store = cs_test_store_open (file.path);
  messages = cs_test_list_messages (store, conversation);
  g_assert_cmpuint (messages->len, ==, added);
  g_assert_cmpuint (added, >=, 105);
  cs_test_store_close (store);
}

static void
test_cancelled (void)
{
  CsStore *store = cs_test_store_open (NULL);
  gint64 conversation = cs_test_conversation (store, "sip:a@x.test", "sip:b@x.test");
  g_autoptr (CsMessageRecord) record = cs_test_message (conversation, TRUE, "1");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *result = NULL;
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  cs_store_add_message_async (store, record, cancellable, cs_test_result_cb, &result);
  g_assert_null (cs_store_add_message_finish (store, cs_test_wait (&result), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_object (&result);
  messages = cs_test_list_messages (store, conversation);
  g_assert_cmpuint (messages->len, ==, 0);
  cs_test_store_close (store);
}

static void
test_lists (void)
{
  CsStore *store = cs_test_store_open (NULL);
  gint64 conversation = cs_test_conversation (store, "sip:a@x.test", "sip:b@x.test");
  GAsyncResult *result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) unsent = NULL;
  g_autoptr (GPtrArray) after = NULL;
  gint64 first = 0;

  for (guint i = 0; i < 3; i++) {
    g_autofree char *id = g_strdup_printf ("%u", i);
    g_autoptr (CsMessageRecord) record = cs_test_message (conversation, TRUE, id);
    g_autoptr (CsMessageRecord) stored = NULL;

    cs_store_add_message_async (store, record, NULL, cs_test_result_cb, &result);
    stored = cs_store_add_message_finish (store, cs_test_wait (&result), NULL, &error);
    g_assert_no_error (error);
    g_clear_object (&result);
    if (first == 0)
      first = stored->id;
  }

  cs_store_set_message_state_async (store, first, CS_MESSAGE_DELIVERED, NULL, NULL, cs_test_result_cb, &result);
  g_assert_true (cs_store_set_message_state_finish (store, cs_test_wait (&result), NULL));
  g_clear_object (&result);
  cs_store_list_unsent_async (store, "sip:a@x.test", NULL, cs_test_result_cb, &result);
  unsent = cs_store_list_messages_finish (store, cs_test_wait (&result), NULL);
  g_assert_cmpuint (unsent->len, ==, 2);
  g_clear_object (&result);
  cs_store_list_messages_before_async (store, conversation, 0, 1, NULL, cs_test_result_cb, &result);
  before = cs_store_list_messages_finish (store, cs_test_wait (&result), NULL);
  g_assert_cmpuint (before->len, ==, 1);
  g_assert_cmpstr (((CsMessageRecord *) g_ptr_array_index (before, 0))->message_id, ==, "2");
  g_clear_object (&result);
  cs_store_list_messages_after_async (store, conversation, first, 10, NULL, cs_test_result_cb, &result);
  after = cs_store_list_messages_finish (store, cs_test_wait (&result), NULL);
  g_assert_cmpuint (after->len, ==, 2);
  g_assert_cmpstr (((CsMessageRecord *) g_ptr_array_index (after, 0))->message_id, ==, "1");
  g_clear_object (&result);
  cs_test_store_close (store);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store-messages/that-come-together-do-not-harm-each-other", test_together);
  g_test_add_func ("/store-messages/are-whole-or-absent-when-the-disk-is-full", test_full);
  g_test_add_func ("/store-messages/are-not-added-when-cancelled", test_cancelled);
  g_test_add_func ("/store-messages/are-listed", test_lists);

  return g_test_run ();
}
