/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-conversation-private.h"

#include "cs-session-private.h"
#include "cs-timeline-private.h"

enum {
  PROP_0,
  PROP_SESSION,
  PROP_PEER,
  PROP_CONTACT,
  PROP_REQUEST,
  PROP_NAME,
  PROP_DRAFT,
  PROP_UNREAD,
  PROP_LAST_MESSAGE,
  PROP_READ_UP_TO,
  PROP_TAKES_RECEIPTS,
  PROP_TAKES_TYPING,
  PROP_TYPING,
  PROP_READ_RECEIPTS,
  PROP_PINNED,
  PROP_MUTED,
  PROP_ARCHIVED,
  PROP_MARKED_UNREAD,
  PROP_REMOVED,
  PROP_ROOM,
  LAST_PROP
};

static GParamSpec *props[LAST_PROP];

G_DEFINE_FINAL_TYPE (CsConversation, cs_conversation, G_TYPE_OBJECT)

/* Returns whether there is such a mark. */
static gboolean
get_mark (CsConversation *self,
          guint           prop_id,
          GValue         *value)
{
  switch (prop_id) {
  case PROP_PINNED:
    g_value_set_boolean (value, cs_conversation_is_pinned (self));
    break;
  case PROP_MUTED:
    g_value_set_boolean (value, cs_conversation_is_muted (self));
    break;
  case PROP_ARCHIVED:
    g_value_set_boolean (value, cs_conversation_is_archived (self));
    break;
  case PROP_MARKED_UNREAD:
    g_value_set_boolean (value, cs_conversation_is_marked_unread (self));
    break;
  case PROP_REMOVED:
    g_value_set_boolean (value, cs_conversation_is_removed (self));
    break;
  default:
    return FALSE;
  }

  return TRUE;
}

