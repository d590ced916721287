/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-profile.h"

#include "cs-test-profile.h"
#include "cs-test-sip-peer.h"

/* A session, and two servers of different authorities, both trusted. */
typedef struct {
  CsProfile     *profile;
  CsSession     *session;
  CsTestSipPeer *peer;
  CsTestSipPeer *other;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr (CsAddress) address = cs_address_parse ("alice@example.test", NULL);
  g_autoptr (CsAccount) account = cs_account_new (address);
  g_autoptr (CsSecret) password = cs_secret_new ("open sesame");
  g_autoptr (CsEndpoint) server = NULL;

  self->profile = cs_test_profile_open (NULL);
  self->peer = cs_test_sip_peer_new (cs_test_sip_peer_accept_all, NULL);
  self->other = cs_test_sip_peer_new (cs_test_sip_peer_accept_all, NULL);
  cs_test_sip_peer_trust (self->peer, cs_profile_get_anchors (self->profile));
  cs_test_sip_peer_trust (self->other, cs_profile_get_anchors (self->profile));

  server = cs_test_sip_peer_new_endpoint (self->peer);
  cs_account_set_server (account, server);
  self->session = cs_profile_try_account (self->profile, account, password);
  cs_test_wait_for_state (self->session, CS_CONNECTION_ONLINE);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_clear_object (&self->session);
  cs_test_profile_close (self->profile);
  cs_test_sip_peer_free (self->peer);
  cs_test_sip_peer_free (self->other);
}

/* Signs in anew, at a server of the same name. */
static void
move (Fixture           *self,
      CsTestSipPeer     *peer,
      CsConnectionState  end)
{
  g_autoptr (CsEndpoint) server = cs_test_sip_peer_new_endpoint (peer);

  cs_account_set_server (cs_session_get_account (self->session), server);
  cs_profile_save_account (self->profile, self->session);
  while (cs_session_get_state (self->session) == CS_CONNECTION_ONLINE)
    g_main_context_iteration (NULL, TRUE);
  cs_test_wait_for_state (self->session, end);
}

static void
test_other_authority (Fixture       *self,
                      gconstpointer  data)
{
  CsVerdict *verdict;

  move (self, self->other, CS_CONNECTION_REFUSED);
  verdict = cs_session_get_verdict (self->session);
  g_assert_cmpint (cs_problem_get_kind (cs_verdict_get_worst (verdict)), ==, CS_PROBLEM_OTHER_AUTHORITY);
  g_assert_cmpuint (cs_test_sip_peer_get_messages (self->other)->len, ==, 0);
  g_assert_null (cs_session_get_news (self->session));

  g_assert_true (cs_session_can_accept_authority (self->session));
  cs_session_accept_authority (self->session);
  cs_test_wait_for_state (self->session, CS_CONNECTION_ONLINE);
  g_assert_cmpuint (cs_test_sip_peer_count (self->other, "REGISTER"), >, 0);
  g_assert_false (cs_session_can_accept_authority (self->session));

  /* The one before is the other one now. */
  move (self, self->peer, CS_CONNECTION_REFUSED);
}

static void
test_new_certificate (Fixture       *self,
                      gconstpointer  data)
{
  g_assert_null (cs_session_get_news (self->session));
  cs_test_sip_peer_renew (self->peer);
  move (self, self->peer, CS_CONNECTION_ONLINE);
  g_assert_cmpstr (cs_session_get_news (self->session), ==, "example.test has a new certificate, from “Test Root CA” as before.");

  move (self, self->peer, CS_CONNECTION_ONLINE);
  g_assert_null (cs_session_get_news (self->session));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/session-memory/refuses-another-authority-until-it-is-accepted", Fixture, NULL, set_up, test_other_authority, tear_down);
  g_test_add ("/session-memory/mentions-a-new-certificate", Fixture, NULL, set_up, test_new_certificate, tear_down);

  return g_test_run ();
}
