/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-import-opener.h"

#include "cs-anchor-toast.h"
#include "cs-toast.h"

static void
imported_cb (GtkWidget      *widget,
             CsAnchor       *anchor,
             CsImportDialog *dialog)
{
  cs_toast_add (widget, cs_anchor_toast_new_imported (cs_import_dialog_get_anchors (dialog), anchor,
                                                      cs_import_dialog_get_previous (dialog)));
}

/**
 * cs_import_opener_open:
 * @widget: what the dialog is opened from; the toast afterwards shows there
 * @profile: the profile whose trust anchors an imported authority joins
 * @domain: (nullable): the domain to offer
 * @file: (nullable): what to read at once
 *
 * Opens the import dialog, and tells when an authority was imported.
 *
 * Returns: (transfer none): the dialog, owned by GTK
 */
CsImportDialog *
cs_import_opener_open (GtkWidget  *widget,
                       CsProfile  *profile,
                       const char *domain,
                       GFile      *file)
{
  CsImportDialog *dialog = cs_import_dialog_present (GTK_WINDOW (gtk_widget_get_root (widget)), profile, domain, file);

  g_signal_connect_object (dialog, "imported", G_CALLBACK (imported_cb), widget, G_CONNECT_SWAPPED);

  return dialog;
}

/**
 * cs_import_opener_take_drop:
 * @value: a #GdkFileList that was dropped
 *
 * Returns: (transfer full) (nullable): the first of the files
 */
GFile *
cs_import_opener_take_drop (const GValue *value)
{
  g_autoptr (GSList) files = gdk_file_list_get_files (g_value_get_boxed (value));

  return files ? g_object_ref (files->data) : NULL;
}
