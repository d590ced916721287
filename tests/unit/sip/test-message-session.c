/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sip-fixture.h"

#define SDP "Content-Type: application/sdp\r\n"
#define HEAD "v=0\r\no=- 0 0 IN IP4 10.0.0.1\r\ns=session\r\nc=IN IP4 10.0.0.1\r\nt=0 0\r\n"

/* What a call is answered with. */
static const struct {
  const char *description;
  const char *method;
  const char *headers;
  const char *body;
  guint       status;
  const char *answer_has;
} cases[] = {
  { "messages, as of 2005", "INVITE", SDP, HEAD "m=x-ms-message 5061 sip null\r\na=accept-types:text/plain\r\n", 200,
    "\r\nm=x-ms-message 9 sip null\r\na=accept-types:text/plain\r\n" },
  { "messages, as of 2007", "INVITE", "c: Application/SDP\r\n", HEAD "m=message 5060 sip sip:bob@example.test\n", 200,
    "\r\nm=message 9 sip null\r\n" },
  { "our contact", "INVITE", SDP, "m=message 1 sip null", 200, "\r\nContact: <sip:alice@" },
  { "nothing at all", "INVITE", "", "", 488, NULL },
  { "no media", "INVITE", SDP, HEAD, 488, NULL },
  { "sound", "INVITE", SDP, HEAD "m=audio 49170 RTP/AVP 0\r\n", 488, NULL },
  { "sound beside messages", "INVITE", SDP, HEAD "m=message 5060 sip null\r\nm=audio 49170 RTP/AVP 0\r\n", 488, NULL },
  { "messages twice", "INVITE", SDP, HEAD "m=message 5060 sip null\r\nm=message 5060 sip null\r\n", 488, NULL },
  { "messages over a connection of their own", "INVITE", SDP, HEAD "m=message 7394 TCP/MSRP *\r\n", 488, NULL },
  { "messages taken back", "INVITE", SDP, HEAD "m=message 0 sip null\r\n", 488, NULL },
  { "too few words", "INVITE", SDP, "m=message\r\nm=\r\n", 488, NULL },
  { "another type", "INVITE", "Content-Type: text/plain\r\n", "m=message 5060 sip null", 488, NULL },
  { "coded", "INVITE", SDP "Content-Encoding: gzip\r\n", "m=message 5060 sip null", 488, NULL },
  { "a required extension", "INVITE", SDP "Require: com.microsoft.rtc-multiparty\r\n", "m=message 5060 sip null", 420, NULL },
  { "the end of a call", "BYE", "", "", 200, NULL },
};

static char *
make_request (const char *method,
              guint       cseq,
              const char *headers,
              const char *body)
{
  g_autofree char *branch = g_uuid_string_random ();

  return g_strdup_printf ("%s sip:alice@token123.invalid SIP/2.0\r\nVia: SIP/2.0/TLS 127.0.0.1;branch=z9hG4bK%s\r\n"
                          "Max-Forwards: 70\r\nFrom: <sip:bob@example.test>;tag=x\r\nTo: <sip:alice@example.test>%s\r\n"
                          "Call-ID: call\r\nCSeq: %u %s\r\nContact: <sip:bob@10.0.0.1>\r\n%sContent-Length: %zu\r\n\r\n%s",
                          method, branch, g_str_equal (method, "INVITE") ? "" : ";tag=y", cseq, method, headers, strlen (body), body);
}

static void
test_table (void)
{
  SipFixture fixture;

  sip_fixture_init (&fixture, cs_test_sip_peer_accept_all, NULL);
  sip_fixture_sign_in (&fixture);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *request = make_request (cases[i].method, i + 1, cases[i].headers, cases[i].body);
    g_autofree char *start = g_strdup_printf ("SIP/2.0 %u ", cases[i].status);
    guint before = cs_test_sip_peer_count (fixture.peer, start);
    const char *answer;

    g_test_message ("%s", cases[i].description);
    cs_test_sip_peer_send (fixture.peer, request, -1);
    cs_test_wait_for (cs_test_sip_peer_count (fixture.peer, start) > before);
    answer = cs_test_sip_peer_find (fixture.peer, start, before);
    if (cases[i].answer_has)
      g_assert_nonnull (strstr (answer, cases[i].answer_has));
    g_assert_nonnull (strstr (answer, ";tag="));
    /* Until it is said that the answer came, it comes again. */
    if (cases[i].status == 200) {
      g_autofree char *acknowledge = make_request ("ACK", i + 1, "", "");

      cs_test_sip_peer_send (fixture.peer, acknowledge, -1);
    }
  }

  sip_fixture_clear (&fixture);
}

static void
test_messages (void)
{
  g_autofree char *call = make_request ("INVITE", 1, SDP, "m=message 5060 sip null");
  g_autofree char *acknowledge = make_request ("ACK", 1, "", "");
  g_autofree char *one = make_request ("MESSAGE", 2, "Content-Type: text/plain; charset=UTF-8;msgr=WAAtAE0A\r\n", "one");
  g_autofree char *two = make_request ("MESSAGE", 3, "Content-Type: text/plain\r\n", "two");
  g_autofree char *end = make_request ("BYE", 4, "", "");
  SipFixture fixture;

  sip_fixture_init (&fixture, cs_test_sip_peer_accept_all, NULL);
  sip_fixture_sign_in (&fixture);
  cs_test_sip_peer_send (fixture.peer, call, -1);
  cs_test_wait_for (cs_test_sip_peer_count (fixture.peer, "SIP/2.0 200 ") == 1);
  cs_test_sip_peer_send (fixture.peer, acknowledge, -1);
  cs_test_sip_peer_send (fixture.peer, one, -1);
  cs_test_sip_peer_send (fixture.peer, two, -1);
  cs_test_wait_for (fixture.incoming->len == 2);
  g_assert_cmpstr (cs_incoming_message_get_text (fixture.incoming->pdata[0]), ==, "one");
  g_assert_cmpstr (cs_incoming_message_get_text (fixture.incoming->pdata[1]), ==, "two");
  g_assert_cmpstr (cs_address_get_uri (cs_incoming_message_get_from (fixture.incoming->pdata[1])), ==, "sip:bob@example.test");
  cs_test_sip_peer_send (fixture.peer, end, -1);
  cs_test_wait_for (cs_test_sip_peer_count (fixture.peer, "SIP/2.0 200 ") == 2);
  /* An ACK has no answer. */
  g_assert_cmpuint (cs_test_sip_peer_count (fixture.peer, "SIP/2.0"), ==, 2);
  sip_fixture_clear (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/message-session/takes-calls-for-messages-alone", test_table);
  g_test_add_func ("/message-session/lets-messages-in-and-ends", test_messages);

  return g_test_run ();
}
