/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "cs-conversation.h"

G_BEGIN_DECLS

typedef enum {
  CS_EXPORT_TEXT,
  CS_EXPORT_JSON,
} CsExportFormat;

void     cs_export_async  (CsConversation       *conversation,
                           GFile                *file,
                           CsExportFormat        format,
                           GCancellable         *cancellable,
                           GAsyncReadyCallback   callback,
                           gpointer              user_data);
gboolean cs_export_finish (CsConversation       *conversation,
                           GAsyncResult         *result,
                           GError              **error);

G_END_DECLS
