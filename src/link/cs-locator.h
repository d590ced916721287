/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "base/cs-connection-facts.h"
#include "base/cs-endpoint.h"

G_BEGIN_DECLS

#define CS_LOCATOR_DEFAULT_PORT   5061
#define CS_LOCATOR_MAX_CANDIDATES 16

/* A place where the server may be. */
typedef struct {
  char    *host;
  guint16  port;
  CsFound  found;
} CsCandidate;

void       cs_candidate_free      (CsCandidate          *self);
void       cs_locator_find_async  (CsHost               *domain,
                                   CsEndpoint           *server,
                                  gboolean              organisation,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
GPtrArray *cs_locator_find_finish (GAsyncResult         *result,
                                   GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsCandidate, cs_candidate_free)

G_END_DECLS
