/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-wrapper.h"

#include "cs-conversation-private.h"
#include "cs-rooms-private.h"

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
  CsRoomsKind     kind;
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

/* Remembers what the one it was sent to cannot take. */
static void
learn (CsWrapper *self,
       CsAddress *to,
       CsAbility  lacking)
{
  CsConversation *conversation = cs_mailbox_find (self->mailbox, to);

  if (conversation)
    cs_conversation_learn (conversation, lacking, FALSE);
}

static void send_letter (GTask *task);

/* What is on the server's list, and passes on what we write, is a room that we are in. */
static void
note_room (CsWrapper     *self,
           CsAddress     *address,
           CsSendOutcome  outcome)
{
  CsConversation *conversation = cs_mailbox_find (self->mailbox, address);
  CsRooms *rooms = cs_mailbox_get_rooms (self->mailbox);

  if (!rooms || !conversation)
    return;

  if (outcome == CS_SEND_FAILED)
    cs_rooms_doubt (rooms, conversation);
  else if (outcome == CS_SEND_DELIVERED && !cs_conversation_is_room (conversation))
    cs_rooms_adopt (rooms, conversation, CS_ROOM_STANDING_MEMBER);
}

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

  if (letter->form == CS_OUTGOING_WRAPPED && cs_carrier_refuses_form (sent)) {
    learn (self, letter->to, CS_ABILITY_WRAPPING);
    letter->form = CS_OUTGOING_PLAIN;
    send_letter (g_steal_pointer (&task));
    return;
  }

  if (letter->kind == CS_ROOMS_KIND_ROOM)
    note_room (self, letter->to, sent->outcome);
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

/* What may be a room would read the headers out to its members. */
static void
begin_letter (GTask       *task,
              CsRoomsKind  kind)
{
  CsWrapper *self = g_task_get_source_object (task);
  Letter *letter = g_task_get_task_data (task);
  CsConversation *conversation = cs_mailbox_find (self->mailbox, letter->to);

  letter->kind = kind;
  if (kind != CS_ROOMS_KIND_PERSON) {
    g_autofree char *text = g_steal_pointer (&letter->text);

    letter->form = CS_OUTGOING_PLAIN;
    letter->text = cs_room_saying_escape (text);
  } else {
    letter->form = conversation && !cs_conversation_can (conversation, CS_ABILITY_WRAPPING) ? CS_OUTGOING_PLAIN : CS_OUTGOING_WRAPPED;
  }
  send_letter (task);
}

static void
judged_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  begin_letter (user_data, cs_rooms_judge_finish (CS_ROOMS (object), result));
}

static void
told_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  CsWrapper *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (CsSendResult) sent = self->carrier->send_finish (object, result, &error);

  if (!sent) {
    g_task_return_error (task, g_steal_pointer (&error));
    return;
  }

  if (cs_carrier_refuses_form (sent))
    learn (self, g_task_get_task_data (task), CS_ABILITY_RECEIPTS);
  g_task_return_pointer (task, g_steal_pointer (&sent), (GDestroyNotify) cs_send_result_free);
}

/* @task: (transfer full). Whoever took no receipt would take none now. */
static void
send_receipt (GTask            *task,
              const CsOutgoing *outgoing)
{
  CsWrapper *self = g_task_get_source_object (task);
  CsConversation *conversation = cs_mailbox_find (self->mailbox, outgoing->to);
  CsSendResult *refused;

  if (!conversation || cs_conversation_can (conversation, CS_ABILITY_RECEIPTS)) {
    g_task_set_task_data (task, cs_address_ref (outgoing->to), (GDestroyNotify) cs_address_unref);
    self->carrier->send_async (self->object, outgoing, g_task_get_cancellable (task), told_cb, task);
    return;
  }

  refused = g_new0 (CsSendResult, 1);
  refused->outcome = CS_SEND_FAILED;
  refused->status = 415;
  g_task_return_pointer (task, refused, (GDestroyNotify) cs_send_result_free);
  g_object_unref (task);
}

/* @task: (transfer full) */
static void
send_text (GTask            *task,
           const CsOutgoing *outgoing)
{
  CsWrapper *self = g_task_get_source_object (task);
  CsRooms *rooms = cs_mailbox_get_rooms (self->mailbox);
  CsRoomsKind kind = rooms ? cs_rooms_tell (rooms, outgoing->to) : CS_ROOMS_KIND_PERSON;
  Letter *letter = g_new0 (Letter, 1);

  letter->to = cs_address_ref (outgoing->to);
  letter->call_id = g_strdup (outgoing->call_id);
  letter->text = g_strdup (outgoing->text);
  letter->time = outgoing->time;
  g_task_set_task_data (task, letter, (GDestroyNotify) letter_free);
  if (kind == CS_ROOMS_KIND_UNKNOWN)
    cs_rooms_judge_async (rooms, outgoing->to, g_task_get_cancellable (task), judged_cb, task);
  else
    begin_letter (task, kind);
}

static void
wrap_async (gpointer             carrier,
            const CsOutgoing    *outgoing,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  GTask *task = g_task_new (carrier, cancellable, callback, user_data);

  g_task_set_source_tag (task, wrap_async);
  /* What the carrier said is what happened, cancelled or not. */
  g_task_set_check_cancellable (task, FALSE);
  if (outgoing->form == CS_OUTGOING_RECEIPT)
    send_receipt (task, outgoing);
  else
    send_text (task, outgoing);
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
 * Makes what is given to an outbox and to what sends receipts, together with %cs_wrapper_carrier. It tries each peer with what they
 * may be able to take, and remembers what they are not.
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
