/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-conversation-private.h"
#include "chat/cs-conversations.h"

#include "cs-test-store.h"

typedef struct {
  CsStore         *store;
  CsOutbox        *outbox;
  CsConversations *list;
  GPtrArray       *copy;
} Fixture;

static void
changed_cb (GListModel *model,
            guint       position,
            guint       removed,
            guint       added,
            GPtrArray  *copy)
{
  if (removed > 0)
    g_ptr_array_remove_range (copy, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (copy, position + i, g_list_model_get_item (model, position + i));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->store = cs_test_store_open (NULL);
  fixture->outbox = cs_outbox_new (fixture->store);
  fixture->list = cs_conversations_new ();
  fixture->copy = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect (fixture->list, "items-changed", G_CALLBACK (changed_cb), fixture->copy);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_ptr_array_unref (fixture->copy);
  g_assert_finalize_object (fixture->list);
  g_assert_finalize_object (fixture->outbox);
  cs_test_store_close (fixture->store);
}

static CsConversation *
new_conversation (Fixture    *fixture,
                  const char *text,
                  gint64      last)
{
  g_autoptr (CsConversationRecord) record = cs_conversation_record_new ();
  g_autoptr (CsAddress) peer = cs_address_parse (text, NULL);

  if (last > 0) {
    record->last = cs_test_message (1, FALSE, "last");
    record->last->id = 1;
    record->last->time = last;
  }

  return cs_conversation_new (NULL, fixture->store, fixture->outbox, peer, record);
}

static void
check (Fixture    *fixture,
       const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < fixture->copy->len; i++) {
    g_autoptr (CsConversation) conversation = g_list_model_get_item (G_LIST_MODEL (fixture->list), i);

    g_assert_true (fixture->copy->pdata[i] == conversation);
    g_string_append (text, cs_address_get_user (cs_conversation_get_peer (conversation)));
  }
  g_assert_cmpuint (fixture->copy->len, ==, g_list_model_get_n_items (G_LIST_MODEL (fixture->list)));
  g_assert_cmpstr (text->str, ==, expected);
}

static void
arrive (CsConversation *conversation,
        gint64          id,
        gint64          time)
{
  g_autoptr (CsMessageRecord) record = cs_test_message (1, FALSE, "new");

  record->id = id;
  record->time = time;
  g_object_unref (cs_conversation_show (conversation, record));
}

static void
test_sorts (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (CsConversation) a = new_conversation (fixture, "a@example.test", 100);
  g_autoptr (CsConversation) b = new_conversation (fixture, "b@example.test", 300);
  g_autoptr (CsConversation) c = new_conversation (fixture, "c@example.test", 200);
  g_autoptr (CsConversation) d = new_conversation (fixture, "d@example.test", 0);

  cs_conversations_add (fixture->list, a);
  cs_conversations_add (fixture->list, b);
  cs_conversations_add (fixture->list, c);
  cs_conversations_add (fixture->list, d);
  check (fixture, "bcad");

  arrive (a, 10, 400);
  check (fixture, "abcd");
  arrive (a, 11, 500);
  check (fixture, "abcd");
  arrive (c, 12, 600);
  check (fixture, "cabd");
  arrive (d, 13, 700);
  check (fixture, "dcab");

  /* The clock went back: the newest message still counts. */
  arrive (d, 14, 50);
  check (fixture, "cabd");

  cs_conversations_remove (fixture->list, a);
  cs_conversations_remove (fixture->list, a);
  check (fixture, "cbd");
  arrive (a, 15, 900);
  check (fixture, "cbd");
}

static void
test_pinned (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (CsConversation) a = new_conversation (fixture, "a@example.test", 100);
  g_autoptr (CsConversation) b = new_conversation (fixture, "b@example.test", 300);
  g_autoptr (CsConversation) c = new_conversation (fixture, "c@example.test", 200);

  cs_conversations_add (fixture->list, a);
  cs_conversations_add (fixture->list, b);
  cs_conversations_add (fixture->list, c);
  check (fixture, "bca");
  cs_conversation_set_pinned (a, TRUE);
  check (fixture, "abc");
  cs_conversation_set_pinned (c, TRUE);
  check (fixture, "cab");
  arrive (b, 10, 400);
  check (fixture, "cab");
  arrive (a, 11, 500);
  check (fixture, "acb");
  cs_conversation_set_pinned (c, FALSE);
  check (fixture, "abc");

  /* Another list of only those that are not archived hears of it. */
  cs_conversation_set_archived (c, TRUE);
  check (fixture, "abc");
}

static void
test_begun (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (CsConversation) a = new_conversation (fixture, "a@example.test", 100);
  g_autoptr (CsConversation) b = new_conversation (fixture, "b@example.test", 0);

  cs_conversation_touch (b);
  cs_conversations_add (fixture->list, a);
  cs_conversations_add (fixture->list, b);
  check (fixture, "ba");
}

static void
test_finds (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (CsConversation) a = new_conversation (fixture, "a@example.test", 100);
  gint64 id = cs_conversation_get_id (a);

  g_assert_null (cs_conversations_find (fixture->list, id));
  cs_conversations_add (fixture->list, a);
  g_assert_true (cs_conversations_find (fixture->list, id) == a);
  g_assert_null (cs_conversations_find (fixture->list, id + 1));
}

static void
add (const char *path,
     void      (*test) (Fixture       *fixture,
                        gconstpointer  data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/conversations/shows-the-newest-first", test_sorts);
  add ("/conversations/shows-pinned-ones-before-others", test_pinned);
  add ("/conversations/shows-one-just-begun-first", test_begun);
  add ("/conversations/finds-one-by-its-number", test_finds);

  return g_test_run ();
}
