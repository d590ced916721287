/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-watchers-private.h"

#include <string.h>

#include "cs-subscription.h"

#define EXPIRES 3600

struct _CsWatchers
{
  GObject         parent_instance;

  CsSubscription *subscription;   /* NULL once the user agent is gone */
  GHashTable     *by_id;          /* id -> CsWatcher */
  guint           version;
  gboolean        known;          /* all of them are */
  gboolean        wanted;
  gboolean        is_running;
};

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (CsWatchers, cs_watchers, G_TYPE_OBJECT)

static void
start (CsWatchers *self)
{
  if (self->subscription && self->is_running && self->wanted)
    cs_subscription_start (self->subscription);
}

static void
forget (CsWatchers *self)
{
  guint before = g_hash_table_size (self->by_id);

  self->known = FALSE;
  g_hash_table_remove_all (self->by_id);
  if (before > 0)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
due_cb (CsSubscription *subscription,
        gpointer        user_data)
{
  start (user_data);
}

static void
settled_cb (CsSubscription *subscription,
            gpointer        user_data)
{
}

static void
changed_cb (CsSubscription *subscription,
            gpointer        user_data)
{
  forget (user_data);
}

static void
take (CsWatchers *self,
      CsWinfo    *winfo)
{
  if (winfo->full)
    g_hash_table_remove_all (self->by_id);

  while (winfo->watchers->len > 0) {
    CsWatcher *watcher = g_ptr_array_steal_index (winfo->watchers, winfo->watchers->len - 1);

    if (watcher->status == CS_WATCHER_GONE) {
      g_hash_table_remove (self->by_id, watcher->id);
      cs_watcher_free (watcher);
    } else if (g_hash_table_size (self->by_id) < CS_WINFO_MAX_WATCHERS) {
      g_hash_table_replace (self->by_id, watcher->id, watcher);
    } else {
      cs_watcher_free (watcher);
    }
  }

  self->version = winfo->version;
  self->known = TRUE;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* RFC 3858 section 4: what lacks an earlier part says nothing; all of it is asked for again. */
static void
notified_cb (CsSubscription *subscription,
             GBytes         *body,
             gpointer        user_data)
{
  g_autoptr (CsWatchers) self = g_object_ref (user_data);
  g_autoptr (CsWinfo) winfo = body ? cs_winfo_parse (body) : NULL;

  if (!winfo || (self->known && !winfo->full && winfo->version <= self->version))
    return;

  if (winfo->full || (self->known && winfo->version == self->version + 1))
    take (self, winfo);
  else
    start (self);
}

static void
cs_watchers_dispose (GObject *object)
{
  CsWatchers *self = CS_WATCHERS (object);

  self->is_running = FALSE;
  g_clear_pointer (&self->subscription, cs_subscription_free);

  G_OBJECT_CLASS (cs_watchers_parent_class)->dispose (object);
}

static void
cs_watchers_finalize (GObject *object)
{
  g_hash_table_unref (CS_WATCHERS (object)->by_id);

  G_OBJECT_CLASS (cs_watchers_parent_class)->finalize (object);
}

static void
cs_watchers_class_init (CsWatchersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cs_watchers_dispose;
  object_class->finalize = cs_watchers_finalize;

  /**
   * CsWatchers::changed:
   *
   * Others watch than before.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", CS_TYPE_WATCHERS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cs_watchers_init (CsWatchers *self)
{
  self->by_id = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) cs_watcher_free);
}

/*< private >
 * cs_watchers_new:
 * @flow: the account's flow; outlives the object's work, which ends when it is disposed of
 * @credentials: its credentials; the same
 * @identity: whose watchers
 *
 * Returns: (transfer full): what knows nobody yet
 */
CsWatchers *
cs_watchers_new (CsFlow                   *flow,
                 CsCredentials            *credentials,
                 const CsPresenceIdentity *identity)
{
  static const CsSubscriptionHooks hooks = { due_cb, settled_cb, changed_cb, notified_cb };
  CsWatchers *self = g_object_new (CS_TYPE_WATCHERS, NULL);
  g_autoptr (CsAlarms) alarms = cs_alarms_new ();
  CsSubscriptionSpec spec = {
    .display_name = identity->display_name,
    .own_uri = cs_address_get_uri (identity->address),
    .contact = identity->contact,
    .peer_uri = cs_address_get_uri (identity->address),
    .event = "presence.winfo",
    .type = CS_WINFO_TYPE,
    .expires = EXPIRES,
    .alarms = alarms,
  };

  self->subscription = cs_subscription_new (flow, credentials, &spec, &hooks, self);

  return self;
}

/*< private >
 * cs_watchers_start:
 * @self: watchers
 *
 * Begins to work over the connection that was just registered.
 */
void
cs_watchers_start (CsWatchers *self)
{
  self->is_running = TRUE;
  start (self);
}

/*< private >
 * cs_watchers_stop:
 * @self: watchers
 *
 * Ends all activity without a word to the server, and knows nobody any more.
 */
void
cs_watchers_stop (CsWatchers *self)
{
  self->is_running = FALSE;
  if (self->subscription)
    cs_subscription_stop (self->subscription);
  forget (self);
}

/*< private >
 * cs_watchers_end:
 * @self: watchers
 *
 * Tells the server that nothing more is asked for, without waiting for an answer.
 */
void
cs_watchers_end (CsWatchers *self)
{
  self->is_running = FALSE;
  cs_subscription_end (self->subscription);
}

/*< private >
 * cs_watchers_has:
 * @self: watchers
 * @request: a NOTIFY
 *
 * Returns: whether it tells of watchers that were asked for
 */
gboolean
cs_watchers_has (CsWatchers  *self,
                 const sip_t *request)
{
  return self->subscription && cs_subscription_has (self->subscription, request);
}

/*< private >
 * cs_watchers_take_notify:
 * @self: watchers who have @request
 * @transaction: its transaction
 * @request: a NOTIFY
 *
 * Returns: 0, or the status with which to answer @transaction
 */
int
cs_watchers_take_notify (CsWatchers     *self,
                         nta_incoming_t *transaction,
                         const sip_t    *request)
{
  return cs_subscription_take_notify (self->subscription, transaction, request);
}

/**
 * cs_watchers_want:
 * @self: watchers
 *
 * Says that somebody wants to know them, from now on.
 */
void
cs_watchers_want (CsWatchers *self)
{
  g_return_if_fail (CS_IS_WATCHERS (self));

  if (self->wanted)
    return;

  self->wanted = TRUE;
  start (self);
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  return strcmp (cs_address_get_uri (*(CsAddress **) a), cs_address_get_uri (*(CsAddress **) b));
}

/**
 * cs_watchers_list:
 * @self: watchers
 * @status: how their wish stands
 *
 * Gets those of whom the server told, each once.
 *
 * Returns: (transfer full) (element-type CsAddress): their addresses, sorted
 */
GPtrArray *
cs_watchers_list (CsWatchers      *self,
                  CsWatcherStatus  status)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_address_unref);
  GHashTableIter iter;
  gpointer value;

  g_return_val_if_fail (CS_IS_WATCHERS (self), list);

  g_hash_table_iter_init (&iter, self->by_id);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    CsWatcher *watcher = value;

    if (watcher->status == status && !g_ptr_array_find_with_equal_func (list, watcher->address, (GEqualFunc) cs_address_equal, NULL))
      g_ptr_array_add (list, cs_address_ref (watcher->address));
  }
  g_ptr_array_sort (list, compare);

  return list;
}
