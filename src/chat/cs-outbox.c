/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-outbox-private.h"

#include "base/cs-backoff.h"
#include "base/cs-error.h"

#include "cs-message-private.h"
#include "cs-words.h"

/* Every conversation is a lane: one message under way at a time (RFC 3428 section 8), the others behind it, so that they arrive in
 * the order in which they were written. Lanes don't wait for each other. A message leaves its lane when its fate is known. */
#define MAX_IN_FLIGHT 32

/* Of them, so many that were sent in vain before: a server that never answers leaves room for everybody else's. */
#define MAX_DOUBTFUL 16

#define MAX_RETRY_AFTER (60 * 60)

/* Nobody knows whether a message without an answer arrived, so it is sent until one comes, under the same id. One that breaks the
 * connection each time would do so at once with every new one, and hold back everybody else's: from here on it takes its time. */
#define MANY_UNANSWERED 4

typedef enum {
  LANE_READY,
  LANE_SENDING,
  LANE_RESTING,
} LaneState;

typedef struct {
  CsOutbox  *outbox;
  gint64     conversation;
  CsAddress *peer;
  GQueue     messages;
  LaneState  state;
  guint      failures;
  guint      unanswered;    /* how often the first message was sent in vain */
  guint      timer;
} Lane;

/* One message on its way. */
typedef struct {
  CsOutbox  *outbox;
  gint64     conversation;
  CsMessage *message;
  gboolean   doubtful;
} Flight;

enum {
  PROP_0,
  PROP_QUEUED,
  LAST_PROP
};

static GParamSpec *props[LAST_PROP];

G_DEFINE_FINAL_TYPE (CsOutbox, cs_outbox, G_TYPE_OBJECT)

static void pump (CsOutbox *self);

static void
lane_free (Lane *lane)
{
  g_clear_handle_id (&lane->timer, g_source_remove);
  g_queue_clear_full (&lane->messages, g_object_unref);
  cs_address_unref (lane->peer);
  g_free (lane);
}

static void
flight_free (Flight *flight)
{
  g_object_unref (flight->outbox);
  g_object_unref (flight->message);
  g_free (flight);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Flight, flight_free)

static void
set_queued (CsOutbox *self,
            guint     queued)
{
  if (self->queued == queued)
    return;

  self->queued = queued;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_QUEUED]);
}

static void
make_ready (Lane *lane)
{
  g_clear_handle_id (&lane->timer, g_source_remove);
  lane->state = LANE_READY;
  g_queue_push_tail (&lane->outbox->ready, lane);
}

static gboolean
rested_cb (gpointer user_data)
{
  Lane *lane = user_data;

  lane->timer = 0;
  make_ready (lane);
  pump (lane->outbox);

  return G_SOURCE_REMOVE;
}

static gboolean
is_suspect (Lane *lane)
{
  return lane->unanswered >= MANY_UNANSWERED;
}

/* Nothing was answered: the message stays the first of its lane. */
static void
rest (Lane  *lane,
      guint  retry_after)
{
  gint64 delay = (gint64) MIN (retry_after, MAX_RETRY_AFTER) * G_USEC_PER_SEC;

  if (!cs_carrier_is_here (&lane->outbox->carrier) && !is_suspect (lane)) {
    make_ready (lane);
    return;
  }

  if (is_suspect (lane))
    delay = MAX (delay, cs_backoff_get_delay (lane->unanswered - MANY_UNANSWERED + 1, g_random_double ()));
  else if (delay == 0)
    delay = cs_backoff_get_delay (lane->failures, g_random_double ());

  lane->failures++;
  lane->state = LANE_RESTING;
  lane->timer = g_timeout_add (MAX (delay / 1000, 1), rested_cb, lane);
}

/* A receipt may be here before any answer to the message is. */
static gboolean
is_known (CsMessage *message)
{
  CsMessageState state = cs_message_get_state (message);

  return state == CS_MESSAGE_DELIVERED || state == CS_MESSAGE_READ || state == CS_MESSAGE_FAILED;
}

