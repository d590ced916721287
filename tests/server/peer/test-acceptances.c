/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-error.h"

#include "cs-test-visit.h"
#include "cs-test-wait.h"

#define TLS12 "NORMAL:-VERS-ALL:+VERS-TLS1.2"
#define TLS13 "NORMAL:-VERS-ALL:+VERS-TLS1.3"
#define ANSWER "SIP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n"

typedef struct {
  const char *name;
  CsTestSpec  spec;
  const char *typed;
  gboolean    through_intermediate;
} Certificate;

static const char * const example[] = { "example.test", NULL };
static const char * const several[] = { "other.test", "EXAMPLE.test", NULL };
static const char * const typed_host[] = { "sip.example.test", NULL };
static const char * const sip_uri[] = { "sip:example.test", NULL };
static const char * const other[] = { "other.test", NULL };
static const char * const address[] = { "127.0.0.1", NULL };
static const char * const sip_purpose[] = { CS_TEST_PURPOSE_SIP_DOMAIN, NULL };

static const Certificate certificates[] = {
  { "dns-name", { .name = "leaf", .dns_names = example } },
  { "one-of-several-dns-names", { .name = "leaf", .dns_names = several } },
  { "only-a-sip-uri", { .name = "leaf", .dns_names = CS_TEST_NO_NAMES, .uris = sip_uri } },
  { "sip-uri-beside-a-foreign-dns-name", { .name = "leaf", .dns_names = other, .uris = sip_uri } },
  { "typed-host", { .name = "leaf", .dns_names = typed_host }, .typed = "sip.example.test" },
  { "typed-address", { .name = "leaf", .dns_names = CS_TEST_NO_NAMES, .ip_addresses = address }, .typed = "127.0.0.1" },
  { "sip-domain-purpose", { .name = "leaf", .dns_names = example, .purposes = sip_purpose } },
  { "rsa-2048", { .name = "leaf", .dns_names = example, .key = CS_TEST_KEY_RSA_2048 } },
  { "ed25519", { .name = "leaf", .dns_names = example, .key = CS_TEST_KEY_ED25519 } },
  { "surplus-and-unordered-chain", { .name = "leaf", .dns_names = example }, .through_intermediate = TRUE },
};

static CsTestPeer *
make_peer (CsTestTls         *tls,
           const Certificate *row,
           const char        *priority)
{
  CsTestPeerScript script = { .priority = priority, .answer = ANSWER };
  const CsTestSpec intermediate_spec = { .authority = TRUE, .name = "Intermediate CA" };
  g_autoptr (CsTestCertificate) intermediate = cs_test_authority_make (tls->root, &intermediate_spec);
  g_autoptr (CsTestCertificate) stranger = cs_test_authority_new_root ("Of No Use Root CA");
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_make (row->through_intermediate ? intermediate : tls->root, &row->spec);
  GBytes *chain[] = { leaf->der, stranger->der, tls->root->der, intermediate->der, NULL };

  if (row->through_intermediate)
    script.chain = chain;

  return cs_test_tls_peer_with (leaf, &script);
}

static void
test_certificate (const Certificate *row,
                  const char        *priority)
{
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsReferenceIdentity) identity = cs_test_tls_identity ("example.test", row->typed);
  g_autoptr (CsTestPeer) peer = make_peer (tls, row, priority);
  g_autoptr (CsTestVisit) visit = cs_test_visit_make (tls, identity, peer, NULL);
  g_autoptr (CsVerdict) probed = NULL;

  g_assert_no_error (visit->error);
  g_assert_cmpint (visit->state, ==, CS_CONNECTION_ONLINE);
  g_assert_true (cs_verdict_is_accepted (visit->verdict));
  g_assert_cmpuint (visit->n_opened, ==, 1);

  /* Exactly what was sent after the acceptance, and none of what was sent before. */
  g_assert_cmpstr (visit->received, ==, CS_TEST_REGISTER);
  g_assert_null (g_strstr_len (visit->raw, visit->n_raw, "SIP/2.0"));

  probed = cs_test_visit_probe (tls, identity, peer);
  g_assert_true (cs_verdict_is_accepted (probed));
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

