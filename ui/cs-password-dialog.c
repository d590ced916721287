/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-password-dialog.h"

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"

struct _CsPasswordDialog
{
  AdwMessageDialog parent_instance;

  CsSession *session;

  /* Template children */
  GtkEditable *password;
};

G_DEFINE_FINAL_TYPE (CsPasswordDialog, cs_password_dialog, ADW_TYPE_MESSAGE_DIALOG)

static void
changed_cb (CsPasswordDialog *self)
{
  gboolean filled = *gtk_editable_get_text (self->password) != '\0';

  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), "sign-in", filled);
}

static void
cs_password_dialog_response (AdwMessageDialog *dialog,
                             const char       *response)
{
  CsPasswordDialog *self = CS_PASSWORD_DIALOG (dialog);

  if (g_strcmp0 (response, "sign-in") == 0) {
    g_autoptr (CsSecret) password = cs_secret_new (gtk_editable_get_text (self->password));

    cs_session_set_password (self->session, password);
    cs_session_start (self->session);
  }
  gtk_editable_set_text (self->password, "");
}

static void
cs_password_dialog_dispose (GObject *object)
{
  CsPasswordDialog *self = CS_PASSWORD_DIALOG (object);

  g_clear_object (&self->session);

  G_OBJECT_CLASS (cs_password_dialog_parent_class)->dispose (object);
}

static void
cs_password_dialog_class_init (CsPasswordDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  AdwMessageDialogClass *dialog_class = ADW_MESSAGE_DIALOG_CLASS (klass);

  object_class->dispose = cs_password_dialog_dispose;
  dialog_class->response = cs_password_dialog_response;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-password-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CsPasswordDialog, password);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
cs_password_dialog_init (CsPasswordDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_password_dialog_present:
 * @parent: the window it belongs to
 * @session: the account at work that needs its password
 *
 * Asks for a password and signs in with it.
 *
 * Returns: (transfer none): the dialog, owned by GTK
 */
GtkWidget *
cs_password_dialog_present (GtkWindow *parent,
                            CsSession *session)
{
  CsPasswordDialog *self = g_object_new (CS_TYPE_PASSWORD_DIALOG, "transient-for", parent, NULL);
  const char *address = cs_address_get_display (cs_account_get_address (cs_session_get_account (session)));
  g_autofree char *body = NULL;

  self->session = g_object_ref (session);
  if (g_error_matches (cs_session_get_error (session), CS_ERROR, CS_ERROR_AUTHENTICATION)) {
    /* Translators: %s is a SIP address. */
    body = g_strdup_printf (_("The server did not accept the password for %s."), address);
  } else {
    /* Translators: %s is a SIP address. */
    body = g_strdup_printf (_("Enter the password for %s."), address);
  }
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (self), body);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->password));

  return GTK_WIDGET (self);
}
