/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "base/cs-policy.h"
#include "trust/cs-anchor-store.h"

G_BEGIN_DECLS

/* What the administrator rules, as it stands in the files now. Signal: "changed" () whenever they were read. */
#define CS_TYPE_POLICY_STORE (cs_policy_store_get_type ())
G_DECLARE_FINAL_TYPE (CsPolicyStore, cs_policy_store, CS, POLICY_STORE, GObject)

CsPolicyStore *cs_policy_store_new         (const char           *folder);
void           cs_policy_store_load_async  (CsPolicyStore        *self,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean       cs_policy_store_load_finish (CsPolicyStore        *self,
                                            GAsyncResult         *result,
                                            GError              **error);
void           cs_policy_store_watch       (CsPolicyStore        *self,
                                            CsAnchorStore        *anchors);
CsPolicy      *cs_policy_store_get_policy  (CsPolicyStore        *self);
const GError  *cs_policy_store_get_error   (CsPolicyStore        *self);
char          *cs_policy_store_dup_anchors_folder (CsPolicyStore *self);

G_END_DECLS
