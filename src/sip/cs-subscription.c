/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-subscription.h"

#include <string.h>

#include "cs-dialog.h"
#include "cs-register-answer.h"
#include "cs-subscription-answer.h"

#define MAX_LONGER 2

/* RFC 6665 section 4.1.2.4: 64 * T1 for the first NOTIFY. */
#define FIRST_NOTIFY 32

/* What is to be begun anew at once is so once in as many seconds; a server that ends it again and again is asked later. */
#define ANEW_INTERVAL 60

struct _CsSubscription
{
  CsFlow                    *flow;
  CsCredentials             *credentials;
  const CsSubscriptionHooks *hooks;
  gpointer                   user_data;

  char                      *display_name;
  char                      *own_uri;
  char                      *contact;
  char                      *peer_uri;
  char                      *event;
  char                      *type;
  guint                      expires;

  CsDialog                  *dialog;
  CsExchange                *exchange;
  CsSubscriptionState        state;
  guint                      n_longer;
  guint                      failures;
  gint64                     begun_anew;
  CsAlarms                  *alarms;
  CsAlarm                   *alarm;
};

static void
set_state (CsSubscription      *self,
           CsSubscriptionState  state)
{
  if (self->state == state)
    return;

  self->state = state;
  self->hooks->changed (self, self->user_data);
}

static void
settle (CsSubscription *self)
{
  self->exchange = NULL;
  self->hooks->settled (self, self->user_data);
}

static void
due_cb (gpointer user_data)
{
  CsSubscription *self = user_data;

  self->alarm = NULL;
  self->hooks->due (self, self->user_data);
}

static void
be_due (CsSubscription *self,
        guint           seconds)
{
  cs_alarms_clear (self->alarms, &self->alarm);
  self->alarm = cs_alarms_set (self->alarms, seconds, due_cb, self);
}

static void
forget (CsSubscription *self)
{
  cs_alarms_clear (self->alarms, &self->alarm);
  g_clear_pointer (&self->dialog, cs_dialog_free);
  if (self->exchange) {
    cs_exchange_cancel (self->exchange);
    settle (self);
  }
}

/* The last thing that is done with @self: whoever hears of its state may free it. */
static void
give_up (CsSubscription *self,
         CsAskAction     action,
         guint           retry_after)
{
  gint64 now = g_get_monotonic_time ();

  forget (self);
  switch (action) {
  case CS_ASK_REFUSED:
    set_state (self, CS_SUBSCRIPTION_REFUSED);
    return;
  case CS_ASK_NOBODY:
    set_state (self, CS_SUBSCRIPTION_NOBODY);
    return;
  case CS_ASK_UNSUPPORTED:
    set_state (self, CS_SUBSCRIPTION_UNSUPPORTED);
    return;
  case CS_ASK_ANEW:
    if (self->begun_anew == 0 || now - self->begun_anew > ANEW_INTERVAL * G_USEC_PER_SEC) {
      self->begun_anew = now;
      self->state = CS_SUBSCRIPTION_ASKED;
      self->hooks->due (self, self->user_data);
      return;
    }
    break;
  case CS_ASK_DONE:
  case CS_ASK_LONGER:
  case CS_ASK_LATER:
  default:
    break;
  }

  be_due (self, cs_subscription_answer_delay (++self->failures, retry_after, g_random_double ()));
  set_state (self, CS_SUBSCRIPTION_WAITING);
}

static void
no_notify_cb (gpointer user_data)
{
  CsSubscription *self = user_data;

  self->alarm = NULL;
  give_up (self, CS_ASK_LATER, 0);
}

static void
refresh_in (CsSubscription *self,
            guint           expires)
{
  be_due (self, cs_register_answer_refresh (expires, FALSE, g_random_double ()));
}

static void
take_success (CsSubscription *self,
              const sip_t    *response)
{
  guint expires = response->sip_expires ? (guint) MIN (response->sip_expires->ex_delta, G_MAXINT) : self->expires;

  self->n_longer = 0;
  if (expires == 0) {
    give_up (self, CS_ASK_LATER, 0);
    return;
  }
  cs_dialog_take_response (self->dialog, response);

  /* The first NOTIFY says how it stands; it may have come before this. */
  if (self->state == CS_SUBSCRIPTION_ASKED) {
    cs_alarms_clear (self->alarms, &self->alarm);
    self->alarm = cs_alarms_set (self->alarms, FIRST_NOTIFY, no_notify_cb, self);
    if (response->sip_status->st_status == 202)
      set_state (self, CS_SUBSCRIPTION_PENDING);
    return;
  }

  self->failures = 0;
  refresh_in (self, expires);
}