static void
settle (CsOutbox       *self,
        Lane           *lane,
        CsMessageState  state,
        const char     *reason)
{
  g_autoptr (CsMessage) message = g_queue_pop_head (&lane->messages);
  gint64 id = cs_message_get_id (message);

  g_hash_table_remove (self->known, &id);
  lane->failures = 0;
  lane->unanswered = 0;
  cs_outbox_store_outcome (self, message, state, reason);

  if (g_queue_is_empty (&lane->messages))
    g_hash_table_remove (self->lanes, &lane->conversation);
  else
    make_ready (lane);

  set_queued (self, self->queued - 1);

  /* True from now on, whenever the disk takes it. Should it never, the message goes out again under the same id. */
  cs_message_set_state (message, state, reason);
}

static void
land (CsOutbox      *self,
      Lane          *lane,
      CsSendOutcome  outcome,
      const char    *reason,
      guint          retry_after)
{
  switch (outcome) {
  case CS_SEND_DELIVERED:
    settle (self, lane, CS_MESSAGE_DELIVERED, NULL);
    break;
  case CS_SEND_KEPT:
    settle (self, lane, CS_MESSAGE_KEPT, NULL);
    break;
  case CS_SEND_FAILED:
    settle (self, lane, CS_MESSAGE_FAILED, reason);
    break;
  case CS_SEND_NO_ANSWER:
  default:
    lane->unanswered++;
    if (!is_known (g_queue_peek_head (&lane->messages)))
      cs_message_set_state (g_queue_peek_head (&lane->messages), CS_MESSAGE_QUEUED,
                            g_strcmp0 (reason, CS_WORDS_UNANSWERED) == 0 ? reason : NULL);
    rest (lane, retry_after);
  }
}

/* Only what is wrong with the message itself will stay wrong. */
static CsSendOutcome
judge_error (const GError *error)
{
  gboolean final = g_error_matches (error, CS_ERROR, CS_ERROR_INVALID_TEXT) ||
                   g_error_matches (error, CS_ERROR, CS_ERROR_TOO_LARGE) ||
                   g_error_matches (error, CS_ERROR, CS_ERROR_INVALID_ADDRESS);

  return final ? CS_SEND_FAILED : CS_SEND_NO_ANSWER;
}

/* "Not now, later" (RFC 3261 section 20.33) is no final word. */
static CsSendOutcome
judge_result (const CsSendResult *result)
{
  gboolean later = result->outcome == CS_SEND_FAILED && result->retry_after > 0 && (result->status == 500 || result->status == 503);

  return later ? CS_SEND_NO_ANSWER : result->outcome;
}

