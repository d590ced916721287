/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-timeline-private.h"

#include "cs-conversation-private.h"

struct _CsTimeline
{
  GObject         parent_instance;

  CsConversation *conversation;
  GPtrArray      *messages;
  GPtrArray      *waiting;    /* added while a page is being loaded */
  gint64          around;     /* id of a message to go to when the page under way is there, 0 for none */
  gboolean        at_start;
  gboolean        at_end;
  gboolean        loading;
  gboolean        stale;      /* what is being loaded is not wanted any more */
};

typedef enum {
  LOAD_NEWEST,
  LOAD_AROUND,
  LOAD_OLDER,
  LOAD_NEWER,
} Load;

typedef struct {
  CsTimeline *timeline;
  Load        load;
} Request;

enum {
  PROP_0,
  PROP_AT_START,
  PROP_AT_END,
  PROP_LOADING,
  LAST_PROP
};

static GParamSpec *props[LAST_PROP];

static void cs_timeline_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CsTimeline, cs_timeline, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, cs_timeline_list_model_init))

static void
set_flag (CsTimeline *self,
          gboolean   *flag,
          gboolean    value,
          guint       prop)
{
  if (*flag == value)
    return;

  *flag = value;
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

/* The one place that changes the list: takes out removed messages at position, puts the added ones there. */
static void
splice (CsTimeline *self,
        guint       position,
        guint       removed,
        GPtrArray  *added)
{
  guint n = added ? added->len : 0;

  if (removed == 0 && n == 0)
    return;

  if (removed > 0)
    g_ptr_array_remove_range (self->messages, position, removed);
  if (position == self->messages->len) {
    for (guint i = 0; i < n; i++)
      g_ptr_array_add (self->messages, g_object_ref (added->pdata[i]));
  } else if (n > 0) {
    guint behind = self->messages->len - position;

    g_ptr_array_set_size (self->messages, self->messages->len + n);
    memmove (self->messages->pdata + position + n, self->messages->pdata + position, behind * sizeof (gpointer));
    for (guint i = 0; i < n; i++)
      self->messages->pdata[position + i] = g_object_ref (added->pdata[i]);
  }

  g_list_model_items_changed (G_LIST_MODEL (self), position, removed, n);
}

static void
trim_start (CsTimeline *self)
{
  if (self->messages->len <= CS_TIMELINE_MAX)
    return;

  splice (self, 0, self->messages->len - CS_TIMELINE_MAX + CS_TIMELINE_PAGE / 2, NULL);
  set_flag (self, &self->at_start, FALSE, PROP_AT_START);
}

static void
trim_end (CsTimeline *self)
{
  if (self->messages->len <= CS_TIMELINE_MAX)
    return;

  splice (self, CS_TIMELINE_MAX, self->messages->len - CS_TIMELINE_MAX, NULL);
  set_flag (self, &self->at_end, FALSE, PROP_AT_END);
}

static gint64
last_id (CsTimeline *self)
{
  return self->messages->len > 0 ? cs_message_get_id (self->messages->pdata[self->messages->len - 1]) : 0;
}

static void
append (CsTimeline *self,
        GPtrArray  *messages)
{
  g_autoptr (GPtrArray) newer = g_ptr_array_new ();
  gint64 last = last_id (self);

  for (guint i = 0; i < messages->len; i++) {
    gint64 id = cs_message_get_id (messages->pdata[i]);

    if (id <= last)
      continue;
    last = id;
    g_ptr_array_add (newer, messages->pdata[i]);
  }

  splice (self, self->messages->len, 0, newer);
}

/* One that is had back belongs among the others. Outside of what is shown, it comes with its page. */
static void
insert (CsTimeline *self,
        CsMessage  *message)
{
  g_autoptr (GPtrArray) one = g_ptr_array_new ();
  gint64 id = cs_message_get_id (message);
  guint position = self->messages->len;

  while (position > 0 && cs_message_get_id (self->messages->pdata[position - 1]) > id)
    position--;
  if ((position == self->messages->len && !self->at_end) ||
      (position == 0 && self->messages->len > 0 && !self->at_start) ||
      (position > 0 && self->messages->pdata[position - 1] == message))
    return;

  g_ptr_array_add (one, message);
  splice (self, position, 0, one);
}

static void
message_added_cb (CsTimeline *self,
                  CsMessage  *message)
{
  /* The page under way may or may not hold it. */
  if (self->loading) {
    g_ptr_array_add (self->waiting, g_object_ref (message));
    return;
  }

  insert (self, message);
  if (self->at_end)
    trim_start (self);
}

static void
message_gone_cb (CsTimeline *self,
                 gint64      message)
{
  for (guint i = 0; i < self->messages->len; i++) {
    if (cs_message_get_id (self->messages->pdata[i]) == message) {
      splice (self, i, 1, NULL);
      return;
    }
  }
}

static void
take_page (CsTimeline *self,
           Load        load,
           GPtrArray  *page)
{
  gboolean complete = page->len < CS_TIMELINE_PAGE;

  switch (load) {
  case LOAD_NEWEST:
    splice (self, 0, self->messages->len, page);
    set_flag (self, &self->at_start, complete, PROP_AT_START);
    set_flag (self, &self->at_end, TRUE, PROP_AT_END);
    break;
  case LOAD_AROUND:
    splice (self, 0, self->messages->len, page);
    set_flag (self, &self->at_start, complete, PROP_AT_START);
    set_flag (self, &self->at_end, FALSE, PROP_AT_END);
    break;
  case LOAD_OLDER:
    splice (self, 0, 0, page);
    set_flag (self, &self->at_start, complete, PROP_AT_START);
    trim_end (self);
    break;
  case LOAD_NEWER:
  default:
    append (self, page);
    set_flag (self, &self->at_end, complete, PROP_AT_END);
    trim_start (self);
  }
}

static gboolean
contains (CsTimeline *self,
          gint64      id)
{
  for (guint i = 0; i < self->messages->len; i++) {
    if (cs_message_get_id (self->messages->pdata[i]) == id)
      return TRUE;
  }

  return FALSE;
}

static void load_page (CsTimeline *self,
                       Load        load);

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autofree Request *request = user_data;
  g_autoptr (CsTimeline) self = request->timeline;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = cs_store_list_messages_finish (CS_STORE (object), result, &error);

  if (self->stale) {
    self->stale = FALSE;
    self->loading = FALSE;
    load_page (self, LOAD_NEWEST);
    return;
  }

  if (records) {
    g_autoptr (GPtrArray) page = g_ptr_array_new_with_free_func (g_object_unref);

    for (guint i = 0; i < records->len; i++)
      g_ptr_array_add (page, cs_conversation_ensure (self->conversation, records->pdata[i]));
    take_page (self, request->load, page);
  } else {
    g_message ("Messages could not be read: %s", error->message);
  }

  for (guint i = 0; i < self->waiting->len; i++)
    insert (self, self->waiting->pdata[i]);
  if (self->at_end)
    trim_start (self);
  g_ptr_array_set_size (self->waiting, 0);

  if (self->around != 0 && !contains (self, self->around)) {
    self->loading = FALSE;
    load_page (self, LOAD_AROUND);
  } else {
    self->around = 0;
    set_flag (self, &self->loading, FALSE, PROP_LOADING);
  }
}

