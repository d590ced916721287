/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib.h>
#include <string.h>

#include "sip/cs-digest.h"

#define MAX_PARAMETERS 10

static const struct {
  const char *description;
  const char *parameters[MAX_PARAMETERS];
  const char *user;
  const char *password;
  const char *method;
  const char *uri;
  const char *cnonce;
  guint32     count;
  const char *expected;
} answers[] = {
  { "RFC 7616 section 3.9.1, MD5",
    { "realm=\"http-auth@example.org\"", "qop=\"auth, auth-int\"", "algorithm=MD5",
      "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\"", "opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"" },
    "Mufasa", "Circle of Life", "GET", "/dir/index.html", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", 1,
    "response=\"8ca523f5e9506fed4657c9700eebdbec\"" },
  { "RFC 7616 section 3.9.1, SHA-256",
    { "realm=\"http-auth@example.org\"", "qop=\"auth, auth-int\"", "algorithm=SHA-256",
      "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\"", "opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"" },
    "Mufasa", "Circle of Life", "GET", "/dir/index.html", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ", 1,
    "response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\"" },
  { "RFC 2617 section 3.5, no algorithm named",
    { "realm=\"testrealm@host.com\"", "qop=\"auth,auth-int\"", "nonce=\"dcd98b7102dd2f0e8b11d0f600bfb0c093\"",
      "opaque=\"5ccc069c403ebaf9f0171e9517f40e41\"" },
    "Mufasa", "Circle Of Life", "GET", "/dir/index.html", "0a4f113b", 1,
    "response=\"6629fae49393a05397450978507c4ef1\"" },
  { "RFC 7616 section 3.9.2 with its erratum 4897, SHA-512-256",
    { "realm=\"api@example.org\"", "qop=\"auth\"", "algorithm=SHA-512-256",
      "nonce=\"5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK\"", "opaque=\"HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS\"",
      "charset=UTF-8", "userhash=true" },
    "J\303\244s\303\270n Doe", "Secret, or not?", "GET", "/doe.json", "NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v", 1,
    "response=\"3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5\"" },
  { "without qop",
    { "realm=\"r\"", "nonce=\"n\"" }, "u", "p", "REGISTER", "sip:r", "c", 1, "response=\"5790559ba44538767b07fb5adb649909\"" },
  { "session without qop", { "realm=\"r\"", "nonce=\"n\"", "algorithm=SHA-256-sess" }, "u", "p", "REGISTER", "sip:r", "c", 1,
    "response=\"0caf07f5deb5929ea4fda2d2d115f5810bc730c81ede41bb7b9f788f537b80b8\"" },
  { "session", { "realm=\"r\"", "nonce=\"n\"", "qop=auth", "algorithm=SHA-256-sess" }, "u", "p", "REGISTER", "sip:r", "c", 2,
    "response=\"d34a64965020792f3e819562d79fb3a4cdcf7a61613ddc4fd4527065d252b936\"" },
};

static const struct {
  const char *description;
  const char *parameters[MAX_PARAMETERS];
} refused[] = {
  { "nothing", { NULL } },
  { "no realm", { "nonce=\"n\"" } },
  { "no nonce", { "realm=\"r\"" } },
  { "empty nonce", { "realm=\"r\"", "nonce=\"\"" } },
  { "two realms", { "realm=\"r\"", "realm=\"s\"", "nonce=\"n\"" } },
  { "two that say whether it is stale", { "realm=\"r\"", "nonce=\"n\"", "stale=true", "stale=false" } },
  { "two nonces", { "realm=\"r\"", "nonce=\"n\"", "nonce=\"m\"" } },
  { "open quote", { "realm=\"r", "nonce=\"n\"" } },
  { "lone quote", { "realm=\"", "nonce=\"n\"" } },
  { "unknown algorithm", { "realm=\"r\"", "nonce=\"n\"", "algorithm=SHA-1" } },
  { "only auth-int", { "realm=\"r\"", "nonce=\"n\"", "qop=\"auth-int\"" } },
  { "line end in a value", { "realm=\"r\"", "nonce=\"n\r\nX: y\"" } },
};

static void
test_answers (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++) {
    g_autoptr (CsDigestChallenge) challenge = cs_digest_challenge_parse (answers[i].parameters);
    g_autoptr (CsSecret) secret = cs_secret_new (answers[i].password);
    CsDigestRequest request = { answers[i].method, answers[i].uri, answers[i].cnonce, answers[i].count };
    g_autofree char *asked = cs_digest_get_parameter (answers[i].parameters, "algorithm");
    g_autofree char *told = NULL;
    g_autofree char *answer = NULL;
    g_auto (GStrv) parameters = NULL;

    g_test_message ("%s", answers[i].description);
    g_assert_nonnull (challenge);
    answer = cs_digest_answer (challenge, answers[i].user, secret, &request);
    g_assert_true (g_str_has_prefix (answer, "Digest username=\""));
    g_assert_nonnull (strstr (answer, answers[i].expected));
    g_assert_cmpint (strstr (answer, "qop=auth") != NULL, ==, challenge->qop_auth);
    g_assert_cmpint (strstr (answer, "nc=") != NULL, ==, challenge->qop_auth);
    g_assert_cmpint (strstr (answer, "cnonce=") != NULL, ==, challenge->qop_auth || challenge->session);
    g_assert_cmpint (strstr (answer, "userhash=true") != NULL, ==, challenge->userhash);
    g_assert_cmpint (strstr (answer, "opaque=") != NULL, ==, challenge->opaque != NULL);
    g_assert_null (strstr (answer, answers[i].password[1] ? answers[i].password : "password"));
    parameters = g_strsplit (answer, ", ", -1);
    told = cs_digest_get_parameter ((const char * const *) parameters, "algorithm");
    g_assert_cmpstr (told, ==, asked ? asked : "MD5");
  }
}

static void
test_refused (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_test_message ("%s", refused[i].description);
    g_assert_null (cs_digest_challenge_parse (refused[i].parameters));
  }
}

