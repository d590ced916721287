/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-application.h"

#include <string.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <glib-unix.h>
#include <glib/gi18n-lib.h>

#include "cs-bad-files.h"
#include "cs-file-opener.h"
#include "cs-launcher-badge.h"
#include "cs-notifier.h"
#include "cs-preferences-window.h"
#include "cs-problem-window.h"
#include "cs-settings.h"
#include "cs-window.h"

#define APPLICATION_ID "org.countersign.Countersign"

/* Seconds that signing out may take before the program ends without it. */
#define LONGEST_GOODBYE 5

/* The longest password that a file may hold, in bytes. */
#define LONGEST_PASSWORD 4096

struct _CsApplication
{
  AdwApplication parent_instance;

  /* Options */
  char *folder;
  char *sign_in;
  char *server;
  char *password_file;

  CsProfile *profile;
  GPtrArray *to_open;   /* files that wait for the window */
  CsNotifier *notifier;
  CsLauncherBadge *badge;
  GSettings *settings;  /* NULL where the schema is not installed */
  CsWindow *window;     /* borrowed */
  GtkWindow *problem;   /* borrowed */
  GCancellable *goodbye;
  guint goodbye_id;
  guint signal_ids[2];
  gboolean leaving;
};

G_DEFINE_FINAL_TYPE (CsApplication, cs_application, ADW_TYPE_APPLICATION)

static void
closed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (CsApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!cs_profile_close_finish (CS_PROFILE (source), result, &error))
    g_message ("The profile was not closed in time: %s", error->message);

  g_clear_handle_id (&self->goodbye_id, g_source_remove);
  g_application_quit (G_APPLICATION (self));
}

static gboolean
goodbye_over_cb (gpointer user_data)
{
  CsApplication *self = user_data;

  self->goodbye_id = 0;
  g_cancellable_cancel (self->goodbye);

  return G_SOURCE_REMOVE;
}

static void
save_size (CsApplication *self)
{
  int width, height;

  if (!self->settings)
    return;

  gtk_window_get_default_size (GTK_WINDOW (self->window), &width, &height);
  g_settings_set_int (self->settings, "window-width", MAX (width, 360));
  g_settings_set_int (self->settings, "window-height", MAX (height, 294));
  g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (GTK_WINDOW (self->window)));
}

/* The window is hidden already: the server is told goodbye and the store is closed behind it. */
static void
leaving_cb (CsApplication *self)
{
  if (self->leaving)
    return;

  self->leaving = TRUE;
  save_size (self);
  self->goodbye = g_cancellable_new ();
  self->goodbye_id = g_timeout_add_seconds (LONGEST_GOODBYE, goodbye_over_cb, self);
  cs_profile_close_async (self->profile, self->goodbye, closed_cb, g_object_ref (self));
}

static void
password_loaded_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (CsApplication) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);
  g_autoptr (CsSecret) password = NULL;
  char line[LONGEST_PASSWORD + 1];
  gsize size;

  if (!bytes || !self->window) {
    if (error)
      g_message ("The password file could not be read: %s", error->message);
    return;
  }

  size = MIN (g_bytes_get_size (bytes), LONGEST_PASSWORD);
  memcpy (line, g_bytes_get_data (bytes, NULL), size);
  /* Nobody else has them. */
  explicit_bzero ((gpointer) g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  line[size] = '\0';
  line[strcspn (line, "\r\n")] = '\0';
  password = cs_secret_new (line);
  explicit_bzero (line, sizeof line);

  if (g_utf8_validate (cs_secret_peek (password), -1, NULL))
    cs_window_prefill (self->window, NULL, NULL, cs_secret_peek (password));
}

static void
password_opened_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (CsApplication) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read_finish (G_FILE (source), result, &error);

  if (!stream) {
    g_message ("The password file could not be read: %s", error->message);
    return;
  }

  g_input_stream_read_bytes_async (G_INPUT_STREAM (stream), LONGEST_PASSWORD, G_PRIORITY_DEFAULT, NULL,
                                   password_loaded_cb, g_object_ref (self));
}

static void
prefill (CsApplication *self)
{
  if (self->sign_in || self->server)
    cs_window_prefill (self->window, self->sign_in, self->server, NULL);

  if (self->password_file) {
    g_autoptr (GFile) file = g_file_new_for_commandline_arg (self->password_file);

    g_file_read_async (file, G_PRIORITY_DEFAULT, NULL, password_opened_cb, g_object_ref (self));
  }
}

static void
open_file (CsApplication *self,
           GFile         *file)
{
  g_autofree char *uri = g_file_get_uri (file);

  if (g_file_has_uri_scheme (file, "sip") || g_file_has_uri_scheme (file, "sips"))
    cs_window_open_link (self->window, uri);
  else
    cs_file_opener_open (GTK_APPLICATION_WINDOW (self->window), self->profile, file);
}

