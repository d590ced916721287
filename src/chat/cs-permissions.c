/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-permissions-private.h"

#include "cs-contacts-private.h"

struct _CsPermissions
{
  GObject       parent_instance;

  CsContacts   *contacts;
  char         *account;
  CsWatchRules *rules;       /* NULL: the server is not known to keep any */
  CsWatchers   *watchers;    /* NULL while offline */
  GHashTable   *blocked;     /* CsAddress: the contacts who are, as the server was told */
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsPermissions, cs_permissions, G_TYPE_OBJECT)

/* Whoever is blocked sees nothing either, and does again what others do when they are not any more. */
static void
follow (CsPermissions *self,
        CsContact     *contact)
{
  CsAddress *address = cs_contact_get_address (contact);

  if (cs_contact_is_blocked (contact)) {
    if (g_hash_table_add (self->blocked, cs_address_ref (address)))
      cs_watch_rules_set (self->rules, address, CS_PERMISSION_BLOCKED);
  } else if (g_hash_table_remove (self->blocked, address) && cs_watch_rules_get (self->rules, address) == CS_PERMISSION_BLOCKED) {
    cs_watch_rules_set (self->rules, address, CS_PERMISSION_NONE);
  }
}

static void
contact_cb (CsPermissions *self,
            CsContact     *contact)
{
  if (g_str_equal (cs_contact_get_account (contact), self->account) && cs_permissions_is_known (self))
    follow (self, contact);
}