static void
load_page (CsTimeline *self,
           Load        load)
{
  CsStore *store = cs_conversation_get_store (self->conversation);
  gint64 conversation = cs_conversation_get_id (self->conversation);
  Request *request;

  if (self->loading)
    return;

  request = g_new0 (Request, 1);
  request->timeline = g_object_ref (self);
  request->load = load;
  set_flag (self, &self->loading, TRUE, PROP_LOADING);

  if (load == LOAD_NEWER) {
    cs_store_list_messages_after_async (store, conversation, last_id (self), CS_TIMELINE_PAGE, NULL, loaded_cb, request);
  } else {
    gint64 before = 0;

    if (load == LOAD_AROUND)
      before = self->around + 1;
    else if (load == LOAD_OLDER && self->messages->len > 0)
      before = cs_message_get_id (self->messages->pdata[0]);
    self->around = 0;
    cs_store_list_messages_before_async (store, conversation, before, CS_TIMELINE_PAGE, NULL, loaded_cb, request);
  }
}

static GType
cs_timeline_get_item_type (GListModel *model)
{
  return CS_TYPE_MESSAGE;
}

static guint
cs_timeline_get_n_items (GListModel *model)
{
  return CS_TIMELINE (model)->messages->len;
}

static gpointer
cs_timeline_get_item (GListModel *model,
                      guint       position)
{
  CsTimeline *self = CS_TIMELINE (model);

  return position < self->messages->len ? g_object_ref (self->messages->pdata[position]) : NULL;
}

static void
cs_timeline_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = cs_timeline_get_item_type;
  iface->get_n_items = cs_timeline_get_n_items;
  iface->get_item = cs_timeline_get_item;
}

