/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-alt-names.h"

#include <arpa/inet.h>
#include <string.h>

#include <gnutls/x509-ext.h>

#define MAX_NAMES 1000
#define MAX_NAME 4096

void
cs_alt_name_free (CsAltName *name)
{
  g_clear_pointer (&name->value, g_bytes_unref);
  g_clear_pointer (&name->text, g_free);
  g_clear_pointer (&name->sip_domain, cs_host_unref);
  g_free (name);
}

static gboolean
is_label (const char *label,
          gsize       length)
{
  if (length == 0 || length > 63 || label[0] == '-' || label[length - 1] == '-')
    return FALSE;

  for (gsize i = 0; i < length; i++) {
    if (!g_ascii_isalnum (label[i]) && label[i] != '-' && label[i] != '_')
      return FALSE;
  }

  return TRUE;
}

/* RFC 5280 4.2.1.6: preferred name syntax in ASCII, so an internationalised name comes as A-labels. A left-most "*" is well formed
 * (RFC 6125), though it never matches here. */
static gboolean
is_dns_name (const char *name,
             gsize       length)
{
  gsize start = 0;

  if (length == 0 || length > 253)
    return FALSE;

  if (length > 2 && name[0] == '*' && name[1] == '.')
    start = 2;

  for (gsize i = start; i <= length; i++) {
    if (i < length && name[i] != '.')
      continue;
    if (!is_label (name + start, i - start))
      return FALSE;
    start = i + 1;
  }

  return TRUE;
}

static gboolean
is_visible_ascii (const char *text,
                  gsize       length)
{
  for (gsize i = 0; i < length; i++) {
    if (!g_ascii_isgraph (text[i]))
      return FALSE;
  }

  return length > 0;
}

static gsize
scheme_length (const char *uri,
               gsize       length)
{
  gsize i;

  for (i = 0; i < length && (g_ascii_isalnum (uri[i]) || strchr ("+-.", uri[i])); i++);

  return i < length && i > 0 && uri[i] == ':' && g_ascii_isalpha (uri[0]) ? i : 0;
}

/* The host part of what follows "sip:" (RFC 3261 25.1), without port, parameters and headers; NULL when it is not there. */
static char *
dup_host_part (const char *rest)
{
  gsize length = strcspn (rest, ";?");
  const char *end;

  if (rest[0] == '[') {
    end = memchr (rest, ']', length);
    return end ? g_strndup (rest, end + 1 - rest) : NULL;
  }

  end = memchr (rest, ':', length);
  return g_strndup (rest, end ? (gsize) (end - rest) : length);
}

/* RFC 5922 7.1: the scheme is "sip", in any case, and there is no user part (no "@"). Then the host part is a SIP domain, and its port
 * and parameters don't count (7.2). */
static gboolean
read_uri (CsAltName  *name,
          const char *uri,
          gsize       length)
{
  g_autofree char *text = NULL;
  g_autofree char *host = NULL;
  gsize scheme = scheme_length (uri, length);

  if (scheme == 0)
    return FALSE;

  name->is_sip_domain = scheme == 3 && g_ascii_strncasecmp (uri, "sip", 3) == 0 && !memchr (uri, '@', length);
  if (!is_visible_ascii (uri, length))
    return FALSE;
  if (!name->is_sip_domain)
    return TRUE;

  text = g_strndup (uri, length);
  host = dup_host_part (text + 4);
  if (!host || (host[0] != '[' && !is_dns_name (host, strlen (host))))
    return FALSE;

  name->sip_domain = cs_host_parse (host, NULL);

  return name->sip_domain != NULL;
}

/*
 * cs_alt_name_ip_text:
 * @data: (array length=size): an address of 4 or 16 bytes, or an address with its mask of 8 or 32
 * @size: the number of bytes
 *
 * Returns: (transfer full) (nullable): the address in words, with its mask after a slash where there is one, or %NULL when
 *   @size is none of the four
 */
char *
cs_alt_name_ip_text (const guint8 *data,
                     gsize         size)
{
  gboolean masked = size == 8 || size == 32;
  gsize length = masked ? size / 2 : size;
  char address[INET6_ADDRSTRLEN];
  char mask[INET6_ADDRSTRLEN];
  int family;

  if (length != 4 && length != 16)
    return NULL;

  family = length == 4 ? AF_INET : AF_INET6;
  inet_ntop (family, data, address, sizeof address);
  if (!masked)
    return g_strdup (address);
  inet_ntop (family, data + length, mask, sizeof mask);

  return g_strdup_printf ("%s/%s", address, mask);
}

/*
 * cs_alt_name_new:
 * @kind: what kind of name it is
 * @data: (array length=size): the name as it stands in the certificate: not a C string
 * @size: its length in bytes
 *
 * Judges the form of a name and, of a SIP URI, finds the domain that it proves (RFC 5922 7.1).
 *
 * Returns: (transfer full): the name
 */
