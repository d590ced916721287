/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-exchange.h"

/* One for each of the server and a proxy, and once more for a nonce that has become stale meanwhile. */
#define MAX_CHALLENGES 4

struct _CsExchange
{
  CsFlow         *flow;
  CsCredentials  *credentials;
  CsExchangeDone  done;
  gpointer        user_data;

  sip_method_t    method;
  char           *method_name;
  char           *uri;
  char           *from;
  char           *to;
  char           *call_id;
  guint32         cseq;
  char           *headers;
  char           *body;

  nta_outgoing_t *transaction;
  guint           n_challenges;
  GHashTable     *answered;
  gboolean        trusts_realms;
  gboolean        is_sending;
};

static void
exchange_free (CsExchange *self)
{
  cs_flow_remove (self->flow, self);
  g_clear_pointer (&self->transaction, nta_outgoing_destroy);
  g_hash_table_unref (self->answered);
  g_free (self->method_name);
  g_free (self->uri);
  g_free (self->from);
  g_free (self->to);
  g_free (self->call_id);
  g_free (self->headers);
  g_free (self->body);
  g_free (self);
}

static void
finish (CsExchange    *self,
        CsExchangeEnd  end,
        const sip_t   *response)
{
  CsExchangeDone done = self->done;
  gpointer user_data = self->user_data;
  guint32 cseq = self->cseq;

  exchange_free (self);
  done (end, end == CS_EXCHANGE_NO_ANSWER ? NULL : response, cseq, user_data);
}

static void
lost_cb (gpointer data)
{
  finish (data, CS_EXCHANGE_NO_ANSWER, NULL);
}

static GPtrArray *
read_challenges (const msg_auth_t *header)
{
  GPtrArray *challenges = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_digest_challenge_free);

  for (; header; header = header->au_next) {
    CsDigestChallenge *challenge;

    /* Basic would hand over the password itself. */
    if (!header->au_scheme || g_ascii_strcasecmp (header->au_scheme, "Digest") != 0)
      continue;

    challenge = cs_digest_challenge_parse ((const char * const *) header->au_params);
    if (challenge)
      g_ptr_array_add (challenges, challenge);
  }

  return challenges;
}

/* A message is answered by whom it is for, who may write into the answer what only our own server should. What is published goes to
 * the account itself, thus to its own server, like the registration. */
static gboolean
is_for_own_server (CsExchange *self)
{
  return self->method == sip_method_register || self->method == sip_method_publish;
}

static CsChallengeAdvice
take_challenges (CsExchange  *self,
                 const sip_t *response)
{
  gboolean by_proxy = response->sip_status->st_status == 407;
  g_autoptr (GPtrArray) challenges = read_challenges (by_proxy ? response->sip_proxy_authenticate
                                                               : response->sip_www_authenticate);

  if (++self->n_challenges > MAX_CHALLENGES)
    return CS_CHALLENGE_UNANSWERABLE;

  /* The answer would reach them: see choose_header() of the credentials. */
  if (!by_proxy && !is_for_own_server (self))
    return CS_CHALLENGE_UNANSWERABLE;

  for (guint i = 0; self->trusts_realms && i < challenges->len; i++) {
    const CsDigestChallenge *challenge = g_ptr_array_index (challenges, i);

    cs_credentials_trust_realm (self->credentials, challenge->realm);
  }

  return cs_credentials_take_challenges (self->credentials, by_proxy ? CS_ASKED_BY_PROXY : CS_ASKED_BY_SERVER,
                                         challenges, self->answered);
}

static void
take_info (CsExchange            *self,
           CsAskedBy              asked_by,
           const msg_auth_info_t *info)
{
  g_autofree char *next_nonce = NULL;

  if (!info)
    return;

  next_nonce = cs_digest_get_parameter ((const char * const *) info->ai_params, "nextnonce");
  if (next_nonce && *next_nonce)
    cs_credentials_take_nonce (self->credentials, asked_by, next_nonce);
}

static gboolean send_request (CsExchange *self);

static void
handle_response (CsExchange  *self,
                 const sip_t *response)
{
  int status = response->sip_status->st_status;

  if (status == 401 || status == 407) {
    CsChallengeAdvice advice = take_challenges (self, response);

    if (advice == CS_CHALLENGE_REJECTED)
      finish (self, CS_EXCHANGE_PASSWORD_REJECTED, response);
    else if (advice != CS_CHALLENGE_ANSWER)
      finish (self, CS_EXCHANGE_ANSWERED, response);
    else if (!send_request (self))
      finish (self, CS_EXCHANGE_NO_ANSWER, NULL);
    return;
  }

  if (is_for_own_server (self)) {
    take_info (self, CS_ASKED_BY_SERVER, response->sip_authentication_info);
    take_info (self, CS_ASKED_BY_PROXY, response->sip_proxy_authentication_info);
  }
  finish (self, CS_EXCHANGE_ANSWERED, response);
}

