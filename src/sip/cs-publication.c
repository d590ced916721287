/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-publication.h"

#include <string.h>

#include "base/cs-text.h"

#include "cs-register-answer.h"
#include "cs-subscription-answer.h"

/* Who ends without a word is seen for as long as this. Most programs ask for an hour; refreshed after four minutes or so this wakes
 * a computer half as often as the keep-alive of its connection does. */
#define DEFAULT_EXPIRES 300
#define MAX_LONGER      2
#define MAX_ANEW        2
#define MAX_TAG         512

/* No exchange raises CSeq by as much. */
#define CSEQ_STEP 8

struct _CsPublication
{
  CsFlow             *flow;
  CsCredentials      *credentials;
  void              (*changed) (gpointer user_data);
  gpointer            changed_data;
  void              (*removed) (gpointer user_data);
  gpointer            removed_data;

  char               *from;
  char               *to;
  char               *uri;
  char               *call_id;
  guint32             cseq;
  guint               expires;

  char               *type;
  char               *body;       /* NULL: nothing is to be published */
  gboolean            is_news;    /* it is not what the server has */
  char               *tag;        /* what the server calls what it has */

  CsPublicationState  state;
  gboolean            is_running;
  CsExchange         *exchange;
  gboolean            removes;    /* what is on its way takes it back */
  guint               n_longer;
  guint               n_anew;
  guint               failures;
  gboolean            rests;      /* the server is not to be asked before the timer is over */
  guint               timer_id;
};

static void send_publish (CsPublication *self);

static void
set_state (CsPublication      *self,
           CsPublicationState  state)
{
  if (self->state == state)
    return;

  self->state = state;
  if (self->changed)
    self->changed (self->changed_data);
}

static gboolean
due_cb (gpointer user_data)
{
  CsPublication *self = user_data;

  self->timer_id = 0;
  self->rests = FALSE;
  send_publish (self);

  return G_SOURCE_REMOVE;
}

static void
be_due (CsPublication *self,
        guint          seconds)
{
  g_clear_handle_id (&self->timer_id, g_source_remove);
  self->timer_id = g_timeout_add_seconds (seconds, due_cb, self);
}

static void
take_tag (CsPublication *self,
          const sip_t   *response)
{
  const char *tag = response->sip_etag ? response->sip_etag->g_string : NULL;

  g_clear_pointer (&self->tag, g_free);
  if (tag && *tag && strlen (tag) <= MAX_TAG && cs_text_is_header_safe (tag, strlen (tag)))
    self->tag = g_strdup (tag);
}

static CsPublicationState
take_success (CsPublication *self,
              const sip_t   *response)
{
  guint expires = response->sip_expires ? (guint) MIN (response->sip_expires->ex_delta, G_MAXINT) : self->expires;

  self->n_longer = 0;
  self->n_anew = 0;
  self->failures = 0;

  if (self->removes) {
    g_clear_pointer (&self->tag, g_free);
    return CS_PUBLICATION_NOTHING;
  }

  take_tag (self, response);
  be_due (self, cs_register_answer_refresh (expires, FALSE, g_random_double ()));

  return CS_PUBLICATION_PUBLISHED;
}

static CsPublicationState
fail (CsPublication *self,
      CsAskAction    action,
      guint          retry_after)
{
  if (action == CS_ASK_REFUSED || action == CS_ASK_NOBODY)
    return CS_PUBLICATION_REFUSED;
  if (action == CS_ASK_UNSUPPORTED)
    return CS_PUBLICATION_UNSUPPORTED;

  self->is_news = TRUE;
  self->rests = TRUE;
  be_due (self, cs_subscription_answer_delay (++self->failures, retry_after, g_random_double ()));

  return CS_PUBLICATION_NOTHING;
}

static CsPublicationState
take_answer (CsPublication *self,
             const sip_t   *response)
{
  guint min_expires = response->sip_min_expires ? (guint) MIN (response->sip_min_expires->me_delta, G_MAXINT) : 0;
  guint retry_after = response->sip_retry_after ? (guint) MIN (response->sip_retry_after->af_delta, G_MAXINT) : 0;
  CsAskAction action = cs_subscription_answer_judge ((guint) response->sip_status->st_status, self->expires, min_expires);

  if (action == CS_ASK_DONE)
    return take_success (self, response);

  if (action == CS_ASK_LONGER && self->n_longer++ < MAX_LONGER) {
    self->expires = min_expires;
    self->is_news = TRUE;
    return self->state;
  }

  if (action == CS_ASK_ANEW && self->n_anew++ < MAX_ANEW) {
    /* RFC 3903 section 4.1: what the server had is gone, so all of it is told again. */
    g_clear_pointer (&self->tag, g_free);
    self->is_news = TRUE;
    return CS_PUBLICATION_NOTHING;
  }

  return fail (self, action, retry_after);
}

static void
remove_done (CsPublication *self)
{
  void (*removed) (gpointer) = self->removed;

  self->removed = NULL;
  if (removed)
    removed (self->removed_data);
}

static void
done_cb (CsExchangeEnd  end,
         const sip_t   *response,
         guint32        cseq,
         gpointer       user_data)
{
  CsPublication *self = user_data;
  CsPublicationState state;

  self->exchange = NULL;
  self->cseq = cseq + 1;

  if (end == CS_EXCHANGE_ANSWERED)
    state = take_answer (self, response);
  else
    state = fail (self, end == CS_EXCHANGE_NO_ANSWER ? CS_ASK_LATER : CS_ASK_REFUSED, 0);

  if (self->is_news && !self->rests && state != CS_PUBLICATION_REFUSED && state != CS_PUBLICATION_UNSUPPORTED)
    send_publish (self);

  if (self->removed && !self->exchange)
    remove_done (self);
  else
    set_state (self, state);
}

