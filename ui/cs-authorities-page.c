/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-authorities-page.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"

#include "cs-anchor-toast.h"
#include "cs-authorities-window.h"
#include "cs-authority-row.h"
#include "cs-import-opener.h"
#include "cs-locked-row.h"
#include "cs-toast.h"

struct _CsAuthoritiesPage
{
  AdwPreferencesPage parent_instance;

  CsProfile *profile;      /* owned */
  CsAnchorStore *anchors;  /* the profile's */

  /* Template children */
  GtkListBox *imported_list;
  GtkWidget *import_locked;
  GtkWidget *administrator_group;
  GtkListBox *administrator_list;
  AdwPreferencesRow *system_row;
  GtkWidget *bad_files_group;
  GtkListBox *bad_files_list;
};

G_DEFINE_FINAL_TYPE (CsAuthoritiesPage, cs_authorities_page, ADW_TYPE_PREFERENCES_PAGE)

static void
import_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  cs_import_opener_open (widget, CS_AUTHORITIES_PAGE (widget)->profile, NULL, NULL);
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         gpointer       user_data)
{
  CsAuthoritiesPage *self = user_data;
  g_autoptr (GFile) file = cs_import_opener_take_drop (value);

  if (!file || !cs_anchor_store_is_import_allowed (self->anchors))
    return FALSE;

  cs_import_opener_open (GTK_WIDGET (self), self->profile, NULL, file);
  return TRUE;
}

static void
show_system_cb (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  CsAuthoritiesPage *self = CS_AUTHORITIES_PAGE (widget);

  cs_authorities_window_present (GTK_WINDOW (gtk_widget_get_root (widget)),
                                 cs_anchor_store_list (self->anchors, CS_ANCHOR_SYSTEM));
}

/* The toast needs the anchor, which the callback gets as its data. */
typedef struct {
  CsAuthoritiesPage *page;
  CsAnchor *anchor;
} Removal;

static void
removal_free (Removal *removal)
{
  g_object_unref (removal->page);
  g_object_unref (removal->anchor);
  g_free (removal);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Removal, removal_free)

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Removal) removal = user_data;
  g_autoptr (GError) error = NULL;
  CsAnchorStore *anchors = CS_ANCHOR_STORE (source);

  if (cs_anchor_store_remove_finish (anchors, result, &error)) {
    cs_toast_add (GTK_WIDGET (removal->page), cs_anchor_toast_new_removed (anchors, removal->anchor));
  } else {
    g_autofree char *text = NULL;

    /* Translators: %s is the reason, a sentence of the system */
    text = g_strdup_printf (_("It could not be removed: %s"), error->message);
    cs_toast_show (GTK_WIDGET (removal->page), text);
  }
}

static void
remove_cb (CsAuthorityRow *row,
           gpointer        user_data)
{
  CsAuthoritiesPage *self = user_data;
  Removal *removal = g_new0 (Removal, 1);

  removal->page = g_object_ref (self);
  removal->anchor = g_object_ref (cs_authority_row_get_anchor (row));
  cs_anchor_store_remove_async (self->anchors, removal->anchor, NULL, removed_cb, removal);
}

static GtkWidget *
create_authority_row (gpointer item,
                      gpointer user_data)
{
  CsAuthoritiesPage *self = user_data;
  GtkWidget *row = cs_authority_row_new (CS_ANCHOR (item));

  g_signal_connect_object (row, "remove", G_CALLBACK (remove_cb), self, 0);

  return row;
}

static GtkWidget *
create_bad_file_row (gpointer item,
                     gpointer user_data)
{
  g_autofree char *name = g_file_get_parse_name (G_FILE (item));
  g_autofree char *visible = cs_text_make_visible (name);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), visible);
  adw_preferences_row_set_title_selectable (ADW_PREFERENCES_ROW (row), TRUE);

  return row;
}