static char *
make_reason (const CsSendResult *result,
             const GError       *error)
{
  if (result ? result->outcome == CS_SEND_NO_ANSWER : g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_strdup (CS_WORDS_UNANSWERED);

  return result ? g_strdup_printf ("%u %s", result->status, result->phrase ? result->phrase : "") : g_strdup (error->message);
}

static void
sent_cb (const CsSendResult *result,
         const GError       *error,
         gpointer            user_data)
{
  g_autoptr (Flight) flight = user_data;
  CsOutbox *self = flight->outbox;
  g_autofree char *reason = NULL;
  Lane *lane = g_hash_table_lookup (self->lanes, &flight->conversation);

  self->in_flight--;
  if (flight->doubtful)
    self->n_doubtful--;
  if (lane && lane->state == LANE_SENDING && g_queue_peek_head (&lane->messages) == flight->message) {
    reason = make_reason (result, error);
    land (self, lane, result ? judge_result (result) : judge_error (error), reason, result ? result->retry_after : 0);
  }

  pump (self);
}

static void
send_head (CsOutbox *self,
           Lane     *lane)
{
  CsMessage *message = g_queue_peek_head (&lane->messages);
  CsOutgoing outgoing = { .form = CS_OUTGOING_PLAIN, .to = lane->peer };
  Flight *flight = g_new0 (Flight, 1);

  flight->outbox = g_object_ref (self);
  flight->conversation = lane->conversation;
  flight->message = g_object_ref (message);

  flight->doubtful = lane->unanswered > 0;

  lane->state = LANE_SENDING;
  self->in_flight++;
  if (flight->doubtful)
    self->n_doubtful++;
  cs_message_set_state (message, CS_MESSAGE_SENDING, NULL);
  outgoing.call_id = cs_message_get_message_id (message);
  outgoing.text = cs_message_get_text (message);
  outgoing.time = cs_message_get_time (message);
  cs_carrier_send (&self->carrier, &outgoing, sent_cb, flight);
}

static void
pump (CsOutbox *self)
{
  guint passed_over = 0;

  while (cs_carrier_is_here (&self->carrier) && self->in_flight < MAX_IN_FLIGHT && passed_over < self->ready.length) {
    Lane *lane = g_queue_pop_head (&self->ready);

    if (is_known (g_queue_peek_head (&lane->messages))) {
      gboolean failed = cs_message_get_state (g_queue_peek_head (&lane->messages)) == CS_MESSAGE_FAILED;

      settle (self, lane, failed ? CS_MESSAGE_FAILED : CS_MESSAGE_DELIVERED, failed ? CS_WORDS_NOT_TAKEN : NULL);
    } else if (lane->unanswered > 0 && self->n_doubtful >= MAX_DOUBTFUL) {
      g_queue_push_tail (&self->ready, lane);
      passed_over++;
    } else {
      send_head (self, lane);
    }
  }
}

static Lane *
ensure_lane (CsOutbox  *self,
             gint64     conversation,
             CsAddress *peer)
{
  Lane *lane = g_hash_table_lookup (self->lanes, &conversation);

  if (lane)
    return lane;

  lane = g_new0 (Lane, 1);
  lane->outbox = self;
  lane->conversation = conversation;
  lane->peer = cs_address_ref (peer);
  g_queue_init (&lane->messages);
  g_hash_table_insert (self->lanes, &lane->conversation, lane);
  make_ready (lane);

  return lane;
}

/* Behind every earlier message, and never before the one under way. */
static void
insert_in_order (Lane      *lane,
                 CsMessage *message)
{
  GList *after = lane->messages.tail;
  GList *first = lane->state == LANE_SENDING ? lane->messages.head : NULL;

  while (after && after != first && cs_message_get_id (after->data) > cs_message_get_id (message))
    after = after->prev;

  if (after)
    g_queue_insert_after (&lane->messages, after, g_object_ref (message));
  else
    g_queue_push_head (&lane->messages, g_object_ref (message));
}

static void
cs_outbox_get_property (GObject    *object,
                        guint       prop_id,
                        GValue     *value,
                        GParamSpec *pspec)
{
  CsOutbox *self = CS_OUTBOX (object);

  switch (prop_id) {
  case PROP_QUEUED:
    g_value_set_uint (value, self->queued);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_outbox_dispose (GObject *object)
{
  CsOutbox *self = CS_OUTBOX (object);

  cs_carrier_set (&self->carrier, NULL, NULL);
  g_queue_clear (&self->ready);
  g_hash_table_remove_all (self->lanes);

  G_OBJECT_CLASS (cs_outbox_parent_class)->dispose (object);
}

static void
cs_outbox_finalize (GObject *object)
{
  CsOutbox *self = CS_OUTBOX (object);

  g_hash_table_unref (self->lanes);
  g_hash_table_unref (self->known);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (cs_outbox_parent_class)->finalize (object);
}

static void
cs_outbox_class_init (CsOutboxClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cs_outbox_get_property;
  object_class->dispose = cs_outbox_dispose;
  object_class->finalize = cs_outbox_finalize;

  /**
   * CsOutbox:queued:
   *
   * How many messages wait or are under way.
   */
  props[PROP_QUEUED] =
    g_param_spec_uint ("queued", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, LAST_PROP, props);
}

static void
cs_outbox_init (CsOutbox *self)
{
  self->lanes = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, (GDestroyNotify) lane_free);
  self->known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_queue_init (&self->ready);
}

/**
 * cs_outbox_new:
 * @store: where the messages are kept
 *
 * Makes an empty outbox that is offline.
 *
 * Returns: (transfer full): the outbox
 */
CsOutbox *
cs_outbox_new (CsStore *store)
{
  CsOutbox *self;

  g_return_val_if_fail (CS_IS_STORE (store), NULL);

  self = g_object_new (CS_TYPE_OUTBOX, NULL);
  self->store = g_object_ref (store);

  return self;
}

/**
 * cs_outbox_set_carrier:
 * @self: an outbox
 * @carrier: (nullable): how messages are carried, while online; %NULL while offline
 * @object: (nullable): what carries them
 *
 * Goes online or offline. Going offline, what is under way will be queued again, under the same message id.
 */
void
cs_outbox_set_carrier (CsOutbox             *self,
                       const CsCarrierFuncs *carrier,
                       GObject              *object)
{
  GHashTableIter iter;
  Lane *lane;

  g_return_if_fail (CS_IS_OUTBOX (self));

  /* What the old carrier has under way ends as unanswered. */
  if (!cs_carrier_set (&self->carrier, carrier, object) || !object)
    return;

  /* A new connection makes every other lane ready. */
  g_hash_table_iter_init (&iter, self->lanes);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &lane)) {
    if (lane->state == LANE_RESTING && !is_suspect (lane)) {
      lane->failures = 0;
      make_ready (lane);
    }
  }
  pump (self);
}

