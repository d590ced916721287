/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "cs-test-store.h"

typedef struct {
  CsStore *store;
  gint64   bob;
  gint64   carol;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->store = cs_test_store_open (NULL);
  fixture->bob = cs_test_conversation (fixture->store, "account", "sip:bob@example.test");
  fixture->carol = cs_test_conversation (fixture->store, "other", "sip:carol@example.test");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  cs_test_store_close (fixture->store);
}

/* @sender: who of a room wrote it; "": the room itself; NULL: it is no room */
static gint64
add_of (Fixture    *fixture,
        gint64      conversation,
        const char *text,
        const char *sender)
{
  g_autofree char *id = g_uuid_string_random ();
  g_autoptr (CsMessageRecord) record = cs_test_message (conversation, FALSE, id);
  g_autoptr (CsMessageRecord) stored = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  g_free (record->text);
  record->text = g_strdup (text);
  record->sender = g_strdup (sender);
  cs_store_add_message_async (fixture->store, record, NULL, cs_test_result_cb, &result);
  stored = cs_store_add_message_finish (fixture->store, cs_test_wait (&result), NULL, NULL);
  g_assert_nonnull (stored);

  return stored->id;
}

static gint64
add (Fixture    *fixture,
     gint64      conversation,
     const char *text)
{
  return add_of (fixture, conversation, text, NULL);
}

static CsSearchPage *
look_for (Fixture    *fixture,
          const char *words,
          gint64      conversation,
          gint64      before)
{
  CsSearchQuery query = { words, conversation, before, 3 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CsSearchPage *page;

  cs_store_search_async (fixture->store, &query, NULL, cs_test_result_cb, &result);
  page = cs_store_search_finish (fixture->store, cs_test_wait (&result), &error);
  g_assert_no_error (error);

  return page;
}

static void
test_languages (Fixture       *fixture,
                gconstpointer  data)
{
  static const struct {
    const char *text;
    const char *words;
    gboolean    found;
  } cases[] = {
    { "Is the room booked?", "ROOM BOO", TRUE },
    { "Is the room booked?", "om", TRUE },
    { "Is the room booked?", "?", TRUE },
    { "Is the room booked?", "bookeds", FALSE },
    { "Is the room booked?", "booked room", TRUE },
    { "Is the room booked?", "oo is  booked", TRUE },
    { "Is the room booked?", "oo by booked", FALSE },
    { "Is the room booked?", "booked houses", FALSE },
    { "Is the room booked?", "om is", TRUE },
    { "Hauptstraße 5", "HAUPTSTRASSE", TRUE },
    { "Hauptstrasse 5", "straße", TRUE },
    { "Fuß", "ss", TRUE },
    { "Fuss", "ß", TRUE },
    { "A\314\210rger", "ärger", TRUE },
    { "ＡＢＣ１２３", "abc123", TRUE },
    { "abc123", "ＢＣ", TRUE },
    { "ｶﾀｶﾅのｶﾞﾗｽ", "カタカナ　ガラス", TRUE },
    { "カタカナ", "ｶﾀｶﾅ", TRUE },
    { "カタカナ", "ｶﾀｶﾄ", FALSE },
    { "Schöne Grüße aus Köln", "grüße", TRUE },
    { "Schöne Grüße aus Köln", "SCHÖNE", TRUE },
    { "Schöne Grüße aus Köln", "Ö", TRUE },
    { "Schöne Grüße aus Köln", "KÖ", TRUE },
    { "KÖLN", "kö", TRUE },
    { "Köln", "\xff", FALSE },
    { "Über den Wolken", "üb", TRUE },
    { "会議室は正午まで空いています", "正午まで", TRUE },
    { "会議室は正午まで空いています", "会議", TRUE },
    { "会議室は正午まで空いています", "午", TRUE },
    { "会議室は正午まで空いています", "午前", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint64 conversation, id;
    g_autofree char *peer = g_strdup_printf ("sip:%u@example.test", i);
    g_autofree char *shown = g_utf8_make_valid (cases[i].words, -1);
    g_autoptr (CsSearchPage) page = NULL;

    conversation = cs_test_conversation (fixture->store, "account", peer);
    id = add (fixture, conversation, cases[i].text);
    page = look_for (fixture, cases[i].words, conversation, 0);
    g_test_message ("%s in %s", shown, cases[i].text);
    g_assert_cmpuint (page->messages->len, ==, cases[i].found ? 1 : 0);
    if (cases[i].found)
      g_assert_cmpint (((CsMessageRecord *) page->messages->pdata[0])->id, ==, id);
  }
}

/* It says of itself the same all the time, and in another language than the person's. */
static void
test_rooms (Fixture       *fixture,
            gconstpointer  data)
{
  static const char * const words[] = { "joined", "in", "bob joined" };

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++) {
    g_autoptr (CsSearchPage) page = NULL;
    gint64 id;

    add_of (fixture, fixture->bob, "*** [bob] has joined the room", "");
    id = add_of (fixture, fixture->bob, "I joined, bob", "sip:carol@example.test");
    page = look_for (fixture, words[i], fixture->bob, 0);
    g_assert_cmpuint (page->messages->len, ==, i + 1);
    g_assert_cmpint (((CsMessageRecord *) page->messages->pdata[0])->id, ==, id);
  }
}

/* Nothing is a wildcard, an operator or the end of a string: each of these is found in its own text, and in no other. */
static void
test_special (Fixture       *fixture,
              gconstpointer  data)
{
  static const char * const texts[] = {
    "say \"no\"", "a AND b", "a* b*", "^start", "text:hello", "(one)", "NEAR(a b)", "50%", "100_000", "back\\slash",
    "it's", "'; DROP TABLE message; --", "\"", "%", "_", "*", "\\", "-", "+1", "{x}", "\"\"\"",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    add (fixture, fixture->bob, texts[i]);
  add (fixture, fixture->bob, "nothing of that kind");

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    gint64 before = 0;
    guint own = 0;

    do {
      g_autoptr (CsSearchPage) page = look_for (fixture, texts[i], 0, before);

      for (guint k = 0; k < page->messages->len; k++) {
        CsMessageRecord *record = page->messages->pdata[k];

        g_assert_nonnull (strstr (record->text, texts[i]));
        own += g_str_equal (record->text, texts[i]) ? 1 : 0;
      }
      before = page->next;
    } while (before != 0);

    g_test_message ("%s", texts[i]);
    g_assert_cmpuint (own, ==, 1);
  }
}

static void
check_pages (Fixture    *fixture,
             const char *words)
{
  gint64 before = 0;
  guint number = 7;

  do {
    g_autoptr (CsSearchPage) page = look_for (fixture, words, fixture->bob, before);

    for (guint k = 0; k < page->messages->len; k++) {
      CsMessageRecord *record = page->messages->pdata[k];
      g_autofree char *text = g_strdup_printf ("boat %u", --number);

      g_assert_cmpint (record->conversation, ==, fixture->bob);
      g_assert_cmpstr (record->text, ==, text);
    }
    before = page->next;
  } while (before != 0);

  g_assert_cmpuint (number, ==, 0);
}

static void
test_pages (Fixture       *fixture,
            gconstpointer  data)
{
  for (guint i = 0; i < 7; i++) {
    g_autofree char *text = g_strdup_printf ("boat %u", i);

    add (fixture, fixture->bob, text);
    add (fixture, fixture->carol, text);
  }

  check_pages (fixture, "boat");
  check_pages (fixture, "bo");
}

static void
test_removed (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CsSearchPage) page = NULL;

  add (fixture, fixture->bob, "a boat here");
  add (fixture, fixture->carol, "a boat there");
  cs_store_remove_account_async (fixture->store, "account", NULL, cs_test_result_cb, &result);
  g_assert_true (cs_store_change_finish (fixture->store, cs_test_wait (&result), NULL));

  page = look_for (fixture, "boat", 0, 0);
  g_assert_cmpuint (page->messages->len, ==, 1);
  g_assert_cmpstr (((CsMessageRecord *) page->messages->pdata[0])->text, ==, "a boat there");
}

