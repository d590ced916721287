/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-conversation-private.h"
#include "chat/cs-mailbox.h"

#include "cs-test-store.h"

typedef struct {
  CsStore         *store;
  CsOutbox        *outbox;
  CsConversations *list;
  CsMailbox       *mailbox;
  CsConversation  *bob;
} Fixture;

static gboolean
receive (Fixture    *fixture,
         const char *id)
{
  g_autoptr (CsAddress) address = cs_address_parse ("bob@example.test", NULL);
  CsArrival arrival = { address, "Bob Baker", id, id, 42 };
  g_autoptr (GAsyncResult) result = NULL;

  cs_mailbox_receive_async (fixture->mailbox, &arrival, NULL, cs_test_result_cb, &result);

  return cs_mailbox_receive_finish (fixture->mailbox, cs_test_wait (&result), NULL, NULL, NULL);
}

static CsConversation *
open (Fixture *fixture)
{
  g_autoptr (CsAddress) address = cs_address_parse ("bob@example.test", NULL);
  g_autoptr (GAsyncResult) result = NULL;

  cs_mailbox_open_async (fixture->mailbox, address, NULL, cs_test_result_cb, &result);

  return cs_mailbox_open_finish (fixture->mailbox, cs_test_wait (&result), NULL);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->store = cs_test_store_open (NULL);
  fixture->outbox = cs_outbox_new (fixture->store);
  fixture->list = cs_conversations_new ();
  fixture->mailbox = cs_mailbox_new (NULL, fixture->store, fixture->outbox, fixture->list, "account");
  receive (fixture, "one");
  receive (fixture, "two");
  fixture->bob = open (fixture);
}

/* Asks the store for something, so that all that was asked before is done. */
static GPtrArray *
list_hidden (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_store_list_conversations_async (fixture->store, NULL, cs_test_result_cb, &result);

  return cs_store_list_conversations_finish (fixture->store, cs_test_wait (&result), NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->bob);
  g_assert_finalize_object (fixture->mailbox);
  g_object_run_dispose (G_OBJECT (fixture->outbox));
  g_object_unref (fixture->list);
  g_assert_finalize_object (fixture->outbox);

  /* What goes in pieces holds the store until all of it is gone. */
  while (G_OBJECT (fixture->store)->ref_count > 1)
    g_main_context_iteration (NULL, TRUE);
  cs_test_store_close (fixture->store);
}

static guint
count (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->list));
}

static guint
count_stored (Fixture *fixture)
{
  g_autoptr (GPtrArray) messages = cs_test_list_messages (fixture->store, cs_conversation_get_id (fixture->bob));

  return messages->len;
}

static void
wait_until (gboolean (*is_true) (Fixture *fixture),
            Fixture   *fixture)
{
  while (!is_true (fixture))
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
is_back (Fixture *fixture)
{
  return cs_conversation_get_last_message (fixture->bob) != NULL;
}

static void
test_undo (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CsTimeline) timeline = cs_conversation_new_timeline (fixture->bob);

  cs_conversation_set_draft (fixture->bob, "half a thought");
  cs_conversation_send_async (fixture->bob, "three", NULL, cs_test_result_cb, &result);
  g_object_unref (cs_conversation_send_finish (fixture->bob, cs_test_wait (&result), NULL));
  g_assert_cmpuint (cs_outbox_get_queued (fixture->outbox), ==, 1);

  cs_conversation_remove (fixture->bob);
  g_assert_true (cs_conversation_is_removed (fixture->bob));
  g_assert_cmpuint (count (fixture), ==, 0);
  g_assert_cmpuint (cs_conversation_get_unread (fixture->bob), ==, 0);
  g_assert_null (cs_conversation_get_last_message (fixture->bob));
  g_assert_null (cs_conversation_get_draft (fixture->bob));
  g_assert_cmpuint (cs_outbox_get_queued (fixture->outbox), ==, 0);
  g_assert_cmpuint (count_stored (fixture), ==, 0);

  cs_conversation_restore (fixture->bob);
  wait_until (is_back, fixture);
  g_assert_cmpuint (count (fixture), ==, 1);
  g_assert_cmpuint (cs_conversation_get_unread (fixture->bob), ==, 2);
  g_assert_cmpstr (cs_conversation_get_draft (fixture->bob), ==, "half a thought");
  g_assert_cmpuint (count_stored (fixture), ==, 3);
  cs_mailbox_resume (fixture->mailbox);
  g_assert_cmpuint (count_stored (fixture), ==, 3);
  g_assert_cmpuint (cs_outbox_get_queued (fixture->outbox), ==, 1);

  while (g_list_model_get_n_items (G_LIST_MODEL (timeline)) < 3)
    g_main_context_iteration (NULL, TRUE);

  /* Too late for that. */
  cs_conversation_forget (fixture->bob);
  g_assert_cmpuint (count_stored (fixture), ==, 3);
}

static void
test_final (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (CsConversation) again = NULL;

  cs_conversation_remove (fixture->bob);
  cs_conversation_forget (fixture->bob);
  cs_conversation_restore (fixture->bob);
  records = list_hidden (fixture);
  g_assert_cmpuint (records->len, ==, 0);
  g_assert_cmpuint (count (fixture), ==, 0);

  receive (fixture, "three");
  g_assert_cmpuint (count (fixture), ==, 1);
  again = open (fixture);
  g_assert_true (again != fixture->bob);
  g_assert_cmpint (cs_conversation_get_id (again), !=, cs_conversation_get_id (fixture->bob));
  g_assert_cmpuint (cs_conversation_get_unread (again), ==, 1);
}

