/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-contact-import.h"

#include "cs-test-contacts.h"

static void
add_card (GPtrArray  *cards,
          const char *name,
          const char *note,
          const char *address)
{
  CsVcard *card = cs_vcard_new (name, note);

  g_ptr_array_add (card->addresses, cs_address_parse (address, NULL));
  g_ptr_array_add (cards, card);
}

static GPtrArray *
make_cards (void)
{
  GPtrArray *cards = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_vcard_free);

  add_card (cards, "Robert", "tea", "bob@example.test");
  add_card (cards, "Carol", NULL, "carol@example.test");
  add_card (cards, "Caroline", "coffee", "sip:carol@EXAMPLE.test");
  add_card (cards, "Dave", NULL, "dave@example.test");

  return cards;
}

static CsContactImport *
prepare (CsTestContacts *fixture,
         GPtrArray      *cards)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_contact_import_new_async (fixture->contacts, "a", cards, NULL, cs_test_result_cb, &result);

  return cs_contact_import_new_finish (fixture->contacts, cs_test_wait (&result), NULL);
}

static void
apply (CsContactImport *import)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_contact_import_apply_async (import, cs_test_result_cb, &result);
  cs_test_wait (&result);
}

static void
undo (CsContactImport *import)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_contact_import_undo_async (import, cs_test_result_cb, &result);
  cs_test_wait (&result);
}

static void
test_import (CsTestContacts *fixture,
             gconstpointer   data)
{
  CsContact *bob = cs_test_contacts_ensure (fixture, "a", "bob@example.test");
  CsContact *carol = cs_test_contacts_ensure (fixture, "a", "carol@example.test");
  CsContact *dave = cs_test_contacts_ensure (fixture, "a", "dave@example.test");
  g_autoptr (GPtrArray) cards = make_cards ();
  g_autoptr (CsContactImport) import = NULL;
  g_autoptr (CsContactImport) again = NULL;
  const char *name;
  gboolean is_new;

  cs_contact_add (bob, "Bob");
  cs_contact_add (dave, "Dave");
  import = prepare (fixture, cards);
  g_assert_cmpuint (cs_contact_import_count (import), ==, 2);
  g_assert_cmpuint (cs_contact_import_count_new (import), ==, 1);
  g_assert_cmpuint (cs_contact_import_count_known (import), ==, 1);
  g_assert_true (cs_contact_import_get (import, 0, &name, &is_new) == bob);
  g_assert_cmpstr (name, ==, "Bob");
  g_assert_false (is_new);
  g_assert_true (cs_contact_import_get (import, 1, &name, &is_new) == carol);
  g_assert_cmpstr (name, ==, "Carol");
  g_assert_true (is_new);

  /* Nothing counts yet. */
  g_assert_cmpint (cs_contact_get_standing (carol), ==, CS_STANDING_STRANGER);
  apply (import);
  g_assert_cmpstr (cs_contact_get_name (bob), ==, "Bob");
  g_assert_cmpstr (cs_contact_get_note (bob), ==, "tea");
  g_assert_cmpstr (cs_contact_get_name (carol), ==, "Carol");
  g_assert_cmpstr (cs_contact_get_note (carol), ==, "coffee");
  g_assert_cmpint (cs_contact_get_standing (carol), ==, CS_STANDING_CONTACT);

  again = prepare (fixture, cards);
  g_assert_cmpuint (cs_contact_import_count (again), ==, 0);
  g_assert_cmpuint (cs_contact_import_count_known (again), ==, 3);

  undo (import);
  g_assert_null (cs_contact_get_note (bob));
  g_assert_null (cs_contact_get_name (carol));
  g_assert_cmpint (cs_contact_get_standing (carol), ==, CS_STANDING_STRANGER);
}

/* A name that is an address, or looks like one, is that of somebody else perhaps. */
static void
test_names (CsTestContacts *fixture,
            gconstpointer   data)
{
  static const char * const names[] = { "carol@example.test", "Carol (carol＠example.test)", NULL };
  g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_vcard_free);
  g_autoptr (CsContactImport) import = NULL;

  for (guint i = 0; names[i]; i++) {
    g_autofree char *address = g_strdup_printf ("mallory%u@other.test", i);

    add_card (cards, names[i], NULL, address);
  }
  import = prepare (fixture, cards);
  g_assert_cmpuint (cs_contact_import_count (import), ==, cards->len);
  for (guint i = 0; i < cards->len; i++) {
    const char *name;
    gboolean is_new;

    cs_contact_import_get (import, i, &name, &is_new);
    g_assert_null (name);
  }
}

/* Each turn of the main loop is short, however many there are. */
static gboolean
tick_cb (gpointer user_data)
{
  guint *ticks = user_data;

  (*ticks)++;

  return G_SOURCE_CONTINUE;
}

static void
test_many (CsTestContacts *fixture,
           gconstpointer   data)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_vcard_free);
  g_autoptr (CsContactImport) import = NULL;
  guint ticks = 0;
  guint id;

  for (guint i = 0; i < 3000; i++) {
    g_autofree char *address = g_strdup_printf ("user%u@example.test", i);

    add_card (cards, "Somebody", "some note", address);
  }

  id = g_idle_add (tick_cb, &ticks);
  import = prepare (fixture, cards);
  apply (import);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->contacts)), ==, 3000);
  undo (import);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->contacts)), ==, 0);
  g_assert_cmpuint (ticks, >, 5);
  g_source_remove (id);
}

static void
test_cancelled (CsTestContacts *fixture,
                gconstpointer   data)
{
  g_autoptr (GPtrArray) cards = make_cards ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_contact_import_new_async (fixture->contacts, "a", cards, cancellable, cs_test_result_cb, &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (cs_contact_import_new_finish (fixture->contacts, cs_test_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_export (CsTestContacts *fixture,
             gconstpointer   data)
{
  g_autoptr (GPtrArray) cards = NULL;
  CsVcard *card;

  cs_contact_add (cs_test_contacts_ensure (fixture, "a", "bob@example.test"), "Bob");
  cs_contact_set_blocked (cs_test_contacts_ensure (fixture, "a", "carol@example.test"), TRUE);
  cards = cs_contact_export (fixture->contacts);
  g_assert_cmpuint (cards->len, ==, 1);
  card = cards->pdata[0];
  g_assert_cmpstr (card->name, ==, "Bob");
  g_assert_cmpstr (cs_address_get_uri (card->addresses->pdata[0]), ==, "sip:bob@example.test");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  cs_test_contacts_add ("/contact-import/merges-and-is-taken-back", test_import);
  cs_test_contacts_add ("/contact-import/takes-no-address-for-a-name", test_names);
  cs_test_contacts_add ("/contact-import/leaves-room-for-others", test_many);
  cs_test_contacts_add ("/contact-import/can-be-called-off", test_cancelled);
  cs_test_contacts_add ("/contact-import/leaves-out-who-is-only-blocked", test_export);

  return g_test_run ();
}
