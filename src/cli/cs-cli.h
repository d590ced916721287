/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the program exits with. */
typedef enum {
  CS_CLI_OK          = 0,
  CS_CLI_FAILED      = 1,
  CS_CLI_USAGE       = 2,
  CS_CLI_REFUSED     = 3,
  CS_CLI_UNREACHABLE = 4,
  CS_CLI_UNREADABLE  = 5,
} CsCliStatus;

/* Each command gets its arguments with its own name in the first place. */
CsCliStatus cs_cli_check  (char **arguments);
CsCliStatus cs_cli_verify (char **arguments);
CsCliStatus cs_cli_send   (char **arguments);
CsCliStatus cs_cli_listen (char **arguments);
CsCliStatus cs_cli_rooms  (char **arguments);
CsCliStatus cs_cli_policy (char **arguments);

G_END_DECLS
