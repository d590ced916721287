/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-outbox-private.h"

#include "cs-message-private.h"

/* The part of the outbox that writes down what became of messages. */

/* An outcome on its way to the disk. */
typedef struct {
  CsMessage      *message;
  CsMessageState  state;
  char           *reason;
  CsOutbox       *then_add;
  gint64          conversation;
  CsAddress      *peer;
} Outcome;

static void
outcome_free (Outcome *outcome)
{
  g_object_unref (outcome->message);
  g_clear_object (&outcome->then_add);
  g_clear_pointer (&outcome->peer, cs_address_unref);
  g_free (outcome->reason);
  g_free (outcome);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Outcome, outcome_free)

static void
outcome_stored_cb (GObject      *object,
                   GAsyncResult *result,
                   gpointer      user_data)
{
  g_autoptr (Outcome) outcome = user_data;
  g_autoptr (GError) error = NULL;

  if (!cs_store_set_message_state_finish (CS_STORE (object), result, &error))
    g_message ("The state of a message could not be stored: %s", error->message);

  if (outcome->then_add) {
    cs_message_set_state (outcome->message, outcome->state, outcome->reason);
    cs_outbox_add (outcome->then_add, outcome->conversation, outcome->peer, outcome->message);
  }
}

static Outcome *
outcome_new (CsMessage      *message,
             CsMessageState  state,
             const char     *reason)
{
  Outcome *outcome = g_new0 (Outcome, 1);

  outcome->message = g_object_ref (message);
  outcome->state = state;
  outcome->reason = g_strdup (reason);

  return outcome;
}

static void
store (CsOutbox *self,
       Outcome  *outcome)
{
  cs_store_set_message_state_async (self->store, cs_message_get_id (outcome->message), outcome->state, outcome->reason,
                                    NULL, outcome_stored_cb, outcome);
}

/*< private >
 * cs_outbox_store_outcome:
 * @self: an outbox
 * @message: a message
 * @state: what became of it
 * @reason: (nullable): why
 *
 * Writes down what became of a message.
 */
void
cs_outbox_store_outcome (CsOutbox       *self,
                         CsMessage      *message,
                         CsMessageState  state,
                         const char     *reason)
{
  store (self, outcome_new (message, state, reason));
}

/**
 * cs_outbox_add_again:
 * @self: an outbox
 * @conversation: the conversation's number in the store
 * @peer: whom it goes to
 * @message: a message that failed
 *
 * Stores the message as queued once more, then sends it under its old message id.
 */
void
cs_outbox_add_again (CsOutbox  *self,
                     gint64     conversation,
                     CsAddress *peer,
                     CsMessage *message)
{
  Outcome *outcome;

  g_return_if_fail (CS_IS_OUTBOX (self));
  g_return_if_fail (CS_IS_MESSAGE (message));

  if (cs_message_get_state (message) != CS_MESSAGE_FAILED)
    return;

  outcome = outcome_new (message, CS_MESSAGE_QUEUED, NULL);
  outcome->then_add = g_object_ref (self);
  outcome->conversation = conversation;
  outcome->peer = cs_address_ref (peer);
  store (self, outcome);
}
