/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cs-permission.h"

#include "cs-account.h"
#include "cs-contacts.h"

G_BEGIN_DECLS

/* Who may see an account's presence: those who ask for it, and what the person decided about whom, which the server keeps.
 * Signal: "changed" () when something else is known, or went wrong. */
#define CS_TYPE_PERMISSIONS (cs_permissions_get_type ())
G_DECLARE_FINAL_TYPE (CsPermissions, cs_permissions, CS, PERMISSIONS, GObject)

void          cs_permissions_load        (CsPermissions  *self);
gboolean      cs_permissions_is_offered  (CsPermissions  *self);
gboolean      cs_permissions_is_working  (CsPermissions  *self);
gboolean      cs_permissions_is_known    (CsPermissions  *self);
gboolean      cs_permissions_is_saved    (CsPermissions  *self);
gboolean      cs_permissions_is_waiting  (CsPermissions  *self,
                                          CsAddress      *address);
gboolean      cs_permissions_has_foreign (CsPermissions  *self);
const GError *cs_permissions_get_error   (CsPermissions  *self);
GPtrArray    *cs_permissions_list        (CsPermissions  *self,
                                          CsPermission    permission);
CsPermission  cs_permissions_get         (CsPermissions  *self,
                                          CsAddress      *address);
void          cs_permissions_set         (CsPermissions  *self,
                                          CsAddress      *address,
                                          CsPermission    permission);

G_END_DECLS
