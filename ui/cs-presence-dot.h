/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-contact.h"

G_BEGIN_DECLS

/* Whether somebody is there: a shape beside or upon who it is, with words for who points at it. Nothing where nothing is known.
 * Property: words (string, nullable). */
#define CS_TYPE_PRESENCE_DOT (cs_presence_dot_get_type ())
G_DECLARE_FINAL_TYPE (CsPresenceDot, cs_presence_dot, CS, PRESENCE_DOT, AdwBin)

void        cs_presence_dot_set_contact (CsPresenceDot *self,
                                         CsContact     *contact);
const char *cs_presence_dot_get_words   (CsPresenceDot *self);

G_END_DECLS
