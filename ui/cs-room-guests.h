/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "chat/cs-session.h"

G_BEGIN_DECLS

GPtrArray *cs_room_guests_parse (const char  *text,
                                 CsSession   *session,
                                 GError     **error);

G_END_DECLS
