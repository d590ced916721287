/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-test-chat.h"

static void
count_cb (CsConversation *conversation,
          GParamSpec     *pspec,
          guint          *count)
{
  (*count)++;
}

static void
test_marks (CsTestChat    *self,
            gconstpointer  data)
{
  static const struct {
    const char *property;
    CsMarks     mark;
  } marks[] = {
    { "pinned", CS_MARK_PINNED },
    { "muted", CS_MARK_MUTED },
    { "archived", CS_MARK_ARCHIVED },
    { "marked-unread", CS_MARK_UNREAD },
  };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++) {
    g_autofree char *signal = g_strconcat ("notify::", marks[i].property, NULL);
    g_autoptr (CsConversationRecord) record = NULL;
    gboolean on = FALSE;
    guint count = 0;

    g_signal_connect (self->conversation, signal, G_CALLBACK (count_cb), &count);
    g_object_set (self->conversation, marks[i].property, FALSE, NULL);
    g_assert_cmpuint (count, ==, 0);
    g_object_set (self->conversation, marks[i].property, TRUE, NULL);
    g_object_set (self->conversation, marks[i].property, TRUE, NULL);
    g_assert_cmpuint (count, ==, 1);
    g_object_get (self->conversation, marks[i].property, &on, NULL);
    g_assert_true (on);
    g_signal_handlers_disconnect_by_data (self->conversation, &count);

    record = cs_test_chat_read (self);
    g_assert_cmpint (record->marks & marks[i].mark, ==, marks[i].mark);
  }
}

static void
arrive (CsTestChat *self,
        const char *id)
{
  g_autoptr (CsMessageRecord) record = cs_test_chat_store (self, FALSE, id);

  g_object_unref (cs_conversation_show (self->conversation, record));
}

static void
test_comes_back (CsTestChat    *self,
                 gconstpointer  data)
{
  g_autoptr (CsConversationRecord) record = NULL;

  cs_conversation_set_archived (self->conversation, TRUE);
  cs_conversation_set_muted (self->conversation, TRUE);
  arrive (self, "1");
  g_assert_true (cs_conversation_is_archived (self->conversation));

  cs_conversation_set_muted (self->conversation, FALSE);
  arrive (self, "2");
  g_assert_false (cs_conversation_is_archived (self->conversation));
  record = cs_test_chat_read (self);
  g_assert_cmpint (record->marks, ==, CS_MARK_NONE);
}

static void
test_read (CsTestChat    *self,
           gconstpointer  data)
{
  g_autoptr (CsConversationRecord) record = NULL;

  cs_conversation_set_marked_unread (self->conversation, TRUE);
  cs_conversation_mark_read (self->conversation);
  g_assert_false (cs_conversation_is_marked_unread (self->conversation));
  record = cs_test_chat_read (self);
  g_assert_cmpint (record->marks, ==, CS_MARK_NONE);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  cs_test_chat_add ("/conversation-marks/are-kept-and-told", test_marks);
  cs_test_chat_add ("/conversation-marks/comes-back-from-the-archive-unless-muted", test_comes_back);
  cs_test_chat_add ("/conversation-marks/reading-takes-the-unread-mark-away", test_read);

  return g_test_run ();
}
