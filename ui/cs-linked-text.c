/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-linked-text.h"

#include "base/cs-text-link.h"

/* All that is markup in it is ours. */
static void
append_escaped (GString    *markup,
                const char *text,
                gsize       length)
{
  g_autofree char *escaped = g_markup_escape_text (text, (gssize) length);

  g_string_append (markup, escaped);
}

/* To the letter, with its target as the tooltip, which is markup inside of markup. */
static void
append_link (GString          *markup,
             const char       *text,
             const CsTextLink *link)
{
  g_autofree char *shown = g_strndup (text + link->start, link->end - link->start);
  g_autofree char *tooltip = g_markup_escape_text (link->target, -1);
  g_autofree char *element = g_markup_printf_escaped ("<a href=\"%s\" title=\"%s\">%s</a>", link->target, tooltip, shown);

  g_string_append (markup, element);
}

/**
 * cs_linked_text_show:
 * @label: a label
 * @text: what to show, to the letter
 *
 * Shows a text. What [func@text_link_find] finds in it can be clicked and reached by the keyboard, and tells where it leads; the
 * label's signal "activate-link" has to be answered, or GTK follows it.
 */
void
cs_linked_text_show (GtkLabel   *label,
                     const char *text)
{
  g_autoptr (GPtrArray) links = NULL;
  g_autoptr (GString) markup = NULL;
  gsize at = 0;

  g_return_if_fail (GTK_IS_LABEL (label));
  g_return_if_fail (text);

  links = cs_text_link_find (text);
  if (links->len == 0) {
    gtk_label_set_text (label, text);
    return;
  }

  markup = g_string_new (NULL);
  for (guint i = 0; i < links->len; i++) {
    const CsTextLink *link = links->pdata[i];

    append_escaped (markup, text + at, link->start - at);
    append_link (markup, text, link);
    at = link->end;
  }
  append_escaped (markup, text + at, strlen (text + at));
  gtk_label_set_markup (label, markup->str);
}
