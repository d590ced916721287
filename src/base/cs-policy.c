/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-policy-private.h"

#include <string.h>

const CsPolicySyntax cs_policy_syntax[CS_POLICY_N_KEYS] = {
  [CS_POLICY_REVOCATION] = { "trust", "revocation", { "prefer", "require", "off" }, CS_REVOCATION_PREFER },
  [CS_POLICY_MINIMUM_TLS] = { "trust", "minimum-tls", { "1.2", "1.3" }, CS_MINIMUM_TLS_1_2 },
  [CS_POLICY_IMPORT_ALLOWED] = { "trust", "import-allowed", { "false", "true" }, TRUE },
  [CS_POLICY_CERTIFICATE_MEMORY] = { "trust", "certificate-memory", { "refuse", "mention", "off" }, CS_CERTIFICATE_MEMORY_REFUSE },
  [CS_POLICY_WILDCARD_FOR_TYPED_HOSTS] = { "trust", "wildcard-for-typed-hosts", { "false", "true" }, FALSE },
  [CS_POLICY_DOMAIN] = { "accounts", "domain", { NULL }, 0 },
  [CS_POLICY_SERVER] = { "accounts", "server", { NULL }, 0 },
  [CS_POLICY_ORGANISATION_LOOKUP] = { "accounts", "organisation-lookup", { "false", "true" }, FALSE },
  [CS_POLICY_RULES_SERVER] = { "accounts", "rules-server", { NULL }, 0 },
  [CS_POLICY_ROOM_MANAGER] = { "accounts", "room-manager", { NULL }, 0 },
  [CS_POLICY_KEEP_HISTORY] = { "accounts", "keep-history", { "forever", "year", "month", "none" }, CS_KEEPING_FOREVER },
  [CS_POLICY_CONTACTS_ONLY] = { "accounts", "contacts-only", { "false", "true" }, FALSE },
  [CS_POLICY_NOTIFICATION_TEXT] = { "accounts", "notification-text", { "false", "true" }, TRUE },
};

G_DEFINE_BOXED_TYPE (CsPolicy, cs_policy, cs_policy_ref, cs_policy_unref)

static void
entry_clear (CsPolicyEntry *entry)
{
  g_free (entry->group);
  g_free (entry->key);
  g_free (entry->value);
  g_free (entry->path);
}

static void
entry_free (CsPolicyEntry *entry)
{
  entry_clear (entry);
  g_free (entry);
}

static void
trusted_free (CsTrustedServers *trusted)
{
  entry_clear (&trusted->entry);
  g_ptr_array_unref (trusted->servers);
  g_free (trusted);
}

static void
clear (gpointer data)
{
  CsPolicy *self = data;

  for (guint i = 0; i < CS_POLICY_N_KEYS; i++)
    g_clear_pointer (&self->entries[i], entry_free);
  g_clear_pointer (&self->domain, cs_host_unref);
  g_clear_pointer (&self->server, cs_endpoint_unref);
  g_clear_pointer (&self->rules_server, cs_xcap_root_unref);
  g_clear_pointer (&self->room_manager, cs_address_unref);
  g_ptr_array_unref (self->trusted);
}

static CsPolicyEntry *
need_entry (CsPolicy   *self,
            CsPolicyKey key)
{
  if (!self->entries[key]) {
    self->entries[key] = g_new0 (CsPolicyEntry, 1);
    self->entries[key]->group = g_strdup (cs_policy_syntax[key].group);
    self->entries[key]->key = g_strdup (cs_policy_syntax[key].key);
  }

  return self->entries[key];
}

/**
 * cs_trusted_servers_new:
 * @domain: a SIP domain, or %CS_POLICY_ANY_DOMAIN
 * @value: the servers as they stand in the file
 * @path: the file
 * @servers: (element-type CsEndpoint): the servers
 *
 * Returns: (transfer full): a rule
 */
