/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <locale.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <glib/gi18n-lib.h>

#include "chat/cs-profile.h"

#include "cs-application.h"

/* Whether the machine has a device that GL could be fast on. */
static gboolean
has_render_node (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/dev/dri", 0, NULL);
  const char *name;

  if (!dir)
    return FALSE;

  while ((name = g_dir_read_name (dir))) {
    if (g_str_has_prefix (name, "renderD"))
      return TRUE;
  }

  return FALSE;
}

/* Without a render node GL is done in software: probing it and drawing with it doubles the time to start and the memory, and
 * cairo draws a window of text at least as fast. Whoever sets GSK_RENDERER has decided already. GTK reads both variables
 * when it starts. */
static void
choose_renderer (void)
{
  const char *debug = g_getenv ("GDK_DEBUG");
  g_autofree char *joined = NULL;

  if (g_getenv ("GSK_RENDERER") || has_render_node ())
    return;

  joined = debug && *debug ? g_strconcat (debug, ",gl-disable", NULL) : g_strdup ("gl-disable");
  g_setenv ("GDK_DEBUG", joined, TRUE);
  g_setenv ("GSK_RENDERER", "cairo", TRUE);
}

/* The C library would give nearly each of the short-lived threads of GLib and Pango a heap of its own, and keep them all. */
static void
save_memory (void)
{
#ifdef __GLIBC__
  mallopt (M_ARENA_MAX, 1);
#endif
}

int
main (int    argc,
      char **argv)
{
  g_autoptr (CsApplication) application = NULL;
  int status;

  save_memory ();
  cs_profile_prepare_process ();
  choose_renderer ();

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, CS_LOCALE_DIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_application_name ("Countersign");

  application = cs_application_new ();

  status = g_application_run (G_APPLICATION (application), argc, argv);
  g_clear_object (&application);
  cs_profile_finish_process ();

  return status;
}
