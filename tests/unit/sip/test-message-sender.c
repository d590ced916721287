/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sip-fixture.h"

#define DIGEST "Digest realm=\"example.test\", nonce=\"n\", qop=\"auth\", algorithm=SHA-256\r\n"
#define CHALLENGE "Proxy-Authenticate: " DIGEST

/* How a message is answered; REGISTER is accepted. */
typedef struct {
  const char *status;
  const char *headers;
  const char *realm_challenge;
} Answer;

static char *
answer_cb (CsTestSipPeer *peer,
           const char    *request,
           gpointer       user_data)
{
  const Answer *answer = user_data;

  if (g_str_has_prefix (request, "REGISTER"))
    return cs_test_sip_peer_make_answer (request, "200 OK", NULL);
  if (answer->realm_challenge && !strstr (request, "Proxy-Authorization"))
    return cs_test_sip_peer_make_answer (request, "407 Proxy Authentication Required", answer->realm_challenge);

  return answer->status ? cs_test_sip_peer_make_answer (request, answer->status, answer->headers) : NULL;
}

static const struct {
  const char    *status;
  const char    *headers;
  CsSendOutcome  outcome;
  guint          code;
  const char    *phrase;
  guint          retry_after;
} outcomes[] = {
  { "200 OK", NULL, CS_SEND_DELIVERED, 200, "OK", 0 },
  { "202 Accepted", NULL, CS_SEND_KEPT, 202, "Accepted", 0 },
  { "200 OK", "Content-Type: \r\nExpires: soon\r\n", CS_SEND_DELIVERED, 200, "OK", 0 },
  { "404 Not Found", NULL, CS_SEND_FAILED, 404, "Not Found", 0 },
  { "403 No Way", NULL, CS_SEND_FAILED, 403, "No Way", 0 },
  { "503 Service Unavailable", "Retry-After: 17\r\n", CS_SEND_FAILED, 503, "Service Unavailable", 17 },
  { "408 Request Timeout", "Retry-After: 9\r\n", CS_SEND_NO_ANSWER, 408, "Request Timeout", 9 },
  { "504 Server Time-out", NULL, CS_SEND_NO_ANSWER, 504, "Server Time-out", 0 },
  { "302 Moved", "Contact: <sip:mallory@elsewhere.test>\r\n", CS_SEND_FAILED, 302, "Moved", 0 },
  { "603 Decline", NULL, CS_SEND_FAILED, 603, "Decline", 0 },
};

static void
test_outcomes (void)
{
  Answer answer = { 0 };
  SipFixture fixture;
  SipSent sent;

  sip_fixture_init (&fixture, answer_cb, &answer);
  sip_fixture_sign_in (&fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (outcomes); i++) {
    g_autofree char *call_id = g_uuid_string_random ();

    answer.status = outcomes[i].status;
    answer.headers = outcomes[i].headers;
    sip_fixture_send (&fixture, call_id, "hello", NULL, &sent);
    cs_test_wait_for (sent.done);
    g_assert_no_error (sent.error);
    g_assert_cmpint (sent.outcome, ==, outcomes[i].outcome);
    g_assert_cmpuint (sent.status, ==, outcomes[i].code);
    g_assert_cmpstr (sent.phrase, ==, outcomes[i].phrase);
    g_assert_cmpuint (sent.retry_after, ==, outcomes[i].retry_after);
    sip_sent_clear (&sent);
  }

  g_assert_cmpuint (cs_test_sip_peer_count (fixture.peer, "MESSAGE"), ==, G_N_ELEMENTS (outcomes));
  sip_fixture_clear (&fixture);
}