static char *
make_headers (CsPublication *self,
              const char    *body)
{
  g_autoptr (GString) headers = g_string_new ("Event: presence\r\n");

  g_string_append_printf (headers, "Expires: %u\r\n", self->removes ? 0 : self->expires);
  if (self->tag)
    g_string_append_printf (headers, "SIP-If-Match: %s\r\n", self->tag);
  if (body)
    g_string_append_printf (headers, "Content-Type: %s\r\n", self->type);

  return g_strdup (headers->str);
}

/* RFC 3903 section 4: what the server has is refreshed without a body, and removed with nothing but its tag. */
static void
send_publish (CsPublication *self)
{
  const char *body = self->is_news || !self->tag ? self->body : NULL;
  g_autofree char *headers = NULL;
  CsRequest request = {
    .method = sip_method_publish,
    .method_name = "PUBLISH",
    .uri = self->uri,
    .from = self->from,
    .to = self->to,
    .call_id = self->call_id,
    .cseq = self->cseq,
    .body = body,
  };

  if (!self->is_running || self->exchange || self->state == CS_PUBLICATION_REFUSED || self->state == CS_PUBLICATION_UNSUPPORTED)
    return;
  if (!self->body && !self->tag) {
    self->is_news = FALSE;
    return;
  }

  g_clear_handle_id (&self->timer_id, g_source_remove);
  self->removes = self->body == NULL;
  headers = make_headers (self, body);
  request.headers = headers;
  self->is_news = FALSE;
  /* Where the exchange is given up, nobody says how far it had come. */
  self->cseq += CSEQ_STEP;
  self->exchange = cs_exchange_start (self->flow, self->credentials, &request, done_cb, self);
  /* Nothing can be sent: the connection is about to be closed, and tells that itself. */
  if (!self->exchange)
    self->is_news = TRUE;
}

/**
 * cs_publication_new:
 * @flow: the account's flow; outlives the publication
 * @credentials: its credentials; outlive the publication
 * @from: the From header of its requests
 * @uri: the account's own URI
 *
 * Returns: (transfer full): a publication of nothing
 */
CsPublication *
cs_publication_new (CsFlow        *flow,
                    CsCredentials *credentials,
                    const char    *from,
                    const char    *uri)
{
  CsPublication *self = g_new0 (CsPublication, 1);

  self->flow = flow;
  self->credentials = credentials;
  self->from = g_strdup (from);
  self->to = g_strdup_printf ("<%s>", uri);
  self->uri = g_strdup (uri);
  self->call_id = g_uuid_string_random ();
  self->cseq = 1;
  self->expires = DEFAULT_EXPIRES;

  return self;
}

/**
 * cs_publication_free:
 * @self: (transfer full): a publication
 */
void
cs_publication_free (CsPublication *self)
{
  cs_publication_stop (self);
  g_free (self->from);
  g_free (self->to);
  g_free (self->uri);
  g_free (self->call_id);
  g_free (self->type);
  g_free (self->body);
  g_free (self->tag);
  g_free (self);
}

/**
 * cs_publication_set_func:
 * @self: a publication
 * @changed: called when it stands in another way
 * @user_data: passed to @changed
 */
void
cs_publication_set_func (CsPublication  *self,
                         void          (*changed) (gpointer user_data),
                         gpointer        user_data)
{
  self->changed = changed;
  self->changed_data = user_data;
}

/**
 * cs_publication_set_body:
 * @self: a publication
 * @type: the media type of @body; a constant of the header that describes it
 * @body: (nullable): what is to be published, or %NULL to take back what was
 *
 * Says what is to be published from now on. Of several in a row, only the last is sent.
 */
void
cs_publication_set_body (CsPublication *self,
                         const char    *type,
                         const char    *body)
{
  if (g_strcmp0 (self->body, body) == 0)
    return;

  g_free (self->type);
  self->type = g_strdup (type);
  g_free (self->body);
  self->body = g_strdup (body);
  self->is_news = TRUE;
  if (!self->rests)
    send_publish (self);
}

/**
 * cs_publication_start:
 * @self: a publication
 *
 * Publishes what there is over the connection that was just registered, and keeps it published. What an earlier connection has
 * published is replaced.
 */
void
cs_publication_start (CsPublication *self)
{
  cs_publication_stop (self);
  self->is_running = TRUE;
  self->is_news = TRUE;
  send_publish (self);
}

/**
 * cs_publication_stop:
 * @self: a publication
 *
 * Ends all activity, without a word to the server.
 */
void
cs_publication_stop (CsPublication *self)
{
  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_clear_pointer (&self->exchange, cs_exchange_cancel);
  self->is_running = FALSE;
  self->n_longer = 0;
  self->n_anew = 0;
  self->failures = 0;
  self->rests = FALSE;
  self->state = CS_PUBLICATION_NOTHING;
  if (self->removed)
    remove_done (self);
}

/**
 * cs_publication_remove:
 * @self: a publication
 * @removed: called once: when the server has answered, when there is nothing to take back, or when the publication is stopped; may
 *   be called before this function returns
 * @user_data: passed to @removed
 *
 * Takes back what is published.
 */
void
cs_publication_remove (CsPublication  *self,
                       void          (*removed) (gpointer user_data),
                       gpointer        user_data)
{
  /* What is on its way is waited for: it has no name yet by which it could be taken back. */
  g_clear_pointer (&self->body, g_free);
  self->is_news = TRUE;
  self->removed = removed;
  self->removed_data = user_data;
  send_publish (self);
  if (!self->exchange)
    remove_done (self);
}

/**
 * cs_publication_get_state:
 * @self: a publication
 *
 * Returns: how it stands
 */
CsPublicationState
cs_publication_get_state (CsPublication *self)
{
  return self->state;
}
