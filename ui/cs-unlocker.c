/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-unlocker.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "cs-passphrase-dialog.h"
#include "cs-password-dialog.h"
#include "cs-toast.h"

struct _CsUnlocker
{
  GObject    parent_instance;

  GtkWindow *window;    /* borrowed: it owns us */
  CsProfile *profile;
};

G_DEFINE_FINAL_TYPE (CsUnlocker, cs_unlocker, G_TYPE_OBJECT)

static CsSession *
find_session (CsUnlocker       *self,
              CsOwnCertificate *own)
{
  GListModel *sessions = cs_profile_get_sessions (self->profile);

  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++) {
    g_autoptr (CsSession) session = g_list_model_get_item (sessions, i);

    if (cs_session_get_own_certificate (session) == own)
      return g_steal_pointer (&session);
  }

  return NULL;
}

static void
secret_wanted_cb (CsUnlocker       *self,
                  GParamSpec       *pspec,
                  CsOwnCertificate *own)
{
  g_autoptr (CsSession) session = NULL;

  if (!cs_own_certificate_is_secret_wanted (own))
    return;

  session = find_session (self, own);
  if (session)
    cs_passphrase_dialog_unlock (self->window, session);
}

/* The secret service has answered. */
static void
secret_kept_cb (CsUnlocker       *self,
                GParamSpec       *pspec,
                CsOwnCertificate *own)
{
  if (cs_own_certificate_has_secret (own) && !cs_own_certificate_is_secret_kept (own))
    cs_toast_show (adw_application_window_get_content (ADW_APPLICATION_WINDOW (self->window)),
                   _("No keyring: what unlocks your certificate is forgotten when you quit"));
}

static void
sessions_changed_cb (CsUnlocker *self,
                     guint       position,
                     guint       removed,
                     guint       added,
                     GListModel *sessions)
{
  for (guint i = position; i < position + added; i++) {
    g_autoptr (CsSession) session = g_list_model_get_item (sessions, i);
    CsOwnCertificate *own = cs_session_get_own_certificate (session);

    g_signal_connect_object (own, "notify::secret-wanted", G_CALLBACK (secret_wanted_cb), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (own, "notify::secret-kept", G_CALLBACK (secret_kept_cb), self, G_CONNECT_SWAPPED);
  }
}

static void
cs_unlocker_finalize (GObject *object)
{
  g_clear_object (&CS_UNLOCKER (object)->profile);

  G_OBJECT_CLASS (cs_unlocker_parent_class)->finalize (object);
}

static void
cs_unlocker_class_init (CsUnlockerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cs_unlocker_finalize;
}

static void
cs_unlocker_init (CsUnlocker *self)
{
}

/**
 * cs_unlocker_new:
 * @window: the window to ask in, which owns what is returned
 * @profile: whose accounts
 *
 * Returns: (transfer full): who asks from now on
 */
CsUnlocker *
cs_unlocker_new (GtkWindow *window,
                 CsProfile *profile)
{
  CsUnlocker *self = g_object_new (CS_TYPE_UNLOCKER, NULL);
  GListModel *sessions = cs_profile_get_sessions (profile);

  self->window = window;
  self->profile = g_object_ref (profile);
  g_signal_connect_object (sessions, "items-changed", G_CALLBACK (sessions_changed_cb), self, G_CONNECT_SWAPPED);
  sessions_changed_cb (self, 0, 0, g_list_model_get_n_items (sessions), sessions);

  return self;
}

/**
 * cs_unlocker_sign_in:
 * @window: the window to ask in
 * @session: an account at work
 *
 * Signs in, and asks before for what is wanted for that.
 */
void
cs_unlocker_sign_in (GtkWindow *window,
                     CsSession *session)
{
  if (cs_session_is_password_wanted (session))
    cs_password_dialog_present (window, session);
  else if (cs_own_certificate_is_secret_wanted (cs_session_get_own_certificate (session)))
    cs_passphrase_dialog_unlock (window, session);
  else
    cs_session_start (session);
}
