/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-receipts.h"

#include "base/cs-backoff.h"

/* So many are read at once. */
#define BATCH 64

/* So many are under way at once; to one peer; and to all those who answered nothing the last time, one each. So a server that never
 * answers holds back nobody but its own. */
#define MAX_IN_FLIGHT 32
#define MAX_PER_PEER 8
#define MAX_SILENT 8

/* Who cannot be reached for so long after they wrote is not told any more. */
#define PATIENCE (7 * G_TIME_SPAN_DAY)

/* So many wait for one peer. Who has more is left out of a round, so that it gets to the others. */
#define MAX_WAITING 64

struct _CsReceipts
{
  GObject     parent_instance;

  CsStore    *store;
  char       *account;
  CsCarrier   carrier;
  guint       generation;   /* of the carrier */

  GQueue      waiting;      /* CsReceiptRecord, owned */
  GHashTable *known;        /* numbers of those that wait, are under way, or are being forgotten */
  GHashTable *peers;        /* URI -> Peer: those of whom something is known just now */
  guint       in_flight;
  guint       n_silent;     /* of them to those who answered nothing */

  gint64      cursor;       /* up to here they were read in this round */
  gboolean    listing;
  gboolean    in_round;     /* not all were read yet */
  gboolean    again;        /* another round is due */
};

typedef struct {
  CsReceipts *receipts;
  char       *uri;
  guint       waiting;
  guint       in_flight;
  gboolean    left_out;     /* more is owed to them than waits */
  guint       failures;
  guint       timer;        /* while nothing is sent to them */
} Peer;

/* One on its way. */
typedef struct {
  CsReceipts *receipts;
  gint64      id;
  char       *uri;
  gint64      time;         /* of the message that it is about */
  gboolean    silent;
  guint       generation;
} Flight;

/* One that is being forgotten. */
typedef struct {
  CsReceipts *receipts;
  gint64      id;
} Removal;

G_DEFINE_FINAL_TYPE (CsReceipts, cs_receipts, G_TYPE_OBJECT)

static void pump (CsReceipts *self);

static void
peer_free (Peer *peer)
{
  g_clear_handle_id (&peer->timer, g_source_remove);
  g_free (peer->uri);
  g_free (peer);
}

static void
flight_free (Flight *flight)
{
  g_object_unref (flight->receipts);
  g_free (flight->uri);
  g_free (flight);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Flight, flight_free)

static void
removal_free (Removal *removal)
{
  g_object_unref (removal->receipts);
  g_free (removal);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Removal, removal_free)

static Peer *
ensure_peer (CsReceipts *self,
             const char *uri)
{
  Peer *peer = g_hash_table_lookup (self->peers, uri);

  if (peer)
    return peer;

  peer = g_new0 (Peer, 1);
  peer->receipts = self;
  peer->uri = g_strdup (uri);
  g_hash_table_insert (self->peers, peer->uri, peer);

  return peer;
}

static void
forget_peer (CsReceipts *self,
             Peer       *peer)
{
  if (peer->waiting == 0 && peer->in_flight == 0 && peer->failures == 0)
    g_hash_table_remove (self->peers, peer->uri);
}

static void
removed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (Removal) removal = user_data;
  g_autoptr (GError) error = NULL;

  /* It stays known then, or it would be sent for ever. */
  if (!cs_store_change_finish (CS_STORE (object), result, &error))
    g_message ("A receipt that was sent could not be forgotten: %s", error->message);
  else
    g_hash_table_remove (removal->receipts->known, &removal->id);
}

static void
remove_owed (CsReceipts *self,
             gint64      id)
{
  Removal *removal = g_new0 (Removal, 1);

  removal->receipts = g_object_ref (self);
  removal->id = id;
  cs_store_remove_owed_async (self->store, id, NULL, removed_cb, removal);
}

static gboolean
rested_cb (gpointer user_data)
{
  Peer *peer = user_data;

  peer->timer = 0;
  cs_receipts_wake (peer->receipts);

  return G_SOURCE_REMOVE;
}

/* What else waits for them is read again when they had their rest. */
static void
rest (CsReceipts *self,
      Peer       *peer)
{
  gint64 delay = cs_backoff_get_delay (peer->failures++, g_random_double ());

  for (GList *link = self->waiting.head, *next; link; link = next) {
    CsReceiptRecord *record = link->data;

    next = link->next;
    if (!g_str_equal (record->peer, peer->uri))
      continue;
    g_hash_table_remove (self->known, &record->id);
    g_queue_delete_link (&self->waiting, link);
    cs_receipt_record_free (record);
  }
  peer->waiting = 0;
  peer->timer = g_timeout_add_seconds ((guint) (delay / G_USEC_PER_SEC) + 1, rested_cb, peer);
}

