/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "chat/cs-session.h"

G_BEGIN_DECLS

/* Nothing where presence is no matter to this person. */
void     person_show_rules (CsSession  *session);
gboolean person_obey_rules (CsSession  *session,
                            const char *line);

G_END_DECLS
