/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib.h>
#include <string.h>

#include "sip/cs-credentials.h"

typedef struct {
  CsCredentials *credentials;
  GHashTable    *answered;
} Fixture;

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  g_autoptr (CsSecret) secret = cs_secret_new ("swordfish");

  fixture->credentials = cs_credentials_new ("alice");
  cs_credentials_set_secret (fixture->credentials, secret);
  cs_credentials_trust_realm (fixture->credentials, "r");
  fixture->answered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  cs_credentials_free (fixture->credentials);
  g_hash_table_unref (fixture->answered);
}

/* Each challenge is "realm nonce algorithm [stale]". */
static CsChallengeAdvice
challenge (Fixture    *fixture,
           CsAskedBy   asked_by,
           const char *first,
           const char *second)
{
  g_autoptr (GPtrArray) challenges = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_digest_challenge_free);
  const char *texts[] = { first, second };

  for (gsize i = 0; i < G_N_ELEMENTS (texts) && texts[i]; i++) {
    g_auto (GStrv) words = g_strsplit (texts[i], " ", 0);
    g_autofree char *realm = g_strdup_printf ("realm=\"%s\"", words[0]);
    g_autofree char *nonce = g_strdup_printf ("nonce=\"%s\"", words[1]);
    g_autofree char *algorithm = g_strdup_printf ("algorithm=%s", words[2]);
    const char * const parameters[] = { realm, nonce, algorithm, "qop=\"auth\"", words[3] ? "stale=true" : NULL, NULL };

    g_ptr_array_add (challenges, cs_digest_challenge_parse (parameters));
  }

  return cs_credentials_take_challenges (fixture->credentials, asked_by, challenges, fixture->answered);
}

static void
assert_headers (Fixture    *fixture,
                const char *method,
                const char *expected)
{
  g_autofree char *headers = cs_credentials_get_headers (fixture->credentials, method, "sip:r");

  if (expected)
    g_assert_nonnull (strstr (headers, expected));
  else
    g_assert_null (headers);
}

static void
test_strongest (Fixture      *fixture,
                gconstpointer data)
{
  g_assert_cmpint (challenge (fixture, CS_ASKED_BY_SERVER, "r n1 MD5", "r n2 SHA-256"), ==, CS_CHALLENGE_ANSWER);
  assert_headers (fixture, "REGISTER", "nonce=\"n2\"");
  g_assert_cmpint (challenge (fixture, CS_ASKED_BY_SERVER, "r n3 SHA-512-256 stale", "r n4 SHA-256"), ==, CS_CHALLENGE_ANSWER);
  assert_headers (fixture, "REGISTER", "nonce=\"n3\"");
}

static void
test_weaker (Fixture      *fixture,
             gconstpointer data)
{
  g_assert_cmpint (challenge (fixture, CS_ASKED_BY_SERVER, "r n1 SHA-256", NULL), ==, CS_CHALLENGE_ANSWER);
  g_assert_cmpint (challenge (fixture, CS_ASKED_BY_SERVER, "r n2 MD5 stale", NULL), ==, CS_CHALLENGE_UNANSWERABLE);
  assert_headers (fixture, "REGISTER", "nonce=\"n1\"");

  /* Another connection may be to another server. */
  cs_credentials_forget (fixture->credentials);
  g_hash_table_remove_all (fixture->answered);
  assert_headers (fixture, "REGISTER", NULL);
  g_assert_cmpint (challenge (fixture, CS_ASKED_BY_SERVER, "r n2 MD5", NULL), ==, CS_CHALLENGE_UNANSWERABLE);
  cs_credentials_trust_realm (fixture->credentials, "r");
  g_assert_cmpint (challenge (fixture, CS_ASKED_BY_SERVER, "r n2 MD5", NULL), ==, CS_CHALLENGE_ANSWER);
}

/* The other end of a message may have a challenge of its own sent back. */
static void
test_weaker_of_another (Fixture      *fixture,
                        gconstpointer data)
{
  g_assert_cmpint (challenge (fixture, CS_ASKED_BY_SERVER, "r n1 SHA-256", NULL), ==, CS_CHALLENGE_ANSWER);
  g_assert_cmpint (challenge (fixture, CS_ASKED_BY_PROXY, "r n2 MD5", NULL), ==, CS_CHALLENGE_UNANSWERABLE);
  g_assert_cmpint (challenge (fixture, CS_ASKED_BY_PROXY, "r n3 SHA-256", NULL), ==, CS_CHALLENGE_ANSWER);
}

static void
test_equals (Fixture      *fixture,
             gconstpointer data)
{
  g_assert_cmpint (challenge (fixture, CS_ASKED_BY_SERVER, "r n1 SHA-256", "r n2 SHA-256-sess"), ==, CS_CHALLENGE_ANSWER);
  assert_headers (fixture, "REGISTER", "nonce=\"n1\"");
  g_assert_cmpint (challenge (fixture, CS_ASKED_BY_SERVER, "r n3 SHA-256", "r n4 SHA-256-sess"), ==, CS_CHALLENGE_REJECTED);
}

