/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-cli-client.h"

G_BEGIN_DECLS

/* Who is to see the person, on the command line. */
typedef struct {
  char        *root;
  char       **allowed;
  char       **refused;
  char       **blocked;
  char        *printed;   /* last */
  gboolean     decided;
} CsCliRules;

gboolean cs_cli_rules_is_usable (const CsCliRules *self);
void     cs_cli_rules_start     (CsCliRules       *self,
                                 CsCliClient      *client);
gboolean cs_cli_rules_end       (const CsCliRules *self,
                                 CsCliClient      *client);
void     cs_cli_rules_clear     (CsCliRules       *self);

G_END_DECLS
