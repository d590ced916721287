/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-token-dialog.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"
#include "chat/cs-words.h"
#include "trust/cs-token-list.h"

struct _CsTokenDialog
{
  AdwWindow parent_instance;

  GPtrArray    *entries;  /* owned; the rows stand in its order */
  GCancellable *looking;

  /* Template children */
  GtkStack   *pages;
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (CsTokenDialog, cs_token_dialog, ADW_TYPE_WINDOW)

enum {
  SIGNAL_CHOSEN,
  LAST_SIGNAL
};

static guint signals[LAST_SIGNAL];

static GtkWidget *
make_row (CsTokenEntry *entry)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *name = cs_text_make_visible (cs_certificate_get_title (entry->certificate));
  g_autofree char *issuer = cs_text_make_visible (cs_certificate_get_issuer_title (entry->certificate));
  g_autofree char *token = cs_text_make_visible (entry->token);
  g_autofree char *until = cs_words_for_date (cs_certificate_get_not_after (entry->certificate));
  /* Translators: who issued a certificate, a date, and the name of the token that it is on */
  g_autofree char *subtitle = g_strdup_printf (_("Issued by %s, until %s, on “%s”"), issuer, until, token);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 3);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);

  return row;
}

static void
looked_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (CsTokenDialog) self = user_data;
  GPtrArray *entries = cs_token_list_finish (result, NULL);
  GtkListBoxRow *row;

  if (!entries)
    return;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)))
    gtk_list_box_remove (self->list, GTK_WIDGET (row));

  g_clear_pointer (&self->entries, g_ptr_array_unref);
  self->entries = entries;
  for (guint i = 0; i < entries->len; i++)
    gtk_list_box_append (self->list, make_row (g_ptr_array_index (entries, i)));
  gtk_stack_set_visible_child_name (self->pages, entries->len > 0 ? "found" : "none");
  if (entries->len > 0)
    gtk_widget_grab_focus (GTK_WIDGET (gtk_list_box_get_row_at_index (self->list, 0)));
}

static void
look (CsTokenDialog *self)
{
  gtk_stack_set_visible_child_name (self->pages, "looking");
  cs_token_list_async (self->looking, looked_cb, g_object_ref (self));
}

static void
look_activated (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  look (CS_TOKEN_DIALOG (widget));
}

static void
row_activated_cb (CsTokenDialog *self,
                  GtkListBoxRow *row)
{
  CsTokenEntry *entry = g_ptr_array_index (self->entries, gtk_list_box_row_get_index (row));
  g_autoptr (CsClientSource) source = cs_client_source_ref (entry->source);
  g_autoptr (CsTokenDialog) guard = g_object_ref (self);

  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, source);
}

static void
cs_token_dialog_dispose (GObject *object)
{
  CsTokenDialog *self = CS_TOKEN_DIALOG (object);

  g_cancellable_cancel (self->looking);
  g_clear_object (&self->looking);
  g_clear_pointer (&self->entries, g_ptr_array_unref);

  G_OBJECT_CLASS (cs_token_dialog_parent_class)->dispose (object);
}

static void
cs_token_dialog_class_init (CsTokenDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_token_dialog_dispose;

  /**
   * CsTokenDialog::chosen:
   * @source: where the certificate is
   *
   * The person chose one.
   */
  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", CS_TYPE_TOKEN_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, CS_TYPE_CLIENT_SOURCE);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-token-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CsTokenDialog, pages);
  gtk_widget_class_bind_template_child (widget_class, CsTokenDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_install_action (widget_class, "tokens.look", NULL, look_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cs_token_dialog_init (CsTokenDialog *self)
{
  self->looking = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_token_dialog_present:
 * @parent: the window to stand above
 *
 * Lets the person choose a certificate on a token.
 *
 * Returns: (transfer none): the dialog
 */
CsTokenDialog *
cs_token_dialog_present (GtkWindow *parent)
{
  CsTokenDialog *self = g_object_new (CS_TYPE_TOKEN_DIALOG, "transient-for", parent, NULL);

  look (self);
  gtk_window_present (GTK_WINDOW (self));

  return self;
}
