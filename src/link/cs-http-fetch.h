/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* What to fetch: with a @body it is posted. */
typedef struct {
  const char *address;
  GBytes     *body;
  const char *body_type;
  gsize       max_size;
} CsHttpRequest;

SoupSession *cs_http_session_new  (void);
gboolean     cs_http_is_fetchable (const char           *address);
void         cs_http_fetch_async  (SoupSession          *session,
                                   const CsHttpRequest  *request,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
GBytes      *cs_http_fetch_finish (GAsyncResult         *result,
                                   GError              **error);

G_END_DECLS
