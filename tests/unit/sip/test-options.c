/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sip/cs-options.h"

#include "sip-fixture.h"

static void
answered_cb (guint    status,
             gpointer user_data)
{
  *(int *) user_data = (int) status;
}

/* Asks, and returns the status; the answer has this status line. */
static void
ask (const char *answer,
     int         expected)
{
  g_autoptr (CsHost) domain = cs_host_parse ("example.test", NULL);
  g_autofree char *from = NULL;
  SipFixture fixture;
  CsOptions *options;
  const char *request;
  int status = -1;

  sip_fixture_init (&fixture, NULL, NULL);
  options = cs_options_new (fixture.stack, fixture.link, domain, answered_cb, &status);
  cs_link_start (fixture.link);
  cs_test_wait_for (cs_test_sip_peer_count (fixture.peer, "OPTIONS") > 0);

  request = cs_test_sip_peer_find (fixture.peer, "OPTIONS", 0);
  g_assert_true (g_str_has_prefix (request, "OPTIONS sip:example.test SIP/2.0\r\n"));
  from = cs_test_sip_peer_get_header (request, "From");
  g_assert_true (g_str_has_prefix (from, "<sip:anonymous@anonymous.invalid>"));
  g_assert_null (strstr (request, "uthorization"));
  g_assert_null (strstr (request, "Contact"));

  if (answer) {
    g_autofree char *response = cs_test_sip_peer_make_answer (request, answer,
                                                              "WWW-Authenticate: Digest realm=\"example.test\", nonce=\"1\"\r\n");

    cs_test_sip_peer_send (fixture.peer, response, -1);
  } else {
    cs_test_sip_peer_hang_up (fixture.peer);
  }
  cs_test_wait_for (status >= 0);
  g_assert_cmpint (status, ==, expected);
  cs_test_settle ();
  if (answer)
    g_assert_cmpuint (cs_test_sip_peer_count (fixture.peer, "OPTIONS"), ==, 1);

  cs_options_free (options);
  sip_fixture_clear (&fixture);
}

static void
test_takes_any_answer (void)
{
  ask ("200 OK", 200);
  ask ("405 Method Not Allowed", 405);
}

static void
test_answers_no_challenge (void)
{
  ask ("401 Unauthorized", 401);
}

static void
test_tells_silence (void)
{
  ask (NULL, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/options/takes-any-answer", test_takes_any_answer);
  g_test_add_func ("/options/answers-no-challenge", test_answers_no_challenge);
  g_test_add_func ("/options/tells-that-there-was-no-answer", test_tells_silence);

  return g_test_run ();
}
