/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sip-fixture.h"
#include "sip/cs-transport.h"

static void
silent_cb (gpointer user_data)
{
}

static void
test_numbers (void)
{
  g_autoptr (GError) error = NULL;
  SipFixture fixture;
  CsSplice *splice;
  guint32 first, second;
  g_autofree char *uri = NULL;
  g_autofree char *large = cs_transport_get_uri (0x12345678);

  g_assert_true (cs_transport_register (&error));
  g_assert_no_error (error);
  /* Once is enough for a process. */
  g_assert_true (cs_transport_register (&error));

  sip_fixture_init (&fixture, NULL, NULL);
  splice = cs_splice_new (fixture.link, silent_cb, NULL);
  first = cs_transport_add (splice);
  cs_transport_remove (first);
  second = cs_transport_add (splice);
  cs_transport_remove (second);
  g_assert_cmpuint (first, !=, 0);
  g_assert_cmpuint (second, !=, first);
  uri = cs_transport_get_uri (10);
  g_assert_cmpstr (uri, ==, "sips:[100::0:a]:5061");
  g_assert_cmpstr (large, ==, "sips:[100::1234:5678]:5061");
  cs_splice_free (splice);
  sip_fixture_clear (&fixture);
}

/* Two agents, two connections: nobody's bytes go to the other's server. */
static void
test_each_to_its_own (void)
{
  SipFixture one, other;
  SipSent sent;

  sip_fixture_init (&one, cs_test_sip_peer_accept_all, NULL);
  sip_fixture_init (&other, cs_test_sip_peer_accept_all, NULL);
  sip_fixture_sign_in (&one);
  sip_fixture_sign_in (&other);
  g_assert_cmpuint (cs_test_sip_peer_count (one.peer, "REGISTER"), ==, 1);
  g_assert_cmpuint (cs_test_sip_peer_count (other.peer, "REGISTER"), ==, 1);

  sip_fixture_send (&one, "one", "hello", NULL, &sent);
  cs_test_wait_for (sent.done);
  g_assert_cmpuint (cs_test_sip_peer_count (one.peer, "MESSAGE"), ==, 1);
  g_assert_cmpuint (cs_test_sip_peer_count (other.peer, "MESSAGE"), ==, 0);
  sip_sent_clear (&sent);

  sip_fixture_clear (&one);
  sip_fixture_clear (&other);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/transport/numbers-each-connection-anew", test_numbers);
  g_test_add_func ("/transport/keeps-accounts-apart", test_each_to_its_own);

  return g_test_run ();
}
