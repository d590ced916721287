/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "link/cs-link.h"

#include "base/cs-error.h"

#include "cs-test-resolver.h"
#include "cs-test-tls.h"
#include "cs-test-wait.h"

#define REQUEST "REGISTER sips:example.test SIP/2.0\r\n\r\n"

typedef struct {
  CsTestTls    *tls;
  CsTestPeer   *peer;
  CsLink       *link;
  CsLinkLimits  limits;
  GString      *states;
  GString      *received;
  guint         n_opened;
  guint         n_closed;
  gboolean      is_silent;
  gboolean      stops_when_opened;
} Fixture;

static void
state_cb (CsLink     *link,
          GParamSpec *pspec,
          Fixture    *self)
{
  /* One letter each: offLine, looKing up, conneCting, cHecking, Signing in, oNline, Refused, Waiting. */
  static const char letters[] = "LKCHSNRW";

  g_string_append_c (self->states, letters[cs_link_get_state (link)]);
}

static void
opened_cb (CsLink  *link,
           Fixture *self)
{
  g_autoptr (GBytes) request = g_bytes_new_static (REQUEST, strlen (REQUEST));

  self->n_opened++;
  g_assert_cmpuint (self->n_opened, ==, self->n_closed + 1);
  g_assert_cmpint (cs_link_get_state (link), ==, CS_CONNECTION_SIGNING_IN);
  g_assert_true (cs_link_is_open (link));

  if (self->stops_when_opened)
    cs_link_stop (link, NULL);
  if (!self->is_silent)
    cs_link_send (link, request);
}

static void
closed_cb (CsLink  *link,
           Fixture *self)
{
  self->n_closed++;
  g_assert_cmpuint (self->n_opened, ==, self->n_closed);
  g_assert_false (cs_link_is_open (link));
}

static void
received_cb (CsLink  *link,
             GBytes  *bytes,
             Fixture *self)
{
  gsize size;
  gconstpointer data = g_bytes_get_data (bytes, &size);

  g_string_append_len (self->received, data, size);
}

static void
make_link (Fixture    *self,
           CsEndpoint *server)
{
  self->link = cs_link_new (self->tls->identity, server, self->tls->store);
  cs_link_set_limits (self->link, &self->limits);
  g_signal_connect (self->link, "notify::state", G_CALLBACK (state_cb), self);
  g_signal_connect (self->link, "opened", G_CALLBACK (opened_cb), self);
  g_signal_connect (self->link, "closed", G_CALLBACK (closed_cb), self);
  g_signal_connect (self->link, "received", G_CALLBACK (received_cb), self);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  static const CsTestPeerScript honest = { .answer = "SIP/2.0 200 OK\r\n\r\n" };
  g_autoptr (CsEndpoint) server = NULL;

  self->tls = cs_test_tls_new ();
  self->states = g_string_new (NULL);
  self->received = g_string_new (NULL);
  self->limits = (CsLinkLimits) CS_LINK_LIMITS_DEFAULT;
  self->peer = cs_test_tls_peer (self->tls, data ? data : &honest);
  server = cs_test_tls_endpoint (self->peer);
  make_link (self, server);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  cs_link_stop (self->link, NULL);
  g_assert_cmpuint (self->n_opened, ==, self->n_closed);
  g_assert_finalize_object (self->link);
  cs_test_settle ();
  cs_test_peer_free (self->peer);
  cs_test_tls_free (self->tls);
  g_string_free (self->states, TRUE);
  g_string_free (self->received, TRUE);
}

static gboolean
is_in (Fixture           *self,
       CsConnectionState  state)
{
  return cs_link_get_state (self->link) == state;
}

static void
go_online (Fixture *self)
{
  cs_link_start (self->link);
  cs_test_wait_for (self->received->len > 0);
  cs_link_confirm (self->link);
  g_assert_true (is_in (self, CS_CONNECTION_ONLINE));
}

