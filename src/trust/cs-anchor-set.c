/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-anchor-set-private.h"

#include "cs-certificate-private.h"

struct _CsAnchorSet
{
  GPtrArray *anchors;
  GHashTable *by_subject;
  GHashTable *distrusted_ids;
};

G_DEFINE_BOXED_TYPE (CsAnchorSet, cs_anchor_set, cs_anchor_set_ref, cs_anchor_set_unref)

/* Issuer and serial number name a certificate (RFC 5280 4.1.2.2), whatever its encoding. */
static char *
dup_id (CsCertificate *certificate)
{
  GBytes *issuer = cs_certificate_get_raw_issuer (certificate);
  g_autofree char *hash = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, issuer);

  return g_strconcat (hash, ":", cs_certificate_get_serial (certificate), NULL);
}

static void
add_by_subject (CsAnchorSet *self,
                CsAnchor    *anchor)
{
  const char *subject = cs_certificate_get_subject_key (cs_anchor_get_certificate (anchor));
  GPtrArray *same = g_hash_table_lookup (self->by_subject, subject);

  if (!same) {
    same = g_ptr_array_new ();
    g_hash_table_insert (self->by_subject, (gpointer) subject, same); /* The anchor keeps it. */
  }
  g_ptr_array_add (same, anchor);
}

/**
 * cs_anchor_set_new:
 * @anchors: (element-type CsAnchor): who may vouch
 * @distrusted: (nullable) (element-type CsCertificate): what must never be trusted, wherever it stands in a chain
 *
 * Returns: (transfer full): a set that never changes
 */
CsAnchorSet *
cs_anchor_set_new (GPtrArray *anchors,
                   GPtrArray *distrusted)
{
  CsAnchorSet *self = g_atomic_rc_box_new0 (CsAnchorSet);

  self->anchors = g_ptr_array_new_full (anchors->len, g_object_unref);
  self->by_subject = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) g_ptr_array_unref);
  self->distrusted_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < anchors->len; i++) {
    CsAnchor *anchor = g_ptr_array_index (anchors, i);

    g_ptr_array_add (self->anchors, g_object_ref (anchor));
    add_by_subject (self, anchor);
  }

  for (guint i = 0; distrusted && i < distrusted->len; i++)
    g_hash_table_add (self->distrusted_ids, dup_id (g_ptr_array_index (distrusted, i)));

  return self;
}

/**
 * cs_anchor_set_ref:
 * @self: a set
 *
 * Returns: (transfer full): @self
 */
CsAnchorSet *
cs_anchor_set_ref (CsAnchorSet *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  CsAnchorSet *self = data;

  g_ptr_array_unref (self->anchors);
  g_hash_table_unref (self->by_subject);
  g_hash_table_unref (self->distrusted_ids);
}

/**
 * cs_anchor_set_unref:
 * @self: (transfer full): a set
 */
void
cs_anchor_set_unref (CsAnchorSet *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * cs_anchor_set_get_size:
 * @self: a set
 *
 * Returns: how many anchors there are
 */
guint
cs_anchor_set_get_size (CsAnchorSet *self)
{
  return self->anchors->len;
}

/**
 * cs_anchor_set_find:
 * @self: a set
 * @certificate: a certificate
 *
 * Returns: (transfer none) (nullable): the first anchor that is exactly this certificate
 */
CsAnchor *
cs_anchor_set_find (CsAnchorSet   *self,
                    CsCertificate *certificate)
{
  GPtrArray *same = cs_anchor_set_find_by_subject (self, cs_certificate_get_subject_key (certificate));

  for (guint i = 0; same && i < same->len; i++) {
    CsAnchor *anchor = g_ptr_array_index (same, i);

    if (cs_certificate_equal (cs_anchor_get_certificate (anchor), certificate))
      return anchor;
  }

  return NULL;
}

/*
 * cs_anchor_set_find_by_subject:
 * @self: a set
 * @subject_key: a name, as cs_name_text_normalize() makes it
 *
 * Returns: (transfer none) (nullable) (element-type CsAnchor): the anchors of that name
 */
GPtrArray *
cs_anchor_set_find_by_subject (CsAnchorSet *self,
                               const char  *subject_key)
{
  return g_hash_table_lookup (self->by_subject, subject_key);
}

/*
 * cs_anchor_set_is_distrusted:
 * @self: a set
 * @certificate: a certificate
 *
 * Returns: whether it must never be trusted
 */
gboolean
cs_anchor_set_is_distrusted (CsAnchorSet   *self,
                             CsCertificate *certificate)
{
  g_autofree char *id = NULL;

  if (g_hash_table_size (self->distrusted_ids) == 0)
    return FALSE;

  id = dup_id (certificate);

  return g_hash_table_contains (self->distrusted_ids, id);
}
