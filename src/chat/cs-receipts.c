/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-receipts.h"

#include "base/cs-backoff.h"

/* So many are sent, then looked for more. */
#define BATCH 16

struct _CsReceipts
{
  GObject    parent_instance;

  CsStore   *store;
  char      *account;
  CsCarrier  carrier;

  guint      busy;       /* what is listed, on its way, or being forgotten */
  gboolean   again;      /* more is owed since the list was asked for */
  gboolean   stuck;      /* something of this batch will have to be sent again */
  guint      failures;
  guint      timer;
};

/* One on its way. */
typedef struct {
  CsReceipts *receipts;
  gint64      id;
} Flight;

G_DEFINE_FINAL_TYPE (CsReceipts, cs_receipts, G_TYPE_OBJECT)

static void
flight_free (Flight *flight)
{
  g_object_unref (flight->receipts);
  g_free (flight);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Flight, flight_free)

static gboolean
rested_cb (gpointer user_data)
{
  CsReceipts *self = user_data;

  self->timer = 0;
  cs_receipts_wake (self);

  return G_SOURCE_REMOVE;
}

static void
rest (CsReceipts *self)
{
  gint64 delay = cs_backoff_get_delay (self->failures++, g_random_double ());

  self->stuck = FALSE;
  if (cs_carrier_is_here (&self->carrier) && self->timer == 0)
    self->timer = g_timeout_add (MAX (delay / 1000, 1), rested_cb, self);
}

static void
step_done (CsReceipts *self,
           gboolean    go_on)
{
  if (--self->busy > 0)
    return;

  if (self->stuck) {
    rest (self);
  } else if (go_on || self->again) {
    self->failures = 0;
    cs_receipts_wake (self);
  }
}

static void
removed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (CsReceipts) self = user_data;
  g_autoptr (GError) error = NULL;

  /* It would be sent for ever, if nobody waited. */
  if (!cs_store_change_finish (CS_STORE (object), result, &error)) {
    g_message ("A receipt that was sent could not be forgotten: %s", error->message);
    self->stuck = TRUE;
  }

  step_done (self, TRUE);
}

/* Any answer is the last word: a peer that refuses to be told does not want to know. */
static void
sent_cb (const CsSendResult *result,
         const GError       *error,
         gpointer            user_data)
{
  g_autoptr (Flight) flight = user_data;
  CsReceipts *self = flight->receipts;

  if (result ? result->outcome != CS_SEND_NO_ANSWER : !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    cs_store_remove_owed_async (self->store, flight->id, NULL, removed_cb, g_object_ref (self));
    return;
  }

  self->stuck = TRUE;
  step_done (self, FALSE);
}

static void
send_receipt (CsReceipts            *self,
              const CsReceiptRecord *record)
{
  g_autoptr (CsAddress) peer = cs_address_parse (record->peer, NULL);
  g_autoptr (CsImdn) imdn = cs_imdn_new (record->message_id, record->time, record->receipt);
  CsOutgoing outgoing = { .form = CS_OUTGOING_RECEIPT, .to = peer, .call_id = record->call_id, .receipt = imdn };
  Flight *flight;

  self->busy++;
  if (!peer) {
    cs_store_remove_owed_async (self->store, record->id, NULL, removed_cb, g_object_ref (self));
    return;
  }

  flight = g_new0 (Flight, 1);
  flight->receipts = g_object_ref (self);
  flight->id = record->id;
  cs_carrier_send (&self->carrier, &outgoing, sent_cb, flight);
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

  for (guint i = 0; records && cs_carrier_is_here (&self->carrier) && i < records->len; i++)
    send_receipt (self, records->pdata[i]);

  step_done (self, FALSE);
}

static void
cs_receipts_dispose (GObject *object)
{
  CsReceipts *self = CS_RECEIPTS (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  cs_carrier_set (&self->carrier, NULL, NULL);

  G_OBJECT_CLASS (cs_receipts_parent_class)->dispose (object);
}

static void
cs_receipts_finalize (GObject *object)
{
  CsReceipts *self = CS_RECEIPTS (object);

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

  g_clear_handle_id (&self->timer, g_source_remove);
  self->failures = 0;
  if (object)
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

  if (!cs_carrier_is_here (&self->carrier) || self->timer > 0)
    return;

  self->again = self->busy > 0;
  if (self->again)
    return;

  self->busy++;
  cs_store_list_owed_async (self->store, self->account, BATCH, NULL, listed_cb, g_object_ref (self));
}
