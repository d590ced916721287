/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-watch-set.h"

#include "cs-pidf.h"
#include "cs-subscription.h"

/* So many are asked for at a time: a thousand contacts are no storm. */
#define MAX_ASKING 8

#define EXPIRES 3600

/* So many that cannot be watched, and none that can, say that the server has no presence. */
#define MAX_UNSUPPORTED 3

/* Saying goodbye to more than so many would hold up what comes after. The others see that the connection is gone. */
#define MAX_GOODBYES 100

struct _CsWatchSet
{
  gatomicrefcount  ref_count;
  CsFlow          *flow;
  CsCredentials   *credentials;
  CsAddress       *address;
  char            *display_name;
  char            *contact;
  CsWatchSetHooks  hooks;
  gpointer         user_data;

  GHashTable      *watches;       /* Watch by address; NULL once freed */
  GHashTable      *by_call_id;    /* the same; a Call-ID of a subscription that is over may be left */
  CsAlarms        *alarms;
  GQueue           queue;         /* of Watch, to be asked for */
  guint            n_asking;
  guint            n_unsupported;
  gboolean         has_worked;
  gboolean         is_running;
  gboolean         stays_home;    /* nobody of the own domain is asked for */
};

/* Somebody who is watched. */
typedef struct {
  CsWatchSet     *set;
  CsAddress      *address;
  CsSubscription *subscription;
  char           *call_id;        /* in the set's table; NULL before it was asked for */
  CsPresence     *presence;
  CsWatchAnswer   answer;
  gboolean        queued;
} Watch;

static void
set_call_id (Watch      *watch,
             const char *call_id)
{
  if (g_strcmp0 (watch->call_id, call_id) == 0)
    return;

  if (watch->call_id)
    g_hash_table_remove (watch->set->by_call_id, watch->call_id);
  g_free (watch->call_id);
  watch->call_id = g_strdup (call_id);
  if (call_id)
    g_hash_table_insert (watch->set->by_call_id, watch->call_id, watch);
}

static void
watch_free (gpointer data)
{
  Watch *watch = data;

  set_call_id (watch, NULL);

  if (watch->queued)
    g_queue_remove (&watch->set->queue, watch);
  watch->queued = FALSE;
  cs_subscription_free (watch->subscription);
  g_clear_pointer (&watch->presence, cs_presence_unref);
  cs_address_unref (watch->address);
  g_free (watch);
}

static void
cs_watch_set_unref (CsWatchSet *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->by_call_id);
  cs_alarms_unref (self->alarms);
  cs_address_unref (self->address);
  g_free (self->display_name);
  g_free (self->contact);
  g_free (self);
}

/* Lives on for as long as somebody is being told of something. */
static CsWatchSet *
cs_watch_set_ref (CsWatchSet *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsWatchSet, cs_watch_set_unref)

static gboolean
is_asked_for (CsWatchSet *self,
              Watch      *watch)
{
  return !self->stays_home || !cs_host_equal (cs_address_get_host (watch->address), cs_address_get_host (self->address));
}

static void
pump (CsWatchSet *self)
{
  Watch *watch;

  while (self->is_running && self->n_asking < MAX_ASKING && (watch = g_queue_pop_head (&self->queue))) {
    watch->queued = FALSE;
    if (is_asked_for (self, watch) && cs_subscription_start (watch->subscription)) {
      set_call_id (watch, cs_subscription_get_call_id (watch->subscription));
      self->n_asking++;
    }
  }
}

static void
enqueue (Watch *watch)
{
  if (watch->queued || !watch->set->is_running)
    return;

  watch->queued = TRUE;
  g_queue_push_tail (&watch->set->queue, watch);
}

/* Whoever hears it may be through with @watch. */
static void
set_presence (Watch      *watch,
              CsPresence *presence)
{
  g_autoptr (CsWatchSet) self = cs_watch_set_ref (watch->set);
  g_autoptr (CsAddress) address = cs_address_ref (watch->address);

  if (cs_presence_equal (watch->presence, presence))
    return;

  g_clear_pointer (&watch->presence, cs_presence_unref);
  watch->presence = presence ? cs_presence_ref (presence) : NULL;
  self->hooks.presence (address, presence, self->user_data);
}

/* The same. */
static void
set_answer (Watch         *watch,
            CsWatchAnswer  answer)
{
  g_autoptr (CsWatchSet) self = cs_watch_set_ref (watch->set);
  g_autoptr (CsAddress) address = cs_address_ref (watch->address);

  if (watch->answer == answer)
    return;

  watch->answer = answer;
  self->hooks.answered (address, answer, self->user_data);
}

