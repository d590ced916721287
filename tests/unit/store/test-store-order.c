/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "store/cs-store.h"

#include "cs-test-store.h"

#define MAX_STEPS 10
#define CONNECT 100
#define READ 1

/* Messages with their own times in seconds, those that we wrote with a minus; when we connected, and when all was read. */
static const struct {
  const char *name;
  int         steps[MAX_STEPS];
  const char *order;
} cases[] = {
  { "one after the other", { 10, CONNECT, 20, 30, 110, 120 }, "10 20 30 110 120" },
  { "overtaken", { 10, CONNECT, 110, 20, 30 }, "10 20 30 110" },
  { "overtaken by several", { CONNECT, 110, 10, 120, 20, 130, 30 }, "10 20 30 110 120 130" },
  { "between kept ones", { CONNECT, 10, 110, 20 }, "10 20 110" },
  { "before what we wrote without it", { CONNECT, 110, -115, 10 }, "10 110 -115" },
  { "never before what we wrote when we had read", { CONNECT, 110, READ, -115, 10 }, "110 -115 10" },
  { "never before what we wrote when we were away", { -50, CONNECT, 110, 10 }, "-50 10 110" },
  { "before what was written after that", { CONNECT, -105, 110, 10 }, "-105 10 110" },
  { "never before what was read", { CONNECT, 110, READ, 10, 120, 20 }, "110 10 120 20" },
  { "before what came since it was read", { 10, READ, CONNECT, 110, 20 }, "10 20 110" },
  { "never before what was there already", { 105, CONNECT, 110, 10 }, "105 10 110" },
  { "kept, and handed out in another order", { CONNECT, 30, 40, 10, 20, 110, 35 }, "10 20 30 40 35 110" },
  { "the same, with no room any more", { CONNECT, 110, 20, 10 }, "20 10 110" },
  { "what was kept longest goes before all of it", { CONNECT, 30, 110, 10 }, "10 30 110" },
  { "what we write comes last, whatever our clock says", { CONNECT, 110, -50 }, "110 -50" },
  { "again over the next connection", { CONNECT, 110, 10, CONNECT, 120, 20 }, "10 110 20 120" },
  { "never before what came over the last connection", { CONNECT, 110, CONNECT, 10 }, "110 10" },
  { "no room where nothing was new", { 110, 120, CONNECT, 10 }, "110 120 10" },
};

typedef struct {
  CsStore *store;
  gint64   conversation;
  gint64   base;
  gint64   since;
  gint64   last;
} Fixture;

static CsMessageRecord *
add (Fixture    *fixture,
     int         time,
     const char *id)
{
  g_autoptr (CsMessageRecord) record = cs_test_message (fixture->conversation, time < 0, id);
  g_autoptr (GAsyncResult) result = NULL;

  record->time = fixture->base + (ABS (time) - CONNECT) * G_USEC_PER_SEC;
  record->since = fixture->since;
  cs_store_add_message_async (fixture->store, record, NULL, cs_test_result_cb, &result);

  return cs_store_add_message_finish (fixture->store, cs_test_wait (&result), NULL, NULL);
}

static void
do_step (Fixture *fixture,
         int      step)
{
  g_autofree char *id = g_strdup_printf ("%d", step);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CsMessageRecord) stored = NULL;

  switch (step) {
  case CONNECT:
    fixture->since = g_get_real_time ();
    return;
  case READ:
    cs_store_set_read_async (fixture->store, fixture->conversation, fixture->last, FALSE, NULL, cs_test_result_cb, &result);
    g_assert_true (cs_store_change_finish (fixture->store, cs_test_wait (&result), NULL));
    return;
  default:
    stored = add (fixture, step, id);
    g_assert_nonnull (stored);
    fixture->last = MAX (fixture->last, stored->id);
  }
}

static char *
list (Fixture *fixture)
{
  g_autoptr (GPtrArray) messages = cs_test_list_messages (fixture->store, fixture->conversation);
  g_autoptr (GString) order = g_string_new (NULL);

  for (guint i = 0; i < messages->len; i++)
    g_string_append_printf (order, "%s%s", i > 0 ? " " : "", ((CsMessageRecord *) messages->pdata[i])->message_id);

  return g_string_free (g_steal_pointer (&order), FALSE);
}

static void
set_up (Fixture    *fixture,
        const char *peer)
{
  fixture->conversation = cs_test_conversation (fixture->store, "sip:a@x.test", peer);
  fixture->base = g_get_real_time ();
  fixture->since = 0;
  fixture->last = 0;
}

static void
test_table (void)
{
  Fixture fixture = { cs_test_store_open (NULL) };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *peer = g_strdup_printf ("sip:%u@x.test", i);
    g_autofree char *order = NULL;

    g_test_message ("%s", cases[i].name);
    set_up (&fixture, peer);
    for (guint j = 0; j < MAX_STEPS && cases[i].steps[j] != 0; j++)
      do_step (&fixture, cases[i].steps[j]);
    order = list (&fixture);
    g_assert_cmpstr (order, ==, cases[i].order);
  }
  cs_test_store_close (fixture.store);
}

static guint
count_hits (CsStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CsSearchPage) page = NULL;
  CsSearchQuery query = { .words = "text of", .limit = 100 };

  cs_store_search_async (store, &query, NULL, cs_test_result_cb, &result);
  page = cs_store_search_finish (store, cs_test_wait (&result), NULL);

  return page->messages->len;
}

/* What goes in between is unread, is found, and does not make the last message another one. */
static void
test_between (void)
{
  Fixture fixture = { cs_test_store_open (NULL) };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CsConversationRecord) conversation = NULL;

  set_up (&fixture, "sip:b@x.test");
  do_step (&fixture, 10);
  do_step (&fixture, READ);
  do_step (&fixture, CONNECT);
  do_step (&fixture, 110);
  do_step (&fixture, 20);

  cs_store_open_conversation_async (fixture.store, "sip:a@x.test", "sip:b@x.test", NULL, cs_test_result_cb, &result);
  conversation = cs_store_open_conversation_finish (fixture.store, cs_test_wait (&result), NULL);
  g_assert_cmpuint (conversation->unread, ==, 2);
  g_assert_cmpstr (conversation->last->message_id, ==, "110");
  g_assert_cmpuint (count_hits (fixture.store), ==, 3);
  g_clear_object (&result);
  cs_test_store_close (fixture.store);
}

/* There is room for so many; what is more comes last. */
static void
test_full (void)
{
  Fixture fixture = { cs_test_store_open (NULL) };
  g_autoptr (GPtrArray) messages = NULL;
  g_autoptr (CsMessageRecord) live = NULL;

  set_up (&fixture, "sip:b@x.test");
  do_step (&fixture, CONNECT);
  live = add (&fixture, 110, "live");
  for (guint i = 0; i < 150; i++) {
    g_autofree char *id = g_strdup_printf ("%u", i);
    g_autoptr (CsMessageRecord) stored = add (&fixture, 10, id);

    g_assert_cmpint (stored->id < live->id, ==, i < 128);
  }
  messages = cs_test_list_messages (fixture.store, fixture.conversation);
  for (guint i = 0; i < 150; i++)
    g_assert_cmpint (g_ascii_strtoll (((CsMessageRecord *) messages->pdata[i < 128 ? i : i + 1])->message_id, NULL, 10), ==, i);
  cs_test_store_close (fixture.store);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store-order/puts-what-was-kept-before-what-overtook-it", test_table);
  g_test_add_func ("/store-order/counts-and-finds-what-goes-between", test_between);
  g_test_add_func ("/store-order/has-room-for-so-many", test_full);

  return g_test_run ();
}