static void
open_files (CsApplication *self)
{
  for (guint i = 0; i < self->to_open->len; i++)
    open_file (self, self->to_open->pdata[i]);
  g_ptr_array_set_size (self->to_open, 0);
}

/* Building the window took memory that nobody needs afterwards, and that the C library would keep. */
static gboolean
settled_cb (gpointer user_data)
{
  CsApplication *self = user_data;

  if (self->profile && !self->leaving)
    cs_profile_start_tidying (self->profile);

#ifdef __GLIBC__
  malloc_trim (0);
#endif

  return G_SOURCE_REMOVE;
}

static void
painted_cb (GdkFrameClock *clock,
            gpointer       user_data)
{
  g_signal_handlers_disconnect_by_func (clock, painted_cb, user_data);
  g_idle_add_full (G_PRIORITY_LOW, settled_cb, g_object_ref (user_data), g_object_unref);
}

static void
show_window (CsApplication *self)
{
  self->window = cs_window_new (GTK_APPLICATION (self), self->profile);
  g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
  g_signal_connect_object (self->window, "leaving", G_CALLBACK (leaving_cb), self, G_CONNECT_SWAPPED);
  if (self->settings) {
    gtk_window_set_default_size (GTK_WINDOW (self->window),
                                 g_settings_get_int (self->settings, "window-width"),
                                 g_settings_get_int (self->settings, "window-height"));
    if (g_settings_get_boolean (self->settings, "window-maximized"))
      gtk_window_maximize (GTK_WINDOW (self->window));
  }

  cs_bad_files_report (adw_application_window_get_content (ADW_APPLICATION_WINDOW (self->window)), self->profile);
  self->notifier = cs_notifier_new (G_APPLICATION (self), self->profile, self->window);
  self->badge = cs_launcher_badge_new (g_application_get_dbus_connection (G_APPLICATION (self)), self->profile);
  prefill (self);
  gtk_window_present (GTK_WINDOW (self->window));
  g_signal_connect (gtk_widget_get_frame_clock (GTK_WIDGET (self->window)), "after-paint", G_CALLBACK (painted_cb), self);
  open_files (self);
}

