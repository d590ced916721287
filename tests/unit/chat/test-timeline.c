/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-conversation-private.h"
#include "chat/cs-timeline-private.h"

#include "cs-test-chat.h"

static CsMessageRecord *
store_one (CsTestChat *fixture)
{
  g_autofree char *id = g_strdup_printf ("message-%u", fixture->stored);

  return cs_test_chat_store (fixture, FALSE, id);
}

static void
store_many (CsTestChat *fixture,
            guint    n)
{
  for (guint i = 0; i < n; i++)
    cs_message_record_free (store_one (fixture));
}

static void
show_one (CsTestChat *fixture)
{
  g_autoptr (CsMessageRecord) record = store_one (fixture);

  g_object_unref (cs_conversation_show (fixture->conversation, record));
}

static void
wait_loaded (CsTimeline *timeline)
{
  while (cs_timeline_is_loading (timeline))
    g_main_context_iteration (NULL, TRUE);
}

static guint
count (CsTimeline *timeline)
{
  return g_list_model_get_n_items (G_LIST_MODEL (timeline));
}

static const char *
text_at (CsTimeline *timeline,
         guint       position)
{
  g_autoptr (CsMessage) message = g_list_model_get_item (G_LIST_MODEL (timeline), position);

  return message ? cs_message_get_text (message) : NULL;
}

/* Keeps a second list by what items-changed says, and compares. */
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

  g_assert_cmpuint (copy->len, ==, g_list_model_get_n_items (model));
  for (guint i = 0; i < copy->len; i++) {
    g_autoptr (GObject) item = g_list_model_get_item (model, i);

    g_assert_true (copy->pdata[i] == item);
  }
}

static GPtrArray *
follow (CsTimeline *timeline)
{
  GPtrArray *copy = g_ptr_array_new_with_free_func (g_object_unref);

  g_signal_connect (timeline, "items-changed", G_CALLBACK (changed_cb), copy);

  return copy;
}

static void
test_short (CsTestChat    *fixture,
            gconstpointer  data)
{
  CsTimeline *timeline = cs_conversation_new_timeline (fixture->conversation);
  g_autoptr (GPtrArray) copy = follow (timeline);

  store_many (fixture, 3);
  cs_timeline_load_newest (timeline);
  g_assert_true (cs_timeline_is_loading (timeline));
  wait_loaded (timeline);
  g_assert_cmpuint (count (timeline), ==, 3);
  g_assert_true (cs_timeline_is_at_start (timeline));
  g_assert_true (cs_timeline_is_at_end (timeline));
  g_assert_cmpstr (text_at (timeline, 0), ==, "text of message-0");

  show_one (fixture);
  g_assert_cmpuint (count (timeline), ==, 4);
  g_assert_cmpstr (text_at (timeline, 3), ==, "text of message-3");
  g_assert_finalize_object (timeline);
}

static void
test_arrives_while_loading (CsTestChat    *fixture,
                            gconstpointer  data)
{
  CsTimeline *timeline = cs_conversation_new_timeline (fixture->conversation);
  g_autoptr (GPtrArray) copy = follow (timeline);
  g_autoptr (CsMessageRecord) known = NULL;

  store_many (fixture, 3);
  known = store_one (fixture);

  /* One that the page holds, one that it doesn't. */
  cs_timeline_load_newest (timeline);
  g_object_unref (cs_conversation_show (fixture->conversation, known));
  known->id++;
  g_object_unref (cs_conversation_show (fixture->conversation, known));
  wait_loaded (timeline);
  g_assert_cmpuint (count (timeline), ==, 5);
  g_assert_finalize_object (timeline);
}

static void
test_slides (CsTestChat    *fixture,
             gconstpointer  data)
{
  CsTimeline *timeline = cs_conversation_new_timeline (fixture->conversation);
  g_autoptr (GPtrArray) copy = follow (timeline);

  store_many (fixture, 500);
  cs_timeline_load_newest (timeline);
  wait_loaded (timeline);
  g_assert_cmpuint (count (timeline), ==, CS_TIMELINE_PAGE);
  g_assert_false (cs_timeline_is_at_start (timeline));
  g_assert_cmpstr (text_at (timeline, CS_TIMELINE_PAGE - 1), ==, "text of message-499");

  while (!cs_timeline_is_at_start (timeline)) {
    cs_timeline_load_older (timeline);
    wait_loaded (timeline);
    g_assert_cmpuint (count (timeline), <=, CS_TIMELINE_MAX);
  }
  g_assert_cmpstr (text_at (timeline, 0), ==, "text of message-0");
  g_assert_false (cs_timeline_is_at_end (timeline));

  /* What comes in now is out of sight. */
  show_one (fixture);
  g_assert_cmpuint (count (timeline), <=, CS_TIMELINE_MAX);

  while (!cs_timeline_is_at_end (timeline)) {
    cs_timeline_load_newer (timeline);
    wait_loaded (timeline);
    g_assert_cmpuint (count (timeline), <=, CS_TIMELINE_MAX);
  }
  g_assert_cmpstr (text_at (timeline, count (timeline) - 1), ==, "text of message-500");
  g_assert_false (cs_timeline_is_at_start (timeline));

  cs_timeline_load_newest (timeline);
  wait_loaded (timeline);
  g_assert_cmpuint (count (timeline), ==, CS_TIMELINE_PAGE);
  g_assert_finalize_object (timeline);
}

