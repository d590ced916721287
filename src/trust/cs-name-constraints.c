/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-name-constraints.h"

#include <string.h>

#include <gnutls/x509-ext.h>

#include "cs-certificate-private.h"
#include "cs-name-text.h"

typedef struct {
  CsAltNameKind kind;
  char *text;
  GBytes *value;
  GPtrArray *parts;
} Subtree;

struct _CsNameConstraints
{
  GArray *permitted;
  GArray *excluded;
};

/* A name, taken apart once for all comparisons. */
typedef struct {
  CsAltNameKind kind;
  gboolean well_formed;
  const char *text;
  GBytes *value;
  GPtrArray *parts;
  char *host;
} Name;

/* Whether a name is a domain or lies below it. A dot in front leaves out the domain itself, and @whole the names below. */
static gboolean
is_in_domain (const char *name,
              const char *domain,
              gboolean    whole)
{
  gsize length = strlen (name);
  gsize domain_length = strlen (domain);
  const char *end;

  if (domain_length == 0)
    return TRUE;
  if (length < domain_length)
    return FALSE;

  end = name + length - domain_length;
  if (g_ascii_strcasecmp (end, domain) != 0)
    return FALSE;
  if (domain[0] == '.')
    return length > domain_length;

  return length == domain_length || (!whole && end[-1] == '.');
}

/* RFC 5280 4.2.1.10: adding labels to the left satisfies a constraint. A wildcard is excluded when any name that it stands for is. */
static gboolean
is_dns_within (const char *name,
               const char *constraint,
               gboolean    excluding)
{
  const char *base = g_str_has_prefix (name, "*.") ? name + 2 : NULL;
  const char *rest;

  if (is_in_domain (base ? base : name, constraint, FALSE))
    return TRUE;
  if (!excluding || !base)
    return FALSE;

  rest = strchr (constraint, '.');

  return rest && g_ascii_strcasecmp (rest + 1, base) == 0;
}

/* The host of a URI, of a SIP URI too; NULL when there is none, or an address. */
static char *
dup_uri_host (const char *uri)
{
  g_autoptr (CsHost) host = NULL;
  g_autofree char *text = NULL;
  const char *rest = strchr (uri, ':');
  gboolean sip = g_ascii_strncasecmp (uri, "sip:", 4) == 0 || g_ascii_strncasecmp (uri, "sips:", 5) == 0;
  g_autofree char *authority = NULL;
  const char *at;

  if (!rest)
    return NULL;
  rest++;
  if (!sip && !g_str_has_prefix (rest, "//"))
    return NULL;

  authority = sip ? g_strdup (rest) : g_strndup (rest + 2, strcspn (rest + 2, "/?#"));
  at = strrchr (authority, '@');
  at = at ? at + 1 : authority;

  text = g_strndup (at, strcspn (at, ":;?"));
  host = cs_host_parse (text, NULL);

  return host && cs_host_get_kind (host) == CS_HOST_DNS ? g_steal_pointer (&text) : NULL;
}

/* A host without a dot in front stands for itself alone, and a URI whose host is no name is always refused. */
static gboolean
is_host_within (const char *host,
                const char *constraint,
                gboolean    excluding)
{
  return host ? is_in_domain (host, constraint, TRUE) : excluding;
}

static gboolean
is_email_within (const char *address,
                 const char *constraint)
{
  const char *at = strrchr (address, '@');
  const char *constraint_at = strrchr (constraint, '@');

  if (!at)
    return FALSE;
  if (!constraint_at)
    return is_in_domain (at + 1, constraint, TRUE);

  return at - address == constraint_at - constraint &&
         strncmp (address, constraint, at - address) == 0 &&
         g_ascii_strcasecmp (at, constraint_at) == 0;
}