static void
done_cb (CsExchangeEnd  end,
         const sip_t   *response,
         guint32        cseq,
         gpointer       user_data)
{
  CsSubscription *self = user_data;
  guint min_expires, retry_after;
  CsAskAction action;

  cs_dialog_take_cseq (self->dialog, cseq);
  settle (self);

  if (end != CS_EXCHANGE_ANSWERED) {
    give_up (self, end == CS_EXCHANGE_NO_ANSWER ? CS_ASK_LATER : CS_ASK_REFUSED, 0);
    return;
  }

  min_expires = response->sip_min_expires ? (guint) MIN (response->sip_min_expires->me_delta, G_MAXINT) : 0;
  retry_after = response->sip_retry_after ? (guint) MIN (response->sip_retry_after->af_delta, G_MAXINT) : 0;
  action = cs_subscription_answer_judge ((guint) response->sip_status->st_status, self->expires, min_expires);
  if (action == CS_ASK_DONE) {
    take_success (self, response);
  } else if (action == CS_ASK_LONGER && self->n_longer++ < MAX_LONGER) {
    self->expires = min_expires;
    self->hooks->due (self, self->user_data);
  } else {
    give_up (self, action, retry_after);
  }
}

static void
unsubscribed_cb (CsExchangeEnd  end,
                 const sip_t   *response,
                 guint32        cseq,
                 gpointer       user_data)
{
}

static CsExchange *
send_subscribe (CsSubscription *self,
                guint           expires,
                CsExchangeDone  done)
{
  g_autofree char *headers = g_strdup_printf ("%sEvent: %s\r\nAccept: %s\r\nContact: %s\r\nExpires: %u\r\n",
                                              cs_dialog_get_routes (self->dialog), self->event, self->type, self->contact, expires);
  CsRequest request = { .method = sip_method_subscribe, .method_name = "SUBSCRIBE", .headers = headers };

  cs_dialog_fill (self->dialog, &request);

  return cs_exchange_start (self->flow, self->credentials, &request, done, self);
}

/**
 * cs_subscription_new:
 * @flow: the account's flow; outlives the subscription
 * @credentials: its credentials; outlive the subscription
 * @spec: who subscribes to what
 * @hooks: whom to tell; not copied
 * @user_data: passed to @hooks
 *
 * Returns: (transfer full): a subscription that nobody was asked for
 */
CsSubscription *
cs_subscription_new (CsFlow                    *flow,
                     CsCredentials             *credentials,
                     const CsSubscriptionSpec  *spec,
                     const CsSubscriptionHooks *hooks,
                     gpointer                   user_data)
{
  CsSubscription *self = g_new0 (CsSubscription, 1);

  self->flow = flow;
  self->credentials = credentials;
  self->hooks = hooks;
  self->user_data = user_data;
  self->display_name = g_strdup (spec->display_name);
  self->own_uri = g_strdup (spec->own_uri);
  self->contact = g_strdup (spec->contact);
  self->peer_uri = g_strdup (spec->peer_uri);
  self->event = g_strdup (spec->event);
  self->type = g_strdup (spec->type);
  self->expires = spec->expires;
  self->alarms = cs_alarms_ref (spec->alarms);

  return self;
}

/**
 * cs_subscription_free:
 * @self: (transfer full): a subscription
 */
void
cs_subscription_free (CsSubscription *self)
{
  forget (self);
  cs_alarms_unref (self->alarms);
  g_free (self->display_name);
  g_free (self->own_uri);
  g_free (self->contact);
  g_free (self->peer_uri);
  g_free (self->event);
  g_free (self->type);
  g_free (self);
}

/**
 * cs_subscription_start:
 * @self: a subscription
 *
 * Asks for it, or to keep it on. From here on it is due by itself whenever that is needed, until it is stopped.
 *
 * Returns: whether something was sent: it will be settled
 */
gboolean
cs_subscription_start (CsSubscription *self)
{
  if (self->exchange || !cs_flow_is_open (self->flow))
    return FALSE;

  cs_alarms_clear (self->alarms, &self->alarm);
  if (!self->dialog)
    self->dialog = cs_dialog_new (self->display_name, self->own_uri, self->peer_uri);

  self->exchange = send_subscribe (self, self->expires, done_cb);
  if (!self->exchange)
    return FALSE;

  if (self->state != CS_SUBSCRIPTION_ACTIVE && self->state != CS_SUBSCRIPTION_PENDING)
    self->state = CS_SUBSCRIPTION_ASKED;

  return TRUE;
}

