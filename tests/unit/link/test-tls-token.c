/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "link/cs-tls-handshake.h"

#include "base/cs-error.h"

#include "cs-test-card.h"
#include "cs-test-client.h"
#include "cs-test-tls.h"
#include "cs-test-wait.h"

#define LIMIT_MS 20000
#define SHORT_MS 300
#define TLS12 "NORMAL:-VERS-ALL:+VERS-TLS1.2"
#define TLS13 "NORMAL:-VERS-ALL:+VERS-TLS1.3"

/* A server that wants a certificate, and a person whose certificate is on a card. */
static CsTestTls *tls;
static CsTestCertificate *alice;
static CsTestCard *card;

static CsClientIdentity *
open_card (void)
{
  g_autoptr (CsSecret) pin = cs_secret_new (CS_TEST_CARD_PIN);
  g_autoptr (GError) error = NULL;
  CsClientIdentity *identity = cs_client_identity_new_from_token (cs_test_card_get_uri (card), pin, &error);

  g_assert_no_error (error);

  return identity;
}

static CsTestPeer *
new_peer (const char *priority)
{
  const CsTestPeerScript script = { .priority = priority, .wants_certificate = TRUE, .client_authority = tls->root->pem };

  return cs_test_tls_peer (tls, &script);
}

static void
begin (CsTestPeer       *peer,
       CsClientIdentity *identity,
       guint             limit,
       GCancellable     *cancellable,
       GAsyncResult    **result)
{
  g_autoptr (GIOStream) stream = cs_test_tls_connect (peer);

  cs_tls_handshake_async (stream, tls->identity, tls->anchors, NULL, identity, limit, cancellable, cs_test_tls_result_cb, result);
}

/* The main loop runs while the card takes its time: were it not for another thread, nobody would ever let it sign. */
static void
test_signs_beside_the_main_loop (gconstpointer data)
{
  g_autoptr (CsTestPeer) peer = new_peer (data);
  g_autoptr (CsClientIdentity) identity = open_card ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CsVerdict) verdict = NULL;
  g_autoptr (CsTlsSession) session = NULL;
  g_autoptr (GBytes) seen = NULL;
  g_autoptr (GError) error = NULL;

  cs_test_card_make_slow (card);
  begin (peer, identity, LIMIT_MS, NULL, &result);
  cs_test_wait_for (cs_test_card_let_sign (card));
  g_assert_null (result);
  cs_test_wait_for (result);
  session = cs_tls_handshake_finish (result, &verdict, &error);
  g_assert_no_error (error);
  g_assert_true (cs_verdict_is_accepted (verdict));
  g_assert_cmpint (cs_tls_handshake_get_judging (result), >, 0);

  cs_tls_session_say_goodbye (g_steal_pointer (&session));
  cs_test_peer_read_to_end (peer);
  seen = cs_test_peer_dup_client (peer);
  g_assert_true (g_bytes_equal (seen, alice->der));
}

static void
test_says_that_it_was_pulled_out (gconstpointer data)
{
  g_autoptr (CsTestPeer) peer = new_peer (data);
  g_autoptr (CsTestPeer) other = new_peer (data);
  g_autoptr (CsClientIdentity) identity = open_card ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) again = NULL;
  g_autoptr (CsTlsSession) session = NULL;
  g_autoptr (GError) error = NULL;

  cs_test_card_set_gone (card, TRUE);
  begin (peer, identity, LIMIT_MS, NULL, &result);
  cs_test_wait_for (result);
  g_assert_null (cs_tls_handshake_finish (result, NULL, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_TOKEN);
  g_test_message ("%s", error->message);
  g_clear_error (&error);

  /* Back again, it is loaded anew. */
  cs_test_card_set_gone (card, FALSE);
  g_clear_pointer (&identity, cs_client_identity_unref);
  identity = open_card ();
  begin (other, identity, LIMIT_MS, NULL, &again);
  cs_test_wait_for (again);
  session = cs_tls_handshake_finish (again, NULL, &error);
  g_assert_no_error (error);
}

/* Whoever has lost patience is told so at once; what the card still does harms nobody. */
static void
test_is_not_waited_for (gconstpointer data)
{
  g_autoptr (CsTestPeer) peer = new_peer (data);
  g_autoptr (CsClientIdentity) identity = open_card ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_test_card_make_slow (card);
  begin (peer, identity, SHORT_MS, NULL, &result);
  cs_test_wait_for (result);
  g_assert_null (cs_tls_handshake_finish (result, NULL, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_TIMED_OUT);

  cs_test_wait_for (cs_test_card_let_sign (card));
  cs_test_wait_for (G_OBJECT (result)->ref_count == 1);
}

static void
test_can_be_cancelled (gconstpointer data)
{
  g_autoptr (CsTestPeer) peer = new_peer (data);
  g_autoptr (CsClientIdentity) identity = open_card ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_test_card_make_slow (card);
  begin (peer, identity, LIMIT_MS, cancellable, &result);
  cs_test_wait_for (cs_test_card_let_sign (card));
  g_cancellable_cancel (cancellable);
  cs_test_wait_for (result);
  g_assert_null (cs_tls_handshake_finish (result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  tls = cs_test_tls_new ();
  alice = cs_test_client_new (tls->root, "Alice");
  card = cs_test_card_new (alice);

#define ADD(path, function) \
  g_test_add_data_func ("/tls-token/tls-1.2/" path, TLS12, function); \
  g_test_add_data_func ("/tls-token/tls-1.3/" path, TLS13, function)
  ADD ("signs-beside-the-main-loop", test_signs_beside_the_main_loop);
  ADD ("says-that-it-was-pulled-out", test_says_that_it_was_pulled_out);
  ADD ("is-not-waited-for-when-time-is-over", test_is_not_waited_for);
  ADD ("can-be-cancelled", test_can_be_cancelled);
#undef ADD

  status = g_test_run ();
  cs_test_card_free (card);
  cs_test_certificate_free (alice);
  cs_test_tls_free (tls);

  return status;
}