/**
 * cs_outbox_add:
 * @self: an outbox
 * @conversation: the conversation's number in the store
 * @peer: whom it goes to
 * @message: a message that is stored as queued
 *
 * Puts a message behind the earlier ones of its conversation. One that is there already is not added again.
 */
void
cs_outbox_add (CsOutbox  *self,
               gint64     conversation,
               CsAddress *peer,
               CsMessage *message)
{
  gint64 id;

  g_return_if_fail (CS_IS_OUTBOX (self));
  g_return_if_fail (CS_IS_MESSAGE (message));

  id = cs_message_get_id (message);
  if (!g_hash_table_add (self->known, g_memdup2 (&id, sizeof id)))
    return;

  insert_in_order (ensure_lane (self, conversation, peer), message);
  set_queued (self, self->queued + 1);
  pump (self);
}

/**
 * cs_outbox_remove:
 * @self: an outbox
 * @conversation: the conversation's number in the store
 * @message: (nullable): a message of it; %NULL for all of them
 *
 * Lets go of what waits to be sent. What is under way may arrive, but nobody hears of it.
 */
void
cs_outbox_remove (CsOutbox  *self,
                  gint64     conversation,
                  CsMessage *message)
{
  Lane *lane = g_hash_table_lookup (self->lanes, &conversation);
  gpointer first = lane ? g_queue_peek_head (&lane->messages) : NULL;
  guint removed = 0;
  GList *next;

  for (GList *item = lane ? lane->messages.head : NULL; item; item = next) {
    gint64 id = cs_message_get_id (item->data);

    next = item->next;
    if (message && item->data != message)
      continue;
    g_hash_table_remove (self->known, &id);
    g_object_unref (item->data);
    g_queue_delete_link (&lane->messages, item);
    removed++;
  }
  if (removed == 0)
    return;

  if (g_queue_is_empty (&lane->messages)) {
    g_queue_remove (&self->ready, lane);
    g_hash_table_remove (self->lanes, &conversation);
  } else if (lane->state == LANE_SENDING && g_queue_peek_head (&lane->messages) != first) {
    make_ready (lane);
  }
  set_queued (self, self->queued - removed);
  pump (self);
}

/**
 * cs_outbox_get_queued:
 * @self: an outbox
 *
 * Gets how many messages wait or are under way.
 *
 * Returns: a number
 */
guint
cs_outbox_get_queued (CsOutbox *self)
{
  g_return_val_if_fail (CS_IS_OUTBOX (self), 0);

  return self->queued;
}