static void
test_request (void)
{
  Answer answer = { "200 OK", NULL, NULL };
  SipFixture fixture;
  SipSent sent;
  const char *request;
  g_autofree char *type = NULL;
  g_autofree char *call_id = NULL;
  g_autofree char *to = NULL;
  g_autofree char *from = NULL;
  g_autofree char *length = NULL;

  sip_fixture_init (&fixture, answer_cb, &answer);
  sip_fixture_sign_in (&fixture);
  sip_fixture_send (&fixture, "the-id", "Gr\303\274\303\237e\n\tw\303\266rld", NULL, &sent);
  cs_test_wait_for (sent.done);

  request = cs_test_sip_peer_find (fixture.peer, "MESSAGE", 0);
  g_assert_true (g_str_has_prefix (request, "MESSAGE sip:bob@example.test SIP/2.0\r\n"));
  g_assert_true (g_str_has_suffix (request, "\r\n\r\nGr\303\274\303\237e\n\tw\303\266rld"));
  type = cs_test_sip_peer_get_header (request, "Content-Type");
  g_assert_cmpstr (type, ==, "text/plain;charset=UTF-8");
  call_id = cs_test_sip_peer_get_header (request, "Call-ID");
  g_assert_cmpstr (call_id, ==, "the-id");
  to = cs_test_sip_peer_get_header (request, "To");
  g_assert_cmpstr (to, ==, "<sip:bob@example.test>");
  from = cs_test_sip_peer_get_header (request, "From");
  g_assert_true (g_str_has_prefix (from, "\"Alice \\\"A\\\"\" <sip:alice@example.test>;tag="));
  length = cs_test_sip_peer_get_header (request, "Content-Length");
  g_assert_cmpstr (length, ==, "15");
  g_assert_null (strstr (request, "\r\nContact:"));
  sip_sent_clear (&sent);
  sip_fixture_clear (&fixture);
}

static void
test_in_advance (void)
{
  Answer answer = { "200 OK", NULL, CHALLENGE };
  SipFixture fixture;
  SipSent first, second;

  sip_fixture_init (&fixture, answer_cb, &answer);
  sip_fixture_sign_in (&fixture);
  sip_fixture_send (&fixture, "first", "hello", NULL, &first);
  cs_test_wait_for (first.done);
  g_assert_cmpuint (cs_test_sip_peer_count (fixture.peer, "MESSAGE"), ==, 2);
  sip_fixture_send (&fixture, "second", "hello", NULL, &second);
  cs_test_wait_for (second.done);
  g_assert_cmpuint (cs_test_sip_peer_count (fixture.peer, "MESSAGE"), ==, 3);
  g_assert_nonnull (strstr (cs_test_sip_peer_find (fixture.peer, "MESSAGE", 2), "nc=00000002"));
  sip_sent_clear (&first);
  sip_sent_clear (&second);
  sip_fixture_clear (&fixture);
}

static char *
challenge_cb (CsTestSipPeer *peer,
              const char    *request,
              gpointer       user_data)
{
  if (g_str_has_prefix (request, "REGISTER") && !strstr (request, "\r\nAuthorization: "))
    return cs_test_sip_peer_make_answer (request, "401 Unauthorized", "WWW-Authenticate: " DIGEST);

  return answer_cb (peer, request, user_data);
}

/* One round trip for each message, from the first one on, as long as the nonce is good. */
static void
test_registration_is_enough (void)
{
  Answer answer = { "200 OK", NULL, CHALLENGE };
  SipFixture fixture;

  sip_fixture_init (&fixture, challenge_cb, &answer);
  sip_fixture_sign_in (&fixture);
  g_assert_cmpuint (cs_test_sip_peer_count (fixture.peer, "REGISTER"), ==, 2);
  for (guint i = 1; i <= 5; i++) {
    g_autofree char *call_id = g_strdup_printf ("message-%u", i);
    g_autofree char *count = g_strdup_printf ("nc=%08x", i + 1);
    SipSent sent;

    sip_fixture_send (&fixture, call_id, "hello", NULL, &sent);
    cs_test_wait_for (sent.done);
    g_assert_cmpint (sent.outcome, ==, CS_SEND_DELIVERED);
    g_assert_cmpuint (cs_test_sip_peer_count (fixture.peer, "MESSAGE"), ==, i);
    g_assert_nonnull (strstr (cs_test_sip_peer_find (fixture.peer, "MESSAGE", i - 1), count));
    sip_sent_clear (&sent);
  }
  sip_fixture_clear (&fixture);
}

