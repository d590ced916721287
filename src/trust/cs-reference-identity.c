/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-reference-identity.h"

#include <string.h>

#include <gio/gio.h>

#include "cs-certificate-private.h"

/**
 * CsReferenceIdentity:
 *
 * Whom we want to talk to: the SIP domain of an address, and the host that a person or administrator typed. Never a name that DNS gave us.
 */
struct _CsReferenceIdentity
{
  CsHost *sip_domain;
  CsHost *typed_host;
  gboolean allow_wildcard;
  CsKnownServer *known;
};

G_DEFINE_BOXED_TYPE (CsReferenceIdentity, cs_reference_identity, cs_reference_identity_ref, cs_reference_identity_unref)

/**
 * cs_reference_identity_new:
 * @sip_domain: (nullable): the host part of the address signed in with
 * @typed_host: (nullable): the server's host, where one was typed
 *
 * At least one of the two must be given; either one that matches proves the server.
 *
 * Returns: (transfer full): the identity
 */
CsReferenceIdentity *
cs_reference_identity_new (CsHost *sip_domain,
                           CsHost *typed_host)
{
  CsReferenceIdentity *self;

  g_return_val_if_fail (sip_domain || typed_host, NULL);

  self = g_atomic_rc_box_new0 (CsReferenceIdentity);
  self->sip_domain = sip_domain ? cs_host_ref (sip_domain) : NULL;
  self->typed_host = typed_host ? cs_host_ref (typed_host) : NULL;

  return self;
}

static CsReferenceIdentity *
copy (CsReferenceIdentity *self)
{
  CsReferenceIdentity *other = cs_reference_identity_new (self->sip_domain, self->typed_host);

  other->allow_wildcard = self->allow_wildcard;
  other->known = self->known ? cs_known_server_ref (self->known) : NULL;

  return other;
}

/**
 * cs_reference_identity_allow_wildcard:
 * @self: an identity
 *
 * Lets a certificate prove the typed host with a wildcard for its left-most label, where an administrator allows it. The SIP domain
 * is never proved so (RFC 5922 section 7.2).
 *
 * Returns: (transfer full): the identity that does
 */
CsReferenceIdentity *
cs_reference_identity_allow_wildcard (CsReferenceIdentity *self)
{
  CsReferenceIdentity *other = copy (self);

  other->allow_wildcard = TRUE;

  return other;
}

/**
 * cs_reference_identity_expect:
 * @self: an identity
 * @known: (nullable): what is known of the server from earlier meetings, %NULL for nothing
 *
 * Says which authority has to vouch for the server: the one that did before. Nothing is asked of a server that nothing is known of.
 *
 * Returns: (transfer full): the identity that does
 */
CsReferenceIdentity *
cs_reference_identity_expect (CsReferenceIdentity *self,
                              CsKnownServer       *known)
{
  CsReferenceIdentity *other = copy (self);

  g_clear_pointer (&other->known, cs_known_server_unref);
  other->known = known ? cs_known_server_ref (known) : NULL;

  return other;
}

/**
 * cs_reference_identity_ref:
 * @self: an identity
 *
 * Returns: (transfer full): @self
 */
CsReferenceIdentity *
cs_reference_identity_ref (CsReferenceIdentity *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  CsReferenceIdentity *self = data;

  g_clear_pointer (&self->sip_domain, cs_host_unref);
  g_clear_pointer (&self->typed_host, cs_host_unref);
  g_clear_pointer (&self->known, cs_known_server_unref);
}

/**
 * cs_reference_identity_unref:
 * @self: (transfer full): an identity
 */
