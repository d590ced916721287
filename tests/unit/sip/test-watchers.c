/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sip-fixture.h"

#define WINFO(version, state, watchers) "<watcherinfo xmlns='urn:ietf:params:xml:ns:watcherinfo' version='" version "' state='" state "'>" \
  "<watcher-list resource='sip:alice@example.test' package='presence'>" watchers "</watcher-list></watcherinfo>"
#define WATCHER(id, status, user) "<watcher id='" id "' event='subscribe' status='" status "'>sip:" user "@example.test</watcher>"

typedef struct {
  SipFixture  sip;
  CsWatchers *watchers;
  guint       n_changed;
  guint       cseq;
} Fixture;

static char *
answer_cb (CsTestSipPeer *peer,
           const char    *request,
           gpointer       user_data)
{
  g_autofree char *to = cs_test_sip_peer_get_header (request, "To");
  char *answer = cs_test_sip_peer_make_answer (request, "200 OK", "Expires: 3600\r\nContact: <sip:server@127.0.0.1>\r\n");
  char *twice = strstr (answer, ";tag=peer;tag=peer");

  if (twice)
    memmove (twice, twice + strlen (";tag=peer"), strlen (twice + strlen (";tag=peer")) + 1);

  return answer;
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  memset (fixture, 0, sizeof *fixture);
  sip_fixture_init (&fixture->sip, answer_cb, fixture);
  sip_fixture_add_agent (&fixture->sip);
  fixture->watchers = cs_user_agent_get_watchers (fixture->sip.agent);
  g_signal_connect_swapped (fixture->watchers, "changed", G_CALLBACK (sip_fixture_count_cb), &fixture->n_changed);
  cs_link_start (fixture->sip.link);
  cs_test_wait_for (fixture->sip.n_registered == 1);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  sip_fixture_clear (&fixture->sip);
}

static guint
count (Fixture *fixture)
{
  return cs_test_sip_peer_count (fixture->sip.peer, "SUBSCRIBE");
}

static void
notify (Fixture    *fixture,
        const char *state,
        const char *body)
{
  const char *request = cs_test_sip_peer_find (fixture->sip.peer, "SUBSCRIBE", 0);
  g_autofree char *from = cs_test_sip_peer_get_header (request, "From");
  g_autofree char *call_id = cs_test_sip_peer_get_header (request, "Call-ID");
  g_autofree char *branch = g_uuid_string_random ();
  guint before = cs_test_sip_peer_count (fixture->sip.peer, "SIP/2.0 200");
  g_autofree char *text = NULL;

  text = g_strdup_printf ("NOTIFY sip:alice@token.invalid;transport=tls SIP/2.0\r\n"
                          "Via: SIP/2.0/TLS 127.0.0.1;branch=z9hG4bK%s\r\nMax-Forwards: 69\r\n"
                          "From: <sip:alice@example.test>;tag=peer\r\nTo: %s\r\nCall-ID: %s\r\nCSeq: %u NOTIFY\r\n"
                          "Event: presence.winfo\r\nSubscription-State: %s\r\nContent-Type: application/watcherinfo+xml\r\n"
                          "Contact: <sip:server@127.0.0.1>\r\nContent-Length: %zu\r\n\r\n%s",
                          branch, from, call_id, ++fixture->cseq, state, strlen (body), body);
  cs_test_sip_peer_send (fixture->sip.peer, text, -1);
  cs_test_wait_for (cs_test_sip_peer_count (fixture->sip.peer, "SIP/2.0 200") > before);
}

static void
assert_watchers (Fixture         *fixture,
                 CsWatcherStatus  status,
                 const char      *users)
{
  g_autoptr (GPtrArray) list = cs_watchers_list (fixture->watchers, status);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < list->len; i++)
    g_string_append_printf (names, "%s ", cs_address_get_user (list->pdata[i]));
  g_assert_cmpstr (names->str, ==, users);
}

static void
test_follows (Fixture      *fixture,
              gconstpointer data)
{
  cs_test_settle ();
  g_assert_cmpuint (count (fixture), ==, 0);
  cs_watchers_want (fixture->watchers);
  cs_watchers_want (fixture->watchers);
  cs_test_wait_for (count (fixture) == 1);
  g_assert_nonnull (strstr (cs_test_sip_peer_find (fixture->sip.peer, "SUBSCRIBE", 0), "\r\nEvent: presence.winfo\r\n"));
  cs_test_settle ();

  notify (fixture, "active;expires=3600", WINFO ("0", "full", WATCHER ("2", "active", "carol") WATCHER ("1", "active", "bob")
                                                 WATCHER ("3", "active", "bob") WATCHER ("4", "pending", "mallory")));
  assert_watchers (fixture, CS_WATCHER_ACTIVE, "bob carol ");
  assert_watchers (fixture, CS_WATCHER_WAITING, "mallory ");

  notify (fixture, "active;expires=3600", WINFO ("1", "partial", WATCHER ("2", "terminated", "carol") WATCHER ("4", "active", "mallory")));
  assert_watchers (fixture, CS_WATCHER_ACTIVE, "bob mallory ");
  assert_watchers (fixture, CS_WATCHER_WAITING, "");

  /* What is old, or no such document, changes nothing. */
  notify (fixture, "active;expires=3600", WINFO ("1", "partial", WATCHER ("1", "terminated", "bob")));
  notify (fixture, "active;expires=3600", "no XML");
  assert_watchers (fixture, CS_WATCHER_ACTIVE, "bob mallory ");
  g_assert_cmpuint (fixture->n_changed, ==, 2);
}

static void
test_gap (Fixture      *fixture,
          gconstpointer data)
{
  cs_watchers_want (fixture->watchers);
  cs_test_wait_for (count (fixture) == 1);
  cs_test_settle ();
  notify (fixture, "active;expires=3600", WINFO ("0", "full", WATCHER ("1", "active", "bob")));
  notify (fixture, "active;expires=3600", WINFO ("5", "partial", WATCHER ("2", "active", "carol")));
  cs_test_wait_for (count (fixture) == 2);
  assert_watchers (fixture, CS_WATCHER_ACTIVE, "bob ");
}

static void
test_ends (Fixture      *fixture,
           gconstpointer data)
{
  cs_watchers_want (fixture->watchers);
  cs_test_wait_for (count (fixture) == 1);
  cs_test_settle ();
  notify (fixture, "active;expires=3600", WINFO ("0", "full", WATCHER ("1", "active", "bob")));
  notify (fixture, "terminated;reason=rejected", "");
  assert_watchers (fixture, CS_WATCHER_ACTIVE, "");
  cs_test_settle ();
  g_assert_cmpuint (count (fixture), ==, 1);

  /* All of it again with the next connection. */
  cs_test_sip_peer_hang_up (fixture->sip.peer);
  cs_test_wait_for (count (fixture) == 2);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/watchers/are-followed-when-wanted", Fixture, NULL, set_up, test_follows, tear_down);
  g_test_add ("/watchers/are-asked-for-again-after-a-gap", Fixture, NULL, set_up, test_gap, tear_down);
  g_test_add ("/watchers/are-unknown-when-it-ends", Fixture, NULL, set_up, test_ends, tear_down);

  return g_test_run ();
}
