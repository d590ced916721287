/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-own-certificate-row.h"

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"
#include "base/cs-text.h"
#include "chat/cs-words.h"

#include "cs-certificate-window.h"
#include "cs-passphrase-dialog.h"
#include "cs-token-dialog.h"

struct _CsOwnCertificateRow
{
  AdwActionRow parent_instance;

  CsClientSource   *source;       /* owned, like all that follows; NULL: none is set */
  CsClientIdentity *identity;     /* NULL: not opened here */
  CsSecret         *secret;       /* what opened it */
  CsCertificate    *certificate;
  char             *error;

  CsClientSource   *wanted;       /* the one that is being opened */
  CsSecret         *tried;
  GCancellable     *opening;
  GtkNativeDialog  *chooser;

  /* Template children */
  GtkWidget *details;
  GtkWidget *choose;
};

G_DEFINE_FINAL_TYPE (CsOwnCertificateRow, cs_own_certificate_row, ADW_TYPE_ACTION_ROW)

enum {
  SIGNAL_CHANGED,
  LAST_SIGNAL
};

static guint signals[LAST_SIGNAL];

static void open_source (CsOwnCertificateRow *self,
                         CsClientSource      *source,
                         CsSecret            *secret);

static GtkWindow *
get_window (CsOwnCertificateRow *self)
{
  return GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
}

static char *
describe (CsOwnCertificateRow *self)
{
  g_autofree char *title = NULL;
  g_autofree char *name = NULL;
  g_autofree char *issuer = NULL;
  g_autofree char *until = NULL;

  if (self->error)
    return g_strdup (self->error);
  if (!self->source)
    return g_strdup (_("None. Few servers ask for one."));

  title = cs_client_source_get_title (self->source);
  if (!self->certificate)
    return cs_text_make_visible (title);

  name = cs_text_make_visible (cs_certificate_get_title (self->certificate));
  issuer = cs_text_make_visible (cs_certificate_get_issuer_title (self->certificate));
  until = cs_words_for_date (cs_certificate_get_not_after (self->certificate));

  /* Translators: the name in a certificate, that of who issued it, and a date */
  return g_strdup_printf (_("%s, issued by %s, until %s"), name, issuer, until);
}

static void
update (CsOwnCertificateRow *self)
{
  g_autofree char *subtitle = describe (self);
  g_autofree char *place = NULL;

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  if (self->source)
    place = g_filename_display_name (cs_client_source_get_location (self->source));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), place);
  if (self->error)
    gtk_widget_add_css_class (GTK_WIDGET (self), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "error");
  gtk_widget_set_visible (self->details, self->certificate != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "own-certificate.remove", self->source != NULL);
}

static void
take (CsOwnCertificateRow *self,
      CsClientSource      *source,
      CsClientIdentity    *identity,
      CsSecret            *secret)
{
  CsCertificate *certificate = identity ? cs_client_identity_get_certificate (identity) : NULL;

  g_clear_pointer (&self->source, cs_client_source_unref);
  self->source = source ? cs_client_source_ref (source) : NULL;
  g_clear_pointer (&self->identity, cs_client_identity_unref);
  self->identity = identity ? cs_client_identity_ref (identity) : NULL;
  g_clear_pointer (&self->secret, cs_secret_unref);
  self->secret = secret ? cs_secret_ref (secret) : NULL;
  g_set_object (&self->certificate, certificate);
  g_clear_pointer (&self->error, g_free);
  update (self);
}

static void
stop_opening (CsOwnCertificateRow *self)
{
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->opening);
  g_clear_pointer (&self->wanted, cs_client_source_unref);
  g_clear_pointer (&self->tried, cs_secret_unref);
}

static void
show_chooser (CsOwnCertificateRow *self,
              const char          *title,
              GCallback            callback)
{
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();
  GtkFileChooserNative *chooser = gtk_file_chooser_native_new (title, get_window (self), GTK_FILE_CHOOSER_ACTION_OPEN, NULL, NULL);

  gtk_file_filter_set_name (all, _("All files"));
  gtk_file_filter_add_pattern (all, "*");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (chooser), all);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (chooser), TRUE);
  g_signal_connect_object (chooser, "response", callback, self, G_CONNECT_SWAPPED);
  g_clear_object (&self->chooser);
  self->chooser = GTK_NATIVE_DIALOG (chooser);
  gtk_native_dialog_show (self->chooser);
}

