/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-permissions-private.h"

#include <string.h>

struct _CsPermissions
{
  GObject       parent_instance;

  CsContacts   *contacts;
  CsDecisions  *decisions;
  char         *account;
  gboolean      is_offered;
  CsWatchRules *rules;       /* NULL: nothing was heard of any; while offline those of last time */
  CsWatchers   *watchers;    /* NULL while offline */
  gboolean      is_working;
  gboolean      has_blocked; /* @rules were told of all contacts who are blocked */
  GHashTable   *blocked;     /* CsAddress: the contacts who are, as last seen */
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsPermissions, cs_permissions, G_TYPE_OBJECT)

/* Kept until the server is known to have it. */
static void
decide (CsPermissions *self,
        CsAddress     *address,
        CsPermission   permission)
{
  if (cs_permissions_is_known (self) && cs_watch_rules_get (self->rules, address) == permission)
    return;

  cs_decisions_put (self->decisions, self->account, address, permission);
  if (!self->rules)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  else if (self->is_working)
    cs_watch_rules_set (self->rules, address, permission);
  else
    cs_watch_rules_want (self->rules, address, permission);
}

/* Whoever is blocked sees nothing either, and does again what others do when they are not any more. Who was allowed since is not
 * touched by that. */
static void
contact_cb (CsPermissions *self,
            CsContact     *contact)
{
  CsAddress *address = cs_contact_get_address (contact);
  gboolean is_blocked = cs_contact_is_blocked (contact);

  if (!g_str_equal (cs_contact_get_account (contact), self->account) ||
      is_blocked == g_hash_table_contains (self->blocked, address))
    return;

  if (is_blocked)
    g_hash_table_add (self->blocked, cs_address_ref (address));
  else
    g_hash_table_remove (self->blocked, address);

  if (!self->is_offered)
    return;
  if (is_blocked)
    decide (self, address, CS_PERMISSION_BLOCKED);
  else if (cs_permissions_get (self, address) == CS_PERMISSION_BLOCKED ||
           (!cs_permissions_is_known (self) && !cs_permissions_is_waiting (self, address)))
    decide (self, address, CS_PERMISSION_NONE);
}

static void
block_contacts (CsPermissions *self)
{
  g_autoptr (GList) addresses = g_hash_table_get_keys (self->blocked);

  self->has_blocked = TRUE;
  for (GList *link = addresses; link; link = link->next)
    decide (self, link->data, CS_PERMISSION_BLOCKED);
}

