/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sip-fixture.h"

#define BOB "From: \"Bob\" <sip:bob@example.test>;tag=x\r\n"

/* What a request is answered with; 0 when it is a message that awaits its answer. */
static const struct {
  const char *description;
  const char *method;
  const char *from;
  const char *headers;
  const char *body;
  guint       status;
  const char *answer_has;
} cases[] = {
  { "text", "MESSAGE", BOB, "Content-Type: text/plain\r\n", "hello", 0, NULL },
  { "text in UTF-8", "MESSAGE", BOB, "Content-Type: text/plain; charset=\"utf-8\"\r\n", "hell\303\266", 0, NULL },
  { "compact headers", "MESSAGE", "f: <sip:bob@example.test>;tag=x\r\n", "c: text/plain\r\n", "hello", 0, NULL },
  { "no type", "MESSAGE", BOB, "", "hello", 0, NULL },
  { "sips sender", "MESSAGE", "From: <sips:bob@example.test>;tag=x\r\n", "", "hello", 0, NULL },
  { "nothing to show", "MESSAGE", BOB, "Content-Type: text/plain\r\n", "", 200, NULL },
  { "HTML", "MESSAGE", BOB, "Content-Type: text/html\r\n", "<b>hello</b>", 415, "\r\nAccept: text/plain, message/cpim, message/imdn+xml, application/im-iscomposing+xml\r\n" },
  { "other charset", "MESSAGE", BOB, "Content-Type: text/plain;charset=iso-8859-1\r\n", "hell\366", 415, "\r\nAccept: text/plain" },
  { "badly coded", "MESSAGE", BOB, "Content-Type: text/plain\r\nContent-Encoding: deflate\r\n", "x", 400, NULL },
  { "coded in an unknown way", "MESSAGE", BOB, "Content-Type: text/plain\r\nContent-Encoding: br\r\n", "x", 415,
    "\r\nAccept-Encoding: identity, gzip, deflate\r\n" },
  { "wrapped", "MESSAGE", BOB, "Content-Type: message/cpim\r\n", "From: <x>\r\n\r\nContent-Type: text/plain\r\n\r\nhello", 0, NULL },
  { "badly wrapped", "MESSAGE", BOB, "Content-Type: message/cpim\r\n", "hello", 400, NULL },
  { "a receipt", "MESSAGE", BOB, "Content-Type: message/imdn+xml\r\n",
    "<imdn xmlns='urn:ietf:params:xml:ns:imdn'><message-id>1</message-id></imdn>", 0, NULL },
  { "somebody writes", "MESSAGE", BOB, "Content-Type: application/im-iscomposing+xml\r\n",
    "<isComposing xmlns='urn:ietf:params:xml:ns:im-iscomposing'><state>active</state></isComposing>", 0, NULL },
  { "nobody knows what", "MESSAGE", BOB, "Content-Type: application/im-iscomposing+xml\r\n", "<isComposing/>", 400, NULL },
  { "bad UTF-8", "MESSAGE", BOB, "Content-Type: text/plain;charset=UTF-8\r\n", "hell\366", 400, NULL },
  { "a telephone", "MESSAGE", "From: <tel:+123>;tag=x\r\n", "", "hello", 400, NULL },
  { "a sender without a user", "MESSAGE", "From: <sip:example.test>;tag=x\r\n", "", "hello", 400, NULL },
  { "required extension", "MESSAGE", BOB, "Require: foo\r\n", "hello", 420, "\r\nUnsupported: foo" },
  { "a call", "INVITE", BOB, "Contact: <sip:bob@x.test>\r\n", "", 405, "\r\nAllow: MESSAGE, NOTIFY, OPTIONS\r\n" },
  { "a subscription", "SUBSCRIBE", BOB, "Event: presence\r\nContact: <sip:bob@x.test>\r\n", "", 489, "" },
  { "an unknown method", "UNUSUALLY", BOB, "", "", 405, "\r\nAllow: MESSAGE, NOTIFY, OPTIONS\r\n" },
  { "OPTIONS", "OPTIONS", BOB, "", "", 200, "\r\nAllow: MESSAGE, NOTIFY, OPTIONS\r\n" },
};

static char *
make_request (const char *method,
              const char *from,
              const char *headers,
              const char *body)
{
  g_autofree char *unique = g_uuid_string_random ();

  return g_strdup_printf ("%s sip:alice@token123.invalid SIP/2.0\r\nVia: SIP/2.0/TLS 127.0.0.1;branch=z9hG4bK%s\r\n"
                          "Max-Forwards: 70\r\n%sTo: <sip:alice@example.test>\r\nCall-ID: %s\r\nCSeq: 7 %s\r\n%s"
                          "Content-Length: %zu\r\n\r\n%s",
                          method, unique, from, unique, method, headers, strlen (body), body);
}

