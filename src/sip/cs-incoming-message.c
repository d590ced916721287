/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-incoming-message-private.h"

#include <string.h>

#include "base/cs-text.h"

struct _CsIncomingMessage
{
  GObject         parent;

  CsAddress      *from;
  char           *display_name;
  char           *text;
  char           *message_id;
  CsReceipt       wanted;
  CsImdn         *receipt;
  CsComposing    *composing;
  char           *call_id;
  guint32         cseq;
  gint64          date;
  gint64          time;

  CsFlow         *flow;
  nta_incoming_t *transaction;
};

G_DEFINE_FINAL_TYPE (CsIncomingMessage, cs_incoming_message, G_TYPE_OBJECT)

/* Sofia answers 500 for a transaction that is dropped unanswered. */
static void
drop_transaction (CsIncomingMessage *self)
{
  if (self->transaction)
    cs_flow_remove (self->flow, self);
  g_clear_pointer (&self->transaction, nta_incoming_destroy);
  self->flow = NULL;
}

static void
lost_cb (gpointer data)
{
  drop_transaction (CS_INCOMING_MESSAGE (data));
}

static void
cs_incoming_message_dispose (GObject *object)
{
  drop_transaction (CS_INCOMING_MESSAGE (object));

  G_OBJECT_CLASS (cs_incoming_message_parent_class)->dispose (object);
}

static void
cs_incoming_message_finalize (GObject *object)
{
  CsIncomingMessage *self = CS_INCOMING_MESSAGE (object);

  g_clear_pointer (&self->from, cs_address_unref);
  g_free (self->display_name);
  g_free (self->text);
  g_free (self->message_id);
  g_clear_pointer (&self->receipt, cs_imdn_unref);
  g_clear_pointer (&self->composing, cs_composing_unref);
  g_free (self->call_id);

  G_OBJECT_CLASS (cs_incoming_message_parent_class)->finalize (object);
}

static void
cs_incoming_message_class_init (CsIncomingMessageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cs_incoming_message_dispose;
  object_class->finalize = cs_incoming_message_finalize;
}

static void
cs_incoming_message_init (CsIncomingMessage *self)
{
}

/*< private >
 * cs_incoming_message_new:
 * @flow: the flow that it came over
 * @transaction: (transfer full): the transaction to answer
 * @content: the message
 *
 * Returns: (transfer full): a new message
 */
CsIncomingMessage *
cs_incoming_message_new (CsFlow                  *flow,
                         nta_incoming_t          *transaction,
                         const CsIncomingContent *content)
{
  CsIncomingMessage *self = g_object_new (CS_TYPE_INCOMING_MESSAGE, NULL);

  self->from = cs_address_ref (content->from);
  self->display_name = g_strdup (content->display_name);
  self->text = g_strdup (content->body->text);
  self->message_id = g_strdup (content->body->message_id);
  self->wanted = content->body->wanted;
  self->receipt = content->body->receipt ? cs_imdn_ref (content->body->receipt) : NULL;
  self->composing = content->body->composing ? cs_composing_ref (content->body->composing) : NULL;
  self->call_id = g_strdup (content->call_id);
  self->cseq = content->cseq;
  self->date = content->date;
  self->time = content->time;
  self->flow = flow;
  self->transaction = transaction;
  cs_flow_add (flow, self, lost_cb);

  return self;
}

/**
 * cs_incoming_message_get_from:
 * @self: a message
 *
 * Returns: (transfer none): who sent it, as the server has it
 */
CsAddress *
cs_incoming_message_get_from (CsIncomingMessage *self)
{
  g_return_val_if_fail (CS_IS_INCOMING_MESSAGE (self), NULL);

  return self->from;
}

/**
 * cs_incoming_message_get_display_name:
 * @self: a message
 *
 * Returns: (transfer none) (nullable): the name that the sender gives, which proves nothing
 */
const char *
cs_incoming_message_get_display_name (CsIncomingMessage *self)
{
  g_return_val_if_fail (CS_IS_INCOMING_MESSAGE (self), NULL);

  return self->display_name;
}

/**
 * cs_incoming_message_get_text:
 * @self: a message
 *
 * Returns: (transfer none) (nullable): its text: UTF-8, with line feeds for line ends; %NULL where it says something else
 */
