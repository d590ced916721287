/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-anchor-store-private.h"

#include "cs-anchor-reading.h"

/**
 * CsAnchorStore:
 *
 * Keeps the trust anchors of all sources together, and the imported ones on the disk. Lives on the main context; the disk is
 * read and written in worker threads.
 */
struct _CsAnchorStore
{
  GObject parent_instance;

  char *imported_folder;
  char *administrator_folder;
  gboolean use_system;
  gboolean import_forbidden;

  GListStore *lists[CS_ANCHOR_N_SOURCES];
  GListStore *bad_files;
  GPtrArray *distrusted;
  CsAnchorSet *anchors;
  gboolean reading;
  GPtrArray *waiting; /* tasks that the first reading is done for */
  guint changes; /* how often something was imported or removed */
  guint begun; /* so many readings */
  guint taken; /* the number of the one that counts */
};

G_DEFINE_FINAL_TYPE (CsAnchorStore, cs_anchor_store, G_TYPE_OBJECT)

enum {
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
rebuild (CsAnchorStore *self)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < CS_ANCHOR_N_SOURCES; i++) {
    for (guint j = 0; j < g_list_model_get_n_items (G_LIST_MODEL (self->lists[i])); j++)
      g_ptr_array_add (all, g_list_model_get_item (G_LIST_MODEL (self->lists[i]), j));
  }

  g_clear_pointer (&self->anchors, cs_anchor_set_unref);
  self->anchors = cs_anchor_set_new (all, self->distrusted);
}

/* After the anchors have been loaded once, the set follows every change. */
static void
announce (CsAnchorStore *self)
{
  if (self->anchors)
    rebuild (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
replace_all (GListStore *store,
             GPtrArray  *items)
{
  g_list_store_splice (store, 0, g_list_model_get_n_items (G_LIST_MODEL (store)), items->pdata, items->len);
}

static void
load_in_thread (GTask        *task,
                gpointer      source_object,
                gpointer      task_data,
                GCancellable *cancellable)
{
  CsAnchorStore *self = source_object;
  /* What is read of the object here never changes after it is made. */
  const CsAnchorPlaces places = { self->use_system, self->administrator_folder, self->imported_folder };

  cs_anchor_reading_run (task_data, &places);
  g_task_return_boolean (task, TRUE);
}

static void read_again (CsAnchorStore *self,
                        GTask         *task);

static void
take (CsAnchorStore   *self,
      CsAnchorReading *loaded)
{
  self->taken = loaded->number;
  replace_all (self->lists[CS_ANCHOR_SYSTEM], loaded->lists[CS_ANCHOR_SYSTEM]);
  replace_all (self->lists[CS_ANCHOR_ADMINISTRATOR], loaded->lists[CS_ANCHOR_ADMINISTRATOR]);
  if (self->imported_folder)
    replace_all (self->lists[CS_ANCHOR_IMPORTED], loaded->lists[CS_ANCHOR_IMPORTED]);
  replace_all (self->bad_files, loaded->bad_files);
  g_clear_pointer (&self->distrusted, g_ptr_array_unref);
  self->distrusted = g_ptr_array_ref (loaded->distrusted);

  rebuild (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

/* Those who asked during the first reading have what they wanted, unless it was called off. */
static void
answer_waiting (CsAnchorStore *self)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiting->len; i++) {
    GTask *task = g_ptr_array_index (waiting, i);

    if (self->anchors)
      g_task_return_boolean (task, TRUE);
    else
      read_again (self, g_object_ref (task));
  }
}

static void
read_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  CsAnchorStore *self = CS_ANCHOR_STORE (object);
  CsAnchorReading *loaded = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    self->reading = FALSE;
    g_task_return_error (task, error);
    answer_waiting (self);
    return;
  }

  /* Something was imported or removed while the thread read: what it read may be the state before. */
  if (loaded->changes != self->changes) {
    read_again (self, g_steal_pointer (&task));
    return;
  }

  self->reading = FALSE;
  /* The disk may have kept one thread waiting for longer than a later one, and what it has read is not how things are. */
  if (loaded->number > self->taken)
    take (self, loaded);
  g_task_return_boolean (task, TRUE);
  answer_waiting (self);
}

