/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-registration.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "base/cs-error.h"
#include "base/cs-text.h"

#include "cs-exchange.h"
#include "cs-header-text.h"
#include "cs-register-answer.h"

#define DEFAULT_EXPIRES 3600
#define MAX_LONGER      2
#define PATIENCE        (10 * 1000)

/* RFC 5626 section 4.4.1 */
#define PING_INTERVAL   (120 * 1000)

/* No exchange raises CSeq by as much. */
#define CSEQ_STEP       8

struct _CsRegistration
{
  CsFlow        *flow;
  CsLink        *link;
  CsCredentials *credentials;
  void         (*registered) (gpointer user_data);
  gpointer       registered_data;
  void         (*removed) (gpointer user_data);
  gpointer       removed_data;

  char          *registrar;
  char          *from;
  char          *to;
  char          *contact;
  char          *call_id;
  guint32        cseq;
  guint          expires;

  CsExchange    *exchange;
  guint          n_longer;
  guint          refresh_id;
  guint          probe_id;
  gboolean       is_registered;
  gboolean       pongs_promised;
};

static void send_register (CsRegistration *self,
                           guint           expires);

static gboolean
refresh_cb (gpointer user_data)
{
  CsRegistration *self = user_data;

  self->refresh_id = 0;
  if (!self->exchange)
    send_register (self, self->expires);

  return G_SOURCE_REMOVE;
}

/* How long the server keeps our contact: as it says for the contact, else for all, else as we asked. */
static guint
read_expires (CsRegistration *self,
              const sip_t    *response)
{
  for (const sip_contact_t *contact = response->sip_contact; contact; contact = contact->m_next) {
    const char *host = contact->m_url->url_host;

    if (host && contact->m_expires && strstr (self->contact, host))
      return (guint) g_ascii_strtoull (contact->m_expires, NULL, 10);
  }

  if (response->sip_expires)
    return (guint) MIN (response->sip_expires->ex_delta, G_MAXINT);

  return self->expires;
}

/* RFC 5626 sections 4.4.1 and 5: a server that takes part in outbound answers pings, and may say how often it wants them. */
static void
start_keep_alive (CsRegistration *self,
                  const sip_t    *response)
{
  guint64 interval = PING_INTERVAL;

  self->pongs_promised = sip_has_feature (response->sip_require, "outbound");

  for (const sip_unknown_t *header = response->sip_unknown; header; header = header->un_next) {
    if (g_ascii_strcasecmp (header->un_name, "Flow-Timer") != 0 || !header->un_value)
      continue;
    self->pongs_promised = TRUE;
    if (g_ascii_string_to_unsigned (header->un_value, 10, 1, 24 * 3600, &interval, NULL))
      interval *= 1000;
  }

  cs_flow_set_keep_alive (self->flow, (guint) interval, PATIENCE);
}

static void
take_success (CsRegistration *self,
              const sip_t    *response)
{
  gboolean first = !self->is_registered;
  guint delay = cs_register_answer_refresh (read_expires (self, response), first, g_random_double ());

  self->n_longer = 0;
  self->is_registered = TRUE;
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  self->refresh_id = g_timeout_add_seconds (delay, refresh_cb, self);

  if (first) {
    start_keep_alive (self, response);
    self->registered (self->registered_data);
  }
}

static void
stop_forbidden (CsRegistration *self,
                const sip_t    *response)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *phrase = cs_text_make_visible (response->sip_status->st_phrase ? response->sip_status->st_phrase : "");

  /* Translators: %d is a status number and %s the server's own words, like "403 Forbidden". */
  error = g_error_new (CS_ERROR, CS_ERROR_FORBIDDEN, _("The server does not let this account sign in (%d %s)."),
                       response->sip_status->st_status, phrase);
  cs_link_stop (self->link, error);
}

/* The server wants to know who we are, and what it has got does not do. */
static void
stop_unknown (CsRegistration *self,
              CsExchangeEnd   end)
{
  g_autoptr (GError) error = NULL;

  if (end == CS_EXCHANGE_PASSWORD_REJECTED)
    error = g_error_new_literal (CS_ERROR, CS_ERROR_AUTHENTICATION, _("The server does not accept this name and password."));
  else if (!cs_credentials_has_secret (self->credentials))
    error = g_error_new_literal (CS_ERROR, CS_ERROR_AUTHENTICATION, _("The server asks for a password."));
  else
    error = g_error_new_literal (CS_ERROR, CS_ERROR_UNSUPPORTED, _("The server asks for a way to sign in that is not supported."));

  /* Never tried twice: it is gone from here on. */
  if (end == CS_EXCHANGE_PASSWORD_REJECTED)
    cs_credentials_set_secret (self->credentials, NULL);

  cs_link_stop (self->link, error);
}

