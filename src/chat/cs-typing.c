/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-typing.h"

#include "cs-conversation-private.h"
#include "cs-message-id.h"

/* Seconds without a key until nobody writes any more (RFC 3994 section 3.2), and until those who still do say so again. What is told
 * holds longer than that, so that nothing flickers. */
#define QUIET 15
#define REFRESH 60
#define STATED_REFRESH 90

struct _CsTyping
{
  GObject     parent_instance;

  CsAccount  *account;
  CsCarrier   carrier;
  GHashTable *writings;    /* conversation -> Writing, owned */
  guint       quiet;
  guint       refresh;
};

/* Somebody is writing. One timer a conversation: it looks whether there was a key since, and if so waits for the rest. */
typedef struct {
  CsTyping       *typing;
  CsConversation *conversation;
  gint64          last_key;
  gint64          last_told;
  gboolean        unheard;    /* they are away, or do not care */
  guint           timer;
} Writing;

typedef struct {
  CsTyping       *typing;
  CsConversation *conversation;
} Flight;

G_DEFINE_FINAL_TYPE (CsTyping, cs_typing, G_TYPE_OBJECT)

static void
writing_free (Writing *writing)
{
  g_clear_handle_id (&writing->timer, g_source_remove);
  g_object_unref (writing->conversation);
  g_free (writing);
}

static void
flight_free (Flight *flight)
{
  g_object_unref (flight->typing);
  g_object_unref (flight->conversation);
  g_free (flight);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Flight, flight_free)

static void
told_cb (const CsSendResult *result,
         const GError       *error,
         gpointer            user_data)
{
  g_autoptr (Flight) flight = user_data;
  CsTyping *self = flight->typing;
  Writing *writing = g_hash_table_lookup (self->writings, flight->conversation);

  if (!result || result->outcome == CS_SEND_NO_ANSWER || result->outcome == CS_SEND_DELIVERED)
    return;

  if (cs_carrier_refuses_form (result))
    cs_conversation_learn (flight->conversation, CS_ABILITY_TYPING, FALSE);
  if (writing)
    writing->unheard = TRUE;
}

static void
tell (Writing  *writing,
      gboolean  active)
{
  CsTyping *self = writing->typing;
  g_autoptr (CsComposing) composing = cs_composing_new (active, STATED_REFRESH);
  g_autofree char *call_id = cs_message_id_new ();
  CsOutgoing outgoing = {
    .form = CS_OUTGOING_COMPOSING,
    .to = cs_conversation_get_peer (writing->conversation),
    .call_id = call_id,
    .composing = composing,
  };
  Flight *flight;

  writing->last_told = g_get_monotonic_time ();
  if (writing->unheard || !cs_carrier_is_here (&self->carrier))
    return;

  flight = g_new0 (Flight, 1);
  flight->typing = g_object_ref (self);
  flight->conversation = g_object_ref (writing->conversation);
  cs_carrier_send (&self->carrier, &outgoing, told_cb, flight);
}

static gboolean
quiet_cb (gpointer user_data)
{
  Writing *writing = user_data;
  CsTyping *self = writing->typing;
  gint64 now = g_get_monotonic_time ();
  gint64 left = self->quiet * G_USEC_PER_SEC - (now - writing->last_key);

  writing->timer = 0;
  if (left <= 0) {
    cs_typing_pause (self, writing->conversation);
    return G_SOURCE_REMOVE;
  }

  if (now - writing->last_told >= self->refresh * G_USEC_PER_SEC)
    tell (writing, TRUE);
  writing->timer = g_timeout_add_seconds ((guint) (left / G_USEC_PER_SEC) + 1, quiet_cb, writing);

  return G_SOURCE_REMOVE;
}

/* Who wants to be invisible does not show by a key that they are there, before they decide to send anything. */
static gboolean
is_wished (CsTyping *self)
{
  return cs_account_get_typing (self->account) && cs_account_get_availability (self->account) != CS_PRESENCE_OFFLINE;
}

static void
account_changed_cb (CsTyping *self)
{
  GHashTableIter iter;
  gpointer writing;

  if (is_wished (self))
    return;

  g_hash_table_iter_init (&iter, self->writings);
  while (g_hash_table_iter_next (&iter, NULL, &writing)) {
    tell (writing, FALSE);
    g_hash_table_iter_remove (&iter);
  }
}

