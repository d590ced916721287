/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-verdict-private.h"

/**
 * CsVerdict:
 *
 * The answer to "may we talk to this server?", with everything it rests on. Immutable.
 */
struct _CsVerdict
{
  GObject parent_instance;

  GListStore *problems;
  GListStore *chain;
  GListStore *presented;
  GArray *revocation;
  CsAnchor *anchor;
  CsReferenceIdentity *identity;
  CsNameRule name_rule;
  char *matched;
  gint64 time;
  CsRevocationEvidence *evidence;
};

G_DEFINE_FINAL_TYPE (CsVerdict, cs_verdict, G_TYPE_OBJECT)

static void
cs_verdict_finalize (GObject *object)
{
  CsVerdict *self = CS_VERDICT (object);

  g_clear_object (&self->problems);
  g_clear_object (&self->chain);
  g_clear_object (&self->presented);
  g_clear_pointer (&self->revocation, g_array_unref);
  g_clear_object (&self->anchor);
  g_clear_pointer (&self->identity, cs_reference_identity_unref);
  g_clear_pointer (&self->evidence, cs_revocation_evidence_free);
  g_free (self->matched);

  G_OBJECT_CLASS (cs_verdict_parent_class)->finalize (object);
}

static void
cs_verdict_class_init (CsVerdictClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = cs_verdict_finalize;
}

static void
cs_verdict_init (CsVerdict *self)
{
}

static int
compare_problems (gconstpointer a,
                  gconstpointer b,
                  gpointer      user_data)
{
  return (int) cs_problem_get_kind ((CsProblem *) a) - (int) cs_problem_get_kind ((CsProblem *) b);
}

static GListStore *
store_new (GType      type,
           GPtrArray *items)
{
  GListStore *store = g_list_store_new (type);

  for (guint i = 0; items && i < items->len; i++)
    g_list_store_append (store, g_ptr_array_index (items, i));

  return store;
}

/*
 * cs_verdict_new:
 * @parts: what it is made of; stays the caller's
 *
 * Returns: (transfer full): a verdict, its problems sorted with the worst first
 */
CsVerdict *
cs_verdict_new (const CsVerdictParts *parts)
{
  CsVerdict *self = g_object_new (CS_TYPE_VERDICT, NULL);

  self->problems = store_new (CS_TYPE_PROBLEM, parts->problems);
  g_list_store_sort (self->problems, compare_problems, NULL);
  self->chain = store_new (CS_TYPE_CERTIFICATE, parts->chain);
  self->presented = store_new (CS_TYPE_CERTIFICATE, parts->presented);
  self->revocation = parts->revocation ? g_array_ref (parts->revocation)
                                       : g_array_new (FALSE, FALSE, sizeof (CsRevocation));
  self->anchor = parts->anchor ? g_object_ref (parts->anchor) : NULL;
  self->identity = parts->identity ? cs_reference_identity_ref (parts->identity) : NULL;
  self->name_rule = parts->name_rule;
  self->matched = g_strdup (parts->matched);
  self->time = parts->time;
  self->evidence = parts->evidence ? cs_revocation_evidence_copy (parts->evidence) : NULL;

  return self;
}

/**
 * cs_verdict_is_accepted:
 * @self: a verdict
 *
 * Without an identity to compare with (see [method@Verdict.get_identity]) this speaks of the path alone.
 *
 * Returns: %TRUE when a chain was built up to an anchor and nothing at all is wrong with it
 */
gboolean
cs_verdict_is_accepted (CsVerdict *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->problems)) == 0 &&
         g_list_model_get_n_items (G_LIST_MODEL (self->chain)) > 1 &&
         self->anchor != NULL &&
         (self->identity == NULL || self->name_rule != CS_NAME_RULE_NONE);
}

/**
 * cs_verdict_get_problems:
 * @self: a verdict
 *
 * Returns: (transfer none): everything that is wrong, as [class@Problem], the worst first
 */
GListModel *
cs_verdict_get_problems (CsVerdict *self)
{
  return G_LIST_MODEL (self->problems);
}

/**
 * cs_verdict_get_worst:
 * @self: a verdict
 *
 * Returns: (transfer none) (nullable): the worst problem
 */
CsProblem *
cs_verdict_get_worst (CsVerdict *self)
{
  g_autoptr (CsProblem) worst = g_list_model_get_item (G_LIST_MODEL (self->problems), 0);

  /* The list keeps it alive. */
  return worst;
}

/**
 * cs_verdict_has_problem:
 * @self: a verdict
 * @kind: a kind of problem
 *
 * Returns: whether there is one of that kind
 */