static void
test_rejected (Fixture      *fixture,
               gconstpointer data)
{
  g_assert_cmpint (challenge (fixture, CS_ASKED_BY_SERVER, "r n1 MD5", NULL), ==, CS_CHALLENGE_ANSWER);
  g_assert_cmpint (challenge (fixture, CS_ASKED_BY_SERVER, "r n2 MD5 stale", NULL), ==, CS_CHALLENGE_ANSWER);
  g_assert_cmpint (challenge (fixture, CS_ASKED_BY_SERVER, "r n3 MD5", NULL), ==, CS_CHALLENGE_REJECTED);

  /* A new request, refused because the server has forgotten its nonces. */
  g_hash_table_remove_all (fixture->answered);
  g_assert_cmpint (challenge (fixture, CS_ASKED_BY_SERVER, "r n4 MD5", NULL), ==, CS_CHALLENGE_ANSWER);
}

static void
test_realm (Fixture      *fixture,
            gconstpointer data)
{
  g_assert_cmpint (challenge (fixture, CS_ASKED_BY_PROXY, "elsewhere n1 MD5", NULL), ==, CS_CHALLENGE_UNANSWERABLE);
  assert_headers (fixture, "MESSAGE", NULL);
  cs_credentials_trust_realm (fixture->credentials, "elsewhere");
  g_assert_cmpint (challenge (fixture, CS_ASKED_BY_PROXY, "elsewhere n1 MD5", NULL), ==, CS_CHALLENGE_ANSWER);
}

static void
test_few_realms (Fixture      *fixture,
                 gconstpointer data)
{
  for (guint i = 0; i < 100; i++) {
    g_autofree char *realm = g_strdup_printf ("realm-%u", i);

    cs_credentials_trust_realm (fixture->credentials, realm);
  }
  g_assert_cmpint (challenge (fixture, CS_ASKED_BY_SERVER, "realm-0 n1 MD5", NULL), ==, CS_CHALLENGE_ANSWER);
  g_assert_cmpint (challenge (fixture, CS_ASKED_BY_SERVER, "realm-99 n1 MD5", NULL), ==, CS_CHALLENGE_UNANSWERABLE);

  cs_credentials_forget (fixture->credentials);
  cs_credentials_trust_realm (fixture->credentials, "realm-99");
  g_hash_table_remove_all (fixture->answered);
  g_assert_cmpint (challenge (fixture, CS_ASKED_BY_SERVER, "realm-99 n1 MD5", NULL), ==, CS_CHALLENGE_ANSWER);
  g_assert_cmpint (challenge (fixture, CS_ASKED_BY_SERVER, "realm-0 n1 MD5", NULL), ==, CS_CHALLENGE_UNANSWERABLE);
}

static void
test_no_secret (Fixture      *fixture,
                gconstpointer data)
{
  cs_credentials_set_secret (fixture->credentials, NULL);
  g_assert_false (cs_credentials_has_secret (fixture->credentials));
  g_assert_cmpint (challenge (fixture, CS_ASKED_BY_SERVER, "r n1 MD5", NULL), ==, CS_CHALLENGE_UNANSWERABLE);
  assert_headers (fixture, "REGISTER", NULL);
}

static void
test_in_advance (Fixture      *fixture,
                 gconstpointer data)
{
  g_autofree char *message = NULL;

  challenge (fixture, CS_ASKED_BY_SERVER, "r n1 MD5", NULL);
  assert_headers (fixture, "REGISTER", "nc=00000001");
  assert_headers (fixture, "REGISTER", "nc=00000002");

  message = cs_credentials_get_headers (fixture->credentials, "MESSAGE", "sip:r");
  g_assert_true (g_str_has_prefix (message, "Proxy-Authorization: Digest"));
  g_assert_null (strstr (message, "\nAuthorization:"));

  challenge (fixture, CS_ASKED_BY_PROXY, "r n2 MD5", NULL);
  g_clear_pointer (&message, g_free);
  message = cs_credentials_get_headers (fixture->credentials, "MESSAGE", "sip:r");
  g_assert_nonnull (strstr (message, "nonce=\"n2\""));
  g_assert_null (strstr (message, "nonce=\"n1\""));
}

static void
test_next_nonce (Fixture      *fixture,
                 gconstpointer data)
{
  challenge (fixture, CS_ASKED_BY_SERVER, "r n1 MD5", NULL);
  assert_headers (fixture, "REGISTER", "nc=00000001");
  cs_credentials_take_nonce (fixture->credentials, CS_ASKED_BY_PROXY, "n2");
  assert_headers (fixture, "REGISTER", "nonce=\"n1\"");
  cs_credentials_take_nonce (fixture->credentials, CS_ASKED_BY_SERVER, "n2");
  assert_headers (fixture, "REGISTER", "nonce=\"n2\"");
  cs_credentials_take_nonce (fixture->credentials, CS_ASKED_BY_SERVER, "n2");
  assert_headers (fixture, "REGISTER", "nc=00000002");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/credentials/answer-the-strongest-challenge", test_strongest);
  ADD ("/credentials/ignore-a-weaker-one-that-follows", test_weaker);
  ADD ("/credentials/ignore-a-weaker-one-of-anybody-in-the-realm", test_weaker_of_another);
  ADD ("/credentials/answer-one-of-two-that-are-as-strong", test_equals);
  ADD ("/credentials/know-a-rejected-password", test_rejected);
  ADD ("/credentials/answer-no-foreign-realm", test_realm);
  ADD ("/credentials/trust-few-realms-and-forget-them", test_few_realms);
  ADD ("/credentials/answer-nothing-without-a-password", test_no_secret);
  ADD ("/credentials/answer-in-advance", test_in_advance);
  ADD ("/credentials/take-the-next-nonce", test_next_nonce);

  return g_test_run ();
}
