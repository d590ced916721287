/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-archive-bar.h"

#include <glib/gi18n-lib.h>

#include "chat/cs-conversation.h"

struct _CsArchiveBar
{
  AdwBin parent_instance;

  GListModel *archived;
  GtkFilter *filter;

  /* Template children */
  GtkToggleButton *toggle;
  GtkImage *icon;
  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (CsArchiveBar, cs_archive_bar, ADW_TYPE_BIN)

static gboolean
is_archived (gpointer item,
             gpointer user_data)
{
  return cs_conversation_is_archived (item);
}

static gboolean
is_shown (gpointer item,
          gpointer user_data)
{
  CsArchiveBar *self = user_data;

  return cs_conversation_is_archived (item) == gtk_toggle_button_get_active (self->toggle);
}

static void
update_label (CsArchiveBar *self)
{
  guint n = g_list_model_get_n_items (self->archived);
  gboolean inside = gtk_toggle_button_get_active (self->toggle);
  g_autofree char *words = NULL;

  /* Translators: how many conversations are archived */
  words = inside ? g_strdup (_("All conversations")) : g_strdup_printf (ngettext ("%u archived", "%u archived", n), n);
  gtk_label_set_text (self->label, words);
  gtk_image_set_from_icon_name (self->icon, inside ? "go-previous-symbolic" : "folder-symbolic");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  inside ? _("Show all conversations") : _("Show archived conversations"), -1);
}

static void
toggled_cb (CsArchiveBar *self)
{
  update_label (self);
  if (self->filter)
    gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

/* With the last one, the place is gone. */
static void
archived_changed_cb (CsArchiveBar *self)
{
  gboolean empty = g_list_model_get_n_items (self->archived) == 0;

  if (empty)
    gtk_toggle_button_set_active (self->toggle, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self), !empty);
  update_label (self);
}

static void
cs_archive_bar_dispose (GObject *object)
{
  CsArchiveBar *self = CS_ARCHIVE_BAR (object);

  if (self->archived)
    g_signal_handlers_disconnect_by_data (self->archived, self);
  if (self->filter)
    gtk_custom_filter_set_filter_func (GTK_CUSTOM_FILTER (self->filter), NULL, NULL, NULL);
  g_clear_object (&self->archived);
  g_clear_object (&self->filter);

  G_OBJECT_CLASS (cs_archive_bar_parent_class)->dispose (object);
}

static void
cs_archive_bar_class_init (CsArchiveBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_archive_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-archive-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, CsArchiveBar, toggle);
  gtk_widget_class_bind_template_child (widget_class, CsArchiveBar, icon);
  gtk_widget_class_bind_template_child (widget_class, CsArchiveBar, label);
  gtk_widget_class_bind_template_callback (widget_class, toggled_cb);
}

static void
cs_archive_bar_init (CsArchiveBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_archive_bar_filter:
 * @self: the bar
 * @conversations: (transfer full): a list of [class@Conversation]
 *
 * Gives the bar what it counts, once.
 *
 * Returns: (transfer full): those of @conversations that are to be shown: the archived ones, or all others
 */
GListModel *
cs_archive_bar_filter (CsArchiveBar *self,
                       GListModel   *conversations)
{
  GtkFilter *archived = GTK_FILTER (gtk_custom_filter_new (is_archived, NULL, NULL));

  g_return_val_if_fail (CS_IS_ARCHIVE_BAR (self), NULL);
  g_return_val_if_fail (!self->filter, NULL);

  self->archived = G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (conversations), archived));
  self->filter = GTK_FILTER (gtk_custom_filter_new (is_shown, self, NULL));
  g_signal_connect_swapped (self->archived, "items-changed", G_CALLBACK (archived_changed_cb), self);
  archived_changed_cb (self);

  return G_LIST_MODEL (gtk_filter_list_model_new (conversations, g_object_ref (self->filter)));
}
