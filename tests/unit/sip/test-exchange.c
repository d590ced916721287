/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sip-fixture.h"
#include "sip/cs-exchange.h"

#define CHALLENGE "WWW-Authenticate: Digest realm=\"example.test\", nonce=\"%u\", qop=\"auth\", stale=true\r\n"

typedef struct {
  SipFixture     sip;
  CsFlow        *flow;
  CsCredentials *credentials;
  const char    *status;
  const char    *headers;
  guint          n_challenges;
  guint          n_done;
  CsExchangeEnd  end;
  int            code;
  guint32        cseq;
} Fixture;

static char *
answer_cb (CsTestSipPeer *peer,
           const char    *request,
           gpointer       user_data)
{
  Fixture *fixture = user_data;

  if (fixture->n_challenges > 0) {
    g_autofree char *challenge = g_strdup_printf (CHALLENGE, fixture->n_challenges--);

    return cs_test_sip_peer_make_answer (request, "401 Unauthorized", challenge);
  }

  return fixture->status ? cs_test_sip_peer_make_answer (request, fixture->status, fixture->headers) : NULL;
}

static int
request_cb (nta_incoming_t *transaction,
            const sip_t    *request,
            gpointer        user_data)
{
  return 405;
}

static void
silent_cb (gpointer user_data)
{
}

static void
done_cb (CsExchangeEnd  end,
         const sip_t   *response,
         guint32        cseq,
         gpointer       user_data)
{
  Fixture *fixture = user_data;

  fixture->n_done++;
  fixture->end = end;
  fixture->code = response ? response->sip_status->st_status : 0;
  fixture->cseq = cseq;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  static const CsFlowHooks hooks = { request_cb, silent_cb };
  g_autoptr (CsSecret) secret = cs_secret_new ("swordfish");

  memset (fixture, 0, sizeof *fixture);
  sip_fixture_init (&fixture->sip, answer_cb, fixture);
  fixture->status = "200 OK";
  fixture->credentials = cs_credentials_new ("alice");
  cs_credentials_set_secret (fixture->credentials, secret);
  fixture->flow = cs_flow_new (fixture->sip.stack, fixture->sip.link, &hooks, fixture);
  g_signal_connect_swapped (fixture->sip.link, "opened", G_CALLBACK (cs_flow_open), fixture->flow);
  g_signal_connect_swapped (fixture->sip.link, "closed", G_CALLBACK (cs_flow_close), fixture->flow);
  cs_link_start (fixture->sip.link);
  cs_test_wait_for (fixture->sip.n_opened == 1);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_signal_handlers_disconnect_by_data (fixture->sip.link, fixture->flow);
  cs_flow_free (fixture->flow);
  cs_credentials_free (fixture->credentials);
  sip_fixture_clear (&fixture->sip);
}

static CsExchange *
start_method (Fixture      *fixture,
              sip_method_t  method,
              const char   *name)
{
  CsRequest request = {
    .method = method,
    .method_name = name,
    .uri = "sip:example.test",
    .from = "<sip:alice@example.test>;tag=a",
    .to = "<sip:alice@example.test>",
    .call_id = "the-id",
    .cseq = 5,
    .headers = "Subject: one\r\nExpires: 7\r\n",
  };
  CsExchange *exchange = cs_exchange_start (fixture->flow, fixture->credentials, &request, done_cb, fixture);

  if (exchange)
    cs_exchange_trust (exchange);
  g_assert_cmpuint (fixture->n_done, ==, 0);

  return exchange;
}

static CsExchange *
start (Fixture *fixture)
{
  return start_method (fixture, sip_method_register, "REGISTER");
}

static void
test_answer (Fixture      *fixture,
             gconstpointer data)
{
  const char *request;

  g_assert_nonnull (start (fixture));
  cs_test_wait_for (fixture->n_done == 1);
  g_assert_cmpint (fixture->end, ==, CS_EXCHANGE_ANSWERED);
  g_assert_cmpint (fixture->code, ==, 200);
  g_assert_cmpuint (fixture->cseq, ==, 5);
  request = cs_test_sip_peer_find (fixture->sip.peer, "REGISTER sip:example.test SIP/2.0", 0);
  g_assert_nonnull (strstr (request, "\r\nSubject: one\r\n"));
  g_assert_nonnull (strstr (request, "\r\nExpires: 7\r\n"));
  g_assert_nonnull (strstr (request, "\r\nCSeq: 5 REGISTER\r\n"));
  g_assert_nonnull (strstr (request, "\r\nUser-Agent: Countersign/"));
}

static void
test_challenged (Fixture      *fixture,
                 gconstpointer data)
{
  fixture->n_challenges = 2;
  g_assert_nonnull (start (fixture));
  cs_test_wait_for (fixture->n_done == 1);
  g_assert_cmpint (fixture->code, ==, 200);
  g_assert_cmpuint (fixture->cseq, ==, 7);
  g_assert_nonnull (strstr (cs_test_sip_peer_find (fixture->sip.peer, "REGISTER", 2), "\r\nCSeq: 7 REGISTER\r\n"));
  g_assert_nonnull (strstr (cs_test_sip_peer_find (fixture->sip.peer, "REGISTER", 2), "nonce=\"1\""));
}

