/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-contact-files.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "chat/cs-contact-import.h"

#include "cs-small-file.h"
#include "cs-toast.h"

/* So many are shown before they count; the number of the others is said. */
#define SHOWN 100

/* What goes on while files are chosen, read and written. */
typedef struct {
  GtkWidget *widget;
  CsProfile *profile;
  GtkFileChooserNative *chooser;
  CsContactImport *import;
  guint skipped;
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
  g_clear_pointer (&work->import, cs_contact_import_free);
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

static void
free_work (gpointer  data,
           GClosure *closure)
{
  work_free (data);
}

static void
free_import (gpointer  data,
             GClosure *closure)
{
  cs_contact_import_free (data);
}

static void
undo_cb (AdwToast        *toast,
         CsContactImport *import)
{
  cs_contact_import_undo (import);
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             Work             *work)
{
  guint n = work->import ? cs_contact_import_count (work->import) : 0;
  g_autofree char *words = NULL;
  AdwToast *toast;

  if (n == 0 || g_strcmp0 (response, "import") != 0)
    return;

  cs_contact_import_apply (work->import);
  words = g_strdup_printf (ngettext ("%u contact was imported", "%u contacts were imported", n), n);
  toast = adw_toast_new (words);
  adw_toast_set_button_label (toast, _("Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), g_steal_pointer (&work->import), free_import, 0);
  cs_toast_add (work->widget, toast);
}

/* In full sentences, those that there is something to say for. */
static char *
make_words (Work *work)
{
  g_autoptr (GStrvBuilder) words = g_strv_builder_new ();
  g_auto (GStrv) sentences = NULL;
  guint n_new = cs_contact_import_count_new (work->import);
  guint n_more = cs_contact_import_count (work->import) - n_new;
  guint n_known = cs_contact_import_count_known (work->import);

  if (n_new > 0) {
    g_autofree char *sentence = g_strdup_printf (ngettext ("%u contact is new.", "%u contacts are new.", n_new), n_new);

    g_strv_builder_add (words, sentence);
  }
  if (n_more > 0) {
    g_autofree char *sentence = g_strdup_printf (ngettext ("%u is completed.", "%u are completed.", n_more), n_more);

    g_strv_builder_add (words, sentence);
  }
  if (n_known > 0) {
    g_autofree char *sentence = g_strdup_printf (ngettext ("%u is there already.", "%u are there already.", n_known), n_known);

    g_strv_builder_add (words, sentence);
  }
  if (work->skipped > 0) {
    g_autofree char *sentence = g_strdup_printf (ngettext ("%u has no SIP address.", "%u have no SIP address.", work->skipped),
                                                 work->skipped);

    g_strv_builder_add (words, sentence);
  }

  sentences = g_strv_builder_end (words);

  return g_strjoinv (" ", sentences);
}

static GtkWidget *
make_row (Work  *work,
          guint  number)
{
  const char *name;
  gboolean is_new;
  CsContact *contact = cs_contact_import_get (work->import, number, &name, &is_new);
  const char *address = cs_address_get_display (cs_contact_get_address (contact));
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name ? name : address);
  if (is_new) {
    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), name ? address : "");
  } else {
    /* Translators: %s is the address of a contact. */
    g_autofree char *words = g_strdup_printf (_("%s (already there, completed)"), address);

    adw_action_row_set_subtitle (ADW_ACTION_ROW (row), words);
  }

  return row;
}

static GtkWidget *
make_list (Work *work)
{
  guint n = cs_contact_import_count (work->import);
  GtkWidget *list = gtk_list_box_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  for (guint i = 0; i < MIN (n, SHOWN); i++)
    gtk_list_box_append (GTK_LIST_BOX (list), make_row (work, i));
  if (n > SHOWN) {
    g_autofree char *words = g_strdup_printf (ngettext ("And %u more", "And %u more", n - SHOWN), n - SHOWN);

    gtk_list_box_append (GTK_LIST_BOX (list), gtk_label_new (words));
  }
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), list);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scroller), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (scroller), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), 300);

  return scroller;
}

/* Nothing counts before it was seen. */
static void
ask (Work *owned)
{
  g_autoptr (Work) work = owned;
  g_autofree char *words = make_words (work);
  GtkWidget *dialog;

  if (cs_contact_import_count (work->import) == 0) {
    tell (work, _("Nothing to Import"), words);
    return;
  }

  dialog = adw_message_dialog_new (get_window (work), _("Import Contacts?"), words);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("_Cancel"),
                                    "import", _("_Import"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "import", ADW_RESPONSE_SUGGESTED);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "import");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), make_list (work));
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), g_steal_pointer (&work), free_work, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

/* People of a file belong to the first account; who has several moves them by hand. */
static const char *
get_account (Work *work)
{
  g_autoptr (CsSession) session = g_list_model_get_item (cs_profile_get_sessions (work->profile), 0);

  return session ? cs_account_get_id (cs_session_get_account (session)) : NULL;
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (Work) work = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = cs_small_file_load_finish (result, &error);
  g_autoptr (GPtrArray) cards = bytes ? cs_vcard_read (bytes, &work->skipped, &error) : NULL;

  if (!get_window (work) || !get_account (work))
    return;

  if (!cards) {
    tell (work, _("The contacts could not be read"), error->message);
    return;
  }

  work->import = cs_contact_import_new (cs_profile_get_contacts (work->profile), get_account (work), cards);
  ask (g_steal_pointer (&work));
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
  g_autofree char *words = NULL;

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error)) {
    tell (work, _("The contacts could not be written"), error->message);
    return;
  }

  /* Translators: %s is the name of a file. */
  words = g_strdup_printf (_("“%s” was written"), work->name);
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
