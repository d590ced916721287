/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-cli-presence.h"

#include <glib/gi18n-lib.h>

#include "cs-cli-output.h"

static gboolean
read_state (const CsCliPresence *self,
            CsPresenceState     *state)
{
  return cs_presence_state_from_nick (g_str_equal (self->state, "invisible") ? "offline" : self->state, state);
}

/**
 * cs_cli_presence_is_usable:
 * @self: what was asked for
 *
 * Checks what was asked for, and says what is wrong with it.
 *
 * Returns: whether that can be done
 */
gboolean
cs_cli_presence_is_usable (const CsCliPresence *self)
{
  CsPresenceState state;

  if (!self->state && (self->note || self->watched || self->watchers || self->rules.root)) {
    g_printerr (_("countersign-cli: --note, --watch, --watchers and --rules need --presence\n"));
    return FALSE;
  }

  if (self->state && !read_state (self, &state)) {
    g_printerr (_("countersign-cli: “%s” is none of available, away, busy and invisible\n"), self->state);
    return FALSE;
  }

  if (!cs_cli_rules_is_usable (&self->rules))
    return FALSE;

  for (char **watched = self->watched; watched && *watched; watched++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CsAddress) address = cs_address_parse (*watched, &error);

    if (!address) {
      g_printerr ("countersign-cli: %s\n", error->message);
      return FALSE;
    }
  }

  return TRUE;
}

static void
print_presence (CsContact *contact)
{
  CsPresence *presence = cs_contact_get_presence (contact);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  cs_cli_add_string (builder, "event", "presence");
  cs_cli_add_string (builder, "of", cs_address_get_uri (cs_contact_get_address (contact)));
  cs_cli_add_string (builder, "state", cs_presence_state_get_nick (cs_presence_get_state (presence)));
  if (presence) {
    cs_cli_add_string (builder, "note", cs_presence_get_note (presence));
    cs_cli_add_time (builder, "since", cs_presence_get_since (presence) / G_USEC_PER_SEC);
    json_builder_set_member_name (builder, "devices");
    json_builder_add_int_value (builder, cs_presence_get_devices (presence));
  }
  json_builder_end_object (builder);
  cs_cli_print_json (builder);
}

static void
print_answer (CsContact *contact)
{
  static const char * const answers[] = {
    [CS_WATCH_ANSWER_NONE] = "none", [CS_WATCH_ANSWER_PENDING] = "pending", [CS_WATCH_ANSWER_REFUSED] = "refused",
  };
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  cs_cli_add_string (builder, "event", "answer");
  cs_cli_add_string (builder, "of", cs_address_get_uri (cs_contact_get_address (contact)));
  cs_cli_add_string (builder, "answer", answers[cs_contact_get_watch_answer (contact)]);
  json_builder_end_object (builder);
  cs_cli_print_json (builder);
}

static void
add_watchers (JsonBuilder *builder,
              const char  *name,
              GPtrArray   *watchers)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < watchers->len; i++)
    json_builder_add_string_value (builder, cs_address_get_uri (watchers->pdata[i]));
  json_builder_end_array (builder);
}

static void
print_watchers (CsSession *session)
{
  g_autoptr (GPtrArray) watching = cs_session_list_watchers (session, FALSE);
  g_autoptr (GPtrArray) waiting = cs_session_list_watchers (session, TRUE);
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  cs_cli_add_string (builder, "event", "watchers");
  add_watchers (builder, "watching", watching);
  add_watchers (builder, "waiting", waiting);
  json_builder_end_object (builder);
  cs_cli_print_json (builder);
}

/**
 * cs_cli_presence_start:
 * @self: what was asked for
 * @client: a client that is about to sign in
 *
 * Tells the presence that was asked for, and prints that of those who are to be watched.
 */
void
cs_cli_presence_start (CsCliPresence *self,
                       CsCliClient   *client)
{
  CsAccount *account = cs_session_get_account (cs_cli_client_get_session (client));
  CsPresenceState state;

  if (!self->state || !read_state (self, &state))
    return;

  cs_account_set_availability (account, state);
  cs_account_set_presence_note (account, self->note);

  if (self->watchers) {
    g_signal_connect (cs_cli_client_get_session (client), "watchers-changed", G_CALLBACK (print_watchers), NULL);
    cs_session_want_watchers (cs_cli_client_get_session (client));
  }

  cs_cli_rules_start (&self->rules, client);

  self->contacts = g_object_ref (cs_profile_get_contacts (cs_cli_client_get_profile (client)));
  for (char **watched = self->watched; watched && *watched; watched++) {
    g_autoptr (CsAddress) address = cs_address_parse (*watched, NULL);
    CsContact *contact = cs_contacts_ensure (self->contacts, cs_account_get_id (account), address);

    g_signal_connect (contact, "notify::presence", G_CALLBACK (print_presence), NULL);
    g_signal_connect (contact, "notify::watch-answer", G_CALLBACK (print_answer), NULL);
    cs_contact_accept (contact);
  }
}

/**
 * cs_cli_presence_clear:
 * @self: what was asked for
 *
 * Frees what it holds.
 */
void
cs_cli_presence_clear (CsCliPresence *self)
{
  g_free (self->state);
  g_free (self->note);
  g_strfreev (self->watched);
  cs_cli_rules_clear (&self->rules);
  g_clear_object (&self->contacts);
}
