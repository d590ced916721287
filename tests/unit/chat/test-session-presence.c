/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "chat/cs-profile.h"

#include "cs-test-profile.h"
#include "cs-test-sip-peer.h"
#include "cs-test-wait.h"

#define PIDF "<presence xmlns='urn:ietf:params:xml:ns:pidf' entity='sip:bob@example.test'><tuple id='a'><status><basic>open</basic>" \
  "</status><note>Tea</note></tuple></presence>"

typedef struct {
  CsProfile     *profile;
  CsTestSipPeer *peer;
  CsAccount     *account;
  CsSession     *session;
  const char    *publish;    /* how PUBLISH is answered */
} Fixture;

static char *
answer_cb (CsTestSipPeer *peer,
           const char    *request,
           gpointer       user_data)
{
  Fixture *fixture = user_data;
  gboolean is_publish = g_str_has_prefix (request, "PUBLISH");

  return cs_test_sip_peer_make_answer (request, is_publish ? fixture->publish : "200 OK",
                                       is_publish ? "SIP-ETag: one\r\n" : "Contact: <sip:server@127.0.0.1>\r\n");
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  const CsProfileOptions options = { NULL, "/nonexistent", TRUE, TRUE, .presence = TRUE };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CsAddress) address = cs_address_parse ("alice@example.test", NULL);
  g_autoptr (CsEndpoint) server = NULL;

  fixture->publish = "200 OK";
  fixture->peer = cs_test_sip_peer_new (answer_cb, fixture);
  cs_profile_open_async (&options, NULL, cs_test_result_cb, &result);
  fixture->profile = cs_profile_open_finish (cs_test_wait (&result), NULL);
  g_assert_nonnull (fixture->profile);
  cs_test_sip_peer_trust (fixture->peer, cs_profile_get_anchors (fixture->profile));
  server = cs_test_sip_peer_new_endpoint (fixture->peer);
  fixture->account = cs_account_new (address);
  cs_account_set_server (fixture->account, server);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_clear_object (&fixture->session);
  cs_test_profile_close (fixture->profile);
  g_object_unref (fixture->account);
  cs_test_sip_peer_free (fixture->peer);
}

static void
sign_in (Fixture *fixture)
{
  g_autoptr (CsSecret) password = cs_secret_new ("open sesame");

  fixture->session = cs_profile_try_account (fixture->profile, fixture->account, password);
  cs_test_wait_for_state (fixture->session, CS_CONNECTION_ONLINE);
}

static guint
count (Fixture    *fixture,
       const char *method)
{
  return cs_test_sip_peer_count (fixture->peer, method);
}

static CsContact *
know (Fixture    *fixture,
      const char *text)
{
  g_autoptr (CsAddress) address = cs_address_parse (text, NULL);

  return cs_contacts_ensure (cs_profile_get_contacts (fixture->profile), cs_account_get_id (fixture->account), address);
}

static void
notify (Fixture *fixture,
        guint    nth)
{
  const char *request = cs_test_sip_peer_find (fixture->peer, "SUBSCRIBE", nth);
  g_autofree char *from = cs_test_sip_peer_get_header (request, "From");
  g_autofree char *call_id = cs_test_sip_peer_get_header (request, "Call-ID");
  g_autofree char *branch = g_uuid_string_random ();
  g_autofree char *text = NULL;

  text = g_strdup_printf ("NOTIFY sip:alice@token.invalid;transport=tls SIP/2.0\r\n"
                          "Via: SIP/2.0/TLS 127.0.0.1;branch=z9hG4bK%s\r\nMax-Forwards: 69\r\n"
                          "From: <sip:bob@example.test>;tag=peer\r\nTo: %s\r\nCall-ID: %s\r\nCSeq: 1 NOTIFY\r\n"
                          "Event: presence\r\nSubscription-State: active;expires=600\r\nContent-Type: application/pidf+xml\r\n"
                          "Contact: <sip:server@127.0.0.1>\r\nContent-Length: %zu\r\n\r\n%s",
                          branch, from, call_id, strlen (PIDF), PIDF);
  cs_test_sip_peer_send (fixture->peer, text, -1);
}

