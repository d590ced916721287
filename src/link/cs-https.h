/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "trust/cs-verdict.h"

#include "cs-attempt-plan.h"
#include "cs-http-answer.h"

G_BEGIN_DECLS

/* What is asked for. */
typedef struct {
  const char *method;
  const char *host;      /* for the Host header, with the port */
  const char *target;    /* a path that begins with a slash */
  const char *headers;   /* NULL, or whole lines with their ends */
  GBytes     *body;      /* NULL: none */
} CsHttpsRequest;

/* One HTTP request to a server that has proved who it is. */
void          cs_https_send_async  (const CsAttemptPlan   *plan,
                                    const CsHttpsRequest  *request,
                                    GCancellable          *cancellable,
                                    GAsyncReadyCallback    callback,
                                    gpointer               user_data);
CsHttpAnswer *cs_https_send_finish (GAsyncResult          *result,
                                    CsVerdict            **verdict,
                                    GError               **error);

G_END_DECLS