CsTrustedServers *
cs_trusted_servers_new (const char *domain,
                        const char *value,
                        const char *path,
                        GPtrArray  *servers)
{
  CsTrustedServers *trusted = g_new0 (CsTrustedServers, 1);

  trusted->entry.group = g_strdup ("trusted-servers");
  trusted->entry.key = g_strdup (domain);
  trusted->entry.value = g_strdup (value);
  trusted->entry.path = g_strdup (path);
  trusted->entry.locked = TRUE;
  trusted->servers = g_ptr_array_ref (servers);

  return trusted;
}

/**
 * cs_policy_new:
 *
 * Returns: (transfer full): a policy that says nothing
 */
CsPolicy *
cs_policy_new (void)
{
  CsPolicy *self = g_atomic_rc_box_new0 (CsPolicy);

  for (guint i = 0; i < CS_POLICY_N_KEYS; i++)
    self->choices[i] = cs_policy_syntax[i].standard;
  self->trusted = g_ptr_array_new_with_free_func ((GDestroyNotify) trusted_free);

  return self;
}

/**
 * cs_policy_copy:
 * @self: a policy
 *
 * Returns: (transfer full): another one that says the same, and may still be changed
 */
CsPolicy *
cs_policy_copy (CsPolicy *self)
{
  CsPolicy *copy = cs_policy_new ();

  for (guint i = 0; i < CS_POLICY_N_KEYS; i++) {
    CsPolicyEntry *entry = self->entries[i];

    copy->choices[i] = self->choices[i];
    if (entry) {
      cs_policy_put (copy, i, entry->value, entry->path);
      copy->entries[i]->locked = entry->locked;
    }
  }
  copy->domain = self->domain ? cs_host_ref (self->domain) : NULL;
  copy->server = self->server ? cs_endpoint_ref (self->server) : NULL;
  copy->rules_server = self->rules_server ? cs_xcap_root_ref (self->rules_server) : NULL;
  copy->room_manager = self->room_manager ? cs_address_ref (self->room_manager) : NULL;

  for (guint i = 0; i < self->trusted->len; i++) {
    CsTrustedServers *trusted = g_ptr_array_index (self->trusted, i);

    cs_policy_put_trusted (copy, cs_trusted_servers_new (trusted->entry.key, trusted->entry.value, trusted->entry.path,
                                                         trusted->servers));
  }

  return copy;
}

/**
 * cs_policy_put:
 * @self: a policy that nobody else has seen yet
 * @key: a key
 * @value: (nullable): its value as it stands in the file
 * @path: the file
 *
 * Notes the value of a key and where it comes from.
 */
void
cs_policy_put (CsPolicy    *self,
               CsPolicyKey  key,
               const char  *value,
               const char  *path)
{
  CsPolicyEntry *entry = need_entry (self, key);

  g_free (entry->value);
  entry->value = g_strdup (value);
  g_free (entry->path);
  entry->path = g_strdup (path);
  entry->locked = entry->locked || g_str_equal (entry->group, "trust");
}

/**
 * cs_policy_lock:
 * @self: a policy that nobody else has seen yet
 * @key: a key
 * @path: the file that locks it
 *
 * Makes a proposal a rule.
 */
void
cs_policy_lock (CsPolicy    *self,
                CsPolicyKey  key,
                const char  *path)
{
  CsPolicyEntry *entry = need_entry (self, key);

  entry->locked = TRUE;
  if (!entry->path)
    entry->path = g_strdup (path);
}

static int
compare_domains (gconstpointer a,
                 gconstpointer b)
{
  const CsTrustedServers *first = *(CsTrustedServers * const *) a;
  const CsTrustedServers *second = *(CsTrustedServers * const *) b;

  return strcmp (first->entry.key, second->entry.key);
}

/**
 * cs_policy_put_trusted:
 * @self: a policy that nobody else has seen yet
 * @trusted: (transfer full): a rule; takes the place of the one for the same domain
 *
 * Notes which servers are the only ones.
 */