CsAltName *
cs_alt_name_new (CsAltNameKind  kind,
                 const guint8  *data,
                 gsize          size)
{
  CsAltName *name = g_new0 (CsAltName, 1);
  const char *text = (const char *) data;

  name->kind = kind;
  name->value = g_bytes_new (data, size);

  switch (kind) {
  case CS_ALT_NAME_DNS:
    name->well_formed = is_dns_name (text, size);
    break;
  case CS_ALT_NAME_URI:
    name->well_formed = size <= MAX_NAME && read_uri (name, text, size);
    break;
  case CS_ALT_NAME_EMAIL:
    name->well_formed = size <= MAX_NAME && is_visible_ascii (text, size);
    break;
  case CS_ALT_NAME_IP:
    name->well_formed = size == 4 || size == 16;
    name->text = name->well_formed ? cs_alt_name_ip_text (data, size) : NULL;
    break;
  case CS_ALT_NAME_DIRECTORY:
  case CS_ALT_NAME_OTHER:
    name->well_formed = TRUE;
    break;
  }

  if (!name->text)
    name->text = g_utf8_make_valid (text ? text : "", size);

  return name;
}

/*
 * cs_alt_name_kind_from_gnutls:
 * @type: a gnutls_x509_subject_alt_name_t
 *
 * What GnuTLS takes a name for; whatever has no kind of its own here is %CS_ALT_NAME_OTHER.
 *
 * Returns: the kind
 */
CsAltNameKind
cs_alt_name_kind_from_gnutls (guint type)
{
  switch (type) {
  case GNUTLS_SAN_DNSNAME:
    return CS_ALT_NAME_DNS;
  case GNUTLS_SAN_URI:
    return CS_ALT_NAME_URI;
  case GNUTLS_SAN_IPADDRESS:
    return CS_ALT_NAME_IP;
  case GNUTLS_SAN_RFC822NAME:
    return CS_ALT_NAME_EMAIL;
  case GNUTLS_SAN_DN:
    return CS_ALT_NAME_DIRECTORY;
  default:
    return CS_ALT_NAME_OTHER;
  }
}

static CsAltName *
other_name_new (const char *oid)
{
  /* An otherName is arbitrary ASN.1: its type is all that can be shown. */
  return cs_alt_name_new (CS_ALT_NAME_OTHER, (const guint8 *) oid, oid ? strlen (oid) : 0);
}

/*
 * cs_alt_names_parse:
 * @extension: (array length=size): the DER of GeneralNames
 * @size: its length in bytes
 *
 * Returns: (transfer full) (nullable) (element-type CsAltName): the names in their order, or %NULL when the extension cannot be read,
 *   is empty or has absurdly many
 */
GPtrArray *
cs_alt_names_parse (const guint8 *extension,
                    gsize         size)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_alt_name_free);
  const gnutls_datum_t der = { (unsigned char *) extension, size };
  gnutls_subject_alt_names_t sans;
  int result;

  if (gnutls_subject_alt_names_init (&sans) < 0)
    return NULL;

  result = gnutls_x509_ext_import_subject_alt_names (&der, sans, 0);
  for (guint i = 0; result >= 0 && i <= MAX_NAMES; i++) {
    gnutls_datum_t value = { NULL, 0 };
    gnutls_datum_t oid = { NULL, 0 };
    guint type;

    result = gnutls_subject_alt_names_get (sans, i, &type, &value, &oid);
    if (result < 0)
      break;
    if (cs_alt_name_kind_from_gnutls (type) == CS_ALT_NAME_OTHER)
      g_ptr_array_add (names, other_name_new ((const char *) oid.data));
    else
      g_ptr_array_add (names, cs_alt_name_new (cs_alt_name_kind_from_gnutls (type), value.data, value.size));
  }
  gnutls_subject_alt_names_deinit (sans);

  if (result != GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE || names->len == 0 || names->len > MAX_NAMES)
    return NULL;

  return g_steal_pointer (&names);
}

/*
 * cs_alt_names_read:
 * @handle: a certificate
 * @well_formed: (out): whether all names are
 *
 * Returns: (transfer full) (element-type CsAltName): the alternative names of the subject, those that are not well formed too
 */
GPtrArray *
cs_alt_names_read (gnutls_x509_crt_t  handle,
                   gboolean          *well_formed)
{
  gnutls_datum_t extension = { NULL, 0 };
  int result = gnutls_x509_crt_get_extension_by_oid2 (handle, GNUTLS_X509EXT_OID_SAN, 0, &extension, NULL);
  GPtrArray *names = NULL;

  if (result >= 0)
    names = cs_alt_names_parse (extension.data, extension.size);
  gnutls_free (extension.data);
  *well_formed = names || result == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE;

  for (guint i = 0; names && i < names->len; i++)
    *well_formed = *well_formed && ((const CsAltName *) g_ptr_array_index (names, i))->well_formed;

  return names ? names : g_ptr_array_new ();
}