static void
assert_waiting (Fixture *self,
                CsError  code)
{
  g_assert_true (is_in (self, CS_CONNECTION_WAITING));
  g_assert_error (cs_link_get_error (self->link), CS_ERROR, (int) code);
  g_assert_cmpint (cs_link_get_retry_at (self->link), >, g_get_real_time ());
  g_assert_null (cs_link_get_facts (self->link));
}

static void
test_online (Fixture       *self,
             gconstpointer  data)
{
  CsConnectionFacts *facts;
  g_autofree char *heard = NULL;

  g_assert_true (is_in (self, CS_CONNECTION_OFFLINE));
  go_online (self);
  g_assert_cmpstr (self->states->str, ==, "KCHSN");
  g_assert_cmpuint (self->n_opened, ==, 1);
  g_assert_true (cs_verdict_is_accepted (cs_link_get_verdict (self->link)));
  g_assert_null (cs_link_get_error (self->link));
  g_assert_cmpint (cs_link_get_retry_at (self->link), ==, 0);

  facts = cs_link_get_facts (self->link);
  g_assert_cmpstr (cs_connection_facts_get_host (facts), ==, "127.0.0.1");
  g_assert_cmpuint (cs_connection_facts_get_port (facts), ==, cs_test_peer_get_port (self->peer));
  g_assert_cmpint (cs_connection_facts_get_found (facts), ==, CS_FOUND_TYPED);
  g_assert_cmpstr (cs_connection_facts_get_tls_version (facts), ==, "TLS 1.3");
  g_assert_cmpint (ABS (g_get_real_time () - cs_connection_facts_get_since (facts)), <, 60 * G_USEC_PER_SEC);

  cs_link_stop (self->link, NULL);
  g_assert_cmpstr (self->states->str, ==, "KCHSNL");
  g_assert_cmpuint (self->n_closed, ==, 1);
  cs_test_peer_read_to_end (self->peer);
  heard = cs_test_peer_dup_received (self->peer, NULL);
  g_assert_cmpstr (heard, ==, REQUEST);
}

static void
test_stop_with_reason (Fixture       *self,
                       gconstpointer  data)
{
  g_autoptr (GError) reason = g_error_new_literal (CS_ERROR, CS_ERROR_AUTHENTICATION, "The password is wrong.");

  go_online (self);
  cs_link_stop (self->link, reason);
  g_assert_true (is_in (self, CS_CONNECTION_OFFLINE));
  g_assert_error (cs_link_get_error (self->link), CS_ERROR, CS_ERROR_AUTHENTICATION);
  g_assert_null (cs_link_get_facts (self->link));

  /* Nothing but a start brings it back. */
  cs_link_retry_now (self->link);
  cs_test_settle ();
  g_assert_true (is_in (self, CS_CONNECTION_OFFLINE));

  g_string_truncate (self->received, 0);
  go_online (self);
  g_assert_null (cs_link_get_error (self->link));
}

static void
test_reconnects (Fixture       *self,
                 gconstpointer  data)
{
  /* A second of back-off lasts ten milliseconds here. */
  self->limits.second = 10;
  cs_link_set_limits (self->link, &self->limits);

  for (guint i = 1; i <= 3; i++) {
    cs_link_start (self->link);
    cs_test_wait_for (self->n_opened == i);
    cs_link_confirm (self->link);
    g_string_truncate (self->states, 0);
    cs_test_peer_hang_up (self->peer);
    cs_test_wait_for (self->n_closed == i);
    g_assert_true (g_str_has_prefix (self->states->str, "W"));
    g_assert_error (cs_link_get_error (self->link), CS_ERROR, CS_ERROR_CONNECTION_LOST);
  }

  /* Now nobody but the timer. */
  cs_test_wait_for (self->n_opened == 4);
  g_assert_null (cs_link_get_error (self->link));
  cs_test_wait_for (cs_test_peer_count_connections (self->peer) == 4);
}

