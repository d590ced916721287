/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sip-fixture.h"

#define PIDF(basic) "<presence xmlns='urn:ietf:params:xml:ns:pidf' entity='sip:bob@example.test'><tuple id='a'><status><basic>" \
  basic "</basic></status></tuple></presence>"
#define TAKEN "Expires: 3600\r\nContact: <sip:server@127.0.0.1:5;transport=tls?x=y>\r\nRecord-Route: <sip:two;lr>, <sip:one;lr>\r\n"

typedef struct {
  SipFixture        sip;
  CsPresenceClient *client;
  CsAddress        *bob;
  const char       *publish[4];     /* how each PUBLISH is answered; the last goes on */
  const char       *subscribe[4];   /* the same for SUBSCRIBE */
  const char       *headers;        /* of the next answer that is not 200 */
  gboolean          silent;
  gboolean          hold;           /* leave SUBSCRIBE without an answer */
  guint             n_news;
  CsPresence       *presence;
  CsWatchAnswer     answer;
} Fixture;

static const char *
next_status (const char **statuses)
{
  const char *status = statuses[0] ? statuses[0] : "200 OK";

  for (guint i = 0; statuses[0] && statuses[1] && i < 3; i++)
    statuses[i] = statuses[i + 1];

  return status;
}

/* As cs_test_sip_peer_make_answer() does, in a dialog. */
static char *
make_answer (const char *request,
             const char *status,
             const char *headers)
{
  g_autofree char *answer = cs_test_sip_peer_make_answer (request, status, headers);
  char *twice = strstr (answer, ";tag=peer;tag=peer");

  if (twice)
    memmove (twice, twice + strlen (";tag=peer"), strlen (twice + strlen (";tag=peer")) + 1);

  return g_steal_pointer (&answer);
}

static char *
answer_cb (CsTestSipPeer *peer,
           const char    *request,
           gpointer       user_data)
{
  Fixture *fixture = user_data;
  const char *status = "200 OK";
  const char *headers = NULL;

  if (g_str_has_prefix (request, "PUBLISH")) {
    status = next_status (fixture->publish);
    headers = "SIP-ETag: one\r\nExpires: 600\r\n";
  } else if (g_str_has_prefix (request, "SUBSCRIBE")) {
    if (fixture->hold)
      return NULL;
    status = next_status (fixture->subscribe);
    headers = TAKEN;
  }

  return make_answer (request, status, g_str_has_prefix (status, "2") ? headers : fixture->headers);
}

static void
presence_cb (CsPresenceClient *client,
             CsAddress        *address,
             CsPresence       *presence,
             Fixture          *fixture)
{
  fixture->n_news++;
  g_clear_pointer (&fixture->presence, cs_presence_unref);
  fixture->presence = presence ? cs_presence_ref (presence) : NULL;
}

static void
answered_cb (CsPresenceClient *client,
             CsAddress        *address,
             int               answer,
             Fixture          *fixture)
{
  fixture->answer = (CsWatchAnswer) answer;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  memset (fixture, 0, sizeof *fixture);
  sip_fixture_init (&fixture->sip, answer_cb, fixture);
  sip_fixture_add_agent (&fixture->sip);
  fixture->client = cs_user_agent_get_presence (fixture->sip.agent);
  fixture->bob = cs_address_parse ("bob@example.test", NULL);
  g_signal_connect (fixture->client, "presence", G_CALLBACK (presence_cb), fixture);
  g_signal_connect (fixture->client, "answer", G_CALLBACK (answered_cb), fixture);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_clear_pointer (&fixture->presence, cs_presence_unref);
  cs_address_unref (fixture->bob);
  sip_fixture_clear (&fixture->sip);
}

static void
go_online (Fixture *fixture)
{
  cs_link_start (fixture->sip.link);
  cs_test_wait_for (fixture->sip.n_registered == 1);
}

static guint
count (Fixture    *fixture,
       const char *method)
{
  return cs_test_sip_peer_count (fixture->sip.peer, method);
}

