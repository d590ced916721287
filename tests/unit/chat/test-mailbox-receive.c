/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-error.h"
#include "chat/cs-contact-private.h"
#include "chat/cs-contacts-private.h"
#include "chat/cs-conversation-private.h"
#include "chat/cs-mailbox.h"

#include "cs-test-store.h"
#include "cs-test-wait.h"

typedef struct {
  CsStore         *store;
  CsOutbox        *outbox;
  CsContacts      *contacts;
  CsConversations *list;
  CsMailbox       *mailbox;
  CsAddress       *bob;
  CsContact       *contact;    /* bob */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->store = cs_test_store_open (NULL);
  fixture->outbox = cs_outbox_new (fixture->store);
  fixture->contacts = cs_contacts_new (fixture->store);
  fixture->list = cs_conversations_new ();
  fixture->mailbox = cs_mailbox_new (NULL, fixture->store, fixture->outbox, fixture->list, "account");
  cs_mailbox_set_contacts (fixture->mailbox, fixture->contacts);
  fixture->bob = cs_address_parse ("bob@example.test", NULL);
  fixture->contact = cs_contacts_ensure (fixture->contacts, "account", fixture->bob);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  cs_address_unref (fixture->bob);
  g_assert_finalize_object (fixture->mailbox);
  g_object_run_dispose (G_OBJECT (fixture->outbox));
  g_object_unref (fixture->list);
  g_assert_finalize_object (fixture->contacts);
  g_assert_finalize_object (fixture->outbox);
  cs_test_store_close (fixture->store);
}

/* Whether it is shown. */
static gboolean
receive (Fixture    *fixture,
         const char *id)
{
  CsArrival arrival = { fixture->bob, "Bob Baker", "hello", id, 42 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CsConversation) conversation = NULL;
  g_autoptr (CsMessage) message = NULL;

  cs_mailbox_receive_async (fixture->mailbox, &arrival, NULL, cs_test_result_cb, &result);
  g_assert_true (cs_mailbox_receive_finish (fixture->mailbox, cs_test_wait (&result), &conversation, &message, NULL));
  g_assert_true (!conversation == !message);

  return message != NULL;
}

static void
test_asks (Fixture       *fixture,
           gconstpointer  data)
{
  static const struct {
    CsStanding before;
    CsStanding after;
  } cases[] = {
    { CS_STANDING_STRANGER, CS_STANDING_REQUEST },
    { CS_STANDING_REQUEST, CS_STANDING_REQUEST },
    { CS_STANDING_REFUSED, CS_STANDING_REQUEST },
    { CS_STANDING_KNOWN, CS_STANDING_KNOWN },
    { CS_STANDING_CONTACT, CS_STANDING_CONTACT },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *id = g_strdup_printf ("%u 1", i);

    cs_contact_set_standing (fixture->contact, cases[i].before);
    g_assert_true (receive (fixture, id));
    g_assert_cmpint (cs_contact_get_standing (fixture->contact), ==, cases[i].after);
    g_assert_cmpint (cs_conversation_is_request (cs_mailbox_find (fixture->mailbox, fixture->bob)), ==,
                     cases[i].after == CS_STANDING_REQUEST);
  }
}

static void
test_blocked (Fixture       *fixture,
              gconstpointer  data)
{
  cs_contact_set_blocked (fixture->contact, TRUE);
  g_assert_false (receive (fixture, "one 1"));
  g_assert_null (cs_mailbox_find (fixture->mailbox, fixture->bob));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), ==, 0);
  g_assert_cmpint (cs_contact_get_standing (fixture->contact), ==, CS_STANDING_STRANGER);

  /* What came meanwhile is gone; what comes now is a stranger's. */
  cs_contact_set_blocked (fixture->contact, FALSE);
  g_assert_true (receive (fixture, "two 1"));
  g_assert_true (cs_conversation_is_request (cs_mailbox_find (fixture->mailbox, fixture->bob)));
}

