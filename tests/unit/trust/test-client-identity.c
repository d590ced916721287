/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "trust/cs-client-identity-use.h"

#include "cs-test-client.h"

static CsClientIdentity *
make_identity (CsTestCertificate *own,
               CsTestCertificate *issuer)
{
  g_autofree char *text = g_strconcat (own->pem, issuer->pem, NULL);
  g_autoptr (GBytes) certificates = g_bytes_new (text, strlen (text));
  g_autoptr (GBytes) key = g_bytes_new (own->key_pem, strlen (own->key_pem));
  g_autoptr (GError) error = NULL;
  CsClientIdentity *identity = cs_client_identity_new_from_pem (certificates, key, NULL, &error);

  g_assert_no_error (error);

  return identity;
}

static gnutls_datum_t
name_of (CsTestCertificate *certificate)
{
  gnutls_datum_t name;

  g_assert_cmpint (gnutls_x509_crt_get_raw_dn (certificate->handle, &name), >=, 0);

  return name;
}

static void
test_fits_what_is_asked_for (void)
{
  const CsTestSpec spec = { .authority = TRUE, .name = "Issuing" };
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Root");
  g_autoptr (CsTestCertificate) other = cs_test_authority_new_root ("Other");
  g_autoptr (CsTestCertificate) issuing = cs_test_authority_make (root, &spec);
  g_autoptr (CsTestCertificate) alice = cs_test_client_new (issuing, "Alice");
  g_autoptr (CsClientIdentity) identity = make_identity (alice, issuing);
  gnutls_datum_t names[] = { name_of (other), name_of (issuing), name_of (root) };
  const gnutls_pk_algorithm_t keys[] = { GNUTLS_PK_RSA, GNUTLS_PK_ECDSA };
  gint64 begin = cs_certificate_get_not_before (alice->certificate);
  gint64 end = cs_certificate_get_not_after (alice->certificate);
  const struct {
    CsClientWish wish;
    gint64       now;
    CsClientFit  expected;
  } rows[] = {
    { { NULL, 0, NULL, 0 }, begin, CS_CLIENT_FITS },
    { { NULL, 0, NULL, 0 }, end, CS_CLIENT_FITS },
    { { NULL, 0, NULL, 0 }, begin - 1, CS_CLIENT_NOT_YET_VALID },
    { { NULL, 0, NULL, 0 }, end + 1, CS_CLIENT_EXPIRED },
    { { names, 1, NULL, 0 }, begin, CS_CLIENT_OTHER_AUTHORITY },
    { { names, 2, NULL, 0 }, begin, CS_CLIENT_FITS },
    { { names + 2, 1, NULL, 0 }, begin, CS_CLIENT_FITS },
    { { NULL, 0, keys, 1 }, begin, CS_CLIENT_OTHER_KEY },
    { { NULL, 0, keys, 2 }, begin, CS_CLIENT_FITS },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_test_message ("row %zu", i);
    g_assert_cmpint (cs_client_identity_check (identity, &rows[i].wish, rows[i].now), ==, rows[i].expected);
  }

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    gnutls_free (names[i].data);
}

static void
test_gives_what_is_sent (void)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Root");
  g_autoptr (CsTestCertificate) alice = cs_test_client_new (root, "Alice");
  g_autoptr (CsClientIdentity) identity = make_identity (alice, root);
  g_autoptr (CsClientIdentity) same = cs_client_identity_ref (identity);
  guint n_certificates;

  g_assert_nonnull (cs_client_identity_get_certificates (same, &n_certificates));
  g_assert_cmpuint (n_certificates, ==, 1);
  g_assert_nonnull (cs_client_identity_get_key (same));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client-identity/fits-what-is-asked-for", test_fits_what_is_asked_for);
  g_test_add_func ("/client-identity/gives-what-is-sent", test_gives_what_is_sent);

  return g_test_run ();
}
