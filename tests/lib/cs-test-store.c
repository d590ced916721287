/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-test-store.h"

#include <glib/gstdio.h>

#define PATIENCE 60

void
cs_test_file_init (CsTestFile *self)
{
  self->folder = g_dir_make_tmp ("cs-store-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
  self->path = g_build_filename (self->folder, "messages.db", NULL);
}

void
cs_test_file_clear (CsTestFile *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir))) {
    g_autofree char *path = g_build_filename (self->folder, name, NULL);

    g_remove (path);
  }

  g_rmdir (self->folder);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->path, g_free);
}

CsMessageRecord *
cs_test_message (gint64      conversation,
                 gboolean    outgoing,
                 const char *message_id)
{
  CsMessageRecord *record = cs_message_record_new ();

  record->conversation = conversation;
  record->outgoing = outgoing;
  record->message_id = g_strdup (message_id);
  record->text = g_strdup_printf ("text of %s", message_id);
  record->time = G_GINT64_CONSTANT (1795289000123456);
  record->state = outgoing ? CS_MESSAGE_QUEUED : CS_MESSAGE_RECEIVED;

  return record;
}

void
cs_test_result_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  GAsyncResult **place = user_data;

  *place = g_object_ref (result);
}

static gboolean
out_of_patience_cb (gpointer user_data)
{
  g_error ("nothing happened for %d seconds", PATIENCE);

  return G_SOURCE_REMOVE;
}

GAsyncResult *
cs_test_wait (GAsyncResult **result)
{
  guint watchdog = g_timeout_add_seconds (PATIENCE, out_of_patience_cb, NULL);

  while (!*result)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (watchdog);

  return *result;
}

CsStore *
cs_test_store_open (const char *path)
{
  CsStore *store = cs_store_new (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_store_open_async (store, NULL, cs_test_result_cb, &result);
  cs_store_open_finish (store, cs_test_wait (&result), &error);
  g_assert_no_error (error);

  return store;
}

void
cs_test_store_close (CsStore *store)
{
  GAsyncResult *result = NULL;
  g_autoptr (GError) error = NULL;

  cs_store_close_async (store, NULL, cs_test_result_cb, &result);
  g_assert_true (cs_store_close_finish (store, cs_test_wait (&result), &error));
  g_assert_no_error (error);
  g_object_unref (result);
  g_assert_finalize_object (store);
}

gint64
cs_test_conversation (CsStore    *store,
                      const char *account,
                      const char *peer)
{
  g_autoptr (CsConversationRecord) conversation = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_store_open_conversation_async (store, account, peer, NULL, cs_test_result_cb, &result);
  conversation = cs_store_open_conversation_finish (store, cs_test_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (conversation->id, >, 0);
  g_assert_cmpstr (conversation->account, ==, account);
  g_assert_cmpstr (conversation->peer, ==, peer);

  return conversation->id;
}

GPtrArray *
cs_test_list_messages (CsStore *store,
                       gint64   conversation)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *messages;

  cs_store_list_messages_after_async (store, conversation, 0, G_MAXUINT, NULL, cs_test_result_cb, &result);
  messages = cs_store_list_messages_finish (store, cs_test_wait (&result), &error);
  g_assert_no_error (error);

  return messages;
}
