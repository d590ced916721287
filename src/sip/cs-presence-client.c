/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-presence-client-private.h"

#include "cs-header-text.h"
#include "cs-pidf.h"
#include "cs-publication.h"
#include "cs-subscription.h"

/* So many are asked for at a time: a thousand contacts are no storm. */
#define MAX_ASKING 8

#define EXPIRES 3600

/* So many that cannot be watched, and none that can, say that the server has no presence. */
#define MAX_UNSUPPORTED 3

/* Saying goodbye to more than so many would hold up what comes after. The others see that the connection is gone. */
#define MAX_GOODBYES 100

/* In milliseconds, for the server to answer when we go. */
#define GOODBYE_LIMIT 2000

struct _CsPresenceClient
{
  GObject         parent_instance;

  CsFlow         *flow;
  CsCredentials  *credentials;
  CsAddress      *address;
  char           *display_name;
  char           *contact;
  char           *device;

  CsPublication  *publication;
  GHashTable     *watches;       /* Watch by address */
  GQueue          queue;         /* of Watch, to be asked for */
  guint           n_asking;
  guint           n_unsupported;
  gboolean        has_worked;
  gboolean        is_running;
  gboolean        lacking;

  void          (*finished) (gpointer user_data);
  gpointer        finished_data;
  guint           limit_id;
};

/* Somebody who is watched. */
typedef struct {
  CsPresenceClient *client;
  CsAddress        *address;
  CsSubscription   *subscription;
  CsPresence       *presence;
  gboolean          queued;
} Watch;

enum {
  PROP_0,
  PROP_LACKING,
  LAST_PROP
};

enum {
  SIGNAL_PRESENCE,
  N_SIGNALS,
};

static GParamSpec *props[LAST_PROP];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsPresenceClient, cs_presence_client, G_TYPE_OBJECT)

static void
watch_free (gpointer data)
{
  Watch *watch = data;

  if (watch->queued)
    g_queue_remove (&watch->client->queue, watch);
  watch->queued = FALSE;
  cs_subscription_free (watch->subscription);
  g_clear_pointer (&watch->presence, cs_presence_unref);
  cs_address_unref (watch->address);
  g_free (watch);
}

static gboolean
is_asked_for (CsPresenceClient *self,
              Watch            *watch)
{
  return !self->lacking || !cs_host_equal (cs_address_get_host (watch->address), cs_address_get_host (self->address));
}

static void
pump (CsPresenceClient *self)
{
  Watch *watch;

  while (self->is_running && self->n_asking < MAX_ASKING && (watch = g_queue_pop_head (&self->queue))) {
    watch->queued = FALSE;
    if (is_asked_for (self, watch) && cs_subscription_start (watch->subscription))
      self->n_asking++;
  }
}

static void
enqueue (Watch *watch)
{
  if (watch->queued || !watch->client->is_running)
    return;

  watch->queued = TRUE;
  g_queue_push_tail (&watch->client->queue, watch);
}

/* Emits; whoever hears it may be through with @self. */
static void
set_presence (Watch      *watch,
              CsPresence *presence)
{
  g_autoptr (CsAddress) address = cs_address_ref (watch->address);

  if (cs_presence_equal (watch->presence, presence))
    return;

  g_clear_pointer (&watch->presence, cs_presence_unref);
  watch->presence = presence ? cs_presence_ref (presence) : NULL;
  g_signal_emit (watch->client, signals[SIGNAL_PRESENCE], 0, address, presence);
}

static void
set_lacking (CsPresenceClient *self,
             gboolean          lacking)
{
  if (self->lacking == lacking)
    return;

  self->lacking = lacking;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LACKING]);
}

static void
due_cb (CsSubscription *subscription,
        gpointer        user_data)
{
  Watch *watch = user_data;

  enqueue (watch);
  pump (watch->client);
}

static void
settled_cb (CsSubscription *subscription,
            gpointer        user_data)
{
  Watch *watch = user_data;

  watch->client->n_asking--;
  pump (watch->client);
}

static void
changed_cb (CsSubscription *subscription,
            gpointer        user_data)
{
  Watch *watch = user_data;
  g_autoptr (CsPresenceClient) self = g_object_ref (watch->client);

  switch (cs_subscription_get_state (subscription)) {
  case CS_SUBSCRIPTION_UNSUPPORTED:
    self->n_unsupported++;
    set_presence (watch, NULL);
    if (!self->has_worked && self->n_unsupported >= MAX_UNSUPPORTED)
      set_lacking (self, TRUE);
    break;
  case CS_SUBSCRIPTION_WAITING:
  case CS_SUBSCRIPTION_PENDING:
  case CS_SUBSCRIPTION_REFUSED:
  case CS_SUBSCRIPTION_NOBODY:
    set_presence (watch, NULL);
    break;
  case CS_SUBSCRIPTION_ASKED:
  case CS_SUBSCRIPTION_ACTIVE:
  default:
    break;
  }
}

static void
notified_cb (CsSubscription *subscription,
             GBytes         *body,
             gpointer        user_data)
{
  Watch *watch = user_data;
  g_autoptr (CsPresenceClient) self = g_object_ref (watch->client);
  g_autoptr (CsPresence) presence = body ? cs_pidf_parse (body, g_get_real_time ()) : NULL;

  self->has_worked = TRUE;
  /* Nothing is known of somebody who publishes nothing. */
  set_presence (watch, cs_presence_get_state (presence) != CS_PRESENCE_UNKNOWN ? presence : NULL);
}

