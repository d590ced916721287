/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-chat-view.h"

#include "cs-day-watch.h"
#include "cs-message-actions.h"
#include "cs-message-row.h"
#include "cs-message-run.h"

/*
 * CsChatView:
 *
 * The vertical adjustment counts in the coordinates of the run of rows: older messages extend its lower bound, newer ones its
 * upper bound, and neither moves what is on the screen.
 */
struct _CsChatView
{
  CsScrollArea parent_instance;

  CsConversation *conversation;
  CsTimeline *timeline;

  CsMessageRun *run;
  CsDayWatch *days;
  int width;
  int height;
  gboolean at_end;
  gint64 target;         /* the id of a message to go to, 0 for none */
  gint64 settling;       /* the id of one that is shown with nothing behind it yet, 0 for none */
  char *words;           /* nullable: what was found in it */
  gboolean focus_found;  /* it is in its place, and wants the keyboard */
  gboolean reveal_found; /* and what was found in it is to be in sight */
  guint check_id;
};

enum {
  PROP_0,
  PROP_AT_END,
  LAST_PROP,
};

static GParamSpec *props[LAST_PROP];

G_DEFINE_FINAL_TYPE (CsChatView, cs_chat_view, CS_TYPE_SCROLL_AREA)

static GtkAdjustment *
get_adjustment (CsChatView *self)
{
  return cs_scroll_area_get_adjustment (CS_SCROLL_AREA (self));
}

static void
set_at_end (CsChatView *self,
            gboolean    at_end)
{
  if (self->at_end == at_end)
    return;

  self->at_end = at_end;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_AT_END]);
}

static void queue_check (CsChatView *self);

/* A page ends with the message that was gone to. What is behind it, if anything, is wanted in sight, too. */
static gboolean
is_last (CsChatView *self,
         gint64      message)
{
  GListModel *model = G_LIST_MODEL (self->timeline);
  guint n = g_list_model_get_n_items (model);
  g_autoptr (CsMessage) last = n > 0 ? g_list_model_get_item (model, n - 1) : NULL;

  return last && cs_message_get_id (last) == message;
}

static void
place_target (CsChatView       *self,
              const CsViewport *viewport)
{
  if (self->target == 0 || !cs_message_run_begin_at (self->run, self->target, self->words, viewport))
    return;

  self->settling = is_last (self, self->target) ? self->target : 0;
  self->target = 0;
  self->focus_found = self->reveal_found = TRUE;
  set_at_end (self, FALSE);
  queue_check (self);
}

static void
lay_out (CsChatView *self)
{
  CsViewport viewport = { self->width, self->height };
  double value, lower, upper;

  if (self->width <= 0 || self->height <= 0 || !get_adjustment (self))
    return;

  viewport.value = gtk_adjustment_get_value (get_adjustment (self));
  place_target (self, &viewport);

  /* A view that shows nothing yet begins at the end. */
  if (cs_message_run_is_empty (self->run) && self->target == 0)
    set_at_end (self, TRUE);
  viewport.at_end = self->at_end;

  value = cs_message_run_lay_out (self->run, &viewport);
  cs_message_run_get_extent (self->run, &lower, &upper);
  cs_scroll_area_configure (CS_SCROLL_AREA (self), value, lower, upper, self->height);
}

/* Gives a row the keyboard and scrolls until it is in sight. */
static gboolean
focus_row (CsChatView *self,
           GtkWidget  *row)
{
  double value = gtk_adjustment_get_value (get_adjustment (self));
  int y, height;

  if (!row || !gtk_widget_grab_focus (row))
    return FALSE;

  if (cs_message_run_locate (self->run, row, &y, &height)) {
    if (y < value)
      gtk_adjustment_set_value (get_adjustment (self), y);
    else if (y + height > value + self->height)
      gtk_adjustment_set_value (get_adjustment (self), y + height - self->height);
  }

  return TRUE;
}

/* Where a message was gone to that is near the newest one, that is in sight too. */
static void
look_for_end (CsChatView *self)
{
  double bottom = gtk_adjustment_get_value (get_adjustment (self)) + self->height;

  if (cs_timeline_is_at_end (self->timeline) && bottom >= gtk_adjustment_get_upper (get_adjustment (self)) - 1)
    set_at_end (self, TRUE);
}

