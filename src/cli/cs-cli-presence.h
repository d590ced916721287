/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-cli-rules.h"

G_BEGIN_DECLS

/* What a person asked for of presence, on the command line. */
typedef struct {
  char        *state;
  char        *note;
  char       **watched;
  gboolean     watchers;
  CsCliRules   rules;
  CsContacts  *contacts;    /* those whose presence is printed */
} CsCliPresence;

gboolean cs_cli_presence_is_usable (const CsCliPresence *self);
void     cs_cli_presence_start     (CsCliPresence       *self,
                                    CsCliClient         *client);
void     cs_cli_presence_clear     (CsCliPresence       *self);

G_END_DECLS
