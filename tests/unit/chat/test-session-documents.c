/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "base/cs-error.h"
#include "base/cs-vcard.h"
#include "chat/cs-profile.h"

#include "cs-test-profile.h"
#include "cs-test-tls.h"
#include "cs-test-wait.h"

#define EMPTY "Content-Length: 0\r\n\r\n"
#define LISTS "<resource-lists xmlns='urn:ietf:params:xml:ns:resource-lists'><list><entry uri='sip:bob@example.test'/><entry uri='tel:1'/>" \
  "</list></resource-lists>"

/* What a server that keeps contacts, or does not, says to who asks for them. */
static const struct {
  const char *answer;
  int         code;   /* -1: none */
} cases[] = {
  { "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n93\r\n" LISTS "\r\n0\r\n\r\n", -1 },
  { "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n<html", CS_ERROR_PROTOCOL },
  { "HTTP/1.1 404 Not Found\r\n" EMPTY, CS_ERROR_NOT_FOUND },
  { "HTTP/1.1 403 Forbidden\r\n" EMPTY, CS_ERROR_FORBIDDEN },
  { "HTTP/1.1 302 Found\r\nLocation: http://other.test/\r\n" EMPTY, CS_ERROR_REJECTED },
  { "HTTP/1.1 500 Broken\r\n" EMPTY, CS_ERROR_REJECTED },
};

static GPtrArray *
fetch (CsSession  *session,
       GPtrArray **left_out,
       GError    **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_session_fetch_people_async (session, NULL, cs_test_result_cb, &result);

  return cs_session_fetch_people_finish (session, cs_test_wait (&result), left_out, error);
}

static void
use_server (CsSession  *session,
            CsTestPeer *peer)
{
  g_autofree char *text = g_strdup_printf ("https://127.0.0.1:%u/root", cs_test_peer_get_port (peer));
  g_autoptr (CsXcapRoot) root = cs_xcap_root_parse (text, NULL);

  cs_account_set_xcap_root (cs_session_get_account (session), root);
}

static void
test_fetches (void)
{
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  CsProfile *profile = cs_test_profile_open (NULL);
  g_autoptr (CsSession) session = cs_test_profile_try (profile, "alice@example.test", NULL);

  cs_anchor_store_give (cs_profile_get_anchors (profile), tls->root->certificate);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    const CsTestPeerScript script = { .answer = cases[i].answer };
    g_autoptr (CsTestPeer) peer = cs_test_tls_peer (tls, &script);
    g_autoptr (GPtrArray) left_out = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) people = NULL;
    g_autofree char *heard = NULL;

    use_server (session, peer);
    people = fetch (session, &left_out, &error);
    cs_test_peer_read_to_end (peer);
    heard = cs_test_peer_dup_received (peer, NULL);
    g_assert_true (g_str_has_prefix (heard, "GET /root/resource-lists/users/sip:alice@example.test/index HTTP/1.1\r\n"));
    g_assert_nonnull (strstr (heard, "Accept: application/resource-lists+xml\r\n"));
    if (cases[i].code >= 0) {
      g_assert_error (error, CS_ERROR, cases[i].code);
      g_assert_null (people);
      continue;
    }

    g_assert_no_error (error);
    g_assert_cmpuint (people->len, ==, 1);
    g_assert_cmpstr (left_out->pdata[0], ==, "tel:1");
  }
  cs_test_profile_close (profile);
}

static void
test_nobody_to_ask (void)
{
  CsProfile *profile = cs_test_profile_open (NULL);
  g_autoptr (CsSession) session = cs_test_profile_try (profile, "alice@example.test", NULL);
  g_autoptr (GPtrArray) left_out = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (fetch (session, &left_out, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_UNSUPPORTED);
  cs_test_profile_close (profile);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/session-documents/fetches-people", test_fetches);
  g_test_add_func ("/session-documents/has-nobody-to-ask", test_nobody_to_ask);

  return g_test_run ();
}
