/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-profile-private.h"

#include "cs-session-private.h"

/* After so long without a key or the mouse, in seconds, a person is away. */
#define IDLE_SECONDS 600

static void
idle_cb (CsProfile *self)
{
  gboolean idle = cs_idle_watch_is_idle (self->idle);
  GListModel *sessions = cs_profile_get_sessions (self);

  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++) {
    g_autoptr (CsSession) session = g_list_model_get_item (sessions, i);

    cs_session_set_idle (session, idle);
  }
  if (self->trial)
    cs_session_set_idle (self->trial, idle);
}

/**
 * cs_profile_follow_idle:
 * @self: a profile that is about presence
 *
 * Makes the person away by themselves while nobody is at this computer, where the desktop tells that.
 */
void
cs_profile_follow_idle (CsProfile *self)
{
  g_return_if_fail (CS_IS_PROFILE (self));

  if (self->idle)
    return;

  self->idle = cs_idle_watch_new (IDLE_SECONDS);
  g_signal_connect_object (self->idle, "notify::idle", G_CALLBACK (idle_cb), self, G_CONNECT_SWAPPED);
  cs_idle_watch_start (self->idle);
}
