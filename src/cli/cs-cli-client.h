/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "chat/cs-profile.h"

#include "cs-cli-input.h"

G_BEGIN_DECLS

/* A command that signs in: the account options, a profile that keeps nothing, one session. */
typedef struct _CsCliClient CsCliClient;

/* What a command does with it. Each is called with the command's data. */
typedef struct {
  void (*started)       (CsCliClient *client,
                         gpointer     data);
  void (*state_changed) (CsCliClient *client,
                         gpointer     data);
  void (*interrupted)   (CsCliClient *client,
                         gpointer     data);
} CsCliCommand;

CsCliClient *cs_cli_client_new         (const CsCliCommand  *command,
                                        gpointer             data);
void         cs_cli_client_free        (CsCliClient         *self);
gboolean     cs_cli_client_parse       (CsCliClient         *self,
                                        const CsCliSyntax   *syntax,
                                        char               **arguments,
                                        CsCliStatus         *status);
CsCliStatus  cs_cli_client_run         (CsCliClient         *self);
void         cs_cli_client_end         (CsCliClient         *self,
                                        CsCliStatus          status);
gboolean     cs_cli_client_check_state (CsCliClient         *self);
CsProfile   *cs_cli_client_get_profile (CsCliClient         *self);
CsSession   *cs_cli_client_get_session (CsCliClient         *self);
void         cs_cli_client_use_presence (CsCliClient *self);
void         cs_cli_client_be_deaf     (CsCliClient         *self);
gboolean     cs_cli_client_get_json    (CsCliClient         *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsCliClient, cs_cli_client_free)

G_END_DECLS