static void
published_cb (gpointer user_data)
{
  CsPresenceClient *self = user_data;

  if (cs_publication_get_state (self->publication) == CS_PUBLICATION_PUBLISHED)
    self->has_worked = TRUE;
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

  self->is_running = FALSE;
  self->finished = NULL;
  g_clear_handle_id (&self->limit_id, g_source_remove);
  g_clear_pointer (&self->watches, g_hash_table_unref);
  g_clear_pointer (&self->publication, cs_publication_free);

  G_OBJECT_CLASS (cs_presence_client_parent_class)->dispose (object);
}

static void
cs_presence_client_finalize (GObject *object)
{
  CsPresenceClient *self = CS_PRESENCE_CLIENT (object);

  cs_address_unref (self->address);
  g_free (self->display_name);
  g_free (self->contact);
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
}

static void
cs_presence_client_init (CsPresenceClient *self)
{
  g_queue_init (&self->queue);
  self->watches = g_hash_table_new_full ((GHashFunc) cs_address_hash, (GEqualFunc) cs_address_equal, NULL, watch_free);
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
  CsPresenceClient *self = g_object_new (CS_TYPE_PRESENCE_CLIENT, NULL);
  g_autofree char *tag = cs_header_text_new_tag ();
  const char *uri = cs_address_get_uri (identity->address);
  g_autofree char *from = cs_header_text_name_address (identity->display_name, uri, tag);

  self->flow = flow;
  self->credentials = credentials;
  self->address = cs_address_ref (identity->address);
  self->display_name = g_strdup (identity->display_name);
  self->contact = g_strdup (identity->contact);
  self->device = cs_header_text_new_tag ();
  self->publication = cs_publication_new (flow, credentials, from, uri);
  cs_publication_set_func (self->publication, published_cb, self);

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
  GHashTableIter iter;
  gpointer watch;

  set_lacking (self, FALSE);
  if (!self->watches)
    return;

  self->is_running = TRUE;
  self->n_unsupported = 0;
  self->has_worked = FALSE;

  cs_publication_start (self->publication);
  g_hash_table_iter_init (&iter, self->watches);
  while (g_hash_table_iter_next (&iter, NULL, &watch))
    enqueue (watch);
  pump (self);
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
  g_autoptr (GPtrArray) known = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_address_unref);
  GHashTableIter iter;
  gpointer value;

  if (!self->watches)
    return;

  self->is_running = FALSE;
  cs_publication_stop (self->publication);

  g_hash_table_iter_init (&iter, self->watches);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    Watch *watch = value;

    cs_subscription_stop (watch->subscription);
    watch->queued = FALSE;
    if (watch->presence)
      g_ptr_array_add (known, cs_address_ref (watch->address));
  }
  g_queue_clear (&self->queue);

  for (guint i = 0; i < known->len; i++) {
    Watch *watch = self->watches ? g_hash_table_lookup (self->watches, known->pdata[i]) : NULL;

    if (watch)
      set_presence (watch, NULL);
  }
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
  guint n = 0;
  GHashTableIter iter;
  gpointer value;

  self->is_running = FALSE;
  self->finished = finished;
  self->finished_data = user_data;
  self->limit_id = g_timeout_add (GOODBYE_LIMIT, limit_cb, self);

  g_hash_table_iter_init (&iter, self->watches);
  while (g_hash_table_iter_next (&iter, NULL, &value) && n++ < MAX_GOODBYES)
    cs_subscription_end (((Watch *) value)->subscription);

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
  GHashTableIter iter;
  gpointer value;

  if (!self->watches)
    return 481;

  g_hash_table_iter_init (&iter, self->watches);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    Watch *watch = value;

    if (cs_subscription_has (watch->subscription, request))
      return cs_subscription_take_notify (watch->subscription, transaction, request);
  }

  return 481;
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
  static const CsSubscriptionHooks hooks = { due_cb, settled_cb, changed_cb, notified_cb };
  CsSubscriptionSpec spec = { .event = "presence", .type = CS_PIDF_TYPE, .expires = EXPIRES };
  Watch *watch;

  g_return_if_fail (CS_IS_PRESENCE_CLIENT (self));
  g_return_if_fail (address);

  if (!self->watches || g_hash_table_contains (self->watches, address))
    return;

  spec.display_name = self->display_name;
  spec.own_uri = cs_address_get_uri (self->address);
  spec.contact = self->contact;
  spec.peer_uri = cs_address_get_uri (address);

  watch = g_new0 (Watch, 1);
  watch->client = self;
  watch->address = cs_address_ref (address);
  watch->subscription = cs_subscription_new (self->flow, self->credentials, &spec, &hooks, watch);
  g_hash_table_insert (self->watches, watch->address, watch);
  enqueue (watch);
  pump (self);
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
  Watch *watch;

  g_return_if_fail (CS_IS_PRESENCE_CLIENT (self));
  g_return_if_fail (address);

  watch = self->watches ? g_hash_table_lookup (self->watches, address) : NULL;
  if (!watch)
    return;

  cs_subscription_end (watch->subscription);
  g_hash_table_remove (self->watches, address);
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
  Watch *watch;

  g_return_val_if_fail (CS_IS_PRESENCE_CLIENT (self), NULL);

  watch = self->watches ? g_hash_table_lookup (self->watches, address) : NULL;

  return watch ? watch->presence : NULL;
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
