/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-contact-private.h"
#include "chat/cs-message-id.h"
#include "chat/cs-message-private.h"
#include "chat/cs-profile.h"
#include "chat/cs-timeline-private.h"

#include "cs-test-profile.h"
#include "cs-test-sip-peer.h"
#include "cs-test-wait.h"

static void
receive (CsTestSipPeer *peer,
         const char    *call_id,
         const char    *cseq)
{
  g_autofree char *request = cs_test_sip_peer_make_message (call_id, NULL, "hello");
  g_auto (GStrv) parts = g_strsplit (request, "CSeq: 7 ", 2);
  g_autofree char *numbered = g_strjoinv (cseq, parts);
  guint before = cs_test_sip_peer_count (peer, "SIP/2.0 200 ");

  cs_test_sip_peer_send (peer, numbered, -1);
  cs_test_wait_for (cs_test_sip_peer_count (peer, "SIP/2.0 200 ") > before);
}

static void
say_that_bob_writes (CsTestSipPeer *peer,
                     const char    *call_id)
{
  g_autofree char *request = cs_test_sip_peer_make_message (call_id, "Content-Type: application/im-iscomposing+xml\r\n",
                                                            "<isComposing xmlns='urn:ietf:params:xml:ns:im-iscomposing'>"
                                                            "<state>active</state></isComposing>");
  guint before = cs_test_sip_peer_count (peer, "SIP/2.0 200 ");

  cs_test_sip_peer_send (peer, request, -1);
  cs_test_wait_for (cs_test_sip_peer_count (peer, "SIP/2.0 200 ") > before);
}

static CsSession *
sign_in (CsProfile     *profile,
         CsTestSipPeer *peer)
{
  g_autoptr (CsEndpoint) server = cs_test_sip_peer_new_endpoint (peer);
  g_autoptr (CsAddress) address = cs_address_parse ("alice@example.test", NULL);
  g_autoptr (CsAccount) account = cs_account_new (address);
  g_autoptr (CsSecret) password = cs_secret_new ("open sesame");
  CsSession *session;

  cs_test_sip_peer_trust (peer, cs_profile_get_anchors (profile));
  cs_account_set_server (account, server);
  session = cs_profile_try_account (profile, account, password);
  cs_test_wait_for_state (session, CS_CONNECTION_ONLINE);

  return session;
}

static void
count_cb (guint *count)
{
  (*count)++;
}

/* Whoever sends a message again has lost the answer and met another challenge meanwhile. */
static void
test_received_again (void)
{
  CsProfile *profile = cs_test_profile_open (NULL);
  CsTestSipPeer *peer = cs_test_sip_peer_new (cs_test_sip_peer_accept_all, NULL);
  g_autoptr (CsSession) session = sign_in (profile, peer);
  g_autofree char *id = cs_message_id_new ();
  guint n_messages = 0;

  g_signal_connect_swapped (session, "message", G_CALLBACK (count_cb), &n_messages);

  receive (peer, id, "CSeq: 1 ");
  receive (peer, id, "CSeq: 1 ");
  receive (peer, id, "CSeq: 3 ");
  g_assert_cmpuint (n_messages, ==, 1);

  /* Others have but one Call-ID, and count. */
  receive (peer, "everything@phone.test", "CSeq: 1 ");
  receive (peer, "everything@phone.test", "CSeq: 1 ");
  receive (peer, "everything@phone.test", "CSeq: 3 ");
  g_assert_cmpuint (n_messages, ==, 3);

  g_clear_object (&session);
  cs_test_profile_close (profile);
  cs_test_sip_peer_free (peer);
}

static void
keep_cb (CsSession       *session,
         CsConversation  *conversation,
         CsMessage       *message,
         CsConversation **kept)
{
  g_set_object (kept, conversation);
}

