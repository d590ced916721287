/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-policy-store.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"

#define ADMINISTRATOR_FOLDER "/etc/countersign"

/* An editor, or a tool that manages many computers, writes several files, each in several steps. */
#define CALM_MS 500

struct _CsPolicyStore
{
  GObject        parent_instance;

  char          *folder;
  CsPolicy      *policy;
  GError        *error;
  guint          begun;         /* so many readings */
  guint          taken;         /* the number of the one that counts */

  CsAnchorStore *anchors;       /* read again when their folder changes; NULL until it is watched */
  GPtrArray     *monitors;
  guint          calm_id;
};

G_DEFINE_FINAL_TYPE (CsPolicyStore, cs_policy_store, G_TYPE_OBJECT)

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* What the worker is to read, and which reading that is. */
typedef struct {
  char  *folder;
  guint  number;
} Reading;

/* What it found. */
typedef struct {
  guint      number;
  CsPolicy  *policy;
  GError    *error;
  GPtrArray *watched;           /* the folders that there are to watch */
} Found;

static void
reading_free (Reading *reading)
{
  g_free (reading->folder);
  g_free (reading);
}

static void
found_free (Found *found)
{
  g_clear_pointer (&found->policy, cs_policy_unref);
  g_clear_error (&found->error);
  g_ptr_array_unref (found->watched);
  g_free (found);
}

static gboolean
complain (const char    *path,
          const GError  *reason,
          GError       **error)
{
  g_autofree char *shown = g_filename_display_name (path);

  g_set_error (error, CS_ERROR, CS_ERROR_POLICY,
               /* Translators: a file or folder, and the reason as the system words it */
               _("The policy in “%s” cannot be read: %s"), shown, reason->message);

  return FALSE;
}

static gboolean
read_file (CsPolicy    **policy,
           const char   *path,
           gboolean      needed,
           GError      **error)
{
  g_autofree char *shown = g_filename_display_name (path);
  g_autoptr (GError) bad = NULL;
  g_autoptr (GBytes) contents = NULL;
  CsPolicy *merged;
  char *text;
  gsize size;

  if (!g_file_get_contents (path, &text, &size, &bad)) {
    if (!needed && g_error_matches (bad, G_FILE_ERROR, G_FILE_ERROR_NOENT))
      return TRUE;
    return complain (path, bad, error);
  }

  contents = g_bytes_new_take (text, size);
  merged = cs_policy_merge (*policy, shown, contents, error);
  if (!merged)
    return FALSE;

  cs_policy_unref (*policy);
  *policy = merged;

  return TRUE;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(char * const *) a, *(char * const *) b);
}

static gboolean
read_folder (CsPolicy    **policy,
             const char   *folder,
             GError      **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) bad = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &bad);
  const char *name;

  if (!dir)
    return g_error_matches (bad, G_FILE_ERROR, G_FILE_ERROR_NOENT) || complain (folder, bad, error);

  while ((name = g_dir_read_name (dir))) {
    if (*name != '.' && g_str_has_suffix (name, ".conf"))
      g_ptr_array_add (names, g_build_filename (folder, name, NULL));
  }
  g_ptr_array_sort (names, compare_names);

  for (guint i = 0; i < names->len; i++) {
    if (!read_file (policy, g_ptr_array_index (names, i), TRUE, error))
      return FALSE;
  }

  return TRUE;
}

/* Watching what isn't there means to look for it again and again; its parent tells when it comes. */
static void
find_watched (GPtrArray  *watched,
              const char *folder)
{
  static const char * const names[] = { "policy.d", "anchors" };

  if (!g_file_test (folder, G_FILE_TEST_IS_DIR)) {
    char *parent = g_path_get_dirname (folder);

    if (g_file_test (parent, G_FILE_TEST_IS_DIR))
      g_ptr_array_add (watched, parent);
    else
      g_free (parent);
    return;
  }

  g_ptr_array_add (watched, g_strdup (folder));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    char *path = g_build_filename (folder, names[i], NULL);

    if (g_file_test (path, G_FILE_TEST_IS_DIR))
      g_ptr_array_add (watched, path);
    else
      g_free (path);
  }
}

static void
load_in_thread (GTask        *task,
                gpointer      source,
                gpointer      data,
                GCancellable *cancellable)
{
  const Reading *reading = data;
  g_autofree char *main_file = g_build_filename (reading->folder, "policy.conf", NULL);
  g_autofree char *further = g_build_filename (reading->folder, "policy.d", NULL);
  Found *found = g_new0 (Found, 1);

  found->number = reading->number;
  found->watched = g_ptr_array_new_with_free_func (g_free);
  find_watched (found->watched, reading->folder);
  found->policy = cs_policy_new ();
  if (!read_file (&found->policy, main_file, FALSE, &found->error) ||
      !read_folder (&found->policy, further, &found->error))
    g_clear_pointer (&found->policy, cs_policy_unref);

  g_task_return_pointer (task, found, (GDestroyNotify) found_free);
}

static gboolean
calm_cb (gpointer user_data)
{
  CsPolicyStore *self = user_data;

  self->calm_id = 0;
  cs_anchor_store_load_async (self->anchors, NULL, NULL, NULL);
  cs_policy_store_load_async (self, NULL, NULL, NULL);

  return G_SOURCE_REMOVE;
}

static void
folder_changed_cb (CsPolicyStore *self,
                   GFile         *file)
{
  g_autofree char *path = g_file_get_path (file);

  /* The parent folder is full of what is none of our business. */
  if (!path || !g_str_has_prefix (path, self->folder))
    return;

  g_clear_handle_id (&self->calm_id, g_source_remove);
  self->calm_id = g_timeout_add (CALM_MS, calm_cb, self);
}

