/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "person-rules.h"

#include "base/cs-vcard.h"

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

static void
fetched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) left_out = NULL;
  g_autoptr (GPtrArray) people = cs_session_fetch_people_finish (CS_SESSION (object), result, &left_out, &error);
  g_autoptr (JsonBuilder) builder = person_begin ("people");

  person_add (builder, "error", error ? error->message : "");
  json_builder_set_member_name (builder, "people");
  json_builder_begin_object (builder);
  for (guint i = 0; people && i < people->len; i++) {
    CsVcard *card = people->pdata[i];

    person_add (builder, cs_address_get_uri (card->addresses->pdata[0]), card->name ? card->name : "");
  }
  json_builder_end_object (builder);
  json_builder_set_member_name (builder, "left-out");
  json_builder_begin_array (builder);
  for (guint i = 0; left_out && i < left_out->len; i++)
    json_builder_add_string_value (builder, left_out->pdata[i]);
  json_builder_end_array (builder);
  person_print (builder);
}

/* “permit allowed sip:…” and “fetch-people” */
gboolean
person_obey_rules (CsSession  *session,
                   const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", 3);
  g_autoptr (CsAddress) address = g_strv_length (words) == 3 ? cs_address_parse (words[2], NULL) : NULL;

  if (g_str_equal (line, "fetch-people")) {
    cs_session_fetch_people_async (session, NULL, fetched_cb, NULL);
    return TRUE;
  }

  if (!address || !g_str_equal (words[0], "permit"))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    if (g_str_equal (names[i], words[1]))
      cs_permissions_set (cs_session_get_permissions (session), address, i);
  }

  return TRUE;
}
