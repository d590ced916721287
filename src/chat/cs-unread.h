/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How many messages of a list of conversations nobody has read. Property: count (guint). */
#define CS_TYPE_UNREAD (cs_unread_get_type ())
G_DECLARE_FINAL_TYPE (CsUnread, cs_unread, CS, UNREAD, GObject)

CsUnread *cs_unread_new       (GListModel *conversations);
guint     cs_unread_get_count (CsUnread   *self);

G_END_DECLS