/* The path of what was chosen; only a file of this computer can be read again without anybody. */
static char *
get_chosen (CsOwnCertificateRow *self,
            int                  response)
{
  g_autoptr (GtkNativeDialog) chooser = g_steal_pointer (&self->chooser);
  g_autoptr (GFile) file = NULL;
  char *path;

  if (response != GTK_RESPONSE_ACCEPT)
    return NULL;

  file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  path = file ? g_file_get_path (file) : NULL;
  if (!path)
    cs_own_certificate_row_set_error (self, _("Only a file on this computer can be used."));

  return path;
}

static void
key_chosen_cb (CsOwnCertificateRow *self,
               int                  response)
{
  g_autofree char *path = get_chosen (self, response);
  g_autoptr (CsClientSource) source = NULL;

  if (!path || !self->wanted)
    return;

  source = cs_client_source_new_file (cs_client_source_get_location (self->wanted), path);
  open_source (self, source, NULL);
}

static void
entered_cb (CsOwnCertificateRow *self,
            CsSecret            *secret)
{
  g_autoptr (CsClientSource) source = self->wanted ? cs_client_source_ref (self->wanted) : NULL;

  if (source)
    open_source (self, source, secret);
}

/* A certificate in PEM may have its key in a file of its own. */
static gboolean
may_lack_key_file (CsClientSource *source,
                   const GError   *error)
{
  g_autofree char *key = cs_client_source_get_key_uri (source);
  const char *path = cs_client_source_get_location (source);

  return g_error_matches (error, CS_ERROR, CS_ERROR_NO_KEY) && !cs_client_source_is_token (source) && !key &&
         !g_str_has_suffix (path, ".p12") && !g_str_has_suffix (path, ".pfx");
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (CsOwnCertificateRow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsClientIdentity) identity = cs_client_source_load_finish (result, &error);

  /* Another one was chosen meanwhile, or none. */
  if (g_task_get_cancellable (G_TASK (result)) != self->opening)
    return;

  if (identity) {
    take (self, self->wanted, identity, self->tried);
    stop_opening (self);
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  } else if (g_error_matches (error, CS_ERROR, CS_ERROR_PASSPHRASE_WANTED) ||
             g_error_matches (error, CS_ERROR, CS_ERROR_PASSPHRASE_WRONG) ||
             g_error_matches (error, CS_ERROR, CS_ERROR_PIN_LAST_TRY)) {
    CsPassphraseDialog *dialog = cs_passphrase_dialog_present (get_window (self), self->wanted, error);

    g_signal_connect_object (dialog, "entered", G_CALLBACK (entered_cb), self, G_CONNECT_SWAPPED);
  } else if (may_lack_key_file (self->wanted, error)) {
    show_chooser (self, _("Choose Your Private Key"), G_CALLBACK (key_chosen_cb));
  } else {
    g_autofree char *title = cs_client_source_get_title (self->wanted);
    g_autofree char *visible = cs_text_make_visible (title);
    g_autofree char *sentence = cs_words_for_error (error, NULL);
    /* Translators: the name of a file or of a certificate on a token, and a sentence */
    g_autofree char *words = g_strdup_printf (_("%s: %s"), visible, sentence);

    stop_opening (self);
    cs_own_certificate_row_set_error (self, words);
  }
}

static void
open_source (CsOwnCertificateRow *self,
             CsClientSource      *source,
             CsSecret            *secret)
{
  stop_opening (self);
  self->wanted = cs_client_source_ref (source);
  self->tried = secret ? cs_secret_ref (secret) : NULL;
  self->opening = g_cancellable_new ();
  cs_client_source_load_async (source, secret, self->opening, opened_cb, g_object_ref (self));
}

static void
file_chosen_cb (CsOwnCertificateRow *self,
                int                  response)
{
  g_autofree char *path = get_chosen (self, response);
  g_autoptr (CsClientSource) source = path ? cs_client_source_new_file (path, NULL) : NULL;

  if (source)
    open_source (self, source, NULL);
}

static void
file_activated (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  show_chooser (CS_OWN_CERTIFICATE_ROW (widget), _("Choose Your Certificate"), G_CALLBACK (file_chosen_cb));
}

static void
token_chosen_cb (CsOwnCertificateRow *self,
                 CsClientSource      *source)
{
  open_source (self, source, NULL);
}

static void
token_activated (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  CsOwnCertificateRow *self = CS_OWN_CERTIFICATE_ROW (widget);
  CsTokenDialog *dialog = cs_token_dialog_present (get_window (self));

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (token_chosen_cb), self, G_CONNECT_SWAPPED);
}