static void
test_server_away (Fixture       *self,
                  gconstpointer  data)
{
  cs_test_peer_stop (self->peer);
  cs_link_start (self->link);
  cs_test_wait_for (is_in (self, CS_CONNECTION_WAITING));
  assert_waiting (self, CS_ERROR_UNREACHABLE);
  g_assert_cmpstr (self->states->str, ==, "KCW");
  g_assert_cmpint (cs_link_get_retry_at (self->link) - g_get_real_time (), >, 10 * G_USEC_PER_SEC);

  cs_link_retry_now (self->link);
  g_assert_true (is_in (self, CS_CONNECTION_LOOKING_UP));
  g_assert_cmpint (cs_link_get_retry_at (self->link), ==, 0);
  cs_test_wait_for (is_in (self, CS_CONNECTION_WAITING));
  g_assert_cmpuint (self->n_opened, ==, 0);
}

static void
test_fail (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr (GError) reason = g_error_new_literal (CS_ERROR, CS_ERROR_REJECTED, "Busy");

  cs_link_fail (self->link, reason, 10);
  g_assert_true (is_in (self, CS_CONNECTION_OFFLINE));

  go_online (self);
  cs_link_fail (self->link, reason, 7200);
  assert_waiting (self, CS_ERROR_REJECTED);
  g_assert_cmpint (cs_link_get_retry_at (self->link) - g_get_real_time (), >, (gint64) 7100 * G_USEC_PER_SEC);
  g_assert_cmpuint (self->n_closed, ==, 1);

  cs_link_fail (self->link, reason, 0);
  g_assert_cmpuint (self->n_closed, ==, 1);
}

static void
test_network_change (Fixture       *self,
                     gconstpointer  data)
{
  g_autoptr (GError) reason = g_error_new_literal (CS_ERROR, CS_ERROR_CONNECTION_LOST, "No pong");
  GNetworkMonitor *monitor = g_network_monitor_get_default ();
  gint64 before;

  go_online (self);
  cs_link_fail (self->link, reason, 600);
  before = cs_link_get_retry_at (self->link);
  cs_test_settle ();
  g_signal_emit_by_name (monitor, "network-changed", TRUE);
  /* The server asked to be left alone. */
  g_assert_cmpint (cs_link_get_retry_at (self->link), ==, before);

  cs_test_peer_stop (self->peer);
  cs_link_retry_now (self->link);
  cs_test_wait_for (is_in (self, CS_CONNECTION_WAITING));
  g_assert_cmpint (cs_link_get_retry_at (self->link) - g_get_real_time (), >, 10 * G_USEC_PER_SEC);
  g_signal_emit_by_name (monitor, "network-changed", TRUE);
  g_assert_cmpint (cs_link_get_retry_at (self->link) - g_get_real_time (), <=, G_USEC_PER_SEC);
  g_assert_true (is_in (self, CS_CONNECTION_WAITING));
  cs_test_wait_for (!is_in (self, CS_CONNECTION_WAITING));
}

static void
test_no_answer (Fixture       *self,
                gconstpointer  data)
{
  self->limits.answer = 100;
  cs_link_set_limits (self->link, &self->limits);
  cs_link_start (self->link);
  cs_test_wait_for (is_in (self, CS_CONNECTION_WAITING));
  assert_waiting (self, CS_ERROR_TIMED_OUT);
  g_assert_cmpstr (self->states->str, ==, "KCHSW");
  g_assert_cmpuint (self->n_closed, ==, 1);
}

static void
test_answer_in_time (Fixture       *self,
                     gconstpointer  data)
{
  gint64 end;

  self->limits.answer = 1000;
  cs_link_set_limits (self->link, &self->limits);
  cs_link_start (self->link);
  cs_test_wait_for (self->received->len > 0);
  end = g_get_monotonic_time () + 1300 * 1000;
  cs_test_wait_for (g_get_monotonic_time () > end);
  g_assert_true (is_in (self, CS_CONNECTION_SIGNING_IN));
}

static void
test_handshake_limit (Fixture       *self,
                      gconstpointer  data)
{
  self->limits.handshake = 200;
  cs_link_set_limits (self->link, &self->limits);
  cs_link_start (self->link);
  cs_test_wait_for (is_in (self, CS_CONNECTION_WAITING));
  assert_waiting (self, CS_ERROR_TIMED_OUT);
  g_assert_cmpstr (self->states->str, ==, "KCHW");
}