static void
cs_timeline_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  CsTimeline *self = CS_TIMELINE (object);

  switch (prop_id) {
  case PROP_AT_START:
    g_value_set_boolean (value, self->at_start);
    break;
  case PROP_AT_END:
    g_value_set_boolean (value, self->at_end);
    break;
  case PROP_LOADING:
    g_value_set_boolean (value, self->loading);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_timeline_finalize (GObject *object)
{
  CsTimeline *self = CS_TIMELINE (object);

  g_ptr_array_unref (self->messages);
  g_ptr_array_unref (self->waiting);
  g_clear_object (&self->conversation);

  G_OBJECT_CLASS (cs_timeline_parent_class)->finalize (object);
}

static void
cs_timeline_class_init (CsTimelineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cs_timeline_get_property;
  object_class->finalize = cs_timeline_finalize;

  /**
   * CsTimeline:at-start:
   *
   * Whether the first message is the first of the conversation.
   */
  props[PROP_AT_START] =
    g_param_spec_boolean ("at-start", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * CsTimeline:at-end:
   *
   * Whether the last message is the last of the conversation.
   */
  props[PROP_AT_END] =
    g_param_spec_boolean ("at-end", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  /**
   * CsTimeline:loading:
   *
   * Whether a page is on its way.
   */
  props[PROP_LOADING] =
    g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, LAST_PROP, props);
}

static void
cs_timeline_init (CsTimeline *self)
{
  self->messages = g_ptr_array_new_with_free_func (g_object_unref);
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
}

/* Everything is different: begin anew, behind a page that is still under way. */
static void
reload_cb (CsTimeline *self)
{
  splice (self, 0, self->messages->len, NULL);
  set_flag (self, &self->at_start, FALSE, PROP_AT_START);
  set_flag (self, &self->at_end, FALSE, PROP_AT_END);
  self->stale = self->loading;
  load_page (self, LOAD_NEWEST);
}

/**
 * cs_timeline_new:
 * @conversation: whose messages to show
 *
 * Makes an empty view of a conversation.
 *
 * Returns: (transfer full): the view
 */
CsTimeline *
cs_timeline_new (CsConversation *conversation)
{
  CsTimeline *self = g_object_new (CS_TYPE_TIMELINE, NULL);

  self->conversation = g_object_ref (conversation);
  g_signal_connect_object (conversation, "message-added", G_CALLBACK (message_added_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (conversation, "message-gone", G_CALLBACK (message_gone_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (conversation, "reload", G_CALLBACK (reload_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * cs_timeline_load_newest:
 * @self: a timeline
 *
 * Shows the newest page in place of what is shown now.
 */
void
cs_timeline_load_newest (CsTimeline *self)
{
  g_return_if_fail (CS_IS_TIMELINE (self));

  load_page (self, LOAD_NEWEST);
}

/**
 * cs_timeline_load_around:
 * @self: a timeline
 * @message: the id of a message of the conversation
 *
 * Shows the page that ends with a message in place of what is shown now, unless the message is among that. What is newer than the
 * message comes with cs_timeline_load_newer().
 */
void
cs_timeline_load_around (CsTimeline *self,
                         gint64      message)
{
  g_return_if_fail (CS_IS_TIMELINE (self));
  g_return_if_fail (message > 0);

  if (contains (self, message) && !self->loading)
    return;

  self->around = message;
  if (!self->loading)
    load_page (self, LOAD_AROUND);
}

/**
 * cs_timeline_load_older:
 * @self: a timeline
 *
 * Puts an older page before the first message. While a page is on its way, nothing happens.
 */
void
cs_timeline_load_older (CsTimeline *self)
{
  g_return_if_fail (CS_IS_TIMELINE (self));

  if (!self->at_start)
    load_page (self, LOAD_OLDER);
}

/**
 * cs_timeline_load_newer:
 * @self: a timeline
 *
 * Puts a newer page behind the last message. While a page is on its way, nothing happens.
 */
void
cs_timeline_load_newer (CsTimeline *self)
{
  g_return_if_fail (CS_IS_TIMELINE (self));

  if (!self->at_end)
    load_page (self, LOAD_NEWER);
}

/**
 * cs_timeline_is_at_start:
 * @self: a timeline
 *
 * Gets whether nothing is older than the first message.
 *
 * Returns: %TRUE at the start of the conversation
 */
gboolean
cs_timeline_is_at_start (CsTimeline *self)
{
  g_return_val_if_fail (CS_IS_TIMELINE (self), FALSE);

  return self->at_start;
}

/**
 * cs_timeline_is_at_end:
 * @self: a timeline
 *
 * Gets whether nothing is newer than the last message.
 *
 * Returns: %TRUE at the end of the conversation
 */
gboolean
cs_timeline_is_at_end (CsTimeline *self)
{
  g_return_val_if_fail (CS_IS_TIMELINE (self), FALSE);

  return self->at_end;
}

/**
 * cs_timeline_is_loading:
 * @self: a timeline
 *
 * Gets whether a page is on its way.
 *
 * Returns: %TRUE while one is
 */
gboolean
cs_timeline_is_loading (CsTimeline *self)
{
  g_return_val_if_fail (CS_IS_TIMELINE (self), FALSE);

  return self->loading;
}
