/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-store-changes.h"
#include "cs-store-private.h"

/* The part of the store that is about people. */

/* In the order of the statement. */
enum {
  COLUMN_ACCOUNT,
  COLUMN_PEER,
  COLUMN_STANDING,
  COLUMN_BLOCKED,
  COLUMN_FAVOURITE,
  COLUMN_COLOUR,
  COLUMN_NAME,
  COLUMN_NOTE,
};

static char *
read_text (sqlite3_stmt *row,
           int           column)
{
  const char *text = (const char *) sqlite3_column_text (row, column);

  return text ? g_utf8_make_valid (text, -1) : NULL;
}

/* What a newer hand wrote is taken for the standing that tells the peer least. */
static CsStanding
read_standing (sqlite3_stmt *row)
{
  int standing = sqlite3_column_int (row, COLUMN_STANDING);

  return standing >= CS_STANDING_STRANGER && standing <= CS_STANDING_REFUSED ? (CsStanding) standing : CS_STANDING_REQUEST;
}

static gpointer
list_contacts (CsStoreDb   *db,
               CsStoreJob  *job,
               GError     **error)
{
  g_autoptr (GPtrArray) contacts = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_contact_record_free);
  sqlite3_stmt *row = cs_store_db_get (db, CS_STATEMENT_LIST_CONTACTS);
  GError *failure = NULL;

  while (cs_store_db_step (db, row, &failure)) {
    CsContactRecord *contact = cs_contact_record_new ();

    contact->account = read_text (row, COLUMN_ACCOUNT);
    contact->peer = read_text (row, COLUMN_PEER);
    contact->standing = read_standing (row);
    contact->blocked = sqlite3_column_int (row, COLUMN_BLOCKED) != 0;
    contact->favourite = sqlite3_column_int (row, COLUMN_FAVOURITE) != 0;
    contact->colour = (guint) CLAMP (sqlite3_column_int64 (row, COLUMN_COLOUR), 0, G_MAXUINT);
    contact->name = read_text (row, COLUMN_NAME);
    contact->note = read_text (row, COLUMN_NOTE);
    g_ptr_array_add (contacts, contact);
  }

  if (failure) {
    g_propagate_error (error, failure);
    return NULL;
  }

  return g_steal_pointer (&contacts);
}

static gpointer
set_contact (CsStoreDb   *db,
             CsStoreJob  *job,
             GError     **error)
{
  const CsContactRecord *contact = job->contact;
  gboolean gone = contact->standing == CS_STANDING_STRANGER && !contact->blocked;
  sqlite3_stmt *statement = cs_store_db_get (db, gone ? CS_STATEMENT_REMOVE_CONTACT : CS_STATEMENT_SET_CONTACT);

  sqlite3_bind_text (statement, 1, contact->account, -1, SQLITE_STATIC);
  sqlite3_bind_text (statement, 2, contact->peer, -1, SQLITE_STATIC);
  if (!gone) {
    sqlite3_bind_int (statement, 3, (int) contact->standing);
    sqlite3_bind_int (statement, 4, contact->blocked ? 1 : 0);
    sqlite3_bind_int (statement, 5, contact->favourite ? 1 : 0);
    sqlite3_bind_int64 (statement, 6, contact->colour);
    sqlite3_bind_text (statement, 7, contact->name, -1, SQLITE_STATIC);
    sqlite3_bind_text (statement, 8, contact->note, -1, SQLITE_STATIC);
  }

  return cs_store_db_run (db, statement, error) ? GINT_TO_POINTER (TRUE) : NULL;
}

/**
 * cs_store_remove_contacts:
 * @db: a database
 * @account: the id of an account
 * @error: return location for an error
 *
 * Forgets everybody whom an account has to do with.
 *
 * Returns: %TRUE, or %FALSE with @error set
 */
gboolean
cs_store_remove_contacts (CsStoreDb   *db,
                          const char  *account,
                          GError     **error)
{
  sqlite3_stmt *statement = cs_store_db_get (db, CS_STATEMENT_REMOVE_CONTACTS);

  sqlite3_bind_text (statement, 1, account, -1, SQLITE_STATIC);

  return cs_store_db_run (db, statement, error);
}

/**
 * cs_store_list_contacts_async:
 * @self: a store
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Lists everybody whom the accounts have to do with, in no order.
 */
void
cs_store_list_contacts_async (CsStore             *self,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  CsStoreJob *job = cs_store_job_new (CS_STORE_JOB_READ, list_contacts, (GDestroyNotify) g_ptr_array_unref);

  cs_store_queue (self, job, cs_store_list_contacts_async, cancellable, callback, user_data);
}

/**
 * cs_store_list_contacts_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable) (element-type CsContactRecord): the people, or %NULL with an error set
 */
GPtrArray *
cs_store_list_contacts_finish (CsStore       *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cs_store_set_contact_async:
 * @self: a store
 * @record: somebody, by account and peer; it is copied
 * @cancellable: (nullable): a cancellable
 * @callback: (nullable): called when done; ends with cs_store_change_finish()
 * @user_data: data for @callback
 *
 * Writes down all that is known of somebody. A stranger who isn't blocked is forgotten.
 */
void
cs_store_set_contact_async (CsStore               *self,
                            const CsContactRecord *record,
                            GCancellable          *cancellable,
                            GAsyncReadyCallback    callback,
                            gpointer               user_data)
{
  CsStoreJob *job = cs_store_job_new (CS_STORE_JOB_CHANGE, set_contact, NULL);

  job->contact = cs_contact_record_copy (record);
  cs_store_queue (self, job, cs_store_set_contact_async, cancellable, callback, user_data);
}