/* Before there is anything to keep there is no file. */
static void
test_nothing_kept (void)
{
  g_auto (CsTestFile) file = { NULL };
  Fixture fixture = { NULL };

  cs_test_file_init (&file);
  fixture.store = cs_test_store_open (file.path);
  {
    g_autoptr (CsSearchPage) page = look_for (&fixture, "boat", 0, 0);

    g_assert_cmpuint (page->messages->len, ==, 0);
    g_assert_cmpint (page->next, ==, 0);
  }
  cs_test_store_close (fixture.store);
}

/* Who types on has no use for the answer. */
static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  CsSearchQuery query = { "boat", 0, 0, 3 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  cs_store_search_async (fixture->store, &query, cancellable, cs_test_result_cb, &result);
  g_assert_null (cs_store_search_finish (fixture->store, cs_test_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/store-search/finds-german-and-japanese", Fixture, NULL, set_up, test_languages, tear_down);
  g_test_add ("/store-search/finds-what-people-wrote-in-rooms", Fixture, NULL, set_up, test_rooms, tear_down);
  g_test_add ("/store-search/takes-everything-for-text", Fixture, NULL, set_up, test_special, tear_down);
  g_test_add ("/store-search/goes-on-page-by-page", Fixture, NULL, set_up, test_pages, tear_down);
  g_test_add ("/store-search/forgets-what-was-removed", Fixture, NULL, set_up, test_removed, tear_down);
  g_test_add_func ("/store-search/finds-nothing-where-nothing-is-kept", test_nothing_kept);
  g_test_add ("/store-search/can-be-cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);

  return g_test_run ();
}
