/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-words.h"
#include "trust/cs-anchor-store.h"
#include "trust/cs-verifier.h"

#include "cs-test-authority.h"
#include "cs-test-store.h"

static CsAnchorStore *
load_anchors (void)
{
  CsAnchorStore *anchors = cs_anchor_store_new (NULL, NULL, FALSE);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_anchor_store_load_async (anchors, NULL, cs_test_result_cb, &result);
  g_assert_true (cs_anchor_store_load_finish (anchors, cs_test_wait (&result), &error));
  g_assert_no_error (error);

  return anchors;
}

#define NOW G_GINT64_CONSTANT (1795253999)
#define DAY (24 * 60 * 60)

typedef struct {
  CsTestCertificate *root;
  CsTestCertificate *other;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  const CsTestSpec spec = {
    .authority = TRUE, .name = "Example Corp Root CA", .not_before = NOW - 100 * DAY, .not_after = NOW + 1000 * DAY,
  };

  fixture->root = cs_test_authority_make (NULL, &spec);
  fixture->other = cs_test_authority_new_root ("Somebody Else");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  cs_test_certificate_free (fixture->root);
  cs_test_certificate_free (fixture->other);
}

static CsVerdict *
judge (Fixture          *fixture,
       CsTestSpec        spec,
       gboolean          trusted,
       const char       *domain)
{
  g_autoptr (CsAnchorStore) anchors = load_anchors ();
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (CsHost) host = domain ? cs_host_parse (domain, NULL) : NULL;
  g_autoptr (CsReferenceIdentity) identity = host ? cs_reference_identity_new (host, NULL) : NULL;
  g_autoptr (CsTestCertificate) leaf = NULL;

  spec.name = spec.name ? spec.name : "example.test";
  spec.not_before = spec.not_before ? spec.not_before : NOW - DAY;
  spec.not_after = spec.not_after ? spec.not_after : NOW + DAY;
  leaf = cs_test_authority_make (fixture->root, &spec);
  if (trusted)
    cs_anchor_store_give (anchors, fixture->root->certificate);
  g_ptr_array_add (chain, leaf->certificate);

  return cs_verifier_judge (cs_anchor_store_get_anchors (anchors), chain, identity, NOW, NULL);
}

static void
test_sentences (Fixture       *fixture,
                gconstpointer  data)
{
  const struct {
    CsTestSpec  spec;
    gboolean    trusted;
    const char *domain;
    const char *words;
  } cases[] = {
    { { .dns_names = CS_TEST_NAMES ("example.test") }, TRUE, "example.test",
      "“Example Corp Root CA” vouches for example.test." },
    { { .dns_names = CS_TEST_NAMES ("example.test") }, TRUE, NULL,
      "“Example Corp Root CA” vouches for this certificate. The name was not judged." },
    { { .dns_names = CS_TEST_NAMES ("example.test") }, FALSE, "example.test",
      "The certificate comes from “Example Corp Root CA”, which nothing on this computer vouches for." },
    { { .dns_names = CS_TEST_NAMES ("other.test") }, TRUE, "example.test",
      "The certificate is for other.test, not for example.test." },
    { { .dns_names = CS_TEST_NAMES ("other.test", "third.test") }, TRUE, "example.test",
      "The certificate is for other.test and third.test, not for example.test." },
    { { .dns_names = CS_TEST_NAMES ("a.test", "b.test", "c.test", "d.test", "e.test", "f.test") }, TRUE, "example.test",
      "The certificate is for a.test, b.test, c.test, d.test and 2 more, not for example.test." },
    { { .dns_names = CS_TEST_NAMES ("example.test"), .uris = CS_TEST_NAMES ("sip:other.test") }, TRUE, "example.test",
      "The certificate is for other.test, not for example.test." },
    { { .dns_names = CS_TEST_NO_NAMES }, TRUE, "example.test",
      "The certificate names no server, so it does not prove example.test." },
    { { .dns_names = CS_TEST_NAMES ("example.test"), .not_before = NOW - 2 * DAY, .not_after = NOW - DAY }, TRUE, "example.test",
      "The certificate “example.test” expired on 20 November 2026, 09:39 UTC." },
    { { .dns_names = CS_TEST_NAMES ("example.test"), .not_before = NOW + DAY, .not_after = NOW + 2 * DAY }, TRUE, "example.test",
      "The certificate “example.test” is not valid before 22 November 2026, 09:39 UTC. "
      "Your clock says 21 November 2026, 09:39 UTC." },
    { { .dns_names = CS_TEST_NAMES ("example.test"), .purposes = CS_TEST_NAMES (CS_TEST_PURPOSE_CLIENT) }, TRUE, "example.test",
      "The certificate “example.test” is not made for servers." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CsVerdict) verdict = judge (fixture, cases[i].spec, cases[i].trusted, cases[i].domain);
    g_autofree char *words = cs_words_for_verdict (verdict);
    g_autofree char *remedy = cs_words_for_remedy (verdict);

    /* A technical word may follow. */
    if (!g_str_has_prefix (words, cases[i].words))
      g_assert_cmpstr (words, ==, cases[i].words);
    g_assert_cmpint (cs_verdict_is_accepted (verdict), ==, *remedy == '\0');
  }
}

