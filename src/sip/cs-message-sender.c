/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-message-sender.h"

#include "base/cs-text.h"

#include "cs-header-text.h"

struct _CsMessageSender
{
  CsFlow        *flow;
  CsCredentials *credentials;

  /* The last CSeq of messages that got no answer, by Call-ID. Sent again, they carry the same, so that somebody who got them can
   * tell. */
  GHashTable    *unanswered;
};

/* One message on its way; the sender outlives its exchange. */
typedef struct {
  CsMessageSender *sender;
  GTask           *task;
  CsExchange      *exchange;
  GSource         *cancelled;
  char            *call_id;
} Sending;

static void
sending_free (Sending *sending)
{
  if (sending->cancelled)
    g_source_destroy (sending->cancelled);
  g_clear_pointer (&sending->cancelled, g_source_unref);
  g_object_unref (sending->task);
  g_free (sending->call_id);
  g_free (sending);
}

static void
return_no_answer (GTask *task)
{
  CsSendResult *result = g_new0 (CsSendResult, 1);

  result->outcome = CS_SEND_NO_ANSWER;
  g_task_return_pointer (task, result, (GDestroyNotify) cs_send_result_free);
}

/* RFC 3428 section 7: 202 means that somebody keeps the message for later. Servers that got no answer themselves say so with 408 and
 * 504: like us, they don't know whether it arrived. */
static CsSendOutcome
judge_status (int status)
{
  switch (status) {
  case 202:
    return CS_SEND_KEPT;
  case 408:
  case 504:
    return CS_SEND_NO_ANSWER;
  default:
    return status < 300 ? CS_SEND_DELIVERED : CS_SEND_FAILED;
  }
}

static void
remember_cseq (Sending  *sending,
               gboolean  answered,
               guint32   cseq)
{
  if (answered)
    g_hash_table_remove (sending->sender->unanswered, sending->call_id);
  else
    g_hash_table_insert (sending->sender->unanswered, g_steal_pointer (&sending->call_id), GUINT_TO_POINTER (cseq));
}

static void
done_cb (CsExchangeEnd  end,
         const sip_t   *response,
         guint32        cseq,
         gpointer       user_data)
{
  Sending *sending = user_data;
  CsSendResult *result;

  if (end == CS_EXCHANGE_NO_ANSWER) {
    remember_cseq (sending, FALSE, cseq);
    return_no_answer (sending->task);
  } else {
    const char *phrase = response->sip_status->st_phrase;

    result = g_new0 (CsSendResult, 1);
    result->status = (guint) response->sip_status->st_status;
    result->outcome = judge_status (response->sip_status->st_status);
    remember_cseq (sending, result->outcome != CS_SEND_NO_ANSWER, cseq);
    result->phrase = phrase && *phrase ? cs_text_make_visible (phrase) : NULL;
    result->retry_after = response->sip_retry_after ? (guint) MIN (response->sip_retry_after->af_delta, G_MAXINT) : 0;
    g_task_return_pointer (sending->task, result, (GDestroyNotify) cs_send_result_free);
  }

  sending_free (sending);
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  Sending *sending = user_data;

  cs_exchange_cancel (sending->exchange);
  g_task_return_error_if_cancelled (sending->task);
  sending_free (sending);

  return G_SOURCE_REMOVE;
}

/**
 * cs_send_result_free:
 * @self: (transfer full): a result
 */
void
cs_send_result_free (CsSendResult *self)
{
  g_free (self->phrase);
  g_free (self);
}

/**
 * cs_message_sender_new:
 * @flow: the account's flow; must be closed before the sender is freed
 * @credentials: its credentials; outlive the sender
 *
 * Returns: (transfer full): a new sender
 */
CsMessageSender *
cs_message_sender_new (CsFlow        *flow,
                       CsCredentials *credentials)
{
  CsMessageSender *self = g_new0 (CsMessageSender, 1);

  self->flow = flow;
  self->credentials = credentials;
  self->unanswered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

/**
 * cs_message_sender_free:
 * @self: (transfer full): a sender with nothing on its way
 */
void
cs_message_sender_free (CsMessageSender *self)
{
  g_hash_table_unref (self->unanswered);
  g_free (self);
}

/**
 * cs_message_sender_send:
 * @self: a sender
 * @message: what to send; checked already
 * @task: (transfer full): returns a `CsSendResult`
 *
 * Sends a MESSAGE request (RFC 3428).
 */
void
cs_message_sender_send (CsMessageSender         *self,
                        const CsOutgoingMessage *message,
                        GTask                   *task)
{
  GCancellable *cancellable = g_task_get_cancellable (task);
  const char *uri = cs_address_get_uri (message->to);
  g_autofree char *to = cs_header_text_name_address (NULL, uri, NULL);
  CsRequest request = {
    .method = sip_method_message,
    .method_name = "MESSAGE",
    .uri = uri,
    .from = message->from,
    .to = to,
    .call_id = message->call_id,
    .cseq = 1,
    .headers = message->headers,
    .body = message->body,
  };
  guint32 last_cseq = GPOINTER_TO_UINT (g_hash_table_lookup (self->unanswered, message->call_id));
  Sending *sending;

  if (last_cseq > 0)
    request.cseq = last_cseq;

  if (!cs_flow_is_open (self->flow)) {
    return_no_answer (task);
    g_object_unref (task);
    return;
  }

  sending = g_new0 (Sending, 1);
  sending->sender = self;
  sending->task = task;
  sending->call_id = g_strdup (message->call_id);
  sending->exchange = cs_exchange_start (self->flow, self->credentials, &request, done_cb, sending);
  if (!sending->exchange) {
    return_no_answer (task);
    sending_free (sending);
    return;
  }

  if (cancellable) {
    sending->cancelled = g_cancellable_source_new (cancellable);
    g_source_set_callback (sending->cancelled, G_SOURCE_FUNC (cancelled_cb), sending, NULL);
    g_source_attach (sending->cancelled, g_task_get_context (task));
  }
}
