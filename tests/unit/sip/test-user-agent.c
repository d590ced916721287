/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sip-fixture.h"

static void
test_reconnects (void)
{
  SipFixture fixture;

  sip_fixture_init (&fixture, cs_test_sip_peer_accept_all, NULL);
  sip_fixture_sign_in (&fixture);
  for (guint i = 2; i < 5; i++) {
    cs_test_sip_peer_hang_up (fixture.peer);
    cs_test_wait_for (fixture.n_registered == i);
  }
  g_assert_cmpuint (cs_test_sip_peer_count (fixture.peer, "REGISTER"), ==, 4);
  g_assert_cmpint (cs_link_get_state (fixture.link), ==, CS_CONNECTION_ONLINE);
  sip_fixture_clear (&fixture);
}

static void
test_closes_offline (void)
{
  SipFixture fixture;

  sip_fixture_init (&fixture, cs_test_sip_peer_accept_all, NULL);
  sip_fixture_add_agent (&fixture);
  cs_user_agent_close_async (fixture.agent, NULL, sip_fixture_closed_cb, &fixture);
  cs_test_wait_for (fixture.closed);
  fixture.closed = FALSE;
  cs_user_agent_close_async (fixture.agent, NULL, sip_fixture_closed_cb, &fixture);
  cs_test_wait_for (fixture.closed);
  g_assert_cmpuint (cs_test_sip_peer_get_messages (fixture.peer)->len, ==, 0);
  sip_fixture_clear (&fixture);
}

static void
test_closed_stays_closed (void)
{
  SipFixture fixture;

  sip_fixture_init (&fixture, cs_test_sip_peer_accept_all, NULL);
  sip_fixture_add_agent (&fixture);
  cs_user_agent_close_async (fixture.agent, NULL, sip_fixture_closed_cb, &fixture);
  cs_test_wait_for (fixture.closed);
  cs_link_start (fixture.link);
  cs_test_wait_for (fixture.n_opened == 1);
  cs_test_settle ();
  g_assert_cmpuint (cs_test_sip_peer_get_messages (fixture.peer)->len, ==, 0);
  sip_fixture_clear (&fixture);
}

static void
test_close_ends_messages (void)
{
  SipFixture fixture;
  SipSent sent;

  sip_fixture_init (&fixture, cs_test_sip_peer_accept_all, NULL);
  sip_fixture_sign_in (&fixture);
  sip_fixture_send (&fixture, "one", "hello", NULL, &sent);
  cs_user_agent_close_async (fixture.agent, NULL, sip_fixture_closed_cb, &fixture);
  cs_test_wait_for (fixture.closed && sent.done);
  g_assert_no_error (sent.error);
  sip_sent_clear (&sent);

  sip_fixture_send (&fixture, "two", "hello", NULL, &sent);
  cs_test_wait_for (sent.done);
  g_assert_cmpint (sent.outcome, ==, CS_SEND_NO_ANSWER);
  sip_sent_clear (&sent);
  sip_fixture_clear (&fixture);
}

static void
drop_agent_cb (SipFixture *fixture)
{
  g_clear_object (&fixture->agent);
}

/* Whoever hears of something may be through with the agent. */
static void
test_dropped_in_callbacks (void)
{
  static const char * const names[] = { "opened", "closed", "registered", "message", "notify::state" };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    g_autofree char *request = cs_test_sip_peer_make_message ("one", "Content-Type: text/plain\r\n", "hello");
    SipFixture fixture;
    gpointer object;

    sip_fixture_init (&fixture, cs_test_sip_peer_accept_all, NULL);
    if (i == 1 || i >= 3)
      sip_fixture_sign_in (&fixture);
    else
      sip_fixture_add_agent (&fixture);

    object = i == 2 || i == 3 ? (gpointer) fixture.agent : (gpointer) fixture.link;
    g_signal_connect_swapped (object, names[i], G_CALLBACK (drop_agent_cb), &fixture);
    if (i == 0 || i == 2)
      cs_link_start (fixture.link);
    else if (i == 3)
      cs_test_sip_peer_send (fixture.peer, request, -1);
    else
      cs_test_sip_peer_hang_up (fixture.peer);
    cs_test_wait_for (!fixture.agent);
    g_signal_handlers_disconnect_by_func (fixture.link, drop_agent_cb, &fixture);
    cs_test_settle ();
    sip_fixture_clear (&fixture);
  }
}

static void
drop_after_send_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  SipFixture *fixture = user_data;

  g_autoptr (CsSendResult) sent = cs_user_agent_send_finish (CS_USER_AGENT (object), result, NULL);

  g_assert_nonnull (sent);
  g_clear_object (&fixture->agent);
}

static void
test_dropped_after_send (void)
{
  g_autoptr (CsAddress) bob = cs_address_parse ("bob@example.test", NULL);
  SipFixture fixture;

  sip_fixture_init (&fixture, cs_test_sip_peer_accept_all, NULL);
  sip_fixture_sign_in (&fixture);
  cs_user_agent_send_async (fixture.agent, &(CsOutgoing) { .to = bob, .call_id = "one", .text = "hello" }, NULL,
                            drop_after_send_cb, &fixture);
  cs_test_wait_for (!fixture.agent);
  cs_test_settle ();
  sip_fixture_clear (&fixture);
}

static void
test_password (void)
{
  g_autoptr (CsSecret) secret = cs_secret_new ("x");
  SipFixture fixture;

  sip_fixture_init (&fixture, NULL, NULL);
  sip_fixture_add_agent (&fixture);
  g_assert_true (cs_user_agent_has_password (fixture.agent));
  cs_user_agent_set_password (fixture.agent, NULL);
  g_assert_false (cs_user_agent_has_password (fixture.agent));
  cs_user_agent_set_password (fixture.agent, secret);
  cs_user_agent_set_password (fixture.agent, secret);
  g_assert_true (cs_user_agent_has_password (fixture.agent));
  sip_fixture_clear (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/user-agent/registers-each-connection", test_reconnects);
  g_test_add_func ("/user-agent/closes-without-a-connection", test_closes_offline);
  g_test_add_func ("/user-agent/stays-closed", test_closed_stays_closed);
  g_test_add_func ("/user-agent/ends-its-messages-when-closed", test_close_ends_messages);
  g_test_add_func ("/user-agent/may-go-in-any-signal", test_dropped_in_callbacks);
  g_test_add_func ("/user-agent/may-go-when-a-message-is-sent", test_dropped_after_send);
  g_test_add_func ("/user-agent/holds-a-password", test_password);

  return g_test_run ();
}