/* Asks for more messages where the end of those at hand comes near. */
static gboolean
check_edges_cb (gpointer user_data)
{
  CsChatView *self = user_data;
  double value, lower, upper;

  self->check_id = 0;
  if (!self->timeline || !get_adjustment (self) || self->height <= 0)
    return G_SOURCE_REMOVE;

  if (self->focus_found) {
    GtkWidget *row = cs_message_run_get_marked (self->run);

    self->focus_found = FALSE;
    if (row)
      gtk_widget_grab_focus (row);
  }
  if (cs_timeline_is_loading (self->timeline))
    return G_SOURCE_REMOVE;

  /* What is not there now is not in the conversation. */
  self->target = 0;
  if (cs_timeline_is_at_end (self->timeline))
    self->settling = 0;
  look_for_end (self);

  value = gtk_adjustment_get_value (get_adjustment (self));
  lower = gtk_adjustment_get_lower (get_adjustment (self));
  upper = gtk_adjustment_get_upper (get_adjustment (self));

  if (self->at_end && !cs_timeline_is_at_end (self->timeline))
    cs_timeline_load_newest (self->timeline);
  else if (self->settling != 0)
    cs_timeline_load_newer (self->timeline);
  else if (value - lower < self->height && !cs_timeline_is_at_start (self->timeline))
    cs_timeline_load_older (self->timeline);
  else if (upper - value - self->height < self->height && !cs_timeline_is_at_end (self->timeline))
    cs_timeline_load_newer (self->timeline);

  return G_SOURCE_REMOVE;
}

static void
queue_check (CsChatView *self)
{
  if (!self->check_id)
    self->check_id = g_idle_add (check_edges_cb, self);
}

static void
cs_chat_view_scrolled (CsScrollArea *area)
{
  CsChatView *self = CS_CHAT_VIEW (area);
  double value, upper;

  self->settling = 0;
  value = gtk_adjustment_get_value (get_adjustment (self));
  upper = gtk_adjustment_get_upper (get_adjustment (self));
  set_at_end (self,
              value + self->height >= upper - 1 &&
              (!self->timeline || cs_timeline_is_at_end (self->timeline)));

  lay_out (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  queue_check (self);
}

static void
items_changed_cb (CsChatView *self,
                  guint       position,
                  guint       removed,
                  guint       added)
{
  GtkWidget *focus = gtk_widget_get_focus_child (GTK_WIDGET (self));

  cs_message_run_change (self->run, position, removed, added);
  if (self->settling != 0 && position > 0 && added > 0) {
    self->target = self->settling;
    self->settling = 0;
  }
  lay_out (self);

  /* Who deletes a message by the keyboard goes on with the next one. */
  if (focus && added == 0 && gtk_widget_get_focus_child (GTK_WIDGET (self)) != focus)
    focus_row (self, cs_message_run_get_nearest (self->run, position));

  gtk_widget_queue_allocate (GTK_WIDGET (self));
  queue_check (self);
}

static void
cs_chat_view_measure (GtkWidget      *widget,
                      GtkOrientation  orientation,
                      int             for_size,
                      int            *minimum,
                      int            *natural,
                      int            *minimum_baseline,
                      int            *natural_baseline)
{
  /* Bubbles wrap anywhere, and the height is what there is. */
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 240 : 0;
  *natural = *minimum;
}

/* A long message is in sight with its beginning: what was found in it may stand further down. */
static void
reveal_found (CsChatView *self)
{
  GtkWidget *row = cs_message_run_get_marked (self->run);
  GtkAdjustment *adjustment = get_adjustment (self);
  double lower = gtk_adjustment_get_lower (adjustment);
  double upper = gtk_adjustment_get_upper (adjustment);
  int y, height;

  if (!self->reveal_found || !row)
    return;

  self->reveal_found = FALSE;
  if (!cs_message_text_get_found (cs_message_row_get_text (CS_MESSAGE_ROW (row)), GTK_WIDGET (self), &y, &height) ||
      (y >= 0 && y + height <= self->height))
    return;

  cs_scroll_area_configure (CS_SCROLL_AREA (self),
                            gtk_adjustment_get_value (adjustment) + y - self->height / 3,
                            lower, upper, self->height);
  lay_out (self);
  cs_message_run_allocate (self->run, gtk_adjustment_get_value (adjustment));
}

static void
cs_chat_view_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  CsChatView *self = CS_CHAT_VIEW (widget);

  /* When room is taken or given at the bottom, what stood there keeps standing there. */
  if (get_adjustment (self) && self->height > 0 && height != self->height) {
    cs_scroll_area_configure (CS_SCROLL_AREA (self),
                              gtk_adjustment_get_value (get_adjustment (self)) + self->height - height,
                              gtk_adjustment_get_lower (get_adjustment (self)) - height,
                              gtk_adjustment_get_upper (get_adjustment (self)) + height,
                              self->height);
  }

  if (width != self->width || height != self->height)
    queue_check (self);
  self->width = width;
  self->height = height;
  lay_out (self);

  if (get_adjustment (self)) {
    cs_message_run_allocate (self->run, gtk_adjustment_get_value (get_adjustment (self)));
    reveal_found (self);
  }
}