static gboolean
is_ip_within (GBytes *address,
              GBytes *constraint)
{
  gsize size;
  gsize constraint_size;
  const guint8 *bytes = g_bytes_get_data (address, &size);
  const guint8 *network = g_bytes_get_data (constraint, &constraint_size);

  if (constraint_size != 2 * size)
    return FALSE;

  for (gsize i = 0; i < size; i++) {
    if ((bytes[i] ^ network[i]) & network[size + i])
      return FALSE;
  }

  return TRUE;
}

static gboolean
is_directory_within (GPtrArray *parts,
                     GPtrArray *wanted)
{
  if (parts->len < wanted->len)
    return FALSE;

  for (guint i = 1; i <= wanted->len; i++) {
    if (strcmp (g_ptr_array_index (parts, parts->len - i), g_ptr_array_index (wanted, wanted->len - i)) != 0)
      return FALSE;
  }

  return TRUE;
}

static gboolean
is_within (const Name    *name,
           const Subtree *subtree,
           gboolean       excluding)
{
  switch (name->kind) {
  case CS_ALT_NAME_DNS:
    return is_dns_within (name->text, subtree->text, excluding);
  case CS_ALT_NAME_URI:
    return is_host_within (name->host, subtree->text, excluding);
  case CS_ALT_NAME_EMAIL:
    return is_email_within (name->text, subtree->text);
  case CS_ALT_NAME_IP:
    return is_ip_within (name->value, subtree->value);
  case CS_ALT_NAME_DIRECTORY:
    return is_directory_within (name->parts, subtree->parts);
  case CS_ALT_NAME_OTHER:
    break;
  }

  /* A constraint on a form of name that we don't know is one that we cannot say is kept. */
  return excluding;
}

static gboolean
spend (guint *budget)
{
  if (*budget == 0)
    return FALSE;
  (*budget)--;

  return TRUE;
}

static gboolean
is_kept (CsNameConstraints *self,
         const Name        *name,
         guint             *budget)
{
  gboolean limited = FALSE;
  gboolean permitted = FALSE;

  for (guint i = 0; i < self->excluded->len; i++) {
    const Subtree *subtree = &g_array_index (self->excluded, Subtree, i);

    if (!spend (budget))
      return FALSE;
    if (subtree->kind == name->kind && (!name->well_formed || is_within (name, subtree, TRUE)))
      return FALSE;
  }

  for (guint i = 0; i < self->permitted->len && !permitted; i++) {
    const Subtree *subtree = &g_array_index (self->permitted, Subtree, i);

    if (!spend (budget))
      return FALSE;
    if (subtree->kind != name->kind)
      continue;
    limited = TRUE;
    permitted = name->well_formed && is_within (name, subtree, FALSE);
  }

  return !limited || permitted;
}

static gboolean
is_name_kept (CsNameConstraints *self,
              const CsAltName   *alt_name,
              guint             *budget)
{
  Name name = { alt_name->kind, alt_name->well_formed, alt_name->text, alt_name->value, NULL, NULL };
  gboolean kept;

  if (name.kind == CS_ALT_NAME_DIRECTORY)
    name.parts = cs_name_text_split (name.text);
  else if (name.kind == CS_ALT_NAME_URI)
    name.host = dup_uri_host (name.text);

  kept = is_kept (self, &name, budget);
  g_clear_pointer (&name.parts, g_ptr_array_unref);
  g_free (name.host);

  return kept;
}

static gboolean
is_text_kept (CsNameConstraints *self,
              CsAltNameKind      kind,
              const char        *text,
              guint             *budget)
{
  const CsAltName name = { .kind = kind, .well_formed = TRUE, .text = (char *) text };

  return is_name_kept (self, &name, budget);
}

static void
subtree_clear (gpointer data)
{
  Subtree *subtree = data;

  g_free (subtree->text);
  g_bytes_unref (subtree->value);
  g_clear_pointer (&subtree->parts, g_ptr_array_unref);
}

