/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-conversation-private.h"
#include "chat/cs-search-private.h"

#include "cs-test-chat.h"

typedef struct {
  CsTestChat       chat;
  CsConversations *list;
  CsSearch        *search;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  cs_test_chat_set_up (&fixture->chat, data);
  fixture->list = cs_conversations_new ();
  cs_conversations_add (fixture->list, fixture->chat.conversation);
  fixture->search = cs_search_new (fixture->chat.store, fixture->list);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->search);
  cs_conversations_remove (fixture->list, fixture->chat.conversation);
  g_assert_finalize_object (fixture->list);
  cs_test_chat_tear_down (&fixture->chat, data);
}

static void
store_text (Fixture    *fixture,
            gint64      conversation,
            const char *text)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (CsMessageRecord) record = cs_test_message (conversation, FALSE, id);
  g_autoptr (CsMessageRecord) stored = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  g_free (record->text);
  record->text = g_strdup (text);
  cs_store_add_message_async (fixture->chat.store, record, NULL, cs_test_result_cb, &result);
  stored = cs_store_add_message_finish (fixture->chat.store, cs_test_wait (&result), NULL, NULL);
  g_assert_nonnull (stored);
}

static void
wait_found (Fixture *fixture)
{
  while (cs_search_is_searching (fixture->search))
    g_main_context_iteration (NULL, TRUE);
}

static guint
count (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->search));
}

static void
check (Fixture    *fixture,
       guint       position,
       const char *text)
{
  g_autoptr (CsSearchHit) hit = g_list_model_get_item (G_LIST_MODEL (fixture->search), position);

  g_assert_nonnull (hit);
  g_assert_true (cs_search_hit_get_conversation (hit) == fixture->chat.conversation);
  g_assert_cmpstr (cs_message_get_text (cs_search_hit_get_message (hit)), ==, text);
}

static void
test_finds (Fixture       *fixture,
            gconstpointer  data)
{
  gint64 id = cs_conversation_get_id (fixture->chat.conversation);
  gint64 hidden = cs_test_conversation (fixture->chat.store, "removed", "sip:bob@example.test");

  store_text (fixture, id, "the boat is here");
  store_text (fixture, hidden, "the boat of an account that is gone");
  store_text (fixture, id, "no ship");
  store_text (fixture, id, "A BOAT");

  cs_search_look_for (fixture->search, "  boat ", NULL);
  g_assert_true (cs_search_is_searching (fixture->search));
  wait_found (fixture);
  g_assert_cmpuint (count (fixture), ==, 2);
  check (fixture, 0, "A BOAT");
  check (fixture, 1, "the boat is here");

  cs_search_look_for (fixture->search, "is", fixture->chat.conversation);
  wait_found (fixture);
  g_assert_cmpuint (count (fixture), ==, 1);
  check (fixture, 0, "the boat is here");

  cs_search_look_for (fixture->search, "submarine", NULL);
  wait_found (fixture);
  g_assert_cmpuint (count (fixture), ==, 0);

  cs_search_look_for (fixture->search, "ship", NULL);
  wait_found (fixture);
  g_assert_cmpuint (count (fixture), ==, 1);
  cs_search_look_for (fixture->search, "  ", NULL);
  g_assert_false (cs_search_is_searching (fixture->search));
  g_assert_cmpuint (count (fixture), ==, 0);
}

/* Whoever types fast gets the answer to the last question only. */
static void
test_typing (Fixture       *fixture,
             gconstpointer  data)
{
  gint64 id = cs_conversation_get_id (fixture->chat.conversation);

  store_text (fixture, id, "a boat");
  store_text (fixture, id, "a bow");
  cs_search_look_for (fixture->search, "b", NULL);
  cs_search_look_for (fixture->search, "bo", NULL);
  cs_search_look_for (fixture->search, "boa", NULL);
  cs_search_look_for (fixture->search, "boat", NULL);
  wait_found (fixture);
  g_assert_cmpuint (count (fixture), ==, 1);
  check (fixture, 0, "a boat");

  /* What was found stays until there is an answer. */
  cs_search_look_for (fixture->search, "bow", NULL);
  g_assert_cmpuint (count (fixture), ==, 1);
  check (fixture, 0, "a boat");
  wait_found (fixture);
  g_assert_cmpuint (count (fixture), ==, 1);
  check (fixture, 0, "a bow");
}

static void
test_pages (Fixture       *fixture,
            gconstpointer  data)
{
  gint64 id = cs_conversation_get_id (fixture->chat.conversation);

  for (guint i = 0; i < CS_SEARCH_PAGE + 3; i++) {
    g_autofree char *text = g_strdup_printf ("boat %u", i);

    store_text (fixture, id, text);
  }

  cs_search_look_for (fixture->search, "boat", NULL);
  wait_found (fixture);
  g_assert_cmpuint (count (fixture), ==, CS_SEARCH_PAGE);
  cs_search_load_more (fixture->search);
  wait_found (fixture);
  g_assert_cmpuint (count (fixture), ==, CS_SEARCH_PAGE + 3);
  check (fixture, CS_SEARCH_PAGE + 2, "boat 0");
  cs_search_load_more (fixture->search);
  g_assert_false (cs_search_is_searching (fixture->search));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/search/finds-messages-of-what-is-shown", Fixture, NULL, set_up, test_finds, tear_down);
  g_test_add ("/search/answers-the-last-question-only", Fixture, NULL, set_up, test_typing, tear_down);
  g_test_add ("/search/comes-in-pages", Fixture, NULL, set_up, test_pages, tear_down);

  return g_test_run ();
}