static gboolean
holds (CsTimeline *timeline,
       gint64      id)
{
  for (guint i = 0; i < count (timeline); i++) {
    g_autoptr (CsMessage) message = g_list_model_get_item (G_LIST_MODEL (timeline), i);

    if (cs_message_get_id (message) == id)
      return TRUE;
  }

  return FALSE;
}

static void
test_goes_to_a_message (CsTestChat    *fixture,
                        gconstpointer  data)
{
  CsTimeline *timeline = cs_conversation_new_timeline (fixture->conversation);
  g_autoptr (GPtrArray) copy = follow (timeline);
  g_autoptr (CsMessageRecord) old = NULL;
  g_autoptr (CsMessageRecord) new = NULL;

  store_many (fixture, 200);
  old = store_one (fixture);
  store_many (fixture, 300);
  new = store_one (fixture);

  /* While another page is under way, too. */
  cs_timeline_load_newest (timeline);
  cs_timeline_load_around (timeline, old->id);
  wait_loaded (timeline);
  g_assert_true (holds (timeline, old->id));
  g_assert_false (holds (timeline, new->id));
  g_assert_false (cs_timeline_is_at_start (timeline));
  g_assert_false (cs_timeline_is_at_end (timeline));

  /* What is behind it comes without a gap. */
  cs_timeline_load_newer (timeline);
  wait_loaded (timeline);
  g_assert_cmpuint (count (timeline), ==, 2 * CS_TIMELINE_PAGE);
  g_assert_cmpstr (text_at (timeline, CS_TIMELINE_PAGE - 1), ==, "text of message-200");
  g_assert_cmpstr (text_at (timeline, CS_TIMELINE_PAGE), ==, "text of message-201");

  /* What is there needs no loading. */
  cs_timeline_load_around (timeline, old->id);
  g_assert_false (cs_timeline_is_loading (timeline));
  cs_timeline_load_newest (timeline);
  cs_timeline_load_around (timeline, new->id);
  wait_loaded (timeline);
  g_assert_true (holds (timeline, new->id));
  g_assert_true (cs_timeline_is_at_end (timeline));
  g_assert_finalize_object (timeline);
}

static void
test_grows_to_its_limit (CsTestChat    *fixture,
                         gconstpointer  data)
{
  CsTimeline *timeline = cs_conversation_new_timeline (fixture->conversation);
  g_autoptr (GPtrArray) copy = follow (timeline);

  cs_timeline_load_newest (timeline);
  wait_loaded (timeline);
  for (guint i = 0; i < 400; i++) {
    show_one (fixture);
    g_assert_cmpuint (count (timeline), <=, CS_TIMELINE_MAX);
  }
  g_assert_cmpstr (text_at (timeline, count (timeline) - 1), ==, "text of message-399");
  g_assert_true (cs_timeline_is_at_end (timeline));
  g_assert_false (cs_timeline_is_at_start (timeline));
  g_assert_finalize_object (timeline);
}

static void
test_shares_messages (CsTestChat    *fixture,
                      gconstpointer  data)
{
  g_autoptr (CsTimeline) one = cs_conversation_new_timeline (fixture->conversation);
  g_autoptr (CsTimeline) two = cs_conversation_new_timeline (fixture->conversation);
  g_autoptr (CsMessage) first = NULL;
  g_autoptr (CsMessage) second = NULL;

  store_many (fixture, 1);
  cs_timeline_load_newest (one);
  cs_timeline_load_newest (two);
  wait_loaded (one);
  wait_loaded (two);
  first = g_list_model_get_item (G_LIST_MODEL (one), 0);
  second = g_list_model_get_item (G_LIST_MODEL (two), 0);
  g_assert_true (first == second);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  cs_test_chat_add ("/timeline/shows-a-short-conversation-and-what-comes", test_short);
  cs_test_chat_add ("/timeline/shows-once-what-arrives-while-loading", test_arrives_while_loading);
  cs_test_chat_add ("/timeline/slides-over-a-long-conversation", test_slides);
  cs_test_chat_add ("/timeline/goes-to-a-message", test_goes_to_a_message);
  cs_test_chat_add ("/timeline/grows-to-its-limit", test_grows_to_its_limit);
  cs_test_chat_add ("/timeline/shares-its-messages", test_shares_messages);

  return g_test_run ();
}
