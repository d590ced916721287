/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What public corpora taught: the kinds of chains on which GnuTLS alone decides otherwise, one of each, made here. */

#include "trust/cs-verifier.h"

#include <string.h>

#include <gnutls/x509.h>

#include "cs-test-authority.h"

typedef struct {
  CsTestCertificate *root;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->root = cs_test_authority_new_root ("Root");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  cs_test_certificate_free (fixture->root);
}

/* Judges what is presented, NULL at its end, with one anchor; returns "accepted" or "refused" with the problems. */
static char *
judge (CsTestCertificate         *anchor,
       CsTestCertificate * const *presented)
{
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  g_autoptr (CsAnchorSet) set = NULL;
  g_autoptr (CsHost) domain = cs_host_parse ("example.test", NULL);
  g_autoptr (CsReferenceIdentity) identity = cs_reference_identity_new (domain, NULL);
  g_autoptr (CsVerdict) verdict = NULL;
  GString *text;

  g_ptr_array_add (anchors, cs_anchor_new (anchor->certificate, CS_ANCHOR_IMPORTED, NULL, 0));
  set = cs_anchor_set_new (anchors, NULL);
  for (guint i = 0; presented[i]; i++)
    g_ptr_array_add (chain, presented[i]->certificate);
  verdict = cs_verifier_judge (set, chain, identity, g_get_real_time () / G_USEC_PER_SEC, NULL);

  text = g_string_new (cs_verdict_is_accepted (verdict) ? "accepted" : "refused");
  for (guint i = 0; i < g_list_model_get_n_items (cs_verdict_get_problems (verdict)); i++) {
    g_autoptr (CsProblem) problem = g_list_model_get_item (cs_verdict_get_problems (verdict), i);

    g_assert_nonnull (cs_problem_get_certificate (problem));
    g_string_append_printf (text, " %s", cs_problem_kind_get_nick (cs_problem_get_kind (problem)));
  }

  return g_string_free (text, FALSE);
}

#define assert_judged(expected, anchor, ...) \
  G_STMT_START { \
    g_autofree char *judged = judge (anchor, (CsTestCertificate *[]) { __VA_ARGS__, NULL }); \
    g_assert_cmpstr (judged, ==, expected); \
  } G_STMT_END

/* RFC 5280 7.1: the type of string, case and spaces make no other name. GnuTLS compares bytes. */
static void
test_finds_an_issuer_whose_name_is_written_differently (Fixture       *fixture,
                                                        gconstpointer  data)
{
  const CsTestSpec specs[] = {
    { .authority = TRUE, .name = "Root", .utf8_name = TRUE, .same_key_as = fixture->root },
    { .authority = TRUE, .name = "ROOT", .same_key_as = fixture->root },
  };

  for (guint i = 0; i < G_N_ELEMENTS (specs); i++) {
    g_autoptr (CsTestCertificate) twin = cs_test_authority_make (NULL, &specs[i]);
    g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (twin, "example.test");
    const CsTestSpec middle_spec = { .authority = TRUE, .name = "Middle" };
    g_autoptr (CsTestCertificate) middle = cs_test_authority_make (twin, &middle_spec);
    g_autoptr (CsTestCertificate) below = cs_test_authority_new_leaf (middle, "example.test");

    assert_judged ("accepted", fixture->root, leaf);
    assert_judged ("accepted", fixture->root, below, middle);
  }
}

/* The likeness of a name proves nothing. */
static void
test_wants_the_signature_of_an_issuer_by_likeness (Fixture       *fixture,
                                                   gconstpointer  data)
{
  const CsTestSpec impostor_spec = { .authority = TRUE, .name = "Root", .utf8_name = TRUE };
  const CsTestSpec weak_spec = { .name = "x", .dns_names = CS_TEST_NAMES ("example.test"), .digest = CS_TEST_DIGEST_SHA1 };
  const CsTestSpec twin_spec = { .authority = TRUE, .name = "ROOT", .same_key_as = fixture->root };
  g_autoptr (CsTestCertificate) impostor = cs_test_authority_make (NULL, &impostor_spec);
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (impostor, "example.test");
  g_autoptr (CsTestCertificate) twin = cs_test_authority_make (NULL, &twin_spec);
  g_autoptr (CsTestCertificate) weak = cs_test_authority_make (twin, &weak_spec);

  assert_judged ("refused bad-signature", fixture->root, leaf);
  assert_judged ("refused bad-signature weak-signature", fixture->root, weak);
}

