/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "chat/cs-profile.h"

G_BEGIN_DECLS

gboolean person_obey_rooms (CsProfile  *profile,
                            CsSession  *session,
                            const char *line);

G_END_DECLS
