/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-connection-bar.h"

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"
#include "chat/cs-refusal.h"
#include "chat/cs-words.h"

struct _CsConnectionBar
{
  AdwBin parent_instance;

  CsSession *session;
  guint tick_id;

  /* Template children */
  GtkWidget *bar;
  GtkImage *icon;
  GtkLabel *words;
  GtkButton *button;
};

G_DEFINE_FINAL_TYPE (CsConnectionBar, cs_connection_bar, ADW_TYPE_BIN)

static const char *
get_domain (CsSession *session)
{
  CsAddress *address = cs_account_get_address (cs_session_get_account (session));

  return cs_host_get_display (cs_address_get_host (address));
}

static char *
word_waiting (CsSession *session)
{
  const GError *error = cs_session_get_error (session);
  gint64 left = cs_session_get_retry_at (session) - g_get_real_time ();
  int seconds = (int) CLAMP ((left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC, 0, G_MAXINT);
  g_autofree char *reason = error ? cs_words_for_error (error, get_domain (session)) : NULL;
  g_autofree char *retry = NULL;

  if (seconds > 0) {
    retry = g_strdup_printf (ngettext ("Trying again in %d second.", "Trying again in %d seconds.", seconds), seconds);
  } else {
    retry = g_strdup (_("Trying again."));
  }

  if (!reason) {
    /* Translators: %s is a sentence: when the next try is made. */
    return g_strdup_printf (_("Offline. %s"), retry);
  }

  return g_strdup_printf ("%s %s", reason, retry);
}

static char *
word_offline (CsSession *session)
{
  const GError *error = cs_session_get_error (session);

  if (cs_session_is_password_wanted (session)) {
    /* Translators: %s is a SIP address. */
    return g_strdup_printf (_("The password for %s is needed to sign in."),
                            cs_address_get_display (cs_account_get_address (cs_session_get_account (session))));
  }
  if (error)
    return cs_words_for_error (error, get_domain (session));
  if (cs_account_get_signed_out (cs_session_get_account (session)))
    return g_strdup (_("You are signed out. Messages wait here until you sign in."));

  return g_strdup (_("Offline"));
}

static char *
word_state (CsSession *session)
{
  switch (cs_session_get_state (session)) {
  case CS_CONNECTION_WAITING:
    return word_waiting (session);
  case CS_CONNECTION_OFFLINE:
    return word_offline (session);
  case CS_CONNECTION_REFUSED:
    /* Translators: %s is a domain. */
    return g_strdup_printf (_("%s could not prove who it is. Nothing is sent."), get_domain (session));
  case CS_CONNECTION_LOOKING_UP:
  case CS_CONNECTION_CONNECTING:
  case CS_CONNECTION_CHECKING:
  case CS_CONNECTION_SIGNING_IN:
  case CS_CONNECTION_ONLINE:
  default:
    return g_strdup (cs_words_for_state (cs_session_get_state (session)));
  }
}

static void
set_button (CsConnectionBar *self,
            const char      *label,
            const char      *action)
{
  const char *id = cs_account_get_id (cs_session_get_account (self->session));

  gtk_widget_set_visible (GTK_WIDGET (self->button), label != NULL);
  if (!label)
    return;

  gtk_button_set_label (self->button, label);
  if (g_str_has_prefix (action, "win."))
    gtk_actionable_set_action_target (GTK_ACTIONABLE (self->button), "s", id);
  else
    gtk_actionable_set_action_target_value (GTK_ACTIONABLE (self->button), NULL);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), action);
}

static const char *
word_unlocking (CsSession *session)
{
  CsClientSource *source = cs_account_get_client_source (cs_session_get_account (session));

  return source && cs_client_source_is_token (source) ? _("Enter PIN") : _("Enter Passphrase");
}

/* Where one is lacking, or cannot be used, trying again is of no use. */
static gboolean
lacks_certificate (CsSession *session)
{
  return g_error_matches (cs_session_get_error (session), CS_ERROR, CS_ERROR_CLIENT_CERTIFICATE);
}

static void
update_button (CsConnectionBar *self)
{
  switch (cs_session_get_state (self->session)) {
  case CS_CONNECTION_WAITING:
    if (lacks_certificate (self->session))
      set_button (self, _("Choose Certificate"), "app.preferences");
    else if (cs_refusal_is_error (cs_session_get_error (self->session)))
      set_button (self, _("Show Why"), "win.show-refused");
    else
      set_button (self, _("Try Now"), "win.retry");
    break;
  case CS_CONNECTION_REFUSED:
    set_button (self, _("Show Why"), "win.show-refused");
    break;
  case CS_CONNECTION_OFFLINE:
    if (cs_session_is_password_wanted (self->session))
      set_button (self, _("Enter Password"), "win.enter-password");
    else if (cs_own_certificate_is_secret_wanted (cs_session_get_own_certificate (self->session)))
      set_button (self, word_unlocking (self->session), "win.sign-in");
    else
      set_button (self, _("Sign In"), "win.sign-in");
    break;
  case CS_CONNECTION_LOOKING_UP:
  case CS_CONNECTION_CONNECTING:
  case CS_CONNECTION_CHECKING:
  case CS_CONNECTION_SIGNING_IN:
  case CS_CONNECTION_ONLINE:
  default:
    set_button (self, NULL, NULL);
    break;
  }
}

