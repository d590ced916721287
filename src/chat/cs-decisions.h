/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cs-address.h"
#include "base/cs-permission.h"

#include "cs-kept-file.h"

G_BEGIN_DECLS

/* What was decided about who may see each account's presence, and is not known to be on the server yet. */
#define CS_TYPE_DECISIONS (cs_decisions_get_type ())
G_DECLARE_FINAL_TYPE (CsDecisions, cs_decisions, CS, DECISIONS, GObject)

CsDecisions *cs_decisions_new    (CsKeptFile    *file);
void         cs_decisions_put    (CsDecisions   *self,
                                  const char    *account,
                                  CsAddress     *address,
                                  CsPermission   permission);
GHashTable  *cs_decisions_list   (CsDecisions   *self,
                                  const char    *account);
void         cs_decisions_forget (CsDecisions   *self,
                                  const char    *account);

G_END_DECLS
