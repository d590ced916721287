/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-cli-input.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "chat/cs-words.h"
#include "trust/cs-certificate-file.h"

#define MAX_FILE (16 * 1024 * 1024)
#define MAX_PASSWORD 1024

static void
complain_about_file (const char   *path,
                     const GError *error)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autofree char *words = cs_words_for_error (error, NULL);

  g_printerr ("countersign-cli: %s: %s\n", shown, words);
}

/**
 * cs_cli_parse:
 * @syntax: what the command understands
 * @arguments: (inout): the arguments with the command's own name first; what is left of them afterwards
 * @status: (out): what to exit with when the result is %FALSE
 *
 * Parses the arguments of a command, and answers --help.
 *
 * Returns: whether to go on
 */
gboolean
cs_cli_parse (const CsCliSyntax   *syntax,
              char              ***arguments,
              CsCliStatus         *status)
{
  g_autoptr (GOptionContext) context = g_option_context_new (syntax->parameters);
  g_autoptr (GError) error = NULL;
  gboolean help = FALSE;
  const GOptionEntry own[] = {
    { "help", 'h', 0, G_OPTION_ARG_NONE, &help, N_("Show this help"), NULL },
    { NULL }
  };

  /* The option parser's own --help would end the process before its memory is freed. */
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_summary (context, syntax->summary);
  g_option_context_add_main_entries (context, syntax->options, GETTEXT_PACKAGE);
  if (syntax->more)
    g_option_context_add_main_entries (context, syntax->more, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, own, GETTEXT_PACKAGE);

  if (!g_option_context_parse_strv (context, arguments, &error)) {
    g_printerr ("countersign-cli: %s\n", error->message);
    *status = CS_CLI_USAGE;
    return FALSE;
  }

  if (help) {
    g_autofree char *text = g_option_context_get_help (context, TRUE, NULL);

    g_print ("%s", text);
    *status = CS_CLI_OK;
    return FALSE;
  }

  return TRUE;
}

/**
 * cs_cli_read_file:
 * @path: the path of a file
 *
 * Reads a file of reasonable size, or says on standard error why it can't.
 *
 * Returns: (transfer full) (nullable): what it holds
 */
GBytes *
cs_cli_read_file (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GFileInputStream) stream = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *buffer = g_malloc (MAX_FILE + 1);
  gsize size = 0;

  stream = g_file_read (file, NULL, &error);
  if (!stream || !g_input_stream_read_all (G_INPUT_STREAM (stream), buffer, MAX_FILE + 1, &size, NULL, &error)) {
    complain_about_file (path, error);
    return NULL;
  }

  if (size > MAX_FILE) {
    error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE, _("The file is too large."));
    complain_about_file (path, error);
    return NULL;
  }

  return g_bytes_new (buffer, size);
}

/**
 * cs_cli_read_certificates:
 * @path: the path of a file
 *
 * Reads all certificates in a file, or says on standard error why it can't.
 *
 * Returns: (transfer full) (nullable) (element-type CsCertificate): the certificates
 */
GPtrArray *
cs_cli_read_certificates (const char *path)
{
  g_autoptr (GBytes) bytes = cs_cli_read_file (path);
  g_autoptr (GError) error = NULL;
  GPtrArray *certificates;

  if (!bytes)
    return NULL;

  certificates = cs_certificate_file_parse (bytes, &error);
  if (!certificates)
    complain_about_file (path, error);

  return certificates;
}

/**
 * cs_cli_give_anchors:
 * @anchors: the trust anchors
 * @paths: (nullable): paths of files
 *
 * Adds what is in the files to the trust anchors, or says on standard error why it can't.
 *
 * Returns: whether all could be read
 */
gboolean
cs_cli_give_anchors (CsAnchorStore  *anchors,
                     char          **paths)
{
  for (guint i = 0; paths && paths[i]; i++) {
    g_autoptr (GPtrArray) certificates = cs_cli_read_certificates (paths[i]);

    if (!certificates)
      return FALSE;
    for (guint j = 0; j < certificates->len; j++)
      cs_anchor_store_give (anchors, certificates->pdata[j]);
  }

  return TRUE;
}

/**
 * cs_cli_read_password_fd:
 * @fd: a file descriptor
 *
 * Reads a password up to the end of its line, not a byte further. Says on standard error why it can't.
 *
 * Returns: (transfer full) (nullable): the password
 */
CsSecret *
cs_cli_read_password_fd (int fd)
{
  char buffer[MAX_PASSWORD + 1] = { 0 };
  CsSecret *password = NULL;
  gsize length = 0;
  gssize got = 0;

  while (length < MAX_PASSWORD) {
    got = read (fd, buffer + length, 1);
    if (got < 0 && errno == EINTR)
      continue;
    if (got <= 0 || buffer[length] == '\n')
      break;
    length++;
  }

  if (got < 0)
    g_printerr (_("countersign-cli: the password cannot be read: %s\n"), g_strerror (errno));
  else if (length == MAX_PASSWORD)
    g_printerr (_("countersign-cli: the password is too long\n"));
  else
    buffer[length] = '\0';

  if (length > 0 && buffer[length - 1] == '\r')
    buffer[--length] = '\0';
  if (got >= 0 && length == 0)
    g_printerr (_("countersign-cli: the password is empty\n"));
  if (got >= 0 && length > 0 && length < MAX_PASSWORD)
    password = cs_secret_new (buffer);
  explicit_bzero (buffer, sizeof buffer);

  return password;
}

/**
 * cs_cli_read_password_file:
 * @path: the path of a file
 *
 * Reads a password from the first line of a file, or says on standard error why it can't.
 *
 * Returns: (transfer full) (nullable): the password
 */
CsSecret *
cs_cli_read_password_file (const char *path)
{
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
  CsSecret *password;

  if (fd < 0) {
    g_autofree char *shown = g_filename_display_name (path);

    g_printerr ("countersign-cli: %s: %s\n", shown, g_strerror (errno));
    return NULL;
  }

  password = cs_cli_read_password_fd (fd);
  close (fd);

  return password;
}
