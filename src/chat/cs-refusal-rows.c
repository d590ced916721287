/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-refusal-rows.h"

#include <glib/gi18n-lib.h>

#include "cs-words.h"

/* What the first three rows are about. Every other problem gets a row of its own. */
static const CsProblemKind name_problems[] = { CS_PROBLEM_NAME_MISMATCH };
static const CsProblemKind authority_problems[] = {
  CS_PROBLEM_UNKNOWN_AUTHORITY,
  CS_PROBLEM_AUTHORITY_OUT_OF_SCOPE,
  CS_PROBLEM_BAD_SIGNATURE,
  CS_PROBLEM_DISTRUSTED,
  CS_PROBLEM_OTHER_AUTHORITY,
};
static const CsProblemKind validity_problems[] = { CS_PROBLEM_EXPIRED, CS_PROBLEM_NOT_YET_VALID };

static const struct {
  CsProblemKind  kind;
  const char    *expected;
} expectations[] = {
  { CS_PROBLEM_NO_CERTIFICATE, N_("a certificate") },
  { CS_PROBLEM_MALFORMED, N_("a certificate that can be read") },
  { CS_PROBLEM_REVOKED, N_("not revoked") },
  { CS_PROBLEM_DISTRUSTED, N_("nothing that is banned here") },
  { CS_PROBLEM_BAD_SIGNATURE, N_("sound signatures") },
  { CS_PROBLEM_UNKNOWN_AUTHORITY, N_("an authority you trust") },
  { CS_PROBLEM_AUTHORITY_OUT_OF_SCOPE, N_("an authority for this server") },
  { CS_PROBLEM_NAME_MISMATCH, N_("the name of the server") },
  { CS_PROBLEM_EXPIRED, N_("not expired") },
  { CS_PROBLEM_NOT_YET_VALID, N_("valid already") },
  { CS_PROBLEM_ISSUER_NOT_AUTHORITY, N_("issued by an authority") },
  { CS_PROBLEM_LEAF_IS_AUTHORITY, N_("a server’s own certificate") },
  { CS_PROBLEM_PURPOSE, N_("made for servers") },
  { CS_PROBLEM_KEY_USAGE, N_("a key that may be used for this") },
  { CS_PROBLEM_NAME_CONSTRAINT, N_("a name that its authority may vouch for") },
  { CS_PROBLEM_PATH_LENGTH, N_("no more authorities than allowed") },
  { CS_PROBLEM_CRITICAL_EXTENSION, N_("no unknown conditions") },
  { CS_PROBLEM_WEAK_KEY, N_("a strong key") },
  { CS_PROBLEM_WEAK_SIGNATURE, N_("a strong signature") },
  { CS_PROBLEM_TOO_LARGE, N_("no more certificates than needed") },
  { CS_PROBLEM_OTHER_AUTHORITY, N_("the authority of last time") },
  { CS_PROBLEM_REVOCATION_UNKNOWN, N_("proof that it is not revoked") },
  { CS_PROBLEM_STAPLE_MISSING, N_("fresh proof, as the certificate demands") },
};

static void
row_free (gpointer data)
{
  CsRefusalRow *row = data;

  g_free (row->expected);
  g_free (row->presented);
  g_free (row);
}

/*
 * cs_refusal_rows_new:
 *
 * Returns: (transfer full) (element-type CsRefusalRow): no rows yet
 */
GPtrArray *
cs_refusal_rows_new (void)
{
  return g_ptr_array_new_with_free_func (row_free);
}

/*
 * cs_refusal_rows_add:
 * @rows: (element-type CsRefusalRow): rows
 * @expected: what was expected
 * @presented: what was presented
 * @fits: whether that is good enough
 *
 * Adds a row.
 */
void
cs_refusal_rows_add (GPtrArray  *rows,
                     const char *expected,
                     const char *presented,
                     gboolean    fits)
{
  CsRefusalRow *row = g_new0 (CsRefusalRow, 1);

  row->expected = g_strdup (expected);
  row->presented = g_strdup (presented);
  row->fits = fits;
  g_ptr_array_add (rows, row);
}

static gboolean
contains (const CsProblemKind *kinds,
          gsize                n_kinds,
          CsProblemKind        kind)
{
  for (gsize i = 0; i < n_kinds; i++) {
    if (kinds[i] == kind)
      return TRUE;
  }

  return FALSE;
}

static CsProblem *
find_problem (CsVerdict           *verdict,
              const CsProblemKind *kinds,
              gsize                n_kinds)
{
  GListModel *problems = cs_verdict_get_problems (verdict);
  guint n_problems = g_list_model_get_n_items (problems);

  for (guint i = 0; i < n_problems; i++) {
    g_autoptr (CsProblem) problem = g_list_model_get_item (problems, i);

    if (contains (kinds, n_kinds, cs_problem_get_kind (problem)))
      return g_steal_pointer (&problem);
  }

  return NULL;
}

