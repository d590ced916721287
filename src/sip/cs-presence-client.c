/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-presence-client-private.h"

#include "cs-header-text.h"
#include "cs-pidf.h"
#include "cs-publication.h"
#include "cs-watch-set.h"

/* In milliseconds, for the server to answer when we go. */
#define GOODBYE_LIMIT 2000

struct _CsPresenceClient
{
  GObject         parent_instance;

  CsAddress      *address;
  char           *device;

  CsPublication  *publication;
  CsWatchSet     *watches;
  gboolean        lacking;

  void          (*finished) (gpointer user_data);
  gpointer        finished_data;
  guint           limit_id;
};

enum {
  PROP_0,
  PROP_LACKING,
  LAST_PROP
};

enum {
  SIGNAL_PRESENCE,
  SIGNAL_ANSWER,
  N_SIGNALS,
};

static GParamSpec *props[LAST_PROP];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsPresenceClient, cs_presence_client, G_TYPE_OBJECT)

static void
set_lacking (CsPresenceClient *self,
             gboolean          lacking)
{
  if (self->lacking == lacking)
    return;

  self->lacking = lacking;
  if (lacking)
    cs_watch_set_stay_home (self->watches);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LACKING]);
}

static void
presence_cb (CsAddress  *address,
             CsPresence *presence,
             gpointer    user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_PRESENCE], 0, address, presence);
}

static void
answered_cb (CsAddress     *address,
             CsWatchAnswer  answer,
             gpointer       user_data)
{
  g_signal_emit (user_data, signals[SIGNAL_ANSWER], 0, address, (int) answer);
}

static void
lacking_cb (gpointer user_data)
{
  set_lacking (user_data, TRUE);
}

static void
published_cb (gpointer user_data)
{
  CsPresenceClient *self = user_data;

  if (cs_publication_get_state (self->publication) == CS_PUBLICATION_PUBLISHED)
    cs_watch_set_set_worked (self->watches);
  else if (cs_publication_get_state (self->publication) == CS_PUBLICATION_UNSUPPORTED)
    set_lacking (self, TRUE);
}

static void
finish_done (CsPresenceClient *self)
{
  void (*finished) (gpointer) = self->finished;

  g_clear_handle_id (&self->limit_id, g_source_remove);
  self->finished = NULL;
  if (finished)
    finished (self->finished_data);
}

static void
removed_cb (gpointer user_data)
{
  finish_done (user_data);
}

static gboolean
limit_cb (gpointer user_data)
{
  CsPresenceClient *self = user_data;

  self->limit_id = 0;
  finish_done (self);

  return G_SOURCE_REMOVE;
}

