/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-cli-rules.h"

#include <glib/gi18n-lib.h>

#include "cs-cli-output.h"

/* Where the words of each decision are, and what it is called in what is printed. */
static const struct {
  const char   *name;
  gsize         offset;
  CsPermission  permission;
} decisions[] = {
  { "allowed", G_STRUCT_OFFSET (CsCliRules, allowed), CS_PERMISSION_ALLOWED },
  { "refused", G_STRUCT_OFFSET (CsCliRules, refused), CS_PERMISSION_REFUSED },
  { "blocked", G_STRUCT_OFFSET (CsCliRules, blocked), CS_PERMISSION_BLOCKED },
};

static char **
get_people (const CsCliRules *self,
            gsize             decision)
{
  return G_STRUCT_MEMBER (char **, self, decisions[decision].offset);
}

static gboolean
are_addresses (char **people)
{
  for (char **person = people; person && *person; person++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CsAddress) address = cs_address_parse (*person, &error);

    if (!address) {
      g_printerr ("countersign-cli: %s\n", error->message);
      return FALSE;
    }
  }

  return TRUE;
}

/**
 * cs_cli_rules_is_usable:
 * @self: what was asked for
 *
 * Checks what was asked for, and says what is wrong with it.
 *
 * Returns: whether that can be done
 */
gboolean
cs_cli_rules_is_usable (const CsCliRules *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsXcapRoot) root = self->root ? cs_xcap_root_parse (self->root, &error) : NULL;

  if (error) {
    g_printerr ("countersign-cli: %s\n", error->message);
    return FALSE;
  }

  for (gsize i = 0; i < G_N_ELEMENTS (decisions); i++) {
    if (!root && get_people (self, i)) {
      g_printerr (_("countersign-cli: --allow, --refuse and --block need --rules\n"));
      return FALSE;
    }
    if (!are_addresses (get_people (self, i)))
      return FALSE;
  }

  return TRUE;
}

static void
add_people (JsonBuilder   *builder,
            const char    *name,
            CsPermissions *permissions,
            CsPermission   permission)
{
  g_autoptr (GPtrArray) people = cs_permissions_list (permissions, permission);

  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < people->len; i++)
    json_builder_add_string_value (builder, cs_address_get_uri (people->pdata[i]));
  json_builder_end_array (builder);
}

/* Once for each news. */
static void
print (CsCliRules    *self,
       CsPermissions *permissions)
{
  const GError *error = cs_permissions_get_error (permissions);
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autofree char *text = NULL;

  json_builder_begin_object (builder);
  cs_cli_add_string (builder, "event", "rules");
  json_builder_set_member_name (builder, "known");
  json_builder_add_boolean_value (builder, cs_permissions_is_known (permissions));
  json_builder_set_member_name (builder, "saved");
  json_builder_add_boolean_value (builder, cs_permissions_is_saved (permissions));
  cs_cli_add_error (builder, error, NULL);
  add_people (builder, "waiting", permissions, CS_PERMISSION_NONE);
  for (gsize i = 0; i < G_N_ELEMENTS (decisions); i++)
    add_people (builder, decisions[i].name, permissions, decisions[i].permission);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);
  text = json_to_string (root, FALSE);
  if (g_strcmp0 (text, self->printed) == 0)
    return;

  g_free (self->printed);
  self->printed = g_steal_pointer (&text);
  cs_cli_print_json (builder);
}

static void
decide (CsCliRules    *self,
        CsPermissions *permissions)
{
  self->decided = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (decisions); i++) {
    for (char **person = get_people (self, i); person && *person; person++) {
      g_autoptr (CsAddress) address = cs_address_parse (*person, NULL);

      cs_permissions_set (permissions, address, decisions[i].permission);
    }
  }
}

static void
changed_cb (CsPermissions *permissions,
            CsCliRules    *self)
{
  if (!self->decided && cs_permissions_is_known (permissions))
    decide (self, permissions);
  if (cs_permissions_is_offered (permissions))
    print (self, permissions);
}

/**
 * cs_cli_rules_start:
 * @self: what was asked for
 * @client: a client that is about to sign in
 *
 * Decides what was asked for once the server has told its rules, and prints them.
 */
void
cs_cli_rules_start (CsCliRules  *self,
                    CsCliClient *client)
{
  CsSession *session = cs_cli_client_get_session (client);
  g_autoptr (CsXcapRoot) root = NULL;

  if (!self->root)
    return;

  root = cs_xcap_root_parse (self->root, NULL);
  g_signal_connect (cs_session_get_permissions (session), "changed", G_CALLBACK (changed_cb), self);
  cs_account_set_xcap_root (cs_session_get_account (session), root);
}

static gboolean
is_taken (CsPermissions *permissions,
          const char    *person,
          CsPermission   permission)
{
  g_autoptr (CsAddress) address = cs_address_parse (person, NULL);

  return permissions && cs_permissions_is_known (permissions) && !cs_permissions_is_waiting (permissions, address) &&
         cs_permissions_get (permissions, address) == permission;
}

/**
 * cs_cli_rules_end:
 * @self: what was asked for
 * @client: a client, which may have been interrupted before it began
 *
 * Says about whom the server does not have what was decided: nothing is kept for another time.
 *
 * Returns: whether it has everything
 */
gboolean
cs_cli_rules_end (const CsCliRules *self,
                  CsCliClient      *client)
{
  CsSession *session = cs_cli_client_get_session (client);
  CsPermissions *permissions = session ? cs_session_get_permissions (session) : NULL;
  gboolean everything = TRUE;

  for (gsize i = 0; i < G_N_ELEMENTS (decisions); i++) {
    for (char **person = get_people (self, i); person && *person; person++) {
      if (is_taken (permissions, *person, decisions[i].permission))
        continue;

      everything = FALSE;
      /* Translators: %s is a SIP address. */
      g_printerr (_("countersign-cli: the server does not have what was decided about %s, and it is not kept\n"), *person);
    }
  }

  return everything;
}

/**
 * cs_cli_rules_clear:
 * @self: what was asked for
 *
 * Frees what it holds.
 */
void
cs_cli_rules_clear (CsCliRules *self)
{
  g_free (self->root);
  g_strfreev (self->allowed);
  g_strfreev (self->refused);
  g_strfreev (self->blocked);
  g_free (self->printed);
}
