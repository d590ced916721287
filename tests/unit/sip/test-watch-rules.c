/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sip/cs-watch-rules.h"

#include <string.h>

#include "base/cs-error.h"
#include "sip/cs-presence-rules.h"

#include "cs-test-tls.h"
#include "cs-test-wait.h"

#define HEAD "<ruleset xmlns='urn:ietf:params:xml:ns:common-policy'>"
#define ASKS "<rule id='countersign-others'/>"
#define ALLOWED "<rule id='countersign-allowed'><conditions><identity><one id='sip:bob@example.test'/></identity></conditions></rule>"

/* The peer gives one answer to everything, and hangs up: the real server is asked by another test. */
typedef struct {
  CsTestTls    *tls;
  CsTestPeer   *peer;
  CsWatchRules *rules;
  CsAddress    *bob;
  guint         n_changed;
} Fixture;

static void
changed_cb (Fixture *fixture)
{
  fixture->n_changed++;
}

static void
fixture_init (Fixture    *fixture,
              const char *answer)
{
  const CsTestPeerScript script = { .answer = answer };
  g_autoptr (CsAddress) alice = cs_address_parse ("alice@example.test", NULL);
  g_autoptr (CsSecret) secret = cs_secret_new ("open sesame");
  g_autoptr (CsXcapRoot) root = NULL;
  g_autoptr (CsXcap) xcap = NULL;
  g_autofree char *text = NULL;
  CsAttemptPlan plan = { .limits = CS_LINK_LIMITS_DEFAULT };

  memset (fixture, 0, sizeof *fixture);
  fixture->tls = cs_test_tls_new ();
  fixture->peer = cs_test_tls_peer (fixture->tls, &script);
  fixture->bob = cs_address_parse ("bob@example.test", NULL);
  text = g_strdup_printf ("https://127.0.0.1:%u/root", cs_test_peer_get_port (fixture->peer));
  root = cs_xcap_root_parse (text, NULL);
  plan.anchors = fixture->tls->store;
  xcap = cs_xcap_new (&plan, root, alice, "alice", CS_XCAP_PRESENCE_RULES);
  cs_xcap_set_secret (xcap, secret);
  fixture->rules = cs_watch_rules_new (xcap);
  g_signal_connect_swapped (fixture->rules, "changed", G_CALLBACK (changed_cb), fixture);
}

static void
fixture_clear (Fixture *fixture)
{
  /* What is on the way lets go of it when it comes back. */
  g_object_add_weak_pointer (G_OBJECT (fixture->rules), (gpointer *) &fixture->rules);
  g_object_unref (fixture->rules);
  cs_test_wait_for (!fixture->rules);
  cs_address_unref (fixture->bob);
  cs_test_peer_free (fixture->peer);
  cs_test_tls_free (fixture->tls);
}

static char *
get_heard (Fixture *fixture)
{
  cs_test_peer_read_to_end (fixture->peer);

  return cs_test_peer_dup_received (fixture->peer, NULL);
}

static const struct {
  const char *path;
  const char *answer;
  CsError     code;
  const char *header;   /* that is or is not sent */
  gboolean    sent;
  gboolean    waits;    /* it may be taken another time */
} failures[] = {
  { "forbidden", "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n", CS_ERROR_FORBIDDEN, "Authorization", FALSE },
  { "sent-on", "HTTP/1.1 302 Found\r\nLocation: http://other.test/\r\nContent-Length: 0\r\n\r\n", CS_ERROR_REJECTED, "other.test", FALSE },
  { "broken", "HTTP/1.1 500 Broken\r\nContent-Length: 0\r\n\r\n", CS_ERROR_REJECTED, "Authorization", FALSE, TRUE },
  { "busy", "HTTP/1.1 429 Slow Down\r\nContent-Length: 0\r\n\r\n", CS_ERROR_REJECTED, "Authorization", FALSE, TRUE },
  { "only-in-clear", "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"a\"\r\nContent-Length: 0\r\n\r\n", CS_ERROR_AUTHENTICATION,
    "Authorization", FALSE, TRUE },
  { "wrong-password", "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"a\", Digest realm=\"b, c\", nonce=\"d\", qop=\"auth,auth-int\", "
    "algorithm=SHA-256\r\nContent-Length: 0\r\n\r\n", CS_ERROR_AUTHENTICATION, "Authorization: Digest username=\"alice\", realm=\"b, c\"", TRUE, TRUE },
  { "no-document", "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nContent-Length: 2\r\n\r\nno", CS_ERROR_PROTOCOL, "PUT", FALSE },
  { "no-tag", "HTTP/1.1 200 OK\r\nContent-Length: 57\r\n\r\n<ruleset xmlns='urn:ietf:params:xml:ns:common-policy'/>  ", CS_ERROR_PROTOCOL, "PUT", FALSE },
};