static void
cs_typing_dispose (GObject *object)
{
  CsTyping *self = CS_TYPING (object);

  g_hash_table_remove_all (self->writings);
  cs_carrier_set (&self->carrier, NULL, NULL);

  G_OBJECT_CLASS (cs_typing_parent_class)->dispose (object);
}

static void
cs_typing_finalize (GObject *object)
{
  CsTyping *self = CS_TYPING (object);

  g_hash_table_unref (self->writings);
  g_clear_object (&self->account);

  G_OBJECT_CLASS (cs_typing_parent_class)->finalize (object);
}

static void
cs_typing_class_init (CsTypingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cs_typing_dispose;
  object_class->finalize = cs_typing_finalize;
}

static void
cs_typing_init (CsTyping *self)
{
  self->writings = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) writing_free);
  self->quiet = QUIET;
  self->refresh = REFRESH;
}

/**
 * cs_typing_new:
 * @account: whose it is; it says whether anybody is told
 *
 * Makes what tells an account's peers, offline.
 *
 * Returns: (transfer full): a new object
 */
CsTyping *
cs_typing_new (CsAccount *account)
{
  CsTyping *self = g_object_new (CS_TYPE_TYPING, NULL);

  self->account = g_object_ref (account);
  g_signal_connect_object (account, "notify::typing", G_CALLBACK (account_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (account, "notify::availability", G_CALLBACK (account_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * cs_typing_set_carrier:
 * @self: what tells an account's peers
 * @carrier: (nullable): how it is carried, while online; %NULL while offline
 * @object: (nullable): what carries it
 *
 * Goes online or offline. Either way, what was told before is no longer known to hold.
 */
void
cs_typing_set_carrier (CsTyping             *self,
                       const CsCarrierFuncs *carrier,
                       GObject              *object)
{
  g_return_if_fail (CS_IS_TYPING (self));

  if (cs_carrier_set (&self->carrier, carrier, object))
    g_hash_table_remove_all (self->writings);
}

/**
 * cs_typing_set_patience:
 * @self: what tells an account's peers
 * @quiet: how long somebody may be without a key and still be writing, in seconds
 * @refresh: how long it may be until that is told again, in seconds
 *
 * Changes how long things take.
 */
void
cs_typing_set_patience (CsTyping *self,
                        guint     quiet,
                        guint     refresh)
{
  g_return_if_fail (CS_IS_TYPING (self));
  g_return_if_fail (quiet > 0 && refresh > 0);

  self->quiet = quiet;
  self->refresh = refresh;
}

/**
 * cs_typing_write:
 * @self: what tells an account's peers
 * @conversation: where somebody just wrote something
 *
 * Tells the peer, unless they know, or are not to.
 */
void
cs_typing_write (CsTyping       *self,
                 CsConversation *conversation)
{
  Writing *writing;

  g_return_if_fail (CS_IS_TYPING (self));
  g_return_if_fail (CS_IS_CONVERSATION (conversation));

  if (!cs_carrier_is_here (&self->carrier) || !is_wished (self) || !cs_conversation_hears_typing (conversation))
    return;

  writing = g_hash_table_lookup (self->writings, conversation);
  if (!writing) {
    writing = g_new0 (Writing, 1);
    writing->typing = self;
    writing->conversation = g_object_ref (conversation);
    g_hash_table_insert (self->writings, conversation, writing);
    writing->timer = g_timeout_add_seconds (self->quiet, quiet_cb, writing);
    tell (writing, TRUE);
  }
  writing->last_key = g_get_monotonic_time ();
}

/**
 * cs_typing_pause:
 * @self: what tells an account's peers
 * @conversation: where nobody writes any more
 *
 * Tells the peer, if they thought otherwise.
 */
void
cs_typing_pause (CsTyping       *self,
                 CsConversation *conversation)
{
  Writing *writing;

  g_return_if_fail (CS_IS_TYPING (self));

  writing = g_hash_table_lookup (self->writings, conversation);
  if (!writing)
    return;

  tell (writing, FALSE);
  g_hash_table_remove (self->writings, conversation);
}

/**
 * cs_typing_finish:
 * @self: what tells an account's peers
 * @conversation: where a message is sent
 *
 * Forgets that somebody wrote: the message itself tells that they have ended (RFC 3994 section 3.3).
 */
void
cs_typing_finish (CsTyping       *self,
                  CsConversation *conversation)
{
  g_return_if_fail (CS_IS_TYPING (self));

  g_hash_table_remove (self->writings, conversation);
}
