/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cs-revocation-policy.h"
#include "cs-certificate.h"

G_BEGIN_DECLS

/* What is known of the revocation of one certificate. */
typedef enum {
  CS_REVOCATION_NOT_CHECKED,
  CS_REVOCATION_GOOD,
  CS_REVOCATION_REVOKED,
  CS_REVOCATION_UNKNOWN,
} CsRevocationState;

/* Who says so. */
typedef enum {
  CS_REVOCATION_BY_NOBODY,
  CS_REVOCATION_BY_STAPLE,
  CS_REVOCATION_BY_LIST_AT_HAND,
  CS_REVOCATION_BY_RESPONDER,
  CS_REVOCATION_BY_LIST,
} CsRevocationSource;

/* What is known, from whom, when that was said and until when it holds, both in Unix time; what is revoked stays so. */
typedef struct {
  CsRevocationState  state;
  CsRevocationSource source;
  gint64             said;
  gint64             until;
} CsRevocation;

/* What is asked of a list or a response: @issuers are those who issued @certificate, and its namesakes above it whose key may have signed too.
 * @max_age, in seconds, ends what its maker would let count for longer; with 0 nothing does. @lists, of GBytes, may be NULL: they clear those who
 * sign responses. */
typedef struct {
  CsCertificate *certificate;
  GPtrArray     *issuers;
  gint64         time;
  gint64         max_age;
  GPtrArray     *lists;
} CsRevocationQuestion;

/* All that is known when a chain is judged, as GBytes in DER. */
typedef struct {
  GBytes             *staple;    /* the OCSP response that came with the server's certificate */
  GPtrArray          *crls;      /* lists at hand */
  GPtrArray          *staples;   /* those that came with the others, in any order */
  GPtrArray          *responses; /* OCSP responses that were asked for */
  GPtrArray          *fetched;   /* lists that were fetched for this judgement */
  CsRevocationPolicy  policy;
  gboolean            was_stapled; /* when the connection was made, whatever became of that since */
} CsRevocationEvidence;

/* How long something counts that does not say when its successor is due, in seconds. */
#define CS_REVOCATION_AGE_WITHOUT_END (7 * 24 * 3600)

/* What clocks may differ by, in seconds. */
#define CS_REVOCATION_SKEW 300

gboolean              cs_revocation_holds         (const CsRevocationQuestion *question,
                                                   gint64                      said,
                                                   gint64                      next,
                                                   gint64                     *until);
CsRevocationEvidence *cs_revocation_evidence_copy (const CsRevocationEvidence *evidence);
void                  cs_revocation_evidence_free (CsRevocationEvidence       *evidence);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsRevocationEvidence, cs_revocation_evidence_free)

G_END_DECLS