const char *
cs_incoming_message_get_text (CsIncomingMessage *self)
{
  g_return_val_if_fail (CS_IS_INCOMING_MESSAGE (self), NULL);

  return self->text;
}

/**
 * cs_incoming_message_get_call_id:
 * @self: a message
 *
 * Returns: (transfer none): its Call-ID
 */
const char *
cs_incoming_message_get_call_id (CsIncomingMessage *self)
{
  g_return_val_if_fail (CS_IS_INCOMING_MESSAGE (self), NULL);

  return self->call_id;
}

/**
 * cs_incoming_message_get_cseq:
 * @self: a message
 *
 * Returns: its CSeq number
 */
guint32
cs_incoming_message_get_cseq (CsIncomingMessage *self)
{
  g_return_val_if_fail (CS_IS_INCOMING_MESSAGE (self), 0);

  return self->cseq;
}

/**
 * cs_incoming_message_get_date:
 * @self: a message
 *
 * Returns: the time that it came with, in microseconds since 1970, likely or not: that of its writing, or of a server's keeping it; 0
 *   where it came with none
 */
gint64
cs_incoming_message_get_date (CsIncomingMessage *self)
{
  g_return_val_if_fail (CS_IS_INCOMING_MESSAGE (self), 0);

  return self->date;
}

/**
 * cs_incoming_message_get_time:
 * @self: a message
 *
 * Returns: when it was sent, in microseconds since 1970: by its Date header where that can be believed, else when it came
 */
gint64
cs_incoming_message_get_time (CsIncomingMessage *self)
{
  g_return_val_if_fail (CS_IS_INCOMING_MESSAGE (self), 0);

  return self->time;
}

/**
 * cs_incoming_message_get_message_id:
 * @self: a message
 *
 * Returns: (transfer none) (nullable): what the sender calls it (RFC 5438 section 6.3), a word of printable ASCII
 */
const char *
cs_incoming_message_get_message_id (CsIncomingMessage *self)
{
  g_return_val_if_fail (CS_IS_INCOMING_MESSAGE (self), NULL);

  return self->message_id;
}

/**
 * cs_incoming_message_get_wanted:
 * @self: a message
 *
 * Returns: what the sender asks to be told
 */
CsReceipt
cs_incoming_message_get_wanted (CsIncomingMessage *self)
{
  g_return_val_if_fail (CS_IS_INCOMING_MESSAGE (self), CS_RECEIPT_NONE);

  return self->wanted;
}

/**
 * cs_incoming_message_get_receipt:
 * @self: a message
 *
 * Returns: (transfer none) (nullable): what it says about a message of ours. Beside a text, it is nothing but that text where we sent
 *   no such message to its sender.
 */
CsImdn *
cs_incoming_message_get_receipt (CsIncomingMessage *self)
{
  g_return_val_if_fail (CS_IS_INCOMING_MESSAGE (self), NULL);

  return self->receipt;
}

/**
 * cs_incoming_message_get_composing:
 * @self: a message
 *
 * Returns: (transfer none) (nullable): whether its sender is writing to us
 */
CsComposing *
cs_incoming_message_get_composing (CsIncomingMessage *self)
{
  g_return_val_if_fail (CS_IS_INCOMING_MESSAGE (self), NULL);

  return self->composing;
}

/**
 * cs_incoming_message_respond:
 * @self: a message
 * @status: a final status, 200 to 699
 * @phrase: (nullable): its phrase, or %NULL for the usual one
 *
 * Answers the request. Only the first answer counts, and none does when the connection is gone: then the sender or its server
 * tries again.
 *
 * Returns: whether the answer is on its way; %FALSE where it can never be
 */
gboolean
cs_incoming_message_respond (CsIncomingMessage *self,
                             guint              status,
                             const char        *phrase)
{
  g_return_val_if_fail (CS_IS_INCOMING_MESSAGE (self), FALSE);
  g_return_val_if_fail (status >= 200 && status < 700, FALSE);
  g_return_val_if_fail (phrase == NULL || cs_text_is_header_safe (phrase, strlen (phrase)), FALSE);

  if (!self->transaction)
    return FALSE;

  nta_incoming_treply (self->transaction, (int) status, phrase ? phrase : sip_status_phrase ((int) status), TAG_END ());
  drop_transaction (self);

  return TRUE;
}
