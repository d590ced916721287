/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-test-contacts.h"

static void
assert_list (CsTestContacts *fixture,
             const char     *titles)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->contacts)); i++) {
    g_autoptr (CsContact) contact = g_list_model_get_item (G_LIST_MODEL (fixture->contacts), i);

    g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", cs_contact_get_title (contact));
  }
  g_assert_cmpstr (text->str, ==, titles);
}

static void
test_sorts (CsTestContacts *fixture,
            gconstpointer   data)
{
  CsContact *bob = cs_test_contacts_ensure (fixture, "a", "bob@example.test");
  CsContact *carol = cs_test_contacts_ensure (fixture, "a", "carol@example.test");
  CsContact *dave = cs_test_contacts_ensure (fixture, "a", "dave@example.test");

  assert_list (fixture, "");
  cs_contact_add (dave, NULL);
  cs_contact_add (carol, "carol");
  cs_contact_add (bob, "Bob");
  assert_list (fixture, "Bob, carol, dave@example.test");
  cs_contact_set_favourite (dave, TRUE);
  assert_list (fixture, "dave@example.test, Bob, carol");
  cs_contact_set_favourite (carol, TRUE);
  assert_list (fixture, "carol, dave@example.test, Bob");
  cs_contact_set_name (carol, "Zoe");
  assert_list (fixture, "dave@example.test, Zoe, Bob");
  cs_contact_remove (carol);
  assert_list (fixture, "dave@example.test, Bob");
  cs_contact_accept (carol);
  assert_list (fixture, "dave@example.test, Bob");
  cs_contact_set_blocked (carol, TRUE);
  assert_list (fixture, "dave@example.test, Bob, carol@example.test");
}

static void
changed_cb (GListModel *model,
            guint       position,
            guint       removed,
            guint       added,
            guint      *changes)
{
  *changes += removed + added;
}

static void
test_tells (CsTestContacts *fixture,
            gconstpointer   data)
{
  guint changes = 0;
  CsContact *bob = cs_test_contacts_ensure (fixture, "a", "bob@example.test");
  CsContact *carol = cs_test_contacts_ensure (fixture, "a", "carol@example.test");

  g_signal_connect (fixture->contacts, "items-changed", G_CALLBACK (changed_cb), &changes);
  cs_contact_add (bob, "Bob");
  cs_contact_add (carol, "Carol");
  g_assert_cmpuint (changes, ==, 2);

  /* Who stays in place is not moved. */
  cs_contact_set_note (bob, "tea");
  cs_contact_set_name (bob, "Bobby");
  g_assert_cmpuint (changes, ==, 2);
  cs_contact_set_name (bob, "Dave");
  g_assert_cmpuint (changes, ==, 4);
}

static void
test_holds (CsTestContacts *fixture,
            gconstpointer   data)
{
  guint changes = 0;
  CsContact *bob = cs_test_contacts_ensure (fixture, "a", "bob@example.test");
  CsContact *carol = cs_test_contacts_ensure (fixture, "a", "carol@example.test");
  CsContact *dave = cs_test_contacts_ensure (fixture, "a", "dave@example.test");

  cs_contact_add (bob, "Bob");
  cs_contact_add (dave, "Dave");
  g_signal_connect (fixture->contacts, "items-changed", G_CALLBACK (changed_cb), &changes);
  cs_contacts_hold (fixture->contacts);
  cs_contacts_hold (fixture->contacts);
  cs_contact_add (carol, "Carol");
  cs_contact_set_name (bob, "Zoe");
  cs_contact_set_name (bob, "Zoey");
  cs_contact_remove (dave);
  cs_contacts_release (fixture->contacts);
  g_assert_cmpuint (changes, ==, 0);
  cs_contacts_release (fixture->contacts);
  g_assert_cmpuint (changes, ==, 4);
  assert_list (fixture, "Carol, Zoey");

  /* And nothing where nothing happened. */
  cs_contacts_hold (fixture->contacts);
  cs_contacts_release (fixture->contacts);
  g_assert_cmpuint (changes, ==, 4);
}

static void
test_one_object (CsTestContacts *fixture,
                 gconstpointer   data)
{
  g_autoptr (CsAddress) bob = cs_address_parse ("sip:BOB@EXAMPLE.test", NULL);
  g_autoptr (CsAddress) same = cs_address_parse ("BOB@example.test", NULL);
  CsContact *contact;

  g_assert_null (cs_contacts_find (fixture->contacts, "a", bob));
  contact = cs_contacts_ensure (fixture->contacts, "a", bob);
  g_assert_true (cs_contacts_ensure (fixture->contacts, "a", same) == contact);
  g_assert_true (cs_contacts_find (fixture->contacts, "a", same) == contact);
  g_assert_null (cs_contacts_find (fixture->contacts, "b", same));
  g_assert_cmpint (cs_contact_get_standing (contact), ==, CS_STANDING_STRANGER);
}

static void
test_accounts (CsTestContacts *fixture,
               gconstpointer   data)
{
  CsContactRecord records[] = {
    { (char *) "a", (char *) "sip:bob@example.test", CS_STANDING_CONTACT, FALSE, FALSE, 0, (char *) "Bob" },
    { (char *) "b", (char *) "sip:bob@example.test", CS_STANDING_CONTACT, FALSE, FALSE, 0, (char *) "Robert" },
    { (char *) "b", (char *) "sip:carol@example.test", CS_STANDING_REQUEST },
    { (char *) "b", (char *) "nobody at all", CS_STANDING_CONTACT },
  };
  g_autoptr (GPtrArray) array = g_ptr_array_new ();

  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    g_ptr_array_add (array, &records[i]);
  cs_contacts_take (fixture->contacts, array);
  assert_list (fixture, "Bob");

  cs_contacts_show_account (fixture->contacts, "b", TRUE);
  assert_list (fixture, "Bob, Robert");
  cs_contacts_show_account (fixture->contacts, "a", FALSE);
  assert_list (fixture, "Robert");
  cs_contacts_show_account (fixture->contacts, "a", TRUE);
  cs_contacts_forget_account (fixture->contacts, "b");
  assert_list (fixture, "Bob");
  g_assert_cmpint (cs_contact_get_standing (cs_test_contacts_ensure (fixture, "b", "bob@example.test")), ==, CS_STANDING_STRANGER);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cs_test_contacts_add ("/contacts/sorts-favourites-first", test_sorts);
  cs_test_contacts_add ("/contacts/tells-what-moved", test_tells);
  cs_test_contacts_add ("/contacts/tells-of-many-at-once", test_holds);
  cs_test_contacts_add ("/contacts/has-one-object-for-each", test_one_object);
  cs_test_contacts_add ("/contacts/shows-those-of-accounts-that-are-there", test_accounts);

  return g_test_run ();
}
