/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-wrapper.h"

#include "cs-conversation-private.h"

struct _CsWrapper
{
  GObject               parent_instance;

  CsMailbox            *mailbox;
  const CsCarrierFuncs *carrier;
  GObject              *object;
};

/* A message on its way, as often as it takes. */
typedef struct {
  CsOutgoingForm  form;
  CsAddress      *to;
  char           *call_id;
  char           *text;
  gint64          time;
} Letter;

G_DEFINE_FINAL_TYPE (CsWrapper, cs_wrapper, G_TYPE_OBJECT)

static void
letter_free (Letter *letter)
{
  cs_address_unref (letter->to);
  g_free (letter->call_id);
  g_free (letter->text);
  g_free (letter);
}

/* 415: not in this form. 488 says the same of what it calls a session (RFC 3261 section 21.4.26), and some say it of messages. */
static gboolean
is_form_refused (const CsSendResult *sent)
{
  return sent->outcome == CS_SEND_FAILED && (sent->status == 415 || sent->status == 488);
}

static void send_letter (GTask *task);

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  CsWrapper *self = g_task_get_source_object (task);
  Letter *letter = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (CsSendResult) sent = self->carrier->send_finish (object, result, &error);

  if (!sent) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  if (letter->form == CS_OUTGOING_WRAPPED && is_form_refused (sent)) {
    CsConversation *conversation = cs_mailbox_find (self->mailbox, letter->to);

    if (conversation)
      cs_conversation_learn (conversation, CS_ABILITY_WRAPPING, FALSE);
    letter->form = CS_OUTGOING_PLAIN;
    send_letter (g_steal_pointer (&task));
    return;
  }

  g_task_return_pointer (task, g_steal_pointer (&sent), (GDestroyNotify) cs_send_result_free);
}

static void
send_letter (GTask *task)
{
  CsWrapper *self = g_task_get_source_object (task);
  Letter *letter = g_task_get_task_data (task);
  CsOutgoing outgoing = {
    .form = letter->form,
    .to = letter->to,
    .call_id = letter->call_id,
    .text = letter->text,
    .time = letter->time,
  };

  self->carrier->send_async (self->object, &outgoing, g_task_get_cancellable (task), sent_cb, task);
}

static void
wrap_async (gpointer             carrier,
            const CsOutgoing    *outgoing,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  CsWrapper *self = CS_WRAPPER (carrier);
  CsConversation *conversation = cs_mailbox_find (self->mailbox, outgoing->to);
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Letter *letter = g_new0 (Letter, 1);
  /* One that has said nothing yet, too, would read the headers out to its members. */
  gboolean room = cs_mailbox_may_be_room (self->mailbox, outgoing->to);
  gboolean plain = room || (conversation && !cs_conversation_can (conversation, CS_ABILITY_WRAPPING));

  letter->form = plain ? CS_OUTGOING_PLAIN : CS_OUTGOING_WRAPPED;
  letter->to = cs_address_ref (outgoing->to);
  letter->call_id = g_strdup (outgoing->call_id);
  letter->text = room ? cs_room_saying_escape (outgoing->text) : g_strdup (outgoing->text);
  letter->time = outgoing->time;
  g_task_set_source_tag (task, wrap_async);
  g_task_set_task_data (task, letter, (GDestroyNotify) letter_free);
  /* What the carrier said is what happened, cancelled or not. */
  g_task_set_check_cancellable (task, FALSE);
  send_letter (task);
}

static CsSendResult *
wrap_finish (gpointer       carrier,
             GAsyncResult  *result,
             GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

const CsCarrierFuncs cs_wrapper_carrier = { wrap_async, wrap_finish };

static void
cs_wrapper_finalize (GObject *object)
{
  CsWrapper *self = CS_WRAPPER (object);

  g_clear_object (&self->mailbox);
  g_clear_object (&self->object);

  G_OBJECT_CLASS (cs_wrapper_parent_class)->finalize (object);
}

static void
cs_wrapper_class_init (CsWrapperClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cs_wrapper_finalize;
}

static void
cs_wrapper_init (CsWrapper *self)
{
}

/**
 * cs_wrapper_new:
 * @mailbox: the conversations, which know what each peer can take
 * @carrier: how messages are carried
 * @object: what carries them
 *
 * Makes what is given to an outbox, together with %cs_wrapper_carrier.
 *
 * Returns: (transfer full): the wrapper
 */
CsWrapper *
cs_wrapper_new (CsMailbox            *mailbox,
                const CsCarrierFuncs *carrier,
                GObject              *object)
{
  CsWrapper *self = g_object_new (CS_TYPE_WRAPPER, NULL);

  self->mailbox = g_object_ref (mailbox);
  self->carrier = carrier;
  self->object = g_object_ref (object);

  return self;
}
