/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-error.h"

#include "cs-test-visit.h"
#include "cs-test-wait.h"

#define TLS12 "NORMAL:-VERS-ALL:+VERS-TLS1.2"
#define TLS13 "NORMAL:-VERS-ALL:+VERS-TLS1.3"

#define DAY (24 * 60 * 60)

/* What the server shows. The authority is trusted unless another one is asked for. */
typedef struct {
  const char    *name;
  CsTestSpec     spec;
  gboolean       unknown_authority;
  gboolean       self_signed;
  const char    *typed;
  const char    *scope;
  CsProblemKind  problem;
} Certificate;

typedef struct {
  const char       *name;
  CsTestPeerScript  script;
  guint             limit;
  CsError           error;
} Trouble;

static const char * const example[] = { "example.test", NULL };
static const char * const client_only[] = { CS_TEST_PURPOSE_CLIENT, NULL };
static const char * const other[] = { "other.test", NULL };
static const char * const other_uri[] = { "sip:other.test", NULL };
static const char * const person_uri[] = { "sip:alice@example.test", NULL };
static const char * const sips_uri[] = { "sips:example.test", NULL };
static const char * const wildcard[] = { "*.example.test", NULL };
static const char * const label_wildcard[] = { "*.test", NULL };
static const char * const parent[] = { "test", NULL };
static const char * const suffix[] = { "example.test.other.test", NULL };

/* Times are filled in as days from now; 0 is the default. */
static const Certificate certificates[] = {
  { "unknown-authority", { .name = "leaf", .dns_names = example }, .unknown_authority = TRUE,
    .problem = CS_PROBLEM_UNKNOWN_AUTHORITY },
  { "self-signed", { .name = "leaf", .dns_names = example }, .self_signed = TRUE, .problem = CS_PROBLEM_UNKNOWN_AUTHORITY },
  { "authority-for-other-domains", { .name = "leaf", .dns_names = example }, .scope = "other.test",
    .problem = CS_PROBLEM_AUTHORITY_OUT_OF_SCOPE },
  { "other-name", { .name = "leaf", .dns_names = other }, .problem = CS_PROBLEM_NAME_MISMATCH },
  { "dns-name-beside-foreign-sip-uri", { .name = "leaf", .dns_names = example, .uris = other_uri },
    .problem = CS_PROBLEM_NAME_MISMATCH },
  { "sip-uri-of-a-person", { .name = "leaf", .dns_names = CS_TEST_NO_NAMES, .uris = person_uri },
    .problem = CS_PROBLEM_NAME_MISMATCH },
  { "sips-uri", { .name = "leaf", .dns_names = CS_TEST_NO_NAMES, .uris = sips_uri }, .problem = CS_PROBLEM_NAME_MISMATCH },
  { "common-name-only", { .name = "example.test", .dns_names = CS_TEST_NO_NAMES }, .problem = CS_PROBLEM_NAME_MISMATCH },
  { "wildcard", { .name = "leaf", .dns_names = wildcard }, .typed = "sip.example.test", .problem = CS_PROBLEM_NAME_MISMATCH },
  { "wildcard-for-the-domain", { .name = "leaf", .dns_names = label_wildcard }, .problem = CS_PROBLEM_NAME_MISMATCH },
  { "parent-domain", { .name = "leaf", .dns_names = parent }, .problem = CS_PROBLEM_NAME_MISMATCH },
  { "longer-name", { .name = "leaf", .dns_names = suffix }, .problem = CS_PROBLEM_NAME_MISMATCH },
  { "expired", { .name = "leaf", .dns_names = example, .not_before = -30 * DAY, .not_after = -DAY },
    .problem = CS_PROBLEM_EXPIRED },
  { "not-yet-valid", { .name = "leaf", .dns_names = example, .not_before = DAY, .not_after = 30 * DAY },
    .problem = CS_PROBLEM_NOT_YET_VALID },
  { "client-only-purpose", { .name = "leaf", .dns_names = example, .purposes = client_only }, .problem = CS_PROBLEM_PURPOSE },
  { "rsa-1024", { .name = "leaf", .dns_names = example, .key = CS_TEST_KEY_RSA_1024 }, .problem = CS_PROBLEM_WEAK_KEY },
  { "sha-1", { .name = "leaf", .dns_names = example, .digest = CS_TEST_DIGEST_SHA1 }, .problem = CS_PROBLEM_WEAK_SIGNATURE },
  { "bad-signature", { .name = "leaf", .dns_names = example, .bad_signature = TRUE }, .problem = CS_PROBLEM_BAD_SIGNATURE },
  { "authority-as-server", { .name = "leaf", .dns_names = example, .authority = TRUE }, .problem = CS_PROBLEM_LEAF_IS_AUTHORITY },
  { "200-kilobytes", { .name = "leaf", .dns_names = example, .padding = 200 * 1000 }, .problem = CS_PROBLEM_TOO_LARGE },
};

