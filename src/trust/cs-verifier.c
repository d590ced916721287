/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-verifier.h"

#include "cs-path-check.h"
#include "cs-revocation-check.h"
#include "cs-verdict-private.h"

#define MAX_PRESENTED 100

/* The best path so far. */
typedef struct {
  GPtrArray *chain;
  GPtrArray *problems;
  GArray *revocation;
  CsAnchor *anchor;
  gboolean is_checked;
} Result;

typedef struct {
  CsAnchorSet *anchors;
  CsReferenceIdentity *identity;
  gint64 time;
  const CsRevocationEvidence *evidence;
  GPtrArray *presented;
  Result *best;
} Judgement;

static void
result_free (Result *result)
{
  g_ptr_array_unref (result->chain);
  g_ptr_array_unref (result->problems);
  g_array_unref (result->revocation);
  g_clear_object (&result->anchor);
  g_free (result);
}

static Result *
result_new (const CsPath *path)
{
  Result *result = g_new0 (Result, 1);

  result->chain = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; path && i < path->certificates->len; i++)
    g_ptr_array_add (result->chain, g_object_ref (g_ptr_array_index (path->certificates, i)));
  if (path && path->anchor) {
    result->anchor = g_object_ref (path->anchor);
    g_ptr_array_add (result->chain, g_object_ref (cs_anchor_get_certificate (path->anchor)));
  }
  result->problems = g_ptr_array_new_with_free_func (g_object_unref);
  result->revocation = g_array_new (FALSE, TRUE, sizeof (CsRevocation));
  g_array_set_size (result->revocation, result->chain->len);

  return result;
}

static CsProblemKind
get_worst_kind (GPtrArray *problems)
{
  CsProblemKind worst = CS_PROBLEM_UNKNOWN;

  for (guint i = 0; i < problems->len; i++)
    worst = MIN (worst, cs_problem_get_kind (g_ptr_array_index (problems, i)));

  return worst;
}

/* The path that is nearest to being good tells a person most. */
static gboolean
is_better (const Result *result,
           const Result *than)
{
  CsProblemKind worst = get_worst_kind (result->problems);
  CsProblemKind other = get_worst_kind (than->problems);

  if ((result->problems->len == 0) != (than->problems->len == 0))
    return result->problems->len == 0;
  if ((result->anchor != NULL) != (than->anchor != NULL))
    return result->anchor != NULL;
  if (worst != other)
    return worst > other;
  if (result->problems->len != than->problems->len)
    return result->problems->len < than->problems->len;

  /* Of two ways that lead nowhere, the one that came further. */
  return !result->anchor && result->chain->len > than->chain->len;
}

static void
check_revocation (Judgement *judgement,
                  Result    *result)
{
  const CsRevocationCheck check = { judgement->presented, judgement->evidence, judgement->time };

  if (judgement->evidence)
    cs_revocation_check_chain (&check, result->chain, result->revocation, result->problems);
  result->is_checked = TRUE;
}

static gboolean
path_found_cb (const CsPath *path,
               gpointer      user_data)
{
  Judgement *judgement = user_data;
  Result *result = result_new (path);

  cs_path_check (path, judgement->anchors, judgement->identity, judgement->time, result->problems);
  /* Of the paths that are bad anyway only the best will be asked about. */
  if (path->anchor && result->problems->len == 0)
    check_revocation (judgement, result);

  if (judgement->best && !is_better (result, judgement->best)) {
    result_free (result);
    return FALSE;
  }

  g_clear_pointer (&judgement->best, result_free);
  judgement->best = result;

  return path->anchor && result->problems->len == 0;
}

static GPtrArray *
drop_duplicates (GPtrArray *chain)
{
  GPtrArray *unique = g_ptr_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < chain->len; i++) {
    CsCertificate *certificate = g_ptr_array_index (chain, i);

    if (g_hash_table_add (seen, (gpointer) cs_certificate_get_sha256 (certificate)))
      g_ptr_array_add (unique, certificate);
  }

  return unique;
}

