/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-revocation-check.h"

#include "cs-certificate-private.h"
#include "cs-crl.h"
#include "cs-ocsp.h"
#include "cs-problem.h"
#include "cs-revocation-addresses.h"
#include "cs-signed.h"

typedef void (*Judge) (GBytes                     *item,
                       const CsRevocationQuestion *question,
                       CsRevocation               *answer);

/* RFC 4210 4.4: with its old key an authority certifies its new one, under the same name. */
static gboolean
is_rolled_over (CsCertificate *candidate,
                CsCertificate *issuer,
                gint64         time)
{
  CsDer from = cs_der_from_bytes (cs_certificate_get_der (candidate));
  CsSigned parts;
  CsDer outer;

  return g_bytes_equal (cs_certificate_get_raw_subject (candidate), cs_certificate_get_raw_subject (issuer)) &&
         cs_certificate_is_self_issued (candidate) && !cs_certificate_equal (candidate, issuer) &&
         cs_certificate_get_not_before (candidate) <= time && time <= cs_certificate_get_not_after (candidate) &&
         cs_der_read (&from, CS_DER_SEQUENCE, &outer) && cs_signed_read (&outer, &parts) && cs_signed_verify (&parts, issuer);
}

/* The issuer first. Where its key was rolled over, lists may be signed by a namesake: above it in the path, or beside it. */
static GPtrArray *
list_issuers (const CsRevocationCheck *check,
              GPtrArray               *chain,
              guint                    position)
{
  GPtrArray *issuers = g_ptr_array_new ();
  CsCertificate *issuer = g_ptr_array_index (chain, position + 1);

  g_ptr_array_add (issuers, issuer);
  for (guint i = position + 2; i < chain->len; i++) {
    CsCertificate *above = g_ptr_array_index (chain, i);

    if (g_bytes_equal (cs_certificate_get_raw_subject (above), cs_certificate_get_raw_subject (issuer)))
      g_ptr_array_add (issuers, above);
  }
  for (guint i = 0; i < check->presented->len; i++) {
    if (is_rolled_over (g_ptr_array_index (check->presented, i), issuer, check->time))
      g_ptr_array_add (issuers, g_ptr_array_index (check->presented, i));
  }

  return issuers;
}

static void
weigh (CsRevocation       *sum,
       const CsRevocation *answer)
{
  if (sum->state == CS_REVOCATION_REVOKED || answer->state == CS_REVOCATION_NOT_CHECKED)
    return;
  if (answer->state == CS_REVOCATION_REVOKED || (answer->state == CS_REVOCATION_GOOD && sum->state != CS_REVOCATION_GOOD) ||
      sum->state == CS_REVOCATION_NOT_CHECKED)
    *sum = *answer;
}

static void
ask (GBytes                     *item,
     Judge                       judge,
     CsRevocationSource          source,
     const CsRevocationQuestion *question,
     CsRevocation               *sum)
{
  CsRevocation answer;

  judge (item, question, &answer);
  if (answer.state == CS_REVOCATION_GOOD || answer.state == CS_REVOCATION_REVOKED)
    answer.source = source;
  weigh (sum, &answer);
}

static void
ask_all (GPtrArray                  *items,
         Judge                       judge,
         CsRevocationSource          source,
         const CsRevocationQuestion *question,
         CsRevocation               *sum)
{
  for (guint i = 0; items && i < items->len; i++)
    ask (g_ptr_array_index (items, i), judge, source, question, sum);
}

/* Of several that say good the first counts; one that says revoked outweighs all. */
static CsRevocation
check_one (const CsRevocationQuestion *question,
           const CsRevocationEvidence *evidence)
{
  CsRevocation sum = { 0 };

  if (evidence->staple)
    ask (evidence->staple, cs_ocsp_judge, CS_REVOCATION_BY_STAPLE, question, &sum);
  ask_all (evidence->staples, cs_ocsp_judge, CS_REVOCATION_BY_STAPLE, question, &sum);
  ask_all (evidence->crls, cs_crl_judge, CS_REVOCATION_BY_LIST_AT_HAND, question, &sum);
  ask_all (evidence->responses, cs_ocsp_judge, CS_REVOCATION_BY_RESPONDER, question, &sum);
  ask_all (evidence->fetched, cs_crl_judge, CS_REVOCATION_BY_LIST, question, &sum);

  /* Where there is somebody to ask, having no answer is more than having no question. */
  if (sum.state == CS_REVOCATION_NOT_CHECKED && evidence->policy != CS_REVOCATION_OFF && cs_revocation_has_addresses (question->certificate))
    sum.state = CS_REVOCATION_UNKNOWN;

  return sum;
}

/* All lists, for they may also speak of those who sign responses. */
static GPtrArray *
join_lists (const CsRevocationEvidence *evidence)
{
  GPtrArray *lists = g_ptr_array_new ();

  for (guint i = 0; evidence->crls && i < evidence->crls->len; i++)
    g_ptr_array_add (lists, g_ptr_array_index (evidence->crls, i));
  for (guint i = 0; evidence->fetched && i < evidence->fetched->len; i++)
    g_ptr_array_add (lists, g_ptr_array_index (evidence->fetched, i));

  return lists;
}

static void
report (GPtrArray     *problems,
        CsProblemKind  kind,
        CsCertificate *certificate)
{
  g_ptr_array_add (problems, cs_problem_new (kind, certificate, NULL));
}

/*
 * cs_revocation_check_chain:
 * @check: what to check with
 * @chain: (element-type CsCertificate): a path, the server's certificate first
 * @found: (element-type CsRevocation): gets what is known of each certificate but the last, which answers for itself
 * @problems: (element-type CsProblem): gets what is wrong
 *
 * Asks all that is known about all certificates of a path. What is revoked is refused under every policy.
 */
void
cs_revocation_check_chain (const CsRevocationCheck *check,
                           GPtrArray               *chain,
                           GArray                  *found,
                           GPtrArray               *problems)
{
  const CsRevocationEvidence *evidence = check->evidence;
  g_autoptr (GPtrArray) lists = join_lists (evidence);

  for (guint i = 0; i + 1 < chain->len; i++) {
    CsCertificate *certificate = g_ptr_array_index (chain, i);
    g_autoptr (GPtrArray) issuers = list_issuers (check, chain, i);
    const CsRevocationQuestion question = { certificate, issuers, check->time, 0, lists };
    CsRevocation *answer = &g_array_index (found, CsRevocation, i);

    *answer = check_one (&question, evidence);
    if (answer->state == CS_REVOCATION_REVOKED)
      report (problems, CS_PROBLEM_REVOKED, certificate);
    else if (evidence->policy == CS_REVOCATION_REQUIRE && answer->state != CS_REVOCATION_GOOD)
      report (problems, CS_PROBLEM_REVOCATION_UNKNOWN, certificate);

    if (i == 0 && evidence->policy != CS_REVOCATION_OFF && !evidence->was_stapled && answer->state != CS_REVOCATION_REVOKED &&
        answer->source != CS_REVOCATION_BY_STAPLE && cs_revocation_must_staple (certificate))
      report (problems, CS_PROBLEM_STAPLE_MISSING, certificate);
  }
}
