/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-import-dialog.h"

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"
#include "trust/cs-certificate-file.h"

#include "cs-chain-row.h"
#include "cs-import-opener.h"
#include "cs-import-page.h"
#include "cs-import-words.h"
#include "cs-small-file.h"

struct _CsImportDialog
{
  AdwWindow parent_instance;

  CsAnchorStore *anchors;         /* owned */
  CsAnchor *previous;             /* owned, nullable: the same authority as it was imported before */
  GCancellable *cancellable;      /* owned */
  GFile *file;                    /* owned, nullable: what is being read */
  GtkFileChooserNative *chooser;  /* owned, while it is open */

  /* Template children */
  GtkStack *pages;
  GtkWidget *another_button;
  GtkWidget *choose_button;
  GtkWidget *error_box;
  GtkLabel *error_label;
  GtkListBox *candidates;
  CsImportPage *page;
  GtkLabel *import_error_label;
  GtkWidget *cancel_button;
  GtkWidget *trust_button;
  GtkLabel *trust_label;
};

G_DEFINE_FINAL_TYPE (CsImportDialog, cs_import_dialog, ADW_TYPE_WINDOW)

enum {
  IMPORTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
update_button (CsImportDialog *self)
{
  const char *classes[] = { cs_import_page_get_button_class (self->page), NULL };
  g_autofree char *label = cs_import_page_get_button_label (self->page);

  gtk_label_set_text (self->trust_label, label);
  gtk_widget_set_tooltip_text (self->trust_button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->trust_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_widget_set_css_classes (self->trust_button, classes);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.trust", cs_import_page_is_ready (self->page));
}

static void
show_page (CsImportDialog *self,
           const char     *name)
{
  gtk_stack_set_visible_child_name (self->pages, name);
  gtk_widget_set_visible (self->another_button, !g_str_equal (name, "choose"));
  gtk_widget_set_visible (self->trust_button, g_str_equal (name, "confirm"));
  gtk_widget_set_visible (GTK_WIDGET (self->import_error_label), FALSE);
}

static CsAnchor *
find_imported (CsImportDialog *self,
               CsCertificate  *certificate)
{
  GListModel *imported = cs_anchor_store_list (self->anchors, CS_ANCHOR_IMPORTED);
  guint n_imported = g_list_model_get_n_items (imported);

  for (guint i = 0; i < n_imported; i++) {
    g_autoptr (CsAnchor) anchor = g_list_model_get_item (imported, i);

    if (cs_certificate_equal (cs_anchor_get_certificate (anchor), certificate))
      return g_steal_pointer (&anchor);
  }

  return NULL;
}

static void
show_certificate (CsImportDialog *self,
                  CsCertificate  *certificate)
{
  g_autoptr (CsAnchor) known = find_imported (self, certificate);

  show_page (self, "confirm");
  cs_import_page_set_certificate (self->page, certificate, known);
  update_button (self);
}

static void
show_file_error (CsImportDialog *self,
                 GFile          *file,
                 const GError   *error,
                 CsCertificate  *certificate)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *words = cs_import_words_for_error (error,
                                                      name ? name : "",
                                                      certificate ? cs_certificate_get_title (certificate) : NULL);

  gtk_label_set_text (self->error_label, words);
  gtk_widget_set_visible (self->error_box, TRUE);
  show_page (self, "choose");
  gtk_widget_grab_focus (self->choose_button);
}

static void
show_candidates (CsImportDialog *self,
                 GPtrArray      *candidates)
{
  GtkWidget *row;

  while ((row = gtk_widget_get_first_child (GTK_WIDGET (self->candidates))))
    gtk_list_box_remove (self->candidates, row);
  for (guint i = 0; i < candidates->len; i++)
    gtk_list_box_append (self->candidates, cs_chain_row_new (candidates->pdata[i], NULL));

  show_page (self, "several");
  gtk_widget_grab_focus (gtk_widget_get_first_child (GTK_WIDGET (self->candidates)));
}

/* Which of the certificates in a file may be imported. Where none may, says why the first may not. */
static GPtrArray *
find_candidates (CsImportDialog  *self,
                 GPtrArray       *certificates,
                 GError         **error)
{
  g_autoptr (GPtrArray) candidates = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) first_error = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  for (guint i = 0; i < certificates->len; i++) {
    g_autoptr (GBytes) der = g_bytes_ref (cs_certificate_get_der (certificates->pdata[i]));
    g_autoptr (GError) local_error = NULL;
    CsCertificate *certificate = cs_anchor_store_inspect (self->anchors, der, now, &local_error);

    if (certificate)
      g_ptr_array_add (candidates, certificate);
    else if (!first_error)
      first_error = g_steal_pointer (&local_error);
  }