static void
test_foreign_challenge (void)
{
  Answer answers[] = {
    { "200 OK", NULL, "Proxy-Authenticate: Digest realm=\"elsewhere.test\", nonce=\"n\", qop=\"auth\"\r\n" },
    { "401 Unauthorized", "WWW-Authenticate: Digest realm=\"example.test\", nonce=\"n\", qop=\"auth\"\r\n", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++) {
    SipFixture fixture;
    SipSent sent;

    sip_fixture_init (&fixture, answer_cb, &answers[i]);
    sip_fixture_sign_in (&fixture);
    sip_fixture_send (&fixture, "id", "hello", NULL, &sent);
    cs_test_wait_for (sent.done);
    g_assert_cmpint (sent.outcome, ==, CS_SEND_FAILED);
    g_assert_cmpuint (cs_test_sip_peer_count (fixture.peer, "MESSAGE"), ==, 1);
    g_assert_null (strstr (cs_test_sip_peer_find (fixture.peer, "MESSAGE", 0), "uthorization"));
    g_assert_cmpint (cs_link_get_state (fixture.link), ==, CS_CONNECTION_ONLINE);
    g_assert_true (cs_user_agent_has_password (fixture.agent));
    sip_sent_clear (&sent);
    sip_fixture_clear (&fixture);
  }
}

static void
test_lost_link (void)
{
  Answer answer = { NULL, NULL, CHALLENGE };
  SipFixture fixture;
  SipSent sent, again;
  g_autofree char *first_cseq = NULL;
  g_autofree char *second_cseq = NULL;

  sip_fixture_init (&fixture, answer_cb, &answer);
  sip_fixture_sign_in (&fixture);
  sip_fixture_send (&fixture, "the-id", "hello", NULL, &sent);
  cs_test_wait_for (cs_test_sip_peer_count (fixture.peer, "MESSAGE") == 2);
  cs_test_sip_peer_hang_up (fixture.peer);
  cs_test_wait_for (sent.done);
  g_assert_no_error (sent.error);
  g_assert_cmpint (sent.outcome, ==, CS_SEND_NO_ANSWER);
  g_assert_cmpuint (sent.status, ==, 0);

  /* Nothing is sent without a connection. */
  sip_fixture_send (&fixture, "the-id", "hello", NULL, &again);
  cs_test_wait_for (again.done);
  g_assert_cmpint (again.outcome, ==, CS_SEND_NO_ANSWER);

  /* Sent again it is the same message. */
  cs_test_wait_for (fixture.n_registered == 2);
  answer.realm_challenge = NULL;
  answer.status = "200 OK";
  sip_fixture_send (&fixture, "the-id", "hello", NULL, &again);
  cs_test_wait_for (again.done);
  g_assert_cmpint (again.outcome, ==, CS_SEND_DELIVERED);
  first_cseq = cs_test_sip_peer_get_header (cs_test_sip_peer_find (fixture.peer, "MESSAGE", 1), "CSeq");
  second_cseq = cs_test_sip_peer_get_header (cs_test_sip_peer_find (fixture.peer, "MESSAGE", 2), "CSeq");
  g_assert_cmpstr (first_cseq, ==, second_cseq);

  sip_sent_clear (&sent);
  sip_sent_clear (&again);
  sip_fixture_clear (&fixture);
}

static void
test_many (void)
{
  Answer answer = { "200 OK", NULL, CHALLENGE };
  SipFixture fixture;
  SipSent sent[32];

  sip_fixture_init (&fixture, answer_cb, &answer);
  sip_fixture_sign_in (&fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (sent); i++) {
    g_autofree char *call_id = g_uuid_string_random ();
    g_autofree char *text = g_strnfill (i * 1000 + 1, 'x');

    sip_fixture_send (&fixture, call_id, text, NULL, &sent[i]);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (sent); i++) {
    cs_test_wait_for (sent[i].done);
    g_assert_cmpint (sent[i].outcome, ==, CS_SEND_DELIVERED);
    sip_sent_clear (&sent[i]);
  }
  sip_fixture_clear (&fixture);
}

static void
test_largest (void)
{
  Answer answer = { "200 OK", NULL, NULL };
  g_autofree char *text = g_strnfill (256 * 1024 + 1, 'x');
  SipFixture fixture;
  SipSent sent;

  sip_fixture_init (&fixture, answer_cb, &answer);
  sip_fixture_sign_in (&fixture);
  sip_fixture_send (&fixture, "too-long", text, NULL, &sent);
  cs_test_wait_for (sent.done);
  g_assert_error (sent.error, CS_ERROR, CS_ERROR_TOO_LARGE);
  sip_sent_clear (&sent);

  text[256 * 1024] = '\0';
  sip_fixture_send (&fixture, "just", text, NULL, &sent);
  cs_test_wait_for (sent.done);
  g_assert_cmpint (sent.outcome, ==, CS_SEND_DELIVERED);
  g_assert_true (g_str_has_suffix (cs_test_sip_peer_find (fixture.peer, "MESSAGE", 0), text));
  sip_sent_clear (&sent);
  sip_fixture_clear (&fixture);
}

static void
test_cancelled (void)
{
  Answer answer = { NULL, NULL, NULL };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  SipFixture fixture;
  SipSent sent;

  sip_fixture_init (&fixture, answer_cb, &answer);
  sip_fixture_sign_in (&fixture);
  sip_fixture_send (&fixture, "id", "hello", cancellable, &sent);
  cs_test_wait_for (cs_test_sip_peer_count (fixture.peer, "MESSAGE") == 1);
  g_cancellable_cancel (cancellable);
  cs_test_wait_for (sent.done);
  g_assert_error (sent.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  sip_sent_clear (&sent);
  sip_fixture_clear (&fixture);
}

static void
test_bad_call_id (void)
{
  static const char * const bad[] = { "", "a b", "a\r\nX: y", "a\nb", "<a>", "a\"b", "\377" };
  Answer answer = { "200 OK", NULL, NULL };
  SipFixture fixture;

  sip_fixture_init (&fixture, answer_cb, &answer);
  sip_fixture_sign_in (&fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    SipSent sent;

    sip_fixture_send (&fixture, bad[i], "hello", NULL, &sent);
    cs_test_wait_for (sent.done);
    g_assert_error (sent.error, CS_ERROR, CS_ERROR_INVALID_TEXT);
    sip_sent_clear (&sent);
  }
  g_assert_cmpuint (cs_test_sip_peer_count (fixture.peer, "MESSAGE"), ==, 0);
  sip_fixture_clear (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/message-sender/tells-the-outcomes-apart", test_outcomes);
  g_test_add_func ("/message-sender/sends-what-it-was-given", test_request);
  g_test_add_func ("/message-sender/is-challenged-once", test_in_advance);
  g_test_add_func ("/message-sender/needs-no-challenge-after-that-of-registration", test_registration_is_enough);
  g_test_add_func ("/message-sender/answers-no-recipients-challenge", test_foreign_challenge);
  g_test_add_func ("/message-sender/sends-the-same-message-after-a-lost-link", test_lost_link);
  g_test_add_func ("/message-sender/sends-many-at-a-time", test_many);
  g_test_add_func ("/message-sender/sends-the-longest-text", test_largest);
  g_test_add_func ("/message-sender/can-be-cancelled", test_cancelled);
  g_test_add_func ("/message-sender/keeps-line-ends-out-of-headers", test_bad_call_id);

  return g_test_run ();
}
