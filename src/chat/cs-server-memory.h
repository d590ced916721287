/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "trust/cs-verdict.h"

#include "cs-kept-file.h"

G_BEGIN_DECLS

/* What is known of the servers that were accepted, for each SIP domain and typed host.
 * Signal: "changed" () when something else is known than before. */
#define CS_TYPE_SERVER_MEMORY (cs_server_memory_get_type ())
G_DECLARE_FINAL_TYPE (CsServerMemory, cs_server_memory, CS, SERVER_MEMORY, GObject)

CsServerMemory *cs_server_memory_new      (CsKeptFile           *file);
CsKnownServer  *cs_server_memory_recall   (CsServerMemory       *self,
                                           CsReferenceIdentity  *identity);
void            cs_server_memory_remember (CsServerMemory       *self,
                                           CsVerdict            *verdict);
void            cs_server_memory_forget   (CsServerMemory       *self,
                                           CsHost               *domain);

G_END_DECLS