static void
cs_conversation_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  CsConversation *self = CS_CONVERSATION (object);

  switch (prop_id) {
  case PROP_SESSION:
    g_value_set_object (value, self->session);
    break;
  case PROP_PEER:
    g_value_set_boxed (value, self->peer);
    break;
  case PROP_CONTACT:
    g_value_set_object (value, self->contact);
    break;
  case PROP_REQUEST:
    g_value_set_boolean (value, cs_conversation_is_request (self));
    break;
  case PROP_NAME:
    g_value_set_string (value, cs_conversation_get_name (self));
    break;
  case PROP_DRAFT:
    g_value_set_string (value, self->draft);
    break;
  case PROP_UNREAD:
    g_value_set_uint (value, self->unread);
    break;
  case PROP_LAST_MESSAGE:
    g_value_set_object (value, self->last);
    break;
  case PROP_READ_UP_TO:
    g_value_set_int64 (value, self->read_up_to);
    break;
  case PROP_TAKES_RECEIPTS:
    g_value_set_boolean (value, cs_conversation_takes_receipts (self));
    break;
  case PROP_TAKES_TYPING:
    g_value_set_boolean (value, cs_conversation_takes_typing (self));
    break;
  case PROP_TYPING:
    g_value_set_boolean (value, self->typing);
    break;
  case PROP_READ_RECEIPTS:
    g_value_set_boolean (value, cs_conversation_get_read_receipts (self));
    break;
  case PROP_ROOM:
    g_value_set_object (value, self->room);
    break;
  default:
    if (!get_mark (self, prop_id, value))
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_conversation_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  CsConversation *self = CS_CONVERSATION (object);

  switch (prop_id) {
  case PROP_DRAFT:
    cs_conversation_set_draft (self, g_value_get_string (value));
    break;
  case PROP_READ_RECEIPTS:
    cs_conversation_set_read_receipts (self, g_value_get_boolean (value));
    break;
  case PROP_PINNED:
    cs_conversation_set_pinned (self, g_value_get_boolean (value));
    break;
  case PROP_MUTED:
    cs_conversation_set_muted (self, g_value_get_boolean (value));
    break;
  case PROP_ARCHIVED:
    cs_conversation_set_archived (self, g_value_get_boolean (value));
    break;
  case PROP_MARKED_UNREAD:
    cs_conversation_set_marked_unread (self, g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_conversation_finalize (GObject *object)
{
  CsConversation *self = CS_CONVERSATION (object);

  g_clear_handle_id (&self->draft_id, g_source_remove);
  g_clear_handle_id (&self->typing_id, g_source_remove);
  g_clear_weak_pointer (&self->session);
  g_clear_object (&self->last);
  g_clear_object (&self->room);
  g_clear_object (&self->contact);
  g_clear_object (&self->outbox);
  g_clear_object (&self->store);
  cs_message_cache_free (self->messages);
  cs_address_unref (self->peer);
  g_free (self->name);
  g_free (self->draft);
  g_free (self->removed_draft);

  G_OBJECT_CLASS (cs_conversation_parent_class)->finalize (object);
}

static void
make_reading_properties (const GParamFlags readable)
{
  /**
   * CsConversation:read-up-to:
   *
   * The id of the last message that was read: the unread line stands behind it.
   */
  props[PROP_READ_UP_TO] =
    g_param_spec_int64 ("read-up-to", NULL, NULL, 0, G_MAXINT64, 0, readable);

  /**
   * CsConversation:takes-receipts:
   *
   * Whether the other end can tell that messages were read, as far as it is known.
   */
  props[PROP_TAKES_RECEIPTS] =
    g_param_spec_boolean ("takes-receipts", NULL, NULL, TRUE, readable);

  /**
   * CsConversation:takes-typing:
   *
   * Whether the other end can be told that somebody is writing, as far as it is known.
   */
  props[PROP_TAKES_TYPING] =
    g_param_spec_boolean ("takes-typing", NULL, NULL, TRUE, readable);

  /**
   * CsConversation:typing:
   *
   * Whether the other end is writing just now.
   */
  props[PROP_TYPING] =
    g_param_spec_boolean ("typing", NULL, NULL, FALSE, readable);

  /**
   * CsConversation:read-receipts:
   *
   * Whether the other end is told that its messages were read: as its account, or as was chosen for it.
   */
  props[PROP_READ_RECEIPTS] =
    g_param_spec_boolean ("read-receipts", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
}

static void
make_marks (const GParamFlags flags)
{
  /**
   * CsConversation:pinned:
   *
   * Whether it stands before those that are not pinned.
   */
  props[PROP_PINNED] = g_param_spec_boolean ("pinned", NULL, NULL, FALSE, flags);

  /**
   * CsConversation:muted:
   *
   * Whether its messages are announced to nobody.
   */
  props[PROP_MUTED] = g_param_spec_boolean ("muted", NULL, NULL, FALSE, flags);

  /**
   * CsConversation:archived:
   *
   * Whether it is out of the way, until a message comes in.
   */
  props[PROP_ARCHIVED] = g_param_spec_boolean ("archived", NULL, NULL, FALSE, flags);

  /**
   * CsConversation:marked-unread:
   *
   * Whether it is shown as if something in it was unread.
   */
  props[PROP_MARKED_UNREAD] = g_param_spec_boolean ("marked-unread", NULL, NULL, FALSE, flags);

  /**
   * CsConversation:removed:
   *
   * Whether it was removed, and nothing was written in it since.
   */
  props[PROP_REMOVED] =
    g_param_spec_boolean ("removed", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
}

static void
make_peer_properties (const GParamFlags readable)
{
  /**
   * CsConversation:peer:
   *
   * The address of the other end.
   */
  props[PROP_PEER] =
    g_param_spec_boxed ("peer", NULL, NULL, CS_TYPE_ADDRESS, readable);

  /**
   * CsConversation:contact: (nullable)
   *
   * Who the other end is to the person.
   */
  props[PROP_CONTACT] =
    g_param_spec_object ("contact", NULL, NULL, CS_TYPE_CONTACT, readable);

  /**
   * CsConversation:request:
   *
   * Whether the other end wrote and waits to be let in.
   */
  props[PROP_REQUEST] =
    g_param_spec_boolean ("request", NULL, NULL, FALSE, readable);

  /**
   * CsConversation:room: (nullable)
   *
   * Who is in the room, where the other end is one. Told anew where we stand with it.
   */
  props[PROP_ROOM] =
    g_param_spec_object ("room", NULL, NULL, CS_TYPE_ROOM, readable);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  /**
   * CsConversation:session: (nullable)
   *
   * The account it goes through; %NULL once that is removed.
   */
  props[PROP_SESSION] =
    g_param_spec_object ("session", NULL, NULL, CS_TYPE_SESSION, readable);

  /**
   * CsConversation:name:
   *
   * The person's own name for the other end, or the name that it gives itself, or its address.
   */
  props[PROP_NAME] =
    g_param_spec_string ("name", NULL, NULL, NULL, readable);

  /**
   * CsConversation:draft: (nullable)
   *
   * What was written and not sent.
   */
  props[PROP_DRAFT] =
    g_param_spec_string ("draft", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  /**
   * CsConversation:unread:
   *
   * How many messages came in since [method@Conversation.mark_read].
   */
  props[PROP_UNREAD] =
    g_param_spec_uint ("unread", NULL, NULL, 0, G_MAXUINT, 0, readable);

  /**
   * CsConversation:last-message: (nullable)
   *
   * The newest message.
   */
  props[PROP_LAST_MESSAGE] =
    g_param_spec_object ("last-message", NULL, NULL, CS_TYPE_MESSAGE, readable);

  make_peer_properties (readable);
  make_reading_properties (readable);
  make_marks (G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, LAST_PROP, props);
}

static void
cs_conversation_class_init (CsConversationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cs_conversation_get_property;
  object_class->set_property = cs_conversation_set_property;
  object_class->finalize = cs_conversation_finalize;

  install_properties (object_class);

  g_signal_new ("message-added", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, CS_TYPE_MESSAGE);
  g_signal_new ("message-gone", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                G_TYPE_NONE, 1, G_TYPE_INT64);
  g_signal_new ("reload", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * CsConversation::member-renamed:
   *
   * Somebody who may be, or have been, in the room is called otherwise now.
   */
  g_signal_new ("member-renamed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  g_signal_new ("forgotten", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cs_conversation_init (CsConversation *self)
{
  self->messages = cs_message_cache_new ();
}

/**
 * cs_conversation_new:
 * @session: (nullable): whose conversation it is
 * @store: where its messages are
 * @outbox: where what is sent goes
 * @peer: the other end
 * @record: what the store holds
 *
 * Makes a conversation of a record.
 *
 * Returns: (transfer full): the conversation
 */
CsConversation *
cs_conversation_new (CsSession                  *session,
                     CsStore                    *store,
                     CsOutbox                   *outbox,
                     CsAddress                  *peer,
                     const CsConversationRecord *record)
{
  CsConversation *self = g_object_new (CS_TYPE_CONVERSATION, NULL);

  g_set_weak_pointer (&self->session, session);
  if (session)
    g_signal_connect_object (cs_session_get_account (session), "notify::read-receipts",
                             G_CALLBACK (cs_conversation_receipts_changed), self, G_CONNECT_SWAPPED);
  self->store = g_object_ref (store);
  self->outbox = g_object_ref (outbox);
  self->peer = cs_address_ref (peer);
  self->id = record->id;
  self->name = g_strdup (record->name);
  self->draft = g_strdup (record->draft);
  self->unread = record->unread;
  self->read_up_to = record->read_up_to;
  self->marks = record->marks;
  self->about = record->about;
  self->heard = record->heard;
  if (record->last) {
    self->last = cs_conversation_ensure (self, record->last);
    self->rank = cs_message_get_time (self->last);
  }

  return self;
}

/**
 * cs_conversation_get_id:
 * @self: a conversation
 *
 * Gets its number in the store.
 *
 * Returns: the number
 */
gint64
cs_conversation_get_id (CsConversation *self)
{
  return self->id;
}

/**
 * cs_conversation_get_store:
 * @self: a conversation
 *
 * Gets where its messages are.
 *
 * Returns: (transfer none): the store
 */
CsStore *
cs_conversation_get_store (CsConversation *self)
{
  return self->store;
}

/**
 * cs_conversation_get_rank:
 * @self: a conversation
 *
 * Gets when it was last active, to sort by.
 *
 * Returns: UTC microseconds, 0 for one without messages
 */
gint64
cs_conversation_get_rank (CsConversation *self)
{
  return self->rank;
}

/**
 * cs_conversation_ensure:
 * @self: a conversation
 * @record: a message of it, from the store
 *
 * Gets the one object that stands for a message.
 *
 * Returns: (transfer full): the message
 */
CsMessage *
cs_conversation_ensure (CsConversation        *self,
                        const CsMessageRecord *record)
{
  return cs_message_cache_ensure (self->messages, record);
}

/**
 * cs_conversation_changed_cb:
 * @object: the store
 * @result: the result of a change
 * @user_data: nothing
 *
 * Ends changes that nobody waits for: should one fail, the next start shows the older value.
 */
void
cs_conversation_changed_cb (GObject      *object,
                            GAsyncResult *result,
                            gpointer      user_data)
{
  g_autoptr (GError) error = NULL;

  if (!cs_store_change_finish (CS_STORE (object), result, &error))
    g_message ("A change of a conversation could not be stored: %s", error->message);
}

/**
 * cs_conversation_touch:
 * @self: a conversation that is in no list yet
 *
 * Sorts a conversation that was just begun before all others.
 */
void
cs_conversation_touch (CsConversation *self)
{
  self->rank = MAX (self->rank, g_get_real_time ());
}

/**
 * cs_conversation_get_session:
 * @self: a conversation
 *
 * Gets whose conversation it is.
 *
 * Returns: (transfer none) (nullable): the session; %NULL once its account is removed
 */
CsSession *
cs_conversation_get_session (CsConversation *self)
{
  g_return_val_if_fail (CS_IS_CONVERSATION (self), NULL);

  return self->session;
}

/**
 * cs_conversation_get_peer:
 * @self: a conversation
 *
 * Gets the address of the other end.
 *
 * Returns: (transfer none): the address
 */
CsAddress *
cs_conversation_get_peer (CsConversation *self)
{
  g_return_val_if_fail (CS_IS_CONVERSATION (self), NULL);

  return self->peer;
}

/**
 * cs_conversation_new_timeline:
 * @self: a conversation
 *
 * Makes a view of the messages, empty until it is told to load.
 *
 * Returns: (transfer full): a list of [class@Message]
 */
CsTimeline *
cs_conversation_new_timeline (CsConversation *self)
{
  g_return_val_if_fail (CS_IS_CONVERSATION (self), NULL);

  return cs_timeline_new (self);
}
