/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "person-rules.h"

#include "person-output.h"

/* What somebody decides about who may see their presence, in the order of CsPermission. */
static const char * const names[] = { "asked", "allowed", "refused", "blocked" };

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

static void
changed_cb (CsPermissions *permissions)
{
  const GError *error = cs_permissions_get_error (permissions);
  g_autoptr (JsonBuilder) builder = person_begin ("rules");

  json_builder_set_member_name (builder, "known");
  json_builder_add_boolean_value (builder, cs_permissions_is_known (permissions));
  json_builder_set_member_name (builder, "saved");
  json_builder_add_boolean_value (builder, cs_permissions_is_saved (permissions));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    add_people (builder, names[i], permissions, i);
  person_add (builder, "error", error ? error->message : "");
  person_print (builder);
}

void
person_show_rules (CsSession *session)
{
  CsPermissions *permissions = cs_session_get_permissions (session);

  if (permissions)
    g_signal_connect (permissions, "changed", G_CALLBACK (changed_cb), NULL);
}

/* “permit allowed sip:…” */
gboolean
person_obey_rules (CsSession  *session,
                   const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 3);
  g_autoptr (CsAddress) address = g_strv_length (words) == 3 ? cs_address_parse (words[2], NULL) : NULL;

  if (!address || !g_str_equal (words[0], "permit"))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    if (g_str_equal (names[i], words[1]))
      cs_permissions_set (cs_session_get_permissions (session), address, i);
  }

  return TRUE;
}