gboolean
cs_verdict_has_problem (CsVerdict     *self,
                        CsProblemKind  kind)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->problems)); i++) {
    g_autoptr (CsProblem) problem = g_list_model_get_item (G_LIST_MODEL (self->problems), i);

    if (cs_problem_get_kind (problem) == kind)
      return TRUE;
  }

  return FALSE;
}

/**
 * cs_verdict_get_chain:
 * @self: a verdict
 *
 * Returns: (transfer none): the chain as built, as [class@Certificate]: the server's first, the anchor's last where one was found
 */
GListModel *
cs_verdict_get_chain (CsVerdict *self)
{
  return G_LIST_MODEL (self->chain);
}

/**
 * cs_verdict_get_presented:
 * @self: a verdict
 *
 * Returns: (transfer none): what the server presented, as [class@Certificate], in the order of the wire
 */
GListModel *
cs_verdict_get_presented (CsVerdict *self)
{
  return G_LIST_MODEL (self->presented);
}

/**
 * cs_verdict_get_leaf:
 * @self: a verdict
 *
 * Returns: (transfer none) (nullable): the server's own certificate
 */
CsCertificate *
cs_verdict_get_leaf (CsVerdict *self)
{
  g_autoptr (CsCertificate) leaf = g_list_model_get_item (G_LIST_MODEL (self->presented), 0);

  /* The list keeps it alive. */
  return leaf;
}

/**
 * cs_verdict_get_anchor:
 * @self: a verdict
 *
 * Returns: (transfer none) (nullable): who vouches, or would if nothing else were wrong
 */
CsAnchor *
cs_verdict_get_anchor (CsVerdict *self)
{
  return self->anchor;
}

/**
 * cs_verdict_get_identity:
 * @self: a verdict
 *
 * Returns: (transfer none) (nullable): whom the certificate was compared with; %NULL when only the path was judged
 */
CsReferenceIdentity *
cs_verdict_get_identity (CsVerdict *self)
{
  return self->identity;
}

/**
 * cs_verdict_get_name_rule:
 * @self: a verdict
 *
 * Returns: the rule by which a name matched
 */
CsNameRule
cs_verdict_get_name_rule (CsVerdict *self)
{
  return self->name_rule;
}

/**
 * cs_verdict_get_matched:
 * @self: a verdict
 *
 * Returns: (nullable): the name in the certificate that matched
 */
const char *
cs_verdict_get_matched (CsVerdict *self)
{
  return self->matched;
}

/**
 * cs_verdict_get_time:
 * @self: a verdict
 *
 * Returns: the Unix time that the judgement is for
 */
gint64
cs_verdict_get_time (CsVerdict *self)
{
  return self->time;
}

/**
 * cs_verdict_get_holds_until:
 * @self: a verdict that accepts
 *
 * Says until when the verdict can stand: until the first of the certificates expires, or of the proofs that one is not revoked.
 *
 * Returns: the last second for which it holds, in Unix time
 */
gint64
cs_verdict_get_holds_until (CsVerdict *self)
{
  gint64 until = G_MAXINT64;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->chain)); i++) {
    g_autoptr (CsCertificate) certificate = g_list_model_get_item (G_LIST_MODEL (self->chain), i);
    const CsRevocation *revocation = cs_verdict_ask_revocation (self, i);

    /* What has expired already, as an authority may, was no reason to refuse and will be none. */
    if (cs_certificate_get_not_after (certificate) >= self->time)
      until = MIN (until, cs_certificate_get_not_after (certificate));
    if (revocation->state == CS_REVOCATION_GOOD)
      until = MIN (until, revocation->until);
  }

  return until;
}

/**
 * cs_verdict_get_revocation:
 * @self: a verdict
 * @position: a position in the chain as built
 *
 * Returns: what is known of the revocation of that certificate
 */
CsRevocationState
cs_verdict_get_revocation (CsVerdict *self,
                           guint      position)
{
  return cs_verdict_ask_revocation (self, position)->state;
}

/**
 * cs_verdict_ask_revocation:
 * @self: a verdict
 * @position: a position in the chain as built
 *
 * Returns: (transfer none): what is known of the revocation of that certificate, from whom and since when
 */
const CsRevocation *
cs_verdict_ask_revocation (CsVerdict *self,
                           guint      position)
{
  static const CsRevocation nothing = { CS_REVOCATION_NOT_CHECKED, CS_REVOCATION_BY_NOBODY, 0, 0 };

  return position < self->revocation->len ? &g_array_index (self->revocation, CsRevocation, position) : &nothing;
}

/**
 * cs_verdict_get_evidence:
 * @self: a verdict
 *
 * Returns: (transfer none) (nullable): what was known of revocation when it was made
 */
const CsRevocationEvidence *
cs_verdict_get_evidence (CsVerdict *self)
{
  return self->evidence;
}