/**
 * cs_subscription_stop:
 * @self: a subscription
 *
 * Forgets what was agreed on, as befits a connection that is gone. Nobody is told.
 */
void
cs_subscription_stop (CsSubscription *self)
{
  forget (self);
  self->state = CS_SUBSCRIPTION_WAITING;
  self->n_longer = 0;
  self->failures = 0;
  self->begun_anew = 0;
}

/**
 * cs_subscription_end:
 * @self: a subscription
 *
 * Stops, and tells the other end, without waiting for an answer.
 */
void
cs_subscription_end (CsSubscription *self)
{
  if (self->dialog && cs_dialog_is_open (self->dialog) && cs_flow_is_open (self->flow)) {
    send_subscribe (self, 0, unsubscribed_cb);
  }
  cs_subscription_stop (self);
}

/**
 * cs_subscription_get_state:
 * @self: a subscription
 *
 * Returns: how it stands
 */
CsSubscriptionState
cs_subscription_get_state (CsSubscription *self)
{
  return self->state;
}

/**
 * cs_subscription_get_call_id:
 * @self: a subscription
 *
 * Returns: (transfer none) (nullable): the Call-ID that news of it carries, of use since it was started
 */
const char *
cs_subscription_get_call_id (CsSubscription *self)
{
  return self->dialog ? cs_dialog_get_call_id (self->dialog) : NULL;
}

/**
 * cs_subscription_has:
 * @self: a subscription
 * @request: a NOTIFY that came in
 *
 * Returns: whether @request is for this subscription
 */
gboolean
cs_subscription_has (CsSubscription *self,
                     const sip_t    *request)
{
  return self->dialog && cs_dialog_has (self->dialog, request);
}

static guint
read_number (const char *text)
{
  guint64 number;

  return text && g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT, &number, NULL) ? (guint) number : 0;
}

static gboolean
is_readable (CsSubscription *self,
             const sip_t    *request)
{
  const char *type = request->sip_content_type ? request->sip_content_type->c_type : NULL;

  return !request->sip_payload || request->sip_payload->pl_len == 0 || (type && g_ascii_strcasecmp (type, self->type) == 0);
}

static void
take_body (CsSubscription *self,
           const sip_t    *request)
{
  const sip_payload_t *payload = request->sip_payload;
  g_autoptr (GBytes) body = payload && payload->pl_len > 0 ? g_bytes_new (payload->pl_data, payload->pl_len) : NULL;

  self->hooks->notified (self, body, self->user_data);
}

static void
take_state (CsSubscription                 *self,
            const sip_subscription_state_t *state,
            const sip_t                    *request)
{
  guint expires = read_number (state->ss_expires);

  if (g_ascii_strcasecmp (state->ss_substate, "terminated") == 0) {
    give_up (self, cs_subscription_answer_judge_reason (state->ss_reason), read_number (state->ss_retry_after));
    return;
  }

  self->failures = 0;
  if (!self->exchange)
    refresh_in (self, expires > 0 ? expires : self->expires);

  if (g_ascii_strcasecmp (state->ss_substate, "active") == 0) {
    self->state = CS_SUBSCRIPTION_ACTIVE;
    take_body (self, request);
  } else {
    /* RFC 6665 section 4.1.3: nothing is said while it is pending. */
    set_state (self, CS_SUBSCRIPTION_PENDING);
  }
}

/**
 * cs_subscription_take_notify:
 * @self: a subscription that has @request
 * @transaction: the request's transaction, which is answered
 * @request: a NOTIFY that came in
 *
 * Takes news of a subscription. @self may be gone afterwards.
 *
 * Returns: 0, or the status with which to answer @transaction
 */
int
cs_subscription_take_notify (CsSubscription *self,
                             nta_incoming_t *transaction,
                             const sip_t    *request)
{
  const sip_subscription_state_t *state = request->sip_subscription_state;
  g_autofree char *accepted = NULL;
  int status;

  if (!request->sip_event || g_ascii_strcasecmp (request->sip_event->o_type, self->event) != 0)
    return 489;
  if (!state || !state->ss_substate)
    return 400;

  status = cs_dialog_take_request (self->dialog, request);
  if (status != 0)
    return status;

  if (!is_readable (self, request)) {
    accepted = g_strdup_printf ("Accept: %s\r\n", self->type);
    nta_incoming_treply (transaction, 415, sip_status_phrase (415), SIPTAG_HEADER_STR (accepted), TAG_END ());
    return 415;
  }

  nta_incoming_treply (transaction, SIP_200_OK, TAG_END ());
  take_state (self, state, request);

  return 200;
}
