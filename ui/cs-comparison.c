/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-comparison.h"

#include <glib/gi18n-lib.h>

#include "chat/cs-words.h"

#include "cs-comparison-row.h"

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
    g_autoptr (CsHost) host = cs_host_parse (*names, NULL);

    if (list->len > 0)
      g_string_append (list, ", ");
    /* A name in another script is shown both as people write it and as it is compared. */
    if (host && !g_str_equal (cs_host_get_display (host), cs_host_get_ascii (host)))
      g_string_append_printf (list, "%s (%s)", cs_host_get_display (host), *names);
    else
      g_string_append (list, *names);
  }
}

/* All names, or words that say that there is none. */
static char *
list_names (CsCertificate *certificate)
{
  g_autoptr (GString) list = g_string_new (NULL);

  if (certificate) {
    append_names (list, cs_certificate_get_uris (certificate));
    append_names (list, cs_certificate_get_dns_names (certificate));
    append_names (list, cs_certificate_get_ip_addresses (certificate));
  }
  if (list->len == 0)
    g_string_append (list, _("no name that counts"));

  return g_string_free (g_steal_pointer (&list), FALSE);
}

static void
add_row (GtkListBox *list,
         const char *expected,
         const char *presented,
         gboolean    fits)
{
  gtk_list_box_append (list, cs_comparison_row_new (expected, presented, fits));
}

static void
add_name_row (GtkListBox *list,
              CsVerdict  *verdict)
{
  CsReferenceIdentity *identity = cs_verdict_get_identity (verdict);
  g_autoptr (CsProblem) problem = find_problem (verdict, name_problems, G_N_ELEMENTS (name_problems));
  const char * const matched[] = { cs_verdict_get_matched (verdict), NULL };
  g_autofree char *names = NULL;

  if (!identity)
    return;

  if (problem || !*matched) {
    names = list_names (cs_verdict_get_leaf (verdict));
  } else {
    GString *name = g_string_new (NULL);

    append_names (name, matched);
    names = g_string_free (name, FALSE);
  }
  add_row (list, cs_reference_identity_get_display (identity), names, !problem);
}

/* The name of who would have to vouch: the anchor, else whoever issued the last certificate that was presented. */
static const char *
get_authority_title (CsVerdict *verdict)
{
  CsAnchor *anchor = cs_verdict_get_anchor (verdict);
  GListModel *presented = cs_verdict_get_presented (verdict);
  guint n_presented = g_list_model_get_n_items (presented);
  g_autoptr (CsCertificate) last = NULL;

  if (anchor)
    return cs_certificate_get_title (cs_anchor_get_certificate (anchor));
  if (n_presented == 0)
    return _("nobody");

  /* The verdict keeps it alive. */
  last = g_list_model_get_item (presented, n_presented - 1);
  return cs_certificate_get_issuer_title (last);
}

static void
add_authority_row (GtkListBox *list,
                   CsVerdict  *verdict)
{
  g_autoptr (CsProblem) problem = find_problem (verdict, authority_problems, G_N_ELEMENTS (authority_problems));
  g_autofree char *expected = NULL;
  CsReferenceIdentity *identity = cs_verdict_get_identity (verdict);
  CsKnownServer *known = identity ? cs_reference_identity_get_known (identity) : NULL;

  if (problem && cs_problem_get_kind (problem) == CS_PROBLEM_OTHER_AUTHORITY && known)
    /* Translators: %s is the name of a certificate authority */
    expected = g_strdup_printf (_("%s, as before"), cs_known_server_get_authority_title (known));
  else if (problem && cs_problem_get_kind (problem) == CS_PROBLEM_AUTHORITY_OUT_OF_SCOPE && identity)
    /* Translators: %s is a domain */
    expected = g_strdup_printf (_("an authority that may vouch for %s"),
                                cs_reference_identity_get_display (identity));
  else
    expected = g_strdup (_("an authority you trust"));

  add_row (list, expected, get_authority_title (verdict), !problem);
}

