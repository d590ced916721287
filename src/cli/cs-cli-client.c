/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-cli-client.h"

#include <signal.h>

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "base/cs-error.h"

#include "cs-cli-identity.h"
#include "cs-cli-output.h"

struct _CsCliClient
{
  const CsCliCommand *command;
  gpointer            data;

  gboolean            json;
  char               *address;
  char               *server;
  char               *auth_name;
  char               *room_manager;
  char              **anchors;
  gboolean            no_system_anchors;
  char               *password_file;
  int                 password_fd;
  CsCliIdentity       identity;
  gboolean            presence;
  gboolean            deaf;

  CsAccount          *account;
  CsSecret           *password;
  GMainLoop          *loop;
  CsProfile          *profile;
  CsSession          *session;
  guint               signal_ids[2];
  gboolean            ending;
  CsCliStatus         status;
};

static gboolean
understand (CsCliClient  *self,
            GError      **error)
{
  g_autoptr (CsAddress) address = cs_address_parse (self->address, error);
  g_autoptr (CsEndpoint) server = NULL;
  g_autoptr (CsAddress) room_manager = NULL;

  if (!address)
    return FALSE;

  if (self->server) {
    server = cs_endpoint_parse (self->server, error);
    if (!server)
      return FALSE;
  }

  if (self->room_manager) {
    room_manager = cs_address_parse (self->room_manager, error);
    if (!room_manager)
      return FALSE;
  }

  self->account = cs_account_new (address);
  cs_account_set_room_manager (self->account, room_manager ? cs_address_get_uri (room_manager) : NULL);
  cs_account_set_server (self->account, server);
  cs_account_set_auth_name (self->account, self->auth_name);

  return TRUE;
}

static void
state_cb (CsCliClient *self)
{
  if (!self->ending)
    self->command->state_changed (self, self->data);
}

static gboolean
interrupted_cb (gpointer user_data)
{
  CsCliClient *self = user_data;

  if (!self->ending)
    self->command->interrupted (self, self->data);

  return G_SOURCE_CONTINUE;
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  CsCliClient *self = user_data;
  g_autoptr (GError) error = NULL;

  self->profile = cs_profile_open_finish (result, &error);
  if (!self->profile) {
    self->status = cs_cli_print_error (error, NULL, self->json);
    g_main_loop_quit (self->loop);
    return;
  }

  if (!cs_cli_give_anchors (cs_profile_get_anchors (self->profile), self->anchors)) {
    cs_cli_client_end (self, CS_CLI_UNREADABLE);
    return;
  }

  self->session = cs_profile_try_account_as (self->profile, self->account, self->password, self->identity.identity);
  g_signal_connect_swapped (self->session, "notify::state", G_CALLBACK (state_cb), self);
  self->command->started (self, self->data);
}

static void
closed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  CsCliClient *self = user_data;

  cs_profile_close_finish (CS_PROFILE (object), result, NULL);
  g_main_loop_quit (self->loop);
}

/**
 * cs_cli_client_new:
 * @command: what the command does
 * @data: its data
 *
 * Makes a client.
 *
 * Returns: (transfer full): the client
 */
CsCliClient *
cs_cli_client_new (const CsCliCommand *command,
                   gpointer            data)
{
  CsCliClient *self = g_new0 (CsCliClient, 1);

  self->command = command;
  self->data = data;
  self->password_fd = -1;
  self->loop = g_main_loop_new (NULL, FALSE);

  return self;
}

/**
 * cs_cli_client_free:
 * @self: (transfer full): a client
 *
 * Frees a client that has run.
 */
void
cs_cli_client_free (CsCliClient *self)
{
  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  for (guint i = 0; i < G_N_ELEMENTS (self->signal_ids); i++)
    g_clear_handle_id (&self->signal_ids[i], g_source_remove);
  g_clear_object (&self->session);
  g_clear_object (&self->profile);
  g_clear_object (&self->account);
  g_clear_pointer (&self->password, cs_secret_unref);
  g_main_loop_unref (self->loop);
  g_free (self->address);
  g_free (self->server);
  g_free (self->auth_name);
  g_free (self->room_manager);
  g_free (self->password_file);
  cs_cli_identity_clear (&self->identity);
  g_strfreev (self->anchors);
  g_free (self);
}

/**
 * cs_cli_client_parse:
 * @self: a client
 * @syntax: what the command understands beside the account options
 * @arguments: the command line from the command on
 * @status: (out): what to exit with when the result is %FALSE
 *
 * Parses the command line and reads the password.
 *
 * Returns: whether to go on
 */