  if (candidates->len > 0)
    return g_steal_pointer (&candidates);

  g_propagate_error (error, g_steal_pointer (&first_error));
  return NULL;
}

static void
take_contents (CsImportDialog *self,
               GFile          *file,
               GBytes         *contents)
{
  g_autoptr (GPtrArray) certificates = NULL;
  g_autoptr (GPtrArray) candidates = NULL;
  g_autoptr (GError) error = NULL;

  certificates = cs_certificate_file_parse (contents, &error);
  if (certificates)
    candidates = find_candidates (self, certificates, &error);

  if (!candidates)
    show_file_error (self, file, error, certificates ? certificates->pdata[0] : NULL);
  else if (candidates->len == 1)
    show_certificate (self, candidates->pdata[0]);
  else
    show_candidates (self, candidates);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (CsImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) contents = cs_small_file_load_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.choose", TRUE);
  if (contents)
    take_contents (self, G_FILE (source), contents);
  else
    show_file_error (self, G_FILE (source), error, NULL);
}

static void
read_file (CsImportDialog *self)
{
  cs_small_file_load_async (self->file,
                            CS_CERTIFICATE_FILE_MAX,
                            self->cancellable,
                            loaded_cb,
                            g_object_ref (self));
}

static void
anchors_loaded_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (CsImportDialog) self = user_data;

  if (cs_anchor_store_load_finish (CS_ANCHOR_STORE (source), result, NULL))
    read_file (self);
}

/* What is trusted already, or never must be, has to be known before a file is judged. */
static void
load (CsImportDialog *self,
      GFile          *file)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  g_set_object (&self->file, file);

  gtk_widget_set_visible (self->error_box, FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.choose", FALSE);
  if (cs_anchor_store_get_anchors (self->anchors))
    read_file (self);
  else
    cs_anchor_store_load_async (self->anchors, self->cancellable, anchors_loaded_cb, g_object_ref (self));
}

static void
chooser_response_cb (GtkNativeDialog *chooser,
                     int              response,
                     CsImportDialog  *self)
{
  g_autoptr (GFile) file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  g_clear_object (&self->chooser);
  if (file)
    load (self, file);
}

