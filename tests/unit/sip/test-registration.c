/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sip-fixture.h"

#define MD5_CHALLENGE    "WWW-Authenticate: Digest realm=\"example.test\", nonce=\"weak\", qop=\"auth\", algorithm=MD5\r\n"
#define SHA256_CHALLENGE "WWW-Authenticate: Digest realm=\"example.test\", nonce=\"strong\", qop=\"auth\", algorithm=SHA-256\r\n"

/* One answer for each request in turn, the last again and again: a status and the headers that go with it. */
typedef struct {
  const char *status;
  const char *headers;
} Answer;

typedef struct {
  const Answer *answers;
  guint         n;
} Script;

static char *
answer_cb (CsTestSipPeer *peer,
           const char    *request,
           gpointer       user_data)
{
  Script *script = user_data;
  const Answer *answer = &script->answers[script->n];

  if (script->answers[script->n + 1].status)
    script->n++;

  return cs_test_sip_peer_make_answer (request, answer->status, answer->headers);
}

/* What the server offers first, and what the second request must then hold. */
static void
check_challenge (const Answer *answers,
                 const char   *expected)
{
  Script script = { answers, 0 };
  SipFixture fixture;

  sip_fixture_init (&fixture, answer_cb, &script);
  sip_fixture_sign_in (&fixture);
  g_assert_cmpuint (cs_test_sip_peer_count (fixture.peer, "REGISTER"), ==, 2);
  g_assert_nonnull (strstr (cs_test_sip_peer_find (fixture.peer, "REGISTER", 1), expected));
  sip_fixture_clear (&fixture);
}

static void
test_request (void)
{
  static const Answer answers[] = { { "200 OK", NULL }, { NULL, NULL } };
  Script script = { answers, 0 };
  SipFixture fixture;
  const char *request;
  g_autofree char *contact = NULL;
  g_autofree char *supported = NULL;
  g_autofree char *expires = NULL;
  g_autofree char *from = NULL;
  g_autofree char *via = NULL;

  sip_fixture_init (&fixture, answer_cb, &script);
  sip_fixture_sign_in (&fixture);
  request = cs_test_sip_peer_find (fixture.peer, "REGISTER", 0);

  g_assert_true (g_str_has_prefix (request, "REGISTER sip:example.test SIP/2.0\r\n"));
  contact = cs_test_sip_peer_get_header (request, "Contact");
  g_assert_cmpstr (contact, ==, "<sip:alice@token123.invalid;transport=tls;ob>"
                                ";+sip.instance=\"<urn:uuid:00000000-0000-1000-8000-000a95a0e128>\";reg-id=1");
  supported = cs_test_sip_peer_get_header (request, "Supported");
  g_assert_cmpstr (supported, ==, "outbound, path, gruu");
  expires = cs_test_sip_peer_get_header (request, "Expires");
  g_assert_cmpstr (expires, ==, "3600");
  from = cs_test_sip_peer_get_header (request, "From");
  g_assert_true (g_str_has_prefix (from, "\"Alice \\\"A\\\"\" <sip:alice@example.test>;tag="));
  via = cs_test_sip_peer_get_header (request, "Via");
  g_assert_true (g_str_has_prefix (via, "SIP/2.0/TLS "));
  /* The number that we give Sofia stays between us. */
  g_assert_null (strstr (request, "100::"));

  sip_fixture_clear (&fixture);
}

static void
test_challenges (void)
{
  static const Answer md5[] = { { "401 Unauthorized", MD5_CHALLENGE }, { "200 OK", NULL }, { NULL, NULL } };
  static const Answer sha256[] = { { "401 Unauthorized", SHA256_CHALLENGE }, { "200 OK", NULL }, { NULL, NULL } };
  static const Answer weak_first[] = { { "401 Unauthorized", MD5_CHALLENGE SHA256_CHALLENGE }, { "200 OK", NULL }, { NULL, NULL } };
  static const Answer strong_first[] = {
    { "401 Unauthorized", "WWW-Authenticate: Basic realm=\"example.test\"\r\n" SHA256_CHALLENGE MD5_CHALLENGE },
    { "200 OK", NULL }, { NULL, NULL }
  };

  check_challenge (md5, "nonce=\"weak\"");
  check_challenge (sha256, "nonce=\"strong\"");
  check_challenge (weak_first, "nonce=\"strong\"");
  check_challenge (strong_first, "nonce=\"strong\"");
}