void
cs_policy_put_trusted (CsPolicy         *self,
                       CsTrustedServers *trusted)
{
  for (guint i = self->trusted->len; i > 0; i--) {
    CsTrustedServers *other = g_ptr_array_index (self->trusted, i - 1);

    if (g_str_equal (other->entry.key, trusted->entry.key))
      g_ptr_array_remove_index (self->trusted, i - 1);
  }

  g_ptr_array_add (self->trusted, trusted);
  g_ptr_array_sort (self->trusted, compare_domains);
}

/**
 * cs_policy_ref:
 * @self: a policy
 *
 * Returns: (transfer full): @self with one more owner
 */
CsPolicy *
cs_policy_ref (CsPolicy *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_policy_unref:
 * @self: (transfer full): a policy
 *
 * Lets go of @self.
 */
void
cs_policy_unref (CsPolicy *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * cs_policy_list_entries:
 * @self: (nullable): a policy
 *
 * Lists what the administrator set, in the order of the manual page.
 *
 * Returns: (transfer container) (element-type CsPolicyEntry): the entries; they live as long as @self
 */
GPtrArray *
cs_policy_list_entries (CsPolicy *self)
{
  GPtrArray *entries = g_ptr_array_new ();

  for (guint i = 0; self && i < CS_POLICY_N_KEYS; i++) {
    if (self->entries[i])
      g_ptr_array_add (entries, self->entries[i]);
  }
  for (guint i = 0; self && i < self->trusted->len; i++)
    g_ptr_array_add (entries, &((CsTrustedServers *) g_ptr_array_index (self->trusted, i))->entry);

  return entries;
}

/**
 * cs_policy_is_empty:
 * @self: (nullable): a policy
 *
 * Returns: whether the administrator set nothing
 */
gboolean
cs_policy_is_empty (CsPolicy *self)
{
  g_autoptr (GPtrArray) entries = cs_policy_list_entries (self);

  return entries->len == 0;
}

/**
 * cs_policy_get_entry:
 * @self: (nullable): a policy
 * @key: a key
 *
 * Returns: (transfer none) (nullable): what the administrator set, %NULL if nothing
 */
const CsPolicyEntry *
cs_policy_get_entry (CsPolicy    *self,
                     CsPolicyKey  key)
{
  g_return_val_if_fail (key < CS_POLICY_N_KEYS, NULL);

  return self ? self->entries[key] : NULL;
}

/**
 * cs_policy_is_locked:
 * @self: (nullable): a policy
 * @key: a key
 *
 * Returns: whether the administrator leaves no choice
 */
gboolean
cs_policy_is_locked (CsPolicy    *self,
                     CsPolicyKey  key)
{
  const CsPolicyEntry *entry = cs_policy_get_entry (self, key);

  return entry && entry->locked;
}

/**
 * cs_policy_get_word:
 * @self: (nullable): a policy
 * @key: a key
 *
 * Returns: (transfer none) (nullable): what holds for @key, be it set or not, as it would stand in a file; %NULL for no name of a
 *   domain or server, and no address
 */
const char *
cs_policy_get_word (CsPolicy    *self,
                    CsPolicyKey  key)
{
  const CsPolicyEntry *entry = cs_policy_get_entry (self, key);

  if (entry && entry->value)
    return entry->value;

  return cs_policy_syntax[key].words[0] ? cs_policy_syntax[key].words[cs_policy_syntax[key].standard] : NULL;
}

/**
 * cs_policy_key_get_group:
 * @key: a key
 *
 * Returns: the group that it stands in
 */
const char *
cs_policy_key_get_group (CsPolicyKey key)
{
  g_return_val_if_fail (key < CS_POLICY_N_KEYS, NULL);

  return cs_policy_syntax[key].group;
}

/**
 * cs_policy_key_get_name:
 * @key: a key
 *
 * Returns: its name in a file
 */
const char *
cs_policy_key_get_name (CsPolicyKey key)
{
  g_return_val_if_fail (key < CS_POLICY_N_KEYS, NULL);

  return cs_policy_syntax[key].key;
}