static void
test_comes_back (Fixture       *fixture,
                 gconstpointer  data)
{
  cs_conversation_remove (fixture->bob);
  receive (fixture, "three");
  g_assert_false (cs_conversation_is_removed (fixture->bob));
  g_assert_cmpuint (count (fixture), ==, 1);
  g_assert_cmpuint (cs_conversation_get_unread (fixture->bob), ==, 1);
  g_assert_cmpuint (count_stored (fixture), ==, 1);

  /* Whether it is had back then, or not. */
  cs_conversation_restore (fixture->bob);
  g_assert_cmpuint (count_stored (fixture), ==, 3);
  cs_conversation_remove (fixture->bob);
  receive (fixture, "four");
  cs_conversation_forget (fixture->bob);
  g_assert_cmpuint (count_stored (fixture), ==, 1);
  g_assert_cmpuint (count (fixture), ==, 1);
  g_object_unref (open (fixture));
}

static void
test_begun_anew (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr (CsConversation) again = NULL;
  g_autoptr (GPtrArray) records = NULL;

  cs_conversation_remove (fixture->bob);
  again = open (fixture);
  g_assert_true (again == fixture->bob);
  g_assert_cmpuint (count (fixture), ==, 1);
  cs_conversation_forget (again);
  g_assert_cmpuint (count_stored (fixture), ==, 0);
  g_assert_cmpuint (count (fixture), ==, 1);
  records = list_hidden (fixture);
  g_assert_cmpuint (records->len, ==, 1);
  g_assert_true (receive (fixture, "three"));
  g_assert_cmpuint (count_stored (fixture), ==, 1);
}

static gboolean
has_one (Fixture *fixture)
{
  CsMessage *last = cs_conversation_get_last_message (fixture->bob);

  return last && g_str_equal (cs_message_get_text (last), "one");
}

static CsTimeline *
load (Fixture *fixture)
{
  CsTimeline *timeline = cs_conversation_new_timeline (fixture->bob);

  cs_timeline_load_newest (timeline);
  while (cs_timeline_is_loading (timeline))
    g_main_context_iteration (NULL, TRUE);

  return timeline;
}

static void
test_message (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (CsTimeline) timeline = load (fixture);
  g_autoptr (CsMessage) message = g_object_ref (cs_conversation_get_last_message (fixture->bob));

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (timeline)), ==, 2);
  cs_conversation_remove_message (fixture->bob, message);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (timeline)), ==, 1);
  wait_until (has_one, fixture);
  g_assert_cmpuint (cs_conversation_get_unread (fixture->bob), ==, 1);
  g_assert_cmpuint (count_stored (fixture), ==, 1);

  cs_conversation_forget_message (fixture->bob, message);
  cs_conversation_restore_message (fixture->bob, message);
  g_assert_cmpuint (count_stored (fixture), ==, 1);
  wait_until (has_one, fixture);
}

static gboolean
has_two (Fixture *fixture)
{
  return !has_one (fixture) && is_back (fixture);
}

static void
test_message_undo (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr (CsTimeline) timeline = load (fixture);
  g_autoptr (CsMessage) first = g_list_model_get_item (G_LIST_MODEL (timeline), 0);
  g_autoptr (CsMessage) last = g_list_model_get_item (G_LIST_MODEL (timeline), 1);
  g_autoptr (CsMessage) again = NULL;

  /* Each comes back to its place. */
  cs_conversation_remove_message (fixture->bob, last);
  cs_conversation_remove_message (fixture->bob, first);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (timeline)), ==, 0);
  g_assert_cmpuint (count_stored (fixture), ==, 0);
  g_assert_null (cs_conversation_get_last_message (fixture->bob));
  cs_conversation_restore_message (fixture->bob, last);
  wait_until (has_two, fixture);
  cs_conversation_restore_message (fixture->bob, first);
  while (g_list_model_get_n_items (G_LIST_MODEL (timeline)) < 2)
    g_main_context_iteration (NULL, TRUE);
  again = g_list_model_get_item (G_LIST_MODEL (timeline), 0);
  g_assert_true (again == first);
  g_assert_cmpuint (cs_conversation_get_unread (fixture->bob), ==, 2);

  /* Too late for that. */
  cs_conversation_forget_message (fixture->bob, last);
  g_assert_cmpuint (count_stored (fixture), ==, 2);
}

static void
test_unsent_message (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CsMessage) message = NULL;

  cs_conversation_send_async (fixture->bob, "three", NULL, cs_test_result_cb, &result);
  message = cs_conversation_send_finish (fixture->bob, cs_test_wait (&result), NULL);
  cs_conversation_remove_message (fixture->bob, message);
  g_assert_cmpuint (cs_outbox_get_queued (fixture->outbox), ==, 0);
  g_assert_cmpuint (count_stored (fixture), ==, 2);

  cs_conversation_restore_message (fixture->bob, message);
  g_assert_cmpuint (count_stored (fixture), ==, 3);
  cs_mailbox_resume (fixture->mailbox);
  g_assert_cmpuint (count_stored (fixture), ==, 3);
  g_assert_cmpuint (cs_outbox_get_queued (fixture->outbox), ==, 1);
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

  add ("/conversation-removal/can-be-undone", test_undo);
  add ("/conversation-removal/is-final-in-the-end", test_final);
  add ("/conversation-removal/a-message-brings-it-back-without-the-old", test_comes_back);
  add ("/conversation-removal/it-can-be-begun-anew", test_begun_anew);
  add ("/conversation-removal/removes-one-message", test_message);
  add ("/conversation-removal/has-one-message-back-in-its-place", test_message_undo);
  add ("/conversation-removal/has-an-unsent-message-back", test_unsent_message);

  return g_test_run ();
}
