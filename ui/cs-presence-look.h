/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "chat/cs-contact.h"

G_BEGIN_DECLS

/* How presence looks: a shape, a colour and a word; the word is to be translated. */
typedef struct {
  CsPresenceState state;
  const char *icon;
  const char *css_class;
  const char *words;
} CsPresenceLook;

const CsPresenceLook *cs_presence_look_find     (CsPresenceState  state);
char                 *cs_presence_look_describe (CsPresence      *presence,
                                                 gint64           now);
char                 *cs_presence_look_describe_contact (CsContact *contact,
                                                         gint64     now);

G_END_DECLS
