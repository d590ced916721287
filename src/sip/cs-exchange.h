/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-credentials.h"
#include "cs-flow.h"

G_BEGIN_DECLS

/* One request with its answer, challenges included. */
typedef struct _CsExchange CsExchange;

/* A request outside of a dialog. Nothing in it may hold line ends but @headers, whole lines each ended by CRLF. */
typedef struct {
  sip_method_t  method;
  const char   *method_name;
  const char   *uri;
  const char   *from;
  const char   *to;
  const char   *call_id;
  guint32       cseq;
  const char   *headers;
  const char   *body;
} CsRequest;

typedef enum {
  CS_EXCHANGE_ANSWERED,
  CS_EXCHANGE_PASSWORD_REJECTED,
  CS_EXCHANGE_NO_ANSWER,
} CsExchangeEnd;

/* @response is set unless there was no answer, and valid until the function returns; @cseq is the last number used. */
typedef void (*CsExchangeDone) (CsExchangeEnd  end,
                                const sip_t   *response,
                                guint32        cseq,
                                gpointer       user_data);

CsExchange *cs_exchange_start  (CsFlow          *flow,
                                CsCredentials   *credentials,
                                const CsRequest *request,
                                CsExchangeDone   done,
                                gpointer         user_data);
void        cs_exchange_cancel (CsExchange      *self);
void        cs_exchange_trust  (CsExchange      *self);

G_END_DECLS