static void
test_table (void)
{
  SipFixture fixture;

  sip_fixture_init (&fixture, cs_test_sip_peer_accept_all, NULL);
  sip_fixture_sign_in (&fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autofree char *request = make_request (cases[i].method, cases[i].from, cases[i].headers, cases[i].body);
    g_autofree char *start = g_strdup_printf ("SIP/2.0 %u ", cases[i].status);
    guint before = cs_test_sip_peer_count (fixture.peer, start);

    g_test_message ("%s", cases[i].description);
    g_ptr_array_set_size (fixture.incoming, 0);
    cs_test_sip_peer_send (fixture.peer, request, -1);

    if (cases[i].status == 0) {
      cs_test_wait_for (fixture.incoming->len == 1);
      g_assert_cmpstr (cs_address_get_uri (cs_incoming_message_get_from (fixture.incoming->pdata[0])), ==, "sip:bob@example.test");
    } else {
      cs_test_wait_for (cs_test_sip_peer_count (fixture.peer, start) > before);
      g_assert_cmpuint (fixture.incoming->len, ==, 0);
      if (cases[i].answer_has)
        g_assert_nonnull (strstr (cs_test_sip_peer_find (fixture.peer, start, before), cases[i].answer_has));
    }
  }

  g_assert_cmpint (cs_link_get_state (fixture.link), ==, CS_CONNECTION_ONLINE);
  sip_fixture_clear (&fixture);
}

/* Sofia would take these for garbage. */
static void
test_strange (void)
{
  g_autofree char *sing = make_request ("SING", BOB, "", "");
  g_autofree char *lower_case = make_request ("message", BOB, "", "hello");
  g_autofree char *message = make_request ("MESSAGE", BOB, "", "hello");
  SipFixture fixture;

  sip_fixture_init (&fixture, cs_test_sip_peer_accept_all, NULL);
  sip_fixture_sign_in (&fixture);
  cs_test_sip_peer_send (fixture.peer, sing, -1);
  cs_test_sip_peer_send (fixture.peer, lower_case, -1);
  cs_test_sip_peer_send (fixture.peer, message, -1);
  cs_test_wait_for (fixture.incoming->len == 1);
  g_assert_cmpuint (cs_test_sip_peer_count (fixture.peer, "SIP/2.0"), ==, 0);
  sip_fixture_clear (&fixture);
}

/* Sofia would answer these itself, and read no further. */
static void
test_bad_headers (void)
{
  static const struct {
    const char *header;
    gboolean    refused;
  } headers[] = {
    { "Content-Type: \r\n", TRUE },
    { "Require: ;\r\n", TRUE },
    { "Expires: soon\r\n", FALSE },
    { "Contact: <<\r\n", FALSE },
    { "Accept: /;\r\n", FALSE },
  };
  SipFixture fixture;

  sip_fixture_init (&fixture, cs_test_sip_peer_accept_all, NULL);
  sip_fixture_sign_in (&fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (headers); i++) {
    g_autofree char *bad = make_request ("MESSAGE", BOB, headers[i].header, "hello");
    g_autofree char *good = make_request ("MESSAGE", BOB, "", "hello");
    guint before = cs_test_sip_peer_count (fixture.peer, "SIP/2.0 400 ");

    g_test_message ("%s", headers[i].header);
    g_ptr_array_set_size (fixture.incoming, 0);
    cs_test_sip_peer_send (fixture.peer, bad, -1);
    cs_test_sip_peer_send (fixture.peer, good, -1);
    cs_test_wait_for (fixture.incoming->len == (headers[i].refused ? 1 : 2));
    if (headers[i].refused)
      cs_test_wait_for (cs_test_sip_peer_count (fixture.peer, "SIP/2.0 400 ") > before);
  }

  g_assert_cmpuint (fixture.n_closed, ==, 0);
  sip_fixture_clear (&fixture);
}

/* What Sofia cannot read after all must not leave us deaf. */
static void
test_unreadable (gconstpointer data)
{
  g_auto (GStrv) words = g_strsplit (data, "|", 2);
  g_autofree char *request = make_request ("MESSAGE", BOB, "", "hello");
  g_autoptr (GString) bad = g_string_new (request);
  SipFixture fixture;

  g_assert_cmpuint (g_string_replace (bad, words[0], words[1], 1), ==, 1);
  sip_fixture_init (&fixture, cs_test_sip_peer_accept_all, NULL);
  sip_fixture_sign_in (&fixture);
  cs_test_sip_peer_send (fixture.peer, bad->str, -1);
  cs_test_settle ();

  while (fixture.incoming->len == 0 && fixture.n_closed == 0) {
    cs_test_sip_peer_send (fixture.peer, request, -1);
    g_main_context_iteration (NULL, TRUE);
  }
  if (fixture.n_closed > 0)
    cs_test_wait_for (fixture.n_registered == 2);
  sip_fixture_clear (&fixture);
}