static char *
get_header (Fixture    *fixture,
            const char *method,
            guint       nth,
            const char *name)
{
  return cs_test_sip_peer_get_header (cs_test_sip_peer_find (fixture->sip.peer, method, nth), name);
}

#define assert_header(fixture, method, nth, name, value)                                         \
  G_STMT_START {                                                                                 \
    g_autofree char *assert_header_value = get_header (fixture, method, nth, name);              \
    g_assert_cmpstr (assert_header_value, ==, value);                                            \
  } G_STMT_END

/* A NOTIFY in the dialog that the @nth SUBSCRIBE began. */
static char *
make_notify (Fixture    *fixture,
             guint       nth,
             guint       cseq,
             const char *headers,
             const char *body)
{
  const char *request = cs_test_sip_peer_find (fixture->sip.peer, "SUBSCRIBE", nth);
  g_autofree char *from = cs_test_sip_peer_get_header (request, "From");
  g_autofree char *call_id = cs_test_sip_peer_get_header (request, "Call-ID");
  g_autofree char *branch = g_uuid_string_random ();

  return g_strdup_printf ("NOTIFY sip:alice@token.invalid;transport=tls SIP/2.0\r\n"
                          "Via: SIP/2.0/TLS 127.0.0.1;branch=z9hG4bK%s\r\nMax-Forwards: 69\r\n"
                          "From: <sip:bob@example.test>;tag=peer\r\nTo: %s\r\nCall-ID: %s\r\nCSeq: %u NOTIFY\r\n"
                          "Contact: <sip:server@127.0.0.1:6;transport=tls>\r\n%sContent-Length: %zu\r\n\r\n%s",
                          branch, from, call_id, cseq, headers, strlen (body), body);
}

/* The status that it is answered with. */
static guint
notify (Fixture    *fixture,
        guint       cseq,
        const char *headers,
        const char *body)
{
  g_autofree char *request = make_notify (fixture, 0, cseq, headers, body);
  guint before = count (fixture, "SIP/2.0");

  cs_test_sip_peer_send (fixture->sip.peer, request, -1);
  cs_test_wait_for (count (fixture, "SIP/2.0") > before);

  return (guint) g_ascii_strtoull (cs_test_sip_peer_find (fixture->sip.peer, "SIP/2.0", before) + strlen ("SIP/2.0 "), NULL, 10);
}

#define ACTIVE "Event: presence\r\nSubscription-State: active;expires=3600\r\nContent-Type: application/pidf+xml\r\n"

static void
watch_bob (Fixture *fixture)
{
  go_online (fixture);
  cs_presence_client_watch (fixture->client, fixture->bob);
  cs_test_wait_for (count (fixture, "SUBSCRIBE") == 1);
  cs_test_settle ();
  g_assert_cmpuint (notify (fixture, 1, ACTIVE, PIDF ("open")), ==, 200);
  g_assert_cmpint (cs_presence_get_state (fixture->presence), ==, CS_PRESENCE_AVAILABLE);
}