static void
remove_activated (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  CsOwnCertificateRow *self = CS_OWN_CERTIFICATE_ROW (widget);

  stop_opening (self);
  take (self, NULL, NULL, NULL);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
details_activated (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  CsOwnCertificateRow *self = CS_OWN_CERTIFICATE_ROW (widget);

  if (self->certificate)
    cs_certificate_window_present (get_window (self), self->certificate);
}

static void
cs_own_certificate_row_dispose (GObject *object)
{
  CsOwnCertificateRow *self = CS_OWN_CERTIFICATE_ROW (object);

  stop_opening (self);
  g_clear_object (&self->chooser);
  g_clear_pointer (&self->source, cs_client_source_unref);
  g_clear_pointer (&self->identity, cs_client_identity_unref);
  g_clear_pointer (&self->secret, cs_secret_unref);
  g_clear_object (&self->certificate);
  g_clear_pointer (&self->error, g_free);

  G_OBJECT_CLASS (cs_own_certificate_row_parent_class)->dispose (object);
}

static void
cs_own_certificate_row_class_init (CsOwnCertificateRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_own_certificate_row_dispose;

  /**
   * CsOwnCertificateRow::changed:
   *
   * The person chose another certificate, which is open now, or none.
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", CS_TYPE_OWN_CERTIFICATE_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-own-certificate-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CsOwnCertificateRow, details);
  gtk_widget_class_bind_template_child (widget_class, CsOwnCertificateRow, choose);
  gtk_widget_class_install_action (widget_class, "own-certificate.file", NULL, file_activated);
  gtk_widget_class_install_action (widget_class, "own-certificate.token", NULL, token_activated);
  gtk_widget_class_install_action (widget_class, "own-certificate.remove", NULL, remove_activated);
  gtk_widget_class_install_action (widget_class, "own-certificate.details", NULL, details_activated);
}

static void
cs_own_certificate_row_init (CsOwnCertificateRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

/**
 * cs_own_certificate_row_show:
 * @self: a row
 * @source: (nullable): where the certificate is
 * @certificate: (nullable): the certificate, where it is known
 *
 * Shows what is set. No signal follows.
 */
void
cs_own_certificate_row_show (CsOwnCertificateRow *self,
                             CsClientSource      *source,
                             CsCertificate       *certificate)
{
  g_return_if_fail (CS_IS_OWN_CERTIFICATE_ROW (self));

  if (!cs_client_source_equal (self->source, source))
    take (self, source, NULL, NULL);
  g_clear_pointer (&self->error, g_free);
  g_set_object (&self->certificate, certificate);
  update (self);
}

/**
 * cs_own_certificate_row_set_error:
 * @self: a row
 * @words: (nullable): what is wrong with the certificate, or lacking; %NULL for nothing
 *
 * Says something in place of what the certificate is.
 */
void
cs_own_certificate_row_set_error (CsOwnCertificateRow *self,
                                  const char          *words)
{
  g_return_if_fail (CS_IS_OWN_CERTIFICATE_ROW (self));

  g_free (self->error);
  self->error = g_strdup (words);
  update (self);
}

/**
 * cs_own_certificate_row_has_error:
 * @self: a row
 *
 * Returns: whether something is wrong with the certificate, or lacking
 */
gboolean
cs_own_certificate_row_has_error (CsOwnCertificateRow *self)
{
  g_return_val_if_fail (CS_IS_OWN_CERTIFICATE_ROW (self), FALSE);

  return self->error != NULL;
}

/**
 * cs_own_certificate_row_choose:
 * @self: a row
 *
 * Leads the person to the choice.
 */
void
cs_own_certificate_row_choose (CsOwnCertificateRow *self)
{
  g_return_if_fail (CS_IS_OWN_CERTIFICATE_ROW (self));

  gtk_widget_grab_focus (self->choose);
}

/**
 * cs_own_certificate_row_get_source:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): where the certificate is
 */
CsClientSource *
cs_own_certificate_row_get_source (CsOwnCertificateRow *self)
{
  g_return_val_if_fail (CS_IS_OWN_CERTIFICATE_ROW (self), NULL);

  return self->source;
}

/**
 * cs_own_certificate_row_get_identity:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the certificate with its key, where it was opened here
 */
CsClientIdentity *
cs_own_certificate_row_get_identity (CsOwnCertificateRow *self)
{
  g_return_val_if_fail (CS_IS_OWN_CERTIFICATE_ROW (self), NULL);

  return self->identity;
}

/**
 * cs_own_certificate_row_get_secret:
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the passphrase or PIN that opened it
 */
CsSecret *
cs_own_certificate_row_get_secret (CsOwnCertificateRow *self)
{
  g_return_val_if_fail (CS_IS_OWN_CERTIFICATE_ROW (self), NULL);

  return self->secret;
}