static const Trouble troubles[] = {
  { "tls-1.0", { .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.0" }, 0, CS_ERROR_TLS },
  { "tls-1.1", { .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.1" }, 0, CS_ERROR_TLS },
  { "rsa-key-exchange", { .priority = "NORMAL:-VERS-ALL:+VERS-TLS1.2:-KX-ALL:+RSA" }, 0, CS_ERROR_TLS },
  { "plaintext", { .mode = CS_TEST_PEER_PLAINTEXT }, 0, CS_ERROR_NOT_TLS },
  { "silence", { .mode = CS_TEST_PEER_SILENT }, 300, CS_ERROR_TIMED_OUT },
  { "one-byte-at-a-time", { .mode = CS_TEST_PEER_DRIP }, 500, CS_ERROR_TIMED_OUT },
  { "closed-half-way", { .mode = CS_TEST_PEER_HALF }, 0, CS_ERROR_CONNECTION_LOST },
};

/* The proof: what the peer could read holds no application data, and nothing that looks like SIP went over the wire. */
static void
assert_no_sip (CsTestVisit *visit)
{
  g_assert_cmpuint (visit->n_opened, ==, 0);
  g_assert_cmpuint (visit->n_received, ==, 0);
  g_assert_cmpuint (visit->n_raw, >, 0);
  g_assert_cmpint (visit->raw[0], ==, 22);
  g_assert_null (g_strstr_len (visit->raw, visit->n_raw, "SIP/2.0"));
  g_assert_null (g_strstr_len (visit->raw, visit->n_raw, "REGISTER"));
}

static void
imported_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  *(CsAnchor **) user_data = cs_anchor_store_import_finish (CS_ANCHOR_STORE (object), result, NULL);
}

static CsTestCertificate *
make_leaf (CsTestTls         *tls,
           const Certificate *row)
{
  const gint64 now = g_get_real_time () / G_USEC_PER_SEC;
  CsTestSpec spec = row->spec;
  g_autoptr (CsTestCertificate) issuer = NULL;

  if (spec.not_before)
    spec.not_before += now;
  if (spec.not_after)
    spec.not_after += now;

  if (row->self_signed)
    return cs_test_authority_make (NULL, &spec);

  if (row->unknown_authority || row->scope)
    issuer = cs_test_authority_new_root ("Another Root CA");

  if (row->scope) {
    const char *domains[] = { row->scope, NULL };
    g_autoptr (CsAnchor) anchor = NULL;

    cs_anchor_store_import_async (tls->store, issuer->certificate, domains, NULL, imported_cb, &anchor);
    cs_test_wait_for (anchor);
  }

  return cs_test_authority_make (issuer ? issuer : tls->root, &spec);
}

static void
test_certificate (const Certificate *row,
                  const char        *priority)
{
  const CsTestPeerScript script = { .priority = priority };
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsReferenceIdentity) identity = cs_test_tls_identity ("example.test", row->typed);
  g_autoptr (CsTestCertificate) leaf = make_leaf (tls, row);
  g_autoptr (CsTestPeer) peer = cs_test_tls_peer_with (leaf, &script);
  g_autoptr (CsTestVisit) visit = cs_test_visit_make (tls, identity, peer, NULL);
  g_autoptr (CsVerdict) probed = NULL;

  assert_no_sip (visit);
  g_assert_cmpint (visit->state, ==, CS_CONNECTION_REFUSED);
  g_assert_error (visit->error, CS_ERROR, CS_ERROR_REFUSED);
  g_assert_nonnull (visit->verdict);
  g_assert_false (cs_verdict_is_accepted (visit->verdict));
  g_assert_true (cs_verdict_has_problem (visit->verdict, row->problem));
  g_assert_cmpint (cs_test_peer_get_alert (peer), >=, 0);

  probed = cs_test_visit_probe (tls, identity, peer);
  g_assert_false (cs_verdict_is_accepted (probed));
  g_assert_true (cs_verdict_has_problem (probed, row->problem));
}

static void
test_over_tls12 (gconstpointer data)
{
  test_certificate (data, TLS12);
}

static void
test_over_tls13 (gconstpointer data)
{
  test_certificate (data, TLS13);
}

static void
test_trouble (gconstpointer data)
{
  const Trouble *row = data;
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsTestPeer) peer = cs_test_tls_peer (tls, &row->script);
  g_autoptr (CsTestVisit) visit = NULL;
  CsLinkLimits limits = CS_LINK_LIMITS_DEFAULT;

  if (row->limit)
    limits.handshake = row->limit;
  visit = cs_test_visit_make (tls, tls->identity, peer, &limits);

  assert_no_sip (visit);
  g_assert_cmpint (visit->state, ==, CS_CONNECTION_WAITING);
  g_assert_error (visit->error, CS_ERROR, (int) row->error);
  g_assert_null (visit->verdict);
  g_test_message ("%s", visit->error->message);
}

static void
add_all (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (certificates); i++) {
    g_autofree char *tls12 = g_strdup_printf ("/refusals/tls-1.2/%s", certificates[i].name);
    g_autofree char *tls13 = g_strdup_printf ("/refusals/tls-1.3/%s", certificates[i].name);

    g_test_add_data_func (tls12, &certificates[i], test_over_tls12);
    g_test_add_data_func (tls13, &certificates[i], test_over_tls13);
  }

  for (gsize i = 0; i < G_N_ELEMENTS (troubles); i++) {
    g_autofree char *path = g_strdup_printf ("/refusals/%s", troubles[i].name);

    g_test_add_data_func (path, &troubles[i], test_trouble);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  add_all ();

  return g_test_run ();
}
