/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Makes a profile for a window that is timed.
 *
 * Usage: bench-fill trust PROFILE FOLDER     that trusts the private server whose folder is given
 *        bench-fill messages PROFILE COUNT   with a signed-out account and two conversations of that many messages each
 *        bench-fill contacts PROFILE COUNT   with a signed-out account and that many contacts */

#include <stdlib.h>
#include <string.h>

#include "chat/cs-accounts.h"

#include "bench-burst.h"
#include "cs-test-store.h"
#include "cs-test-engine.h"

#define ACCOUNT "sip:alice@example.test"

/* So many additions wait at a time. */
#define BURST 1024

/* Returns the account's id, under which its messages are kept. */
static char *
add_account (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "accounts.ini", NULL);
  g_autoptr (CsAccounts) accounts = cs_accounts_new (path);
  g_autoptr (CsAddress) address = cs_address_parse (ACCOUNT, NULL);
  g_autoptr (CsAccount) account = cs_account_new (address);
  g_autoptr (GAsyncResult) loaded = NULL;
  g_autoptr (GAsyncResult) flushed = NULL;
  g_autoptr (GError) error = NULL;

  cs_accounts_load_async (accounts, NULL, cs_test_result_cb, &loaded);
  if (!cs_accounts_load_finish (accounts, cs_test_wait (&loaded), NULL, &error))
    g_error ("%s", error->message);

  cs_account_set_signed_out (account, TRUE);
  cs_accounts_add (accounts, account);
  cs_accounts_flush_async (accounts, NULL, cs_test_result_cb, &flushed);
  if (!cs_accounts_flush_finish (accounts, cs_test_wait (&flushed), &error))
    g_error ("%s", error->message);

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
  bench_burst_add (store, record);
  bench_burst_wait (BURST);
}

static void
add_conversation (CsStore    *store,
                  const char *account,
                  const char *peer,
                  guint       count)
{
  gint64 conversation = cs_test_conversation (store, account, peer);
  g_autoptr (GAsyncResult) result = NULL;

  for (guint i = 0; i < count; i++)
    add_message (store, conversation, i, count);
  bench_burst_wait (0);

  cs_store_set_read_async (store, conversation, G_MAXINT64, FALSE, NULL, cs_test_result_cb, &result);
  cs_store_change_finish (store, cs_test_wait (&result), NULL);
}

static void
add_contacts (CsStore    *store,
              const char *account,
              guint       count)
{
  for (guint i = 0; i < count; i++) {
    g_autoptr (CsContactRecord) record = cs_contact_record_new ();

    record->account = g_strdup (account);
    record->peer = g_strdup_printf ("sip:user%u@example.test", i);
    record->standing = CS_STANDING_CONTACT;
    record->name = g_strdup_printf ("Contact number %u", i);
    cs_store_set_contact_async (store, record, NULL, NULL, NULL);
  }
}

static void
fill (const char *what,
      const char *folder,
      guint       count)
{
  g_autofree char *account = add_account (folder);
  g_autofree char *path = g_build_filename (folder, "messages.db", NULL);
  CsStore *store = cs_test_store_open (path);

  if (strcmp (what, "contacts") == 0) {
    add_contacts (store, account, count);
  } else {
    add_conversation (store, account, "sip:carol@example.test", count);
    add_conversation (store, account, "sip:bob@example.test", count);
  }
  cs_test_store_close (store);
}

int
main (int    argc,
      char **argv)
{
  const CsTestLogin account = { argv[3], 0, "alice" };

  if (strcmp (argv[1], "trust") == 0)
    cs_test_engine_close (cs_test_engine_open (argv[2], &account));
  else
    fill (argv[1], argv[2], (guint) atoi (argv[3]));

  return 0;
}
