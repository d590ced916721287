/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-refusal-rows.h"
#include "trust/cs-verdict-private.h"

#include "cs-test-authority.h"

#define NOW G_GINT64_CONSTANT (1795253999)
#define DAY (24 * 60 * 60)

typedef struct {
  CsTestCertificate   *root;
  CsTestCertificate   *leaf;
  CsReferenceIdentity *identity;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  const CsTestSpec root = { .authority = TRUE, .name = "Example Corp Root CA", .not_before = NOW - DAY, .not_after = NOW + 9 * DAY };
  const CsTestSpec leaf = {
    .name = "sip.example.test", .dns_names = CS_TEST_NAMES ("xn--bcher-kva.test"), .key = CS_TEST_KEY_RSA_1024,
    .digest = CS_TEST_DIGEST_SHA1, .not_before = NOW + DAY, .not_after = NOW + 2 * DAY,
  };
  g_autoptr (CsHost) host = cs_host_parse ("example.test", NULL);

  fixture->root = cs_test_authority_make (NULL, &root);
  fixture->leaf = cs_test_authority_make (fixture->root, &leaf);
  fixture->identity = cs_reference_identity_new (host, NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  cs_test_certificate_free (fixture->root);
  cs_test_certificate_free (fixture->leaf);
  cs_reference_identity_unref (fixture->identity);
}

static CsVerdict *
make_verdict (Fixture   *fixture,
              GPtrArray *problems)
{
  g_autoptr (GPtrArray) presented = g_ptr_array_new ();
  const CsVerdictParts parts = { .problems = problems, .presented = presented, .identity = fixture->identity, .time = NOW };

  g_ptr_array_add (presented, fixture->leaf->certificate);

  return cs_verdict_new (&parts);
}

static GPtrArray *
make_rows (Fixture             *fixture,
           const CsProblemKind *kinds,
           gsize                n_kinds)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (CsVerdict) verdict = NULL;
  GPtrArray *rows = cs_refusal_rows_new ();

  for (gsize i = 0; i < n_kinds; i++)
    g_ptr_array_add (problems, cs_problem_new (kinds[i], fixture->leaf->certificate, NULL));
  verdict = make_verdict (fixture, problems);
  cs_refusal_rows_add_verdict (rows, verdict);

  return rows;
}

static const CsRefusalRow *
find_failing (GPtrArray *rows)
{
  const CsRefusalRow *found = NULL;

  for (guint i = 0; i < rows->len; i++) {
    const CsRefusalRow *row = g_ptr_array_index (rows, i);

    if (!row->fits) {
      g_assert_null (found);
      found = row;
    }
  }
  g_assert_nonnull (found);

  return found;
}