static void
test_contacts_only (Fixture       *fixture,
                    gconstpointer  data)
{
  static const struct {
    CsStanding standing;
    gboolean   taken;
  } cases[] = {
    { CS_STANDING_STRANGER, FALSE },
    { CS_STANDING_REQUEST, FALSE },
    { CS_STANDING_REFUSED, FALSE },
    { CS_STANDING_KNOWN, TRUE },
    { CS_STANDING_CONTACT, TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *id = g_strdup_printf ("%u 1", i);
    CsArrival arrival = { fixture->bob, "Bob Baker", "hello", id, 42, .contacts_only = TRUE };
    g_autoptr (GAsyncResult) result = NULL;
    g_autoptr (GError) error = NULL;

    cs_contact_set_standing (fixture->contact, cases[i].standing);
    cs_mailbox_receive_async (fixture->mailbox, &arrival, NULL, cs_test_result_cb, &result);
    g_assert_cmpint (cs_mailbox_receive_finish (fixture->mailbox, cs_test_wait (&result), NULL, NULL, &error), ==, cases[i].taken);
    g_assert_true (cases[i].taken || g_error_matches (error, CS_ERROR, CS_ERROR_NOT_ALLOWED));
    g_assert_cmpint (cs_mailbox_find (fixture->mailbox, fixture->bob) != NULL, ==, cases[i].taken);
    g_assert_cmpint (cs_contact_get_standing (fixture->contact), ==, cases[i].standing);
  }
}

/* Receives from somebody who was never heard of, and returns why it was not taken. */
static GError *
receive_from (Fixture    *fixture,
              CsAddress  *from,
              gboolean    contacts_only)
{
  CsArrival arrival = { from, NULL, "hello", cs_address_get_uri (from), 42, .contacts_only = contacts_only };
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  cs_mailbox_receive_async (fixture->mailbox, &arrival, NULL, cs_test_result_cb, &result);
  cs_mailbox_receive_finish (fixture->mailbox, cs_test_wait (&result), NULL, NULL, &error);

  return error;
}

static void
test_refused_leave_nothing (Fixture       *fixture,
                            gconstpointer  data)
{
  g_autoptr (CsAddress) carol = cs_address_parse ("carol@example.test", NULL);
  g_autoptr (GError) error = receive_from (fixture, carol, TRUE);

  g_assert_error (error, CS_ERROR, CS_ERROR_NOT_ALLOWED);
  g_assert_null (cs_contacts_find (fixture->contacts, "account", carol));
}

static void
test_crowd_waits (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (CsAddress) carol = cs_address_parse ("carol@example.test", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) mended = NULL;

  for (guint i = 0; i < 199; i++) {
    g_autofree char *text = g_strdup_printf ("made-up-%u@example.test", i);
    g_autoptr (CsAddress) address = cs_address_parse (text, NULL);

    cs_contact_set_standing (cs_contacts_ensure (fixture->contacts, "account", address), CS_STANDING_REQUEST);
  }
  g_assert_true (receive (fixture, "one 1"));
  g_assert_cmpuint (cs_contacts_count_requests (fixture->contacts, "account"), ==, 200);
  g_assert_cmpuint (cs_contacts_count_requests (fixture->contacts, "another"), ==, 0);

  error = receive_from (fixture, carol, FALSE);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
  g_assert_null (cs_contacts_find (fixture->contacts, "account", carol));
  /* Who waits already, or was let in, goes on writing. */
  g_assert_true (receive (fixture, "two 1"));
  cs_contact_accept (fixture->contact);
  g_assert_true (receive (fixture, "three 1"));
  mended = receive_from (fixture, carol, FALSE);
  g_assert_no_error (mended);
  g_assert_true (cs_contact_is_request (cs_contacts_find (fixture->contacts, "account", carol)));
}

static void
test_open_door (Fixture       *fixture,
                gconstpointer  data)
{
  cs_contacts_set_open (fixture->contacts, TRUE);
  g_assert_true (receive (fixture, "one 1"));
  g_assert_cmpint (cs_contact_get_standing (fixture->contact), ==, CS_STANDING_KNOWN);
}

static void
receipt_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  guint *done = user_data;
  g_autoptr (GError) error = NULL;

  cs_mailbox_take_receipt_finish (CS_MAILBOX (object), result, NULL, &error);
  g_assert_no_error (error);
  (*done)++;
}

