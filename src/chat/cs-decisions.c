/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-decisions.h"

struct _CsDecisions
{
  GObject     parent_instance;

  CsKeptFile *file;
};

G_DEFINE_FINAL_TYPE (CsDecisions, cs_decisions, G_TYPE_OBJECT)

static const char * const words[] = {
  [CS_PERMISSION_NONE] = "ask",
  [CS_PERMISSION_ALLOWED] = "allow",
  [CS_PERMISSION_REFUSED] = "refuse",
  [CS_PERMISSION_BLOCKED] = "block",
};

static void
cs_decisions_finalize (GObject *object)
{
  g_clear_object (&CS_DECISIONS (object)->file);

  G_OBJECT_CLASS (cs_decisions_parent_class)->finalize (object);
}

static void
cs_decisions_class_init (CsDecisionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cs_decisions_finalize;
}

static void
cs_decisions_init (CsDecisions *self)
{
}

/**
 * cs_decisions_new:
 * @file: where they are kept
 *
 * Returns: (transfer full): the decisions of all accounts
 */
CsDecisions *
cs_decisions_new (CsKeptFile *file)
{
  CsDecisions *self = g_object_new (CS_TYPE_DECISIONS, NULL);

  self->file = g_object_ref (file);

  return self;
}

/**
 * cs_decisions_put:
 * @self: decisions
 * @account: the id of an account
 * @address: somebody
 * @permission: what was decided about them
 *
 * Keeps a decision until [method@Decisions.forget]. It takes the place of an earlier one about the same person.
 */
void
cs_decisions_put (CsDecisions  *self,
                  const char   *account,
                  CsAddress    *address,
                  CsPermission  permission)
{
  g_autofree char *key = NULL;

  g_return_if_fail (CS_IS_DECISIONS (self));
  g_return_if_fail (permission < G_N_ELEMENTS (words));

  /* A user part may hold what ends a key: “=” and “;”. */
  key = g_uri_escape_string (cs_address_get_uri (address), ":@", FALSE);
  g_key_file_set_string (cs_kept_file_get (self->file), account, key, words[permission]);
  cs_kept_file_touch (self->file);
}

static gboolean
read_word (const char   *word,
           CsPermission *permission)
{
  for (guint i = 0; word && i < G_N_ELEMENTS (words); i++) {
    if (g_str_equal (words[i], word)) {
      *permission = i;
      return TRUE;
    }
  }

  return FALSE;
}

/**
 * cs_decisions_list:
 * @self: decisions
 * @account: the id of an account
 *
 * Gets what is kept. What cannot be understood is left out.
 *
 * Returns: (transfer full) (element-type CsAddress CsPermission): a decision for each person
 */
GHashTable *
cs_decisions_list (CsDecisions *self,
                   const char  *account)
{
  GHashTable *list = g_hash_table_new_full ((GHashFunc) cs_address_hash, (GEqualFunc) cs_address_equal,
                                            (GDestroyNotify) cs_address_unref, NULL);
  g_auto (GStrv) keys = NULL;

  g_return_val_if_fail (CS_IS_DECISIONS (self), list);

  keys = g_key_file_get_keys (cs_kept_file_get (self->file), account, NULL, NULL);
  for (guint i = 0; keys && keys[i]; i++) {
    g_autofree char *word = g_key_file_get_string (cs_kept_file_get (self->file), account, keys[i], NULL);
    g_autofree char *uri = g_uri_unescape_string (keys[i], NULL);
    g_autoptr (CsAddress) address = uri ? cs_address_parse (uri, NULL) : NULL;
    CsPermission permission;

    if (address && read_word (word, &permission))
      g_hash_table_replace (list, g_steal_pointer (&address), GINT_TO_POINTER (permission));
  }

  return list;
}

/**
 * cs_decisions_forget:
 * @self: decisions
 * @account: the id of an account
 *
 * Forgets what was decided for an account: the server has it or will not take it, or the account is gone.
 */
void
cs_decisions_forget (CsDecisions *self,
                     const char  *account)
{
  g_return_if_fail (CS_IS_DECISIONS (self));

  if (g_key_file_remove_group (cs_kept_file_get (self->file), account, NULL))
    cs_kept_file_touch (self->file);
}
