/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-authorities-window.h"

#include "trust/cs-anchor.h"

#include "cs-authority-row.h"

struct _CsAuthoritiesWindow
{
  AdwWindow parent_instance;

  GtkCustomFilter *filter;  /* owned */
  char *wanted;             /* case-folded */

  /* Template children */
  GtkEditable *search_entry;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (CsAuthoritiesWindow, cs_authorities_window, ADW_TYPE_WINDOW)

static gboolean
text_matches (CsAuthoritiesWindow *self,
              const char          *text)
{
  g_autofree char *folded = text ? g_utf8_casefold (text, -1) : NULL;

  return folded && strstr (folded, self->wanted);
}

static gboolean
anchor_matches (gpointer item,
                gpointer user_data)
{
  CsAuthoritiesWindow *self = user_data;
  CsCertificate *certificate = cs_anchor_get_certificate (CS_ANCHOR (item));

  return !self->wanted
      || text_matches (self, cs_certificate_get_title (certificate))
      || text_matches (self, cs_certificate_get_organization (certificate));
}

static int
compare_titles (gconstpointer a,
                gconstpointer b,
                gpointer      user_data)
{
  return g_utf8_collate (cs_certificate_get_title (cs_anchor_get_certificate (CS_ANCHOR ((gpointer) a))),
                         cs_certificate_get_title (cs_anchor_get_certificate (CS_ANCHOR ((gpointer) b))));
}

static void
search_changed_cb (CsAuthoritiesWindow *self)
{
  g_free (self->wanted);
  self->wanted = g_utf8_casefold (gtk_editable_get_text (self->search_entry), -1);
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  return cs_authority_row_new (CS_ANCHOR (item));
}

static void
cs_authorities_window_dispose (GObject *object)
{
  CsAuthoritiesWindow *self = CS_AUTHORITIES_WINDOW (object);

  if (self->list)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  if (self->filter)
    gtk_custom_filter_set_filter_func (self->filter, NULL, NULL, NULL);
  g_clear_object (&self->filter);
  g_clear_pointer (&self->wanted, g_free);

  G_OBJECT_CLASS (cs_authorities_window_parent_class)->dispose (object);
}

static void
cs_authorities_window_class_init (CsAuthoritiesWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cs_authorities_window_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-authorities-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CsAuthoritiesWindow, search_entry);
  gtk_widget_class_bind_template_child (widget_class, CsAuthoritiesWindow, list);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cs_authorities_window_init (CsAuthoritiesWindow *self)
{
  self->filter = gtk_custom_filter_new (anchor_matches, self, NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_authorities_window_present:
 * @parent: the window to stand above
 * @anchors: (type GListModel<CsAnchor>): authorities
 *
 * Shows @anchors and lets the person search them by name.
 */
void
cs_authorities_window_present (GtkWindow  *parent,
                               GListModel *anchors)
{
  CsAuthoritiesWindow *self;
  GtkSortListModel *sorted;
  g_autoptr (GtkFilterListModel) filtered = NULL;

  g_return_if_fail (G_IS_LIST_MODEL (anchors));

  self = g_object_new (CS_TYPE_AUTHORITIES_WINDOW, "transient-for", parent, NULL);
  sorted = gtk_sort_list_model_new (g_object_ref (anchors), GTK_SORTER (gtk_custom_sorter_new (compare_titles, NULL, NULL)));
  filtered = gtk_filter_list_model_new (G_LIST_MODEL (sorted), GTK_FILTER (g_object_ref (self->filter)));
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (filtered), create_row, NULL, NULL);
  gtk_window_present (GTK_WINDOW (self));
}