static void
test_lookup_limit (Fixture       *self,
                   gconstpointer  data)
{
  g_autoptr (CsTestResolver) resolver = cs_test_resolver_install ();

  g_assert_finalize_object (self->link);
  self->limits.connecting = 150;
  make_link (self, NULL);
  cs_test_resolver_hang (resolver);
  cs_link_start (self->link);
  cs_test_wait_for (is_in (self, CS_CONNECTION_WAITING));
  assert_waiting (self, CS_ERROR_LOOKUP);
  g_assert_cmpstr (self->states->str, ==, "KW");
}

static void
test_refused (Fixture       *self,
              gconstpointer  data)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Nobody Knows Root CA");
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (root, "example.test");
  g_autoptr (CsTestPeer) stranger = cs_test_tls_peer_with (leaf, NULL);
  g_autoptr (CsEndpoint) server = cs_test_tls_endpoint (stranger);
  gint64 wait;

  g_assert_finalize_object (self->link);
  make_link (self, server);
  cs_link_start (self->link);
  cs_test_wait_for (is_in (self, CS_CONNECTION_REFUSED));
  g_assert_cmpstr (self->states->str, ==, "KCHR");
  g_assert_error (cs_link_get_error (self->link), CS_ERROR, CS_ERROR_REFUSED);
  g_assert_true (cs_verdict_has_problem (cs_link_get_verdict (self->link), CS_PROBLEM_UNKNOWN_AUTHORITY));
  g_assert_cmpuint (cs_connection_facts_get_port (cs_link_get_facts (self->link)), ==, cs_test_peer_get_port (stranger));
  wait = cs_link_get_retry_at (self->link) - g_get_real_time ();
  g_assert_cmpint (wait, >, 600 * G_USEC_PER_SEC);

  /* No storm: neither a new network nor time brings it back soon. */
  g_signal_emit_by_name (g_network_monitor_get_default (), "network-changed", TRUE);
  cs_test_settle ();
  g_assert_true (is_in (self, CS_CONNECTION_REFUSED));
  g_assert_cmpuint (cs_test_peer_count_connections (stranger), ==, 1);

  /* An import does, at once. */
  cs_anchor_store_give (self->tls->store, root->certificate);
  cs_test_wait_for (self->n_opened == 1);
  g_assert_true (cs_verdict_is_accepted (cs_link_get_verdict (self->link)));
  g_assert_null (cs_link_get_error (self->link));
  cs_link_stop (self->link, NULL);
}

static void
imported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(CsAnchor **) user_data = cs_anchor_store_import_finish (CS_ANCHOR_STORE (object), result, NULL);
}

/* Who takes an authority away does not go on talking to the server that only it vouched for. */
static void
test_anchor_removed (Fixture       *self,
                     gconstpointer  data)
{
  static const char *domains[] = { "example.test", NULL };
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Imported Root CA");
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (root, "example.test");
  g_autoptr (CsTestPeer) peer = cs_test_tls_peer_with (leaf, NULL);
  g_autoptr (CsEndpoint) server = cs_test_tls_endpoint (peer);
  g_autoptr (CsAnchor) anchor = NULL;

  cs_anchor_store_import_async (self->tls->store, root->certificate, domains, NULL, imported_cb, &anchor);
  cs_test_wait_for (anchor);

  g_assert_finalize_object (self->link);
  make_link (self, server);
  cs_link_start (self->link);
  cs_test_wait_for (self->n_opened == 1);
  cs_link_confirm (self->link);

  cs_anchor_store_remove_async (self->tls->store, anchor, NULL, NULL, NULL);
  cs_test_wait_for (is_in (self, CS_CONNECTION_REFUSED));
  g_assert_cmpuint (self->n_closed, ==, 1);
  g_assert_error (cs_link_get_error (self->link), CS_ERROR, CS_ERROR_REFUSED);
  g_assert_true (cs_verdict_has_problem (cs_link_get_verdict (self->link), CS_PROBLEM_UNKNOWN_AUTHORITY));
  cs_test_settle ();
}

