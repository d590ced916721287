/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-application.h"

#include <glib/gi18n-lib.h>

#include "cs-window.h"

#define APPLICATION_ID "org.countersign.Countersign"

struct _CsApplication
{
  AdwApplication parent_instance;

  /* Options */
  char *folder;
  char *sign_in;
  char *server;
  char *password_file;

  CsProfile *profile;
  GtkWindow *window;  /* borrowed */
};

G_DEFINE_FINAL_TYPE (CsApplication, cs_application, ADW_TYPE_APPLICATION)

static void
profile_opened_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (CsApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  self->profile = cs_profile_open_finish (result, &error);
  if (self->profile) {
    self->window = GTK_WINDOW (cs_window_new (GTK_APPLICATION (self), self->profile));
    gtk_window_present (self->window);
  }

  g_application_release (G_APPLICATION (self));
}

static void
cs_application_startup (GApplication *application)
{
  CsApplication *self = CS_APPLICATION (application);
  CsProfileOptions options = { .folder = self->folder };

  /* The profile opens, and connects, while the windowing system is still being set up. */
  g_application_hold (application);
  cs_profile_open_async (&options, NULL, profile_opened_cb, g_object_ref (self));

  G_APPLICATION_CLASS (cs_application_parent_class)->startup (application);
}

static void
cs_application_activate (GApplication *application)
{
  CsApplication *self = CS_APPLICATION (application);

  if (self->window)
    gtk_window_present (self->window);
}

static int
cs_application_handle_local_options (GApplication *application,
                                     GVariantDict *options)
{
  CsApplication *self = CS_APPLICATION (application);

  if (self->folder) {
    g_autofree char *canonical = g_canonicalize_filename (self->folder, NULL);
    g_autofree char *hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, canonical, -1);
    g_autofree char *id = g_strdup_printf (APPLICATION_ID ".p%.16s", hash);

    /* Each profile is a program of its own: two of them run side by side, each is started once. */
    g_free (g_steal_pointer (&self->folder));
    self->folder = g_steal_pointer (&canonical);
    g_application_set_application_id (application, id);
  } else {
    self->folder = g_build_filename (g_get_user_data_dir (), "countersign", NULL);
  }

  return -1;
}

static void
cs_application_finalize (GObject *object)
{
  CsApplication *self = CS_APPLICATION (object);

  g_clear_object (&self->profile);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->sign_in, g_free);
  g_clear_pointer (&self->server, g_free);
  g_clear_pointer (&self->password_file, g_free);

  G_OBJECT_CLASS (cs_application_parent_class)->finalize (object);
}

static void
cs_application_class_init (CsApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->finalize = cs_application_finalize;

  application_class->startup = cs_application_startup;
  application_class->activate = cs_application_activate;
  application_class->handle_local_options = cs_application_handle_local_options;
}

static void
cs_application_init (CsApplication *self)
{
  const GOptionEntry entries[] = {
    { "profile", 0, 0, G_OPTION_ARG_FILENAME, &self->folder, N_("Keep accounts and messages in FOLDER"), N_("FOLDER") },
    { "sign-in", 0, 0, G_OPTION_ARG_STRING, &self->sign_in, N_("Fill the sign-in page in for ADDRESS"), N_("ADDRESS") },
    { "server", 0, 0, G_OPTION_ARG_STRING, &self->server, N_("Fill in the server"), N_("HOST[:PORT]") },
    { "password-file", 0, 0, G_OPTION_ARG_FILENAME, &self->password_file, N_("Fill in the password from FILE"), N_("FILE") },
    { NULL }
  };

  g_application_add_main_option_entries (G_APPLICATION (self), entries);
}

/**
 * cs_application_new:
 *
 * Makes the program.
 *
 * Returns: (transfer full): the application
 */
CsApplication *
cs_application_new (void)
{
  return g_object_new (CS_TYPE_APPLICATION,
                       "application-id", APPLICATION_ID,
                       "resource-base-path", "/org/countersign/Countersign",
                       NULL);
}

/**
 * cs_application_get_profile:
 * @self: the application
 *
 * Gets the profile.
 *
 * Returns: (transfer none) (nullable): the profile, once it is open
 */
CsProfile *
cs_application_get_profile (CsApplication *self)
{
  g_return_val_if_fail (CS_IS_APPLICATION (self), NULL);

  return self->profile;
}