static void
add_validity_row (GtkListBox *list,
                  CsVerdict  *verdict)
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
  date = cs_words_for_date (early ? cs_certificate_get_not_before (certificate)
                                : cs_certificate_get_not_after (certificate));
  /* Translators: %s is today's date */
  expected = g_strdup_printf (_("valid today, %s"), today);
  if (early)
    /* Translators: %s is a date */
    presented = g_strdup_printf (_("only from %s"), date);
  else
    /* Translators: %s is a date */
    presented = g_strdup_printf (_("until %s"), date);

  add_row (list, expected, presented, !problem);
}

static const char *
describe_expected (CsProblemKind kind)
{
  switch (kind) {
  case CS_PROBLEM_NO_CERTIFICATE:
    return _("a certificate");
  case CS_PROBLEM_REVOKED:
    return _("not revoked");
  case CS_PROBLEM_REVOCATION_UNKNOWN:
  case CS_PROBLEM_STAPLE_MISSING:
    return _("proof that it is not revoked");
  case CS_PROBLEM_ISSUER_NOT_AUTHORITY:
    return _("issued by an authority");
  case CS_PROBLEM_LEAF_IS_AUTHORITY:
    return _("a server's own certificate");
  case CS_PROBLEM_PURPOSE:
  case CS_PROBLEM_KEY_USAGE:
    return _("made for servers");
  case CS_PROBLEM_NAME_CONSTRAINT:
  case CS_PROBLEM_PATH_LENGTH:
    return _("within its authority's limits");
  case CS_PROBLEM_WEAK_KEY:
    return _("a strong key");
  case CS_PROBLEM_WEAK_SIGNATURE:
    return _("a strong signature");
  case CS_PROBLEM_TOO_LARGE:
    return _("of a sensible size");
  case CS_PROBLEM_MALFORMED:
    return _("a certificate that can be read");
  case CS_PROBLEM_CRITICAL_EXTENSION:
    return _("no unknown conditions");
  case CS_PROBLEM_DISTRUSTED:
  case CS_PROBLEM_OTHER_AUTHORITY:
  case CS_PROBLEM_BAD_SIGNATURE:
  case CS_PROBLEM_UNKNOWN_AUTHORITY:
  case CS_PROBLEM_AUTHORITY_OUT_OF_SCOPE:
  case CS_PROBLEM_NAME_MISMATCH:
  case CS_PROBLEM_EXPIRED:
  case CS_PROBLEM_NOT_YET_VALID:
  case CS_PROBLEM_UNKNOWN:
  default:
    return _("a sound certificate");
  }
}

static void
add_further_rows (GtkListBox *list,
                  CsVerdict  *verdict)
{
  GListModel *problems = cs_verdict_get_problems (verdict);
  guint n_problems = g_list_model_get_n_items (problems);

  for (guint i = 0; i < n_problems; i++) {
    g_autoptr (CsProblem) problem = g_list_model_get_item (problems, i);
    CsProblemKind kind = cs_problem_get_kind (problem);
    g_autofree char *words = NULL;

    if (cs_verdict_get_leaf (verdict)
        && (contains (name_problems, G_N_ELEMENTS (name_problems), kind)
            || contains (authority_problems, G_N_ELEMENTS (authority_problems), kind)
            || contains (validity_problems, G_N_ELEMENTS (validity_problems), kind)))
      continue;

    words = cs_words_for_problem (verdict, problem);
    add_row (list, describe_expected (kind), words, FALSE);
  }
}

/**
 * cs_comparison_fill:
 * @list: a list
 * @verdict: a verdict
 *
 * Fills @list with what was expected of the server beside what it presented: name, authority, validity, and each further
 * problem.
 */
void
cs_comparison_fill (GtkListBox *list,
                    CsVerdict  *verdict)
{
  GtkWidget *row;

  while ((row = GTK_WIDGET (gtk_list_box_get_row_at_index (list, 0))))
    gtk_list_box_remove (list, row);

  if (cs_verdict_get_leaf (verdict)) {
    add_name_row (list, verdict);
    add_authority_row (list, verdict);
    add_validity_row (list, verdict);
  }
  add_further_rows (list, verdict);
}