static void
take_answer (CsReceipts *self,
             Flight     *flight,
             gboolean    settled)
{
  Peer *peer = ensure_peer (self, flight->uri);

  peer->in_flight--;
  if (settled) {
    /* Those that were left out meanwhile. */
    if (peer->failures > 0)
      self->again = TRUE;
    peer->failures = 0;
    forget_peer (self, peer);
  } else if (peer->timer == 0) {
    rest (self, peer);
  }
}

/* Those that mean "not now". */
static gboolean
is_passing (const CsSendResult *result)
{
  if (result->outcome == CS_SEND_NO_ANSWER)
    return TRUE;

  return result->outcome == CS_SEND_FAILED && (result->status == 480 || result->status == 500 || result->status == 503);
}

/* Any other answer is the last word: a peer that refuses to be told does not want to know. */
static gboolean
is_settled (const Flight       *flight,
            const CsSendResult *result,
            const GError       *error)
{
  if (!result)
    return !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  if (!is_passing (result))
    return TRUE;

  return result->status != 0 && g_get_real_time () - flight->time > PATIENCE;
}

static void
sent_cb (const CsSendResult *result,
         const GError       *error,
         gpointer            user_data)
{
  g_autoptr (Flight) flight = user_data;
  CsReceipts *self = flight->receipts;
  gboolean settled = is_settled (flight, result, error);

  self->in_flight--;
  if (flight->silent)
    self->n_silent--;
  if (settled)
    remove_owed (self, flight->id);
  else
    g_hash_table_remove (self->known, &flight->id);

  /* A connection that was lost says nothing about the peer. */
  if (flight->generation == self->generation)
    take_answer (self, flight, settled);
  else if (!settled)
    self->again = TRUE;

  pump (self);
}

static void
send_receipt (CsReceipts            *self,
              Peer                  *peer,
              const CsReceiptRecord *record)
{
  g_autoptr (CsAddress) address = cs_address_parse (record->peer, NULL);
  g_autoptr (CsImdn) imdn = cs_imdn_new (record->message_id, record->time, record->receipt);
  CsOutgoing outgoing = { .form = CS_OUTGOING_RECEIPT, .to = address, .call_id = record->call_id, .receipt = imdn };
  Flight *flight;

  peer->waiting--;
  if (peer->left_out && peer->waiting < MAX_PER_PEER) {
    peer->left_out = FALSE;
    self->again = TRUE;
  }
  if (!address) {
    remove_owed (self, record->id);
    return;
  }

  flight = g_new0 (Flight, 1);
  flight->receipts = g_object_ref (self);
  flight->id = record->id;
  flight->uri = g_strdup (record->peer);
  flight->time = record->time;
  flight->silent = peer->failures > 0;
  flight->generation = self->generation;

  peer->in_flight++;
  self->in_flight++;
  if (flight->silent)
    self->n_silent++;
  cs_carrier_send (&self->carrier, &outgoing, sent_cb, flight);
}

static gboolean
may_send (CsReceipts *self,
          Peer       *peer)
{
  if (peer->failures > 0)
    return peer->in_flight == 0 && self->n_silent < MAX_SILENT;

  return peer->in_flight < MAX_PER_PEER;
}

static void
send_waiting (CsReceipts *self)
{
  GList *next;

  for (GList *link = self->waiting.head; link && self->in_flight < MAX_IN_FLIGHT; link = next) {
    CsReceiptRecord *record = link->data;
    Peer *peer = ensure_peer (self, record->peer);

    next = link->next;
    if (!may_send (self, peer))
      continue;

    g_queue_delete_link (&self->waiting, link);
    send_receipt (self, peer, record);
    cs_receipt_record_free (record);
  }
}