/* RFC 4210 4.4: an authority changes its key and vouches for the new one with the old. */
static void
test_follows_a_rollover (Fixture       *fixture,
                         gconstpointer  data)
{
  const CsTestSpec spec = { .authority = TRUE, .name = "Roller" };
  g_autoptr (CsTestCertificate) old = cs_test_authority_make (NULL, &spec);
  g_autoptr (CsTestCertificate) renewed = cs_test_authority_make (old, &spec);
  g_autoptr (CsTestCertificate) again = cs_test_authority_make (renewed, &spec);
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (again, "example.test");

  assert_judged ("accepted", old, leaf, again, renewed);
  assert_judged ("accepted", renewed, leaf, again);
}

/* What an authority is for limits what stands below it. GnuTLS looks at the leaf alone. */
static void
test_keeps_authorities_to_their_purposes (Fixture       *fixture,
                                          gconstpointer  data)
{
  const CsTestSpec specs[] = {
    { .authority = TRUE, .name = "Mail", .purposes = CS_TEST_NAMES (CS_TEST_PURPOSE_CLIENT) },
    { .authority = TRUE, .name = "Netscape", .purposes = CS_TEST_NAMES ("2.16.840.1.113730.4.1") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (specs); i++) {
    g_autoptr (CsTestCertificate) middle = cs_test_authority_make (fixture->root, &specs[i]);
    g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (middle, "example.test");

    assert_judged ("refused purpose", fixture->root, leaf, middle);
  }
}

static GBytes *
make_constraint (guint       where,
                 guint       tag,
                 const char *name)
{
  gsize size = strlen (name);
  /* NameConstraints { [where] { GeneralSubtree { [tag] name } } } */
  const guint8 head[] = { 0x30, size + 6, where, size + 4, 0x30, size + 2, 0x80 | tag, size };
  GByteArray *bytes = g_byte_array_new ();

  g_byte_array_append (bytes, head, sizeof head);
  g_byte_array_append (bytes, (const guint8 *) name, size);

  return g_byte_array_free_to_bytes (bytes);
}

/* RFC 5280 4.2.1.10 for the names that count here: the domain of a SIP URI, and the names of authorities themselves. */
static void
test_keeps_name_constraints_of_every_kind (Fixture       *fixture,
                                           gconstpointer  data)
{
  static const struct {
    const char *description;
    guint where;
    guint tag;
    const char *constraint;
    const char *expected;
  } cases[] = {
    { "uri permitted", 0xa0, 6, "example.test", "accepted" },
    { "uri not permitted", 0xa0, 6, "other.test", "refused name-constraint" },
    { "uri excluded", 0xa1, 6, "example.test", "refused name-constraint" },
    { "dns excluded, which it doesn't have", 0xa1, 2, "other.test", "accepted" },
    { "dns not permitted", 0xa0, 2, "other.test", "refused name-constraint" },
    { "ip not permitted", 0xa0, 7, "\x0a\x01\x01\x01\xff\xff\xff\xff", "refused name-constraint" },
    { "unreadable address", 0xa0, 7, "\x0a\x01\x01", "refused" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) raw = make_constraint (cases[i].where, cases[i].tag, cases[i].constraint);
    const CsTestSpec middle_spec = { .authority = TRUE, .name = "Middle", .raw_name_constraints = raw };
    const CsTestSpec leaf_spec = {
      .uris = CS_TEST_NAMES ("sip:example.test"), .dns_names = CS_TEST_NAMES ("example.test"), .ip_addresses = CS_TEST_NAMES ("10.1.1.2"),
    };
    g_autoptr (CsTestCertificate) middle = cs_test_authority_make (fixture->root, &middle_spec);
    g_autoptr (CsTestCertificate) leaf = cs_test_authority_make (middle, &leaf_spec);
    g_autofree char *judged = judge (fixture->root, (CsTestCertificate *[]) { leaf, middle, NULL });

    g_test_message ("%s: %s", cases[i].description, judged);
    g_assert_true (g_str_has_prefix (judged, cases[i].expected));
  }
}

static void
test_keeps_name_constraints_on_authorities (Fixture       *fixture,
                                            gconstpointer  data)
{
  const CsTestSpec upper_spec = { .authority = TRUE, .name = "Upper", .permitted_dns = CS_TEST_NAMES ("example.test") };
  const CsTestSpec lower_spec = { .authority = TRUE, .name = "Lower", .dns_names = CS_TEST_NAMES ("ca.other.test") };
  g_autoptr (CsTestCertificate) upper = cs_test_authority_make (fixture->root, &upper_spec);
  g_autoptr (CsTestCertificate) lower = cs_test_authority_make (upper, &lower_spec);
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (lower, "example.test");

  assert_judged ("refused name-constraint", fixture->root, leaf, upper, lower);
}

/* A name that is both permitted and excluded is excluded. */
static void
test_excludes_before_it_permits (Fixture       *fixture,
                                 gconstpointer  data)
{
  const CsTestSpec spec = {
    .authority = TRUE, .name = "Middle", .permitted_dns = CS_TEST_NAMES ("test"), .excluded_dns = CS_TEST_NAMES ("example.test"),
  };
  g_autoptr (CsTestCertificate) middle = cs_test_authority_make (fixture->root, &spec);
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (middle, "example.test");

  assert_judged ("refused name-constraint", fixture->root, leaf, middle);
}

/* RFC 5280 4.2.1.4: what is critical in a list of policies has to be understood. */
static void
test_refuses_critical_policies_it_cannot_read (Fixture       *fixture,
                                               gconstpointer  data)
{
  const CsTestSpec spec = { .dns_names = CS_TEST_NAMES ("example.test"), .critical_extension = "2.5.29.32" };
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_make (fixture->root, &spec);

  assert_judged ("refused critical-extension", fixture->root, leaf);
}

static void
test_refuses_leaves_that_are_not_for_servers (Fixture       *fixture,
                                              gconstpointer  data)
{
  const struct {
    const char *description;
    CsTestSpec spec;
    const char *expected;
  } cases[] = {
    { "dsa", { .dns_names = CS_TEST_NAMES ("example.test"), .key = CS_TEST_KEY_DSA_2048 }, "refused weak-key" },
    { "signs certificates but is no authority",
      { .dns_names = CS_TEST_NAMES ("example.test"), .key_usage = GNUTLS_KEY_DIGITAL_SIGNATURE | GNUTLS_KEY_KEY_CERT_SIGN },
      "refused key-usage" },
    { "only agrees on keys", { .dns_names = CS_TEST_NAMES ("example.test"), .key_usage = GNUTLS_KEY_KEY_AGREEMENT }, "refused key-usage" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CsTestCertificate) leaf = cs_test_authority_make (fixture->root, &cases[i].spec);

    g_test_message ("%s", cases[i].description);
    assert_judged (cases[i].expected, fixture->root, leaf);
  }
}

/* More comparisons than an honest chain needs end in a refusal, and soon. */
static void
test_bounds_what_names_may_cost (Fixture       *fixture,
                                 gconstpointer  data)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_autoptr (GStrvBuilder) excluded = g_strv_builder_new ();
  g_auto (GStrv) name_list = NULL;
  g_auto (GStrv) excluded_list = NULL;
  g_autoptr (CsTestCertificate) middle = NULL;
  g_autoptr (CsTestCertificate) leaf = NULL;
  gint64 start;

  g_strv_builder_add (names, "example.test");
  for (guint i = 0; i < 900; i++) {
    g_autofree char *name = g_strdup_printf ("n%u.example.test", i);
    g_autofree char *other = g_strdup_printf ("x%u.other.test", i);

    g_strv_builder_add (names, name);
    g_strv_builder_add (excluded, other);
  }
  name_list = g_strv_builder_end (names);
  excluded_list = g_strv_builder_end (excluded);
  {
    const CsTestSpec middle_spec = { .authority = TRUE, .name = "Middle", .excluded_dns = (const char * const *) excluded_list };
    const CsTestSpec leaf_spec = { .name = "x", .dns_names = (const char * const *) name_list };

    middle = cs_test_authority_make (fixture->root, &middle_spec);
    leaf = cs_test_authority_make (middle, &leaf_spec);
  }
  start = g_get_monotonic_time ();
  assert_judged ("refused name-constraint", fixture->root, leaf, middle);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_USEC_PER_SEC);
}

#define ADD(path, test) g_test_add ("/verifier-lessons/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("finds-an-issuer-whose-name-is-written-differently", test_finds_an_issuer_whose_name_is_written_differently);
  ADD ("wants-the-signature-of-an-issuer-by-likeness", test_wants_the_signature_of_an_issuer_by_likeness);
  ADD ("follows-a-rollover", test_follows_a_rollover);
  ADD ("keeps-authorities-to-their-purposes", test_keeps_authorities_to_their_purposes);
  ADD ("keeps-name-constraints-of-every-kind", test_keeps_name_constraints_of_every_kind);
  ADD ("keeps-name-constraints-on-authorities", test_keeps_name_constraints_on_authorities);
  ADD ("excludes-before-it-permits", test_excludes_before_it_permits);
  ADD ("refuses-critical-policies-it-cannot-read", test_refuses_critical_policies_it_cannot_read);
  ADD ("refuses-leaves-that-are-not-for-servers", test_refuses_leaves_that_are_not_for_servers);
  ADD ("bounds-what-names-may-cost", test_bounds_what_names_may_cost);

  return g_test_run ();
}
