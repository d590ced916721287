/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-name-text.h"

#include <string.h>

/* One part of a name as it is compared (RFC 5280 7.1): without regard to case and to the number of spaces. */
static char *
normalize_part (const char *part,
                gsize       length)
{
  g_autofree char *copy = g_strndup (part, length);
  g_autofree char *composed = g_utf8_normalize (copy, -1, G_NORMALIZE_NFKC);
  g_autofree char *folded = g_utf8_casefold (composed ? composed : copy, -1);
  GString *plain = g_string_new (NULL);

  for (const char *at = folded; *at != '\0'; at++) {
    /* At the ends of a value spaces come escaped. */
    if (*at == '\\' && at[1] == ' ')
      continue;
    if (*at != ' ' || (plain->len > 0 && !strchr (" =", plain->str[plain->len - 1])))
      g_string_append_c (plain, *at);
  }

  return g_strchomp (g_string_free (plain, FALSE));
}

/*
 * cs_name_text_split:
 * @name: a directory name in the form of RFC 4514
 *
 * Takes a name apart for comparison. Its root stands at the end, and so does that of the parts.
 *
 * Returns: (transfer full) (element-type utf8): the parts as they are compared
 */
GPtrArray *
cs_name_text_split (const char *name)
{
  GPtrArray *parts = g_ptr_array_new_with_free_func (g_free);
  const char *start = name;

  for (const char *at = name; *name != '\0'; at++) {
    if (*at == '\\' && at[1] != '\0') {
      at++;
    } else if (*at == ',' || *at == '\0') {
      g_ptr_array_add (parts, normalize_part (start, at - start));
      start = at + 1;
      if (*at == '\0')
        break;
    }
  }

  return parts;
}

/*
 * cs_name_text_normalize:
 * @name: a directory name in the form of RFC 4514
 *
 * Two names that RFC 5280 7.1 takes for the same become the same text, in whatever type of string each stands in its certificate. So
 * may, rarely, two that are not quite the same: this finds the issuer, and the signature proves it.
 *
 * Returns: (transfer full): the name as it is compared
 */
char *
cs_name_text_normalize (const char *name)
{
  g_autoptr (GPtrArray) parts = cs_name_text_split (name);

  g_ptr_array_add (parts, NULL);

  return g_strjoinv (",", (char **) parts->pdata);
}
