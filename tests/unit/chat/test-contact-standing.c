/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-contact-private.h"

#include "cs-test-store.h"

typedef struct {
  CsStore   *store;
  CsContact *contact;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  const CsContactRecord record = { (char *) "account", (char *) "sip:bob@example.test" };

  fixture->store = cs_test_store_open (NULL);
  fixture->contact = cs_contact_new (fixture->store, &record);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->contact);
  cs_test_store_close (fixture->store);
}

static void
test_standing (Fixture       *fixture,
               gconstpointer  data)
{
  static const struct {
    CsStanding standing;
    gboolean   blocked;
    gboolean   listed, request, may_learn;
  } cases[] = {
    { CS_STANDING_STRANGER, FALSE, FALSE, FALSE, FALSE },
    { CS_STANDING_STRANGER, TRUE, TRUE, FALSE, FALSE },
    { CS_STANDING_REQUEST, FALSE, FALSE, TRUE, FALSE },
    { CS_STANDING_REQUEST, TRUE, TRUE, FALSE, FALSE },
    { CS_STANDING_KNOWN, FALSE, FALSE, FALSE, TRUE },
    { CS_STANDING_KNOWN, TRUE, TRUE, FALSE, FALSE },
    { CS_STANDING_CONTACT, FALSE, TRUE, FALSE, TRUE },
    { CS_STANDING_CONTACT, TRUE, TRUE, FALSE, FALSE },
    { CS_STANDING_REFUSED, FALSE, FALSE, FALSE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    cs_contact_set_standing (fixture->contact, cases[i].standing);
    cs_contact_set_blocked (fixture->contact, cases[i].blocked);
    g_assert_cmpint (cs_contact_is_listed (fixture->contact), ==, cases[i].listed);
    g_assert_cmpint (cs_contact_is_request (fixture->contact), ==, cases[i].request);
    g_assert_cmpint (cs_contact_may_learn (fixture->contact), ==, cases[i].may_learn);
  }
}

static void
test_removal (Fixture       *fixture,
              gconstpointer  data)
{
  cs_contact_add (fixture->contact, "Bob");
  cs_contact_set_blocked (fixture->contact, TRUE);
  cs_contact_remove (fixture->contact);
  g_assert_true (cs_contact_is_blocked (fixture->contact));
  g_assert_false (cs_contact_may_learn (fixture->contact));
  g_assert_null (cs_contact_get_name (fixture->contact));
}

static void
test_letting_in (Fixture       *fixture,
                 gconstpointer  data)
{
  cs_contact_add (fixture->contact, "Bob");

  /* To be let in is less than to be a contact. */
  cs_contact_accept (fixture->contact);
  g_assert_cmpint (cs_contact_get_standing (fixture->contact), ==, CS_STANDING_CONTACT);
  cs_contact_refuse (fixture->contact);
  cs_contact_accept (fixture->contact);
  g_assert_cmpint (cs_contact_get_standing (fixture->contact), ==, CS_STANDING_KNOWN);
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
  add ("/contact-standing/says-what-they-may-do", test_standing);
  add ("/contact-standing/leaves-a-block-behind", test_removal);
  add ("/contact-standing/is-changed-by-letting-in-and-turning-away", test_letting_in);

  return g_test_run ();
}