static void
add_subtree (GArray               *subtrees,
             guint                 type,
             const gnutls_datum_t *name)
{
  Subtree subtree = { cs_alt_name_kind_from_gnutls (type), NULL, NULL, NULL };

  subtree.text = g_utf8_make_valid (name->data ? (const char *) name->data : "", name->size);
  subtree.value = g_bytes_new (name->data, name->size);
  if (subtree.kind == CS_ALT_NAME_DIRECTORY)
    subtree.parts = cs_name_text_split (subtree.text);
  g_array_append_val (subtrees, subtree);
}

static CsNameConstraints *
constraints_new (gnutls_x509_name_constraints_t list)
{
  CsNameConstraints *self = g_new0 (CsNameConstraints, 1);
  gnutls_datum_t name;
  guint type;

  self->permitted = g_array_new (FALSE, FALSE, sizeof (Subtree));
  self->excluded = g_array_new (FALSE, FALSE, sizeof (Subtree));
  g_array_set_clear_func (self->permitted, subtree_clear);
  g_array_set_clear_func (self->excluded, subtree_clear);
  for (guint i = 0; gnutls_x509_name_constraints_get_permitted (list, i, &type, &name) >= 0; i++)
    add_subtree (self->permitted, type, &name);
  for (guint i = 0; gnutls_x509_name_constraints_get_excluded (list, i, &type, &name) >= 0; i++)
    add_subtree (self->excluded, type, &name);

  return self;
}

/*
 * cs_name_constraints_read:
 * @handle: a certificate
 * @constraints: (out) (transfer full) (nullable): its name constraints; %NULL when it has none
 *
 * Returns: %FALSE when it has some that cannot be read
 */
gboolean
cs_name_constraints_read (gnutls_x509_crt_t   handle,
                          CsNameConstraints **constraints)
{
  gnutls_x509_name_constraints_t list;
  guint critical;
  int result;

  *constraints = NULL;
  if (gnutls_x509_name_constraints_init (&list) < 0)
    return FALSE;

  result = gnutls_x509_crt_get_name_constraints (handle, list, 0, &critical);
  if (result >= 0)
    *constraints = constraints_new (list);
  gnutls_x509_name_constraints_deinit (list);

  return result >= 0 || result == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE;
}

/*
 * cs_name_constraints_free:
 * @self: name constraints
 */
void
cs_name_constraints_free (CsNameConstraints *self)
{
  g_array_unref (self->permitted);
  g_array_unref (self->excluded);
  g_free (self);
}

/*
 * cs_name_constraints_find_broken:
 * @self: the name constraints of an authority
 * @certificate: a certificate somewhere below it, itself an authority or not
 * @budget: how many comparisons may still be made; when it is used up, constraints count as broken
 *
 * Checks every name in a certificate (RFC 5280 4.2.1.10): the subject, and alternative names of every kind. The host of a `sip:` URI
 * counts as that of any other URI.
 *
 * Returns: (transfer full) (nullable): a name that is not permitted; %NULL when all are
 */
char *
cs_name_constraints_find_broken (CsNameConstraints *self,
                                 CsCertificate     *certificate,
                                 guint             *budget)
{
  GPtrArray *names = cs_certificate_get_alt_names (certificate);
  const char *subject = cs_certificate_get_subject (certificate);

  if (subject[0] != '\0' && !is_text_kept (self, CS_ALT_NAME_DIRECTORY, subject, budget))
    return g_strdup (subject);

  for (guint i = 0; i < names->len; i++) {
    const CsAltName *name = g_ptr_array_index (names, i);

    if (!is_name_kept (self, name, budget))
      return g_strdup (name->text);
  }

  /* The old place of an e-mail address is not left out. */
  for (guint i = 0; i < 100; i++) {
    g_autofree char *email = cs_certificate_dup_subject_part (certificate, GNUTLS_OID_PKCS9_EMAIL, i);

    if (!email)
      break;
    if (!is_text_kept (self, CS_ALT_NAME_EMAIL, email, budget))
      return g_steal_pointer (&email);
  }

  return NULL;
}