static void
update_groups (CsAuthoritiesPage *self)
{
  guint n_system = cs_anchor_store_count (self->anchors, CS_ANCHOR_SYSTEM);
  g_autofree char *title = NULL;

  /* Translators: the number of authorities that the operating system trusts */
  title = g_strdup_printf (ngettext ("%u authority", "%u authorities", n_system), n_system);
  adw_preferences_row_set_title (self->system_row, title);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "authorities.show-system", n_system > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "authorities.import",
                                 cs_anchor_store_is_import_allowed (self->anchors));
  gtk_widget_set_visible (self->import_locked, !cs_anchor_store_is_import_allowed (self->anchors));

  gtk_widget_set_visible (self->administrator_group,
                          cs_anchor_store_count (self->anchors, CS_ANCHOR_ADMINISTRATOR) > 0);
  gtk_widget_set_visible (self->bad_files_group,
                          g_list_model_get_n_items (cs_anchor_store_list_bad_files (self->anchors)) > 0);
}

/* A list may outlive the page for a while, and would make rows for it. */
static void
cs_authorities_page_dispose (GObject *object)
{
  CsAuthoritiesPage *self = CS_AUTHORITIES_PAGE (object);
  GtkListBox *lists[] = { self->imported_list, self->administrator_list, self->bad_files_list };

  for (guint i = 0; self->profile && i < G_N_ELEMENTS (lists); i++)
    gtk_list_box_bind_model (lists[i], NULL, NULL, NULL, NULL);
  g_clear_object (&self->profile);

  G_OBJECT_CLASS (cs_authorities_page_parent_class)->dispose (object);
}

static void
cs_authorities_page_class_init (CsAuthoritiesPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (CS_TYPE_LOCKED_ROW);

  object_class->dispose = cs_authorities_page_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-authorities-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CsAuthoritiesPage, imported_list);
  gtk_widget_class_bind_template_child (widget_class, CsAuthoritiesPage, import_locked);
  gtk_widget_class_bind_template_child (widget_class, CsAuthoritiesPage, administrator_group);
  gtk_widget_class_bind_template_child (widget_class, CsAuthoritiesPage, administrator_list);
  gtk_widget_class_bind_template_child (widget_class, CsAuthoritiesPage, system_row);
  gtk_widget_class_bind_template_child (widget_class, CsAuthoritiesPage, bad_files_group);
  gtk_widget_class_bind_template_child (widget_class, CsAuthoritiesPage, bad_files_list);
  gtk_widget_class_bind_template_callback (widget_class, drop_cb);
  gtk_widget_class_install_action (widget_class, "authorities.import", NULL, import_cb);
  gtk_widget_class_install_action (widget_class, "authorities.show-system", NULL, show_system_cb);
}

static void
cs_authorities_page_init (CsAuthoritiesPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_authorities_page_new:
 * @profile: whose trust anchors are meant
 *
 * Returns: (transfer floating): a page that lists them, and imports and removes those of the person
 */
CsAuthoritiesPage *
cs_authorities_page_new (CsProfile *profile)
{
  CsAuthoritiesPage *self = g_object_new (CS_TYPE_AUTHORITIES_PAGE, NULL);
  CsAnchorStore *anchors = cs_profile_get_anchors (profile);
  GListModel *imported = cs_anchor_store_list (anchors, CS_ANCHOR_IMPORTED);
  GListModel *administrator = cs_anchor_store_list (anchors, CS_ANCHOR_ADMINISTRATOR);
  GListModel *bad_files = cs_anchor_store_list_bad_files (anchors);

  self->profile = g_object_ref (profile);
  self->anchors = anchors;
  gtk_list_box_bind_model (self->imported_list, imported, create_authority_row, self, NULL);
  gtk_list_box_bind_model (self->administrator_list, administrator, create_authority_row, self, NULL);
  gtk_list_box_bind_model (self->bad_files_list, bad_files, create_bad_file_row, self, NULL);
  g_signal_connect_object (anchors, "changed", G_CALLBACK (update_groups), self, G_CONNECT_SWAPPED);
  update_groups (self);
  /* Without an account nobody has needed them yet. */
  if (!cs_anchor_store_get_anchors (anchors))
    cs_anchor_store_load_async (anchors, NULL, NULL, NULL);

  return self;
}
