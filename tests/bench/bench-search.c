/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Looks for words in the messages of a profile as somebody who types them. Prints, for each kind of words, milliseconds until the
 * first page is there, the same for words typed letter by letter, and for all of them the longest time that the main thread was busy at a stretch.
 *
 * Usage: bench-search PROFILE */

#include "chat/cs-profile.h"

#include "bench-lib.h"
#include "bench-stretch.h"
#include "cs-test-engine.h"

#define ROUNDS 10

static const struct {
  const char *name;
  const char *words;
} kinds[] = {
  { "frequent", "conversation" },
  { "rare", "Message 777 of" },
  { "missing", "some of them longer than otherwise" },
  { "short", "ag" },
  { "short-missing", "議" },
};

static void
look_for (CsSearch   *search,
          const char *name,
          const char *words)
{
  gint64 start = g_get_monotonic_time ();

  cs_search_look_for (search, words, NULL);
  bench_wait (!cs_search_is_searching (search));
  bench_print (name, (double) (g_get_monotonic_time () - start) / 1000);
  cs_search_look_for (search, "", NULL);
}

/* Letter by letter, each before the answer to the last; how long the last one waits for its own. */
static void
type (CsSearch   *search,
      const char *words)
{
  gint64 typed = 0;

  for (const char *end = words; *end;) {
    g_autofree char *part = NULL;

    end = g_utf8_next_char (end);
    part = g_strndup (words, (gsize) (end - words));
    typed = g_get_monotonic_time ();
    cs_search_look_for (search, part, NULL);
    g_main_context_iteration (NULL, FALSE);
  }

  bench_wait (!cs_search_is_searching (search));
  bench_print ("typed", (double) (g_get_monotonic_time () - typed) / 1000);
}

int
main (int    argc,
      char **argv)
{
  CsProfile *profile = cs_test_engine_open (argv[1], NULL);
  CsSearch *search = cs_profile_new_search (profile);

  bench_stretch_begin ();
  for (guint i = 0; i < ROUNDS * G_N_ELEMENTS (kinds); i++)
    look_for (search, kinds[i % G_N_ELEMENTS (kinds)].name, kinds[i % G_N_ELEMENTS (kinds)].words);
  for (guint i = 0; i < ROUNDS; i++)
    type (search, "Message 777 of");
  bench_print ("busy", bench_stretch_take ());

  bench_stretch_end ();
  g_object_unref (search);
  cs_test_engine_close (profile);

  return 0;
}
