/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-anchor.h"
#include "cs-problem.h"
#include "cs-reference-identity.h"
#include "cs-revocation.h"

G_BEGIN_DECLS

/* The answer to "may we talk to this server?": immutable. */
#define CS_TYPE_VERDICT (cs_verdict_get_type ())
G_DECLARE_FINAL_TYPE (CsVerdict, cs_verdict, CS, VERDICT, GObject)

gboolean             cs_verdict_is_accepted       (CsVerdict     *self);
GListModel          *cs_verdict_get_problems      (CsVerdict     *self);
CsProblem           *cs_verdict_get_worst         (CsVerdict     *self);
gboolean             cs_verdict_has_problem       (CsVerdict     *self,
                                                   CsProblemKind  kind);
GListModel          *cs_verdict_get_chain         (CsVerdict     *self);
GListModel          *cs_verdict_get_presented     (CsVerdict     *self);
CsCertificate       *cs_verdict_get_leaf          (CsVerdict     *self);
CsAnchor            *cs_verdict_get_anchor        (CsVerdict     *self);
CsReferenceIdentity *cs_verdict_get_identity      (CsVerdict     *self);
CsNameRule           cs_verdict_get_name_rule     (CsVerdict     *self);
const char          *cs_verdict_get_matched       (CsVerdict     *self);
gint64               cs_verdict_get_time          (CsVerdict     *self);
gint64               cs_verdict_get_holds_until   (CsVerdict     *self);
CsRevocationState    cs_verdict_get_revocation    (CsVerdict     *self,
                                                   guint          position);
const CsRevocation  *cs_verdict_ask_revocation    (CsVerdict     *self,
                                                   guint          position);
const CsRevocationEvidence *
                     cs_verdict_get_evidence      (CsVerdict     *self);

G_END_DECLS
