/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-window-private.h"

/* The page about a server that was refused: how the window comes to it, and where it leads. */

/**
 * cs_window_forget_refused:
 * @self: the window
 *
 * Follows the account no more that the page shows.
 */
void
cs_window_forget_refused (CsWindow *self)
{
  if (self->refused_session)
    g_signal_handlers_disconnect_by_data (self->refused_session, self);
  g_clear_object (&self->refused_session);
}

/* An account that is not part of the profile came here from the sign-in page. */
static void
return_from_refused (CsWindow *self,
                     gboolean  adopted)
{
  if (!adopted) {
    cs_window_show_page (self, "sign-in");
    return;
  }

  cs_window_show_main (self);
  cs_main_page_focus (self->main);
}

/* Once the server is not refused any more, the page about it has nothing to say. */
static void
refused_state_changed_cb (CsWindow *self)
{
  gboolean adopted = cs_session_is_adopted (self->refused_session);

  if (cs_session_get_state (self->refused_session) == CS_CONNECTION_REFUSED)
    return;

  cs_window_forget_refused (self);
  if (cs_window_shows (self, "refused"))
    return_from_refused (self, adopted);
}

static void
edit_account_cb (CsWindow *self)
{
  gboolean adopted = self->refused_session && cs_session_is_adopted (self->refused_session);

  cs_window_forget_refused (self);
  return_from_refused (self, adopted);
  if (adopted)
    gtk_widget_activate_action (GTK_WIDGET (self), "app.preferences", NULL);
  else
    cs_sign_in_page_edit (self->sign_in);
}

/* A server that is no TLS server is asked again by a sign-in of its own. */
static void
check_again_cb (CsWindow *self)
{
  g_autoptr (CsSession) session = g_object_ref (self->refused_session);
  gboolean adopted = cs_session_is_adopted (session);

  cs_window_forget_refused (self);
  return_from_refused (self, adopted);
  if (adopted)
    cs_session_retry_now (session);
  else
    gtk_widget_activate_action (GTK_WIDGET (self->sign_in), "sign-in.submit", NULL);
}

static void
add_refused (CsWindow *self)
{
  g_autoptr (GtkBuilder) builder = NULL;

  g_type_ensure (CS_TYPE_REFUSED_PAGE);
  builder = gtk_builder_new_from_resource ("/org/countersign/Countersign/cs-refused-pane.ui");
  self->refused = CS_REFUSED_PAGE (gtk_builder_get_object (builder, "refused"));
  g_signal_connect_object (self->refused, "check-again", G_CALLBACK (check_again_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->refused, "edit-account", G_CALLBACK (edit_account_cb), self, G_CONNECT_SWAPPED);
  gtk_stack_add_named (self->pages, GTK_WIDGET (gtk_builder_get_object (builder, "pane")), "refused");
}

/**
 * cs_window_show_refused:
 * @self: the window
 * @session: the account whose server was refused
 *
 * Shows why, in place of what is shown.
 */
void
cs_window_show_refused (CsWindow  *self,
                        CsSession *session)
{
  if (!self->refused)
    add_refused (self);

  cs_window_forget_refused (self);
  self->refused_session = g_object_ref (session);
  if (cs_session_get_state (session) == CS_CONNECTION_REFUSED)
    g_signal_connect_swapped (session, "notify::state", G_CALLBACK (refused_state_changed_cb), self);
  cs_window_show_page (self, "refused");
  cs_refused_page_set_session (self->refused, self->profile, session);
}

/**
 * cs_window_leave_refused:
 * @self: the window
 *
 * Goes back from the page to where it was come from.
 */
void
cs_window_leave_refused (CsWindow *self)
{
  gboolean adopted = self->refused_session && cs_session_is_adopted (self->refused_session);

  cs_window_forget_refused (self);
  return_from_refused (self, adopted);
  if (!adopted)
    cs_sign_in_page_edit (self->sign_in);
}
