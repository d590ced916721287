/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "chat/cs-message.h"

G_BEGIN_DECLS

/* How the state of a message of one's own looks; the words are to be translated. */
typedef struct {
  CsMessageState state;
  const char *icon;
  const char *words;
} CsStateLook;

const CsStateLook *cs_state_look_find (CsMessageState state);

G_END_DECLS
