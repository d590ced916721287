/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "cs-client-source.h"

G_BEGIN_DECLS

/* A certificate on a token that somebody may show. Whether its key is there too is seen when the token has got its PIN. */
typedef struct {
  CsClientSource *source;
  CsCertificate  *certificate;
  char           *token;
} CsTokenEntry;

void       cs_token_entry_free  (CsTokenEntry         *entry);
GPtrArray *cs_token_list_load   (void);
void       cs_token_list_async  (GCancellable         *cancellable,
                                 GAsyncReadyCallback   callback,
                                 gpointer              user_data);
GPtrArray *cs_token_list_finish (GAsyncResult         *result,
                                 GError              **error);

G_END_DECLS