static void
append_names (GString            *list,
              const char * const *names)
{
  for (; names && *names; names++) {
    g_autofree char *words = cs_words_for_name (*names);

    if (list->len > 0)
      g_string_append (list, ", ");
    g_string_append (list, words);
  }
}

/* All names, or words that say that there is none. */
static char *
list_names (CsCertificate *certificate)
{
  g_autoptr (GString) list = g_string_new (NULL);

  append_names (list, cs_certificate_get_uris (certificate));
  append_names (list, cs_certificate_get_dns_names (certificate));
  append_names (list, cs_certificate_get_ip_addresses (certificate));
  if (list->len == 0)
    g_string_append (list, _("no name that counts"));

  return g_string_free (g_steal_pointer (&list), FALSE);
}

static void
add_name_row (GPtrArray *rows,
              CsVerdict *verdict)
{
  CsReferenceIdentity *identity = cs_verdict_get_identity (verdict);
  g_autoptr (CsProblem) problem = find_problem (verdict, name_problems, G_N_ELEMENTS (name_problems));
  const char *matched = cs_verdict_get_matched (verdict);
  g_autofree char *expected = NULL;
  g_autofree char *presented = NULL;

  if (!identity)
    return;

  expected = cs_words_for_name (cs_reference_identity_get_display (identity));
  presented = problem || !matched ? list_names (cs_verdict_get_leaf (verdict)) : cs_words_for_name (matched);
  cs_refusal_rows_add (rows, expected, presented, !problem);
}

static CsCertificate *
get_topmost (CsVerdict *verdict)
{
  GListModel *presented = cs_verdict_get_presented (verdict);
  guint n_presented = g_list_model_get_n_items (presented);

  return n_presented > 0 ? g_list_model_get_item (presented, n_presented - 1) : NULL;
}

/* Who vouches, or would have to: the anchor, else whoever issued the last certificate that was presented. */
static char *
name_authority (CsVerdict *verdict)
{
  CsAnchor *anchor = cs_verdict_get_anchor (verdict);
  g_autoptr (CsCertificate) topmost = get_topmost (verdict);

  if (anchor)
    return g_strdup (cs_certificate_get_title (cs_anchor_get_certificate (anchor)));

  return g_strdup (topmost ? cs_certificate_get_issuer_title (topmost) : _("nobody"));
}

/* The signature and the ban concern one certificate, which need not be the topmost. */
static char *
describe_authority (CsVerdict *verdict,
                    CsProblem *problem)
{
  CsCertificate *certificate = problem ? cs_problem_get_certificate (problem) : NULL;
  g_autofree char *authority = name_authority (verdict);

  if (!certificate)
    return g_steal_pointer (&authority);

  switch (cs_problem_get_kind (problem)) {
  case CS_PROBLEM_BAD_SIGNATURE:
    /* Translators: %s is the name of a certificate */
    return g_strdup_printf (_("“%s”, with a signature that is not theirs"), cs_certificate_get_title (certificate));
  case CS_PROBLEM_DISTRUSTED:
    /* Translators: %s is the name of a certificate */
    return g_strdup_printf (_("“%s”, which is banned here"), cs_certificate_get_title (certificate));
  default:
    return g_steal_pointer (&authority);
  }
}

static char *
expect_authority (CsVerdict *verdict,
                  CsProblem *problem)
{
  CsReferenceIdentity *identity = cs_verdict_get_identity (verdict);
  CsKnownServer *known = identity ? cs_reference_identity_get_known (identity) : NULL;
  CsProblemKind kind = problem ? cs_problem_get_kind (problem) : CS_PROBLEM_UNKNOWN_AUTHORITY;
  CsCertificate *certificate = problem ? cs_problem_get_certificate (problem) : NULL;

  if (kind == CS_PROBLEM_OTHER_AUTHORITY && known) {
    /* Translators: %s is the name of a certificate authority */
    return g_strdup_printf (_("%s, as before"), cs_known_server_get_authority_title (known));
  }
  if (kind == CS_PROBLEM_AUTHORITY_OUT_OF_SCOPE && identity) {
    /* Translators: %s is a domain */
    return g_strdup_printf (_("an authority that may vouch for %s"), cs_reference_identity_get_display (identity));
  }
  if (kind == CS_PROBLEM_BAD_SIGNATURE && certificate) {
    /* Translators: %s is the name of a certificate authority */
    return g_strdup_printf (_("signed by “%s”"), cs_certificate_get_issuer_title (certificate));
  }

  return g_strdup (_("an authority you trust"));
}