static void
test_publishes (Fixture      *fixture,
                gconstpointer data)
{
  g_autoptr (CsPresence) here = cs_presence_new (CS_PRESENCE_AVAILABLE, CS_ACTIVITY_NONE, "Tea", 0, 1);
  g_autoptr (CsPresence) away = cs_presence_new (CS_PRESENCE_AWAY, CS_ACTIVITY_NONE, "Tea", 0, 1);
  g_autoptr (CsPresence) hidden = cs_presence_new (CS_PRESENCE_OFFLINE, CS_ACTIVITY_NONE, "Tea", 0, 1);
  const char *first;

  cs_presence_client_publish (fixture->client, here);
  go_online (fixture);
  cs_test_wait_for (count (fixture, "PUBLISH") == 1);
  first = cs_test_sip_peer_find (fixture->sip.peer, "PUBLISH", 0);
  g_assert_nonnull (strstr (first, "PUBLISH sip:alice@example.test SIP/2.0"));
  g_assert_nonnull (strstr (first, "<basic>open</basic>"));
  g_assert_nonnull (strstr (first, "<note>Tea</note>"));
  assert_header (fixture, "PUBLISH", 0, "Event", "presence");
  assert_header (fixture, "PUBLISH", 0, "Expires", "300");
  assert_header (fixture, "PUBLISH", 0, "SIP-If-Match", NULL);

  /* Only the last of those that come in a row is told, and nothing twice. */
  cs_presence_client_publish (fixture->client, here);
  cs_presence_client_publish (fixture->client, hidden);
  cs_presence_client_publish (fixture->client, away);
  cs_test_wait_for (count (fixture, "PUBLISH") == 2);
  cs_test_settle ();
  cs_presence_client_publish (fixture->client, away);
  cs_presence_client_publish (fixture->client, hidden);
  cs_test_wait_for (count (fixture, "PUBLISH") == 3);
  g_assert_nonnull (strstr (cs_test_sip_peer_find (fixture->sip.peer, "PUBLISH", 1), "<rpid:away/>"));
  assert_header (fixture, "PUBLISH", 1, "SIP-If-Match", "one");
  assert_header (fixture, "PUBLISH", 2, "SIP-If-Match", "one");
  assert_header (fixture, "PUBLISH", 2, "Expires", "0");
  assert_header (fixture, "PUBLISH", 2, "Content-Length", "0");
}

/* RFC 3903 section 4.1 */
static void
test_begins_anew (Fixture      *fixture,
                  gconstpointer data)
{
  g_autoptr (CsPresence) here = cs_presence_new (CS_PRESENCE_AVAILABLE, CS_ACTIVITY_NONE, NULL, 0, 1);
  g_autoptr (CsPresence) away = cs_presence_new (CS_PRESENCE_AWAY, CS_ACTIVITY_NONE, NULL, 0, 1);

  cs_presence_client_publish (fixture->client, here);
  go_online (fixture);
  cs_test_wait_for (count (fixture, "PUBLISH") == 1);
  cs_test_settle ();
  fixture->publish[0] = "412 Conditional Request Failed";
  fixture->publish[1] = "200 OK";
  cs_presence_client_publish (fixture->client, away);
  cs_test_wait_for (count (fixture, "PUBLISH") == 3);
  assert_header (fixture, "PUBLISH", 1, "SIP-If-Match", "one");
  assert_header (fixture, "PUBLISH", 2, "SIP-If-Match", NULL);
  g_assert_nonnull (strstr (cs_test_sip_peer_find (fixture->sip.peer, "PUBLISH", 2), "<rpid:away/>"));
}

static void
test_asks_for_longer (Fixture      *fixture,
                      gconstpointer data)
{
  g_autoptr (CsPresence) here = cs_presence_new (CS_PRESENCE_AVAILABLE, CS_ACTIVITY_NONE, NULL, 0, 1);

  fixture->publish[0] = "423 Interval Too Brief";
  fixture->publish[1] = "200 OK";
  fixture->subscribe[0] = "423 Interval Too Brief";
  fixture->subscribe[1] = "200 OK";
  fixture->headers = "Min-Expires: 7200\r\n";
  cs_presence_client_publish (fixture->client, here);
  cs_presence_client_watch (fixture->client, fixture->bob);
  go_online (fixture);
  cs_test_wait_for (count (fixture, "PUBLISH") == 2 && count (fixture, "SUBSCRIBE") == 2);
  assert_header (fixture, "PUBLISH", 1, "Expires", "7200");
  assert_header (fixture, "SUBSCRIBE", 1, "Expires", "7200");
}