static void
watch_folders (CsPolicyStore *self,
               GPtrArray     *folders)
{
  g_autoptr (GPtrArray) monitors = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < folders->len; i++) {
    g_autoptr (GFile) folder = g_file_new_for_path (g_ptr_array_index (folders, i));
    g_autoptr (GError) error = NULL;
    GFileMonitor *monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_NONE, NULL, &error);

    if (!monitor) {
      g_message ("Changes of the policy will not be seen: %s", error->message);
      continue;
    }
    g_signal_connect_object (monitor, "changed", G_CALLBACK (folder_changed_cb), self, G_CONNECT_SWAPPED);
    g_ptr_array_add (monitors, monitor);
  }

  g_clear_pointer (&self->monitors, g_ptr_array_unref);
  self->monitors = g_steal_pointer (&monitors);
}

static void
take (CsPolicyStore *self,
      Found         *found)
{
  self->taken = found->number;
  g_clear_pointer (&self->policy, cs_policy_unref);
  g_clear_error (&self->error);
  self->policy = g_steal_pointer (&found->policy);
  self->error = g_steal_pointer (&found->error);
  if (self->anchors) {
    watch_folders (self, found->watched);
    cs_anchor_store_set_import_allowed (self->anchors, self->policy && cs_policy_get_import_allowed (self->policy));
  }
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  CsPolicyStore *self = CS_POLICY_STORE (object);
  g_autoptr (GTask) task = user_data;
  Found *found = g_task_propagate_pointer (G_TASK (result), NULL);

  /* The disk may have kept one thread waiting for longer than a later one, and what it has read is not how things are. */
  if (found->number > self->taken)
    take (self, found);
  found_free (found);

  if (self->error)
    g_task_return_error (task, g_error_copy (self->error));
  else
    g_task_return_boolean (task, TRUE);
}

static void
cs_policy_store_dispose (GObject *object)
{
  CsPolicyStore *self = CS_POLICY_STORE (object);

  g_clear_handle_id (&self->calm_id, g_source_remove);
  g_clear_pointer (&self->monitors, g_ptr_array_unref);
  g_clear_object (&self->anchors);

  G_OBJECT_CLASS (cs_policy_store_parent_class)->dispose (object);
}

static void
cs_policy_store_finalize (GObject *object)
{
  CsPolicyStore *self = CS_POLICY_STORE (object);

  g_free (self->folder);
  g_clear_pointer (&self->policy, cs_policy_unref);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (cs_policy_store_parent_class)->finalize (object);
}

static void
cs_policy_store_class_init (CsPolicyStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cs_policy_store_dispose;
  object_class->finalize = cs_policy_store_finalize;

  /**
   * CsPolicyStore::changed:
   * @self: a store
   *
   * The files were read: there is a policy, or an error.
   */
  signals[CHANGED] =
    g_signal_new ("changed", CS_TYPE_POLICY_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cs_policy_store_init (CsPolicyStore *self)
{
}

/**
 * cs_policy_store_new:
 * @folder: (nullable): the administrator's folder; %NULL for `/etc/countersign`
 *
 * Nothing is read before [method@PolicyStore.load_async].
 *
 * Returns: (transfer full): a store
 */
CsPolicyStore *
cs_policy_store_new (const char *folder)
{
  CsPolicyStore *self = g_object_new (CS_TYPE_POLICY_STORE, NULL);

  self->folder = g_strdup (folder ? folder : ADMINISTRATOR_FOLDER);

  return self;
}

/**
 * cs_policy_store_load_async:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Reads `policy.conf`, then the files of `policy.d` whose names end in `.conf`, in the order of their names.
 */
void
cs_policy_store_load_async (CsPolicyStore       *self,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) worker = g_task_new (self, NULL, loaded_cb, task);
  Reading *reading = g_new0 (Reading, 1);

  reading->folder = g_strdup (self->folder);
  reading->number = ++self->begun;
  g_task_set_source_tag (task, cs_policy_store_load_async);
  g_task_set_source_tag (worker, cs_policy_store_load_async);
  g_task_set_task_data (worker, reading, (GDestroyNotify) reading_free);
  g_task_run_in_thread (worker, load_in_thread);
}

/**
 * cs_policy_store_load_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Finishes reading. No files at all are a policy that says nothing.
 *
 * Returns: whether there is a policy; else %CS_ERROR_POLICY names the file, the line and the key, and nothing may be connected to
 */
gboolean
cs_policy_store_load_finish (CsPolicyStore  *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cs_policy_store_watch:
 * @self: a store that nothing was read of yet
 * @anchors: what is read from the same folder
 *
 * Makes the store read policy and anchors again when an administrator changes their files.
 */
void
cs_policy_store_watch (CsPolicyStore *self,
                       CsAnchorStore *anchors)
{
  g_set_object (&self->anchors, anchors);
}

/**
 * cs_policy_store_get_policy:
 * @self: a store
 *
 * Returns: (transfer none) (nullable): what holds now; %NULL while nothing may be connected to: nothing was read yet, or
 *   [method@PolicyStore.get_error] says what is wrong
 */
CsPolicy *
cs_policy_store_get_policy (CsPolicyStore *self)
{
  return self->policy;
}

/**
 * cs_policy_store_get_error:
 * @self: a store
 *
 * Returns: (transfer none) (nullable): what is wrong with the files
 */
const GError *
cs_policy_store_get_error (CsPolicyStore *self)
{
  return self->error;
}

/**
 * cs_policy_store_dup_anchors_folder:
 * @self: a store
 *
 * Returns: (transfer full): the folder of the administrator's authorities
 */
char *
cs_policy_store_dup_anchors_folder (CsPolicyStore *self)
{
  return g_build_filename (self->folder, "anchors", NULL);
}
