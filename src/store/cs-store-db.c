/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-store-db.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/cs-error.h"

#include "cs-store-error.h"
#include "cs-store-migrations.h"

/* How long a program that is just ending may still hold the file, in milliseconds. */
#define BUSY_TIMEOUT 1000

/* The smallest page. What is shorter SQLite takes for an empty file, and writes over it. */
#define MIN_SIZE 512

struct _CsStoreDb
{
  sqlite3      *handle;
  sqlite3_stmt *statements[CS_N_STATEMENTS];
  gint64        added;  /* the first message that this transaction added, 0 for none */
};

static gboolean
fail_file (const char  *path,
           GError     **error)
{
  g_autofree char *name = g_filename_display_name (path);
  int number = errno;

  g_set_error (error, CS_ERROR, CS_ERROR_FAILED,
               /* Translators: the first %s is a file name, the second the system's reason. */
               _("The message history “%s” cannot be opened: %s"), name, g_strerror (number));

  return FALSE;
}

static gboolean
tighten (const char  *path,
         GError     **error)
{
  struct stat info;

  if (stat (path, &info) != 0)
    return errno == ENOENT || fail_file (path, error);
  if (!S_ISREG (info.st_mode)) {
    errno = EINVAL;
    return fail_file (path, error);
  }
  if ((info.st_mode & 0777) != 0600 && chmod (path, 0600) != 0)
    return fail_file (path, error);

  return TRUE;
}

/* Without this a power cut may take the new file's name with it, and with that all that was committed. */
static void
sync_folder (const char *path)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

  if (fd < 0)
    return;

  fsync (fd);
  close (fd);
}

/* Nobody else may read messages, whatever the umask says. SQLite gives the files beside this one the same mode.
 * A file that is there is never opened here: closing it again would let go of the locks that this process may have on it. */
