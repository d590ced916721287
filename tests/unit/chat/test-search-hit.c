/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-search-hit.h"

#include "cs-test-chat.h"

static void
test_holds (CsTestChat    *fixture,
            gconstpointer  data)
{
  g_autoptr (CsMessageRecord) record = cs_test_chat_store (fixture, FALSE, "one");
  CsMessage *message = cs_conversation_ensure (fixture->conversation, record);
  CsSearchHit *hit = cs_search_hit_new (fixture->conversation, message, "text");

  g_assert_true (cs_search_hit_get_conversation (hit) == fixture->conversation);
  g_assert_true (cs_search_hit_get_message (hit) == message);
  g_assert_cmpstr (cs_search_hit_get_words (hit), ==, "text");

  g_assert_finalize_object (hit);
  g_assert_finalize_object (message);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  cs_test_chat_add ("/search-hit/holds-what-was-found", test_holds);

  return g_test_run ();
}