static void
test_srv_failover (Fixture       *self,
                   gconstpointer  data)
{
  const CsTestPeerScript plaintext = { .mode = CS_TEST_PEER_PLAINTEXT };
  g_autoptr (CsTestPeer) broken = cs_test_peer_new (&plaintext);
  g_autoptr (CsTestResolver) resolver = cs_test_resolver_install ();

  cs_test_resolver_add_srv (resolver, "_sips._tcp.example.test", 1, 0, cs_test_peer_get_port (broken), "one.test");
  cs_test_resolver_add_srv (resolver, "_sips._tcp.example.test", 2, 0, 5061, "two.invalid");
  cs_test_resolver_add_srv (resolver, "_sips._tcp.example.test", 3, 0, cs_test_peer_get_port (self->peer), "three.test");

  g_assert_finalize_object (self->link);
  make_link (self, NULL);
  go_online (self);
  g_assert_cmpstr (self->states->str, ==, "KCHCHSN");
  g_assert_cmpstr (cs_connection_facts_get_host (cs_link_get_facts (self->link)), ==, "three.test");
  g_assert_cmpint (cs_connection_facts_get_found (cs_link_get_facts (self->link)), ==, CS_FOUND_SRV);
}

static void
test_stop_at_every_step (Fixture       *self,
                         gconstpointer  data)
{
  static const CsConnectionState steps[] = {
    CS_CONNECTION_LOOKING_UP, CS_CONNECTION_CONNECTING, CS_CONNECTION_CHECKING, CS_CONNECTION_SIGNING_IN,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    cs_link_start (self->link);
    while (!is_in (self, steps[i]))
      g_main_context_iteration (NULL, TRUE);
    cs_link_stop (self->link, NULL);
    g_assert_true (is_in (self, CS_CONNECTION_OFFLINE));
  }
  cs_test_settle ();
  g_assert_true (is_in (self, CS_CONNECTION_OFFLINE));
}

static void
stop_in_state_cb (CsLink            *link,
                  GParamSpec        *pspec,
                  CsConnectionState *state)
{
  if (cs_link_get_state (link) == *state)
    cs_link_stop (link, NULL);
}

static void
test_stop_from_handlers (Fixture       *self,
                         gconstpointer  data)
{
  static const CsConnectionState steps[] = {
    CS_CONNECTION_LOOKING_UP, CS_CONNECTION_CONNECTING, CS_CONNECTION_CHECKING, CS_CONNECTION_SIGNING_IN,
  };
  gulong id;

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++) {
    CsConnectionState state = steps[i];

    id = g_signal_connect (self->link, "notify::state", G_CALLBACK (stop_in_state_cb), &state);
    cs_link_start (self->link);
    cs_test_wait_for (is_in (self, CS_CONNECTION_OFFLINE));
    g_signal_handler_disconnect (self->link, id);
  }
  g_assert_cmpuint (self->n_opened, ==, 0);

  self->stops_when_opened = TRUE;
  cs_link_start (self->link);
  cs_test_wait_for (self->n_closed == 1);
  g_assert_true (is_in (self, CS_CONNECTION_OFFLINE));
}

static void
drop_cb (CsLink  *link,
         CsLink **owned)
{
  g_clear_object (owned);
}

static void
test_dropped_by_handler (Fixture       *self,
                         gconstpointer  data)
{
  g_autoptr (CsEndpoint) server = cs_test_tls_endpoint (self->peer);
  CsLink *link = cs_link_new (self->tls->identity, server, self->tls->store);
  gpointer weak = link;

  g_object_add_weak_pointer (G_OBJECT (link), &weak);
  g_signal_connect (link, "opened", G_CALLBACK (drop_cb), &link);
  cs_link_start (link);
  cs_test_wait_for (!weak);
}