static void
choose_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  CsImportDialog *self = CS_IMPORT_DIALOG (widget);
  g_autoptr (GtkFileFilter) certificates = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();
  const char * const suffixes[] = { "pem", "crt", "cer", "der", "p7b", "p7c" };

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_("Choose a Root Certificate"),
                                               GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_OPEN,
                                               _("_Open"),
                                               NULL);
  gtk_file_filter_set_name (certificates, _("Certificates"));
  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++)
    gtk_file_filter_add_suffix (certificates, suffixes[i]);
  gtk_file_filter_set_name (all, _("All Files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), certificates);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), all);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chooser_response_cb), self, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         gpointer       user_data)
{
  CsImportDialog *self = user_data;
  g_autoptr (GFile) file = cs_import_opener_take_drop (value);

  if (!file)
    return FALSE;

  load (self, file);
  return TRUE;
}

static void
candidate_activated_cb (GtkListBox    *list,
                        GtkListBoxRow *row,
                        gpointer       user_data)
{
  CsImportDialog *self = user_data;

  show_certificate (self, cs_chain_row_get_certificate (CS_CHAIN_ROW (row)));
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (CsImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsAnchor) anchor = cs_anchor_store_import_finish (CS_ANCHOR_STORE (source), result, &error);

  /* The dialog was closed meanwhile. */
  if (!self->anchors)
    return;

  gtk_widget_set_sensitive (GTK_WIDGET (self->page), TRUE);
  if (anchor) {
    g_signal_emit (self, signals[IMPORTED], 0, anchor);
    gtk_window_close (GTK_WINDOW (self));
    return;
  }

  if (error->domain == CS_ERROR) {
    const char *title = cs_certificate_get_title (cs_import_page_get_certificate (self->page));
    g_autofree char *words = cs_import_words_for_error (error, title, title);

    gtk_label_set_text (self->import_error_label, words);
  } else {
    g_autofree char *words = NULL;

    /* Translators: %s is the reason, a sentence of the system */
    words = g_strdup_printf (_("It could not be kept: %s"), error->message);
    gtk_label_set_text (self->import_error_label, words);
  }
  gtk_widget_set_visible (GTK_WIDGET (self->import_error_label), TRUE);
  update_button (self);
}

static void
trust_cb (GtkWidget  *widget,
          const char *action_name,
          GVariant   *parameter)
{
  CsImportDialog *self = CS_IMPORT_DIALOG (widget);
  g_auto (GStrv) domains = NULL;

  if (!cs_import_page_is_ready (self->page))
    return;

  g_clear_object (&self->previous);
  self->previous = find_imported (self, cs_import_page_get_certificate (self->page));
  domains = cs_import_page_get_domains (self->page);
  /* An entry that is made insensitive while it has the focus is not told that it lost it, and GTK complains. */
  gtk_widget_grab_focus (self->cancel_button);
  gtk_widget_set_sensitive (GTK_WIDGET (self->page), FALSE);
  gtk_widget_action_set_enabled (widget, "import.trust", FALSE);
  cs_anchor_store_import_async (self->anchors,
                                cs_import_page_get_certificate (self->page),
                                (const char * const *) domains,
                                NULL,
                                imported_cb,
                                g_object_ref (self));
}

static void
cs_import_dialog_dispose (GObject *object)
{
  CsImportDialog *self = CS_IMPORT_DIALOG (object);

  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->file);
  g_clear_object (&self->chooser);
  g_clear_object (&self->previous);
  g_clear_object (&self->anchors);

  G_OBJECT_CLASS (cs_import_dialog_parent_class)->dispose (object);
}

static void
cs_import_dialog_class_init (CsImportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cs_import_dialog_dispose;

  /**
   * CsImportDialog::imported:
   * @anchor: the new trust anchor
   *
   * An authority was imported. The dialog closes itself.
   */
  signals[IMPORTED] = g_signal_new ("imported",
                                    G_TYPE_FROM_CLASS (klass),
                                    G_SIGNAL_RUN_LAST,
                                    0, NULL, NULL, NULL,
                                    G_TYPE_NONE,
                                    1, CS_TYPE_ANCHOR);

  g_type_ensure (CS_TYPE_IMPORT_PAGE);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CsImportDialog, pages);
  gtk_widget_class_bind_template_child (widget_class, CsImportDialog, another_button);
  gtk_widget_class_bind_template_child (widget_class, CsImportDialog, choose_button);
  gtk_widget_class_bind_template_child (widget_class, CsImportDialog, error_box);
  gtk_widget_class_bind_template_child (widget_class, CsImportDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, CsImportDialog, candidates);
  gtk_widget_class_bind_template_child (widget_class, CsImportDialog, page);
  gtk_widget_class_bind_template_child (widget_class, CsImportDialog, import_error_label);
  gtk_widget_class_bind_template_child (widget_class, CsImportDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, CsImportDialog, trust_button);
  gtk_widget_class_bind_template_child (widget_class, CsImportDialog, trust_label);
  gtk_widget_class_bind_template_callback (widget_class, candidate_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, drop_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_button);
  gtk_widget_class_install_action (widget_class, "import.choose", NULL, choose_cb);
  gtk_widget_class_install_action (widget_class, "import.trust", NULL, trust_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cs_import_dialog_init (CsImportDialog *self)
{
  self->cancellable = g_cancellable_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.trust", FALSE);
}

/**
 * cs_import_dialog_present:
 * @parent: (nullable): the window to stand above
 * @profile: where the authority goes
 * @domain: (nullable): the SIP domain it may vouch for by default
 * @file: (nullable): a file to start with
 *
 * Opens the dialog that imports an authority.
 *
 * Returns: (transfer none): the dialog, owned by GTK
 */
CsImportDialog *
cs_import_dialog_present (GtkWindow     *parent,
                          CsProfile     *profile,
                          const char    *domain,
                          GFile         *file)
{
  CsImportDialog *self;
  g_autoptr (CsHost) host = NULL;

  g_return_val_if_fail (CS_IS_PROFILE (profile), NULL);

  self = g_object_new (CS_TYPE_IMPORT_DIALOG, "transient-for", parent, NULL);
  self->anchors = g_object_ref (cs_profile_get_anchors (profile));
  host = domain ? cs_host_parse (domain, NULL) : NULL;
  cs_import_page_set_domain (self->page, host);
  cs_import_page_set_sessions (self->page, cs_profile_get_sessions (profile));
  if (file)
    load (self, file);
  gtk_window_present (GTK_WINDOW (self));

  return self;
}

/**
 * cs_import_dialog_get_previous:
 * @self: an import dialog that has just imported
 *
 * Returns: (transfer none) (nullable): the same authority as it was imported before
 */
CsAnchor *
cs_import_dialog_get_previous (CsImportDialog *self)
{
  g_return_val_if_fail (CS_IS_IMPORT_DIALOG (self), NULL);

  return self->previous;
}

/**
 * cs_import_dialog_get_anchors:
 * @self: an import dialog
 *
 * Returns: (transfer none): the trust anchors that an imported authority joins
 */
CsAnchorStore *
cs_import_dialog_get_anchors (CsImportDialog *self)
{
  g_return_val_if_fail (CS_IS_IMPORT_DIALOG (self), NULL);

  return self->anchors;
}
