/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-contact-files.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"
#include "chat/cs-contact-import.h"

#include "cs-contact-import-dialog.h"
#include "cs-small-file.h"
#include "cs-toast.h"

/* What goes on while files are chosen, read and written. */
typedef struct {
  GtkWidget *widget;
  CsProfile *profile;
  GtkFileChooserNative *chooser;
  GBytes *file;
  GPtrArray *cards;
  GPtrArray *left_out;
  char *name;
} Work;

static Work *
work_new (GtkWidget *widget,
          CsProfile *profile)
{
  Work *work = g_new0 (Work, 1);

  work->widget = g_object_ref (widget);
  work->profile = g_object_ref (profile);

  return work;
}

static void
work_free (Work *work)
{
  g_object_unref (work->widget);
  g_object_unref (work->profile);
  g_clear_object (&work->chooser);
  g_clear_pointer (&work->file, g_bytes_unref);
  g_clear_pointer (&work->cards, g_ptr_array_unref);
  g_clear_pointer (&work->left_out, g_ptr_array_unref);
  g_free (work->name);
  g_free (work);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Work, work_free)

static GtkWindow *
get_window (Work *work)
{
  GtkRoot *root = gtk_widget_get_root (work->widget);

  return root ? GTK_WINDOW (root) : NULL;
}

static void
tell (Work       *work,
      const char *heading,
      const char *body)
{
  GtkWidget *dialog = adw_message_dialog_new (get_window (work), heading, body);

  adw_message_dialog_add_response (ADW_MESSAGE_DIALOG (dialog), "close", _("_Close"));
  gtk_window_present (GTK_WINDOW (dialog));
}

/* Thousands of cards take longer than a frame. */
static void
read_cards (GTask        *task,
            gpointer      source,
            gpointer      task_data,
            GCancellable *cancellable)
{
  Work *work = task_data;
  GError *error = NULL;

  work->cards = cs_vcard_read (work->file, &work->left_out, &error);
  if (work->cards)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  Work *work = user_data;
  g_autoptr (GError) error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    if (get_window (work))
      tell (work, _("The contacts could not be read"), error->message);
  } else if (get_window (work)) {
    cs_contact_import_dialog_present (work->widget, work->profile, NULL, work->cards, work->left_out);
  }
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Work) work = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GTask) task = NULL;

  work->file = cs_small_file_load_finish (result, &error);
  if (!work->file) {
    if (get_window (work))
      tell (work, _("The contacts could not be read"), error->message);
    return;
  }

  task = g_task_new (NULL, NULL, read_cb, work);
  g_task_set_source_tag (task, loaded_cb);
  g_task_set_task_data (task, g_steal_pointer (&work), (GDestroyNotify) work_free);
  g_task_run_in_thread (task, read_cards);
}

static void
import_chosen_cb (GtkNativeDialog *dialog,
                  int              response,
                  gpointer         user_data)
{
  g_autoptr (Work) work = user_data;
  g_autoptr (GFile) file = NULL;

  if (response != GTK_RESPONSE_ACCEPT)
    return;

  file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  cs_small_file_load_async (file, CS_VCARD_MAX_SIZE, NULL, loaded_cb, g_steal_pointer (&work));
}

/**
 * cs_contact_files_import:
 * @widget: a widget in the window that asks
 * @profile: whose contacts to add to
 *
 * Asks for a vCard file, shows what would come of it, and does it where that is wished.
 */
void
cs_contact_files_import (GtkWidget *widget,
                         CsProfile *profile)
{
  Work *work = work_new (widget, profile);
  g_autoptr (GtkFileFilter) cards = gtk_file_filter_new ();

  gtk_file_filter_set_name (cards, _("vCard files"));
  gtk_file_filter_add_mime_type (cards, "text/vcard");
  gtk_file_filter_add_suffix (cards, "vcf");
  work->chooser = gtk_file_chooser_native_new (_("Import vCard"), get_window (work), GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (work->chooser), TRUE);
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (work->chooser), cards);
  g_signal_connect (work->chooser, "response", G_CALLBACK (import_chosen_cb), work);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (work->chooser));
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Work) work = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = cs_toast_embed (work->name);
  g_autofree char *words = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error)) {
    tell (work, _("The contacts could not be written"), error->message);
    return;
  }

  /* Translators: %s is the name of a file. */
  words = g_strdup_printf (_("“%s” was written"), name);
  cs_toast_show (work->widget, words);
}

static void
export_chosen_cb (GtkNativeDialog *dialog,
                  int              response,
                  gpointer         user_data)
{
  g_autoptr (Work) work = user_data;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GPtrArray) cards = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *base = NULL;
  char *text;

  if (response != GTK_RESPONSE_ACCEPT)
    return;

  file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  base = g_file_get_basename (file);
  work->name = g_filename_display_name (base);
  cards = cs_contact_export (cs_profile_get_contacts (work->profile));
  text = cs_vcard_write (cards);
  bytes = g_bytes_new_take (text, strlen (text));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL, written_cb, g_steal_pointer (&work));
}

/**
 * cs_contact_files_export:
 * @widget: a widget in the window that asks
 * @profile: whose contacts to write down
 *
 * Writes all contacts into a vCard file.
 */
void
cs_contact_files_export (GtkWidget *widget,
                         CsProfile *profile)
{
  Work *work = work_new (widget, profile);

  work->chooser = gtk_file_chooser_native_new (_("Export vCard"), get_window (work), GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (work->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (work->chooser), _("contacts.vcf"));
  g_signal_connect (work->chooser, "response", G_CALLBACK (export_chosen_cb), work);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (work->chooser));
}