static gboolean
prepare_file (const char  *path,
              GError     **error)
{
  static const char * const suffixes[] = { "", "-wal", "-shm", "-journal" };
  g_autofree char *folder = g_path_get_dirname (path);
  struct stat info;
  int fd;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return fail_file (path, error);
  fd = open (path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  if (fd >= 0) {
    close (fd);
    sync_folder (path);
  } else if (errno != EEXIST || stat (path, &info) != 0) {
    return fail_file (path, error);
  } else if (S_ISREG (info.st_mode) && info.st_size > 0 && info.st_size < MIN_SIZE) {
    return cs_store_error_set (error, NULL, SQLITE_NOTADB);
  }

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++) {
    g_autofree char *name = g_strconcat (path, suffixes[i], NULL);

    if (!tighten (name, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
execute (CsStoreDb   *self,
         const char  *sql,
         GError     **error)
{
  int code = sqlite3_exec (self->handle, sql, NULL, NULL, NULL);

  return code == SQLITE_OK || cs_store_error_set (error, self->handle, code);
}

static gboolean
read_value (CsStoreDb   *self,
            const char  *sql,
            char       **value,
            GError     **error)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (self->handle, sql, -1, &statement, NULL);

  if (code == SQLITE_OK)
    code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    *value = g_strdup ((const char *) sqlite3_column_text (statement, 0));
  else
    cs_store_error_set (error, self->handle, code);
  sqlite3_finalize (statement);

  return code == SQLITE_ROW;
}

static gboolean
read_number (CsStoreDb   *self,
             const char  *sql,
             gint64      *number,
             GError     **error)
{
  g_autofree char *value = NULL;

  if (!read_value (self, sql, &value, error))
    return FALSE;
  *number = value ? g_ascii_strtoll (value, NULL, 10) : 0;

  return TRUE;
}

/* SQLite ignores a PRAGMA that it cannot follow, so each that counts is read back. */
static gboolean
demand (CsStoreDb   *self,
        const char  *sql,
        const char  *expected,
        GError     **error)
{
  g_autofree char *value = NULL;

  if (!read_value (self, sql, &value, error))
    return FALSE;
  if (g_ascii_strcasecmp (value ? value : "", expected) == 0)
    return TRUE;

  g_set_error (error, CS_ERROR, CS_ERROR_FAILED,
               /* Translators: %s is a technical description in English. */
               _("The message history failed: %s"), sql);

  return FALSE;
}

/* Whose file it is, and which version. Nothing is written before this is known. */
static gboolean
identify (CsStoreDb  *self,
          gint64     *version,
          GError    **error)
{
  gint64 application, tables;

  if (!read_number (self, "PRAGMA application_id", &application, error) ||
      !read_number (self, "PRAGMA user_version", version, error) ||
      !read_number (self, "SELECT count(*) FROM sqlite_schema", &tables, error))
    return FALSE;

  if (application == CS_STORE_APPLICATION_ID && *version > CS_STORE_VERSION) {
    g_set_error_literal (error, CS_ERROR, CS_ERROR_STORE_NEWER,
                         _("The message history was written by a newer version of Countersign. "
                           "The file is kept as it is; update Countersign to read it."));
    return FALSE;
  }

  if (application == CS_STORE_APPLICATION_ID ? *version < 1 : application != 0 || *version != 0 || tables != 0) {
    g_set_error_literal (error, CS_ERROR, CS_ERROR_STORE_DAMAGED,
                         _("The file in the place of the message history is something else. It is kept as it is."));
    return FALSE;
  }

  return TRUE;
}

static gboolean
configure (CsStoreDb   *self,
           const char  *path,
           GError     **error)
{
  /* A message that was answered 200 must outlive a power cut: FULL writes the log through at every commit. */
  if (!demand (self, "PRAGMA journal_mode = WAL", path ? "wal" : "memory", error) ||
      !execute (self, "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY", error) ||
      !demand (self, "PRAGMA synchronous", "2", error) ||
      !demand (self, "PRAGMA foreign_keys", "1", error))
    return FALSE;

  /* What is removed is overwritten, as far as the file goes. */
  return demand (self, "PRAGMA secure_delete = ON", "1", error);
}

static gboolean
compile (CsStoreDb  *self,
         GError    **error)
{
  int code = cs_statement_add_functions (self->handle);

  if (code != SQLITE_OK)
    return cs_store_error_set (error, self->handle, code);

  for (guint i = 0; i < CS_N_STATEMENTS; i++) {
    code = sqlite3_prepare_v3 (self->handle, cs_statement_get_sql (i), -1, SQLITE_PREPARE_PERSISTENT,
                               &self->statements[i], NULL);

    /* Our own statements do fit our own tables: if not, these aren't they. */
    if (code != SQLITE_OK)
      return cs_store_error_set (error, self->handle, code == SQLITE_ERROR ? SQLITE_CORRUPT : code);
  }

  return TRUE;
}

static gboolean
open_handle (CsStoreDb   *self,
             const char  *path,
             GError     **error)
{
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE;
  int code = sqlite3_open_v2 (path ? path : ":memory:", &self->handle, flags, NULL);
  gint64 version;

  if (code != SQLITE_OK)
    return cs_store_error_set (error, self->handle, code);

  sqlite3_busy_timeout (self->handle, BUSY_TIMEOUT);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);

  /* Two programs with one outbox would send everything twice. */
  if (!execute (self, "PRAGMA locking_mode = EXCLUSIVE", error) || !identify (self, &version, error))
    return FALSE;

  sqlite3_db_config (self->handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 0, NULL);

  return configure (self, path, error) &&
         cs_store_migrations_run (self->handle, (int) version, error) &&
         compile (self, error);
}

/**
 * cs_store_db_is_missing:
 * @path: the file
 * @error: return location for an error
 *
 * Looks whether there is no file yet, and makes its folder then.
 *
 * Returns: %TRUE if there is none but could be, %FALSE if there is, or with @error set where there is no room for one
 */
gboolean
cs_store_db_is_missing (const char  *path,
                        GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  struct stat info;

  if (lstat (path, &info) == 0)
    return FALSE;
  if (errno != ENOENT || g_mkdir_with_parents (folder, 0700) != 0 || access (folder, W_OK | X_OK) != 0)
    return fail_file (path, error);

  return TRUE;
}

/**
 * cs_store_db_open:
 * @path: (nullable): the file, %NULL for none but memory
 * @error: return location for an error
 *
 * Opens the file, which is made if it isn't there, brings its tables up to date and compiles the statements. A file that is
 * damaged, newer or not ours stays as it is.
 *
 * Returns: (transfer full) (nullable): the database, or %NULL with %CS_ERROR_STORE_NEWER, %CS_ERROR_STORE_DAMAGED,
 *   %CS_ERROR_STORE_BUSY or %CS_ERROR_FAILED set
 */
CsStoreDb *
cs_store_db_open (const char  *path,
                  GError     **error)
{
  g_autoptr (CsStoreDb) self = g_new0 (CsStoreDb, 1);

  if (path && !prepare_file (path, error))
    return NULL;
  if (!open_handle (self, path, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * cs_store_db_free:
 * @self: (transfer full): a database
 *
 * Closes the file.
 */
void
cs_store_db_free (CsStoreDb *self)
{
  for (guint i = 0; i < CS_N_STATEMENTS; i++)
    sqlite3_finalize (self->statements[i]);
  sqlite3_close (self->handle);
  g_free (self);
}

/**
 * cs_store_db_get:
 * @self: a database
 * @statement: which statement
 *
 * Returns: (transfer none): the compiled statement, with nothing bound to it
 */
sqlite3_stmt *
cs_store_db_get (CsStoreDb   *self,
                 CsStatement  statement)
{
  sqlite3_stmt *compiled = self->statements[statement];

  sqlite3_reset (compiled);
  sqlite3_clear_bindings (compiled);

  return compiled;
}

/**
 * cs_store_db_step:
 * @self: a database
 * @statement: a statement of @self
 * @error: return location for an error
 *
 * Goes on to the next row. A statement that has no more is reset, so that it holds no lock.
 *
 * Returns: %TRUE if there is a row, %FALSE at the end, or with @error set if it failed
 */
gboolean
cs_store_db_step (CsStoreDb     *self,
                  sqlite3_stmt  *statement,
                  GError       **error)
{
  int code = sqlite3_step (statement);

  if (code == SQLITE_ROW)
    return TRUE;
  if (code != SQLITE_DONE)
    cs_store_error_set (error, self->handle, code);
  sqlite3_reset (statement);

  return FALSE;
}

/**
 * cs_store_db_run:
 * @self: a database
 * @statement: a statement of @self that returns no rows
 * @error: return location for an error
 *
 * Returns: %TRUE, or %FALSE with @error set
 */
gboolean
cs_store_db_run (CsStoreDb     *self,
                 sqlite3_stmt  *statement,
                 GError       **error)
{
  int code = sqlite3_step (statement);

  if (code == SQLITE_CONSTRAINT_FOREIGNKEY)
    g_set_error_literal (error, CS_ERROR, CS_ERROR_NOT_FOUND, _("This conversation is no longer there."));
  else if (code != SQLITE_DONE)
    cs_store_error_set (error, self->handle, code);
  sqlite3_reset (statement);

  return code == SQLITE_DONE;
}

/**
 * cs_store_db_changes:
 * @self: a database
 *
 * Returns: how many rows the last change touched
 */
int
cs_store_db_changes (CsStoreDb *self)
{
  return sqlite3_changes (self->handle);
}

/**
 * cs_store_db_total_changes:
 * @self: a database
 *
 * Returns: how many rows all changes touched since the file was opened, those that the search index made of itself among them
 */
int
cs_store_db_total_changes (CsStoreDb *self)
{
  return sqlite3_total_changes (self->handle);
}

/**
 * cs_store_db_last_id:
 * @self: a database
 *
 * Returns: the number of the row that was added last
 */
gint64
cs_store_db_last_id (CsStoreDb *self)
{
  return sqlite3_last_insert_rowid (self->handle);
}

/**
 * cs_store_db_note_added:
 * @self: a database, inside of a transaction
 * @message: the number of a message that was just added
 *
 * Has the message put into the index at the end of the transaction. Not at once: whatever is told to the index goes to its tables
 * at the next savepoint, and every change of a batch has one.
 */
void
cs_store_db_note_added (CsStoreDb *self,
                        gint64     message)
{
  if (self->added == 0 || message < self->added)
    self->added = message;
}

/**
 * cs_store_db_index:
 * @self: a database, inside of a transaction
 * @error: return location for an error
 *
 * Puts the messages that this transaction added, and that were not taken back, into the index. Who takes messages out of it calls
 * this first: it cannot forget what it does not know.
 *
 * Returns: %TRUE, or %FALSE with @error set
 */
gboolean
cs_store_db_index (CsStoreDb  *self,
                   GError    **error)
{
  sqlite3_stmt *statement;

  if (self->added == 0)
    return TRUE;

  statement = cs_store_db_get (self, CS_STATEMENT_ADD_TEXTS);
  sqlite3_bind_int64 (statement, 1, self->added);

  return cs_store_db_run (self, statement, error);
}

/**
 * cs_store_db_begin:
 * @self: a database
 * @error: return location for an error
 *
 * Begins a transaction.
 *
 * Returns: %TRUE, or %FALSE with @error set
 */
gboolean
cs_store_db_begin (CsStoreDb  *self,
                   GError    **error)
{
  self->added = 0;

  return cs_store_db_run (self, cs_store_db_get (self, CS_STATEMENT_BEGIN), error);
}

/**
 * cs_store_db_commit:
 * @self: a database
 * @error: return location for an error
 *
 * Ends a transaction; after %TRUE its changes are on the disk.
 *
 * Returns: %TRUE, or %FALSE with @error set and nothing changed
 */
gboolean
cs_store_db_commit (CsStoreDb  *self,
                    GError    **error)
{
  if (cs_store_db_index (self, error) &&
      cs_store_db_run (self, cs_store_db_get (self, CS_STATEMENT_COMMIT), error))
    return TRUE;

  cs_store_db_rollback (self);

  return FALSE;
}

/**
 * cs_store_db_rollback:
 * @self: a database
 *
 * Gives a transaction up, unless SQLite has done so itself.
 */
void
cs_store_db_rollback (CsStoreDb *self)
{
  if (cs_store_db_in_change (self))
    cs_store_db_run (self, cs_store_db_get (self, CS_STATEMENT_ROLLBACK), NULL);
}

/**
 * cs_store_db_in_change:
 * @self: a database
 *
 * Some failures, such as a full disk, end the whole transaction.
 *
 * Returns: whether a transaction is open
 */
gboolean
cs_store_db_in_change (CsStoreDb *self)
{
  return !sqlite3_get_autocommit (self->handle);
}

/**
 * cs_store_db_checkpoint:
 * @self: a database
 *
 * Brings the log into the file and empties it, so that nothing that was removed lives on there.
 */
void
cs_store_db_checkpoint (CsStoreDb *self)
{
  /* Not an error to the caller: the next one does it. */
  sqlite3_wal_checkpoint_v2 (self->handle, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
}