static void
rules_cb (CsPermissions *self)
{
  g_autoptr (GPtrArray) contacts = NULL;

  if (cs_permissions_is_known (self)) {
    contacts = cs_contacts_list_account (self->contacts, self->account);
    for (guint i = 0; i < contacts->len; i++)
      follow (self, contacts->pdata[i]);
  } else {
    g_hash_table_remove_all (self->blocked);
  }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
watchers_cb (CsPermissions *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
drop_work (CsPermissions *self)
{
  if (self->rules) {
    g_signal_handlers_disconnect_by_data (self->rules, self);
    cs_watch_rules_stop (self->rules);
  }
  if (self->watchers)
    g_signal_handlers_disconnect_by_data (self->watchers, self);
  g_clear_object (&self->rules);
  g_clear_object (&self->watchers);
  g_hash_table_remove_all (self->blocked);
}

static void
cs_permissions_dispose (GObject *object)
{
  drop_work (CS_PERMISSIONS (object));

  G_OBJECT_CLASS (cs_permissions_parent_class)->dispose (object);
}

static void
cs_permissions_finalize (GObject *object)
{
  CsPermissions *self = CS_PERMISSIONS (object);

  g_clear_object (&self->contacts);
  g_free (self->account);
  g_hash_table_unref (self->blocked);

  G_OBJECT_CLASS (cs_permissions_parent_class)->finalize (object);
}

static void
cs_permissions_class_init (CsPermissionsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cs_permissions_dispose;
  object_class->finalize = cs_permissions_finalize;

  /**
   * CsPermissions::changed:
   *
   * Something else is known of who may see the person, or who asks, or something went wrong.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", CS_TYPE_PERMISSIONS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cs_permissions_init (CsPermissions *self)
{
  self->blocked = g_hash_table_new_full ((GHashFunc) cs_address_hash, (GEqualFunc) cs_address_equal, (GDestroyNotify) cs_address_unref, NULL);
}

/**
 * cs_permissions_new:
 * @contacts: who is known
 * @account: the id of an account
 *
 * Returns: (transfer full): permissions of which nothing is known
 */
CsPermissions *
cs_permissions_new (CsContacts *contacts,
                    const char *account)
{
  CsPermissions *self = g_object_new (CS_TYPE_PERMISSIONS, NULL);

  self->contacts = g_object_ref (contacts);
  self->account = g_strdup (account);
  g_signal_connect_object (contacts, "changed", G_CALLBACK (contact_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * cs_permissions_set_work:
 * @self: permissions
 * @rules: (nullable): what keeps them in step with the server; %NULL where it keeps none
 * @watchers: (nullable): who asks to see the person
 *
 * Sets where they come from.
 */
void
cs_permissions_set_work (CsPermissions *self,
                         CsWatchRules  *rules,
                         CsWatchers    *watchers)
{
  drop_work (self);
  if (rules) {
    self->rules = g_object_ref (rules);
    g_signal_connect_object (rules, "changed", G_CALLBACK (rules_cb), self, G_CONNECT_SWAPPED);
  }
  if (watchers) {
    self->watchers = g_object_ref (watchers);
    g_signal_connect_object (watchers, "changed", G_CALLBACK (watchers_cb), self, G_CONNECT_SWAPPED);
  }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * cs_permissions_load:
 * @self: permissions
 *
 * Asks the server, where it keeps them.
 */
void
cs_permissions_load (CsPermissions *self)
{
  g_return_if_fail (CS_IS_PERMISSIONS (self));

  if (self->rules)
    cs_watch_rules_load (self->rules);
}

/**
 * cs_permissions_is_offered:
 * @self: permissions
 *
 * Gets whether the person can decide: the server keeps rules, as far as the account says.
 *
 * Returns: %TRUE if so; %FALSE also while offline
 */
gboolean
cs_permissions_is_offered (CsPermissions *self)
{
  g_return_val_if_fail (CS_IS_PERMISSIONS (self), FALSE);

  return self->rules != NULL;
}

/**
 * cs_permissions_is_known:
 * @self: permissions
 *
 * Gets whether the server has told what was decided.
 *
 * Returns: %TRUE if so
 */
gboolean
cs_permissions_is_known (CsPermissions *self)
{
  g_return_val_if_fail (CS_IS_PERMISSIONS (self), FALSE);

  return self->rules && cs_watch_rules_is_known (self->rules);
}

/**
 * cs_permissions_is_saved:
 * @self: permissions
 *
 * Gets whether the server has everything that was decided.
 *
 * Returns: %TRUE if so
 */
gboolean
cs_permissions_is_saved (CsPermissions *self)
{
  g_return_val_if_fail (CS_IS_PERMISSIONS (self), FALSE);

  return self->rules && cs_watch_rules_is_saved (self->rules);
}

/**
 * cs_permissions_has_foreign:
 * @self: permissions
 *
 * Gets whether the server also keeps rules that another program made. They may allow more than the person decided here.
 *
 * Returns: %TRUE if so
 */
gboolean
cs_permissions_has_foreign (CsPermissions *self)
{
  g_return_val_if_fail (CS_IS_PERMISSIONS (self), FALSE);

  return self->rules && cs_watch_rules_has_foreign (self->rules);
}

/**
 * cs_permissions_get_error:
 * @self: permissions
 *
 * Gets why nothing is known, or the last decision did not get to the server.
 *
 * Returns: (transfer none) (nullable): the error
 */
const GError *
cs_permissions_get_error (CsPermissions *self)
{
  g_return_val_if_fail (CS_IS_PERMISSIONS (self), NULL);

  return self->rules ? cs_watch_rules_get_error (self->rules) : NULL;
}

static GPtrArray *
list_waiting (CsPermissions *self)
{
  GPtrArray *list = cs_watchers_list (self->watchers, CS_WATCHER_WAITING);

  for (guint i = list->len; i > 0; i--) {
    if (cs_watch_rules_get (self->rules, list->pdata[i - 1]) != CS_PERMISSION_NONE)
      g_ptr_array_remove_index (list, i - 1);
  }

  return list;
}

/**
 * cs_permissions_list:
 * @self: permissions
 * @permission: a decision
 *
 * Gets about whom that was decided: with %CS_PERMISSION_NONE, those who ask and wait.
 *
 * Returns: (transfer full) (element-type CsAddress): their addresses, sorted
 */
GPtrArray *
cs_permissions_list (CsPermissions *self,
                     CsPermission   permission)
{
  g_return_val_if_fail (CS_IS_PERMISSIONS (self), NULL);

  if (!cs_permissions_is_known (self) || (permission == CS_PERMISSION_NONE && !self->watchers))
    return g_ptr_array_new_with_free_func ((GDestroyNotify) cs_address_unref);

  return permission == CS_PERMISSION_NONE ? list_waiting (self) : cs_watch_rules_list (self->rules, permission);
}

/**
 * cs_permissions_get:
 * @self: permissions
 * @address: somebody
 *
 * Gets what was decided about them.
 *
 * Returns: the decision
 */
CsPermission
cs_permissions_get (CsPermissions *self,
                    CsAddress     *address)
{
  g_return_val_if_fail (CS_IS_PERMISSIONS (self), CS_PERMISSION_NONE);

  return self->rules ? cs_watch_rules_get (self->rules, address) : CS_PERMISSION_NONE;
}

/**
 * cs_permissions_set:
 * @self: permissions that are offered
 * @address: somebody
 * @permission: what the person decides; none to be asked again
 *
 * Decides. It is shown at once, and taken back with an error where the server does not take it.
 */
void
cs_permissions_set (CsPermissions *self,
                    CsAddress     *address,
                    CsPermission   permission)
{
  g_return_if_fail (CS_IS_PERMISSIONS (self));

  if (self->rules)
    cs_watch_rules_set (self->rules, address, permission);
}
