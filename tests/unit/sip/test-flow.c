/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sip-fixture.h"
#include "sip/cs-flow.h"

typedef struct {
  SipFixture sip;
  CsFlow    *flow;
  guint      n_requests;
  guint      n_lost;
  gboolean   frees;
} Fixture;

static int
request_cb (nta_incoming_t *transaction,
            const sip_t    *request,
            gpointer        user_data)
{
  Fixture *fixture = user_data;

  fixture->n_requests++;
  if (fixture->frees)
    g_clear_pointer (&fixture->flow, cs_flow_free);

  return 480;
}

static void
silent_cb (gpointer user_data)
{
}

static void
lost_cb (gpointer data)
{
  (*(guint *) data)++;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  static const CsFlowHooks hooks = { request_cb, silent_cb };

  memset (fixture, 0, sizeof *fixture);
  sip_fixture_init (&fixture->sip, cs_test_sip_peer_accept_all, NULL);
  fixture->flow = cs_flow_new (fixture->sip.stack, fixture->sip.link, &hooks, fixture);
  cs_link_start (fixture->sip.link);
  cs_test_wait_for (fixture->sip.n_opened == 1);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_clear_pointer (&fixture->flow, cs_flow_free);
  cs_test_settle ();
  sip_fixture_clear (&fixture->sip);
}

static void
test_opens (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *route = NULL;

  g_assert_false (cs_flow_is_open (fixture->flow));
  g_assert_false (cs_flow_has_pong (fixture->flow));
  cs_flow_open (fixture->flow);
  g_assert_true (cs_flow_is_open (fixture->flow));
  route = g_strdup (cs_flow_get_route (fixture->flow));
  g_assert_true (g_str_has_prefix (route, "sips:[100::"));

  cs_flow_open (fixture->flow);
  g_assert_cmpstr (cs_flow_get_route (fixture->flow), !=, route);
  cs_flow_close (fixture->flow);
  cs_flow_close (fixture->flow);
  g_assert_false (cs_flow_is_open (fixture->flow));
}

static void
test_tells (Fixture      *fixture,
            gconstpointer data)
{
  guint kept = 0;

  cs_flow_open (fixture->flow);
  cs_flow_add (fixture->flow, &fixture->n_lost, lost_cb);
  cs_flow_add (fixture->flow, &kept, lost_cb);
  cs_flow_remove (fixture->flow, &kept);
  cs_flow_close (fixture->flow);
  g_assert_cmpuint (fixture->n_lost, ==, 1);
  g_assert_cmpuint (kept, ==, 0);
  cs_flow_open (fixture->flow);
  cs_flow_close (fixture->flow);
  g_assert_cmpuint (fixture->n_lost, ==, 1);
}

/* Sofia connects when it has something to send. */
static void
connect_sofia (Fixture *fixture)
{
  nta_outgoing_t *transaction;

  cs_flow_open (fixture->flow);
  transaction = nta_outgoing_tcreate (cs_flow_get_leg (fixture->flow), NULL, NULL,
                                      URL_STRING_MAKE (cs_flow_get_route (fixture->flow)),
                                      SIP_METHOD_OPTIONS, URL_STRING_MAKE ("sip:example.test"),
                                      SIPTAG_FROM_STR ("<sip:alice@example.test>"),
                                      SIPTAG_TO_STR ("<sip:example.test>"), TAG_END ());
  g_assert_nonnull (transaction);
  cs_test_wait_for (cs_test_sip_peer_count (fixture->sip.peer, "OPTIONS") == 1);
  nta_outgoing_destroy (transaction);
}

static void
test_requests (Fixture      *fixture,
               gconstpointer data)
{
  g_autofree char *request = cs_test_sip_peer_make_message ("one", NULL, "hello");

  connect_sofia (fixture);
  cs_test_sip_peer_send (fixture->sip.peer, request, -1);
  cs_test_wait_for (cs_test_sip_peer_count (fixture->sip.peer, "SIP/2.0 480") == 1);
  g_assert_cmpuint (fixture->n_requests, ==, 1);
}

static void
test_freed (Fixture      *fixture,
            gconstpointer data)
{
  g_autofree char *request = cs_test_sip_peer_make_message ("one", NULL, "hello");

  connect_sofia (fixture);
  fixture->frees = TRUE;
  cs_test_sip_peer_send (fixture->sip.peer, request, -1);
  cs_test_wait_for (!fixture->flow);
  cs_test_settle ();
}

/* Whatever Sofia wants to connect to, there is nowhere to go but over the link. */
static void
test_elsewhere (Fixture      *fixture,
                gconstpointer data)
{
  static const char * const routes[] = {
    "sips:[100::ffff:1]:5061", "sips:127.0.0.1:5061", "sips:[::1]:5061", "sip:127.0.0.1:5060;transport=tcp", "sip:127.0.0.1:5060",
    "sips:[100::1]:5062",
  };

  cs_flow_open (fixture->flow);
  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++) {
    nta_outgoing_t *transaction = nta_outgoing_tcreate (cs_flow_get_leg (fixture->flow), NULL, NULL,
                                                        URL_STRING_MAKE (routes[i]),
                                                        SIP_METHOD_OPTIONS, URL_STRING_MAKE ("sip:example.test"),
                                                        SIPTAG_FROM_STR ("<sip:alice@example.test>"),
                                                        SIPTAG_TO_STR ("<sip:example.test>"), TAG_END ());

    g_test_message ("%s", routes[i]);
    cs_test_settle ();
    if (transaction) {
      cs_test_wait_for (nta_outgoing_status (transaction) >= 300);
      nta_outgoing_destroy (transaction);
    }
  }
  g_assert_cmpuint (cs_test_sip_peer_get_messages (fixture->sip.peer)->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/flow/opens-and-closes", test_opens);
  ADD ("/flow/tells-who-waits", test_tells);
  ADD ("/flow/passes-requests", test_requests);
  ADD ("/flow/may-go-in-its-own-callback", test_freed);
  ADD ("/flow/leads-nowhere-else", test_elsewhere);

  return g_test_run ();
}