static void
read_again (CsAnchorStore *self,
            GTask         *task)
{
  g_autoptr (GTask) reading = g_task_new (self, g_task_get_cancellable (task), read_cb, task);
  CsAnchorReading *loaded = cs_anchor_reading_new (++self->begun, self->changes);

  self->reading = TRUE;
  g_task_set_source_tag (reading, read_again);
  g_task_set_task_data (reading, loaded, (GDestroyNotify) cs_anchor_reading_free);
  g_task_run_in_thread (reading, load_in_thread);
}

static void
cs_anchor_store_finalize (GObject *object)
{
  CsAnchorStore *self = CS_ANCHOR_STORE (object);

  g_free (self->imported_folder);
  g_free (self->administrator_folder);
  for (guint i = 0; i < CS_ANCHOR_N_SOURCES; i++)
    g_clear_object (&self->lists[i]);
  g_clear_object (&self->bad_files);
  g_clear_pointer (&self->distrusted, g_ptr_array_unref);
  g_clear_pointer (&self->anchors, cs_anchor_set_unref);
  g_clear_pointer (&self->waiting, g_ptr_array_unref);

  G_OBJECT_CLASS (cs_anchor_store_parent_class)->finalize (object);
}

static void
cs_anchor_store_class_init (CsAnchorStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = cs_anchor_store_finalize;

  /**
   * CsAnchorStore::changed:
   *
   * The anchors are others than before.
   */
  signals[CHANGED] = g_signal_new ("changed", CS_TYPE_ANCHOR_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cs_anchor_store_init (CsAnchorStore *self)
{
  for (guint i = 0; i < CS_ANCHOR_N_SOURCES; i++)
    self->lists[i] = g_list_store_new (CS_TYPE_ANCHOR);
  self->bad_files = g_list_store_new (G_TYPE_FILE);
  self->distrusted = g_ptr_array_new_with_free_func (g_object_unref);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * cs_anchor_store_new:
 * @imported_folder: (nullable): where imported authorities are kept; %NULL to keep them in memory
 * @administrator_folder: (nullable): where the administrator puts some
 * @use_system: whether the system's count
 *
 * Nothing is read before cs_anchor_store_load_async().
 *
 * Returns: (transfer full): a store
 */
CsAnchorStore *
cs_anchor_store_new (const char *imported_folder,
                     const char *administrator_folder,
                     gboolean    use_system)
{
  CsAnchorStore *self = g_object_new (CS_TYPE_ANCHOR_STORE, NULL);

  self->imported_folder = g_strdup (imported_folder);
  self->administrator_folder = g_strdup (administrator_folder);
  self->use_system = use_system;

  return self;
}

/**
 * cs_anchor_store_load_async:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Reads the anchors of all sources, or reads them again. Who asks while they are being read for the first time waits for that.
 */
void
cs_anchor_store_load_async (CsAnchorStore       *self,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, cs_anchor_store_load_async);
  if (self->reading && !self->anchors)
    g_ptr_array_add (self->waiting, task);
  else
    read_again (self, task);
}

/**
 * cs_anchor_store_load_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * A file that cannot be read is no error: see cs_anchor_store_list_bad_files().
 *
 * Returns: %FALSE only when it was cancelled
 */
gboolean
cs_anchor_store_load_finish (CsAnchorStore  *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/**
 * cs_anchor_store_get_anchors:
 * @self: a store
 *
 * Returns: (transfer none) (nullable): all anchors as they are now; %NULL before they were loaded
 */
CsAnchorSet *
cs_anchor_store_get_anchors (CsAnchorStore *self)
{
  return self->anchors;
}

/**
 * cs_anchor_store_count:
 * @self: a store
 * @source: a source
 *
 * Returns: how many anchors come from there
 */
guint
cs_anchor_store_count (CsAnchorStore  *self,
                       CsAnchorSource  source)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->lists[source]));
}