static int
response_cb (CsExchange     *self,
             nta_outgoing_t *transaction,
             const sip_t    *response)
{
  CsFlow *flow = self->flow;

  /* send_request() sees for itself when Sofia gives up at once. */
  if (nta_outgoing_status (transaction) < 200 || self->is_sending)
    return 0;

  cs_flow_enter (flow);
  self->transaction = NULL;
  /* What Sofia says itself, 408 or 503, means that nobody answered. */
  if (!response || !response->sip_status || nta_sip_is_internal (response)) {
    finish (self, CS_EXCHANGE_NO_ANSWER, NULL);
    cs_flow_doubt (flow);
  } else {
    handle_response (self, response);
  }
  nta_outgoing_destroy (transaction);
  cs_flow_leave (flow);

  return 0;
}

static gboolean
send_request (CsExchange *self)
{
  g_autofree char *authorization = cs_credentials_get_headers (self->credentials, self->method_name, self->uri);
  g_autofree char *cseq = NULL;

  if (!cs_flow_is_open (self->flow))
    return FALSE;

  /* RFC 3261 section 22.2: one more for each answer to a challenge. */
  if (self->n_challenges > 0)
    self->cseq++;
  cseq = g_strdup_printf ("%u %s", self->cseq, self->method_name);

  self->is_sending = TRUE;
  self->transaction = nta_outgoing_tcreate (cs_flow_get_leg (self->flow), response_cb, self,
                                            URL_STRING_MAKE (cs_flow_get_route (self->flow)),
                                            self->method, self->method_name, URL_STRING_MAKE (self->uri),
                                            SIPTAG_FROM_STR (self->from),
                                            SIPTAG_TO_STR (self->to),
                                            SIPTAG_CALL_ID_STR (self->call_id),
                                            SIPTAG_CSEQ_STR (cseq),
                                            SIPTAG_USER_AGENT_STR ("Countersign/" CS_VERSION),
                                            TAG_IF (authorization, SIPTAG_HEADER_STR (authorization)),
                                            TAG_IF (self->headers, SIPTAG_HEADER_STR (self->headers)),
                                            TAG_IF (self->body, SIPTAG_PAYLOAD_STR (self->body)),
                                            TAG_END ());
  self->is_sending = FALSE;

  if (self->transaction && nta_outgoing_status (self->transaction) >= 200)
    g_clear_pointer (&self->transaction, nta_outgoing_destroy);

  return self->transaction != NULL;
}

/**
 * cs_exchange_start:
 * @flow: an open flow
 * @credentials: (transfer none): what challenges are answered with; outlives the exchange
 * @request: what to send; copied
 * @done: called once, never before this function has returned
 * @user_data: passed to @done
 *
 * Sends a request and sees it through: challenges are answered as far as @credentials can. The connection's loss and Sofia's own
 * time limit (RFC 3261 section 17.1.2.2, timer F: 32 seconds) end it without an answer.
 *
 * Returns: (transfer none) (nullable): the exchange, gone once @done was called, or %NULL if nothing could be sent
 */
CsExchange *
cs_exchange_start (CsFlow          *flow,
                   CsCredentials   *credentials,
                   const CsRequest *request,
                   CsExchangeDone   done,
                   gpointer         user_data)
{
  CsExchange *self = g_new0 (CsExchange, 1);

  self->flow = flow;
  self->credentials = credentials;
  self->done = done;
  self->user_data = user_data;
  self->method = request->method;
  self->method_name = g_strdup (request->method_name);
  self->uri = g_strdup (request->uri);
  self->from = g_strdup (request->from);
  self->to = g_strdup (request->to);
  self->call_id = g_strdup (request->call_id);
  self->cseq = request->cseq;
  self->headers = g_strdup (request->headers);
  self->body = g_strdup (request->body);
  self->answered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (!send_request (self)) {
    exchange_free (self);
    return NULL;
  }

  cs_flow_add (flow, self, lost_cb);

  return self;
}

/**
 * cs_exchange_cancel:
 * @self: (transfer full): an exchange that is not done
 *
 * Forgets about the request without calling anybody.
 */
void
cs_exchange_cancel (CsExchange *self)
{
  exchange_free (self);
}

/**
 * cs_exchange_trust:
 * @self: an exchange with the account's own registrar
 *
 * Makes every realm that challenges this request one of the account's.
 */
void
cs_exchange_trust (CsExchange *self)
{
  self->trusts_realms = TRUE;
}