static CsVerdict *
make_verdict (Judgement *judgement,
              GPtrArray *presented)
{
  CsVerdictParts parts = {
    .problems = judgement->best->problems,
    .chain = judgement->best->chain,
    .presented = presented,
    .revocation = judgement->best->revocation,
    .anchor = judgement->best->anchor,
    .identity = judgement->identity,
    .time = judgement->time,
    .evidence = judgement->evidence,
  };
  CsCertificate *leaf = g_ptr_array_index (presented, 0);
  g_autofree char *matched = NULL;

  if (judgement->identity) {
    parts.name_rule = cs_reference_identity_match (judgement->identity, leaf, &matched);
    parts.matched = matched;
    if (parts.name_rule == CS_NAME_RULE_NONE)
      g_ptr_array_add (parts.problems, cs_problem_new (CS_PROBLEM_NAME_MISMATCH, leaf, NULL));
  }

  return cs_verdict_new (&parts);
}

/**
 * cs_verifier_judge:
 * @anchors: who may vouch
 * @chain: (nullable) (element-type CsCertificate): what the server presented: its own certificate, then others in any order
 * @identity: (nullable): whom we want to talk to; %NULL to judge the path alone, and the verdict says so by having no identity
 * @time: the Unix time to judge for
 * @evidence: (nullable): what is known of revocation
 *
 * Answers "may we talk to this server?". Looks for a path to an anchor, judges each (RFC 5280 section 6, and stricter), compares the names
 * (RFC 5922 section 7), and accepts only when a path was found with which nothing at all is wrong. Of several bad paths the best is told of,
 * with everything that is wrong with it. Does no I/O and takes milliseconds, for hostile chains too.
 *
 * Returns: (transfer full): the verdict
 */
CsVerdict *
cs_verifier_judge (CsAnchorSet                *anchors,
                   GPtrArray                  *chain,
                   CsReferenceIdentity        *identity,
                   gint64                      time,
                   const CsRevocationEvidence *evidence)
{
  Judgement judgement = { anchors, identity, time, evidence, NULL, NULL };
  g_autoptr (GPtrArray) unique = NULL;
  CsVerdict *verdict;

  if (!chain || chain->len == 0)
    return cs_verifier_refuse (CS_PROBLEM_NO_CERTIFICATE, chain, identity, time);
  if (chain->len > MAX_PRESENTED)
    return cs_verifier_refuse (CS_PROBLEM_TOO_LARGE, chain, identity, time);

  judgement.presented = unique = drop_duplicates (chain);
  cs_path_search (anchors, unique, time, path_found_cb, &judgement);
  if (!judgement.best)
    return cs_verifier_refuse (CS_PROBLEM_UNKNOWN, chain, identity, time);

  if (!judgement.best->is_checked)
    check_revocation (&judgement, judgement.best);
  verdict = make_verdict (&judgement, chain);
  result_free (judgement.best);

  return verdict;
}

/**
 * cs_verifier_refuse:
 * @kind: what is wrong
 * @chain: (nullable) (element-type CsCertificate): what could be read of what the server presented
 * @identity: (nullable): whom we wanted to talk to
 * @time: the Unix time
 *
 * Makes the verdict on what cannot be judged at all: a certificate that cannot be read (%CS_PROBLEM_MALFORMED), one that is too large
 * (%CS_PROBLEM_TOO_LARGE), or none.
 *
 * Returns: (transfer full): a refusal
 */
CsVerdict *
cs_verifier_refuse (CsProblemKind        kind,
                    GPtrArray           *chain,
                    CsReferenceIdentity *identity,
                    gint64               time)
{
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_object_unref);
  const CsVerdictParts parts = {
    .problems = problems,
    .presented = chain,
    .identity = identity,
    .time = time,
  };

  g_ptr_array_add (problems, cs_problem_new (kind, chain && chain->len > 0 ? g_ptr_array_index (chain, 0) : NULL, NULL));

  return cs_verdict_new (&parts);
}