/* Nothing comes back from the disk before the main loop runs. */
static void
test_disk_stands_still (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr (CsAddress) carol = cs_address_parse ("carol@example.test", NULL);
  g_autoptr (CsImdn) imdn = cs_imdn_new ("another", 0, CS_RECEIPT_DELIVERED);
  CsArrival arrival = { fixture->bob, "Bob Baker", "hello", "two 1", 42 };
  GAsyncResult *results[3] = { NULL };
  g_autoptr (GPtrArray) kept = NULL;
  guint done = 0;

  g_assert_true (receive (fixture, "one 1"));
  for (guint i = 0; i < 2048; i++)
    cs_mailbox_take_receipt_async (fixture->mailbox, fixture->bob, imdn, NULL, receipt_cb, &done);
  cs_mailbox_receive_async (fixture->mailbox, &arrival, NULL, cs_test_result_cb, &results[0]);
  arrival.from = carol;
  cs_mailbox_receive_async (fixture->mailbox, &arrival, NULL, cs_test_result_cb, &results[1]);
  cs_mailbox_take_receipt_async (fixture->mailbox, fixture->bob, imdn, NULL, cs_test_result_cb, &results[2]);

  for (guint i = 0; i < G_N_ELEMENTS (results); i++) {
    g_autoptr (GError) error = NULL;

    if (i < 2)
      g_assert_false (cs_mailbox_receive_finish (fixture->mailbox, cs_test_wait (&results[i]), NULL, NULL, &error));
    else
      g_assert_false (cs_mailbox_take_receipt_finish (fixture->mailbox, cs_test_wait (&results[i]), NULL, &error));
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
    g_object_unref (results[i]);
  }
  g_assert_null (cs_contacts_find (fixture->contacts, "account", carol));
  cs_test_wait_for (done == 2048);

  /* When it comes again it is there, once. */
  g_assert_true (receive (fixture, "two 1"));
  kept = cs_test_list_messages (fixture->store, cs_conversation_get_id (cs_mailbox_find (fixture->mailbox, fixture->bob)));
  g_assert_cmpuint (kept->len, ==, 2);
}

/* However few they are. */
static void
test_large_texts (void)
{
  CsStore *store = cs_store_new (NULL);
  CsOutbox *outbox = cs_outbox_new (store);
  g_autoptr (CsConversations) list = cs_conversations_new ();
  CsMailbox *mailbox = cs_mailbox_new (NULL, store, outbox, list, "account");
  g_autoptr (CsAddress) bob = cs_address_parse ("bob@example.test", NULL);
  g_autofree char *text = g_strnfill (8 * 1024 * 1024, 'x');
  CsArrival arrival = { bob, "Bob Baker", text, "one 1", 42 };
  GAsyncResult *results[5] = { NULL };

  /* This store was never opened, and fails. */
  for (guint round = 0; round < 2; round++) {
    for (guint i = 0; i < G_N_ELEMENTS (results); i++)
      cs_mailbox_receive_async (mailbox, &arrival, NULL, cs_test_result_cb, &results[i]);
    for (guint i = 0; i < G_N_ELEMENTS (results); i++) {
      g_autoptr (GError) error = NULL;

      g_assert_false (cs_mailbox_receive_finish (mailbox, cs_test_wait (&results[i]), NULL, NULL, &error));
      if (i < 4)
        g_assert_error (error, CS_ERROR, CS_ERROR_FAILED);
      else
        g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BUSY);
      g_clear_object (&results[i]);
    }
  }

  g_assert_finalize_object (mailbox);
  g_object_run_dispose (G_OBJECT (outbox));
  g_assert_finalize_object (outbox);
  cs_test_store_close (store);
}

static void
open_conversation (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_mailbox_open_async (fixture->mailbox, fixture->bob, NULL, cs_test_result_cb, &result);
  g_object_unref (cs_mailbox_open_finish (fixture->mailbox, cs_test_wait (&result), NULL));
}

static void
test_turning_to (Fixture       *fixture,
                 gconstpointer  data)
{
  open_conversation (fixture);
  g_assert_cmpint (cs_contact_get_standing (fixture->contact), ==, CS_STANDING_KNOWN);

  /* Who asked waits for an answer, not for a look. */
  cs_contact_set_standing (fixture->contact, CS_STANDING_REQUEST);
  open_conversation (fixture);
  g_assert_cmpint (cs_contact_get_standing (fixture->contact), ==, CS_STANDING_REQUEST);
}

static void
add (const char *path,
     void      (*test) (Fixture       *fixture,
                        gconstpointer  data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add ("/mailbox-receive/makes-strangers-ask", test_asks);
  add ("/mailbox-receive/drops-what-blocked-people-write", test_blocked);
  add ("/mailbox-receive/refuses-strangers-where-only-contacts-may-write", test_contacts_only);
  add ("/mailbox-receive/notes-nothing-down-of-whom-it-refuses", test_refused_leave_nothing);
  add ("/mailbox-receive/makes-a-crowd-of-strangers-come-back-later", test_crowd_waits);
  add ("/mailbox-receive/makes-what-the-disk-does-not-take-come-back-later", test_disk_stands_still);
  g_test_add_func ("/mailbox-receive/lets-few-large-texts-wait", test_large_texts);
  add ("/mailbox-receive/lets-everybody-in-where-nobody-is-there", test_open_door);
  add ("/mailbox-receive/knows-whom-one-turns-to", test_turning_to);

  return g_test_run ();
}