static void
test_every_kind (Fixture       *fixture,
                 gconstpointer  data)
{
  static const struct {
    CsProblemKind kind;
    const char *expected;
    const char *presented;
  } cases[] = {
    { CS_PROBLEM_NO_CERTIFICATE, "a certificate", "none" },
    { CS_PROBLEM_MALFORMED, "a certificate that can be read", "The certificate cannot be read." },
    { CS_PROBLEM_REVOKED, "not revoked", "The certificate “sip.example.test” was revoked by its issuer." },
    { CS_PROBLEM_DISTRUSTED, "an authority you trust", "“sip.example.test”, which is banned here" },
    { CS_PROBLEM_BAD_SIGNATURE, "signed by “Example Corp Root CA”", "“sip.example.test”, with a signature that is not theirs" },
    { CS_PROBLEM_UNKNOWN_AUTHORITY, "an authority you trust", "Example Corp Root CA" },
    { CS_PROBLEM_AUTHORITY_OUT_OF_SCOPE, "an authority that may vouch for example.test", "Example Corp Root CA" },
    { CS_PROBLEM_NAME_MISMATCH, "example.test", "bücher.test (xn--bcher-kva.test)" },
    { CS_PROBLEM_EXPIRED, "valid today, 21 November 2026", "until 23 November 2026" },
    { CS_PROBLEM_NOT_YET_VALID, "valid today, 21 November 2026", "only from 22 November 2026" },
    { CS_PROBLEM_ISSUER_NOT_AUTHORITY, "issued by an authority", "“sip.example.test” signed a certificate without being an authority." },
    { CS_PROBLEM_LEAF_IS_AUTHORITY, "a server’s own certificate", "The server shows the certificate of an authority as its own." },
    { CS_PROBLEM_PURPOSE, "made for servers", "The certificate “sip.example.test” is not made for servers." },
    { CS_PROBLEM_KEY_USAGE, "a key that may be used for this", "The key of “sip.example.test” may not be used for this." },
    { CS_PROBLEM_NAME_CONSTRAINT, "a name that its authority may vouch for",
      "An authority above “sip.example.test” may not vouch for the names in it." },
    { CS_PROBLEM_PATH_LENGTH, "no more authorities than allowed", "“sip.example.test” may not appoint further authorities." },
    { CS_PROBLEM_CRITICAL_EXTENSION, "no unknown conditions",
      "The certificate “sip.example.test” sets a condition that Countersign does not know." },
    { CS_PROBLEM_WEAK_KEY, "a strong key", "RSA 1024 (sip.example.test)" },
    { CS_PROBLEM_WEAK_SIGNATURE, "a strong signature", "ECDSA-SHA1 (sip.example.test)" },
    { CS_PROBLEM_TOO_LARGE, "no more certificates than needed", "The server showed more certificates than anyone needs." },
    { CS_PROBLEM_OTHER_AUTHORITY, "an authority you trust", "Example Corp Root CA" },
    { CS_PROBLEM_REVOCATION_UNKNOWN, "proof that it is not revoked",
      "It could not be found out whether the certificate was revoked." },
    { CS_PROBLEM_STAPLE_MISSING, "fresh proof, as the certificate demands",
      "The certificate demands fresh proof that it is not revoked, and the server gave none." },
    { CS_PROBLEM_UNKNOWN, "a sound certificate", "Something about the certificate is wrong that Countersign does not know." },
  };

  g_assert_cmpuint (G_N_ELEMENTS (cases), ==, CS_PROBLEM_UNKNOWN + 1);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GPtrArray) rows = make_rows (fixture, &cases[i].kind, 1);
    const CsRefusalRow *row = find_failing (rows);

    g_assert_cmpint (cases[i].kind, ==, (CsProblemKind) i);
    g_assert_cmpuint (rows->len, >=, 3);
    g_assert_cmpstr (row->expected, ==, cases[i].expected);
    g_assert_cmpstr (row->presented, ==, cases[i].presented);
  }
}

static void
test_two_of_a_kind (Fixture       *fixture,
                    gconstpointer  data)
{
  const CsProblemKind kinds[] = { CS_PROBLEM_DISTRUSTED, CS_PROBLEM_UNKNOWN_AUTHORITY, CS_PROBLEM_EXPIRED, CS_PROBLEM_NOT_YET_VALID };
  g_autoptr (GPtrArray) rows = make_rows (fixture, kinds, G_N_ELEMENTS (kinds));
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  g_assert_cmpuint (rows->len, ==, 5);
  for (guint i = 0; i < rows->len; i++) {
    const CsRefusalRow *row = g_ptr_array_index (rows, i);

    g_assert_true (g_hash_table_add (seen, row->presented));
    g_assert_cmpint (row->fits, ==, i == 0);
  }
}

static void
test_no_certificate (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_object_unref);
  const CsVerdictParts parts = { .problems = problems, .identity = fixture->identity, .time = NOW };
  g_autoptr (GPtrArray) rows = cs_refusal_rows_new ();
  g_autoptr (CsVerdict) verdict = NULL;

  g_ptr_array_add (problems, cs_problem_new (CS_PROBLEM_NO_CERTIFICATE, NULL, NULL));
  verdict = cs_verdict_new (&parts);
  cs_refusal_rows_add_verdict (rows, verdict);
  g_assert_cmpuint (rows->len, ==, 1);
  g_assert_cmpstr (find_failing (rows)->presented, ==, "none");
}

static void
test_known_server (Fixture       *fixture,
                   gconstpointer  data)
{
  const CsProblemKind kind = CS_PROBLEM_OTHER_AUTHORITY;
  g_autoptr (CsTestCertificate) earlier = cs_test_authority_new_root ("Old Root CA");
  g_autoptr (CsKnownServer) known = cs_known_server_new (fixture->leaf->certificate, earlier->certificate);
  g_autoptr (CsReferenceIdentity) plain = fixture->identity;
  g_autoptr (GPtrArray) rows = NULL;

  fixture->identity = cs_reference_identity_expect (plain, known);
  rows = make_rows (fixture, &kind, 1);
  g_assert_cmpstr (find_failing (rows)->expected, ==, "Old Root CA, as before");
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

  add ("/refusal-rows/put-expected-beside-presented-for-every-problem", test_every_kind);
  add ("/refusal-rows/show-both-where-two-are-alike", test_two_of_a_kind);
  add ("/refusal-rows/do-without-a-certificate", test_no_certificate);
  add ("/refusal-rows/name-who-vouched-before", test_known_server);

  return g_test_run ();
}