static void
rules_cb (CsPermissions *self)
{
  if (cs_watch_rules_is_saved (self->rules))
    cs_decisions_forget (self->decisions, self->account);
  if (!cs_permissions_is_known (self))
    self->has_blocked = FALSE;
  else if (self->is_working && !self->has_blocked)
    block_contacts (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
watchers_cb (CsPermissions *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
drop_rules (CsPermissions *self)
{
  if (self->rules) {
    g_signal_handlers_disconnect_by_data (self->rules, self);
    cs_watch_rules_stop (self->rules);
  }
  g_clear_object (&self->rules);
  self->has_blocked = FALSE;
}

static void
drop_watchers (CsPermissions *self)
{
  if (self->watchers)
    g_signal_handlers_disconnect_by_data (self->watchers, self);
  g_clear_object (&self->watchers);
}

static void
cs_permissions_dispose (GObject *object)
{
  drop_rules (CS_PERMISSIONS (object));
  drop_watchers (CS_PERMISSIONS (object));

  G_OBJECT_CLASS (cs_permissions_parent_class)->dispose (object);
}

static void
cs_permissions_finalize (GObject *object)
{
  CsPermissions *self = CS_PERMISSIONS (object);

  g_clear_object (&self->contacts);
  g_clear_object (&self->decisions);
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
 * @decisions: what was decided and the server does not have
 * @account: the id of an account
 *
 * Returns: (transfer full): permissions of which nothing else is known
 */
CsPermissions *
cs_permissions_new (CsContacts  *contacts,
                    CsDecisions *decisions,
                    const char  *account)
{
  CsPermissions *self = g_object_new (CS_TYPE_PERMISSIONS, NULL);
  g_autoptr (GPtrArray) known = cs_contacts_list_account (contacts, account);

  self->contacts = g_object_ref (contacts);
  self->decisions = g_object_ref (decisions);
  self->account = g_strdup (account);
  for (guint i = 0; i < known->len; i++) {
    if (cs_contact_is_blocked (known->pdata[i]))
      g_hash_table_add (self->blocked, cs_address_ref (cs_contact_get_address (known->pdata[i])));
  }
  g_signal_connect_object (contacts, "changed", G_CALLBACK (contact_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * cs_permissions_set_offered:
 * @self: permissions
 * @offered: whether there is a server that keeps rules
 *
 * Says whether the person can decide.
 */
void
cs_permissions_set_offered (CsPermissions *self,
                            gboolean       offered)
{
  self->is_offered = offered;
  if (offered)
    return;

  cs_permissions_set_work (self, NULL, NULL);
  drop_rules (self);
}

static void
take_rules (CsPermissions *self,
            CsWatchRules  *rules)
{
  g_autoptr (GHashTable) wishes = cs_decisions_list (self->decisions, self->account);
  GHashTableIter iter;
  gpointer address;
  gpointer permission;

  drop_rules (self);
  self->rules = g_object_ref (rules);
  g_hash_table_iter_init (&iter, wishes);
  while (g_hash_table_iter_next (&iter, &address, &permission))
    cs_watch_rules_want (rules, address, GPOINTER_TO_INT (permission));
  g_signal_connect_object (rules, "changed", G_CALLBACK (rules_cb), self, G_CONNECT_SWAPPED);
}

/**
 * cs_permissions_set_work:
 * @self: permissions
 * @rules: (nullable): what keeps them in step with the server; %NULL while offline
 * @watchers: (nullable): who asks to see the person
 *
 * Sets where they come from. While offline, what was heard last is still known.
 */
void
cs_permissions_set_work (CsPermissions *self,
                         CsWatchRules  *rules,
                         CsWatchers    *watchers)
{
  self->is_working = rules != NULL;
  if (rules)
    take_rules (self, rules);
  else if (self->rules)
    cs_watch_rules_stop (self->rules);

  drop_watchers (self);
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

  if (self->is_working)
    cs_watch_rules_load (self->rules);
}

/**
 * cs_permissions_is_offered:
 * @self: permissions
 *
 * Gets whether the person can decide: a server keeps rules, as far as account and administrator say.
 *
 * Returns: %TRUE if so
 */
gboolean
cs_permissions_is_offered (CsPermissions *self)
{
  g_return_val_if_fail (CS_IS_PERMISSIONS (self), FALSE);

  return self->is_offered;
}

/**
 * cs_permissions_is_working:
 * @self: permissions
 *
 * Gets whether the server can be asked. What is decided else waits until it can.
 *
 * Returns: %FALSE while offline
 */
gboolean
cs_permissions_is_working (CsPermissions *self)
{
  g_return_val_if_fail (CS_IS_PERMISSIONS (self), FALSE);

  return self->is_working;
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

  if (!self->rules) {
    g_autoptr (GHashTable) wishes = cs_decisions_list (self->decisions, self->account);

    return g_hash_table_size (wishes) == 0;
  }

  return cs_watch_rules_is_saved (self->rules);
}

/**
 * cs_permissions_is_waiting:
 * @self: permissions
 * @address: somebody
 *
 * Gets whether what was decided about them still has to get to the server.
 *
 * Returns: %TRUE if so
 */
gboolean
cs_permissions_is_waiting (CsPermissions *self,
                           CsAddress     *address)
{
  g_return_val_if_fail (CS_IS_PERMISSIONS (self), FALSE);

  if (!self->rules) {
    g_autoptr (GHashTable) wishes = cs_decisions_list (self->decisions, self->account);

    return g_hash_table_contains (wishes, address);
  }

  return cs_watch_rules_is_waiting (self->rules, address);
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

  return self->is_working ? cs_watch_rules_get_error (self->rules) : NULL;
}

static GPtrArray *
list_asking (CsPermissions *self)
{
  GPtrArray *list = cs_watchers_list (self->watchers, CS_WATCHER_WAITING);

  for (guint i = list->len; i > 0; i--) {
    if (cs_watch_rules_get (self->rules, list->pdata[i - 1]) != CS_PERMISSION_NONE)
      g_ptr_array_remove_index (list, i - 1);
  }

  return list;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  return strcmp (cs_address_get_uri (*(CsAddress **) a), cs_address_get_uri (*(CsAddress **) b));
}

/* Of what nobody could be asked about yet. */
static GPtrArray *
list_wishes (CsPermissions *self,
             CsPermission   permission)
{
  g_autoptr (GHashTable) wishes = cs_decisions_list (self->decisions, self->account);
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_address_unref);
  GHashTableIter iter;
  gpointer address;
  gpointer wish;

  g_hash_table_iter_init (&iter, wishes);
  while (g_hash_table_iter_next (&iter, &address, &wish)) {
    if (GPOINTER_TO_INT (wish) == (int) permission)
      g_ptr_array_add (list, cs_address_ref (address));
  }
  g_ptr_array_sort (list, compare);

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
  gboolean is_asking = permission == CS_PERMISSION_NONE;

  g_return_val_if_fail (CS_IS_PERMISSIONS (self), NULL);

  if (!self->is_offered || (is_asking && (!self->watchers || !cs_permissions_is_known (self))))
    return g_ptr_array_new_with_free_func ((GDestroyNotify) cs_address_unref);
  if (is_asking)
    return list_asking (self);

  return self->rules ? cs_watch_rules_list (self->rules, permission) : list_wishes (self, permission);
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

  if (!self->rules) {
    g_autoptr (GHashTable) wishes = cs_decisions_list (self->decisions, self->account);

    return GPOINTER_TO_INT (g_hash_table_lookup (wishes, address));
  }

  return cs_watch_rules_get (self->rules, address);
}

/**
 * cs_permissions_set:
 * @self: permissions that are offered
 * @address: somebody
 * @permission: what the person decides; none to be asked again
 *
 * Decides. It is shown at once, and waits where the server cannot be asked now; it is taken back with an error where the server will
 * not take it.
 */
void
cs_permissions_set (CsPermissions *self,
                    CsAddress     *address,
                    CsPermission   permission)
{
  g_return_if_fail (CS_IS_PERMISSIONS (self));

  if (self->is_offered)
    decide (self, address, permission);
}
