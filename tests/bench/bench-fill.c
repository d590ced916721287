/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Makes a profile for a window that is timed.
 *
 * Usage: bench-fill trust PROFILE FOLDER     that trusts the private server whose folder is given
 *        bench-fill messages PROFILE COUNT   with a signed-out account and two conversations of that many messages each */

#include <stdlib.h>
#include <string.h>

#include "chat/cs-accounts.h"
#include "store/cs-store.h"

#include "bench-lib.h"
#include "engine-client.h"

#define ACCOUNT "sip:alice@example.test"

/* So many additions wait at a time. */
#define BURST 1024

static guint pending;

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  cs_accounts_load_finish (CS_ACCOUNTS (object), result, NULL, NULL);
  pending--;
}

static void
flushed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!cs_accounts_flush_finish (CS_ACCOUNTS (object), result, &error))
    g_error ("%s", error->message);
  pending--;
}

static void
opened_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!cs_store_open_finish (CS_STORE (object), result, &error))
    g_error ("%s", error->message);
  pending--;
}

static void
conversation_cb (GObject      *object,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr (CsConversationRecord) record = cs_store_open_conversation_finish (CS_STORE (object), result, NULL);

  *(gint64 *) user_data = record->id;
  pending--;
}

static void
added_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsMessageRecord) record = cs_store_add_message_finish (CS_STORE (object), result, NULL, &error);

  if (!record)
    g_error ("%s", error->message);
  pending--;
}

static void
changed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  cs_store_change_finish (CS_STORE (object), result, NULL);
  pending--;
}

static void
closed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  cs_store_close_finish (CS_STORE (object), result, NULL);
  pending--;
}

/* Returns the account's id, under which its messages are kept. */
static char *
add_account (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "accounts.ini", NULL);
  g_autoptr (CsAccounts) accounts = cs_accounts_new (path);
  g_autoptr (CsAddress) address = cs_address_parse (ACCOUNT, NULL);
  g_autoptr (CsAccount) account = cs_account_new (address);

  pending = 1;
  cs_accounts_load_async (accounts, NULL, loaded_cb, NULL);
  bench_wait (pending == 0);

  cs_account_set_signed_out (account, TRUE);
  cs_accounts_add (accounts, account);
  pending = 1;
  cs_accounts_flush_async (accounts, NULL, flushed_cb, NULL);
  bench_wait (pending == 0);

  return g_strdup (cs_account_get_id (account));
}

static void
add_message (CsStore *store,
             gint64   conversation,
             guint    number,
             guint    count)
{
  g_autoptr (CsMessageRecord) record = cs_message_record_new ();

  record->conversation = conversation;
  record->outgoing = number % 3 == 0;
  record->message_id = g_uuid_string_random ();
  record->text = g_strdup_printf ("Message %u of %u: a line of a conversation, some of them longer than others.%s",
                                  number + 1, count,
                                  number % 5 == 0 ? " This one goes on for a while, so that it takes two lines or even three." : "");
  record->time = g_get_real_time () - (gint64) (count - number) * 60 * G_USEC_PER_SEC;
  record->state = record->outgoing ? CS_MESSAGE_DELIVERED : CS_MESSAGE_RECEIVED;
  pending++;
  cs_store_add_message_async (store, record, NULL, added_cb, NULL);
  bench_wait (pending < BURST);
}

static void
add_conversation (CsStore    *store,
                  const char *account,
                  const char *peer,
                  guint       count)
{
  gint64 conversation = 0;

  pending = 1;
  cs_store_open_conversation_async (store, account, peer, NULL, conversation_cb, &conversation);
  bench_wait (pending == 0);

  for (guint i = 0; i < count; i++)
    add_message (store, conversation, i, count);
  bench_wait (pending == 0);

  pending = 1;
  cs_store_set_read_async (store, conversation, G_MAXINT64, NULL, changed_cb, NULL);
  bench_wait (pending == 0);
}

static void
fill (const char *folder,
      guint       count)
{
  g_autofree char *account = add_account (folder);
  g_autofree char *path = g_build_filename (folder, "messages.db", NULL);
  g_autoptr (CsStore) store = cs_store_new (path);

  pending = 1;
  cs_store_open_async (store, NULL, opened_cb, NULL);
  bench_wait (pending == 0);

  add_conversation (store, account, "sip:carol@example.test", count);
  add_conversation (store, account, "sip:bob@example.test", count);

  pending = 1;
  cs_store_close_async (store, NULL, closed_cb, NULL);
  bench_wait (pending == 0);
}

int
main (int    argc,
      char **argv)
{
  const BareAccount account = { argv[3], 0, "alice" };

  if (strcmp (argv[1], "trust") == 0)
    engine_client_close (engine_client_open (argv[2], &account));
  else
    fill (argv[2], (guint) atoi (argv[3]));

  return 0;
}