/* Nobody is heard of before they wrote something and were let in, and nobody writes any more when the connection is lost. */
static void
test_typing (void)
{
  CsProfile *profile = cs_test_profile_open (NULL);
  CsTestSipPeer *peer = cs_test_sip_peer_new (cs_test_sip_peer_accept_all, NULL);
  g_autoptr (CsSession) session = sign_in (profile, peer);
  g_autoptr (CsConversation) conversation = NULL;

  g_signal_connect (session, "message", G_CALLBACK (keep_cb), &conversation);

  say_that_bob_writes (peer, "one");
  receive (peer, "two", "CSeq: 1 ");
  cs_test_wait_for (conversation != NULL);
  say_that_bob_writes (peer, "three");
  g_assert_false (cs_conversation_is_typing (conversation));
  cs_contact_accept (cs_conversation_get_contact (conversation));
  say_that_bob_writes (peer, "four");
  g_assert_true (cs_conversation_is_typing (conversation));
  cs_test_sip_peer_hang_up (peer);
  cs_test_wait_for (!cs_conversation_is_typing (conversation));

  g_clear_object (&conversation);
  g_clear_object (&session);
  cs_test_profile_close (profile);
  cs_test_sip_peer_free (peer);
}

/* Sends a message. Returns what it is called. */
static char *
write_to (CsSession  *session,
          const char *peer)
{
  g_autoptr (CsAddress) address = cs_address_parse (peer, NULL);
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (GAsyncResult) sent = NULL;
  g_autoptr (CsConversation) conversation = NULL;
  g_autoptr (CsMessage) message = NULL;

  cs_session_open_conversation_async (session, address, NULL, cs_test_result_cb, &opened);
  conversation = cs_session_open_conversation_finish (session, cs_test_wait (&opened), NULL);
  cs_conversation_send_async (conversation, "hello", NULL, cs_test_result_cb, &sent);
  message = cs_conversation_send_finish (conversation, cs_test_wait (&sent), NULL);
  g_assert_nonnull (message);

  return g_strdup (cs_message_get_message_id (message));
}

/* What looks like a receipt among texts is one where it answers the sender's message from us, and else a text. */
static void
test_receipt_as_text (void)
{
  CsProfile *profile = cs_test_profile_open (NULL);
  CsTestSipPeer *peer = cs_test_sip_peer_new (cs_test_sip_peer_accept_all, NULL);
  g_autoptr (CsSession) session = sign_in (profile, peer);
  g_autofree char *to_bob = NULL;
  g_autofree char *to_carol = NULL;
  guint n_messages = 0;

  g_signal_connect_swapped (session, "message", G_CALLBACK (count_cb), &n_messages);
  to_bob = write_to (session, "bob@example.test");
  to_carol = write_to (session, "carol@example.test");

  {
    const struct {
      const char *type;
      const char *about;
      guint       n_shown;
    } cases[] = {
      { "text/plain", to_bob, 0 },
      { "text/plain", to_carol, 1 },
      { "text/plain", "nothing", 1 },
      { "text/plain", "", 1 },
      { "message/imdn+xml", to_bob, 0 },
      { "message/imdn+xml", to_carol, 0 },
      { "message/imdn+xml", "nothing", 0 },
    };

    for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
      g_autofree char *header = g_strdup_printf ("Content-Type: %s\r\n", cases[i].type);
      g_autofree char *body = g_strdup_printf ("<imdn xmlns='urn:ietf:params:xml:ns:imdn'><message-id>%s</message-id>"
                                               "<delivery-notification><status><delivered/></status></delivery-notification></imdn>",
                                               cases[i].about);
      g_autofree char *call_id = g_strdup_printf ("receipt-%u", i);
      g_autofree char *request = cs_test_sip_peer_make_message (call_id, header, body);
      guint before = cs_test_sip_peer_count (peer, "SIP/2.0 200 ");

      g_test_message ("%u, %s about %s", i, cases[i].type, cases[i].about);
      n_messages = 0;
      cs_test_sip_peer_send (peer, request, -1);
      cs_test_wait_for (cs_test_sip_peer_count (peer, "SIP/2.0 200 ") > before);
      g_assert_cmpuint (n_messages, ==, cases[i].n_shown);
    }
  }

  g_clear_object (&session);
  cs_test_profile_close (profile);
  cs_test_sip_peer_free (peer);
}

static void
receive_in_vain (CsTestSipPeer *peer,
                 const char    *call_id,
                 const char    *answer)
{
  g_autofree char *request = cs_test_sip_peer_make_message (call_id, NULL, "hello");

  cs_test_sip_peer_send (peer, request, -1);
  cs_test_wait_for (cs_test_sip_peer_count (peer, answer) == 1);
}

