/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-distribution-points.h"

#include "cs-certificate-private.h"
#include "cs-extension.h"

#define OID "2.5.29.31"
#define MAX_POINTS 16
#define URI CS_DER_INSTEAD (6)

/* RFC 5280 4.2.1.13: the choice in a point's name, when the point has one and is about every reason and about the issuer's own lists. */
static gboolean
read_point (CsDer    *from,
            CsDer    *name,
            gboolean *usable)
{
  CsDer inner, reasons, issuer;
  gboolean named, partial, indirect;

  if (!cs_der_read (from, CS_DER_SEQUENCE, &inner) || !cs_der_read_optional (&inner, CS_DER_INSIDE (0), name, &named) ||
      !cs_der_read_optional (&inner, CS_DER_INSTEAD (1), &reasons, &partial) ||
      !cs_der_read_optional (&inner, CS_DER_INSIDE (2), &issuer, &indirect) || inner.size > 0)
    return FALSE;

  *usable = named && !partial && !indirect;

  return TRUE;
}

/* Whether two lists of names have one in common. */
static gboolean
share_name (CsDer a,
            CsDer b)
{
  CsDer ours, theirs, value;
  int tag;

  if (!cs_der_read (&a, CS_DER_INSIDE (0), &ours) || !cs_der_read (&b, CS_DER_INSIDE (0), &theirs))
    return FALSE;

  while (ours.size > 0) {
    const guint8 *start = ours.data;
    CsDer rest = theirs;
    CsDer name;

    if (!cs_der_read_any (&ours, &tag, &value))
      return FALSE;
    name = (CsDer) { start, ours.data - start };

    while (rest.size > 0) {
      start = rest.data;
      if (!cs_der_read_any (&rest, &tag, &value))
        return FALSE;
      if (cs_der_equal (name, (CsDer) { start, rest.data - start }))
        return TRUE;
    }
  }

  return FALSE;
}

/* What to free is in @datum. */
static gboolean
find_points (CsCertificate  *certificate,
             gnutls_datum_t *datum,
             CsDer          *points)
{
  CsDer whole;

  *datum = (gnutls_datum_t) { NULL, 0 };
  if (gnutls_x509_crt_get_extension_by_oid2 (cs_certificate_get_handle (certificate), OID, 0, datum, NULL) < 0)
    return FALSE;

  whole = (CsDer) { datum->data, datum->size };
  /* What cannot be read admits nothing. */
  if (!cs_der_read (&whole, CS_DER_SEQUENCE, points) || whole.size > 0)
    *points = (CsDer) { NULL, 0 };

  return TRUE;
}

/*
 * cs_distribution_points_admit:
 * @certificate: a certificate
 * @point: (nullable): the name of the distribution point that a list says it is for (RFC 5280 5.2.5)
 *
 * Whether a list of the certificate's issuer is one in which this certificate would be listed, for whatever reason (RFC 5280 6.3.3 b 2).
 *
 * Returns: %FALSE for a list that the certificate does not point to
 */
gboolean
cs_distribution_points_admit (CsCertificate *certificate,
                              const CsDer   *point)
{
  gnutls_datum_t datum;
  gboolean admits = FALSE;
  CsDer points, name;
  gboolean usable;

  if (!find_points (certificate, &datum, &points))
    return point == NULL;

  for (guint i = 0; i < MAX_POINTS && points.size > 0 && !admits && read_point (&points, &name, &usable); i++)
    admits = usable && (!point || share_name (*point, name));
  gnutls_free (datum.data);

  return admits;
}

static char *
dup_uri (CsDer value)
{
  char *uri;

  for (gsize i = 0; i < value.size; i++) {
    if (value.data[i] <= 0x20 || value.data[i] >= 0x7f)
      return NULL;
  }
  uri = g_strndup ((const char *) value.data, value.size);

  return uri;
}

static void
add_uris (GStrvBuilder *uris,
          CsDer         name)
{
  CsDer names, value;
  int tag;

  if (!cs_der_read (&name, CS_DER_INSIDE (0), &names))
    return;

  for (guint i = 0; i < MAX_POINTS && names.size > 0 && cs_der_read_any (&names, &tag, &value); i++) {
    g_autofree char *uri = tag == URI ? dup_uri (value) : NULL;

    if (uri)
      g_strv_builder_add (uris, uri);
  }
}

/*
 * cs_distribution_points_list_uris:
 * @certificate: a certificate
 *
 * Returns: (transfer full): where full lists of its issuer are, as the certificate says
 */
GStrv
cs_distribution_points_list_uris (CsCertificate *certificate)
{
  g_autoptr (GStrvBuilder) uris = g_strv_builder_new ();
  gnutls_datum_t datum;
  CsDer points, name;
  gboolean usable;

  if (find_points (certificate, &datum, &points)) {
    for (guint i = 0; i < MAX_POINTS && points.size > 0 && read_point (&points, &name, &usable); i++) {
      if (usable)
        add_uris (uris, name);
    }
    gnutls_free (datum.data);
  }

  return g_strv_builder_end (uris);
}
