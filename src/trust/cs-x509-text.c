/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-x509-text.h"

#include "cs-name-text.h"

#define MAX_NAME (64 * 1024)

/*
 * cs_x509_text_hex:
 * @data: (array length=size): some bytes
 * @size: how many
 *
 * Returns: (transfer full): the bytes in lower-case hexadecimal digits
 */
char *
cs_x509_text_hex (const guint8 *data,
                  gsize         size)
{
  GString *hex = g_string_sized_new (2 * size);

  for (gsize i = 0; i < size; i++)
    g_string_append_printf (hex, "%02x", data[i]);

  return g_string_free (hex, FALSE);
}

/* GnuTLS hands out the parts of a name as they stand in RFC 4514, with escapes; people read them without. */
static char *
unescape (const char *text,
          gsize       size)
{
  g_autoptr (GString) plain = g_string_sized_new (size);

  for (gsize i = 0; i < size; i++) {
    if (text[i] == '\\' && i + 2 < size && g_ascii_isxdigit (text[i + 1]) && g_ascii_isxdigit (text[i + 2])) {
      g_string_append_c (plain, (char) (g_ascii_xdigit_value (text[i + 1]) << 4 | g_ascii_xdigit_value (text[i + 2])));
      i += 2;
    } else {
      if (text[i] == '\\' && i + 1 < size)
        i++;
      g_string_append_c (plain, text[i]);
    }
  }

  return g_utf8_make_valid (plain->str, plain->len);
}

/*
 * cs_x509_text_dn_part:
 * @handle: a certificate
 * @get: which of its names
 * @oid: the type of a part of a name
 * @index: the how-manieth of that type
 *
 * Returns: (transfer full) (nullable): the part in valid UTF-8
 */
char *
cs_x509_text_dn_part (gnutls_x509_crt_t  handle,
                      CsX509GetDnPart    get,
                      const char        *oid,
                      guint              index)
{
  size_t size = 0;
  g_autofree char *buffer = NULL;

  if (get (handle, oid, index, 0, NULL, &size) != GNUTLS_E_SHORT_MEMORY_BUFFER)
    return NULL;

  buffer = g_malloc0 (size + 1);
  if (get (handle, oid, index, 0, buffer, &size) < 0)
    return NULL;

  if (size > 0 && buffer[size - 1] == '\0')
    size--;

  return unescape (buffer, size);
}

/*
 * cs_x509_text_dn:
 * @handle: a certificate
 * @get: which of its names
 *
 * Returns: (transfer full): the name in the form of RFC 4514, in valid UTF-8
 */
char *
cs_x509_text_dn (gnutls_x509_crt_t handle,
                 CsX509GetDn       get)
{
  gnutls_datum_t dn = { NULL, 0 };
  char *text;

  if (get (handle, &dn, 0) < 0)
    return g_strdup ("");

  text = g_utf8_make_valid ((const char *) dn.data, dn.size);
  gnutls_free (dn.data);

  return text;
}

/*
 * cs_x509_text_raw_dn:
 * @handle: a certificate
 * @get: which of its names
 *
 * Returns: (transfer full): the name in DER
 */
GBytes *
cs_x509_text_raw_dn (gnutls_x509_crt_t handle,
                     CsX509GetRawDn    get)
{
  gnutls_datum_t dn = { NULL, 0 };
  GBytes *bytes;

  if (get (handle, &dn) < 0)
    return g_bytes_new (NULL, 0);

  bytes = g_bytes_new (dn.data, dn.size);
  gnutls_free (dn.data);

  return bytes;
}

/*
 * cs_x509_text_name_key:
 * @data: (array length=size): a name in DER
 * @size: its length in bytes
 *
 * Returns: (transfer full): the name as it is compared, see cs_name_text_normalize(); what cannot be read is like no other name
 */
char *
cs_x509_text_name_key (const guint8 *data,
                       gsize         size)
{
  const gnutls_datum_t der = { (unsigned char *) data, size };
  gnutls_datum_t name = { NULL, 0 };
  g_autofree char *text = NULL;

  if (size > MAX_NAME || gnutls_x509_rdn_get2 (&der, &name, 0) < 0)
    return g_strdup ("?");

  text = g_utf8_make_valid ((const char *) name.data, name.size);
  gnutls_free (name.data);

  return cs_name_text_normalize (text);
}

/*
 * cs_x509_text_key:
 * @handle: a certificate
 *
 * Returns: (transfer full): its key's algorithm with the size in bits or the curve, or the number of an algorithm that we don't know
 */
char *
cs_x509_text_key (gnutls_x509_crt_t handle)
{
  guint bits = 0;
  int algorithm = gnutls_x509_crt_get_pk_algorithm (handle, &bits);
  gnutls_ecc_curve_t curve;

  switch (algorithm) {
  case GNUTLS_PK_RSA:
    return g_strdup_printf ("RSA %u", bits);
  case GNUTLS_PK_RSA_PSS:
    return g_strdup_printf ("RSA-PSS %u", bits);
  case GNUTLS_PK_DSA:
    return g_strdup_printf ("DSA %u", bits);
  case GNUTLS_PK_ECDSA:
    if (gnutls_x509_crt_get_pk_ecc_raw (handle, &curve, NULL, NULL) < 0)
      return g_strdup ("ECDSA");
    if (curve == GNUTLS_ECC_CURVE_SECP256R1)
      return g_strdup ("ECDSA P-256");
    if (curve == GNUTLS_ECC_CURVE_SECP384R1)
      return g_strdup ("ECDSA P-384");
    if (curve == GNUTLS_ECC_CURVE_SECP521R1)
      return g_strdup ("ECDSA P-521");
    return g_strdup_printf ("ECDSA %s", gnutls_ecc_curve_get_name (curve));
  case GNUTLS_PK_EDDSA_ED25519:
    return g_strdup ("Ed25519");
  case GNUTLS_PK_EDDSA_ED448:
    return g_strdup ("Ed448");
  default:
    {
      char oid[128] = "";
      size_t size = sizeof oid;

      return gnutls_x509_crt_get_pk_oid (handle, oid, &size) < 0 ? g_strdup ("?") : g_strdup (oid);
    }
  }
}

/*
 * cs_x509_text_signature:
 * @handle: a certificate
 *
 * Returns: (transfer full): the name of the algorithm that it was signed with, or its number
 */
char *
cs_x509_text_signature (gnutls_x509_crt_t handle)
{
  int algorithm = gnutls_x509_crt_get_signature_algorithm (handle);
  const char *name = algorithm > 0 ? gnutls_sign_get_name (algorithm) : NULL;
  char oid[128] = "";
  size_t size = sizeof oid;

  if (name)
    return g_strdup (name);

  return gnutls_x509_crt_get_signature_oid (handle, oid, &size) < 0 ? g_strdup ("?") : g_strdup (oid);
}