static void
due_cb (CsSubscription *subscription,
        gpointer        user_data)
{
  Watch *watch = user_data;

  enqueue (watch);
  pump (watch->set);
}

static void
settled_cb (CsSubscription *subscription,
            gpointer        user_data)
{
  Watch *watch = user_data;

  watch->set->n_asking--;
  pump (watch->set);
}

static void
take (Watch         *watch,
      CsPresence    *presence,
      CsWatchAnswer  answer)
{
  g_autoptr (CsWatchSet) self = cs_watch_set_ref (watch->set);
  g_autoptr (CsAddress) address = cs_address_ref (watch->address);

  set_presence (watch, presence);
  watch = self->watches ? g_hash_table_lookup (self->watches, address) : NULL;
  if (watch)
    set_answer (watch, answer);
}

static void
changed_cb (CsSubscription *subscription,
            gpointer        user_data)
{
  Watch *watch = user_data;
  g_autoptr (CsWatchSet) self = cs_watch_set_ref (watch->set);

  switch (cs_subscription_get_state (subscription)) {
  case CS_SUBSCRIPTION_UNSUPPORTED:
    self->n_unsupported++;
    set_presence (watch, NULL);
    if (self->watches && !self->has_worked && self->n_unsupported >= MAX_UNSUPPORTED)
      self->hooks.lacking (self->user_data);
    break;
  case CS_SUBSCRIPTION_PENDING:
    take (watch, NULL, CS_WATCH_ANSWER_PENDING);
    break;
  case CS_SUBSCRIPTION_REFUSED:
    take (watch, NULL, CS_WATCH_ANSWER_REFUSED);
    break;
  case CS_SUBSCRIPTION_WAITING:
  case CS_SUBSCRIPTION_NOBODY:
    take (watch, NULL, CS_WATCH_ANSWER_NONE);
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
  g_autoptr (CsPresence) presence = body ? cs_pidf_parse (body, g_get_real_time ()) : NULL;

  watch->set->has_worked = TRUE;
  /* Of somebody who publishes nothing, or lets one see nothing without saying so, it is known that nothing is. */
  if (!presence)
    presence = cs_presence_new (CS_PRESENCE_UNKNOWN, CS_ACTIVITY_NONE, NULL, 0, 0);
  take (watch, presence, CS_WATCH_ANSWER_NONE);
}

/*< private >
 * cs_watch_set_new:
 * @flow: the account's flow; outlives the set
 * @credentials: its credentials; the same
 * @identity: who watches
 * @hooks: who is told
 * @user_data: passed to @hooks
 *
 * Returns: (transfer full): a set of nobody, that does nothing yet
 */
CsWatchSet *
cs_watch_set_new (CsFlow                   *flow,
                  CsCredentials            *credentials,
                  const CsPresenceIdentity *identity,
                  const CsWatchSetHooks    *hooks,
                  gpointer                  user_data)
{
  CsWatchSet *self = g_new0 (CsWatchSet, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->flow = flow;
  self->credentials = credentials;
  self->address = cs_address_ref (identity->address);
  self->display_name = g_strdup (identity->display_name);
  self->contact = g_strdup (identity->contact);
  self->hooks = *hooks;
  self->user_data = user_data;
  g_queue_init (&self->queue);
  self->watches = g_hash_table_new_full ((GHashFunc) cs_address_hash, (GEqualFunc) cs_address_equal, NULL, watch_free);
  self->by_call_id = g_hash_table_new (g_str_hash, g_str_equal);
  self->alarms = cs_alarms_new ();

  return self;
}

/*< private >
 * cs_watch_set_free:
 * @self: (transfer full): a set
 *
 * Ends it without a word to the server. Nobody is told of anything any more.
 */
void
cs_watch_set_free (CsWatchSet *self)
{
  self->is_running = FALSE;
  g_clear_pointer (&self->watches, g_hash_table_unref);
  cs_watch_set_unref (self);
}

/*< private >
 * cs_watch_set_start:
 * @self: a set
 *
 * Begins to ask over the connection that was just registered.
 */
void
cs_watch_set_start (CsWatchSet *self)
{
  GHashTableIter iter;
  gpointer watch;

  self->is_running = TRUE;
  self->stays_home = FALSE;
  self->n_unsupported = 0;
  self->has_worked = FALSE;

  g_hash_table_iter_init (&iter, self->watches);
  while (g_hash_table_iter_next (&iter, NULL, &watch))
    enqueue (watch);
  pump (self);
}

/*< private >
 * cs_watch_set_stop:
 * @self: a set
 *
 * Ends all activity without a word to the server. Nothing is known of anybody any more.
 */
void
cs_watch_set_stop (CsWatchSet *self)
{
  g_autoptr (CsWatchSet) alive = cs_watch_set_ref (self);
  g_autoptr (GPtrArray) known = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_address_unref);
  GHashTableIter iter;
  gpointer value;

  self->is_running = FALSE;
  g_hash_table_iter_init (&iter, self->watches);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    Watch *watch = value;

    cs_subscription_stop (watch->subscription);
    watch->queued = FALSE;
    if (watch->presence || watch->answer != CS_WATCH_ANSWER_NONE)
      g_ptr_array_add (known, cs_address_ref (watch->address));
  }
  g_queue_clear (&self->queue);

  for (guint i = 0; i < known->len; i++) {
    Watch *watch = self->watches ? g_hash_table_lookup (self->watches, known->pdata[i]) : NULL;

    if (watch)
      take (watch, NULL, CS_WATCH_ANSWER_NONE);
  }
}

