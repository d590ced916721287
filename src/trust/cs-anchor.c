/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-anchor.h"

/**
 * CsAnchor:
 *
 * A certificate that may vouch for servers, where it came from, and for whom it may vouch. Immutable.
 */
struct _CsAnchor
{
  GObject parent_instance;

  CsCertificate *certificate;
  CsAnchorSource source;
  GStrv domains;
  GPtrArray *hosts;
  gint64 added;
};

G_DEFINE_FINAL_TYPE (CsAnchor, cs_anchor, G_TYPE_OBJECT)

static void
cs_anchor_finalize (GObject *object)
{
  CsAnchor *self = CS_ANCHOR (object);

  g_clear_object (&self->certificate);
  g_strfreev (self->domains);
  g_clear_pointer (&self->hosts, g_ptr_array_unref);

  G_OBJECT_CLASS (cs_anchor_parent_class)->finalize (object);
}

static void
cs_anchor_class_init (CsAnchorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = cs_anchor_finalize;
}

static void
cs_anchor_init (CsAnchor *self)
{
}

/**
 * cs_anchor_new:
 * @certificate: the authority
 * @source: where it came from
 * @domains: (nullable): the SIP domains it may vouch for; %NULL for any, empty for none
 * @added: when it was imported, in Unix time; 0 where that doesn't apply
 *
 * A domain that cannot be read stays in the list but covers nothing.
 *
 * Returns: (transfer full): an anchor
 */
CsAnchor *
cs_anchor_new (CsCertificate      *certificate,
               CsAnchorSource      source,
               const char * const *domains,
               gint64              added)
{
  CsAnchor *self = g_object_new (CS_TYPE_ANCHOR, NULL);

  self->certificate = g_object_ref (certificate);
  self->source = source;
  self->added = added;
  if (!domains)
    return self;

  self->domains = g_strdupv ((GStrv) domains);
  self->hosts = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_host_unref);
  for (guint i = 0; domains[i]; i++) {
    CsHost *host = cs_host_parse (domains[i], NULL);

    if (host)
      g_ptr_array_add (self->hosts, host);
  }

  return self;
}

/**
 * cs_anchor_new_wider:
 * @self: an anchor
 * @domains: (nullable): more SIP domains; %NULL for any
 *
 * Returns: (transfer full): an anchor like @self that may vouch for @domains too
 */
CsAnchor *
cs_anchor_new_wider (CsAnchor           *self,
                     const char * const *domains)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  if (!domains || !self->domains)
    return cs_anchor_new (self->certificate, self->source, NULL, self->added);

  g_strv_builder_addv (builder, (const char **) self->domains);
  for (guint i = 0; domains[i]; i++) {
    if (!g_strv_contains ((const char * const *) self->domains, domains[i]))
      g_strv_builder_add (builder, domains[i]);
  }
  all = g_strv_builder_end (builder);

  return cs_anchor_new (self->certificate, self->source, (const char * const *) all, self->added);
}

/**
 * cs_anchor_get_certificate:
 * @self: an anchor
 *
 * Returns: (transfer none): the authority
 */
CsCertificate *
cs_anchor_get_certificate (CsAnchor *self)
{
  return self->certificate;
}

/**
 * cs_anchor_get_source:
 * @self: an anchor
 *
 * Returns: where it came from
 */
CsAnchorSource
cs_anchor_get_source (CsAnchor *self)
{
  return self->source;
}

/**
 * cs_anchor_get_domains:
 * @self: an anchor
 *
 * Returns: (transfer none) (nullable): the SIP domains it may vouch for; %NULL for any
 */
const char * const *
cs_anchor_get_domains (CsAnchor *self)
{
  return (const char * const *) self->domains;
}

/**
 * cs_anchor_get_added:
 * @self: an anchor
 *
 * Returns: when it was imported, in Unix time; 0 where that doesn't apply
 */
gint64
cs_anchor_get_added (CsAnchor *self)
{
  return self->added;
}

/**
 * cs_anchor_may_vouch_for:
 * @self: an anchor
 * @sip_domain: (nullable): a SIP domain
 *
 * Returns: whether @sip_domain is one of the anchor's domains, as a whole name; an anchor without a list may vouch for all, and
 *   one with a list for nothing but that
 */
gboolean
cs_anchor_may_vouch_for (CsAnchor *self,
                         CsHost   *sip_domain)
{
  if (!self->hosts)
    return TRUE;

  for (guint i = 0; sip_domain && i < self->hosts->len; i++) {
    if (cs_host_equal (g_ptr_array_index (self->hosts, i), sip_domain))
      return TRUE;
  }

  return FALSE;
}
