/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-message-receiver.h"

#include <string.h>

#include "cs-content-coding.h"
#include "cs-header-text.h"
#include "cs-message-content.h"

/* Sofia counts dates from 1900. */
#define SECONDS_1900_TO_1970 G_GINT64_CONSTANT (2208988800)

#define MAX_CALL_ID 512

#define ALLOWED "MESSAGE, NOTIFY, OPTIONS"
#define ACCEPTED "Accept: " CS_CONTENT_TYPES "\r\nAccept-Encoding: " CS_CONTENT_CODINGS "\r\n"

static int
reply_with (nta_incoming_t *transaction,
            int             status,
            const char     *headers)
{
  nta_incoming_treply (transaction, status, sip_status_phrase (status), SIPTAG_HEADER_STR (headers), TAG_END ());

  return status;
}

/* The address alone: parameters and headers of a foreign URI are dropped. */
static CsAddress *
read_from (const sip_from_t *from)
{
  const url_t *url = from ? from->a_url : NULL;
  g_autofree char *text = NULL;

  if (!url || (url->url_type != url_sip && url->url_type != url_sips) || !url->url_user || !url->url_host)
    return NULL;

  text = g_strdup_printf ("sip:%s@%s%s%s", url->url_user, url->url_host,
                          url->url_port && *url->url_port ? ":" : "", url->url_port ? url->url_port : "");

  return cs_address_parse (text, NULL);
}

/* Of the headers that could not be read, those that say how a message is to be taken. Others do not matter. */
static gboolean
is_unclear (const sip_t *request)
{
  static const char * const names[] = { "Content-Type", "Content-Encoding", "Require", NULL };

  for (const sip_error_t *bad = request->sip_error; bad; bad = bad->er_next) {
    if (bad->er_name && g_strv_contains (names, bad->er_name))
      return TRUE;
  }

  return FALSE;
}

static guint
read_content (const sip_t       *request,
              CsMessageContent **content)
{
  const sip_content_type_t *type = request->sip_content_type;
  const sip_content_encoding_t *encoding = request->sip_content_encoding;
  const sip_payload_t *payload = request->sip_payload;
  const char *parameter = type ? msg_params_find (type->c_params, "charset=") : NULL;
  g_autofree char *charset = cs_header_text_unquote (parameter);
  g_autoptr (GBytes) body = payload ? g_bytes_new (payload->pl_data, payload->pl_len) : NULL;
  g_autofree char *encodings = NULL;
  CsContentHead head = { type ? type->c_type : NULL, charset, NULL };

  if (encoding && encoding->k_items)
    encodings = g_strjoinv (",", (char **) encoding->k_items);
  head.encoding = encodings;

  return cs_message_content_read (&head, body, content);
}

/* The sender's own time is better than that of a server which kept the message. */
static gint64
read_date (const sip_t            *request,
           const CsMessageContent *body)
{
  if (body->time != 0)
    return body->time;

  return request->sip_date ? ((gint64) request->sip_date->d_time - SECONDS_1900_TO_1970) * G_USEC_PER_SEC : 0;
}

static int
refuse_content (nta_incoming_t *transaction,
                guint           status)
{
  if (status != 415)
    return (int) status;

  return reply_with (transaction, 415, ACCEPTED);
}

static int
take_message (CsFlow             *flow,
              nta_incoming_t     *transaction,
              const sip_t        *request,
              CsIncomingMessage **message)
{
  g_autoptr (CsAddress) from = read_from (request->sip_from);
  g_autofree char *name = NULL;
  g_autoptr (CsMessageContent) body = NULL;
  const char *call_id = request->sip_call_id ? request->sip_call_id->i_id : NULL;
  CsIncomingContent content = { 0 };
  guint status;

  if (!from || !call_id || strlen (call_id) > MAX_CALL_ID || !g_utf8_validate (call_id, -1, NULL))
    return 400;

  status = read_content (request, &body);
  if (status != 200)
    return refuse_content (transaction, status);
  /* Nothing to store, nothing to show. */
  if (!body->text && !body->receipt && !body->composing)
    return 200;

  name = cs_header_text_unquote (request->sip_from->a_display);
  content.from = from;
  content.display_name = name;
  content.body = body;
  content.call_id = call_id;
  content.cseq = request->sip_cseq->cs_seq;
  content.date = read_date (request, body);
  content.time = cs_message_content_time (content.date, g_get_real_time ());
  *message = cs_incoming_message_new (flow, transaction, &content);

  return 0;
}

/**
 * cs_message_receiver_take:
 * @flow: the flow that the request came over
 * @transaction: its transaction
 * @request: the request
 * @message: (out) (transfer full) (nullable): the message, which answers @transaction
 *
 * Looks at any request from the server but NOTIFY. Only MESSAGE is let through; there are no calls, and nobody is told our
 * presence but by the server.
 *
 * Returns: the final status to answer with, or 0 when @message was set
 */
int
cs_message_receiver_take (CsFlow             *flow,
                          nta_incoming_t     *transaction,
                          const sip_t        *request,
                          CsIncomingMessage **message)
{
  int status;

  *message = NULL;

  if (is_unclear (request))
    return 400;

  /* RFC 3261 section 8.2.2.3: we support no extension that could be required. */
  status = nta_check_required (transaction, request, NULL, TAG_END ());
  if (status != 0)
    return status;

  switch (request->sip_request->rq_method) {
  case sip_method_message:
    return take_message (flow, transaction, request, message);
  case sip_method_options:
    return reply_with (transaction, 200, "Allow: " ALLOWED "\r\n" ACCEPTED);
  case sip_method_subscribe:
    return 489;
  default:
    return reply_with (transaction, 405, "Allow: " ALLOWED "\r\n");
  }
}
