/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-export-dialog.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"

#include "cs-toast.h"

typedef struct {
  CsConversation       *conversation;
  CsExportFormat        format;
  GtkWindow            *window;   /* weak */
  GtkWidget            *widget;   /* weak: where it was chosen */
  GtkFileChooserNative *chooser;
} Export;

static void
export_free (Export *export)
{
  g_clear_weak_pointer (&export->window);
  g_clear_weak_pointer (&export->widget);
  g_object_unref (export->conversation);
  g_object_unref (export->chooser);
  g_free (export);
}

static void
tell (Export     *export,
      const char *words)
{
  if (export->window)
    cs_toast_show (adw_application_window_get_content (ADW_APPLICATION_WINDOW (export->window)), words);
}

static void
exported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  Export *export = user_data;
  g_autoptr (GError) error = NULL;

  if (cs_export_finish (CS_CONVERSATION (object), result, &error)) {
    tell (export, _("Conversation exported"));
  } else {
    g_autofree char *reason = cs_text_embed (error->message);
    /* Translators: %s is the system's reason */
    g_autofree char *words = g_strdup_printf (_("Not exported: %s"), reason);

    tell (export, words);
  }
  export_free (export);
}

/* GTK leaves it in the menu that this was chosen from, which is gone. */
static void
take_keyboard_back (Export *export)
{
  GtkWidget *focus = export->window ? gtk_window_get_focus (export->window) : NULL;

  if (export->widget && focus && !gtk_widget_get_mapped (focus))
    gtk_widget_child_focus (export->widget, GTK_DIR_TAB_FORWARD);
}

static void
response_cb (GtkNativeDialog *dialog,
             int              response,
             Export          *export)
{
  g_autoptr (GFile) file = NULL;

  take_keyboard_back (export);
  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  if (file)
    cs_export_async (export->conversation, file, export->format, NULL, exported_cb, export);
  else
    export_free (export);
}

/* A name that any file system takes. */
static char *
make_name (CsConversation *conversation,
           CsExportFormat  format)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *day = g_date_time_format (now, "%Y-%m-%d");
  g_autofree char *peer = g_strdup (cs_address_get_display (cs_conversation_get_peer (conversation)));

  g_strcanon (peer, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789@.-_", '_');

  return g_strdup_printf ("%s %s.%s", peer, day, format == CS_EXPORT_JSON ? "json" : "txt");
}

/**
 * cs_export_dialog_run:
 * @widget: a widget in the window
 * @conversation: what to write down
 * @format: in which form
 *
 * Asks for a file and exports the conversation to it. A toast tells what became of it.
 */
void
cs_export_dialog_run (GtkWidget      *widget,
                      CsConversation *conversation,
                      CsExportFormat  format)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  g_autofree char *name = make_name (conversation, format);
  Export *export;

  if (!ADW_IS_APPLICATION_WINDOW (root))
    return;

  export = g_new0 (Export, 1);
  export->conversation = g_object_ref (conversation);
  export->format = format;
  g_set_weak_pointer (&export->window, GTK_WINDOW (root));
  g_set_weak_pointer (&export->widget, widget);
  export->chooser = gtk_file_chooser_native_new (_("Export Conversation"), GTK_WINDOW (root), GTK_FILE_CHOOSER_ACTION_SAVE,
                                                 _("_Export"), NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (export->chooser), TRUE);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (export->chooser), name);
  g_signal_connect (export->chooser, "response", G_CALLBACK (response_cb), export);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (export->chooser));
}
