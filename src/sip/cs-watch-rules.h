/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cs-permission.h"

#include "cs-xcap.h"

G_BEGIN_DECLS

/* What a person decided about who may see their presence, in step with what their server keeps of it.
 * Signal: "changed" () when something else is known, or went wrong. */
#define CS_TYPE_WATCH_RULES (cs_watch_rules_get_type ())
G_DECLARE_FINAL_TYPE (CsWatchRules, cs_watch_rules, CS, WATCH_RULES, GObject)

CsWatchRules *cs_watch_rules_new         (CsXcap        *xcap);
void          cs_watch_rules_load        (CsWatchRules  *self);
void          cs_watch_rules_stop        (CsWatchRules  *self);
void          cs_watch_rules_want        (CsWatchRules  *self,
                                          CsAddress     *address,
                                          CsPermission   permission);
void          cs_watch_rules_set         (CsWatchRules  *self,
                                          CsAddress     *address,
                                          CsPermission   permission);
CsPermission  cs_watch_rules_get         (CsWatchRules  *self,
                                          CsAddress     *address);
GPtrArray    *cs_watch_rules_list        (CsWatchRules  *self,
                                          CsPermission   permission);
gboolean      cs_watch_rules_is_known    (CsWatchRules  *self);
gboolean      cs_watch_rules_is_saved    (CsWatchRules  *self);
gboolean      cs_watch_rules_is_waiting  (CsWatchRules  *self,
                                          CsAddress     *address);
gboolean      cs_watch_rules_has_foreign (CsWatchRules  *self);
const GError *cs_watch_rules_get_error   (CsWatchRules  *self);

G_END_DECLS