static void
update_words (CsConnectionBar *self)
{
  g_autofree char *words = word_state (self->session);

  if (g_strcmp0 (gtk_label_get_text (self->words), words) != 0)
    gtk_label_set_text (self->words, words);
}

static gboolean
tick_cb (gpointer user_data)
{
  update_words (user_data);

  return G_SOURCE_CONTINUE;
}

/* The seconds are counted only where somebody can see them. */
static void
update_tick (CsConnectionBar *self)
{
  gboolean wanted = self->session &&
                    cs_session_get_state (self->session) == CS_CONNECTION_WAITING &&
                    gtk_widget_get_mapped (GTK_WIDGET (self));

  if (wanted && !self->tick_id)
    self->tick_id = g_timeout_add_seconds (1, tick_cb, self);
  else if (!wanted)
    g_clear_handle_id (&self->tick_id, g_source_remove);
}

static void
update (CsConnectionBar *self)
{
  CsConnectionState state = self->session ? cs_session_get_state (self->session) : CS_CONNECTION_ONLINE;

  gtk_widget_set_visible (self->bar, state != CS_CONNECTION_ONLINE);
  update_tick (self);
  if (state == CS_CONNECTION_ONLINE)
    return;

  if (state == CS_CONNECTION_REFUSED)
    gtk_widget_add_css_class (self->bar, "refused");
  else
    gtk_widget_remove_css_class (self->bar, "refused");
  gtk_image_set_from_icon_name (self->icon,
                                state == CS_CONNECTION_REFUSED ? "dialog-warning-symbolic" : "network-offline-symbolic");
  update_words (self);
  update_button (self);
}

static void
cs_connection_bar_map (GtkWidget *widget)
{
  CsConnectionBar *self = CS_CONNECTION_BAR (widget);

  GTK_WIDGET_CLASS (cs_connection_bar_parent_class)->map (widget);
  update (self);
}

static void
cs_connection_bar_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (cs_connection_bar_parent_class)->unmap (widget);
  update_tick (CS_CONNECTION_BAR (widget));
}

static void
cs_connection_bar_dispose (GObject *object)
{
  CsConnectionBar *self = CS_CONNECTION_BAR (object);

  g_clear_handle_id (&self->tick_id, g_source_remove);
  if (self->session) {
    g_signal_handlers_disconnect_by_data (self->session, self);
    g_signal_handlers_disconnect_by_data (cs_session_get_own_certificate (self->session), self);
  }
  g_clear_object (&self->session);

  G_OBJECT_CLASS (cs_connection_bar_parent_class)->dispose (object);
}

static void
cs_connection_bar_class_init (CsConnectionBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cs_connection_bar_dispose;
  widget_class->map = cs_connection_bar_map;
  widget_class->unmap = cs_connection_bar_unmap;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-connection-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, CsConnectionBar, bar);
  gtk_widget_class_bind_template_child (widget_class, CsConnectionBar, icon);
  gtk_widget_class_bind_template_child (widget_class, CsConnectionBar, words);
  gtk_widget_class_bind_template_child (widget_class, CsConnectionBar, button);
}

static void
cs_connection_bar_init (CsConnectionBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_connection_bar_set_session:
 * @self: the bar
 * @session: (nullable): the account at work to follow
 *
 * Makes the bar follow an account.
 */
void
cs_connection_bar_set_session (CsConnectionBar *self,
                               CsSession       *session)
{
  g_return_if_fail (CS_IS_CONNECTION_BAR (self));

  if (self->session == session)
    return;

  if (self->session) {
    g_signal_handlers_disconnect_by_data (self->session, self);
    g_signal_handlers_disconnect_by_data (cs_session_get_own_certificate (self->session), self);
  }
  g_set_object (&self->session, session);
  if (session) {
    const char * const watched[] = { "state", "error", "retry-at", "password-wanted" };

    for (guint i = 0; i < G_N_ELEMENTS (watched); i++) {
      g_autofree char *signal = g_strconcat ("notify::", watched[i], NULL);

      g_signal_connect_swapped (session, signal, G_CALLBACK (update), self);
    }
    g_signal_connect_swapped (cs_session_get_own_certificate (session), "notify::secret-wanted", G_CALLBACK (update), self);
  }
  update (self);
}
