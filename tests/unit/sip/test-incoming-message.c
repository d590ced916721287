/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sip-fixture.h"

static void
receive (SipFixture *fixture,
         const char *call_id)
{
  g_autofree char *request = cs_test_sip_peer_make_message (call_id, "Content-Type: text/plain\r\n", "hello");
  guint before = fixture->incoming->len;

  cs_test_sip_peer_send (fixture->peer, request, -1);
  cs_test_wait_for (fixture->incoming->len == before + 1);
}

static void
test_respond (void)
{
  CsIncomingMessage *message;
  g_autofree char *call_id = NULL;
  SipFixture fixture;

  sip_fixture_init (&fixture, cs_test_sip_peer_accept_all, NULL);
  sip_fixture_sign_in (&fixture);
  receive (&fixture, "one");
  cs_test_settle ();
  g_assert_cmpuint (cs_test_sip_peer_count (fixture.peer, "SIP/2.0"), ==, 0);

  message = g_ptr_array_index (fixture.incoming, 0);
  g_assert_true (cs_incoming_message_respond (message, 200, NULL));
  /* Only the first answer counts. */
  g_assert_false (cs_incoming_message_respond (message, 500, "Too Late"));
  cs_test_wait_for (cs_test_sip_peer_count (fixture.peer, "SIP/2.0 200 OK\r\n") == 1);
  call_id = cs_test_sip_peer_get_header (cs_test_sip_peer_find (fixture.peer, "SIP/2.0 200", 0), "Call-ID");
  g_assert_cmpstr (call_id, ==, "one");

  receive (&fixture, "two");
  cs_incoming_message_respond (g_ptr_array_index (fixture.incoming, 1), 480, "Not Now");
  cs_test_wait_for (cs_test_sip_peer_count (fixture.peer, "SIP/2.0 480 Not Now\r\n") == 1);
  g_assert_cmpuint (cs_test_sip_peer_count (fixture.peer, "SIP/2.0"), ==, 2);
  sip_fixture_clear (&fixture);
}

static void
test_dropped (void)
{
  SipFixture fixture;

  sip_fixture_init (&fixture, cs_test_sip_peer_accept_all, NULL);
  sip_fixture_sign_in (&fixture);
  receive (&fixture, "one");
  g_ptr_array_set_size (fixture.incoming, 0);
  cs_test_wait_for (cs_test_sip_peer_count (fixture.peer, "SIP/2.0 500 ") == 1);
  sip_fixture_clear (&fixture);
}

static void
test_retransmission (void)
{
  g_autofree char *request = cs_test_sip_peer_make_message ("one", "Content-Type: text/plain\r\n", "hello");
  SipFixture fixture;

  sip_fixture_init (&fixture, cs_test_sip_peer_accept_all, NULL);
  sip_fixture_sign_in (&fixture);
  cs_test_sip_peer_send (fixture.peer, request, -1);
  cs_test_sip_peer_send (fixture.peer, request, -1);
  cs_test_wait_for (fixture.incoming->len > 0);
  receive (&fixture, "two");
  g_assert_cmpuint (fixture.incoming->len, ==, 2);
  sip_fixture_clear (&fixture);
}

static void
test_lost_link (void)
{
  SipFixture fixture;

  sip_fixture_init (&fixture, cs_test_sip_peer_accept_all, NULL);
  sip_fixture_sign_in (&fixture);
  receive (&fixture, "one");
  cs_test_sip_peer_hang_up (fixture.peer);
  cs_test_wait_for (fixture.n_registered == 2);

  /* The answer belongs to a connection that is gone: it must not go over the next one. */
  cs_incoming_message_respond (g_ptr_array_index (fixture.incoming, 0), 200, NULL);
  receive (&fixture, "two");
  cs_incoming_message_respond (g_ptr_array_index (fixture.incoming, 1), 202, NULL);
  cs_test_wait_for (cs_test_sip_peer_count (fixture.peer, "SIP/2.0 202") == 1);
  g_assert_cmpuint (cs_test_sip_peer_count (fixture.peer, "SIP/2.0"), ==, 1);
  sip_fixture_clear (&fixture);
}

static void
test_outlives_agent (void)
{
  g_autoptr (CsIncomingMessage) message = NULL;
  SipFixture fixture;

  sip_fixture_init (&fixture, cs_test_sip_peer_accept_all, NULL);
  sip_fixture_sign_in (&fixture);
  receive (&fixture, "one");
  message = g_object_ref (g_ptr_array_index (fixture.incoming, 0));
  sip_fixture_clear (&fixture);
  g_assert_cmpstr (cs_incoming_message_get_text (message), ==, "hello");
  cs_incoming_message_respond (message, 200, NULL);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/incoming-message/is-answered-once-and-when-told", test_respond);
  g_test_add_func ("/incoming-message/is-refused-when-dropped", test_dropped);
  g_test_add_func ("/incoming-message/comes-once-however-often-it-is-sent", test_retransmission);
  g_test_add_func ("/incoming-message/is-not-answered-over-another-connection", test_lost_link);
  g_test_add_func ("/incoming-message/outlives-its-agent", test_outlives_agent);

  return g_test_run ();
}
