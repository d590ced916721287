/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "chat/cs-profile.h"

#include "cs-test-profile.h"

#define MONTHS(n) ((n) * 31 * G_TIME_SPAN_DAY)

typedef struct {
  CsTestFile  file;
  char       *account;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autofree char *path = NULL;
  g_autoptr (GKeyFile) accounts = g_key_file_new ();

  cs_test_file_init (&fixture->file);
  cs_test_profile_write_account (&fixture->file, "alice@example.test");
  path = g_build_filename (fixture->file.folder, "accounts.ini", NULL);
  g_assert_true (g_key_file_load_from_file (accounts, path, G_KEY_FILE_NONE, NULL));
  g_key_file_set_string (accounts, "account 1", "keep-history", data);
  g_assert_true (g_key_file_save_to_file (accounts, path, NULL));
  fixture->account = g_key_file_get_string (accounts, "account 1", "id", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  cs_test_profile_clean (&fixture->file);
  cs_test_file_clear (&fixture->file);
  g_free (fixture->account);
}

static void
add (CsStore    *store,
     gint64      conversation,
     const char *id,
     gint64      age)
{
  g_autoptr (CsMessageRecord) record = cs_test_message (conversation, id[0] == 'q', id);
  g_autoptr (GAsyncResult) result = NULL;

  record->time = g_get_real_time () - age;
  cs_store_add_message_async (store, record, NULL, cs_test_result_cb, &result);
  cs_message_record_free (cs_store_add_message_finish (store, cs_test_wait (&result), NULL, NULL));
}

/* As an earlier run of the program left it: read, but for the last. */
static void
fill (Fixture *fixture)
{
  CsStore *store = cs_test_store_open (fixture->file.path);
  gint64 conversation = cs_test_conversation (store, fixture->account, "sip:bob@example.test");

  add (store, conversation, "old", MONTHS (30));
  add (store, conversation, "queued", MONTHS (30));
  add (store, conversation, "spring", MONTHS (6));
  add (store, conversation, "now", 0);
  cs_store_set_read_async (store, conversation, G_MAXINT64, FALSE, NULL, NULL, NULL);
  add (store, conversation, "unread", MONTHS (30));
  cs_test_store_close (store);
}

static char *
list (Fixture *fixture)
{
  CsStore *store = cs_test_store_open (fixture->file.path);
  gint64 conversation = cs_test_conversation (store, fixture->account, "sip:bob@example.test");
  GPtrArray *messages = cs_test_list_messages (store, conversation);
  GString *ids = g_string_new (NULL);

  for (guint i = 0; i < messages->len; i++)
    g_string_append_printf (ids, "%s ", ((CsMessageRecord *) messages->pdata[i])->message_id);
  g_ptr_array_unref (messages);
  cs_test_store_close (store);

  return g_string_free (ids, FALSE);
}

/* Until something that was asked for later has happened. */
static void
settle (CsProfile *profile)
{
  g_autoptr (CsSession) session = g_list_model_get_item (cs_profile_get_sessions (profile), 0);

  for (guint i = 0; i < 20; i++) {
    g_autofree char *peer = g_strdup_printf ("sip:user%u@example.test", i);

    g_object_unref (cs_test_session_open (session, peer));
  }
}

static void
check (Fixture    *fixture,
       const char *while_open,
       const char *afterwards)
{
  CsProfile *profile;
  g_autofree char *left = NULL;

  fill (fixture);
  profile = cs_test_profile_open (fixture->file.folder);
  cs_profile_start_tidying (profile);
  cs_profile_start_tidying (profile);
  settle (profile);
  {
    g_autoptr (CsConversation) bob = NULL;
    g_autoptr (CsTimeline) timeline = NULL;
    g_autoptr (CsSession) session = g_list_model_get_item (cs_profile_get_sessions (profile), 0);
    g_autoptr (GString) ids = g_string_new (NULL);

    bob = cs_test_session_open (session, "sip:bob@example.test");
    timeline = cs_conversation_new_timeline (bob);
    cs_timeline_load_newest (timeline);
    while (cs_timeline_is_loading (timeline))
      g_main_context_iteration (NULL, TRUE);
    for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (timeline)); i++) {
      g_autoptr (CsMessage) message = g_list_model_get_item (G_LIST_MODEL (timeline), i);

      g_string_append_printf (ids, "%s ", cs_message_get_text (message) + strlen ("text of "));
    }
    g_assert_cmpstr (ids->str, ==, while_open);
  }
  cs_test_profile_close (profile);
  left = list (fixture);
  g_assert_cmpstr (left, ==, afterwards);
}

static void
test_forever (Fixture       *fixture,
              gconstpointer  data)
{
  check (fixture, "old queued spring now unread ", "old queued spring now unread ");
}

static void
test_year (Fixture       *fixture,
           gconstpointer  data)
{
  check (fixture, "queued spring now unread ", "queued spring now unread ");
}

static void
test_month (Fixture       *fixture,
            gconstpointer  data)
{
  check (fixture, "queued now unread ", "queued now unread ");
}

/* An earlier run that did not come to its end left it behind. */
static void
test_none (Fixture       *fixture,
           gconstpointer  data)
{
  check (fixture, "queued ", "queued ");
}

static void
test_removed (Fixture       *fixture,
              gconstpointer  data)
{
  CsProfile *profile;
  g_autofree char *left = NULL;

  fill (fixture);
  profile = cs_test_profile_open (fixture->file.folder);
  {
    g_autoptr (CsConversation) bob = g_list_model_get_item (cs_profile_get_conversations (profile), 0);

    cs_conversation_remove (bob);
    g_assert_cmpuint (g_list_model_get_n_items (cs_profile_get_conversations (profile)), ==, 0);
  }
  cs_test_profile_close (profile);
  left = list (fixture);
  g_assert_cmpstr (left, ==, "");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/history/is-kept-for-ever", Fixture, "forever", set_up, test_forever, tear_down);
  g_test_add ("/history/is-kept-for-a-year", Fixture, "year", set_up, test_year, tear_down);
  g_test_add ("/history/is-kept-for-a-month", Fixture, "month", set_up, test_month, tear_down);
  g_test_add ("/history/is-not-kept-but-for-what-was-not-sent", Fixture, "none", set_up, test_none, tear_down);
  g_test_add ("/history/what-was-removed-goes-at-the-end", Fixture, "forever", set_up, test_removed, tear_down);

  return g_test_run ();
}