/* In TLS 1.3 the server's wish for a certificate comes after the handshake. */
static void
test_wants_certificate (gconstpointer data)
{
  const CsTestPeerScript script = { .priority = data, .wants_certificate = TRUE };
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsTestPeer) peer = cs_test_tls_peer (tls, &script);
  g_autoptr (CsTestVisit) visit = cs_test_visit_make (tls, tls->identity, peer, NULL);

  g_assert_cmpint (visit->state, ==, CS_CONNECTION_WAITING);
  g_assert_error (visit->error, CS_ERROR, CS_ERROR_CLIENT_CERTIFICATE);
  g_assert_nonnull (strstr (visit->error->message, "certificate from you"));
}

static void
test_lost (gconstpointer data)
{
  const CsTestPeerScript script = { .priority = data, .hang_up_after = 10 };
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  g_autoptr (CsTestPeer) peer = cs_test_tls_peer (tls, &script);
  g_autoptr (CsTestVisit) visit = cs_test_visit_make (tls, tls->identity, peer, NULL);

  g_assert_cmpint (visit->state, ==, CS_CONNECTION_WAITING);
  g_assert_error (visit->error, CS_ERROR, CS_ERROR_CONNECTION_LOST);
  g_assert_true (cs_verdict_is_accepted (visit->verdict));
}

static guint
count_files (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint count = 0;

  while (g_dir_read_name (dir))
    count++;

  return count;
}

/* A closed connection lingers for a second at most. */
static void
test_leaves_no_socket (void)
{
  static const CsTestPeerScript scripts[] = {
    { .answer = ANSWER },
    { .hang_up_after = 10 },
    { .mode = CS_TEST_PEER_PLAINTEXT },
    { .mode = CS_TEST_PEER_HALF },
  };
  g_autoptr (CsTestTls) tls = cs_test_tls_new ();
  guint before = 0;

  /* The first round opens what the libraries keep. */
  for (guint round = 0; round < 3; round++) {
    for (gsize i = 0; i < G_N_ELEMENTS (scripts); i++) {
      g_autoptr (CsTestPeer) peer = cs_test_tls_peer (tls, &scripts[i]);
      g_autoptr (CsTestVisit) visit = cs_test_visit_make (tls, tls->identity, peer, NULL);

      g_assert_cmpuint (visit->n_raw, >, 0);
    }
    if (round == 0) {
      gint64 end = g_get_monotonic_time () + 1500 * 1000;

      cs_test_wait_for (g_get_monotonic_time () > end);
      before = count_files ();
    }
  }

  cs_test_wait_for (count_files () == before);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (certificates); i++) {
    g_autofree char *tls12 = g_strdup_printf ("/acceptances/tls-1.2/%s", certificates[i].name);
    g_autofree char *tls13 = g_strdup_printf ("/acceptances/tls-1.3/%s", certificates[i].name);

    g_test_add_data_func (tls12, &certificates[i], test_over_tls12);
    g_test_add_data_func (tls13, &certificates[i], test_over_tls13);
  }

  g_test_add_data_func ("/acceptances/tls-1.2/then-wants-a-certificate", TLS12, test_wants_certificate);
  g_test_add_data_func ("/acceptances/tls-1.3/then-wants-a-certificate", TLS13, test_wants_certificate);
  g_test_add_data_func ("/acceptances/tls-1.2/then-hangs-up-without-a-goodbye", TLS12, test_lost);
  g_test_add_data_func ("/acceptances/tls-1.3/then-hangs-up-without-a-goodbye", TLS13, test_lost);

  g_test_add_func ("/acceptances/leave-no-socket-behind", test_leaves_no_socket);

  return g_test_run ();
}
