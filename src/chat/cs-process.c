/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-profile.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include <gio/gunixconnection.h>
#include <gio/gunixsocketaddress.h>
#include <glib/gi18n-lib.h>

#include "sip/cs-sip-stack.h"
#include "trust/cs-pkcs11.h"
#include "trust/cs-system-anchors.h"

/* GLib can lock up for ever when two threads meet a class and a type that it needs for the first time in the same moment, and GIO
 * has threads of its own that talk to the session bus while we connect. So the main thread meets these before there is another. */
static void
meet_socket_types (void)
{
  const GType types[] = {
    G_TYPE_INET_SOCKET_ADDRESS, G_TYPE_NETWORK_ADDRESS, G_TYPE_NETWORK_SERVICE, G_TYPE_PROXY_ADDRESS,
    G_TYPE_UNIX_SOCKET_ADDRESS, G_TYPE_SOCKET, G_TYPE_SOCKET_CONNECTION, G_TYPE_TCP_CONNECTION,
    G_TYPE_UNIX_CONNECTION, G_TYPE_SOCKET_CLIENT, G_TYPE_DBUS_CONNECTION,
  };

  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    g_type_class_unref (g_type_class_ref (types[i]));
}

/* Whoever starts us may have closed them, and the next file that is opened would take the place: its lines would be sent as messages,
 * what is printed would be written into it. */
__attribute__ ((no_sanitize ("address", "undefined"))) static void
open_standard_streams (void)
{
  for (int stream = STDIN_FILENO; stream <= STDERR_FILENO; stream++) {
    if (fcntl (stream, F_GETFD) < 0 && errno == EBADF && open ("/dev/null", O_RDWR) != stream)
      abort ();
  }
}

/* Before any library begins: one of them opens a file. */
__attribute__ ((section (".preinit_array"), used)) static void (* const first) (void) = open_standard_streams;

/* A program that cores are piped to gets them whatever the limit (core(5)), but for a limit of one byte, by which Linux knows a crash of
 * that program itself. */
static void
forbid_cores (void)
{
  const struct rlimit byte = { 1, 1 };
  const struct rlimit none = { 0, 0 };

  if (setrlimit (RLIMIT_CORE, &byte) < 0)
    setrlimit (RLIMIT_CORE, &none);
}

/**
 * cs_profile_finish_process:
 *
 * Lets the process exit safely: the last thing that a program of ours does. Waits for a thread that reads the system's
 * authorities, some 50 milliseconds at most, and for a token that signs, some seconds at most.
 */
void
cs_profile_finish_process (void)
{
  cs_system_anchors_end ();
  cs_pkcs11_end ();
}

/**
 * cs_profile_prepare_process:
 *
 * Makes the process fit to hold secrets: the first thing that a program of ours does. Variables that could make a library write
 * secrets or weaken it are unset, files are made for their owner alone, a crash leaves no core file with passwords in it. Also
 * chooses the language.
 */
void
cs_profile_prepare_process (void)
{
  cs_sip_stack_clear_environment ();
  umask (077);
  meet_socket_types ();

  /* Not PR_SET_DUMPABLE: that would also hide the process from portals and from its owner's debugger. */
  forbid_cores ();

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, CS_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}
