/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-search-pane.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"
#include "chat/cs-search.h"

#include "cs-search-row.h"

struct _CsSearchPane
{
  AdwBin parent_instance;

  CsSearch *search;
  CsConversation *conversation;
  char *words;

  /* Template children */
  GtkStack *stack;
  GtkListBox *list;
  GtkAdjustment *adjustment;
  GtkCheckButton *only;
  GtkLabel *only_words;
  AdwStatusPage *nothing;
};

enum {
  SIGNAL_CHOSEN,
  LAST_SIGNAL,
};

static guint signals[LAST_SIGNAL];

G_DEFINE_FINAL_TYPE (CsSearchPane, cs_search_pane, ADW_TYPE_BIN)

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  return cs_search_row_new (item);
}

/* While it is being looked, what was found before stays. */
static void
update_page (CsSearchPane *self)
{
  if (g_list_model_get_n_items (G_LIST_MODEL (self->search)) > 0)
    gtk_stack_set_visible_child_name (self->stack, "list");
  else if (!cs_search_is_searching (self->search) && self->words && *self->words)
    gtk_stack_set_visible_child_name (self->stack, "nothing");
  else
    gtk_stack_set_visible_child_name (self->stack, "searching");
}

static void
look (CsSearchPane *self)
{
  gboolean only = self->conversation && gtk_check_button_get_active (self->only);

  gtk_adjustment_set_value (self->adjustment, 0);
  cs_search_look_for (self->search, self->words, only ? self->conversation : NULL);
  update_page (self);
}

static void
only_toggled_cb (CsSearchPane *self)
{
  if (self->search)
    look (self);
}

static void
row_activated_cb (CsSearchPane  *self,
                  GtkListBoxRow *row)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, cs_search_row_get_hit (CS_SEARCH_ROW (row)));
}

static void
edge_reached_cb (CsSearchPane    *self,
                 GtkPositionType  edge)
{
  if (edge == GTK_POS_BOTTOM)
    cs_search_load_more (self->search);
}

static void
cs_search_pane_dispose (GObject *object)
{
  CsSearchPane *self = CS_SEARCH_PANE (object);

  if (self->list)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  if (self->search)
    g_signal_handlers_disconnect_by_data (self->search, self);
  g_clear_object (&self->search);
  g_clear_object (&self->conversation);
  g_clear_pointer (&self->words, g_free);

  G_OBJECT_CLASS (cs_search_pane_parent_class)->dispose (object);
}

static void
cs_search_pane_class_init (CsSearchPaneClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_search_pane_dispose;

  /**
   * CsSearchPane::chosen:
   * @hit: what was found
   *
   * A message is to be shown in its place.
   */
  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", CS_TYPE_SEARCH_PANE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, CS_TYPE_SEARCH_HIT);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-search-pane.ui");
  gtk_widget_class_bind_template_child (widget_class, CsSearchPane, stack);
  gtk_widget_class_bind_template_child (widget_class, CsSearchPane, list);
  gtk_widget_class_bind_template_child (widget_class, CsSearchPane, adjustment);
  gtk_widget_class_bind_template_child (widget_class, CsSearchPane, only);
  gtk_widget_class_bind_template_child (widget_class, CsSearchPane, only_words);
  gtk_widget_class_bind_template_child (widget_class, CsSearchPane, nothing);
  gtk_widget_class_bind_template_callback (widget_class, only_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, edge_reached_cb);
}

static void
cs_search_pane_init (CsSearchPane *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_search_pane_set_profile:
 * @self: the pane
 * @profile: whose messages to search
 *
 * Gives the pane what it searches, once.
 */
void
cs_search_pane_set_profile (CsSearchPane *self,
                            CsProfile    *profile)
{
  g_return_if_fail (CS_IS_SEARCH_PANE (self));
  g_return_if_fail (!self->search);

  self->search = cs_profile_new_search (profile);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->search), create_row, NULL, NULL);
  g_signal_connect_swapped (self->search, "items-changed", G_CALLBACK (update_page), self);
  g_signal_connect_swapped (self->search, "notify::searching", G_CALLBACK (update_page), self);
}

/**
 * cs_search_pane_set_conversation:
 * @self: the pane
 * @conversation: (nullable): the conversation that is shown beside it
 *
 * Offers to search only in one conversation.
 */
void
cs_search_pane_set_conversation (CsSearchPane   *self,
                                 CsConversation *conversation)
{
  g_return_if_fail (CS_IS_SEARCH_PANE (self));

  /* Going from hit to hit leaves the list of hits as it is. */
  if (self->conversation == conversation)
    return;

  if (gtk_check_button_get_active (self->only))
    gtk_check_button_set_active (self->only, FALSE);
  g_set_object (&self->conversation, conversation);
  gtk_widget_set_visible (GTK_WIDGET (self->only), conversation != NULL);
  if (conversation) {
    g_autofree char *name = cs_text_embed (cs_conversation_get_name (conversation));
    /* Translators: %s is the name of whom one talks to; it stands beside a field to search messages. */
    g_autofree char *label = g_strdup_printf (_("Only messages with %s"), name);

    gtk_label_set_text (self->only_words, label);
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->only), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  }
}

/**
 * cs_search_pane_look_for:
 * @self: the pane
 * @words: what to look for
 *
 * Shows the messages with these words.
 */
void
cs_search_pane_look_for (CsSearchPane *self,
                         const char   *words)
{
  g_autofree char *isolated = NULL;
  g_autofree char *sentence = NULL;

  g_return_if_fail (CS_IS_SEARCH_PANE (self));

  g_free (self->words);
  self->words = g_strstrip (g_strdup (words));
  isolated = cs_text_embed (self->words);
  /* Translators: %s is what somebody looked for in the messages. */
  sentence = g_markup_printf_escaped (_("No message contains “%s”."), isolated);
  adw_status_page_set_description (self->nothing, sentence);
  look (self);
}

/**
 * cs_search_pane_focus:
 * @self: the pane
 *
 * Gives the keyboard to what was found.
 *
 * Returns: whether there is something
 */
gboolean
cs_search_pane_focus (CsSearchPane *self)
{
  GtkListBoxRow *row;

  g_return_val_if_fail (CS_IS_SEARCH_PANE (self), FALSE);

  row = gtk_list_box_get_row_at_index (self->list, 0);

  return row && gtk_widget_grab_focus (GTK_WIDGET (row));
}
