/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-message-private.h"

#include "cs-words.h"

/* The store keeps the reason of a failure as the server gave it, "404 Not Found"; here it is worded. */
struct _CsMessage
{
  GObject         parent_instance;

  gint64          id;
  char           *message_id;
  char           *text;
  gboolean        outgoing;
  gint64          time;
  CsMessageState  state;
  char           *reason;
  char           *sender;
  gboolean        removed;    /* and can still be had back */
};

enum {
  PROP_0,
  PROP_ID,
  PROP_TEXT,
  PROP_OUTGOING,
  PROP_TIME,
  PROP_STATE,
  PROP_REASON,
  LAST_PROP
};

static GParamSpec *props[LAST_PROP];

G_DEFINE_FINAL_TYPE (CsMessage, cs_message, G_TYPE_OBJECT)

static void
cs_message_get_property (GObject    *object,
                         guint       prop_id,
                         GValue     *value,
                         GParamSpec *pspec)
{
  CsMessage *self = CS_MESSAGE (object);

  switch (prop_id) {
  case PROP_ID:
    g_value_set_int64 (value, self->id);
    break;
  case PROP_TEXT:
    g_value_set_string (value, self->text);
    break;
  case PROP_OUTGOING:
    g_value_set_boolean (value, self->outgoing);
    break;
  case PROP_TIME:
    g_value_set_int64 (value, self->time);
    break;
  case PROP_STATE:
    g_value_set_enum (value, self->state);
    break;
  case PROP_REASON:
    g_value_set_string (value, self->reason);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_message_finalize (GObject *object)
{
  CsMessage *self = CS_MESSAGE (object);

  g_free (self->message_id);
  g_free (self->text);
  g_free (self->reason);
  g_free (self->sender);

  G_OBJECT_CLASS (cs_message_parent_class)->finalize (object);
}

static void
cs_message_class_init (CsMessageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cs_message_get_property;
  object_class->finalize = cs_message_finalize;

  /**
   * CsMessage:id:
   *
   * The number of the message in the store; later ones are larger.
   */
  props[PROP_ID] =
    g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0,
                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * CsMessage:text:
   *
   * What was written. It is foreign text: never markup.
   */
  props[PROP_TEXT] =
    g_param_spec_string ("text", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * CsMessage:outgoing:
   *
   * Whether we wrote it.
   */
  props[PROP_OUTGOING] =
    g_param_spec_boolean ("outgoing", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * CsMessage:time:
   *
   * When it was written or came in, in UTC microseconds.
   */
  props[PROP_TIME] =
    g_param_spec_int64 ("time", NULL, NULL, G_MININT64, G_MAXINT64, 0,
                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * CsMessage:state:
   *
   * How far it got.
   */
  props[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, CS_TYPE_MESSAGE_STATE, CS_MESSAGE_QUEUED,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * CsMessage:reason: (nullable)
   *
   * Why it failed, in a sentence.
   */
  props[PROP_REASON] =
    g_param_spec_string ("reason", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, LAST_PROP, props);
}

static void
cs_message_init (CsMessage *self)
{
}

/**
 * cs_message_new:
 * @record: what the store holds
 *
 * Makes a message of a record. What a crash left as being sent is queued.
 *
 * Returns: (transfer full): the message
 */
CsMessage *
cs_message_new (const CsMessageRecord *record)
{
  CsMessage *self;

  g_return_val_if_fail (record, NULL);

  self = g_object_new (CS_TYPE_MESSAGE, NULL);
  self->id = record->id;
  self->message_id = g_strdup (record->message_id);
  self->text = g_strdup (record->text);
  self->outgoing = record->outgoing;
  self->time = record->time;
  self->state = record->state == CS_MESSAGE_SENDING ? CS_MESSAGE_QUEUED : record->state;
  self->reason = record->reason ? cs_words_for_send_failure (record->reason) : NULL;
  self->sender = g_strdup (record->sender);

  return self;
}

/**
 * cs_message_get_id:
 * @self: a message
 *
 * Gets the number of the message in the store.
 *
 * Returns: the number
 */
gint64
cs_message_get_id (CsMessage *self)
{
  g_return_val_if_fail (CS_IS_MESSAGE (self), 0);

  return self->id;
}

/**
 * cs_message_get_message_id:
 * @self: a message
 *
 * Gets what the message is called on the way: its Call-ID when it is ours.
 *
 * Returns: the id
 */
const char *
cs_message_get_message_id (CsMessage *self)
{
  g_return_val_if_fail (CS_IS_MESSAGE (self), NULL);

  return self->message_id;
}

/**
 * cs_message_get_text:
 * @self: a message
 *
 * Gets what was written.
 *
 * Returns: the text
 */
const char *
cs_message_get_text (CsMessage *self)
{
  g_return_val_if_fail (CS_IS_MESSAGE (self), NULL);

  return self->text;
}

/**
 * cs_message_get_sender:
 * @self: a message
 *
 * Gets who of a room wrote it.
 *
 * Returns: (nullable): the URI of an address; empty where the room itself speaks, %NULL where it is ours or no room's
 */
const char *
cs_message_get_sender (CsMessage *self)
{
  g_return_val_if_fail (CS_IS_MESSAGE (self), NULL);

  return self->sender;
}

/**
 * cs_message_is_notice:
 * @self: a message
 *
 * Gets whether nobody wrote it, but a room says it of itself.
 *
 * Returns: %TRUE if so
 */
gboolean
cs_message_is_notice (CsMessage *self)
{
  g_return_val_if_fail (CS_IS_MESSAGE (self), FALSE);

  return self->sender && !*self->sender;
}

/**
 * cs_message_is_outgoing:
 * @self: a message
 *
 * Gets whether we wrote it.
 *
 * Returns: %TRUE if it is ours
 */
gboolean
cs_message_is_outgoing (CsMessage *self)
{
  g_return_val_if_fail (CS_IS_MESSAGE (self), FALSE);

  return self->outgoing;
}

/**
 * cs_message_get_time:
 * @self: a message
 *
 * Gets when it was written or came in.
 *
 * Returns: UTC microseconds
 */
gint64
cs_message_get_time (CsMessage *self)
{
  g_return_val_if_fail (CS_IS_MESSAGE (self), 0);

  return self->time;
}

/**
 * cs_message_get_state:
 * @self: a message
 *
 * Gets how far it got.
 *
 * Returns: the state
 */
CsMessageState
cs_message_get_state (CsMessage *self)
{
  g_return_val_if_fail (CS_IS_MESSAGE (self), CS_MESSAGE_FAILED);

  return self->state;
}

/**
 * cs_message_get_reason:
 * @self: a message
 *
 * Gets why it failed, or waits although it was sent before.
 *
 * Returns: (nullable): a sentence in the user's language
 */
const char *
cs_message_get_reason (CsMessage *self)
{
  g_return_val_if_fail (CS_IS_MESSAGE (self), NULL);

  return self->reason;
}

/**
 * cs_message_set_state:
 * @self: a message
 * @state: how far it got
 * @reason: (nullable): why it is no further: the answer that made it fail, "404 Not Found", or that there was none
 *
 * Shows what was stored. A message that has arrived stays so.
 */
void
cs_message_set_state (CsMessage      *self,
                      CsMessageState  state,
                      const char     *reason)
{
  g_autofree char *sentence = NULL;

  g_return_if_fail (CS_IS_MESSAGE (self));

  if (cs_message_state_advance (self->state, state) != state)
    return;

  sentence = reason ? cs_words_for_send_failure (reason) : NULL;

  g_object_freeze_notify (G_OBJECT (self));
  if (g_strcmp0 (self->reason, sentence) != 0) {
    g_free (self->reason);
    self->reason = g_steal_pointer (&sentence);
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_REASON]);
  }
  if (self->state != state) {
    self->state = state;
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
  }
  g_object_thaw_notify (G_OBJECT (self));
}

/**
 * cs_message_is_removed:
 * @self: a message
 *
 * Gets whether it was removed and can still be had back.
 *
 * Returns: %TRUE if so
 */
gboolean
cs_message_is_removed (CsMessage *self)
{
  return self->removed;
}

/**
 * cs_message_set_removed:
 * @self: a message
 * @removed: whether it was removed and can still be had back
 *
 * Notes that a person removed it, or had it back, or that it is too late for that.
 */
void
cs_message_set_removed (CsMessage *self,
                        gboolean   removed)
{
  self->removed = removed;
}
