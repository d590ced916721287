/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a message shows, taken apart: links, quotes, its beginning, words found in it. The first line is what to look for. Whatever
 * is found lies in the text, and between letters. */

#include "cs-fuzz.h"

#include "base/cs-match.h"
#include "base/cs-text-fold.h"
#include "base/cs-text-link.h"
#include "base/cs-text-quote.h"

/* Each part begins where the one before it has ended, or later. */
static gsize
check_part (const char *text,
            gsize       before,
            gsize       start,
            gsize       end)
{
  g_assert_true (before <= start && start <= end && end <= strlen (text));
  g_assert_true (g_utf8_validate (text + start, (gssize) (end - start), NULL));

  return end;
}

static void
find_links (const char *text)
{
  g_autoptr (GPtrArray) links = cs_text_link_find (text);
  gsize end = 0;

  for (guint i = 0; i < links->len; i++) {
    CsTextLink *link = links->pdata[i];
    g_autofree char *uri = cs_text_link_make_uri (link);
    g_autoptr (CsTextLink) again = cs_text_link_parse (link->target);

    end = check_part (text, end, link->start, link->end);
    g_assert_cmpuint (link->start, <, link->end);
    cs_fuzz_assert_text (link->target);
    cs_fuzz_assert_text (link->party);
    g_assert_true (g_str_is_ascii (uri));
    /* What is asked about is what was found. */
    g_assert_true (again && g_str_equal (again->target, link->target) && g_str_equal (again->party, link->party));
  }
}

static void
find_quotes (const char *text)
{
  g_autoptr (GArray) parts = cs_text_find_quotes (text);
  gsize end = 0;

  for (guint i = 0; i < parts->len; i++) {
    const CsTextPart *part = &g_array_index (parts, CsTextPart, i);
    g_autofree char *plain = cs_text_unquote (text + part->start, part->end - part->start);

    end = check_part (text, end, part->start, part->end);
    cs_fuzz_assert_text (plain);
  }
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *input = g_strndup ((const char *) data, size);
  g_auto (GStrv) lines = g_strsplit (input, "\n", 2);
  const char *words = lines[0];
  const char *text = words ? lines[1] : NULL;
  g_autofree char *quote = NULL;
  g_autofree char *excerpt = NULL;
  CsMatch match;
  gsize length;

  if (!text || !g_utf8_validate (input, -1, NULL))
    return 0;

  find_links (text);
  find_quotes (text);
  quote = cs_text_quote (text, words);
  cs_fuzz_assert_text (quote);
  cs_text_fold (text, &length);
  check_part (text, 0, 0, length);
  if (cs_match_find (text, words, &match))
    check_part (text, 0, match.start, match.end);
  excerpt = cs_match_excerpt (text, words);
  cs_fuzz_assert_text (excerpt);

  return 0;
}
