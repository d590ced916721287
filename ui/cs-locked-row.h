/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "base/cs-policy.h"

G_BEGIN_DECLS

/* Something that the administrator rules: what it is, and a lock. */
#define CS_TYPE_LOCKED_ROW (cs_locked_row_get_type ())
G_DECLARE_FINAL_TYPE (CsLockedRow, cs_locked_row, CS, LOCKED_ROW, AdwActionRow)

GtkWidget *cs_locked_row_new              (const char  *title);
gboolean   cs_locked_row_stand_for_server (CsLockedRow *self,
                                           GtkWidget   *entry,
                                           CsPolicy    *policy,
                                           CsHost      *domain);
void       cs_locked_row_stand_for_rules_server (CsLockedRow *self,
                                                 GtkWidget   *entry,
                                                 CsPolicy    *policy,
                                                 CsHost      *domain);
void       cs_locked_row_stand_for_room_manager (CsLockedRow *self,
                                                 GtkWidget   *entry,
                                                 CsPolicy    *policy,
                                                 CsHost      *domain);

G_END_DECLS
