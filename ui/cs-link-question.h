/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "base/cs-text-link.h"
#include "chat/cs-session.h"

G_BEGIN_DECLS

/* Asks before an address from a message is followed. */
void cs_link_question_present (GtkWindow        *parent,
                               CsSession        *session,
                               const CsTextLink *link);

G_END_DECLS