static void
fail_link (CsRegistration *self,
           const sip_t    *response)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *phrase = cs_text_make_visible (response->sip_status->st_phrase ? response->sip_status->st_phrase : "");
  guint retry_after = response->sip_retry_after ? (guint) MIN (response->sip_retry_after->af_delta, G_MAXINT) : 0;

  /* Translators: %d is a status number and %s the server's own words, like "503 Service Unavailable". */
  error = g_error_new (CS_ERROR, CS_ERROR_REJECTED, _("The server cannot sign you in now (%d %s)."),
                       response->sip_status->st_status, phrase);
  cs_link_fail (self->link, error, retry_after);
}

static void
fail_silent (CsRegistration *self)
{
  g_autoptr (GError) error = g_error_new_literal (CS_ERROR, CS_ERROR_TIMED_OUT, _("The server does not answer."));

  /* A connection that is gone has told its own reason. */
  if (cs_link_is_open (self->link))
    cs_link_fail (self->link, error, 0);
}

static void
take_answer (CsRegistration *self,
             CsExchangeEnd   end,
             const sip_t    *response)
{
  guint min_expires = response->sip_min_expires ? (guint) MIN (response->sip_min_expires->me_delta, G_MAXINT) : 0;

  switch (cs_register_answer_judge ((guint) response->sip_status->st_status, self->expires, min_expires)) {
  case CS_REGISTER_DONE:
    take_success (self, response);
    break;
  case CS_REGISTER_LONGER:
    if (++self->n_longer > MAX_LONGER) {
      fail_link (self, response);
    } else {
      self->expires = min_expires;
      send_register (self, self->expires);
    }
    break;
  case CS_REGISTER_UNKNOWN:
    stop_unknown (self, end);
    break;
  case CS_REGISTER_FORBIDDEN:
    stop_forbidden (self, response);
    break;
  case CS_REGISTER_LATER:
  default:
    fail_link (self, response);
    break;
  }
}

/* Each of the calls into the link may close it, which ends in cs_registration_stop(). */
static void
register_done_cb (CsExchangeEnd  end,
                  const sip_t   *response,
                  guint32        cseq,
                  gpointer       user_data)
{
  CsRegistration *self = user_data;

  self->exchange = NULL;
  self->cseq = cseq + 1;
  g_clear_handle_id (&self->probe_id, g_source_remove);

  if (end == CS_EXCHANGE_NO_ANSWER)
    fail_silent (self);
  else
    take_answer (self, end, response);
}

static void
remove_done (CsRegistration *self)
{
  void (*removed) (gpointer) = self->removed;

  g_clear_handle_id (&self->probe_id, g_source_remove);
  self->is_registered = FALSE;
  self->removed = NULL;
  if (removed)
    removed (self->removed_data);
}

static void
remove_done_cb (CsExchangeEnd  end,
                const sip_t   *response,
                guint32        cseq,
                gpointer       user_data)
{
  CsRegistration *self = user_data;

  self->exchange = NULL;
  remove_done (self);
}

static gboolean
remove_timeout_cb (gpointer user_data)
{
  CsRegistration *self = user_data;

  self->probe_id = 0;
  g_clear_pointer (&self->exchange, cs_exchange_cancel);
  remove_done (self);

  return G_SOURCE_REMOVE;
}

static void
send_register (CsRegistration *self,
               guint           expires)
{
  g_autofree char *headers = g_strdup_printf ("Contact: %s\r\nExpires: %u\r\nSupported: outbound, path, gruu\r\n"
                                              "Allow: MESSAGE, NOTIFY, OPTIONS\r\n",
                                              self->contact, expires);
  CsRequest request = {
    .method = sip_method_register,
    .method_name = "REGISTER",
    .uri = self->registrar,
    .from = self->from,
    .to = self->to,
    .call_id = self->call_id,
    .cseq = self->cseq,
    .headers = headers,
  };

  /* Where the exchange is given up, nobody says how far it had come. */
  self->cseq += CSEQ_STEP;
  self->exchange = cs_exchange_start (self->flow, self->credentials, &request,
                                      expires > 0 ? register_done_cb : remove_done_cb, self);
  if (self->exchange)
    cs_exchange_trust (self->exchange);
}

