/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-contact-private.h"

#include "cs-test-store.h"

typedef struct {
  CsStore   *store;
  CsContact *contact;
  GString   *told;      /* names of properties; those of one change backwards */
} Fixture;

static void
notify_cb (Fixture    *fixture,
           GParamSpec *pspec)
{
  g_string_append_printf (fixture->told, "%s ", pspec->name);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  const CsContactRecord record = { (char *) "account", (char *) "sip:bob@example.test" };

  fixture->store = cs_test_store_open (NULL);
  fixture->contact = cs_contact_new (fixture->store, &record);
  fixture->told = g_string_new (NULL);
  g_signal_connect_swapped (fixture->contact, "notify", G_CALLBACK (notify_cb), fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->contact);
  g_string_free (fixture->told, TRUE);
  cs_test_store_close (fixture->store);
}

static void
assert_told (Fixture    *fixture,
             const char *names)
{
  g_assert_cmpstr (fixture->told->str, ==, names);
  g_string_truncate (fixture->told, 0);
}

/* What the store has of them. */
static CsContactRecord *
read_back (Fixture *fixture)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) contacts = NULL;

  cs_store_list_contacts_async (fixture->store, NULL, cs_test_result_cb, &result);
  contacts = cs_store_list_contacts_finish (fixture->store, cs_test_wait (&result), NULL);
  g_assert_cmpuint (contacts->len, <=, 1);

  return contacts->len > 0 ? cs_contact_record_copy (contacts->pdata[0]) : NULL;
}

static void
test_stores (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr (CsContactRecord) record = NULL;

  g_assert_null (read_back (fixture));
  cs_contact_add (fixture->contact, "Bob");
  assert_told (fixture, "standing name ");
  cs_contact_set_note (fixture->contact, " tea ");
  assert_told (fixture, "note ");
  cs_contact_set_note (fixture->contact, "tea");
  assert_told (fixture, "");
  g_object_set (fixture->contact, "colour", 2, "favourite", TRUE, "blocked", FALSE, NULL);
  assert_told (fixture, "favourite colour ");

  record = read_back (fixture);
  g_assert_cmpstr (record->name, ==, "Bob");
  g_assert_cmpstr (record->note, ==, "tea");
  g_assert_cmpuint (record->colour, ==, 2);
  g_assert_true (record->favourite);
  g_assert_cmpint (record->standing, ==, CS_STANDING_CONTACT);
}

static void
test_tidies (Fixture       *fixture,
             gconstpointer  data)
{
  static const struct {
    const char *name;
    const char *shown;
  } cases[] = {
    { "Bob", "Bob" },
    { "  Bob\t ", "Bob" },
    { "   ", NULL },
    { "", NULL },
    { NULL, NULL },
    { "B\xff", "B\xef\xbf\xbd" },
    { "a\nb", "a‹U+000A›b" },
    { "\u202eboB", "‹U+202E›boB" },
  };
  g_autofree char *endless = g_strnfill (5000, 'x');

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    cs_contact_set_name (fixture->contact, cases[i].name);
    g_assert_cmpstr (cs_contact_get_name (fixture->contact), ==, cases[i].shown);
    g_assert_cmpstr (cs_contact_get_title (fixture->contact), ==, cases[i].shown ? cases[i].shown : "bob@example.test");
  }

  /* What it has become stays so, whatever else changes. */
  cs_contact_set_name (fixture->contact, "\u202e\u202e\u202e\u202e\u202e\u202e\u202e\u202e\u202e\u202e\u202e\u202e\u202e");
  g_string_truncate (fixture->told, 0);
  cs_contact_set_favourite (fixture->contact, TRUE);
  assert_told (fixture, "favourite ");

  cs_contact_set_note (fixture->contact, "tea\n\u202etea");
  g_assert_cmpstr (cs_contact_get_note (fixture->contact), ==, "tea\n‹U+202E›tea");
  cs_contact_set_name (fixture->contact, endless);
  cs_contact_set_note (fixture->contact, endless);
  g_assert_cmpuint (strlen (cs_contact_get_name (fixture->contact)), ==, CS_CONTACT_NAME_MAX);
  g_assert_cmpuint (strlen (cs_contact_get_note (fixture->contact)), ==, CS_CONTACT_NOTE_MAX);

  cs_contact_set_colour (fixture->contact, CS_CONTACT_COLOURS);
  cs_contact_set_colour (fixture->contact, CS_CONTACT_COLOURS + 1);
  g_assert_cmpuint (cs_contact_get_colour (fixture->contact), ==, 0);
}

static void
test_undo (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr (CsContactRecord) before = NULL;

  cs_contact_add (fixture->contact, "Bob");
  cs_contact_set_note (fixture->contact, "tea");
  before = cs_contact_dup_record (fixture->contact);
  cs_contact_remove (fixture->contact);
  g_assert_null (cs_contact_get_name (fixture->contact));
  g_assert_null (cs_contact_get_note (fixture->contact));
  g_assert_cmpint (cs_contact_get_standing (fixture->contact), ==, CS_STANDING_KNOWN);

  cs_contact_update (fixture->contact, before);
  g_assert_cmpstr (cs_contact_get_name (fixture->contact), ==, "Bob");
  g_assert_cmpstr (cs_contact_get_note (fixture->contact), ==, "tea");
  g_assert_cmpint (cs_contact_get_standing (fixture->contact), ==, CS_STANDING_CONTACT);
}

static void
test_bad_record (Fixture       *fixture,
                 gconstpointer  data)
{
  const CsContactRecord nobody = { (char *) "account", (char *) "nobody at all" };
  const CsContactRecord nowhere = { NULL, (char *) "sip:bob@example.test" };

  g_assert_null (cs_contact_new (fixture->store, &nobody));
  g_assert_null (cs_contact_new (fixture->store, &nowhere));
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
  add ("/contact/stores-every-change", test_stores);
  add ("/contact/tidies-what-it-is-given", test_tidies);
  add ("/contact/comes-back-after-a-removal", test_undo);
  add ("/contact/refuses-a-bad-record", test_bad_record);

  return g_test_run ();
}
