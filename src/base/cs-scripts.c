/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-scripts.h"

/* The scripts that one label may mix, as bits: each its own, but Latin goes with the scripts of East Asian languages. */
static guint
allowed_company (GUnicodeScript script)
{
  enum { JAPANESE = 1 << 0, KOREAN = 1 << 1, CHINESE = 1 << 2, LATIN = 1 << 3 };

  switch ((int) script) {
  case G_UNICODE_SCRIPT_LATIN:
    return JAPANESE | KOREAN | CHINESE | LATIN;
  case G_UNICODE_SCRIPT_HAN:
    return JAPANESE | KOREAN | CHINESE;
  case G_UNICODE_SCRIPT_HIRAGANA:
  case G_UNICODE_SCRIPT_KATAKANA:
    return JAPANESE;
  case G_UNICODE_SCRIPT_HANGUL:
    return KOREAN;
  case G_UNICODE_SCRIPT_BOPOMOFO:
    return CHINESE;
  default:
    return 0;
  }
}

/**
 * cs_scripts_are_mixed:
 * @name: a name of one or more labels with dots between them
 *
 * Finds letters of several scripts in one label, which is how one name is dressed up as another. What goes together is what does at the
 * "highly restrictive" level of Unicode's technical standard 39, section 5.2.
 *
 * Returns: whether there are some
 */
gboolean
cs_scripts_are_mixed (const char *name)
{
  GUnicodeScript sole = G_UNICODE_SCRIPT_COMMON;
  guint company = G_MAXUINT;
  gboolean several = FALSE;

  for (const char *p = name; *p; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);
    GUnicodeScript script = g_unichar_get_script (c);

    if (c == '.') {
      sole = G_UNICODE_SCRIPT_COMMON;
      company = G_MAXUINT;
      several = FALSE;
      continue;
    }
    if (script == G_UNICODE_SCRIPT_COMMON || script == G_UNICODE_SCRIPT_INHERITED)
      continue;

    several = several || (sole != G_UNICODE_SCRIPT_COMMON && script != sole);
    sole = script;
    company &= allowed_company (script);
    if (several && company == 0)
      return TRUE;
  }

  return FALSE;
}