/**
 * cs_anchor_store_list:
 * @self: a store
 * @source: a source
 *
 * Returns: (transfer none): the [class@Anchor] from there; the list changes as they do
 */
GListModel *
cs_anchor_store_list (CsAnchorStore  *self,
                      CsAnchorSource  source)
{
  return G_LIST_MODEL (self->lists[source]);
}

/**
 * cs_anchor_store_list_bad_files:
 * @self: a store
 *
 * Returns: (transfer none): the files, as [iface@Gio.File], that are in the folders and are not trusted, since something is wrong with them
 */
GListModel *
cs_anchor_store_list_bad_files (CsAnchorStore *self)
{
  return G_LIST_MODEL (self->bad_files);
}

/**
 * cs_anchor_store_give:
 * @self: a store
 * @certificate: an authority
 *
 * Trusts an authority for every domain as long as the store lives: one that was named on the command line. Nothing is kept.
 */
void
cs_anchor_store_give (CsAnchorStore *self,
                      CsCertificate *certificate)
{
  g_autoptr (CsAnchor) anchor = cs_anchor_new (certificate, CS_ANCHOR_GIVEN, NULL, 0);

  g_list_store_append (self->lists[CS_ANCHOR_GIVEN], anchor);
  announce (self);
}

/**
 * cs_anchor_store_set_import_allowed:
 * @self: a store
 * @allowed: whether a person may import authorities
 *
 * Keeps to what the administrator rules; it is allowed at first.
 */
void
cs_anchor_store_set_import_allowed (CsAnchorStore *self,
                                    gboolean       allowed)
{
  self->import_forbidden = !allowed;
}

/**
 * cs_anchor_store_is_import_allowed:
 * @self: a store
 *
 * Returns: whether a person may import authorities
 */
gboolean
cs_anchor_store_is_import_allowed (CsAnchorStore *self)
{
  return !self->import_forbidden;
}

/*
 * cs_anchor_store_get_imported_folder:
 * @self: a store
 *
 * Returns: (nullable): where imported authorities are kept
 */
const char *
cs_anchor_store_get_imported_folder (CsAnchorStore *self)
{
  return self->imported_folder;
}

static guint
find_imported (CsAnchorStore *self,
               CsCertificate *certificate)
{
  GListModel *imported = G_LIST_MODEL (self->lists[CS_ANCHOR_IMPORTED]);
  guint n = g_list_model_get_n_items (imported);

  for (guint i = 0; i < n; i++) {
    g_autoptr (CsAnchor) anchor = g_list_model_get_item (imported, i);

    if (cs_certificate_equal (cs_anchor_get_certificate (anchor), certificate))
      return i;
  }

  return G_MAXUINT;
}

/*
 * cs_anchor_store_find_imported:
 * @self: a store
 * @certificate: an authority
 *
 * Returns: (transfer full) (nullable): the anchor that it was imported as
 */
CsAnchor *
cs_anchor_store_find_imported (CsAnchorStore *self,
                               CsCertificate *certificate)
{
  return g_list_model_get_item (G_LIST_MODEL (self->lists[CS_ANCHOR_IMPORTED]), find_imported (self, certificate));
}

/*
 * cs_anchor_store_take_change:
 * @self: a store
 * @anchor: an imported authority, in place of what it was so far
 * @removed: whether it is no longer imported
 *
 * Takes up a change that is on the disk already.
 */
void
cs_anchor_store_take_change (CsAnchorStore *self,
                             CsAnchor      *anchor,
                             gboolean       removed)
{
  GListStore *imported = self->lists[CS_ANCHOR_IMPORTED];
  guint position = find_imported (self, cs_anchor_get_certificate (anchor));

  if (position != G_MAXUINT)
    g_list_store_splice (imported, position, 1, (gpointer *) &anchor, removed ? 0 : 1);
  else if (!removed)
    g_list_store_append (imported, anchor);
  self->changes++;
  announce (self);
}