static void
add_authority_row (GPtrArray *rows,
                   CsVerdict *verdict)
{
  g_autoptr (CsProblem) problem = find_problem (verdict, authority_problems, G_N_ELEMENTS (authority_problems));
  g_autofree char *expected = expect_authority (verdict, problem);
  g_autofree char *presented = describe_authority (verdict, problem);

  cs_refusal_rows_add (rows, expected, presented, !problem);
}

static void
add_validity_row (GPtrArray *rows,
                  CsVerdict *verdict)
{
  g_autoptr (CsProblem) problem = find_problem (verdict, validity_problems, G_N_ELEMENTS (validity_problems));
  CsCertificate *certificate = problem ? cs_problem_get_certificate (problem) : NULL;
  gboolean early = problem && cs_problem_get_kind (problem) == CS_PROBLEM_NOT_YET_VALID;
  g_autofree char *today = cs_words_for_date (cs_verdict_get_time (verdict));
  g_autofree char *expected = NULL;
  g_autofree char *date = NULL;
  g_autofree char *presented = NULL;

  if (!certificate)
    certificate = cs_verdict_get_leaf (verdict);
  date = cs_words_for_date (early ? cs_certificate_get_not_before (certificate) : cs_certificate_get_not_after (certificate));
  /* Translators: %s is today's date */
  expected = g_strdup_printf (_("valid today, %s"), today);
  if (early)
    /* Translators: %s is a date */
    presented = g_strdup_printf (_("only from %s"), date);
  else
    /* Translators: %s is a date */
    presented = g_strdup_printf (_("until %s"), date);

  cs_refusal_rows_add (rows, expected, presented, !problem);
}

/* The thing itself where there are few words for it, else the whole sentence. */
static char *
describe_presented (CsVerdict *verdict,
                    CsProblem *problem)
{
  CsCertificate *certificate = cs_problem_get_certificate (problem);
  CsProblemKind kind = cs_problem_get_kind (problem);

  if (!certificate)
    certificate = cs_verdict_get_leaf (verdict);

  if (kind == CS_PROBLEM_NO_CERTIFICATE)
    return g_strdup (_("none"));
  if (kind == CS_PROBLEM_WEAK_KEY && certificate) {
    /* Translators: the first %s describes a key, the second is the name of its certificate: “RSA, 1024 bits (example.com)” */
    return g_strdup_printf (_("%s (%s)"), cs_certificate_get_key_description (certificate),
                            cs_certificate_get_title (certificate));
  }
  if (kind == CS_PROBLEM_WEAK_SIGNATURE && certificate) {
    /* Translators: the first %s names a way to sign, the second is the name of a certificate: “RSA-SHA1 (example.com)” */
    return g_strdup_printf (_("%s (%s)"), cs_certificate_get_signature_name (certificate),
                            cs_certificate_get_title (certificate));
  }

  return cs_words_for_problem (verdict, problem);
}

static const char *
describe_expected (CsProblemKind kind)
{
  for (gsize i = 0; i < G_N_ELEMENTS (expectations); i++) {
    if (expectations[i].kind == kind)
      return _(expectations[i].expected);
  }

  return _("a sound certificate");
}

/* The first three rows speak of the first problem of their kinds. */
static gboolean
is_among_the_first (CsVerdict *verdict,
                    CsProblem *problem)
{
  g_autoptr (CsProblem) name = find_problem (verdict, name_problems, G_N_ELEMENTS (name_problems));
  g_autoptr (CsProblem) authority = find_problem (verdict, authority_problems, G_N_ELEMENTS (authority_problems));
  g_autoptr (CsProblem) validity = find_problem (verdict, validity_problems, G_N_ELEMENTS (validity_problems));

  return cs_verdict_get_leaf (verdict) && (problem == name || problem == authority || problem == validity);
}

/*
 * cs_refusal_rows_add_verdict:
 * @rows: (element-type CsRefusalRow): rows
 * @verdict: a verdict
 *
 * Adds what was expected of the server beside what it presented: name, authority, validity, and each further problem.
 */
void
cs_refusal_rows_add_verdict (GPtrArray *rows,
                             CsVerdict *verdict)
{
  GListModel *problems = cs_verdict_get_problems (verdict);
  guint n_problems = g_list_model_get_n_items (problems);

  if (cs_verdict_get_leaf (verdict)) {
    add_name_row (rows, verdict);
    add_authority_row (rows, verdict);
    add_validity_row (rows, verdict);
  }

  for (guint i = 0; i < n_problems; i++) {
    g_autoptr (CsProblem) problem = g_list_model_get_item (problems, i);
    g_autofree char *presented = NULL;

    if (is_among_the_first (verdict, problem))
      continue;

    presented = describe_presented (verdict, problem);
    cs_refusal_rows_add (rows, describe_expected (cs_problem_get_kind (problem)), presented, FALSE);
  }
}