/* Signing in ends with @code and after so many requests, and the link does not try again. */
static void
check_stopped (const Answer *answers,
               CsError       code,
               guint         n_requests,
               gboolean      keeps_password)
{
  Script script = { answers, 0 };
  SipFixture fixture;

  sip_fixture_init (&fixture, answer_cb, &script);
  sip_fixture_add_agent (&fixture);
  cs_link_start (fixture.link);
  cs_test_wait_for (fixture.n_closed > 0);

  g_assert_cmpint (cs_link_get_state (fixture.link), ==, CS_CONNECTION_OFFLINE);
  g_assert_error (cs_link_get_error (fixture.link), CS_ERROR, code);
  g_assert_cmpint (cs_link_get_retry_at (fixture.link), ==, 0);
  g_assert_cmpuint (cs_test_sip_peer_count (fixture.peer, "REGISTER"), ==, n_requests);
  g_assert_cmpint (cs_user_agent_has_password (fixture.agent), ==, keeps_password);
  g_assert_cmpuint (fixture.n_registered, ==, 0);
  sip_fixture_clear (&fixture);
}

static void
test_wrong_password (void)
{
  static const Answer rejected[] = { { "401 Unauthorized", SHA256_CHALLENGE }, { NULL, NULL } };
  static const Answer downgraded[] = {
    { "401 Unauthorized", SHA256_CHALLENGE }, { "401 Unauthorized", SHA256_CHALLENGE MD5_CHALLENGE }, { NULL, NULL }
  };
  static const Answer basic[] = { { "401 Unauthorized", "WWW-Authenticate: Basic realm=\"example.test\"\r\n" }, { NULL, NULL } };

  check_stopped (rejected, CS_ERROR_AUTHENTICATION, 2, FALSE);
  check_stopped (downgraded, CS_ERROR_AUTHENTICATION, 2, FALSE);
  check_stopped (basic, CS_ERROR_UNSUPPORTED, 1, TRUE);
}

static void
test_no_password (void)
{
  static const Answer answers[] = { { "401 Unauthorized", SHA256_CHALLENGE }, { NULL, NULL } };
  Script script = { answers, 0 };
  SipFixture fixture;

  sip_fixture_init (&fixture, answer_cb, &script);
  sip_fixture_add_agent (&fixture);
  cs_user_agent_set_password (fixture.agent, NULL);
  cs_link_start (fixture.link);
  cs_test_wait_for (fixture.n_closed > 0);
  g_assert_error (cs_link_get_error (fixture.link), CS_ERROR, CS_ERROR_AUTHENTICATION);
  g_assert_cmpuint (cs_test_sip_peer_count (fixture.peer, "REGISTER"), ==, 1);
  sip_fixture_clear (&fixture);
}

static void
test_forbidden (void)
{
  static const Answer forbidden[] = { { "403 Forbidden", NULL }, { NULL, NULL } };
  static const Answer unknown[] = { { "404 Not Found", NULL }, { NULL, NULL } };

  check_stopped (forbidden, CS_ERROR_FORBIDDEN, 1, TRUE);
  check_stopped (unknown, CS_ERROR_FORBIDDEN, 1, TRUE);
}

