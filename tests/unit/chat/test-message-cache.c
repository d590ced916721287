/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-message-cache.h"

#include "cs-test-store.h"

static void
test_one_object (void)
{
  g_autoptr (CsMessageRecord) record = cs_test_message (1, FALSE, "one");
  CsMessageCache *cache = cs_message_cache_new ();
  CsMessage *first;
  CsMessage *second;

  record->id = 1;
  first = cs_message_cache_ensure (cache, record);
  second = cs_message_cache_ensure (cache, record);
  g_assert_true (first == second);
  g_object_unref (second);
  g_assert_finalize_object (first);

  first = cs_message_cache_ensure (cache, record);
  g_assert_cmpint (cs_message_get_id (first), ==, 1);
  cs_message_cache_free (cache);
  g_assert_finalize_object (first);
}

static void
test_sweeps (void)
{
  g_autoptr (CsMessageRecord) record = cs_test_message (1, FALSE, "one");
  CsMessageCache *cache = cs_message_cache_new ();

  for (record->id = 1; record->id < 10000; record->id++)
    g_object_unref (cs_message_cache_ensure (cache, record));
  g_assert_cmpuint (cs_message_cache_get_size (cache), <=, 256);
  cs_message_cache_free (cache);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/message-cache/has-one-object-for-a-message", test_one_object);
  g_test_add_func ("/message-cache/sweeps-out-the-dead", test_sweeps);

  return g_test_run ();
}
