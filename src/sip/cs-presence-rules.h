/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cs-address.h"
#include "base/cs-permission.h"

G_BEGIN_DECLS

#define CS_PRESENCE_RULES_TYPE "application/auth-policy+xml"

/* So many people have a decision of their own. */
#define CS_PRESENCE_RULES_MAX 500

/* Who may see somebody's presence (RFC 5025): the document that their server keeps for them. */
typedef struct _CsPresenceRules CsPresenceRules;

CsPresenceRules *cs_presence_rules_new         (void);
CsPresenceRules *cs_presence_rules_parse       (GBytes           *body);
void             cs_presence_rules_free        (CsPresenceRules  *self);
CsPermission     cs_presence_rules_get         (CsPresenceRules  *self,
                                                CsAddress        *address);
gboolean         cs_presence_rules_set         (CsPresenceRules  *self,
                                                CsAddress        *address,
                                                CsPermission      permission);
GPtrArray       *cs_presence_rules_list        (CsPresenceRules  *self,
                                                CsPermission      permission);
gboolean         cs_presence_rules_has_foreign (CsPresenceRules  *self);
gboolean         cs_presence_rules_asks        (CsPresenceRules  *self);
GBytes          *cs_presence_rules_build       (CsPresenceRules  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsPresenceRules, cs_presence_rules_free)

G_END_DECLS
