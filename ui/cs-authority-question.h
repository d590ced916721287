/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-session.h"

G_BEGIN_DECLS

/* Asks whether another authority may vouch for a server from now on. */
void cs_authority_question_present (GtkWindow *parent,
                                    CsSession *session);

G_END_DECLS