static void
make_crowd (CsContacts *contacts,
            CsAccount  *account)
{
  for (guint i = 0; i < 200; i++) {
    g_autofree char *text = g_strdup_printf ("made-up-%u@example.test", i);
    g_autoptr (CsAddress) address = cs_address_parse (text, NULL);

    cs_contact_set_standing (cs_contacts_ensure (contacts, cs_account_get_id (account), address), CS_STANDING_REQUEST);
  }
}

/* For good where only contacts may write, for now where too many strangers wait. */
static void
test_turns_away (void)
{
  CsProfile *profile = cs_test_profile_open (NULL);
  CsTestSipPeer *peer = cs_test_sip_peer_new (cs_test_sip_peer_accept_all, NULL);
  g_autoptr (CsSession) session = sign_in (profile, peer);

  cs_account_set_contacts_only (cs_session_get_account (session), TRUE);
  receive_in_vain (peer, "one", "SIP/2.0 403 ");
  cs_account_set_contacts_only (cs_session_get_account (session), FALSE);
  make_crowd (cs_profile_get_contacts (profile), cs_session_get_account (session));
  receive_in_vain (peer, "two", "SIP/2.0 480 ");

  g_clear_object (&session);
  cs_test_profile_close (profile);
  cs_test_sip_peer_free (peer);
}

static void
receive_text (CsTestSipPeer *peer,
              const char    *headers,
              const char    *text)
{
  g_autofree char *request = cs_test_sip_peer_make_message (text, headers, text);
  guint before = cs_test_sip_peer_count (peer, "SIP/2.0 200 ");

  cs_test_sip_peer_send (peer, request, -1);
  cs_test_wait_for (cs_test_sip_peer_count (peer, "SIP/2.0 200 ") > before);
}

/* What the server kept goes before what overtook it, also where that is shown already. */
static void
test_overtaken (void)
{
  static const char * const texts[] = { "first", "second", "third" };
  CsProfile *profile = cs_test_profile_open (NULL);
  CsTestSipPeer *peer = cs_test_sip_peer_new (cs_test_sip_peer_accept_all, NULL);
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) then = g_date_time_add_hours (now, -3);
  g_autofree char *date = g_date_time_format (then, "Date: %a, %d %b %Y %H:%M:%S GMT\r\n");
  g_autoptr (CsSession) session = sign_in (profile, peer);
  g_autoptr (CsConversation) conversation = NULL;
  g_autoptr (CsTimeline) timeline = NULL;

  g_signal_connect (session, "message", G_CALLBACK (keep_cb), &conversation);

  receive_text (peer, NULL, "third");
  cs_test_wait_for (conversation != NULL);
  timeline = cs_timeline_new (conversation);
  cs_timeline_load_newest (timeline);
  cs_test_wait_for (g_list_model_get_n_items (G_LIST_MODEL (timeline)) == 1);
  receive_text (peer, date, "first");
  receive_text (peer, date, "second");

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (timeline)), ==, G_N_ELEMENTS (texts));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autoptr (CsMessage) message = g_list_model_get_item (G_LIST_MODEL (timeline), i);

    g_assert_cmpstr (cs_message_get_text (message), ==, texts[i]);
  }
  g_assert_cmpstr (cs_message_get_text (cs_conversation_get_last_message (conversation)), ==, "third");
  g_assert_cmpuint (cs_conversation_get_unread (conversation), ==, 3);

  g_clear_object (&timeline);
  g_clear_object (&conversation);
  g_clear_object (&session);
  cs_test_profile_close (profile);
  cs_test_sip_peer_free (peer);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/session/takes-a-message-once-however-often-it-comes", test_received_again);
  g_test_add_func ("/session/hears-who-writes", test_typing);
  g_test_add_func ("/session/knows-receipts-from-texts-about-them", test_receipt_as_text);
  g_test_add_func ("/session/tells-strangers-whether-to-come-back", test_turns_away);
  g_test_add_func ("/session/puts-what-was-kept-before-what-overtook-it", test_overtaken);

  return g_test_run ();
}
