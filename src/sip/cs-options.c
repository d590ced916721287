/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-options.h"

#include "base/cs-port.h"

#include "cs-exchange.h"
#include "cs-header-text.h"

struct _CsOptions
{
  CsLink        *link;
  CsFlow        *flow;
  CsCredentials *credentials;  /* without a password: no challenge is ever answered */
  char          *uri;
  CsOptionsFunc  func;
  gpointer       user_data;
};

static int
request_cb (nta_incoming_t *transaction,
            const sip_t    *request,
            gpointer        user_data)
{
  return 480;
}

static void
silent_cb (gpointer user_data)
{
}

static void
done_cb (CsExchangeEnd  end,
         const sip_t   *response,
         guint32        cseq,
         gpointer       user_data)
{
  CsOptions *self = user_data;

  self->func (end == CS_EXCHANGE_NO_ANSWER ? 0 : (guint) response->sip_status->st_status, self->user_data);
}

static void
opened_cb (CsOptions *self)
{
  g_autofree char *tag = cs_header_text_new_tag ();
  g_autofree char *from = cs_header_text_name_address (NULL, "sip:anonymous@anonymous.invalid", tag);
  g_autofree char *to = cs_header_text_name_address (NULL, self->uri, NULL);
  g_autofree char *call_id = g_uuid_string_random ();
  const CsRequest request = {
    .method = sip_method_options,
    .method_name = "OPTIONS",
    .uri = self->uri,
    .from = from,
    .to = to,
    .call_id = call_id,
    .cseq = 1,
    .headers = "Accept: text/plain\r\n",
  };

  cs_flow_open (self->flow);
  if (!cs_exchange_start (self->flow, self->credentials, &request, done_cb, self))
    self->func (0, self->user_data);
}

static void
closed_cb (CsOptions *self)
{
  cs_flow_close (self->flow);
}

/**
 * cs_options_new:
 * @stack: the process's SIP stack
 * @link: a link of its own
 * @domain: the SIP domain to ask
 * @func: called with the status of any final answer, 401 as well as 200, or with 0 when the connection ends without one
 * @user_data: passed to @func
 *
 * Sends an OPTIONS request (RFC 3261 section 11) as soon as @link opens. It says nothing of who asks, and no challenge is answered.
 *
 * Returns: (transfer full): what waits for the answer
 */
CsOptions *
cs_options_new (CsSipStack    *stack,
                CsLink        *link,
                CsHost        *domain,
                CsOptionsFunc  func,
                gpointer       user_data)
{
  static const CsFlowHooks hooks = { request_cb, silent_cb };
  CsOptions *self = g_new0 (CsOptions, 1);
  g_autofree char *host = cs_port_append (domain, 0);

  self->link = g_object_ref (link);
  self->flow = cs_flow_new (stack, link, &hooks, self);
  self->credentials = cs_credentials_new ("anonymous");
  self->uri = g_strconcat ("sip:", host, NULL);
  self->func = func;
  self->user_data = user_data;
  g_signal_connect_swapped (link, "opened", G_CALLBACK (opened_cb), self);
  g_signal_connect_swapped (link, "closed", G_CALLBACK (closed_cb), self);

  return self;
}

static void
ignore (guint    status,
        gpointer user_data)
{
}

/**
 * cs_options_free:
 * @self: (transfer full): what waits for an answer
 *
 * Waits no longer. The function is not called any more; the link is left to its owner.
 */
void
cs_options_free (CsOptions *self)
{
  g_signal_handlers_disconnect_by_data (self->link, self);
  self->func = ignore;
  cs_flow_close (self->flow);
  cs_flow_free (self->flow);
  cs_credentials_free (self->credentials);
  g_object_unref (self->link);
  g_free (self->uri);
  g_free (self);
}