static void
test_stale (void)
{
  static const Answer answers[] = {
    { "401 Unauthorized", MD5_CHALLENGE },
    { "401 Unauthorized", "WWW-Authenticate: Digest realm=\"example.test\", nonce=\"new\", qop=\"auth\", stale=true\r\n" },
    { "200 OK", NULL }, { NULL, NULL }
  };
  Script script = { answers, 0 };
  SipFixture fixture;

  sip_fixture_init (&fixture, answer_cb, &script);
  sip_fixture_sign_in (&fixture);
  g_assert_cmpuint (cs_test_sip_peer_count (fixture.peer, "REGISTER"), ==, 3);
  g_assert_nonnull (strstr (cs_test_sip_peer_find (fixture.peer, "REGISTER", 2), "nonce=\"new\""));
  sip_fixture_clear (&fixture);
}

static void
test_too_brief (void)
{
  static const Answer answers[] = { { "423 Interval Too Brief", "Min-Expires: 7200\r\n" }, { "200 OK", NULL }, { NULL, NULL } };
  Script script = { answers, 0 };
  SipFixture fixture;
  g_autofree char *expires = NULL;

  sip_fixture_init (&fixture, answer_cb, &script);
  sip_fixture_sign_in (&fixture);
  g_assert_cmpuint (cs_test_sip_peer_count (fixture.peer, "REGISTER"), ==, 2);
  expires = cs_test_sip_peer_get_header (cs_test_sip_peer_find (fixture.peer, "REGISTER", 1), "Expires");
  g_assert_cmpstr (expires, ==, "7200");
  sip_fixture_clear (&fixture);
}

static void
test_later (void)
{
  static const Answer answers[] = { { "503 Service Unavailable", "Retry-After: 100\r\n" }, { "200 OK", NULL }, { NULL, NULL } };
  Script script = { answers, 0 };
  SipFixture fixture;
  gint64 start = g_get_monotonic_time ();

  sip_fixture_init (&fixture, answer_cb, &script);
  sip_fixture_add_agent (&fixture);
  cs_link_start (fixture.link);
  cs_test_wait_for (fixture.n_closed > 0);
  g_assert_cmpint (cs_link_get_state (fixture.link), ==, CS_CONNECTION_WAITING);
  g_assert_error (cs_link_get_error (fixture.link), CS_ERROR, CS_ERROR_REJECTED);

  /* A second lasts 20 milliseconds here. */
  cs_test_wait_for (fixture.n_registered > 0);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 100 * 20 * 1000);
  g_assert_cmpuint (cs_test_sip_peer_get_connections (fixture.peer), ==, 2);
  sip_fixture_clear (&fixture);
}

static void
test_refresh (void)
{
  static const Answer answers[] = {
    { "200 OK", "Contact: <sip:other@elsewhere.invalid>;expires=3000, <sip:alice@token123.invalid;transport=tls;ob>;expires=2\r\n" },
    { NULL, NULL }
  };
  Script script = { answers, 0 };
  SipFixture fixture;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *first_cseq = NULL;
  g_autofree char *second_cseq = NULL;

  sip_fixture_init (&fixture, answer_cb, &script);
  sip_fixture_sign_in (&fixture);
  cs_test_wait_for (cs_test_sip_peer_count (fixture.peer, "REGISTER") >= 2);

  first = cs_test_sip_peer_get_header (cs_test_sip_peer_find (fixture.peer, "REGISTER", 0), "Call-ID");
  second = cs_test_sip_peer_get_header (cs_test_sip_peer_find (fixture.peer, "REGISTER", 1), "Call-ID");
  first_cseq = cs_test_sip_peer_get_header (cs_test_sip_peer_find (fixture.peer, "REGISTER", 0), "CSeq");
  second_cseq = cs_test_sip_peer_get_header (cs_test_sip_peer_find (fixture.peer, "REGISTER", 1), "CSeq");
  g_assert_cmpstr (first, ==, second);
  g_assert_cmpint (atoi (second_cseq), >, atoi (first_cseq));
  g_assert_cmpuint (fixture.n_registered, ==, 1);
  sip_fixture_clear (&fixture);
}