/* Returns whether it was taken. Of those who answered nothing, one is enough to see whether they do now. */
static gboolean
take (CsReceipts      *self,
      CsReceiptRecord *record)
{
  Peer *peer = g_hash_table_lookup (self->peers, record->peer);

  if (g_hash_table_contains (self->known, &record->id))
    return FALSE;
  if (peer && (peer->timer > 0 || (peer->failures > 0 && peer->waiting + peer->in_flight > 0)))
    return FALSE;
  if (peer && peer->waiting >= MAX_WAITING) {
    peer->left_out = TRUE;
    return FALSE;
  }

  g_hash_table_add (self->known, g_memdup2 (&record->id, sizeof record->id));
  ensure_peer (self, record->peer)->waiting++;
  g_queue_push_tail (&self->waiting, record);

  return TRUE;
}

static void
listed_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (CsReceipts) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = cs_store_list_owed_finish (CS_STORE (object), result, &error);

  if (!records)
    g_message ("What is owed to others could not be read: %s", error->message);

  self->listing = FALSE;
  self->in_round = self->in_round && records && records->len == BATCH;
  while (records && records->len > 0 && cs_carrier_is_here (&self->carrier)) {
    CsReceiptRecord *record = g_ptr_array_steal_index (records, 0);

    self->cursor = record->id;
    if (!take (self, record))
      cs_receipt_record_free (record);
  }

  pump (self);
}

static void
pump (CsReceipts *self)
{
  if (!cs_carrier_is_here (&self->carrier))
    return;

  send_waiting (self);
  if (self->listing || self->in_flight >= MAX_IN_FLIGHT)
    return;

  if (!self->in_round && self->again) {
    self->in_round = TRUE;
    self->again = FALSE;
    self->cursor = 0;
  }
  if (!self->in_round)
    return;

  self->listing = TRUE;
  cs_store_list_owed_async (self->store, self->account, self->cursor, BATCH, NULL, listed_cb, g_object_ref (self));
}

/* What is under way ends by itself. */
static void
reset (CsReceipts *self)
{
  for (GList *link = self->waiting.head; link; link = link->next) {
    CsReceiptRecord *record = link->data;

    g_hash_table_remove (self->known, &record->id);
  }
  g_queue_clear_full (&self->waiting, (GDestroyNotify) cs_receipt_record_free);
  g_hash_table_remove_all (self->peers);
  self->generation++;
  self->in_round = FALSE;
}

static void
cs_receipts_dispose (GObject *object)
{
  CsReceipts *self = CS_RECEIPTS (object);

  cs_carrier_set (&self->carrier, NULL, NULL);
  reset (self);

  G_OBJECT_CLASS (cs_receipts_parent_class)->dispose (object);
}

static void
cs_receipts_finalize (GObject *object)
{
  CsReceipts *self = CS_RECEIPTS (object);

  g_hash_table_unref (self->known);
  g_hash_table_unref (self->peers);
  g_clear_object (&self->store);
  g_free (self->account);

  G_OBJECT_CLASS (cs_receipts_parent_class)->finalize (object);
}

static void
cs_receipts_class_init (CsReceiptsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cs_receipts_dispose;
  object_class->finalize = cs_receipts_finalize;
}

static void
cs_receipts_init (CsReceipts *self)
{
  g_queue_init (&self->waiting);
  self->known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->peers = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) peer_free);
}

/**
 * cs_receipts_new:
 * @store: where what is owed is kept
 * @account: the id of the account
 *
 * Makes the sender of an account's receipts, which is offline.
 *
 * Returns: (transfer full): the sender
 */
CsReceipts *
cs_receipts_new (CsStore    *store,
                 const char *account)
{
  CsReceipts *self = g_object_new (CS_TYPE_RECEIPTS, NULL);

  self->store = g_object_ref (store);
  self->account = g_strdup (account);

  return self;
}

/**
 * cs_receipts_set_carrier:
 * @self: a sender of receipts
 * @carrier: (nullable): how they are carried, while online; %NULL while offline
 * @object: (nullable): what carries them
 *
 * Goes online or offline. Going online, everything that is owed is sent.
 */
void
cs_receipts_set_carrier (CsReceipts           *self,
                         const CsCarrierFuncs *carrier,
                         GObject              *object)
{
  g_return_if_fail (CS_IS_RECEIPTS (self));

  if (!cs_carrier_set (&self->carrier, carrier, object))
    return;

  reset (self);
  cs_receipts_wake (self);
}

/**
 * cs_receipts_wake:
 * @self: a sender of receipts
 *
 * Says that there may be something new in the store to send.
 */
void
cs_receipts_wake (CsReceipts *self)
{
  g_return_if_fail (CS_IS_RECEIPTS (self));

  self->again = TRUE;
  pump (self);
}