static void
test_harmless (Fixture       *fixture,
               gconstpointer  data)
{
  const CsTestSpec spec = { .name = "x\033[2J\u202ey", .dns_names = CS_TEST_NAMES ("example.test"), .not_before = NOW - 2 * DAY,
                            .not_after = NOW - DAY };
  g_autoptr (CsVerdict) verdict = judge (fixture, spec, TRUE, "example.test");
  g_autofree char *words = cs_words_for_verdict (verdict);

  g_assert_true (g_str_has_suffix (words, "expired on 20 November 2026, 09:39 UTC."));
  g_assert_null (strchr (words, '\033'));
  g_assert_null (strstr (words, "\u202e"));
}

static void
test_every_problem (Fixture       *fixture,
                    gconstpointer  data)
{
  const CsTestSpec spec = { .dns_names = CS_TEST_NAMES ("example.test") };
  g_autoptr (CsVerdict) verdict = judge (fixture, spec, TRUE, "example.test");

  for (CsProblemKind kind = CS_PROBLEM_NO_CERTIFICATE; kind <= CS_PROBLEM_UNKNOWN; kind++) {
    g_autoptr (CsProblem) whole = cs_problem_new (kind, NULL, NULL);
    g_autoptr (CsProblem) one = cs_problem_new (kind, fixture->root->certificate, "detail");
    g_autofree char *whole_words = cs_words_for_problem (verdict, whole);
    g_autofree char *one_words = cs_words_for_problem (verdict, one);

    g_assert_true (g_str_has_suffix (whole_words, "."));
    g_assert_cmpuint (strlen (one_words), >, 20);
  }
}

static void
test_anchors (Fixture       *fixture,
              gconstpointer  data)
{
  const struct {
    CsAnchorSource      source;
    const char * const *domains;
    gint64              added;
    const char         *words;
  } cases[] = {
    { CS_ANCHOR_SYSTEM, NULL, 0, "This computer’s system trusts it." },
    { CS_ANCHOR_ADMINISTRATOR, NULL, 0, "Your organisation trusts it on this computer." },
    { CS_ANCHOR_IMPORTED, CS_TEST_NAMES ("example.test"), NOW, "You imported it on 21 November 2026, for example.test only." },
    { CS_ANCHOR_IMPORTED, CS_TEST_NAMES ("a.test", "b.test"), 0, "You imported it, for a.test and b.test only." },
    { CS_ANCHOR_IMPORTED, NULL, NOW, "You imported it on 21 November 2026, for any server." },
    { CS_ANCHOR_GIVEN, NULL, 0, "It was given for this one time." },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CsAnchor) anchor = cs_anchor_new (fixture->root->certificate, cases[i].source, cases[i].domains, cases[i].added);
    g_autofree char *words = cs_words_for_anchor (anchor);

    g_assert_cmpstr (words, ==, cases[i].words);
  }
}

static void
add (const char *path,
     void      (*test) (Fixture       *fixture,
                        gconstpointer  data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "UTC", TRUE);
  g_test_init (&argc, &argv, NULL);

  add ("/words/word-verdicts", test_sentences);
  add ("/words/show-certificate-names-harmlessly", test_harmless);
  add ("/words/word-every-problem", test_every_problem);
  add ("/words/say-where-an-anchor-came-from", test_anchors);

  return g_test_run ();
}
