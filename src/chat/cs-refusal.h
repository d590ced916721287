/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cs-connection-facts.h"
#include "trust/cs-verdict.h"

G_BEGIN_DECLS

/* What was expected of a server, what it presented, and whether that is good enough. Names are not made visible yet. */
typedef struct {
  char     *expected;
  char     *presented;
  gboolean  fits;
} CsRefusalRow;

/* What mends the worst of it on this side. */
typedef enum {
  CS_REFUSAL_MEND_NOTHING,
  CS_REFUSAL_MEND_IMPORT,
  CS_REFUSAL_MEND_ACCOUNT,
  CS_REFUSAL_MEND_CERTIFICATE,  /* one's own */
} CsRefusalMend;

/* What a person is told about a server that was not let in: by a verdict, or before there could be one. */
typedef struct _CsRefusal CsRefusal;

CsRefusal     *cs_refusal_new           (CsVerdict         *verdict,
                                         const char        *server);
CsRefusal     *cs_refusal_new_for_error (const GError      *error,
                                         const char        *server);
gboolean       cs_refusal_is_error      (const GError      *error);
void           cs_refusal_free          (CsRefusal         *self);
const char    *cs_refusal_get_title     (const CsRefusal   *self);
const char    *cs_refusal_get_reason    (const CsRefusal   *self);
const char    *cs_refusal_get_remedy    (const CsRefusal   *self);
GPtrArray     *cs_refusal_get_rows      (const CsRefusal   *self);
CsRefusalMend  cs_refusal_get_mend      (const CsRefusal   *self);
CsVerdict     *cs_refusal_get_verdict   (const CsRefusal   *self);
char          *cs_refusal_to_text       (const CsRefusal   *self,
                                         CsConnectionFacts *facts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsRefusal, cs_refusal_free)

G_END_DECLS