static void
test_fails (gconstpointer data)
{
  const typeof (failures[0]) *item = data;
  g_autofree char *heard = NULL;
  Fixture fixture;

  fixture_init (&fixture, item->answer);
  cs_watch_rules_set (fixture.rules, fixture.bob, CS_PERMISSION_ALLOWED);
  g_assert_cmpint (cs_watch_rules_get (fixture.rules, fixture.bob), ==, CS_PERMISSION_ALLOWED);
  g_assert_false (cs_watch_rules_is_saved (fixture.rules));
  cs_test_wait_for (cs_watch_rules_get_error (fixture.rules));
  g_assert_error (cs_watch_rules_get_error (fixture.rules), CS_ERROR, (int) item->code);

  /* What will not be done is not shown, and whom that is about is said. */
  g_assert_false (cs_watch_rules_is_known (fixture.rules));
  g_assert_cmpint (cs_watch_rules_get (fixture.rules, fixture.bob), ==, item->waits ? CS_PERMISSION_ALLOWED : CS_PERMISSION_NONE);
  g_assert_cmpint (cs_watch_rules_is_waiting (fixture.rules, fixture.bob), ==, item->waits);
  g_assert_cmpint (strstr (cs_watch_rules_get_error (fixture.rules)->message, "bob@example.test") != NULL, ==, !item->waits);
  g_assert_cmpuint (fixture.n_changed, ==, 2);
  g_assert_cmpint (strstr (cs_watch_rules_get_error (fixture.rules)->message, "tried again in a while") != NULL, ==,
                   item->waits && item->code != CS_ERROR_AUTHENTICATION);
  heard = get_heard (&fixture);
  g_assert_true (g_str_has_prefix (heard, "GET /root/pres-rules/users/sip:alice@example.test/index HTTP/1.1\r\n"));
  g_assert_cmpint (strstr (heard, item->header) != NULL, ==, item->sent);
  g_assert_null (strstr (heard, "sesame"));
  fixture_clear (&fixture);
}

#define GOOD "HTTP/1.1 200 OK\r\nETag: \"1\"\r\nTransfer-Encoding: chunked\r\n\r\n"

static char *
make_answer (const char *document)
{
  return g_strdup_printf (GOOD "%zx\r\n%s\r\n0\r\n\r\n", strlen (document), document);
}

static void
test_loads (void)
{
  g_autofree char *answer = make_answer (HEAD ALLOWED ASKS "</ruleset>");
  g_autoptr (GPtrArray) allowed = NULL;
  g_autofree char *heard = NULL;
  Fixture fixture;

  fixture_init (&fixture, answer);
  cs_watch_rules_load (fixture.rules);
  cs_test_wait_for (cs_watch_rules_is_known (fixture.rules));
  g_assert_no_error (cs_watch_rules_get_error (fixture.rules));
  g_assert_cmpint (cs_watch_rules_get (fixture.rules, fixture.bob), ==, CS_PERMISSION_ALLOWED);
  g_assert_false (cs_watch_rules_has_foreign (fixture.rules));
  allowed = cs_watch_rules_list (fixture.rules, CS_PERMISSION_ALLOWED);
  g_assert_cmpuint (allowed->len, ==, 1);

  /* There was nothing to change, and there is nothing now. */
  cs_watch_rules_set (fixture.rules, fixture.bob, CS_PERMISSION_ALLOWED);
  g_assert_true (cs_watch_rules_is_saved (fixture.rules));
  heard = get_heard (&fixture);
  g_assert_null (strstr (heard, "PUT"));
  g_assert_cmpuint (fixture.n_changed, ==, 1);
  fixture_clear (&fixture);
}

static void
test_writes (void)
{
  g_autofree char *answer = make_answer (HEAD ALLOWED "</ruleset>");
  g_autoptr (GPtrArray) blocked = NULL;
  g_autofree char *heard = NULL;
  Fixture fixture;

  fixture_init (&fixture, answer);
  cs_watch_rules_set (fixture.rules, fixture.bob, CS_PERMISSION_BLOCKED);
  cs_test_wait_for (cs_watch_rules_is_saved (fixture.rules));
  g_assert_no_error (cs_watch_rules_get_error (fixture.rules));
  blocked = cs_watch_rules_list (fixture.rules, CS_PERMISSION_BLOCKED);
  g_assert_cmpuint (blocked->len, ==, 1);
  heard = get_heard (&fixture);
  g_assert_nonnull (strstr (heard, "\r\n\r\nPUT /root/pres-rules/users/sip:alice@example.test/index HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (heard, "Content-Type: application/auth-policy+xml\r\nIf-Match: \"1\"\r\n"));
  g_assert_nonnull (strstr (heard, "countersign-blocked"));
  g_assert_null (strstr (heard, "countersign-allowed"));
  fixture_clear (&fixture);
}

