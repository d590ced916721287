/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-session-private.h"

/* The part of a session that is about presence: its own, and that of those whom it watches. */

static void
publish (CsSession *self)
{
  if (self->agent)
    cs_presence_client_publish (cs_user_agent_get_presence (self->agent), cs_own_presence_get (self->own_presence));
}

static void
own_changed_cb (CsSession *self)
{
  publish (self);
  g_object_notify (G_OBJECT (self), "own-presence");
}

static void
lacking_cb (CsSession *self)
{
  if (cs_session_lacks_presence (self))
    g_message ("%s has no presence", cs_host_get_display (cs_address_get_host (cs_account_get_address (self->account))));
  g_object_notify (G_OBJECT (self), "lacks-presence");
}

static void
watchers_cb (CsSession *self)
{
  g_signal_emit_by_name (self, "watchers-changed");
}

static void
update_permissions (CsSession *self)
{
  g_autoptr (CsXcap) xcap = self->agent ? cs_session_new_xcap (self, CS_XCAP_PRESENCE_RULES) : NULL;
  g_autoptr (CsWatchRules) rules = xcap ? cs_watch_rules_new (xcap) : NULL;

  cs_permissions_set_offered (self->permissions, cs_session_get_xcap_root (self) != NULL);
  cs_permissions_set_work (self->permissions, rules, self->agent ? cs_user_agent_get_watchers (self->agent) : NULL);
  /* Who asks is known from there alone. */
  if (rules)
    cs_session_want_watchers (self);
}

static void
xcap_root_cb (CsSession *self)
{
  update_permissions (self);
  if (self->link && cs_link_get_state (self->link) == CS_CONNECTION_ONLINE)
    cs_session_load_permissions (self);
}

/**
 * cs_session_show_presence:
 * @self: a session that isn't started
 * @contacts: whom to watch
 * @decisions: what was decided about who may watch, and did not get to the server
 *
 * Makes the session tell its presence and watch that of others.
 */
void
cs_session_show_presence (CsSession   *self,
                          CsContacts  *contacts,
                          CsDecisions *decisions)
{
  self->own_presence = cs_own_presence_new (self->account);
  self->watch_list = cs_watch_list_new (contacts, cs_account_get_id (self->account));
  self->permissions = cs_permissions_new (contacts, decisions, cs_account_get_id (self->account));
  cs_permissions_set_offered (self->permissions, cs_session_get_xcap_root (self) != NULL);
  g_signal_connect_object (self->account, "notify::xcap-root", G_CALLBACK (xcap_root_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->policies, "changed", G_CALLBACK (xcap_root_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->own_presence, "notify::presence", G_CALLBACK (own_changed_cb), self, G_CONNECT_SWAPPED);
}

/**
 * cs_session_attach_presence:
 * @self: a session with a new user agent
 *
 * Puts the user agent to work for presence, from the moment when it is registered.
 */
void
cs_session_attach_presence (CsSession *self)
{
  CsPresenceClient *client = cs_user_agent_get_presence (self->agent);

  if (!self->own_presence)
    return;

  g_signal_connect_object (client, "notify::lacking", G_CALLBACK (lacking_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (cs_user_agent_get_watchers (self->agent), "changed", G_CALLBACK (watchers_cb), self, G_CONNECT_SWAPPED);
  if (self->wants_watchers)
    cs_watchers_want (cs_user_agent_get_watchers (self->agent));
  update_permissions (self);
  publish (self);
  cs_watch_list_set_client (self->watch_list, client);
}

/**
 * cs_session_detach_presence:
 * @self: a session whose user agent is about to go
 *
 * Forgets what is known of others.
 */
void
cs_session_detach_presence (CsSession *self)
{
  if (!self->watch_list)
    return;

  cs_watch_list_set_client (self->watch_list, NULL);
  cs_permissions_set_work (self->permissions, NULL, NULL);
}

/**
 * cs_session_load_permissions:
 * @self: a session that has just signed in
 *
 * Asks the server who may see the person, where it keeps that.
 */
void
cs_session_load_permissions (CsSession *self)
{
  if (self->permissions)
    cs_permissions_load (self->permissions);
}

/**
 * cs_session_set_idle:
 * @self: a session
 * @idle: whether nobody is at this computer
 *
 * Says whether the person is there.
 */
void
cs_session_set_idle (CsSession *self,
                     gboolean   idle)
{
  if (self->own_presence)
    cs_own_presence_set_idle (self->own_presence, idle);
}

/**
 * cs_session_get_own_presence:
 * @self: a session
 *
 * Gets what others see of this account, while it is online.
 *
 * Returns: (transfer none) (nullable): its presence; nothing is to be seen where it is %NULL
 */
CsPresence *
cs_session_get_own_presence (CsSession *self)
{
  g_return_val_if_fail (CS_IS_SESSION (self), NULL);

  return self->own_presence ? cs_own_presence_get (self->own_presence) : NULL;
}

/**
 * cs_session_lacks_presence:
 * @self: a session
 *
 * Gets whether the server has said that it has no presence.
 *
 * Returns: %TRUE if so; %FALSE also while offline
 */
gboolean
cs_session_lacks_presence (CsSession *self)
{
  g_return_val_if_fail (CS_IS_SESSION (self), FALSE);

  return self->agent && cs_presence_client_is_lacking (cs_user_agent_get_presence (self->agent));
}

/**
 * cs_session_get_permissions:
 * @self: a session
 *
 * Gets who may see the person's presence.
 *
 * Returns: (transfer none) (nullable): the permissions; %NULL where presence is no matter to this program
 */
CsPermissions *
cs_session_get_permissions (CsSession *self)
{
  g_return_val_if_fail (CS_IS_SESSION (self), NULL);

  return self->permissions;
}

/**
 * cs_session_want_watchers:
 * @self: a session
 *
 * Has the server asked who watches this account, now and after each new connection. Not every server tells.
 */
void
cs_session_want_watchers (CsSession *self)
{
  g_return_if_fail (CS_IS_SESSION (self));

  self->wants_watchers = TRUE;
  if (self->agent && self->own_presence)
    cs_watchers_want (cs_user_agent_get_watchers (self->agent));
}

/**
 * cs_session_list_watchers:
 * @self: a session
 * @waiting: whether to list those whom nobody has allowed it yet, not those who watch
 *
 * Gets who watches this account, as far as the server tells.
 *
 * Returns: (transfer full) (element-type CsAddress): their addresses, sorted
 */
GPtrArray *
cs_session_list_watchers (CsSession *self,
                          gboolean   waiting)
{
  g_return_val_if_fail (CS_IS_SESSION (self), NULL);

  if (!self->agent)
    return g_ptr_array_new_with_free_func ((GDestroyNotify) cs_address_unref);

  return cs_watchers_list (cs_user_agent_get_watchers (self->agent), waiting ? CS_WATCHER_WAITING : CS_WATCHER_ACTIVE);
}
