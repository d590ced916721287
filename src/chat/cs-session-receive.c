/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-session-private.h"

#include "base/cs-error.h"

#include "cs-conversation-private.h"
#include "cs-message-id.h"
#include "cs-rooms-private.h"

/* The part of a session that is about what comes in. */

/* So long at most a server hands out what it kept for us, at the second try, too. */
#define CATCHING_UP (3 * G_TIME_SPAN_MINUTE)

typedef struct {
  CsSession         *session;
  CsIncomingMessage *incoming;
  char              *id;         /* what the request is known by */
} Reception;

static Reception *
reception_new (CsSession         *session,
               CsIncomingMessage *incoming)
{
  Reception *reception = g_new0 (Reception, 1);

  reception->session = g_object_ref (session);
  reception->incoming = g_object_ref (incoming);
  reception->id = cs_message_id_from_request (cs_incoming_message_get_call_id (incoming),
                                              cs_incoming_message_get_cseq (incoming));

  return reception;
}

static void
reception_free (Reception *reception)
{
  g_object_unref (reception->session);
  g_object_unref (reception->incoming);
  g_free (reception->id);
  g_free (reception);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Reception, reception_free)

/* Not now: the server keeps it, or the sender tries again (RFC 3428 section 7). Servers that keep messages know that 480 means one
 * person; after a 503 some ask nothing of that connection for a while. */
static void
put_off (CsIncomingMessage *incoming,
         const GError      *error)
{
  /* That happens as often as others like, and fills no log. */
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BUSY)) {
    cs_incoming_message_respond (incoming, 480, "Temporarily Unavailable");
    return;
  }

  /* It is not lost with our disk. */
  g_message ("What came in could not be stored: %s", error->message);
  cs_incoming_message_respond (incoming, 500, "Server Internal Error");
}

static void
received_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (Reception) reception = user_data;
  CsSession *self = reception->session;
  CsIncomingMessage *incoming = reception->incoming;
  g_autoptr (CsConversation) conversation = NULL;
  g_autoptr (CsMessage) message = NULL;
  g_autoptr (GError) error = NULL;

  if (!cs_mailbox_receive_finish (CS_MAILBOX (object), result, &conversation, &message, &error)) {
    cs_copies_failed (self->copies, reception->id, g_get_real_time ());
    /* A 603 would speak for all devices of the person (RFC 3261 section 21.6.2), and this is a setting of one. No reason is given:
     * whom the person knows is nobody's business. */
    if (g_error_matches (error, CS_ERROR, CS_ERROR_NOT_ALLOWED)) {
      cs_incoming_message_respond (incoming, 403, "Forbidden");
      return;
    }

    put_off (incoming, error);
    return;
  }

  /* Also to those who are blocked: any other final answer would tell them, and make a server that keeps messages try for ever. */
  if (cs_incoming_message_respond (incoming, 200, "OK"))
    cs_copies_answered (self->copies, reception->id, g_get_real_time ());
  else
    cs_copies_unanswered (self->copies, reception->id);
  if (cs_incoming_message_get_wanted (incoming) & CS_RECEIPT_DELIVERED)
    cs_receipts_wake (self->receipts);
  /* Of what a room says itself, only that it invites us is news; all of it where only a program hears it. */
  if (message && (!cs_message_is_notice (message) || cs_conversation_is_request (conversation) || !cs_rooms_can_ask (self->rooms)))
    g_signal_emit_by_name (self, "message", conversation, message);
}

/* Whether a message is here already, under another id. What its sender gave a name needs no such look. */
static gboolean
is_copy (CsSession       *self,
         const Reception *reception)
{
  CsIncomingMessage *incoming = reception->incoming;
  CsCopy copy = {
    .id = reception->id,
    .from = cs_address_get_uri (cs_incoming_message_get_from (incoming)),
    .text = cs_incoming_message_get_text (incoming),
    .date = cs_incoming_message_get_date (incoming),
    .now = g_get_real_time (),
  };

  return !cs_incoming_message_get_message_id (incoming) && cs_copies_take (self->copies, &copy);
}

/* When the connection began, as long as that matters. */
static gint64
get_since (CsSession *self)
{
  return g_get_real_time () - self->online_since < CATCHING_UP ? self->online_since : 0;
}

static void
take_message (CsSession         *self,
              CsIncomingMessage *incoming)
{
  g_autoptr (Reception) reception = reception_new (self, incoming);
  const char *own_id = cs_incoming_message_get_message_id (incoming);
  CsArrival arrival = {
    .from = cs_incoming_message_get_from (incoming),
    .display_name = cs_incoming_message_get_display_name (incoming),
    .text = cs_incoming_message_get_text (incoming),
    .message_id = own_id ? own_id : reception->id,
    .time = cs_incoming_message_get_time (incoming),
    .since = get_since (self),
    .wanted = cs_incoming_message_get_wanted (incoming),
    .wrapped = own_id != NULL,
    .contacts_only = cs_session_is_contacts_only (self),
  };

  if (is_copy (self, reception))
    cs_incoming_message_respond (incoming, 200, "OK");
  else
    cs_mailbox_receive_async (self->mailbox, &arrival, NULL, received_cb, g_steal_pointer (&reception));
}

static void
receipt_taken_cb (GObject      *object,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr (Reception) reception = user_data;
  CsSession *self = reception->session;
  CsIncomingMessage *incoming = reception->incoming;
  g_autoptr (GError) error = NULL;
  gboolean known = FALSE;

  if (!cs_mailbox_take_receipt_finish (CS_MAILBOX (object), result, &known, &error)) {
    put_off (incoming, error);
  } else if (!known && cs_incoming_message_get_text (incoming)) {
    take_message (self, incoming);
  } else {
    cs_incoming_message_respond (incoming, 200, "OK");
  }
}

/* What a stranger is about to write is nothing to see yet. */
static void
take_composing (CsSession         *self,
                CsIncomingMessage *incoming)
{
  CsConversation *conversation = cs_mailbox_find (self->mailbox, cs_incoming_message_get_from (incoming));

  cs_incoming_message_respond (incoming, 200, "OK");
  if (conversation)
    cs_conversation_hear (conversation, cs_incoming_message_get_composing (incoming), cs_incoming_message_get_time (incoming));
}

/**
 * cs_session_receive:
 * @self: a session
 * @incoming: a message
 *
 * Takes what came in: a text, a receipt, or that somebody is writing.
 */
void
cs_session_receive (CsSession         *self,
                    CsIncomingMessage *incoming)
{
  CsImdn *receipt = cs_incoming_message_get_receipt (incoming);

  if (receipt)
    cs_mailbox_take_receipt_async (self->mailbox, cs_incoming_message_get_from (incoming), receipt, NULL,
                                   receipt_taken_cb, reception_new (self, incoming));
  else if (cs_incoming_message_get_composing (incoming))
    take_composing (self, incoming);
  else
    take_message (self, incoming);
}