static void
test_server_without (Fixture      *fixture,
                     gconstpointer data)
{
  g_autoptr (CsPresence) here = cs_presence_new (CS_PRESENCE_AVAILABLE, CS_ACTIVITY_NONE, NULL, 0, 1);
  g_autoptr (CsPresence) away = cs_presence_new (CS_PRESENCE_AWAY, CS_ACTIVITY_NONE, NULL, 0, 1);

  fixture->publish[0] = "405 Method Not Allowed";
  cs_presence_client_publish (fixture->client, here);
  go_online (fixture);
  cs_test_wait_for (cs_presence_client_is_lacking (fixture->client));
  cs_presence_client_publish (fixture->client, away);
  cs_presence_client_watch (fixture->client, fixture->bob);
  cs_test_settle ();
  g_assert_cmpuint (count (fixture, "PUBLISH"), ==, 1);
  g_assert_cmpuint (count (fixture, "SUBSCRIBE"), ==, 0);

  /* It is asked again with the next connection: it may have learned it. */
  fixture->publish[0] = "200 OK";
  cs_test_sip_peer_hang_up (fixture->sip.peer);
  cs_test_wait_for (count (fixture, "PUBLISH") == 2 && count (fixture, "SUBSCRIBE") == 1);
  g_assert_false (cs_presence_client_is_lacking (fixture->client));
}

static void
test_nobody_can_be_watched (Fixture      *fixture,
                            gconstpointer data)
{
  fixture->subscribe[0] = "489 Bad Event";
  for (guint i = 0; i < 20; i++) {
    g_autofree char *text = g_strdup_printf ("user%u@example.test", i);
    g_autoptr (CsAddress) user = cs_address_parse (text, NULL);

    cs_presence_client_watch (fixture->client, user);
  }
  go_online (fixture);
  cs_test_wait_for (cs_presence_client_is_lacking (fixture->client));
  cs_test_settle ();
  g_assert_cmpuint (count (fixture, "SUBSCRIBE"), <, 20);
}

static void
test_watches (Fixture      *fixture,
              gconstpointer data)
{
  watch_bob (fixture);
  assert_header (fixture, "SUBSCRIBE", 0, "Event", "presence");
  assert_header (fixture, "SUBSCRIBE", 0, "Accept", "application/pidf+xml");
  assert_header (fixture, "SUBSCRIBE", 0, "Contact", "<sip:alice@token123.invalid;transport=tls;ob>");
  g_assert_true (cs_presence_equal (cs_presence_client_get (fixture->client, fixture->bob), fixture->presence));

  g_assert_cmpuint (notify (fixture, 2, ACTIVE, PIDF ("closed")), ==, 200);
  g_assert_cmpint (cs_presence_get_state (fixture->presence), ==, CS_PRESENCE_OFFLINE);
  g_assert_cmpuint (notify (fixture, 3, "Event: presence\r\nSubscription-State: active\r\n", ""), ==, 200);
  /* They publish nothing any more, or refuse without saying so (RFC 5025 section 3.2.1): that nothing is known is known then. */
  g_assert_nonnull (fixture->presence);
  g_assert_cmpint (cs_presence_get_state (fixture->presence), ==, CS_PRESENCE_UNKNOWN);
  g_assert_cmpuint (fixture->n_news, ==, 3);
  g_assert_cmpuint (notify (fixture, 4, ACTIVE, "no XML"), ==, 200);
  g_assert_cmpuint (fixture->n_news, ==, 3);
}

static void
test_refuses (Fixture      *fixture,
              gconstpointer data)
{
  g_autofree char *message = NULL;
  g_auto (GStrv) words = NULL;
  g_autofree char *foreign = NULL;

  watch_bob (fixture);
  g_assert_cmpuint (notify (fixture, 1, ACTIVE, PIDF ("closed")), ==, 500);
  g_assert_cmpuint (notify (fixture, 2, "Event: dialog\r\nSubscription-State: active\r\n", ""), ==, 489);
  g_assert_cmpuint (notify (fixture, 3, "Subscription-State: active\r\n", ""), ==, 489);
  g_assert_cmpuint (notify (fixture, 4, "Event: presence\r\n", ""), ==, 400);
  g_assert_cmpuint (notify (fixture, 5, "Event: presence\r\nSubscription-State: active\r\nContent-Type: text/html\r\n", "x"), ==, 415);
  g_assert_cmpint (cs_presence_get_state (fixture->presence), ==, CS_PRESENCE_AVAILABLE);

  message = cs_test_sip_peer_make_message ("somewhere-else", ACTIVE, PIDF ("closed"));
  words = g_strsplit (message, "MESSAGE", -1);
  foreign = g_strjoinv ("NOTIFY", words);
  cs_test_sip_peer_send (fixture->sip.peer, foreign, -1);
  cs_test_wait_for (count (fixture, "SIP/2.0 481") == 1);
}

