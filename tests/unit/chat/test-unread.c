/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-unread.h"

#include "cs-test-chat.h"

static CsConversation *
new_conversation (CsTestChat *fixture,
                  guint       unread)
{
  g_autoptr (CsConversationRecord) record = cs_conversation_record_new ();
  g_autofree char *uri = g_strdup_printf ("sip:user%u@example.test", unread);
  g_autoptr (CsAddress) peer = cs_address_parse (uri, NULL);

  record->id = cs_test_conversation (fixture->store, "account", uri);
  record->unread = unread;

  return cs_conversation_new (NULL, fixture->store, fixture->outbox, peer, record);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_sum (CsTestChat    *fixture,
          gconstpointer  data)
{
  g_autoptr (GListStore) list = g_list_store_new (CS_TYPE_CONVERSATION);
  g_autoptr (CsConversation) three = new_conversation (fixture, 3);
  g_autoptr (CsConversation) none = new_conversation (fixture, 0);
  g_autoptr (CsMessageRecord) record = cs_test_chat_store (fixture, FALSE, "one");
  g_autoptr (CsConversationRecord) written = NULL;
  CsUnread *unread;
  guint notified = 0;

  g_list_store_append (list, three);
  unread = cs_unread_new (G_LIST_MODEL (list));
  g_signal_connect_swapped (unread, "notify::count", G_CALLBACK (count_cb), &notified);
  g_assert_cmpuint (cs_unread_get_count (unread), ==, 3);

  g_list_store_append (list, none);
  g_assert_cmpuint (notified, ==, 0);
  g_list_store_append (list, fixture->conversation);
  g_object_unref (cs_conversation_show (fixture->conversation, record));
  g_assert_cmpuint (cs_unread_get_count (unread), ==, 4);
  g_assert_cmpuint (notified, ==, 1);

  cs_conversation_set_muted (three, TRUE);
  g_assert_cmpuint (cs_unread_get_count (unread), ==, 1);
  cs_conversation_set_muted (three, FALSE);
  g_assert_cmpuint (cs_unread_get_count (unread), ==, 4);

  g_list_store_remove (list, 0);
  g_assert_cmpuint (cs_unread_get_count (unread), ==, 1);
  cs_conversation_set_muted (three, TRUE);
  cs_conversation_mark_read (fixture->conversation);
  g_assert_cmpuint (cs_unread_get_count (unread), ==, 0);

  g_assert_finalize_object (unread);
  g_list_store_remove_all (list);
  written = cs_test_chat_read (fixture);
}

static void
test_move (CsTestChat    *fixture,
           gconstpointer  data)
{
  g_autoptr (GListStore) list = g_list_store_new (CS_TYPE_CONVERSATION);
  g_autoptr (CsConversation) two = new_conversation (fixture, 2);
  g_autoptr (CsMessageRecord) record = cs_test_chat_store (fixture, FALSE, "one");
  g_autoptr (CsConversationRecord) written = NULL;
  gpointer swapped[] = { fixture->conversation, two };
  CsUnread *unread;

  g_list_store_append (list, two);
  g_list_store_append (list, fixture->conversation);
  unread = cs_unread_new (G_LIST_MODEL (list));
  g_list_store_splice (list, 0, 2, swapped, 2);
  g_assert_cmpuint (cs_unread_get_count (unread), ==, 2);

  /* Both are followed still, the second once. */
  g_object_unref (cs_conversation_show (fixture->conversation, record));
  g_assert_cmpuint (cs_unread_get_count (unread), ==, 3);
  g_list_store_remove (list, 0);
  g_assert_cmpuint (cs_unread_get_count (unread), ==, 2);
  cs_conversation_set_muted (two, TRUE);
  g_assert_cmpuint (cs_unread_get_count (unread), ==, 0);

  g_assert_finalize_object (unread);
  g_list_store_remove_all (list);
  written = cs_test_chat_read (fixture);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  cs_test_chat_add ("/unread/follows-what-is-in-the-list", test_sum);
  cs_test_chat_add ("/unread/follows-what-moves", test_move);

  return g_test_run ();
}
