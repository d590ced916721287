/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-contact-private.h"
#include "chat/cs-contacts-private.h"

#include "cs-test-store.h"

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_told_once (void)
{
  const CsContactRecord record = { (char *) "account", (char *) "sip:bob@example.test" };
  CsStore *store = cs_test_store_open (NULL);
  CsContact *contact = cs_contact_new (store, &record);
  g_autoptr (CsPresence) here = cs_presence_new (CS_PRESENCE_AVAILABLE, CS_ACTIVITY_NONE, "Tea", 1, 1);
  g_autoptr (CsPresence) same = cs_presence_new (CS_PRESENCE_AVAILABLE, CS_ACTIVITY_NONE, "Tea", 1, 1);
  guint told = 0;

  g_assert_null (cs_contact_get_presence (contact));
  g_signal_connect_swapped (contact, "notify::presence", G_CALLBACK (count_cb), &told);
  cs_contact_set_presence (contact, here);
  cs_contact_set_presence (contact, same);
  g_assert_cmpuint (told, ==, 1);
  g_assert_true (cs_presence_equal (cs_contact_get_presence (contact), here));
  cs_contact_set_presence (contact, NULL);
  cs_contact_set_presence (contact, NULL);
  g_assert_cmpuint (told, ==, 2);
  g_assert_null (cs_contact_get_presence (contact));

  told = 0;
  g_assert_cmpint (cs_contact_get_watch_answer (contact), ==, CS_WATCH_ANSWER_NONE);
  g_signal_connect_swapped (contact, "notify::watch-answer", G_CALLBACK (count_cb), &told);
  cs_contact_set_watch_answer (contact, CS_WATCH_ANSWER_PENDING);
  cs_contact_set_watch_answer (contact, CS_WATCH_ANSWER_PENDING);
  g_assert_cmpuint (told, ==, 1);
  g_assert_cmpint (cs_contact_get_watch_answer (contact), ==, CS_WATCH_ANSWER_PENDING);

  g_assert_finalize_object (contact);
  cs_test_store_close (store);
}

/* The list of contacts says so for everybody, listed or not. */
static void
test_followed (void)
{
  CsStore *store = cs_test_store_open (NULL);
  CsContacts *contacts = cs_contacts_new (store);
  g_autoptr (CsAddress) address = cs_address_parse ("bob@example.test", NULL);
  g_autoptr (CsPresence) here = cs_presence_new (CS_PRESENCE_AVAILABLE, CS_ACTIVITY_NONE, NULL, 1, 1);
  CsContact *contact = cs_contacts_ensure (contacts, "account", address);
  g_autoptr (GPtrArray) all = cs_contacts_list_account (contacts, "account");
  g_autoptr (GPtrArray) none = cs_contacts_list_account (contacts, "other");
  guint changed = 0;

  g_assert_cmpuint (all->len, ==, 1);
  g_assert_true (all->pdata[0] == contact);
  g_assert_cmpuint (none->len, ==, 0);
  g_signal_connect_swapped (contacts, "changed", G_CALLBACK (count_cb), &changed);
  cs_contact_set_presence (contact, here);
  g_assert_cmpuint (changed, ==, 1);
  cs_contact_accept (contact);
  g_assert_cmpuint (changed, >, 1);

  g_clear_pointer (&all, g_ptr_array_unref);
  g_assert_finalize_object (contacts);
  cs_test_store_close (store);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/contact-presence/is-told-once", test_told_once);
  g_test_add_func ("/contact-presence/is-followed-by-the-list", test_followed);

  return g_test_run ();
}