static void
test_remove (void)
{
  static const Answer answers[] = { { "401 Unauthorized", SHA256_CHALLENGE }, { "200 OK", NULL }, { NULL, NULL } };
  Script script = { answers, 0 };
  SipFixture fixture;
  g_autofree char *expires = NULL;
  g_autofree char *authorization = NULL;

  sip_fixture_init (&fixture, answer_cb, &script);
  sip_fixture_sign_in (&fixture);
  cs_user_agent_close_async (fixture.agent, NULL, sip_fixture_closed_cb, &fixture);
  cs_test_wait_for (fixture.closed);

  g_assert_cmpuint (cs_test_sip_peer_count (fixture.peer, "REGISTER"), ==, 3);
  expires = cs_test_sip_peer_get_header (cs_test_sip_peer_find (fixture.peer, "REGISTER", 2), "Expires");
  g_assert_cmpstr (expires, ==, "0");
  /* In advance, with the same nonce. */
  authorization = cs_test_sip_peer_get_header (cs_test_sip_peer_find (fixture.peer, "REGISTER", 2), "Authorization");
  g_assert_nonnull (strstr (authorization, "nc=00000002"));
  sip_fixture_clear (&fixture);
}

static char *
answer_once_cb (CsTestSipPeer *peer,
                const char    *request,
                gpointer       user_data)
{
  gboolean *answered = user_data;

  if (*answered)
    return NULL;

  *answered = TRUE;
  return cs_test_sip_peer_make_answer (request, "200 OK", NULL);
}

static void
test_remove_from_silent_server (void)
{
  gboolean answered = FALSE;
  SipFixture fixture;
  gint64 start;

  sip_fixture_init (&fixture, answer_once_cb, &answered);
  sip_fixture_sign_in (&fixture);
  start = g_get_monotonic_time ();
  cs_user_agent_close_async (fixture.agent, NULL, sip_fixture_closed_cb, &fixture);
  cs_test_wait_for (fixture.closed);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_USEC_PER_SEC);
  g_assert_cmpuint (cs_test_sip_peer_count (fixture.peer, "REGISTER"), ==, 2);
  sip_fixture_clear (&fixture);
}

static void
test_no_pong (void)
{
  static const Answer answers[] = { { "200 OK", "Flow-Timer: 1\r\n" }, { NULL, NULL } };
  Script script = { answers, 0 };
  SipFixture fixture;

  sip_fixture_init (&fixture, answer_cb, &script);
  sip_fixture_sign_in (&fixture);
  cs_test_wait_for (cs_test_sip_peer_get_pings (fixture.peer) >= 2);
  g_assert_cmpuint (fixture.n_closed, ==, 0);

  cs_test_sip_peer_set_pongs (fixture.peer, FALSE);
  cs_test_wait_for (fixture.n_closed > 0);
  g_assert_error (cs_link_get_error (fixture.link), CS_ERROR, CS_ERROR_CONNECTION_LOST);
  sip_fixture_clear (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/registration/asks-as-the-standards-want", test_request);
  g_test_add_func ("/registration/answers-the-strongest-challenge", test_challenges);
  g_test_add_func ("/registration/never-tries-a-wrong-password-again", test_wrong_password);
  g_test_add_func ("/registration/asks-for-a-password", test_no_password);
  g_test_add_func ("/registration/takes-no-for-an-answer", test_forbidden);
  g_test_add_func ("/registration/answers-a-stale-nonce-anew", test_stale);
  g_test_add_func ("/registration/stays-longer-when-told", test_too_brief);
  g_test_add_func ("/registration/waits-when-told", test_later);
  g_test_add_func ("/registration/is-refreshed", test_refresh);
  g_test_add_func ("/registration/is-taken-back", test_remove);
  g_test_add_func ("/registration/is-not-held-up-by-a-silent-server", test_remove_from_silent_server);
  g_test_add_func ("/registration/notices-a-missing-pong", test_no_pong);

  return g_test_run ();
}
