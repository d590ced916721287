/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-header-text.h"

#include <string.h>

#include "base/cs-text.h"

#define MAX_NAME 256

/**
 * cs_header_text_name_address:
 * @display_name: (nullable): a name; left out when it is empty, too long or cannot stand in a header
 * @uri: a URI in its normal form
 * @tag: (nullable): a tag
 *
 * Returns: (transfer full): the value of a From or To header (RFC 3261 section 20.20)
 */
char *
cs_header_text_name_address (const char *display_name,
                             const char *uri,
                             const char *tag)
{
  GString *text = g_string_new (NULL);
  gsize length = display_name ? strlen (display_name) : 0;

  if (length > 0 && length <= MAX_NAME && cs_text_is_header_safe (display_name, length)) {
    g_string_append_c (text, '"');
    for (const char *p = display_name; *p; p++) {
      if (*p == '"' || *p == '\\')
        g_string_append_c (text, '\\');
      g_string_append_c (text, *p);
    }
    g_string_append (text, "\" ");
  }

  g_string_append_printf (text, "<%s>", uri);
  if (tag)
    g_string_append_printf (text, ";tag=%s", tag);

  return g_string_free (text, FALSE);
}

/**
 * cs_header_text_unquote:
 * @text: (nullable): a display name as it came, with or without quotes
 *
 * Returns: (transfer full) (nullable): the name, or %NULL if there is none that can be shown
 */
char *
cs_header_text_unquote (const char *text)
{
  g_autoptr (GString) name = NULL;
  gsize length = text ? strlen (text) : 0;
  gboolean quoted;

  if (length == 0 || !cs_text_is_header_safe (text, length))
    return NULL;

  quoted = length >= 2 && text[0] == '"' && text[length - 1] == '"';
  if (!quoted)
    name = g_string_new (text);
  else
    name = g_string_new (NULL);

  for (gsize i = 1; quoted && i < length - 1; i++) {
    if (text[i] == '\\' && i + 1 < length - 1)
      i++;
    g_string_append_c (name, text[i]);
  }

  g_strstrip (name->str);
  if (*name->str == '\0' || strlen (name->str) > MAX_NAME)
    return NULL;

  return g_strdup (name->str);
}

/**
 * cs_header_text_new_tag:
 *
 * Returns: (transfer full): a new tag for a From header (RFC 3261 section 19.3)
 */
char *
cs_header_text_new_tag (void)
{
  return g_strdup_printf ("%08x%08x", g_random_int (), g_random_int ());
}
