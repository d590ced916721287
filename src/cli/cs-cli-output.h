/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "base/cs-connection-facts.h"
#include "trust/cs-verdict.h"

#include "cs-cli.h"

G_BEGIN_DECLS

void        cs_cli_add_time      (JsonBuilder       *builder,
                                  const char        *name,
                                  gint64             time);
void        cs_cli_add_string    (JsonBuilder       *builder,
                                  const char        *name,
                                  const char        *value);
void        cs_cli_add_verdict   (JsonBuilder       *builder,
                                  CsVerdict         *verdict);
void        cs_cli_add_facts     (JsonBuilder       *builder,
                                  CsConnectionFacts *facts);
void        cs_cli_add_error     (JsonBuilder       *builder,
                                  const GError      *error,
                                  const char        *server);
void        cs_cli_print_json    (JsonBuilder       *builder);
CsCliStatus cs_cli_print_verdict (CsVerdict         *verdict,
                                  CsConnectionFacts *facts,
                                  gboolean           json);
CsCliStatus cs_cli_print_error   (const GError      *error,
                                  const char        *server,
                                  gboolean           json);

G_END_DECLS
