/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A person's certificate with its key: a PKCS #12 file, or PEM, with the right passphrase. */

#include "cs-fuzz.h"

#include "trust/cs-client-identity.h"

static void
check (CsClientIdentity *identity,
       const GError     *error)
{
  g_assert_true ((identity == NULL) == (error != NULL));
  if (!identity)
    return;

  g_assert_nonnull (cs_client_identity_get_certificate (identity));
  g_assert_cmpuint (cs_client_identity_get_chain (identity)->len, >, 0);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) file = g_bytes_new (data, size);
  g_autoptr (CsSecret) passphrase = cs_secret_new ("open sesame");
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) pem_error = NULL;
  g_autoptr (CsClientIdentity) identity = cs_client_identity_new_from_pkcs12 (file, passphrase, &error);
  g_autoptr (CsClientIdentity) pair = cs_client_identity_new_from_pem (file, file, passphrase, &pem_error);

  check (identity, error);
  check (pair, pem_error);

  return 0;
}