static void
test_early_notify (Fixture      *fixture,
                   gconstpointer data)
{
  fixture->hold = TRUE;
  go_online (fixture);
  cs_presence_client_watch (fixture->client, fixture->bob);
  cs_test_wait_for (count (fixture, "SUBSCRIBE") == 1);
  g_assert_cmpuint (notify (fixture, 1, ACTIVE, PIDF ("open")), ==, 200);
  g_assert_cmpint (cs_presence_get_state (fixture->presence), ==, CS_PRESENCE_AVAILABLE);
}

static void
test_refreshes (Fixture      *fixture,
                gconstpointer data)
{
  g_autofree char *to = NULL;

  watch_bob (fixture);
  g_assert_cmpuint (notify (fixture, 2, "Event: presence\r\nSubscription-State: active;expires=1\r\nContent-Type: application/pidf+xml\r\n",
                            PIDF ("open")), ==, 200);
  cs_test_wait_for (count (fixture, "SUBSCRIBE") == 2);
  g_assert_nonnull (strstr (cs_test_sip_peer_find (fixture->sip.peer, "SUBSCRIBE", 1), "SUBSCRIBE sip:server@127.0.0.1:6;transport=tls SIP"));
  assert_header (fixture, "SUBSCRIBE", 1, "Route", "<sip:one;lr>");
  to = get_header (fixture, "SUBSCRIBE", 1, "To");
  g_assert_nonnull (strstr (to, ";tag=peer"));
  g_assert_cmpuint (fixture->n_news, ==, 1);
}

static void
test_is_lost (Fixture      *fixture,
              gconstpointer data)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  watch_bob (fixture);
  fixture->subscribe[0] = "481 Subscription Does Not Exist";
  fixture->subscribe[1] = "200 OK";
  g_assert_cmpuint (notify (fixture, 2, "Event: presence\r\nSubscription-State: active;expires=1\r\nContent-Type: application/pidf+xml\r\n",
                            PIDF ("open")), ==, 200);
  cs_test_wait_for (count (fixture, "SUBSCRIBE") == 3);
  first = get_header (fixture, "SUBSCRIBE", 1, "Call-ID");
  second = get_header (fixture, "SUBSCRIBE", 2, "Call-ID");
  g_assert_cmpstr (first, !=, second);
  /* What is known holds until there is news. */
  g_assert_nonnull (fixture->presence);
}

static void
test_is_ended (Fixture      *fixture,
               gconstpointer data)
{
  static const char * const reasons[] = { "rejected", "noresource", "giveup;retry-after=300", "probation" };

  go_online (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++) {
    g_autofree char *headers = g_strdup_printf ("Event: presence\r\nSubscription-State: terminated;reason=%s\r\n", reasons[i]);
    g_autofree char *text = NULL;
    g_autofree char *end = NULL;

    cs_presence_client_watch (fixture->client, fixture->bob);
    cs_test_wait_for (count (fixture, "SUBSCRIBE") == i + 1);
    cs_test_settle ();
    text = make_notify (fixture, i, 1, ACTIVE, PIDF ("open"));
    cs_test_sip_peer_send (fixture->sip.peer, text, -1);
    cs_test_wait_for (fixture->presence);
    end = make_notify (fixture, i, 2, headers, "");
    cs_test_sip_peer_send (fixture->sip.peer, end, -1);
    cs_test_wait_for (!fixture->presence);
    cs_test_settle ();
    g_assert_cmpint (fixture->answer, ==, i == 0 ? CS_WATCH_ANSWER_REFUSED : CS_WATCH_ANSWER_NONE);
    fixture->answer = CS_WATCH_ANSWER_NONE;
    g_assert_cmpuint (count (fixture, "SUBSCRIBE"), ==, i + 1);
    cs_presence_client_unwatch (fixture->client, fixture->bob);
  }

  /* Nothing is left to be taken back. */
  g_assert_cmpuint (count (fixture, "SUBSCRIBE"), ==, G_N_ELEMENTS (reasons));
}