static void
profile_opened_cb (GObject      *source,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (CsApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  self->profile = cs_profile_open_finish (result, &error);
  if (self->profile) {
    cs_profile_follow_idle (self->profile);
    show_window (self);
  } else {
    self->problem = cs_problem_window_new (GTK_APPLICATION (self), error, self->folder);
    g_object_add_weak_pointer (G_OBJECT (self->problem), (gpointer *) &self->problem);
    gtk_window_present (self->problem);
  }

  g_application_release (G_APPLICATION (self));
}

static void
quit_activated (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  CsApplication *self = CS_APPLICATION (user_data);

  if (self->window)
    gtk_window_close (GTK_WINDOW (self->window));
  else
    g_application_quit (G_APPLICATION (self));
}

/* The session ends, or somebody wants the program to: goodbye is said all the same, and what was written is kept. */
static gboolean
terminated_cb (gpointer user_data)
{
  CsApplication *self = user_data;

  if (self->window)
    cs_window_leave (self->window);
  else
    g_application_quit (G_APPLICATION (self));

  return G_SOURCE_CONTINUE;
}

static void
about_activated (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       user_data)
{
  CsApplication *self = CS_APPLICATION (user_data);

  adw_show_about_window (GTK_WINDOW (self->window),
                         "application-name", "Countersign",
                         "application-icon", APPLICATION_ID,
                         "developer-name", _("The Countersign project"),
                         "version", CS_VERSION,
                         "comments", _("Messages over SIP, only to servers that prove who they are."),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         /* Translators: your names, one a line, as the about window shows them. */
                         "translator-credits", _("translator-credits"),
                         NULL);
}

/* Made when it is wanted, and not left to GtkApplicationWindow: that would keep it hidden among the windows, and when an
 * assistive technology asks for the last of several windows just after one was closed, GTK 4.8 answers with whatever window is
 * last in its list and crashes on one that was never shown. */
static void
shortcuts_activated (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  CsApplication *self = CS_APPLICATION (user_data);
  g_autoptr (GtkBuilder) builder = gtk_builder_new_from_resource ("/org/countersign/Countersign/help-overlay.ui");
  GtkWindow *window = GTK_WINDOW (gtk_builder_get_object (builder, "help_overlay"));

  gtk_window_set_transient_for (window, GTK_WINDOW (self->window));
  gtk_window_set_destroy_with_parent (window, TRUE);
  gtk_window_present (window);
}

static void
add_account_cb (CsApplication *self)
{
  if (self->window)
    cs_window_add_account (self->window);
}

static void
preferences_activated (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       user_data)
{
  CsApplication *self = CS_APPLICATION (user_data);
  CsPreferencesWindow *preferences;

  if (!self->window)
    return;

  preferences = cs_preferences_window_new (GTK_WINDOW (self->window), self->profile, self->settings);
  g_signal_connect_object (preferences, "add-account", G_CALLBACK (add_account_cb), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (preferences));
}

static void
add_account_activated (GSimpleAction *action,
                       GVariant      *parameter,
                       gpointer       user_data)
{
  add_account_cb (user_data);
}

static CsConversation *
find_conversation (CsApplication *self,
                   GVariant      *parameter)
{
  const char *account;
  const char *peer;

  if (!self->window)
    return NULL;

  g_variant_get (parameter, "(&s&s)", &account, &peer);

  return cs_profile_find_conversation (self->profile, account, peer);
}

static void
open_conversation_activated (GSimpleAction *action,
                             GVariant      *parameter,
                             gpointer       user_data)
{
  CsApplication *self = CS_APPLICATION (user_data);
  g_autoptr (CsConversation) conversation = find_conversation (self, parameter);

  if (conversation)
    cs_window_show_conversation (self->window, conversation);
  if (self->window)
    gtk_window_present (GTK_WINDOW (self->window));
}

/* From a notification: the window stays where it is. */
static void
mark_read_activated (GSimpleAction *action,
                     GVariant      *parameter,
                     gpointer       user_data)
{
  g_autoptr (CsConversation) conversation = find_conversation (CS_APPLICATION (user_data), parameter);

  if (conversation)
    cs_conversation_mark_read (conversation);
}

static void
cs_application_startup (GApplication *application)
{
  CsApplication *self = CS_APPLICATION (application);
  CsProfileOptions options = { .folder = self->folder, .presence = TRUE };
  const GActionEntry actions[] = {
    { "quit", quit_activated },
    { "about", about_activated },
    { "shortcuts", shortcuts_activated },
    { "preferences", preferences_activated },
    { "add-account", add_account_activated },
    { "open-conversation", open_conversation_activated, "(ss)" },
    { "mark-read", mark_read_activated, "(ss)" },
  };
  const struct
  {
    const char *action;
    const char *accels[3];
  } shortcuts[] = {
    { "app.quit", { "<Control>q" } },
    { "app.preferences", { "<Control>comma" } },
    { "app.shortcuts", { "<Control>question" } },
    { "win.new-conversation", { "<Control>n" } },
    { "win.contacts", { "<Control>k" } },
    { "win.search", { "<Control>f" } },
    { "win.back", { "<Alt>Left", "Escape" } },
    { "window.close", { "<Control>w" } },
  };

  /* The profile opens, and connects, while the windowing system is still being set up. */
  g_application_hold (application);
  cs_profile_open_async (&options, NULL, profile_opened_cb, g_object_ref (self));
  self->settings = cs_settings_open ();
  self->signal_ids[0] = g_unix_signal_add (SIGTERM, terminated_cb, self);
  self->signal_ids[1] = g_unix_signal_add (SIGINT, terminated_cb, self);

  G_APPLICATION_CLASS (cs_application_parent_class)->startup (application);

  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_application_set_accels_for_action (GTK_APPLICATION (self), shortcuts[i].action, shortcuts[i].accels);
}

static void
cs_application_activate (GApplication *application)
{
  CsApplication *self = CS_APPLICATION (application);

  if (self->window && !self->leaving)
    gtk_window_present (GTK_WINDOW (self->window));
  else if (self->problem)
    gtk_window_present (self->problem);
}

static void
cs_application_open (GApplication  *application,
                     GFile        **files,
                     int            n_files,
                     const char    *hint)
{
  CsApplication *self = CS_APPLICATION (application);

  for (int i = 0; i < n_files; i++)
    g_ptr_array_add (self->to_open, g_object_ref (files[i]));

  g_application_activate (application);
  if (self->window && !self->leaving)
    open_files (self);
}

static void
cs_application_shutdown (GApplication *application)
{
  CsApplication *self = CS_APPLICATION (application);

  g_clear_object (&self->notifier);
  g_clear_object (&self->badge);
  if (self->window)
    gtk_window_destroy (GTK_WINDOW (self->window));

  G_APPLICATION_CLASS (cs_application_parent_class)->shutdown (application);
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

  for (guint i = 0; i < G_N_ELEMENTS (self->signal_ids); i++)
    g_clear_handle_id (&self->signal_ids[i], g_source_remove);
  g_clear_handle_id (&self->goodbye_id, g_source_remove);
  g_clear_object (&self->goodbye);
  g_clear_object (&self->notifier);
  g_clear_object (&self->badge);
  g_clear_object (&self->settings);
  g_clear_object (&self->profile);
  g_clear_pointer (&self->to_open, g_ptr_array_unref);
  g_clear_weak_pointer (&self->window);
  g_clear_weak_pointer (&self->problem);
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
  application_class->shutdown = cs_application_shutdown;
  application_class->activate = cs_application_activate;
  application_class->open = cs_application_open;
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

  self->to_open = g_ptr_array_new_with_free_func (g_object_unref);
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
                       "flags", G_APPLICATION_HANDLES_OPEN,
                       "resource-base-path", "/org/countersign/Countersign",
                       NULL);
}
