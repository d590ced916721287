/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-flow.h"

#include "cs-transport.h"

struct _CsFlow
{
  CsSipStack  *stack;
  CsLink      *link;
  CsFlowHooks  hooks;
  gpointer     user_data;

  nta_agent_t *agent;
  nta_leg_t   *leg;
  CsSplice    *splice;
  guint32      number;
  char        *route;

  /* Transactions that end with the connection, each with the function that tells it so. */
  GHashTable  *transactions;
  guint        depth;
  gboolean     is_freed;
};

static void
destroy (CsFlow *self)
{
  g_clear_pointer (&self->leg, nta_leg_destroy);
  g_clear_pointer (&self->agent, nta_agent_destroy);
  g_hash_table_unref (self->transactions);
  g_object_unref (self->link);
  g_object_unref (self->stack);
  g_free (self);
}

static gboolean
destroy_cb (gpointer user_data)
{
  destroy (user_data);

  return G_SOURCE_REMOVE;
}

static int
request_cb (CsFlow         *self,
            nta_leg_t      *leg,
            nta_incoming_t *transaction,
            const sip_t    *request)
{
  int status;

  if (self->is_freed)
    return 503;

  cs_flow_enter (self);
  status = self->hooks.request (transaction, request, self->user_data);
  cs_flow_leave (self);

  return status;
}

static void
silent_cb (gpointer user_data)
{
  CsFlow *self = user_data;

  self->hooks.silent (self->user_data);
}

/**
 * cs_flow_new:
 * @stack: the stack
 * @link: the account's link
 * @hooks: whom to tell
 * @user_data: passed to @hooks
 *
 * Returns: (transfer full): a flow that is closed
 */
CsFlow *
cs_flow_new (CsSipStack        *stack,
             CsLink            *link,
             const CsFlowHooks *hooks,
             gpointer           user_data)
{
  CsFlow *self = g_new0 (CsFlow, 1);

  self->stack = g_object_ref (stack);
  self->link = g_object_ref (link);
  self->hooks = *hooks;
  self->user_data = user_data;
  self->transactions = g_hash_table_new (NULL, NULL);

  self->agent = nta_agent_create (cs_sip_stack_get_root (stack), (url_string_t *) -1, NULL, NULL,
                                  NTATAG_UA (1),
                                  NTATAG_USE_NAPTR (0),
                                  NTATAG_USE_SRV (0),
                                  /* A message that is sent again after a lost answer is not a merged request. */
                                  NTATAG_MERGE_482 (0),
                                  NTATAG_SERVER_RPORT (0),
                                  /* Of headers that it cannot read, only those without which there is no transaction are its
                                   * business: it would end the connection over each. */
                                  NTATAG_BAD_REQ_MASK (0),
                                  /* Likewise it would drop an answer, and what was answered would be sent again and again. 0 stands for
                                   * every header. */
                                  NTATAG_BAD_RESP_MASK (sip_mask_privacy),
                                  TAG_END ());
  /* No server: there is no socket that anybody could reach. */
  if (!self->agent ||
      nta_agent_add_tport (self->agent, URL_STRING_MAKE ("sips:*:*"), TPTAG_SERVER (0), TAG_END ()) < 0)
    g_error ("The SIP stack could not be set up");

  self->leg = nta_leg_tcreate (self->agent, request_cb, self, NTATAG_NO_DIALOG (1), TAG_END ());

  return self;
}

/**
 * cs_flow_free:
 * @self: (transfer full): a flow
 *
 * Closes @self and frees it, which may be done in any of its own callbacks.
 */
void
cs_flow_free (CsFlow *self)
{
  cs_flow_close (self);
  self->is_freed = TRUE;

  /* Sofia does not survive losing an agent while it calls from it. */
  if (self->depth > 0)
    g_idle_add (destroy_cb, self);
  else
    destroy (self);
}

/**
 * cs_flow_open:
 * @self: a flow
 *
 * Begins to use the link's connection, which has just been opened.
 */
void
cs_flow_open (CsFlow *self)
{
  cs_flow_close (self);

  self->splice = cs_splice_new (self->link, silent_cb, self);
  self->number = cs_transport_add (self->splice);
  self->route = cs_transport_get_uri (self->number);
}

/**
 * cs_flow_close:
 * @self: a flow
 *
 * Ends the use of the connection. Every transaction is told that it will get no answer.
 */
void
cs_flow_close (CsFlow *self)
{
  GHashTableIter iter;
  gpointer object, lost;

  if (!self->splice)
    return;

  cs_transport_remove (self->number);
  g_clear_pointer (&self->splice, cs_splice_free);
  g_clear_pointer (&self->route, g_free);

  cs_flow_enter (self);
  g_hash_table_iter_init (&iter, self->transactions);
  while (g_hash_table_iter_next (&iter, &object, &lost)) {
    g_hash_table_iter_remove (&iter);
    ((GDestroyNotify) lost) (object);
    /* Being told, it may have changed the table. */
    g_hash_table_iter_init (&iter, self->transactions);
  }
  cs_flow_leave (self);
}

/**
 * cs_flow_is_open:
 * @self: a flow
 *
 * Returns: whether requests can be sent
 */
gboolean
cs_flow_is_open (CsFlow *self)
{
  return self->splice && cs_splice_is_open (self->splice);
}

/**
 * cs_flow_has_pong:
 * @self: a flow
 *
 * Returns: whether the server answered a ping on this connection
 */
gboolean
cs_flow_has_pong (CsFlow *self)
{
  return self->splice && cs_splice_has_pong (self->splice);
}

/**
 * cs_flow_set_keep_alive:
 * @self: a flow
 * @interval: the longest time between two pings, in milliseconds
 * @patience: how long to wait for an answer, in milliseconds
 */
void
cs_flow_set_keep_alive (CsFlow *self,
                        guint   interval,
                        guint   patience)
{
  if (self->splice)
    cs_splice_set_keep_alive (self->splice, interval, patience);
}

/**
 * cs_flow_doubt:
 * @self: a flow
 *
 * Finds out whether the connection is still good, without waiting until that is due.
 */
void
cs_flow_doubt (CsFlow *self)
{
  if (self->splice)
    cs_splice_ping (self->splice);
}

/**
 * cs_flow_get_leg:
 * @self: a flow
 *
 * Returns: (transfer none): what requests outside of a dialog are made with
 */
nta_leg_t *
cs_flow_get_leg (CsFlow *self)
{
  return self->leg;
}

/**
 * cs_flow_get_route:
 * @self: a flow that is open
 *
 * Returns: (transfer none) (nullable): the URI that requests are sent to
 */
const char *
cs_flow_get_route (CsFlow *self)
{
  return self->route;
}

/**
 * cs_flow_enter:
 * @self: a flow
 *
 * Says that Sofia is calling, so that the agent must stay.
 */
void
cs_flow_enter (CsFlow *self)
{
  self->depth++;
}

/**
 * cs_flow_leave:
 * @self: a flow
 *
 * Ends what cs_flow_enter() began.
 */
void
cs_flow_leave (CsFlow *self)
{
  self->depth--;
}

/**
 * cs_flow_add:
 * @self: a flow
 * @object: something that waits for this connection
 * @lost: called with @object, once removed, when the connection is gone
 */
void
cs_flow_add (CsFlow         *self,
             gpointer        object,
             GDestroyNotify  lost)
{
  g_hash_table_insert (self->transactions, object, lost);
}

/**
 * cs_flow_remove:
 * @self: a flow
 * @object: what was added
 */
void
cs_flow_remove (CsFlow   *self,
                gpointer  object)
{
  g_hash_table_remove (self->transactions, object);
}
