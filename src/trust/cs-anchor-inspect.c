/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-anchor-inspect.h"

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"
#include "cs-anchor-set-private.h"
#include "cs-certificate-file.h"
#include "cs-certificate-private.h"
#include "cs-strength.h"

static gboolean
may_sign_certificates (CsCertificate *certificate)
{
  guint critical;
  guint usage = 0;
  int result = gnutls_x509_crt_get_key_usage (cs_certificate_get_handle (certificate), &usage, &critical);

  return result == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE || (result >= 0 && (usage & GNUTLS_KEY_KEY_CERT_SIGN));
}

/* RFC 5280 section 4.2.1.9: without this extension no certificate is an authority's. One of version 1 cannot have it. */
static gboolean
has_basic_constraints (CsCertificate *certificate)
{
  guint critical;
  guint authority;
  int path_length;

  return gnutls_x509_crt_get_basic_constraints (cs_certificate_get_handle (certificate), &critical, &authority, &path_length) >= 0;
}

static gboolean
refuse (GError     **error,
        CsError      code,
        const char  *text)
{
  g_set_error_literal (error, CS_ERROR, code, text);

  return FALSE;
}

static gboolean
check (CsAnchorSet    *anchors,
       CsCertificate  *certificate,
       gint64          now,
       GError        **error)
{
  CsAnchor *known = anchors ? cs_anchor_set_find (anchors, certificate) : NULL;

  if (cs_certificate_get_malformed (certificate))
    return refuse (error, CS_ERROR_NOT_A_CERTIFICATE, _("The certificate is damaged or breaks the rules for certificates"));
  if (!has_basic_constraints (certificate))
    return refuse (error, CS_ERROR_NO_BASIC_CONSTRAINTS, _("The certificate does not say that it is an authority’s"));
  if (cs_certificate_is_authority (certificate) && !may_sign_certificates (certificate))
    return refuse (error, CS_ERROR_MAY_NOT_SIGN, _("The authority’s key may not sign certificates"));
  if (!cs_certificate_is_authority (certificate))
    return refuse (error, CS_ERROR_NOT_AN_AUTHORITY, _("This is not the certificate of an authority: it may not vouch for others"));
  if (now > cs_certificate_get_not_after (certificate))
    return refuse (error, CS_ERROR_EXPIRED, _("The certificate has expired"));
  if (now < cs_certificate_get_not_before (certificate))
    return refuse (error, CS_ERROR_NOT_YET_VALID, _("The certificate is not valid yet"));
  if (!cs_strength_is_key_strong (certificate))
    return refuse (error, CS_ERROR_WEAK, _("The key of the certificate is too weak"));
  if (anchors && cs_anchor_set_is_distrusted (anchors, certificate))
    return refuse (error, CS_ERROR_FORBIDDEN, _("This system says that the certificate must not be trusted"));
  /* One that vouches for some domains can be imported again, for more. */
  if (known && !cs_anchor_get_domains (known))
    return refuse (error, CS_ERROR_EXISTS, _("This authority is trusted already"));

  return TRUE;
}

/*
 * cs_anchor_inspect:
 * @anchors: (nullable): what is trusted already
 * @file: what a file holds
 * @now: the Unix time
 * @error: return location for an error
 *
 * Finds out whether the first certificate in a file can be trusted as an authority. Fails with the errors of
 * cs_certificate_file_parse() and with %CS_ERROR_NOT_AN_AUTHORITY, %CS_ERROR_NO_BASIC_CONSTRAINTS, %CS_ERROR_MAY_NOT_SIGN,
 * %CS_ERROR_EXPIRED, %CS_ERROR_NOT_YET_VALID, %CS_ERROR_WEAK,
 * %CS_ERROR_FORBIDDEN (the system distrusts it) or %CS_ERROR_EXISTS.
 *
 * Returns: (transfer full) (nullable): the certificate
 */
CsCertificate *
cs_anchor_inspect (CsAnchorSet  *anchors,
                   GBytes       *file,
                   gint64        now,
                   GError      **error)
{
  g_autoptr (GPtrArray) certificates = cs_certificate_file_parse (file, error);
  CsCertificate *certificate;

  if (!certificates)
    return NULL;

  certificate = g_ptr_array_index (certificates, 0);

  return check (anchors, certificate, now, error) ? g_object_ref (certificate) : NULL;
}
