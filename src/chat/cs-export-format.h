/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-conversation-private.h"

G_BEGIN_DECLS

/* How a conversation is written down, piece by piece. */
typedef struct {
  void (*begin)   (GString               *out,
                   CsConversation        *conversation,
                   gint64                 now);
  void (*message) (GString               *out,
                   CsConversation        *conversation,
                   const CsMessageRecord *message,
                   gboolean               first);
  void (*end)     (GString               *out);
} CsExportWriter;

extern const CsExportWriter cs_export_text;
extern const CsExportWriter cs_export_json;

G_END_DECLS