gboolean
cs_cli_client_parse (CsCliClient        *self,
                     const CsCliSyntax  *syntax,
                     char              **arguments,
                     CsCliStatus        *status)
{
  g_auto (GStrv) rest = g_strdupv (arguments);
  g_autoptr (GError) error = NULL;
  const GOptionEntry options[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &self->json, N_("Print JSON"), NULL },
    { "account", 0, 0, G_OPTION_ARG_STRING, &self->address, N_("The SIP address to sign in with"), N_("ADDRESS") },
    { "server", 0, 0, G_OPTION_ARG_STRING, &self->server, N_("The server, where DNS should not be asked"), N_("HOST[:PORT]") },
    { "auth-name", 0, 0, G_OPTION_ARG_STRING, &self->auth_name, N_("The name to sign in with"), N_("NAME") },
    { "room-manager", 0, 0, G_OPTION_ARG_STRING, &self->room_manager, N_("Who makes rooms, if not chat-manager"), N_("ADDRESS") },
    { "anchors", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &self->anchors, N_("Trust the authorities in FILE"), N_("FILE") },
    { "no-system-anchors", 0, 0, G_OPTION_ARG_NONE, &self->no_system_anchors, N_("Do not trust the system’s authorities"), NULL },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &self->password_file, N_("Read the password from FILE"), N_("FILE") },
    { "password-fd", 0, 0, G_OPTION_ARG_INT, &self->password_fd, N_("Read the password from the file descriptor N"), "N" },
    { "client-certificate", 0, 0, G_OPTION_ARG_FILENAME, &self->identity.certificate, N_("Show the certificate in FILE to a server that asks"), N_("FILE") },
    { "client-key", 0, 0, G_OPTION_ARG_FILENAME, &self->identity.key, N_("The private key, where it is in a file of its own"), N_("FILE") },
    { "client-passphrase-file", 0, 0, G_OPTION_ARG_FILENAME, &self->identity.passphrase, N_("Read the passphrase of the key from FILE"), N_("FILE") },
    { NULL }
  };
  CsCliSyntax both = { syntax->parameters, syntax->summary, syntax->options, options };

  if (!cs_cli_parse (&both, &rest, status))
    return FALSE;

  *status = CS_CLI_USAGE;
  if (!self->address) {
    g_printerr (_("countersign-cli: --account is missing\n"));
    return FALSE;
  }
  if (!self->password_file == (self->password_fd < 0)) {
    g_printerr (_("countersign-cli: give either --password-file or --password-fd\n"));
    return FALSE;
  }
  if (!cs_cli_identity_is_usable (&self->identity))
    return FALSE;
  if (!understand (self, &error)) {
    g_printerr ("countersign-cli: %s\n", error->message);
    return FALSE;
  }

  *status = CS_CLI_UNREADABLE;
  self->password = self->password_file ? cs_cli_read_password_file (self->password_file)
                                       : cs_cli_read_password_fd (self->password_fd);

  return self->password && cs_cli_identity_load (&self->identity);
}

/**
 * cs_cli_client_run:
 * @self: a client whose command line was parsed
 *
 * Signs in and runs until [func@cli_client_end].
 *
 * Returns: what to exit with
 */
CsCliStatus
cs_cli_client_run (CsCliClient *self)
{
  const CsProfileOptions options = {
    .no_system_anchors = self->no_system_anchors, .no_secret_service = TRUE, .open_door = TRUE,
    .presence = self->presence, .deaf = self->deaf
  };

  self->signal_ids[0] = g_unix_signal_add (SIGTERM, interrupted_cb, self);
  self->signal_ids[1] = g_unix_signal_add (SIGINT, interrupted_cb, self);
  cs_profile_open_async (&options, NULL, opened_cb, self);
  g_main_loop_run (self->loop);

  return self->status;
}

/**
 * cs_cli_client_end:
 * @self: a client that runs
 * @status: what to exit with
 *
 * Signs out, then ends the run.
 */
void
cs_cli_client_end (CsCliClient *self,
                   CsCliStatus  status)
{
  if (self->ending)
    return;

  self->ending = TRUE;
  self->status = status;
  if (self->profile)
    cs_profile_close_async (self->profile, NULL, closed_cb, self);
  else
    g_main_loop_quit (self->loop);
}

/**
 * cs_cli_client_check_state:
 * @self: a client that runs
 *
 * Looks whether the session can still come online by itself. If it can't, says why, and ends.
 *
 * Returns: %FALSE if it can't
 */
gboolean
cs_cli_client_check_state (CsCliClient *self)
{
  CsConnectionState state = cs_session_get_state (self->session);
  const GError *error = cs_session_get_error (self->session);
  const char *server = cs_host_get_display (cs_address_get_host (cs_account_get_address (self->account)));
  CsVerdict *verdict = cs_session_get_verdict (self->session);

  if (state == CS_CONNECTION_REFUSED && verdict) {
    CsCliStatus status = cs_cli_print_verdict (verdict, cs_session_get_facts (self->session), self->json);

    cs_cli_client_end (self, status == CS_CLI_OK ? CS_CLI_FAILED : status);
    return FALSE;
  }

  if (state == CS_CONNECTION_REFUSED || state == CS_CONNECTION_OFFLINE) {
    g_autoptr (GError) unknown = g_error_new_literal (CS_ERROR, CS_ERROR_FAILED, _("The connection ended."));

    cs_cli_client_end (self, cs_cli_print_error (error ? error : unknown, server, self->json));
    return FALSE;
  }

  return TRUE;
}

/**
 * cs_cli_client_get_profile:
 * @self: a client that runs
 *
 * Gets its profile.
 *
 * Returns: (transfer none): the profile
 */
CsProfile *
cs_cli_client_get_profile (CsCliClient *self)
{
  return self->profile;
}

/**
 * cs_cli_client_get_session:
 * @self: a client that runs
 *
 * Gets its session.
 *
 * Returns: (transfer none): the session
 */
CsSession *
cs_cli_client_get_session (CsCliClient *self)
{
  return self->session;
}

/**
 * cs_cli_client_use_presence:
 * @self: a client that does not run yet
 *
 * Makes presence a matter: it is told, and watched.
 */
void
cs_cli_client_use_presence (CsCliClient *self)
{
  self->presence = TRUE;
}

/**
 * cs_cli_client_be_deaf:
 * @self: a client that does not run yet
 *
 * Leaves what others write to another program of the account: the server keeps it.
 */
void
cs_cli_client_be_deaf (CsCliClient *self)
{
  self->deaf = TRUE;
}

/**
 * cs_cli_client_get_json:
 * @self: a client
 *
 * Gets whether JSON is wanted.
 *
 * Returns: %TRUE if it is
 */
gboolean
cs_cli_client_get_json (CsCliClient *self)
{
  return self->json;
}