/* Arrow keys go from message to message, Tab goes through one message and out. */
static gboolean
cs_chat_view_focus (GtkWidget        *widget,
                    GtkDirectionType  direction)
{
  CsChatView *self = CS_CHAT_VIEW (widget);
  GtkWidget *current = gtk_widget_get_focus_child (widget);
  GtkWidget *inner = current ? gtk_widget_get_focus_child (current) : NULL;

  if (!current)
    return focus_row (self, cs_message_run_get_last (self->run));

  /* The menu of a message is a child of its row. */
  if (GTK_IS_POPOVER (inner))
    return gtk_widget_child_focus (inner, direction);

  switch (direction) {
  case GTK_DIR_TAB_FORWARD:
  case GTK_DIR_TAB_BACKWARD:
    return gtk_widget_child_focus (current, direction);
  case GTK_DIR_UP:
    focus_row (self, cs_message_run_get_neighbour (self->run, current, -1));
    return TRUE;
  case GTK_DIR_DOWN:
    return focus_row (self, cs_message_run_get_neighbour (self->run, current, 1));
  case GTK_DIR_LEFT:
  case GTK_DIR_RIGHT:
  default:
    return TRUE;
  }
}

static void
cs_chat_view_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  CsChatView *self = CS_CHAT_VIEW (object);

  switch (prop_id) {
  case PROP_AT_END:
    g_value_set_boolean (value, self->at_end);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
drop_timeline (CsChatView *self)
{
  if (self->run)
    cs_message_run_set_source (self->run, NULL, NULL, -1);
  if (self->timeline)
    g_signal_handlers_disconnect_by_data (self->timeline, self);
  g_clear_object (&self->timeline);
  g_clear_object (&self->conversation);
  g_clear_handle_id (&self->check_id, g_source_remove);
  self->target = self->settling = 0;
  self->focus_found = self->reveal_found = FALSE;
  g_clear_pointer (&self->words, g_free);
}

static void
cs_chat_view_dispose (GObject *object)
{
  CsChatView *self = CS_CHAT_VIEW (object);
  GtkWidget *child;

  drop_timeline (self);
  g_clear_pointer (&self->days, cs_day_watch_free);
  g_clear_pointer (&self->run, cs_message_run_free);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (cs_chat_view_parent_class)->dispose (object);
}

static void
cs_chat_view_class_init (CsChatViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cs_chat_view_dispose;
  object_class->get_property = cs_chat_view_get_property;

  CS_SCROLL_AREA_CLASS (klass)->scrolled = cs_chat_view_scrolled;

  widget_class->measure = cs_chat_view_measure;
  widget_class->size_allocate = cs_chat_view_size_allocate;
  widget_class->focus = cs_chat_view_focus;

  /**
   * CsChatView:at-end:
   *
   * Whether the newest message is in sight. While it is, new messages scroll into it.
   */
  props[PROP_AT_END] =
    g_param_spec_boolean ("at-end", NULL, NULL, TRUE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, LAST_PROP, props);

  gtk_widget_class_set_css_name (widget_class, "chat");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
day_passed_cb (gpointer user_data)
{
  cs_message_run_update_days (CS_CHAT_VIEW (user_data)->run);
}

static void
cs_chat_view_init (CsChatView *self)
{
  self->run = cs_message_run_new (GTK_WIDGET (self));
  self->days = cs_day_watch_new (day_passed_cb, self);
  self->at_end = TRUE;

  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  cs_message_actions_offer_menu (GTK_WIDGET (self));
}

static void
show_conversation (CsChatView     *self,
                   CsConversation *conversation,
                   gint64          target)
{
  drop_timeline (self);
  self->target = target;
  set_at_end (self, target == 0);

  if (conversation) {
    gint64 read_up_to = cs_conversation_get_unread (conversation) > 0 ? cs_conversation_get_read_up_to (conversation) : -1;

    self->conversation = g_object_ref (conversation);
    self->timeline = cs_conversation_new_timeline (conversation);
    cs_message_run_set_source (self->run, conversation, G_LIST_MODEL (self->timeline), read_up_to);
    g_signal_connect_swapped (self->timeline, "items-changed", G_CALLBACK (items_changed_cb), self);
    g_signal_connect_swapped (self->timeline, "notify::loading", G_CALLBACK (queue_check), self);
    if (target != 0)
      cs_timeline_load_around (self->timeline, target);
    else
      cs_timeline_load_newest (self->timeline);
  }

  lay_out (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * cs_chat_view_get_conversation:
 * @self: the view
 *
 * Gets what is shown.
 *
 * Returns: (transfer none) (nullable): the conversation
 */
CsConversation *
cs_chat_view_get_conversation (CsChatView *self)
{
  g_return_val_if_fail (CS_IS_CHAT_VIEW (self), NULL);

  return self->conversation;
}

/**
 * cs_chat_view_set_conversation:
 * @self: the view
 * @conversation: (nullable): the conversation to show
 *
 * Shows a conversation, at its newest message, with a line above its unread messages. The line stays where it is until
 * [method@ChatView.mark_unread] moves it.
 */
void
cs_chat_view_set_conversation (CsChatView     *self,
                               CsConversation *conversation)
{
  g_return_if_fail (CS_IS_CHAT_VIEW (self));

  if (self->conversation != conversation)
    show_conversation (self, conversation, 0);
}

/**
 * cs_chat_view_show_message:
 * @self: the view
 * @conversation: the conversation to show
 * @message: the id of a message of it
 * @words: (nullable): what was found in it
 *
 * Shows a message in its place, marked, and gives it the keyboard. Where the words stand in it is in sight.
 */
void
cs_chat_view_show_message (CsChatView     *self,
                           CsConversation *conversation,
                           gint64          message,
                           const char     *words)
{
  g_return_if_fail (CS_IS_CHAT_VIEW (self));
  g_return_if_fail (message > 0);

  if (self->conversation != conversation) {
    show_conversation (self, conversation, message);
    self->words = g_strdup (words);
    return;
  }

  g_free (self->words);
  self->words = g_strdup (words);
  self->target = message;
  set_at_end (self, FALSE);
  lay_out (self);
  if (self->target != 0)
    cs_timeline_load_around (self->timeline, message);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * cs_chat_view_mark_unread:
 * @self: the view
 *
 * Puts the line above the messages that are unread now.
 */
void
cs_chat_view_mark_unread (CsChatView *self)
{
  g_return_if_fail (CS_IS_CHAT_VIEW (self));

  if (!self->conversation || cs_conversation_get_unread (self->conversation) == 0)
    return;

  cs_message_run_move_line (self->run, cs_conversation_get_read_up_to (self->conversation));
  lay_out (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/**
 * cs_chat_view_is_at_end:
 * @self: the view
 *
 * Tells whether the newest message is in sight.
 *
 * Returns: whether it is
 */
gboolean
cs_chat_view_is_at_end (CsChatView *self)
{
  g_return_val_if_fail (CS_IS_CHAT_VIEW (self), TRUE);

  return self->at_end;
}

/**
 * cs_chat_view_scroll_to_end:
 * @self: the view
 *
 * Goes to the newest message.
 */
void
cs_chat_view_scroll_to_end (CsChatView *self)
{
  g_return_if_fail (CS_IS_CHAT_VIEW (self));

  if (!self->timeline)
    return;

  self->settling = 0;
  set_at_end (self, TRUE);
  queue_check (self);
  lay_out (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