static void
test_too_large (void)
{
  g_autofree char *body = g_strnfill (256 * 1024 + 1, 'x');
  g_autofree char *request = make_request ("MESSAGE", BOB, "", body);
  SipFixture fixture;

  sip_fixture_init (&fixture, cs_test_sip_peer_accept_all, NULL);
  sip_fixture_sign_in (&fixture);
  cs_test_sip_peer_send (fixture.peer, request, -1);
  cs_test_wait_for (cs_test_sip_peer_count (fixture.peer, "SIP/2.0 413 ") == 1);
  g_assert_cmpint (cs_link_get_state (fixture.link), ==, CS_CONNECTION_ONLINE);
  sip_fixture_clear (&fixture);
}

static void
test_content (void)
{
  g_autofree char *request = make_request ("MESSAGE", "From: \"B \\\"o\\\" b\" <sip:bob@Example.Test;x=y?Subject=z>;tag=x\r\n",
                                           "Date: Sat, 21 Nov 2026 10:00:00 GMT\r\n", "one\r\ntwo");
  g_autofree char *call_id = cs_test_sip_peer_get_header (request, "Call-ID");
  CsIncomingMessage *message;
  SipFixture fixture;

  sip_fixture_init (&fixture, cs_test_sip_peer_accept_all, NULL);
  sip_fixture_sign_in (&fixture);
  cs_test_sip_peer_send (fixture.peer, request, -1);
  cs_test_wait_for (fixture.incoming->len == 1);
  message = g_ptr_array_index (fixture.incoming, 0);
  g_assert_cmpstr (cs_address_get_uri (cs_incoming_message_get_from (message)), ==, "sip:bob@example.test");
  g_assert_cmpstr (cs_incoming_message_get_display_name (message), ==, "B \"o\" b");
  g_assert_cmpstr (cs_incoming_message_get_text (message), ==, "one\ntwo");
  g_assert_cmpstr (cs_incoming_message_get_call_id (message), ==, call_id);
  g_assert_cmpuint (cs_incoming_message_get_cseq (message), ==, 7);
  g_assert_cmpint (cs_incoming_message_get_time (message), >, 0);
  g_assert_cmpint (cs_incoming_message_get_time (message), <=, g_get_real_time ());
  sip_fixture_clear (&fixture);
}

static void
test_date (void)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) then = g_date_time_add_days (now, -3);
  /* In the C locale, in which tests run. */
  g_autofree char *date = g_date_time_format (then, "Date: %a, %d %b %Y %H:%M:%S GMT\r\n");
  g_autofree char *request = make_request ("MESSAGE", BOB, date, "hello");
  SipFixture fixture;

  sip_fixture_init (&fixture, cs_test_sip_peer_accept_all, NULL);
  sip_fixture_sign_in (&fixture);
  cs_test_sip_peer_send (fixture.peer, request, -1);
  cs_test_wait_for (fixture.incoming->len == 1);
  g_assert_cmpint (cs_incoming_message_get_time (g_ptr_array_index (fixture.incoming, 0)), ==,
                   g_date_time_to_unix (then) * G_USEC_PER_SEC);
  g_assert_cmpint (cs_incoming_message_get_date (g_ptr_array_index (fixture.incoming, 0)), ==,
                   g_date_time_to_unix (then) * G_USEC_PER_SEC);
  sip_fixture_clear (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/message-receiver/takes-and-refuses", test_table);
  g_test_add_func ("/message-receiver/drops-strange-methods", test_strange);
  g_test_add_func ("/message-receiver/survives-headers-that-cannot-be-read", test_bad_headers);
  g_test_add_data_func ("/message-receiver/survives-an-address-that-cannot-be-read", "alice@token123.invalid|al^%ice@[token", test_unreadable);
  g_test_add_data_func ("/message-receiver/survives-a-message-without-an-id", "Call-ID|X-Call-ID", test_unreadable);
  g_test_add_func ("/message-receiver/refuses-what-is-too-large", test_too_large);
  g_test_add_func ("/message-receiver/reads-what-was-sent", test_content);
  g_test_add_func ("/message-receiver/believes-the-date", test_date);

  return g_test_run ();
}