static void
cs_presence_client_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  CsPresenceClient *self = CS_PRESENCE_CLIENT (object);

  switch (prop_id) {
  case PROP_LACKING:
    g_value_set_boolean (value, self->lacking);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_presence_client_dispose (GObject *object)
{
  CsPresenceClient *self = CS_PRESENCE_CLIENT (object);

  self->finished = NULL;
  g_clear_handle_id (&self->limit_id, g_source_remove);
  g_clear_pointer (&self->watches, cs_watch_set_free);
  g_clear_pointer (&self->publication, cs_publication_free);

  G_OBJECT_CLASS (cs_presence_client_parent_class)->dispose (object);
}

static void
cs_presence_client_finalize (GObject *object)
{
  CsPresenceClient *self = CS_PRESENCE_CLIENT (object);

  cs_address_unref (self->address);
  g_free (self->device);

  G_OBJECT_CLASS (cs_presence_client_parent_class)->finalize (object);
}

static void
cs_presence_client_class_init (CsPresenceClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cs_presence_client_get_property;
  object_class->dispose = cs_presence_client_dispose;
  object_class->finalize = cs_presence_client_finalize;

  /**
   * CsPresenceClient:lacking:
   *
   * Whether the server has said that it has no presence. It is asked again with the next connection.
   */
  props[PROP_LACKING] =
    g_param_spec_boolean ("lacking", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, LAST_PROP, props);

  /**
   * CsPresenceClient::presence:
   * @address: somebody who is watched
   * @presence: (nullable): what is known of them; nothing where it is %NULL
   *
   * Something else is known of somebody.
   */
  signals[SIGNAL_PRESENCE] = g_signal_new ("presence", CS_TYPE_PRESENCE_CLIENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 2, CS_TYPE_ADDRESS, CS_TYPE_PRESENCE);

  /**
   * CsPresenceClient::answer:
   * @address: somebody who is watched
   * @answer: a [enum@WatchAnswer]
   *
   * It stands otherwise with the wish to watch somebody.
   */
  signals[SIGNAL_ANSWER] = g_signal_new ("answer", CS_TYPE_PRESENCE_CLIENT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 2, CS_TYPE_ADDRESS, G_TYPE_INT);
}

static void
cs_presence_client_init (CsPresenceClient *self)
{
}

/*< private >
 * cs_presence_client_new:
 * @flow: the account's flow; outlives the client's work, which ends when it is disposed of
 * @credentials: its credentials; the same
 * @identity: who is at work
 *
 * Returns: (transfer full): a client that does nothing yet
 */
CsPresenceClient *
cs_presence_client_new (CsFlow                   *flow,
                        CsCredentials            *credentials,
                        const CsPresenceIdentity *identity)
{
  static const CsWatchSetHooks hooks = { presence_cb, answered_cb, lacking_cb };
  CsPresenceClient *self = g_object_new (CS_TYPE_PRESENCE_CLIENT, NULL);
  g_autofree char *tag = cs_header_text_new_tag ();
  const char *uri = cs_address_get_uri (identity->address);
  g_autofree char *from = cs_header_text_name_address (identity->display_name, uri, tag);

  self->address = cs_address_ref (identity->address);
  self->device = cs_header_text_new_tag ();
  self->publication = cs_publication_new (flow, credentials, from, uri);
  cs_publication_set_func (self->publication, published_cb, self);
  self->watches = cs_watch_set_new (flow, credentials, identity, &hooks, self);

  return self;
}

/*< private >
 * cs_presence_client_start:
 * @self: a client
 *
 * Begins to work over the connection that was just registered.
 */
void
cs_presence_client_start (CsPresenceClient *self)
{
  set_lacking (self, FALSE);
  if (!self->watches)
    return;

  cs_publication_start (self->publication);
  cs_watch_set_start (self->watches);
}

/*< private >
 * cs_presence_client_stop:
 * @self: a client
 *
 * Ends all activity without a word to the server. Nothing is known of anybody any more.
 */
void
cs_presence_client_stop (CsPresenceClient *self)
{
  g_autoptr (CsPresenceClient) alive = g_object_ref (self);

  if (!self->watches)
    return;

  cs_publication_stop (self->publication);
  cs_watch_set_stop (self->watches);
}

/*< private >
 * cs_presence_client_finish:
 * @self: a client
 * @finished: called once, when the server has answered or two seconds are over; may be called before this function returns
 * @user_data: passed to @finished
 *
 * Ends all activity: takes back what is published, and the subscriptions.
 */
void
cs_presence_client_finish (CsPresenceClient  *self,
                           void             (*finished) (gpointer user_data),
                           gpointer           user_data)
{
  self->finished = finished;
  self->finished_data = user_data;
  self->limit_id = g_timeout_add (GOODBYE_LIMIT, limit_cb, self);

  cs_watch_set_end (self->watches);
  cs_publication_remove (self->publication, removed_cb, self);
}

/*< private >
 * cs_presence_client_take_notify:
 * @self: a client
 * @transaction: the request's transaction
 * @request: a NOTIFY
 *
 * Takes news. One that nobody asked for is refused (RFC 6665 section 4.1.3).
 *
 * Returns: 0, or the status with which to answer @transaction
 */
int
cs_presence_client_take_notify (CsPresenceClient *self,
                                nta_incoming_t   *transaction,
                                const sip_t      *request)
{
  return self->watches ? cs_watch_set_take_notify (self->watches, transaction, request) : 481;
}

/**
 * cs_presence_client_publish:
 * @self: a client
 * @presence: (nullable): what those who watch us are to see; nothing at all where it is %NULL or offline
 *
 * Says how we are, now and after each new connection.
 */
void
cs_presence_client_publish (CsPresenceClient *self,
                            CsPresence       *presence)
{
  g_autofree char *body = NULL;

  g_return_if_fail (CS_IS_PRESENCE_CLIENT (self));

  if (!self->publication)
    return;

  if (presence && cs_presence_get_state (presence) > CS_PRESENCE_OFFLINE)
    body = cs_pidf_build (presence, cs_address_get_uri (self->address), self->device);
  cs_publication_set_body (self->publication, CS_PIDF_TYPE, body);
}

/**
 * cs_presence_client_watch:
 * @self: a client
 * @address: somebody
 *
 * Watches somebody, from now on or from the next connection on.
 */
void
cs_presence_client_watch (CsPresenceClient *self,
                          CsAddress        *address)
{
  g_return_if_fail (CS_IS_PRESENCE_CLIENT (self));
  g_return_if_fail (address);

  if (self->watches)
    cs_watch_set_add (self->watches, address);
}

/**
 * cs_presence_client_unwatch:
 * @self: a client
 * @address: somebody
 *
 * Watches somebody no longer. Nothing is heard of them from here on.
 */
void
cs_presence_client_unwatch (CsPresenceClient *self,
                            CsAddress        *address)
{
  g_return_if_fail (CS_IS_PRESENCE_CLIENT (self));
  g_return_if_fail (address);

  if (self->watches)
    cs_watch_set_remove (self->watches, address);
}

/**
 * cs_presence_client_get:
 * @self: a client
 * @address: somebody
 *
 * Returns: (transfer none) (nullable): what is known of them
 */
CsPresence *
cs_presence_client_get (CsPresenceClient *self,
                        CsAddress        *address)
{
  g_return_val_if_fail (CS_IS_PRESENCE_CLIENT (self), NULL);

  return self->watches ? cs_watch_set_get (self->watches, address) : NULL;
}

/**
 * cs_presence_client_is_lacking:
 * @self: a client
 *
 * Returns: whether the server has said that it has no presence
 */
gboolean
cs_presence_client_is_lacking (CsPresenceClient *self)
{
  g_return_val_if_fail (CS_IS_PRESENCE_CLIENT (self), FALSE);

  return self->lacking;
}
