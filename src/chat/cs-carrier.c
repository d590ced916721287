/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-carrier.h"

/* The carrier may be another one by the time this ends. */
typedef struct {
  const CsCarrierFuncs *funcs;
  CsCarried             done;
  gpointer              user_data;
} Passage;

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autofree Passage *passage = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsSendResult) sent = passage->funcs->send_finish (object, result, &error);

  passage->done (sent, error, passage->user_data);
}

/**
 * cs_carrier_refuses_form:
 * @result: how the sending of something ended
 *
 * 415 says that something cannot be taken in this form. 488 says the same of what it calls a session (RFC 3261 section 21.4.26), 406
 * of answers; some say either of messages.
 *
 * Returns: whether the same in another form may be taken
 */
gboolean
cs_carrier_refuses_form (const CsSendResult *result)
{
  return result->outcome == CS_SEND_FAILED && (result->status == 415 || result->status == 488 || result->status == 406);
}

/**
 * cs_carrier_set:
 * @self: a carrier
 * @funcs: (nullable): how things are carried, while online; %NULL while offline
 * @object: (nullable): what carries them
 *
 * Changes who carries. What the one before has under way is cancelled.
 *
 * Returns: whether that is somebody else than before
 */
gboolean
cs_carrier_set (CsCarrier            *self,
                const CsCarrierFuncs *funcs,
                GObject              *object)
{
  g_return_val_if_fail (!funcs == !object, FALSE);

  if (self->object == object)
    return FALSE;

  if (self->cancellable)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_set_object (&self->object, object);
  self->funcs = funcs;
  if (object)
    self->cancellable = g_cancellable_new ();

  return TRUE;
}

/**
 * cs_carrier_is_here:
 * @self: a carrier
 *
 * Returns: whether something can be sent now
 */
gboolean
cs_carrier_is_here (const CsCarrier *self)
{
  return self->object != NULL;
}

/**
 * cs_carrier_send:
 * @self: a carrier that is here
 * @outgoing: what to send
 * @done: called once, never before this function has returned
 * @user_data: passed to @done
 *
 * Sends something.
 */
void
cs_carrier_send (const CsCarrier  *self,
                 const CsOutgoing *outgoing,
                 CsCarried         done,
                 gpointer          user_data)
{
  Passage *passage;

  g_return_if_fail (cs_carrier_is_here (self));

  passage = g_new0 (Passage, 1);
  passage->funcs = self->funcs;
  passage->done = done;
  passage->user_data = user_data;
  self->funcs->send_async (self->object, outgoing, self->cancellable, sent_cb, passage);
}
