/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-passphrase-dialog.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"
#include "chat/cs-words.h"

struct _CsPassphraseDialog
{
  AdwMessageDialog parent_instance;

  /* Template children */
  GtkEditable *secret;
};

enum {
  SIGNAL_ENTERED,
  LAST_SIGNAL
};

static guint signals[LAST_SIGNAL];

G_DEFINE_FINAL_TYPE (CsPassphraseDialog, cs_passphrase_dialog, ADW_TYPE_MESSAGE_DIALOG)

static void
changed_cb (CsPassphraseDialog *self)
{
  gboolean filled = *gtk_editable_get_text (self->secret) != '\0';

  adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (self), "unlock", filled);
}

static void
cs_passphrase_dialog_response (AdwMessageDialog *dialog,
                               const char       *response)
{
  CsPassphraseDialog *self = CS_PASSPHRASE_DIALOG (dialog);
  g_autoptr (CsSecret) secret = cs_secret_new (gtk_editable_get_text (self->secret));

  gtk_editable_set_text (self->secret, "");
  if (g_strcmp0 (response, "unlock") == 0)
    g_signal_emit (self, signals[SIGNAL_ENTERED], 0, secret);
}

static void
cs_passphrase_dialog_class_init (CsPassphraseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  ADW_MESSAGE_DIALOG_CLASS (klass)->response = cs_passphrase_dialog_response;

  /**
   * CsPassphraseDialog::entered:
   * @secret: what the person typed
   *
   * The person wants to go on.
   */
  signals[SIGNAL_ENTERED] =
    g_signal_new ("entered", CS_TYPE_PASSPHRASE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, CS_TYPE_SECRET);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-passphrase-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CsPassphraseDialog, secret);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
cs_passphrase_dialog_init (CsPassphraseDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Whose it is first, then what was wrong with the last one, or how many tries are left. */
static char *
describe (CsClientSource *source,
          const GError   *reason)
{
  g_autofree char *title = cs_client_source_get_title (source);
  g_autofree char *visible = cs_text_make_visible (title);
  g_autofree char *words = reason ? cs_words_for_error (reason, NULL) : NULL;

  if (!words)
    return g_steal_pointer (&visible);

  /* Translators: the name of a file or of a certificate on a token, and a sentence */
  return g_strdup_printf (_("%s: %s"), visible, words);
}

/**
 * cs_passphrase_dialog_present:
 * @parent: the window it belongs to
 * @source: what is to be unlocked
 * @reason: (nullable): why it is not: the last try was wrong, for example
 *
 * Asks for the passphrase of a file or the PIN of a token.
 *
 * Returns: (transfer none): the dialog
 */
CsPassphraseDialog *
cs_passphrase_dialog_present (GtkWindow      *parent,
                              CsClientSource *source,
                              const GError   *reason)
{
  CsPassphraseDialog *self = g_object_new (CS_TYPE_PASSPHRASE_DIALOG, "transient-for", parent, NULL);
  gboolean token = cs_client_source_is_token (source);
  g_autofree char *body = describe (source, reason);

  adw_message_dialog_set_heading (ADW_MESSAGE_DIALOG (self), token ? _("PIN needed") : _("Passphrase needed"));
  gtk_window_set_title (GTK_WINDOW (self), token ? _("PIN needed") : _("Passphrase needed"));
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->secret), token ? _("PIN") : _("Passphrase"));
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (self), body);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->secret));

  return self;
}

static void
entered_cb (CsSession *session,
            CsSecret  *secret)
{
  cs_own_certificate_set_secret (cs_session_get_own_certificate (session), secret);
  cs_session_start (session);
}

/**
 * cs_passphrase_dialog_unlock:
 * @parent: the window it belongs to
 * @session: the account at work whose certificate is to be unlocked
 *
 * Asks for what unlocks the certificate of an account, and signs in with it.
 */
void
cs_passphrase_dialog_unlock (GtkWindow *parent,
                             CsSession *session)
{
  CsClientSource *source = cs_own_certificate_get_source (cs_session_get_own_certificate (session));
  CsPassphraseDialog *self;

  if (!source)
    return;

  self = cs_passphrase_dialog_present (parent, source, cs_own_certificate_get_error (cs_session_get_own_certificate (session)));
  g_signal_connect_object (self, "entered", G_CALLBACK (entered_cb), session, G_CONNECT_SWAPPED);
}