static void
test_challenged_for_ever (Fixture      *fixture,
                          gconstpointer data)
{
  fixture->n_challenges = 1000;
  g_assert_nonnull (start (fixture));
  cs_test_wait_for (fixture->n_done == 1);
  g_assert_cmpint (fixture->end, ==, CS_EXCHANGE_ANSWERED);
  g_assert_cmpint (fixture->code, ==, 401);
  g_assert_cmpuint (cs_test_sip_peer_count (fixture->sip.peer, "REGISTER"), ==, 5);
}

static void
test_next_nonce (Fixture      *fixture,
                 gconstpointer data)
{
  fixture->n_challenges = 1;
  fixture->headers = "Authentication-Info: nextnonce=\"fresh\"\r\n";
  start (fixture);
  cs_test_wait_for (fixture->n_done == 1);
  fixture->n_done = 0;
  start (fixture);
  cs_test_wait_for (fixture->n_done == 1);
  g_assert_nonnull (strstr (cs_test_sip_peer_find (fixture->sip.peer, "REGISTER", 2), "nonce=\"fresh\""));
}

/* What a message is answered with may come from whom it is for, in the name of any server. */
static void
test_foreign_nonce (Fixture      *fixture,
                    gconstpointer data)
{
  fixture->n_challenges = 1;
  start (fixture);
  cs_test_wait_for (fixture->n_done == 1);
  fixture->n_done = 0;
  fixture->headers = "Authentication-Info: nextnonce=\"chosen\"\r\n";
  start_method (fixture, sip_method_message, "MESSAGE");
  cs_test_wait_for (fixture->n_done == 1);
  fixture->n_done = 0;
  start (fixture);
  cs_test_wait_for (fixture->n_done == 1);
  g_assert_nonnull (strstr (cs_test_sip_peer_find (fixture->sip.peer, "REGISTER", 2), "nonce=\"1\""));
}

static void
test_provisional (Fixture      *fixture,
                  gconstpointer data)
{
  g_autofree char *final = NULL;

  fixture->status = "100 Trying";
  start (fixture);
  cs_test_wait_for (cs_test_sip_peer_count (fixture->sip.peer, "REGISTER") == 1);
  cs_test_settle ();
  g_assert_cmpuint (fixture->n_done, ==, 0);
  final = cs_test_sip_peer_make_answer (cs_test_sip_peer_find (fixture->sip.peer, "REGISTER", 0), "202 Accepted", NULL);
  cs_test_sip_peer_send (fixture->sip.peer, final, -1);
  cs_test_wait_for (fixture->n_done == 1);
  g_assert_cmpint (fixture->code, ==, 202);
}

static void
test_lost (Fixture      *fixture,
           gconstpointer data)
{
  fixture->status = NULL;
  start (fixture);
  cs_test_wait_for (cs_test_sip_peer_count (fixture->sip.peer, "REGISTER") == 1);
  cs_test_sip_peer_hang_up (fixture->sip.peer);
  cs_test_wait_for (fixture->n_done == 1);
  g_assert_cmpint (fixture->end, ==, CS_EXCHANGE_NO_ANSWER);
  g_assert_false (cs_flow_is_open (fixture->flow));

  fixture->n_done = 0;
  g_assert_null (start (fixture));
}

static void
test_cancelled (Fixture      *fixture,
                gconstpointer data)
{
  CsExchange *exchange = start (fixture);

  cs_exchange_cancel (exchange);
  cs_test_wait_for (cs_test_sip_peer_count (fixture->sip.peer, "REGISTER") == 1);
  cs_test_settle ();
  g_assert_cmpuint (fixture->n_done, ==, 0);
}

/* An answer that nobody asked for. */
static void
test_forged (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (GString) forged = NULL;
  g_autofree char *answer = NULL;

  fixture->status = NULL;
  start (fixture);
  cs_test_wait_for (cs_test_sip_peer_count (fixture->sip.peer, "REGISTER") == 1);
  answer = cs_test_sip_peer_make_answer (cs_test_sip_peer_find (fixture->sip.peer, "REGISTER", 0), "200 OK", NULL);
  forged = g_string_new (answer);
  g_string_replace (forged, "Call-ID: the-id", "Call-ID: other", 1);
  g_string_replace (forged, "branch=z9hG4bK", "branch=z9hG4bKx", 1);
  cs_test_sip_peer_send (fixture->sip.peer, forged->str, -1);
  cs_test_sip_peer_send (fixture->sip.peer, answer, -1);
  cs_test_wait_for (fixture->n_done == 1);
  g_assert_cmpint (fixture->code, ==, 200);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/exchange/gets-its-answer", test_answer);
  ADD ("/exchange/answers-challenges", test_challenged);
  ADD ("/exchange/does-not-answer-challenges-for-ever", test_challenged_for_ever);
  ADD ("/exchange/takes-the-next-nonce", test_next_nonce);
  ADD ("/exchange/takes-no-nonce-from-whom-a-message-is-for", test_foreign_nonce);
  ADD ("/exchange/waits-for-the-final-answer", test_provisional);
  ADD ("/exchange/ends-with-its-connection", test_lost);
  ADD ("/exchange/can-be-cancelled", test_cancelled);
  ADD ("/exchange/takes-its-own-answer-only", test_forged);

  return g_test_run ();
}