static void
test_is_moved (Fixture      *fixture,
               gconstpointer data)
{
  watch_bob (fixture);
  g_assert_cmpuint (notify (fixture, 2, "Event: presence\r\nSubscription-State: terminated;reason=deactivated\r\n", ""), ==, 200);
  cs_test_wait_for (count (fixture, "SUBSCRIBE") == 2);
  assert_header (fixture, "SUBSCRIBE", 1, "To", "<sip:bob@example.test>");
  g_assert_nonnull (fixture->presence);
}

static void
test_waits_for_leave (Fixture      *fixture,
                      gconstpointer data)
{
  fixture->subscribe[0] = "202 Accepted";
  go_online (fixture);
  cs_presence_client_watch (fixture->client, fixture->bob);
  cs_test_wait_for (count (fixture, "SUBSCRIBE") == 1);
  cs_test_settle ();
  g_assert_cmpuint (notify (fixture, 1, "Event: presence\r\nSubscription-State: pending;expires=600\r\n", ""), ==, 200);
  g_assert_null (fixture->presence);
  g_assert_cmpint (fixture->answer, ==, CS_WATCH_ANSWER_PENDING);
  g_assert_cmpuint (notify (fixture, 2, ACTIVE, PIDF ("open")), ==, 200);
  g_assert_cmpint (cs_presence_get_state (fixture->presence), ==, CS_PRESENCE_AVAILABLE);
  g_assert_cmpint (fixture->answer, ==, CS_WATCH_ANSWER_NONE);
}

static void
test_many (Fixture      *fixture,
           gconstpointer data)
{
  fixture->hold = TRUE;
  for (guint i = 0; i < 100; i++) {
    g_autofree char *text = g_strdup_printf ("user%u@example.test", i);
    g_autoptr (CsAddress) user = cs_address_parse (text, NULL);

    cs_presence_client_watch (fixture->client, user);
  }
  go_online (fixture);
  cs_test_wait_for (count (fixture, "SUBSCRIBE") > 0);
  cs_test_settle ();
  g_assert_cmpuint (count (fixture, "SUBSCRIBE"), <=, 8);
  fixture->hold = FALSE;
  cs_test_sip_peer_hang_up (fixture->sip.peer);
  cs_test_wait_for (count (fixture, "SUBSCRIBE") >= 100);
}

static void
test_reconnects (Fixture      *fixture,
                 gconstpointer data)
{
  g_autoptr (CsPresence) here = cs_presence_new (CS_PRESENCE_AVAILABLE, CS_ACTIVITY_NONE, NULL, 0, 1);

  cs_presence_client_publish (fixture->client, here);
  watch_bob (fixture);
  cs_test_sip_peer_hang_up (fixture->sip.peer);
  cs_test_wait_for (!fixture->presence);
  cs_test_wait_for (count (fixture, "PUBLISH") == 2 && count (fixture, "SUBSCRIBE") == 2);
  /* What the last connection published is replaced. */
  assert_header (fixture, "PUBLISH", 1, "SIP-If-Match", "one");
  g_assert_nonnull (strstr (cs_test_sip_peer_find (fixture->sip.peer, "PUBLISH", 1), "<basic>open</basic>"));
  assert_header (fixture, "SUBSCRIBE", 1, "To", "<sip:bob@example.test>");
}

