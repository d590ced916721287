/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-search-row.h"

#include <glib/gi18n-lib.h>

#include "base/cs-format.h"
#include "base/cs-match.h"
#include "base/cs-text.h"

#include "cs-contact-look.h"

struct _CsSearchRow
{
  GtkListBoxRow parent_instance;

  CsSearchHit *hit;

  /* Template children */
  GtkLabel *name;
  GtkLabel *time;
  GtkLabel *address;
  GtkLabel *excerpt;
};

G_DEFINE_FINAL_TYPE (CsSearchRow, cs_search_row, GTK_TYPE_LIST_BOX_ROW)

static void
embolden (PangoAttrList *attributes,
          const char    *text,
          const char    *words)
{
  PangoAttribute *bold;
  CsMatch match;

  if (!cs_match_find (text, words, &match))
    return;

  bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);
  bold->start_index = (guint) match.start;
  bold->end_index = (guint) match.end;
  pango_attr_list_insert (attributes, bold);
}

/* What a peer wrote is never markup. */
static void
show_excerpt (CsSearchRow *self,
              const char  *excerpt)
{
  const char *words = cs_search_hit_get_words (self->hit);
  PangoAttrList *attributes = pango_attr_list_new ();
  char *word;

  embolden (attributes, excerpt, words);
  while ((word = cs_match_take_word (&words))) {
    embolden (attributes, excerpt, word);
    g_free (word);
  }
  gtk_label_set_text (self->excerpt, excerpt);
  gtk_label_set_attributes (self->excerpt, attributes);
  pango_attr_list_unref (attributes);
}

/* Whom the message was exchanged with; in a room, who wrote it there. */
static char *
find_name (CsSearchHit *hit)
{
  CsConversation *conversation = cs_search_hit_get_conversation (hit);
  g_autofree char *sender = cs_conversation_find_sender_name (conversation, cs_search_hit_get_message (hit));
  g_autofree char *name = sender ? g_strdup_printf ("%s, %s", sender, cs_conversation_get_name (conversation))
                                 : g_strdup (cs_conversation_get_name (conversation));

  return cs_text_make_visible (name);
}

static void
show_hit (CsSearchRow *self)
{
  CsMessage *message = cs_search_hit_get_message (self->hit);
  g_autofree char *name = find_name (self->hit);
  g_autofree char *time = cs_format_list_time (cs_message_get_time (message), g_get_real_time ());
  g_autofree char *excerpt = cs_match_excerpt (cs_message_get_text (message), cs_search_hit_get_words (self->hit));
  g_autofree char *beside = cs_contact_look_beside (cs_search_hit_get_conversation (self->hit));
  g_autofree char *who = beside ? g_strdup_printf ("%s, %s", name, beside) : g_strdup (name);
  g_autofree char *label = NULL;

  if (cs_message_is_outgoing (message)) {
    /* Translators: read aloud: with whom one talked, the text of a message of one's own that was found, its time. */
    label = g_strdup_printf (_("%s, you: %s, %s"), who, excerpt, time);
  } else {
    /* Translators: read aloud: who wrote a message, its text, its time. */
    label = g_strdup_printf (_("%s: %s, %s"), who, excerpt, time);
  }

  gtk_label_set_text (self->name, name);
  gtk_label_set_text (self->time, time);
  gtk_label_set_text (self->address, beside ? beside : "");
  gtk_widget_set_visible (GTK_WIDGET (self->address), beside != NULL);
  show_excerpt (self, excerpt);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), cs_address_get_display (cs_conversation_get_peer (cs_search_hit_get_conversation (self->hit))));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
cs_search_row_dispose (GObject *object)
{
  CsSearchRow *self = CS_SEARCH_ROW (object);

  g_clear_object (&self->hit);

  G_OBJECT_CLASS (cs_search_row_parent_class)->dispose (object);
}

static void
cs_search_row_class_init (CsSearchRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_search_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-search-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CsSearchRow, name);
  gtk_widget_class_bind_template_child (widget_class, CsSearchRow, time);
  gtk_widget_class_bind_template_child (widget_class, CsSearchRow, address);
  gtk_widget_class_bind_template_child (widget_class, CsSearchRow, excerpt);
}

static void
cs_search_row_init (CsSearchRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_search_row_new:
 * @hit: what to show
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
cs_search_row_new (CsSearchHit *hit)
{
  CsSearchRow *self = g_object_new (CS_TYPE_SEARCH_ROW, NULL);

  self->hit = g_object_ref (hit);
  show_hit (self);

  return GTK_WIDGET (self);
}

/**
 * cs_search_row_get_hit:
 * @self: the row
 *
 * Gets what the row shows.
 *
 * Returns: (transfer none): the hit
 */
CsSearchHit *
cs_search_row_get_hit (CsSearchRow *self)
{
  g_return_val_if_fail (CS_IS_SEARCH_ROW (self), NULL);

  return self->hit;
}