/* Without another word, as soon as the server can. */
static void
test_tries_again (void)
{
  g_autofree char *answer = make_answer (HEAD ASKS "</ruleset>");
  g_autofree char *heard = NULL;
  Fixture fixture;

  fixture_init (&fixture, "HTTP/1.1 503 Later\r\nContent-Length: 0\r\n\r\n");
  cs_watch_rules_set (fixture.rules, fixture.bob, CS_PERMISSION_BLOCKED);
  cs_test_wait_for (cs_watch_rules_get_error (fixture.rules));
  g_assert_nonnull (strstr (cs_watch_rules_get_error (fixture.rules)->message, "tried again in a while"));
  cs_test_peer_set_answer (fixture.peer, answer);
  cs_test_wait_for (cs_watch_rules_is_saved (fixture.rules));
  g_assert_no_error (cs_watch_rules_get_error (fixture.rules));
  g_assert_cmpint (cs_watch_rules_get (fixture.rules, fixture.bob), ==, CS_PERMISSION_BLOCKED);
  heard = get_heard (&fixture);
  g_assert_nonnull (strstr (heard, "countersign-blocked"));
  fixture_clear (&fixture);
}

/* More than one is one too many. */
static void
test_full (void)
{
  g_autofree char *answer = make_answer (HEAD ASKS "</ruleset>");
  g_autofree char *heard = NULL;
  Fixture fixture;

  fixture_init (&fixture, answer);
  for (guint i = 0; i < CS_PRESENCE_RULES_MAX + 2; i++) {
    g_autofree char *text = g_strdup_printf ("user%u@example.test", i);
    g_autoptr (CsAddress) address = cs_address_parse (text, NULL);

    cs_watch_rules_set (fixture.rules, address, CS_PERMISSION_ALLOWED);
  }
  cs_test_wait_for (cs_watch_rules_get_error (fixture.rules));
  g_assert_error (cs_watch_rules_get_error (fixture.rules), CS_ERROR, CS_ERROR_TOO_LARGE);
  heard = get_heard (&fixture);
  g_assert_null (strstr (heard, "PUT"));
  fixture_clear (&fixture);
}

/* Nobody is asked before it is time. */
static void
test_wants (void)
{
  g_autofree char *answer = make_answer (HEAD ASKS "</ruleset>");
  g_autofree char *heard = NULL;
  Fixture fixture;

  fixture_init (&fixture, answer);
  cs_watch_rules_want (fixture.rules, fixture.bob, CS_PERMISSION_ALLOWED);
  cs_watch_rules_want (fixture.rules, fixture.bob, CS_PERMISSION_REFUSED);
  g_assert_cmpuint (fixture.n_changed, ==, 2);
  cs_test_settle ();
  g_assert_true (cs_watch_rules_is_waiting (fixture.rules, fixture.bob));
  cs_watch_rules_load (fixture.rules);
  cs_test_wait_for (cs_watch_rules_is_saved (fixture.rules));
  g_assert_cmpint (cs_watch_rules_get (fixture.rules, fixture.bob), ==, CS_PERMISSION_REFUSED);
  heard = get_heard (&fixture);
  g_assert_nonnull (strstr (heard, "countersign-refused"));
  g_assert_null (strstr (heard, "countersign-allowed"));
  fixture_clear (&fixture);
}

static void
test_stops (void)
{
  Fixture fixture;

  fixture_init (&fixture, NULL);
  cs_watch_rules_set (fixture.rules, fixture.bob, CS_PERMISSION_BLOCKED);
  cs_watch_rules_stop (fixture.rules);
  g_assert_true (cs_watch_rules_is_waiting (fixture.rules, fixture.bob));
  cs_test_settle ();
  g_assert_null (cs_watch_rules_get_error (fixture.rules));
  fixture_clear (&fixture);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (failures); i++) {
    g_autofree char *path = g_strconcat ("/watch-rules/fails/", failures[i].path, NULL);

    g_test_add_data_func (path, &failures[i], test_fails);
  }
  g_test_add_func ("/watch-rules/loads-what-is-there", test_loads);
  g_test_add_func ("/watch-rules/says-that-there-are-too-many", test_full);
  g_test_add_func ("/watch-rules/writes-what-was-decided", test_writes);
  g_test_add_func ("/watch-rules/tries-again-what-was-not-written", test_tries_again);
  g_test_add_func ("/watch-rules/stops", test_stops);
  g_test_add_func ("/watch-rules/wants-until-it-is-time", test_wants);

  return g_test_run ();
}
