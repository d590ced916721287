/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-contacts-private.h"
#include "chat/cs-lookalike.h"

#include "cs-test-store.h"

static void
test_pairs (void)
{
  static const struct {
    const char *host;
    const char *known;
    gboolean    like;
  } cases[] = {
    { "example.test", "example.test", FALSE },
    { "EXAMPLE.test", "example.test", FALSE },
    { "exarnple.test", "example.test", TRUE },
    { "examp1e.test", "example.test", TRUE },
    { "ехаmple.test", "example.test", TRUE },            /* Cyrillic е, х, а */
    { "exämple.test", "example.test", TRUE },
    { "exampl.test", "example.test", TRUE },
    { "exammple.test", "example.test", TRUE },
    { "exmaple.test", "example.test", TRUE },
    { "example.tset", "example.test", TRUE },
    { "example.com", "example.test", TRUE },
    { "example.com.test", "example.test", TRUE },
    { "sip.example.com", "example.test", TRUE },
    { "abc.com", "abc.test", FALSE },
    { "example.abc.test", "example.xyz.test", FALSE },
    { "sample.test", "example.test", FALSE },
    { "partner.test", "example.test", FALSE },
    { "a.test", "b.test", FALSE },
    { "abc.test", "abd.test", FALSE },
    { "mail1.example.test", "mail2.example.test", FALSE },
    { "sip.exampl.test", "sip.example.test", TRUE },
    { "sip.exampl.test", "example.test", TRUE },
    { "exampla.co.uk", "example.co.uk", TRUE },
    { "example.co.uk", "example.co.jp", TRUE },
    { "192.0.2.1", "192.0.2.2", FALSE },
    { "localhost", "localhosts", TRUE },
    { "rnicrosoft.test", "microsoft.test", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CsHost) host = cs_host_parse (cases[i].host, NULL);
    g_autoptr (CsHost) known = cs_host_parse (cases[i].known, NULL);

    g_test_message ("%s and %s", cases[i].host, cases[i].known);
    g_assert_nonnull (host);
    g_assert_nonnull (known);
    g_assert_cmpint (cs_lookalike_is_like (host, known), ==, cases[i].like);
    g_assert_cmpint (cs_lookalike_is_like (known, host), ==, cases[i].like);
  }
}

static void
test_mixed (void)
{
  static const struct {
    const char *host;
    gboolean    mixed;
  } cases[] = {
    { "example.test", FALSE },
    { "müller.test", FALSE },
    { "пример.test", FALSE },
    { "例え.test", FALSE },
    { "例えab.test", FALSE },
    { "ехаmple.test", TRUE },
    { "exαmple.test", TRUE },
    { "192.0.2.1", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CsHost) host = cs_host_parse (cases[i].host, NULL);

    g_test_message ("%s", cases[i].host);
    g_assert_nonnull (host);
    g_assert_cmpint (cs_lookalike_is_mixed (host), ==, cases[i].mixed);
  }
}

static const char *
find (CsContacts *contacts,
      const char *text)
{
  g_autoptr (CsHost) own = cs_host_parse ("example.test", NULL);
  g_autoptr (CsHost) host = cs_host_parse (text, NULL);
  CsHost *found = cs_lookalike_find (contacts, "a", own, host);

  return found == own ? "own" : found ? "contact's" : NULL;
}

static void
test_known (void)
{
  CsStore *store = cs_test_store_open (NULL);
  CsContacts *contacts = cs_contacts_new (store);
  g_autoptr (CsAddress) carol = cs_address_parse ("carol@partner.test", NULL);
  g_autoptr (CsAddress) dave = cs_address_parse ("dave@exarnple.test", NULL);

  cs_contacts_show_account (contacts, "a", TRUE);
  cs_contacts_show_account (contacts, "b", TRUE);
  g_assert_cmpstr (find (contacts, "example.test"), ==, NULL);
  g_assert_cmpstr (find (contacts, "exarnple.test"), ==, "own");
  g_assert_cmpstr (find (contacts, "partmer.test"), ==, NULL);

  cs_contact_add (cs_contacts_ensure (contacts, "b", carol), NULL);
  g_assert_cmpstr (find (contacts, "partmer.test"), ==, NULL);
  cs_contact_add (cs_contacts_ensure (contacts, "a", carol), NULL);
  g_assert_cmpstr (find (contacts, "partmer.test"), ==, "contact's");
  g_assert_cmpstr (find (contacts, "partner.test"), ==, NULL);

  /* A domain that the person knows is not warned of. */
  cs_contact_add (cs_contacts_ensure (contacts, "a", dave), NULL);
  g_assert_cmpstr (find (contacts, "exarnple.test"), ==, NULL);

  g_assert_finalize_object (contacts);
  while (g_main_context_iteration (NULL, FALSE));
  cs_test_store_close (store);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/lookalike/knows-what-is-taken-for-another", test_pairs);
  g_test_add_func ("/lookalike/knows-scripts-that-nobody-mixes", test_mixed);
  g_test_add_func ("/lookalike/compares-with-what-the-person-knows", test_known);

  return g_test_run ();
}
