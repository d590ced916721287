/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-test-store.h"

static void
set (CsStore               *store,
     const CsContactRecord *record)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_store_set_contact_async (store, record, NULL, cs_test_result_cb, &result);
  g_assert_true (cs_store_change_finish (store, cs_test_wait (&result), &error));
  g_assert_no_error (error);
}

static GPtrArray *
list (CsStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *contacts;

  cs_store_list_contacts_async (store, NULL, cs_test_result_cb, &result);
  contacts = cs_store_list_contacts_finish (store, cs_test_wait (&result), &error);
  g_assert_no_error (error);

  return contacts;
}

static void
test_keeps (void)
{
  g_auto (CsTestFile) file = { NULL };
  CsContactRecord bob = { (char *) "a", (char *) "sip:bob@example.test", CS_STANDING_CONTACT, FALSE, TRUE, 3, (char *) "Bob", (char *) "likes\ntea" };
  CsContactRecord carol = { (char *) "a", (char *) "sip:carol@example.test", CS_STANDING_STRANGER, TRUE, FALSE, 0, NULL, NULL };
  g_autoptr (GPtrArray) contacts = NULL;
  CsContactRecord *read;
  CsStore *store;

  cs_test_file_init (&file);
  store = cs_test_store_open (file.path);
  bob.name = (char *) "Robert";
  set (store, &bob);
  bob.name = (char *) "Bob";
  set (store, &bob);
  cs_test_store_close (store);

  store = cs_test_store_open (file.path);
  contacts = list (store);
  g_assert_cmpuint (contacts->len, ==, 1);
  read = contacts->pdata[0];
  g_assert_cmpstr (read->account, ==, "a");
  g_assert_cmpstr (read->peer, ==, "sip:bob@example.test");
  g_assert_cmpint (read->standing, ==, CS_STANDING_CONTACT);
  g_assert_false (read->blocked);
  g_assert_true (read->favourite);
  g_assert_cmpuint (read->colour, ==, 3);
  g_assert_cmpstr (read->name, ==, "Bob");
  g_assert_cmpstr (read->note, ==, "likes\ntea");

  /* A stranger who is blocked has to be remembered, one who isn't has not. */
  set (store, &carol);
  g_clear_pointer (&contacts, g_ptr_array_unref);
  contacts = list (store);
  g_assert_cmpuint (contacts->len, ==, 2);
  carol.blocked = FALSE;
  set (store, &carol);
  g_clear_pointer (&contacts, g_ptr_array_unref);
  contacts = list (store);
  g_assert_cmpuint (contacts->len, ==, 1);
  cs_test_store_close (store);
}

static void
test_goes_with_account (void)
{
  CsStore *store = cs_test_store_open (NULL);
  const CsContactRecord ours = { (char *) "a", (char *) "sip:bob@example.test", CS_STANDING_CONTACT };
  const CsContactRecord other = { (char *) "b", (char *) "sip:bob@example.test", CS_STANDING_KNOWN };
  g_autoptr (GPtrArray) contacts = NULL;
  GAsyncResult *result = NULL;
  CsContactRecord *left;

  set (store, &ours);
  set (store, &other);
  cs_store_remove_account_async (store, "a", NULL, cs_test_result_cb, &result);
  g_assert_true (cs_store_change_finish (store, cs_test_wait (&result), NULL));
  g_object_unref (result);
  contacts = list (store);
  g_assert_cmpuint (contacts->len, ==, 1);
  left = contacts->pdata[0];
  g_assert_cmpstr (left->account, ==, "b");
  cs_test_store_close (store);
}

static guint
count_owed (CsStore *store)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) owed = NULL;

  cs_store_list_owed_async (store, "a", 0, 10, NULL, cs_test_result_cb, &result);
  owed = cs_store_list_owed_finish (store, cs_test_wait (&result), NULL);

  return owed->len;
}

/* What is owed to people is held back from some. */
static void
test_owed (void)
{
  static const struct {
    CsStanding standing;
    gboolean   blocked;
    guint      owed;
  } cases[] = {
    { CS_STANDING_STRANGER, FALSE, 1 },
    { CS_STANDING_REQUEST, FALSE, 0 },
    { CS_STANDING_KNOWN, FALSE, 1 },
    { CS_STANDING_KNOWN, TRUE, 0 },
    { CS_STANDING_CONTACT, FALSE, 1 },
    { CS_STANDING_CONTACT, TRUE, 0 },
    { CS_STANDING_REFUSED, FALSE, 0 },
  };
  CsStore *store = cs_test_store_open (NULL);
  gint64 conversation = cs_test_conversation (store, "a", "sip:bob@example.test");
  g_autoptr (CsMessageRecord) message = cs_test_message (conversation, FALSE, "one");
  GAsyncResult *result = NULL;

  message->wanted = CS_RECEIPT_DELIVERED;
  cs_store_add_message_async (store, message, NULL, cs_test_result_cb, &result);
  cs_message_record_free (cs_store_add_message_finish (store, cs_test_wait (&result), NULL, NULL));
  g_object_unref (result);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const CsContactRecord bob = { (char *) "a", (char *) "sip:bob@example.test", cases[i].standing, cases[i].blocked };

    g_test_message ("%u", i);
    set (store, &bob);
    g_assert_cmpuint (count_owed (store), ==, cases[i].owed);
  }
  cs_test_store_close (store);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store-contacts/keeps-people", test_keeps);
  g_test_add_func ("/store-contacts/forgets-them-with-their-account", test_goes_with_account);
  g_test_add_func ("/store-contacts/tells-nothing-to-those-who-were-not-let-in", test_owed);

  return g_test_run ();
}