/*< private >
 * cs_watch_set_end:
 * @self: a set
 *
 * Tells the server that nothing more is asked for, without waiting for an answer.
 */
void
cs_watch_set_end (CsWatchSet *self)
{
  guint n = 0;
  GHashTableIter iter;
  gpointer value;

  self->is_running = FALSE;
  g_hash_table_iter_init (&iter, self->watches);
  while (g_hash_table_iter_next (&iter, NULL, &value) && n++ < MAX_GOODBYES)
    cs_subscription_end (((Watch *) value)->subscription);
}

/*< private >
 * cs_watch_set_set_worked:
 * @self: a set
 *
 * Says that the server has presence, whatever it says of somebody in particular.
 */
void
cs_watch_set_set_worked (CsWatchSet *self)
{
  self->has_worked = TRUE;
}

/*< private >
 * cs_watch_set_stay_home:
 * @self: a set
 *
 * Says that the server has no presence: until the next start only those of other domains are asked for.
 */
void
cs_watch_set_stay_home (CsWatchSet *self)
{
  self->stays_home = TRUE;
}

/*< private >
 * cs_watch_set_add:
 * @self: a set
 * @address: somebody
 *
 * Watches somebody, from now on or from the next start on.
 */
void
cs_watch_set_add (CsWatchSet *self,
                  CsAddress  *address)
{
  static const CsSubscriptionHooks hooks = { due_cb, settled_cb, changed_cb, notified_cb };
  const CsSubscriptionSpec spec = {
    .display_name = self->display_name,
    .own_uri = cs_address_get_uri (self->address),
    .contact = self->contact,
    .peer_uri = cs_address_get_uri (address),
    .event = "presence",
    .type = CS_PIDF_TYPE,
    .expires = EXPIRES,
    .alarms = self->alarms,
  };
  Watch *watch;

  if (g_hash_table_contains (self->watches, address))
    return;

  watch = g_new0 (Watch, 1);
  watch->set = self;
  watch->address = cs_address_ref (address);
  watch->subscription = cs_subscription_new (self->flow, self->credentials, &spec, &hooks, watch);
  g_hash_table_insert (self->watches, watch->address, watch);
  enqueue (watch);
  pump (self);
}

/*< private >
 * cs_watch_set_remove:
 * @self: a set
 * @address: somebody
 *
 * Watches somebody no longer. Nothing is heard of them from here on.
 */
void
cs_watch_set_remove (CsWatchSet *self,
                     CsAddress  *address)
{
  Watch *watch = g_hash_table_lookup (self->watches, address);

  if (!watch)
    return;

  cs_subscription_end (watch->subscription);
  g_hash_table_remove (self->watches, address);
}

/*< private >
 * cs_watch_set_get:
 * @self: a set
 * @address: somebody
 *
 * Returns: (transfer none) (nullable): what is known of them
 */
CsPresence *
cs_watch_set_get (CsWatchSet *self,
                  CsAddress  *address)
{
  Watch *watch = g_hash_table_lookup (self->watches, address);

  return watch ? watch->presence : NULL;
}

/*< private >
 * cs_watch_set_take_notify:
 * @self: a set
 * @transaction: the request's transaction
 * @request: a NOTIFY
 *
 * Takes news. One that nobody asked for is refused (RFC 6665 section 4.1.3).
 *
 * Returns: 0, or the status with which to answer @transaction
 */
int
cs_watch_set_take_notify (CsWatchSet     *self,
                          nta_incoming_t *transaction,
                          const sip_t    *request)
{
  Watch *watch = request->sip_call_id ? g_hash_table_lookup (self->by_call_id, request->sip_call_id->i_id) : NULL;

  if (!watch || !cs_subscription_has (watch->subscription, request))
    return 481;

  return cs_subscription_take_notify (watch->subscription, transaction, request);
}