static void
test_sends_only_when_open (Fixture       *self,
                           gconstpointer  data)
{
  g_autoptr (GBytes) early = g_bytes_new_static ("early", 5);
  g_autofree char *heard = NULL;

  cs_link_send (self->link, early);
  cs_link_start (self->link);
  while (!is_in (self, CS_CONNECTION_CHECKING)) {
    cs_link_send (self->link, early);
    g_main_context_iteration (NULL, TRUE);
  }
  cs_link_send (self->link, early);
  g_assert_cmpuint (cs_link_get_unsent (self->link), ==, 0);
  cs_test_wait_for (self->received->len > 0);
  cs_link_stop (self->link, NULL);
  cs_link_send (self->link, early);

  cs_test_peer_read_to_end (self->peer);
  heard = cs_test_peer_dup_received (self->peer, NULL);
  g_assert_cmpstr (heard, ==, REQUEST);
}

static void
test_pause (Fixture       *self,
            gconstpointer  data)
{
  cs_link_set_paused (self->link, TRUE);
  cs_link_start (self->link);
  cs_test_wait_for (self->n_opened == 1);
  cs_test_peer_send (self->peer, "wait for me", -1);
  cs_test_settle ();
  g_assert_cmpuint (self->received->len, ==, 0);
  cs_link_set_paused (self->link, FALSE);
  cs_test_wait_for (strstr (self->received->str, "wait for me"));

  /* A pause does not outlive its connection. */
  cs_link_set_paused (self->link, TRUE);
  cs_link_stop (self->link, NULL);
  g_string_truncate (self->received, 0);
  go_online (self);
}

/* Signed in and quiet, the link wakes nobody up but once a day, to see whether what it rests on has expired. */
static void
test_idle (Fixture       *self,
           gconstpointer  data)
{
  GMainContext *context = g_main_context_default ();
  int timeout = 0;
  GPollFD fds[16];
  int priority;

  go_online (self);
  cs_test_settle ();
  g_assert_true (g_main_context_acquire (context));
  g_main_context_prepare (context, &priority);
  g_main_context_query (context, G_MAXINT, &timeout, fds, G_N_ELEMENTS (fds));
  g_main_context_release (context);
  g_assert_true (timeout == -1 || timeout > 23 * 3600 * 1000);
}

int
main (int    argc,
      char **argv)
{
  static const CsTestPeerScript quiet = { .answer = NULL };
  static const CsTestPeerScript silent = { .mode = CS_TEST_PEER_SILENT };

  g_test_init (&argc, &argv, NULL);

#define ADD(path, script, function) g_test_add (path, Fixture, script, set_up, function, tear_down)
  ADD ("/link/goes-online-and-offline", NULL, test_online);
  ADD ("/link/keeps-the-reason-of-a-stop", NULL, test_stop_with_reason);
  ADD ("/link/reconnects-after-a-loss", NULL, test_reconnects);
  ADD ("/link/waits-when-the-server-is-away", NULL, test_server_away);
  ADD ("/link/waits-as-long-as-the-server-wants", NULL, test_fail);
  ADD ("/link/tries-soon-on-a-new-network", NULL, test_network_change);
  ADD ("/link/does-not-wait-forever-for-an-answer", &quiet, test_no_answer);
  ADD ("/link/lets-an-answered-connection-stand", NULL, test_answer_in_time);
  ADD ("/link/does-not-wait-forever-for-a-handshake", &silent, test_handshake_limit);
  ADD ("/link/does-not-wait-forever-for-a-look-up", NULL, test_lookup_limit);
  ADD ("/link/leaves-a-refused-server-alone-until-anchors-change", NULL, test_refused);
  ADD ("/link/closes-when-its-anchor-is-removed", NULL, test_anchor_removed);
  ADD ("/link/goes-through-the-servers-of-the-domain", NULL, test_srv_failover);
  ADD ("/link/can-be-stopped-at-every-step", NULL, test_stop_at_every_step);
  ADD ("/link/can-be-stopped-by-every-handler", NULL, test_stop_from_handlers);
  ADD ("/link/can-be-dropped-by-a-handler", NULL, test_dropped_by_handler);
  ADD ("/link/sends-only-when-open", NULL, test_sends_only_when_open);
  ADD ("/link/can-be-paused", NULL, test_pause);
  ADD ("/link/sleeps-while-idle", NULL, test_idle);
#undef ADD

  return g_test_run ();
}