/**
 * cs_registration_new:
 * @flow: the account's flow; outlives the registration
 * @link: its link
 * @credentials: its credentials; outlive the registration
 * @identity: who registers; copied
 *
 * Returns: (transfer full): a registration that is not started
 */
CsRegistration *
cs_registration_new (CsFlow                       *flow,
                     CsLink                       *link,
                     CsCredentials                *credentials,
                     const CsRegistrationIdentity *identity)
{
  CsRegistration *self = g_new0 (CsRegistration, 1);
  const char *uri = cs_address_get_uri (identity->address);
  const char *at = strchr (uri, '@');

  self->flow = flow;
  self->link = g_object_ref (link);
  self->credentials = credentials;
  /* RFC 3261 section 10.2: the registrar is the domain of the address. */
  self->registrar = g_strdup_printf ("sip:%s", at ? at + 1 : uri + strlen ("sip:"));
  self->from = g_strdup (identity->from);
  self->to = cs_header_text_name_address (NULL, uri, NULL);
  self->contact = g_strdup (identity->contact);
  self->call_id = g_uuid_string_random ();
  self->cseq = 1;
  self->expires = DEFAULT_EXPIRES;

  return self;
}

/**
 * cs_registration_free:
 * @self: (transfer full): a registration
 */
void
cs_registration_free (CsRegistration *self)
{
  cs_registration_stop (self);
  g_object_unref (self->link);
  g_free (self->registrar);
  g_free (self->from);
  g_free (self->to);
  g_free (self->contact);
  g_free (self->call_id);
  g_free (self);
}

/**
 * cs_registration_set_func:
 * @self: a registration
 * @registered: called when a connection is registered for the first time; may free the registration
 * @user_data: passed to @registered
 */
void
cs_registration_set_func (CsRegistration  *self,
                          void           (*registered) (gpointer user_data),
                          gpointer         user_data)
{
  self->registered = registered;
  self->registered_data = user_data;
}

/**
 * cs_registration_start:
 * @self: a registration
 *
 * Registers over the flow, which has just been opened, and keeps registered. A failure fails or stops the link with its
 * reason.
 */
void
cs_registration_start (CsRegistration *self)
{
  cs_registration_stop (self);
  self->n_longer = 0;
  send_register (self, self->expires);
  if (!self->exchange)
    fail_silent (self);
}

/**
 * cs_registration_stop:
 * @self: a registration
 *
 * Ends all activity, without a word to the server.
 */
void
cs_registration_stop (CsRegistration *self)
{
  g_clear_handle_id (&self->refresh_id, g_source_remove);
  g_clear_handle_id (&self->probe_id, g_source_remove);
  g_clear_pointer (&self->exchange, cs_exchange_cancel);
  self->is_registered = FALSE;
  if (self->removed)
    remove_done (self);
}

static gboolean
probe_timeout_cb (gpointer user_data)
{
  CsRegistration *self = user_data;
  g_autoptr (GError) error = g_error_new_literal (CS_ERROR, CS_ERROR_CONNECTION_LOST, _("The server does not answer any more."));

  self->probe_id = 0;
  cs_link_fail (self->link, error, 0);

  return G_SOURCE_REMOVE;
}

/**
 * cs_registration_probe:
 * @self: a registration
 *
 * Called when a keep-alive ping was not answered: the connection is lost if the server has answered one before or had promised to.
 * Not every server knows these pings, so others are asked for a sign of life by registering anew.
 */
void
cs_registration_probe (CsRegistration *self)
{
  if (self->removed)
    return;

  if (self->pongs_promised || cs_flow_has_pong (self->flow)) {
    g_clear_handle_id (&self->probe_id, g_source_remove);
    probe_timeout_cb (self);
    return;
  }

  if (self->probe_id)
    return;

  self->probe_id = g_timeout_add (PATIENCE, probe_timeout_cb, self);
  if (!self->exchange)
    send_register (self, self->expires);
}

/**
 * cs_registration_remove:
 * @self: a registration
 * @removed: called once, when the server has answered or two seconds are over
 * @user_data: passed to @removed
 *
 * Takes the registration back (RFC 3261 section 10.2.2).
 */
void
cs_registration_remove (CsRegistration  *self,
                        void           (*removed) (gpointer user_data),
                        gpointer         user_data)
{
  gboolean was_registered = self->is_registered && cs_flow_is_open (self->flow);

  cs_registration_stop (self);

  self->removed = removed;
  self->removed_data = user_data;
  if (was_registered)
    send_register (self, 0);

  if (self->exchange)
    self->probe_id = g_timeout_add (2000, remove_timeout_cb, self);
  else
    remove_done (self);
}