static void
test_stale (void)
{
  const char * const parameters[] = { "realm=\"r\"", "nonce=\"n\"", "stale=TRUE", NULL };
  const char * const others[] = { "realm=\"r\"", "nonce=\"n\"", "stale=false", NULL };
  g_autoptr (CsDigestChallenge) stale = cs_digest_challenge_parse (parameters);
  g_autoptr (CsDigestChallenge) fresh = cs_digest_challenge_parse (others);

  g_assert_true (stale->stale);
  g_assert_false (fresh->stale);
}

static void
test_userhash (void)
{
  g_autoptr (CsDigestChallenge) challenge = cs_digest_challenge_parse (answers[3].parameters);
  g_autoptr (CsSecret) secret = cs_secret_new ("x");
  CsDigestRequest request = { "GET", "/", "c", 1 };
  g_autofree char *answer = cs_digest_answer (challenge, answers[3].user, secret, &request);

  g_assert_true (g_str_has_prefix (answer, "Digest username=\"793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b\""));
  g_assert_nonnull (strstr (answer, "userhash=true"));
}

static void
test_user (void)
{
  const char * const parameters[] = { "realm=\"r\"", "nonce=\"n\"", NULL };
  g_autoptr (CsDigestChallenge) challenge = cs_digest_challenge_parse (parameters);
  g_autoptr (CsSecret) secret = cs_secret_new ("x");
  CsDigestRequest request = { "GET", "/", "c", 1 };
  g_autofree char *quoted = cs_digest_answer (challenge, "a\"b\\c", secret, &request);

  g_assert_true (g_str_has_prefix (quoted, "Digest username=\"a\\\"b\\\\c\", "));
  g_assert_null (cs_digest_answer (challenge, "a\r\nX: y", secret, &request));
}

static void
test_parameters (void)
{
  const char * const parameters[] = { "nextnonce=\"abc\"", "STALE = TRUE", "twice=1", "twice=2", NULL };
  g_autofree char *longest = g_strdup_printf ("long=%0*d", 2048, 0);
  g_autofree char *too_long = g_strdup_printf ("longer=%0*d", 2049, 0);
  const char * const lengths[] = { longest, too_long, "empty=\"\"", NULL };
  g_autofree char *nonce = cs_digest_get_parameter (parameters, "nextnonce");
  g_autofree char *stale = cs_digest_get_parameter (parameters, "stale");
  g_autofree char *long_value = cs_digest_get_parameter (lengths, "long");
  g_autofree char *empty = cs_digest_get_parameter (lengths, "empty");

  g_assert_cmpstr (nonce, ==, "abc");
  g_assert_cmpstr (stale, ==, "TRUE");
  g_assert_cmpstr (long_value, ==, longest + strlen ("long="));
  g_assert_cmpstr (empty, ==, "");
  g_assert_null (cs_digest_get_parameter (lengths, "longer"));
  g_assert_null (cs_digest_get_parameter (parameters, "twice"));
  g_assert_null (cs_digest_get_parameter (parameters, "next"));
  g_assert_null (cs_digest_get_parameter (NULL, "next"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/digest/answers-as-the-standards-do", test_answers);
  g_test_add_func ("/digest/refuses-what-it-cannot-answer", test_refused);
  g_test_add_func ("/digest/tells-a-stale-nonce-from-a-refusal", test_stale);
  g_test_add_func ("/digest/hides-the-user-name-when-asked", test_userhash);
  g_test_add_func ("/digest/quotes-the-user-name", test_user);
  g_test_add_func ("/digest/finds-parameters", test_parameters);

  return g_test_run ();
}