static void
test_tells (Fixture       *fixture,
            gconstpointer  data)
{
  cs_account_set_presence_note (fixture->account, "Tea");
  sign_in (fixture);
  cs_test_wait_for (count (fixture, "PUBLISH") == 1);
  g_assert_nonnull (strstr (cs_test_sip_peer_find (fixture->peer, "PUBLISH", 0), "<note>Tea</note>"));
  g_assert_cmpint (cs_presence_get_state (cs_session_get_own_presence (fixture->session)), ==, CS_PRESENCE_AVAILABLE);
  cs_test_settle ();

  cs_account_set_availability (fixture->account, CS_PRESENCE_BUSY);
  cs_test_wait_for (count (fixture, "PUBLISH") == 2);
  g_assert_nonnull (strstr (cs_test_sip_peer_find (fixture->peer, "PUBLISH", 1), "<rpid:busy/>"));
  cs_test_settle ();

  cs_account_set_show_presence (fixture->account, FALSE);
  cs_test_wait_for (count (fixture, "PUBLISH") == 3);
  g_assert_nonnull (strstr (cs_test_sip_peer_find (fixture->peer, "PUBLISH", 2), "\r\nExpires: 0\r\n"));
  g_assert_null (cs_session_get_own_presence (fixture->session));
}

static void
test_watches (Fixture       *fixture,
              gconstpointer  data)
{
  CsContact *bob = know (fixture, "bob@example.test");
  CsContact *stranger = know (fixture, "mallory@example.test");

  cs_contact_accept (bob);
  sign_in (fixture);
  cs_test_wait_for (count (fixture, "SUBSCRIBE") == 1);
  g_assert_true (g_str_has_prefix (cs_test_sip_peer_find (fixture->peer, "SUBSCRIBE", 0), "SUBSCRIBE sip:bob@example.test"));
  cs_test_settle ();
  notify (fixture, 0);
  cs_test_wait_for (cs_contact_get_presence (bob));
  g_assert_cmpstr (cs_presence_get_note (cs_contact_get_presence (bob)), ==, "Tea");
  g_assert_null (cs_contact_get_presence (stranger));

  /* Once they are let in, and no longer when they are blocked. */
  cs_contact_accept (stranger);
  cs_test_wait_for (count (fixture, "SUBSCRIBE sip:mallory@example.test") == 1);
  cs_contact_set_blocked (bob, TRUE);
  g_assert_null (cs_contact_get_presence (bob));
  cs_test_wait_for (count (fixture, "SUBSCRIBE") == 3);
  g_assert_nonnull (strstr (cs_test_sip_peer_find (fixture->peer, "SUBSCRIBE", 2), "\r\nExpires: 0\r\n"));
}

static void
test_forgets (Fixture       *fixture,
              gconstpointer  data)
{
  CsContact *bob = know (fixture, "bob@example.test");

  cs_contact_accept (bob);
  sign_in (fixture);
  cs_test_wait_for (count (fixture, "SUBSCRIBE") == 1);
  cs_test_settle ();
  notify (fixture, 0);
  cs_test_wait_for (cs_contact_get_presence (bob));

  cs_session_stop_async (fixture->session, NULL, NULL, NULL);
  cs_test_wait_for (!cs_contact_get_presence (bob));
  cs_test_wait_for (cs_session_get_state (fixture->session) == CS_CONNECTION_OFFLINE);
  g_assert_nonnull (strstr (cs_test_sip_peer_find (fixture->peer, "PUBLISH", 1), "\r\nExpires: 0\r\n"));

  cs_session_start (fixture->session);
  cs_test_wait_for (count (fixture, "SUBSCRIBE") == 3 && count (fixture, "PUBLISH") == 3);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_server_without (Fixture       *fixture,
                     gconstpointer  data)
{
  guint told = 0;

  fixture->publish = "405 Method Not Allowed";
  sign_in (fixture);
  g_signal_connect_swapped (fixture->session, "notify::lacks-presence", G_CALLBACK (count_cb), &told);
  cs_test_wait_for (cs_session_lacks_presence (fixture->session));
  cs_account_set_availability (fixture->account, CS_PRESENCE_AWAY);
  cs_test_settle ();
  g_assert_cmpuint (told, <=, 1);
  g_assert_cmpuint (count (fixture, "PUBLISH"), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/session-presence/tells-what-the-person-chose", Fixture, NULL, set_up, test_tells, tear_down);
  g_test_add ("/session-presence/watches-who-was-let-in", Fixture, NULL, set_up, test_watches, tear_down);
  g_test_add ("/session-presence/forgets-when-it-ends", Fixture, NULL, set_up, test_forgets, tear_down);
  g_test_add ("/session-presence/leaves-a-server-without-it-alone", Fixture, NULL, set_up, test_server_without, tear_down);

  return g_test_run ();
}