void
cs_reference_identity_unref (CsReferenceIdentity *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * cs_reference_identity_get_sip_domain:
 * @self: an identity
 *
 * Returns: (transfer none) (nullable): the SIP domain
 */
CsHost *
cs_reference_identity_get_sip_domain (CsReferenceIdentity *self)
{
  return self->sip_domain;
}

/**
 * cs_reference_identity_get_typed_host:
 * @self: an identity
 *
 * Returns: (transfer none) (nullable): the typed host
 */
CsHost *
cs_reference_identity_get_typed_host (CsReferenceIdentity *self)
{
  return self->typed_host;
}

/**
 * cs_reference_identity_get_known:
 * @self: an identity
 *
 * Returns: (transfer none) (nullable): what is known of the server from earlier meetings, as far as it has to be like that again
 */
CsKnownServer *
cs_reference_identity_get_known (CsReferenceIdentity *self)
{
  return self->known;
}

/**
 * cs_reference_identity_get_display:
 * @self: an identity
 *
 * Returns: (transfer none): the name to tell a person: the SIP domain or, without one, the typed host
 */
const char *
cs_reference_identity_get_display (CsReferenceIdentity *self)
{
  return cs_host_get_display (self->sip_domain ? self->sip_domain : self->typed_host);
}

static gboolean
matches_sip_uri (CsHost          *wanted,
                 const CsAltName *name)
{
  return name->sip_domain && cs_host_equal (wanted, name->sip_domain);
}

/* RFC 5922 7.2 and RFC 4343: the whole name, without regard to ASCII case; a wildcard is no name that anybody asks for. */
static gboolean
matches_dns (CsHost          *wanted,
             const CsAltName *name)
{
  gsize size;
  const char *data = g_bytes_get_data (name->value, &size);
  const char *ascii = cs_host_get_ascii (wanted);

  return name->kind == CS_ALT_NAME_DNS &&
         cs_host_get_kind (wanted) == CS_HOST_DNS &&
         size == strlen (ascii) &&
         g_ascii_strncasecmp (data, ascii, size) == 0;
}

/* RFC 9525 section 6.3: "*" is the whole left-most label, and stands for exactly one. What follows has a dot: nobody owns "*.com". */
static gboolean
matches_wildcard (CsHost          *wanted,
                  const CsAltName *name)
{
  gsize size;
  const char *data = g_bytes_get_data (name->value, &size);
  const char *rest = strchr (cs_host_get_ascii (wanted), '.');

  return name->kind == CS_ALT_NAME_DNS &&
         cs_host_get_kind (wanted) == CS_HOST_DNS &&
         rest && strchr (rest + 1, '.') &&
         size == strlen (rest) + 1 && data[0] == '*' &&
         g_ascii_strncasecmp (data + 1, rest, size - 1) == 0;
}

static gboolean
matches_ip (CsHost          *wanted,
            const CsAltName *name)
{
  g_autoptr (GInetAddress) address = NULL;
  gsize size;
  gconstpointer data = g_bytes_get_data (name->value, &size);

  if (name->kind != CS_ALT_NAME_IP || cs_host_get_kind (wanted) == CS_HOST_DNS)
    return FALSE;

  address = g_inet_address_new_from_string (cs_host_get_ascii (wanted));

  return address &&
         size == g_inet_address_get_native_size (address) &&
         memcmp (data, g_inet_address_to_bytes (address), size) == 0;
}

static CsNameRule
match_one (CsHost          *wanted,
           const CsAltName *name,
           gboolean         sip_only)
{
  if (!wanted || !name->well_formed)
    return CS_NAME_RULE_NONE;
  if (matches_sip_uri (wanted, name))
    return CS_NAME_RULE_SIP_URI;
  if (!sip_only && matches_dns (wanted, name))
    return CS_NAME_RULE_DNS;
  if (!sip_only && matches_ip (wanted, name))
    return CS_NAME_RULE_IP;

  return CS_NAME_RULE_NONE;
}

static gboolean
is_wildcard_match (CsReferenceIdentity *self,
                   const CsAltName     *name,
                   gboolean             sip_only)
{
  return self->allow_wildcard && self->typed_host && !sip_only && name->well_formed && matches_wildcard (self->typed_host, name);
}

/**
 * cs_reference_identity_match:
 * @self: whom we want to talk to
 * @certificate: what was presented
 * @matched: (out) (optional) (transfer full) (nullable): the name in the certificate that matched
 *
 * Compares by RFC 5922 section 7. The identities of a certificate are its `sip:` URIs without a user part; their host part counts, not
 * their port or parameters (7.1, 7.2). Only when there is none do DNS names count and, for an IP literal, IP addresses. Names match as
 * a whole: no common name, and no wildcard but by [method@ReferenceIdentity.allow_wildcard]. A malformed name never matches, but a malformed `sip:` URI still keeps the DNS names from counting.
 *
 * Returns: the rule that let a name match, or %CS_NAME_RULE_NONE
 */
CsNameRule
cs_reference_identity_match (CsReferenceIdentity  *self,
                             CsCertificate        *certificate,
                             char                **matched)
{
  GPtrArray *names = cs_certificate_get_alt_names (certificate);
  gboolean sip_only = FALSE;

  if (matched)
    *matched = NULL;

  for (guint i = 0; i < names->len; i++)
    sip_only = sip_only || ((const CsAltName *) g_ptr_array_index (names, i))->is_sip_domain;

  for (guint i = 0; i < names->len; i++) {
    const CsAltName *name = g_ptr_array_index (names, i);
    CsNameRule rule = match_one (self->sip_domain, name, sip_only);

    if (rule == CS_NAME_RULE_NONE)
      rule = match_one (self->typed_host, name, sip_only);
    if (rule == CS_NAME_RULE_NONE && is_wildcard_match (self, name, sip_only))
      rule = CS_NAME_RULE_WILDCARD;
    if (rule == CS_NAME_RULE_NONE)
      continue;

    if (matched)
      *matched = g_strdup (name->text);
    return rule;
  }

  return CS_NAME_RULE_NONE;
}