static void
test_says_goodbye (Fixture      *fixture,
                   gconstpointer data)
{
  g_autoptr (CsPresence) here = cs_presence_new (CS_PRESENCE_AVAILABLE, CS_ACTIVITY_NONE, NULL, 0, 1);

  cs_presence_client_publish (fixture->client, here);
  watch_bob (fixture);
  fixture->hold = TRUE;
  cs_user_agent_close_async (fixture->sip.agent, NULL, sip_fixture_closed_cb, &fixture->sip);
  cs_test_wait_for (fixture->sip.closed);
  cs_test_wait_for (count (fixture, "PUBLISH") == 2 && count (fixture, "SUBSCRIBE") == 2 && count (fixture, "REGISTER") == 2);
  assert_header (fixture, "PUBLISH", 1, "Expires", "0");
  assert_header (fixture, "SUBSCRIBE", 1, "Expires", "0");
}

static void
test_unwatches (Fixture      *fixture,
                gconstpointer data)
{
  watch_bob (fixture);
  cs_presence_client_unwatch (fixture->client, fixture->bob);
  cs_presence_client_unwatch (fixture->client, fixture->bob);
  cs_test_wait_for (count (fixture, "SUBSCRIBE") == 2);
  assert_header (fixture, "SUBSCRIBE", 1, "Expires", "0");
  g_assert_null (cs_presence_client_get (fixture->client, fixture->bob));
  g_assert_cmpuint (notify (fixture, 2, ACTIVE, PIDF ("closed")), ==, 481);
}

static void
drop_cb (Fixture *fixture)
{
  g_clear_object (&fixture->sip.agent);
}

/* Whoever hears of it may be through with all of it. */
static void
test_may_go (Fixture      *fixture,
             gconstpointer data)
{
  g_autoptr (CsPresenceClient) client = g_object_ref (fixture->client);
  g_autofree char *news = NULL;

  watch_bob (fixture);
  g_signal_connect_swapped (client, "presence", G_CALLBACK (drop_cb), fixture);
  news = make_notify (fixture, 0, 2, ACTIVE, PIDF ("closed"));
  cs_test_sip_peer_send (fixture->sip.peer, news, -1);
  cs_test_wait_for (!fixture->sip.agent);
  cs_test_settle ();

  /* What is left of it does nothing. */
  cs_presence_client_watch (client, fixture->bob);
  cs_presence_client_unwatch (client, fixture->bob);
  cs_presence_client_publish (client, NULL);
  g_assert_null (cs_presence_client_get (client, fixture->bob));
}

int
main (int    argc,
      char **argv)
{
  static const struct {
    const char *path;
    void      (*test) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "publishes-what-is-new-and-takes-it-back", test_publishes },
    { "publishes-anew-what-the-server-has-lost", test_begins_anew },
    { "asks-for-as-long-as-the-server-wants", test_asks_for_longer },
    { "leaves-a-server-without-presence-alone", test_server_without },
    { "sees-that-nobody-can-be-watched", test_nobody_can_be_watched },
    { "tells-what-it-hears", test_watches },
    { "refuses-what-it-did-not-ask-for", test_refuses },
    { "takes-news-before-the-answer", test_early_notify },
    { "refreshes-in-its-dialog", test_refreshes },
    { "begins-anew-when-the-server-knows-nothing-of-it", test_is_lost },
    { "takes-an-end-for-an-end", test_is_ended },
    { "begins-anew-when-it-is-moved", test_is_moved },
    { "waits-until-somebody-allows-it", test_waits_for_leave },
    { "asks-for-a-few-at-a-time", test_many },
    { "does-it-all-again-after-a-lost-connection", test_reconnects },
    { "says-goodbye-without-waiting-for-subscriptions", test_says_goodbye },
    { "watches-no-longer", test_unwatches },
    { "may-go-when-it-tells-something", test_may_go },
  };

  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++) {
    g_autofree char *path = g_strconcat ("/presence-client/", tests[i].path, NULL);

    g_test_add (path, Fixture, NULL, set_up, tests[i].test, tear_down);
  }

  return g_test_run ();
}
