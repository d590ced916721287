/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-not-judged.h"

#include <json-glib/json-glib.h>

struct _CsNotJudged
{
  GPtrArray *patterns;
};

static gboolean
add_patterns (CsNotJudged  *self,
              JsonObject   *corpus,
              GError      **error)
{
  JsonArray *list = json_object_get_array_member (corpus, "ignore");

  for (guint i = 0; i < json_array_get_length (list); i++) {
    GRegex *pattern = g_regex_new (json_array_get_string_element (list, i), G_REGEX_OPTIMIZE, 0, error);

    if (!pattern)
      return FALSE;
    g_ptr_array_add (self->patterns, pattern);
  }

  return TRUE;
}

/**
 * cs_not_judged_read:
 * @path: a file: an object with, for each corpus, an object whose member "ignore" lists regular expressions for the ids of cases
 * @file: the name of a corpus file, which begins with the name of its corpus
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the cases of that corpus that don't count
 */
CsNotJudged *
cs_not_judged_read (const char  *path,
                    const char  *file,
                    GError     **error)
{
  g_autoptr (CsNotJudged) self = g_new0 (CsNotJudged, 1);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GList) names = NULL;
  g_autofree char *base = g_path_get_basename (file);
  JsonObject *corpora;

  self->patterns = g_ptr_array_new_with_free_func ((GDestroyNotify) g_regex_unref);
  if (!json_parser_load_from_file (parser, path, error))
    return NULL;

  corpora = json_node_get_object (json_parser_get_root (parser));
  names = json_object_get_members (corpora);
  for (GList *l = names; l; l = l->next) {
    if (g_str_has_prefix (base, l->data) && !add_patterns (self, json_object_get_object_member (corpora, l->data), error))
      return NULL;
  }

  return g_steal_pointer (&self);
}

/**
 * cs_not_judged_free:
 * @self: (transfer full): which cases don't count
 */
void
cs_not_judged_free (CsNotJudged *self)
{
  g_ptr_array_unref (self->patterns);
  g_free (self);
}

/**
 * cs_not_judged_contains:
 * @self: (nullable): which cases don't count; %NULL for none
 * @id: a case
 *
 * Returns: whether it doesn't count
 */
gboolean
cs_not_judged_contains (CsNotJudged *self,
                        const char  *id)
{
  for (guint i = 0; self && i < self->patterns->len; i++) {
    if (g_regex_match (g_ptr_array_index (self->patterns, i), id, 0, NULL))
      return TRUE;
  }

  return FALSE;
}
