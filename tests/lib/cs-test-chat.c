/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-test-chat.h"

void
cs_test_chat_set_up (CsTestChat    *self,
                     gconstpointer  data)
{
  g_autoptr (CsConversationRecord) record = cs_conversation_record_new ();
  g_autoptr (CsAddress) peer = cs_address_parse ("bob@example.test", NULL);

  self->store = cs_test_store_open (NULL);
  self->outbox = cs_outbox_new (self->store);
  record->id = cs_test_conversation (self->store, "account", "sip:bob@example.test");
  self->conversation = cs_conversation_new (NULL, self->store, self->outbox, peer, record);
}

void
cs_test_chat_tear_down (CsTestChat    *self,
                        gconstpointer  data)
{
  /* What waits in it holds the conversation. */
  g_object_run_dispose (G_OBJECT (self->outbox));
  g_assert_finalize_object (self->conversation);
  g_assert_finalize_object (self->outbox);
  cs_test_store_close (self->store);
}

void
cs_test_chat_add (const char *path,
                  void      (*test) (CsTestChat    *self,
                                     gconstpointer  data))
{
  g_test_add (path, CsTestChat, NULL, cs_test_chat_set_up, test, cs_test_chat_tear_down);
}

/* Behind the conversation's back, as another part of the program does it. */
CsMessageRecord *
cs_test_chat_store (CsTestChat *self,
                    gboolean    outgoing,
                    const char *message_id)
{
  g_autoptr (CsMessageRecord) record = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  record = cs_test_message (cs_conversation_get_id (self->conversation), outgoing, message_id);
  self->stored++;
  cs_store_add_message_async (self->store, record, NULL, cs_test_result_cb, &result);

  return cs_store_add_message_finish (self->store, cs_test_wait (&result), NULL, NULL);
}

/* What the store holds of the conversation. */
CsConversationRecord *
cs_test_chat_read (CsTestChat *self)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_store_open_conversation_async (self->store, "account", "sip:bob@example.test", NULL, cs_test_result_cb, &result);

  return cs_store_open_conversation_finish (self->store, cs_test_wait (&result), NULL);
}
