/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-revocation-addresses.h"

#include "cs-certificate-private.h"
#include "cs-distribution-points.h"

#define MAX_ADDRESSES 16

/* RFC 7633 4: the extension of that name from TLS. */
#define STATUS_REQUEST 5

/**
 * cs_revocation_list_responders:
 * @certificate: a certificate
 *
 * Returns: (transfer full): where its issuer answers OCSP requests (RFC 5280 4.2.2.1), as the certificate says
 */
GStrv
cs_revocation_list_responders (CsCertificate *certificate)
{
  g_autoptr (GStrvBuilder) uris = g_strv_builder_new ();

  for (guint i = 0; i < MAX_ADDRESSES; i++) {
    gnutls_datum_t address = { NULL, 0 };
    g_autofree char *uri = NULL;
    int result = gnutls_x509_crt_get_authority_info_access (cs_certificate_get_handle (certificate), i, GNUTLS_IA_OCSP_URI, &address, NULL);

    if (result == GNUTLS_E_UNKNOWN_ALGORITHM)
      continue;
    if (result < 0)
      break;
    uri = g_strndup ((const char *) address.data, address.size);
    gnutls_free (address.data);
    if (g_str_is_ascii (uri))
      g_strv_builder_add (uris, uri);
  }

  return g_strv_builder_end (uris);
}

/**
 * cs_revocation_list_lists:
 * @certificate: a certificate
 *
 * Returns: (transfer full): where its issuer publishes revocation lists (RFC 5280 4.2.1.13), as the certificate says
 */
GStrv
cs_revocation_list_lists (CsCertificate *certificate)
{
  return cs_distribution_points_list_uris (certificate);
}

/**
 * cs_revocation_has_addresses:
 * @certificate: a certificate
 *
 * Returns: whether it says where to ask for its revocation
 */
gboolean
cs_revocation_has_addresses (CsCertificate *certificate)
{
  g_auto (GStrv) responders = cs_revocation_list_responders (certificate);
  g_auto (GStrv) lists = cs_revocation_list_lists (certificate);

  return responders[0] || lists[0];
}

/**
 * cs_revocation_must_staple:
 * @certificate: a server's certificate
 *
 * Returns: whether it is only to be believed with an OCSP response beside it (RFC 7633)
 */
gboolean
cs_revocation_must_staple (CsCertificate *certificate)
{
  gnutls_x509_tlsfeatures_t features;
  gboolean must = FALSE;
  guint feature;

  if (gnutls_x509_tlsfeatures_init (&features) < 0)
    return TRUE;

  if (gnutls_x509_crt_get_tlsfeatures (cs_certificate_get_handle (certificate), features, 0, NULL) >= 0) {
    for (guint i = 0; gnutls_x509_tlsfeatures_get (features, i, &feature) >= 0 && !must; i++)
      must = feature == STATUS_REQUEST;
  }
  gnutls_x509_tlsfeatures_deinit (features);

  return must;
}
