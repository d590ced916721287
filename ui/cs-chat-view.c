/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-chat-view.h"

#include <math.h>

#include "cs-message-row.h"

/*
 * CsChatView:
 *
 * The rows that exist are one unbroken run of the model, from `first` on, stacked from the coordinate `top` down. Coordinates
 * are the vertical adjustment's own and stay as they are while rows come and go: older messages extend the adjustment's lower
 * bound downwards, newer ones its upper bound upwards, and neither moves what is on the screen. How high the rows are
 * that don't exist is guessed from those that did.
 */

#define GUESSED_HEIGHT 56

struct _CsChatView
{
  GtkWidget parent_instance;

  CsConversation *conversation;
  CsTimeline *timeline;
  gint64 read_up_to;

  GtkAdjustment *hadjustment;
  GtkAdjustment *vadjustment;
  gboolean configuring;

  GPtrArray *rows;    /* CsMessageRow, borrowed: the run that exists */
  GArray *heights;    /* int: their heights */
  GPtrArray *spare;   /* CsMessageRow, borrowed: children that show nothing */
  guint first;
  int top;

  int width;
  int height;
  double mean_height;
  gboolean at_end;
  guint check_id;
};

enum {
  PROP_0,
  PROP_AT_END,
  LAST_PROP,
  PROP_HADJUSTMENT = LAST_PROP,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

static GParamSpec *props[LAST_PROP];

G_DEFINE_FINAL_TYPE_WITH_CODE (CsChatView, cs_chat_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

static void
set_at_end (CsChatView *self,
            gboolean    at_end)
{
  if (self->at_end == at_end)
    return;

  self->at_end = at_end;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_AT_END]);
}

static guint
count_messages (CsChatView *self)
{
  return self->timeline ? g_list_model_get_n_items (G_LIST_MODEL (self->timeline)) : 0;
}

static int
height_of (CsChatView *self,
           guint       k)
{
  return g_array_index (self->heights, int, k);
}

static int
get_bottom (CsChatView *self)
{
  int bottom = self->top;

  for (guint k = 0; k < self->heights->len; k++)
    bottom += height_of (self, k);

  return bottom;
}

static int
measure_row (CsChatView *self,
             GtkWidget  *row)
{
  int natural;

  gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, self->width, NULL, &natural, NULL, NULL);

  return natural;
}

static void
place_row (CsChatView *self,
           guint       k)
{
  g_autoptr (CsMessage) previous = NULL;
  guint index = self->first + k;

  if (index > 0)
    previous = g_list_model_get_item (G_LIST_MODEL (self->timeline), index - 1);

  cs_message_row_place (g_ptr_array_index (self->rows, k), previous, self->read_up_to);
}

/* Gives the message at `index` a row, at position `k` of the run. */
static void
insert_row (CsChatView *self,
            guint       k,
            guint       index)
{
  g_autoptr (CsMessage) message = g_list_model_get_item (G_LIST_MODEL (self->timeline), index);
  GtkWidget *row;
  int height;

  if (self->spare->len > 0) {
    row = g_ptr_array_steal_index_fast (self->spare, self->spare->len - 1);
    gtk_widget_set_visible (row, TRUE);
  } else {
    row = cs_message_row_new ();
    gtk_widget_set_parent (row, GTK_WIDGET (self));
  }

  /* Children stand in the order of the messages, for those who hear them. */
  if (k == 0)
    gtk_widget_insert_after (row, GTK_WIDGET (self), NULL);
  else
    gtk_widget_insert_after (row, GTK_WIDGET (self), g_ptr_array_index (self->rows, k - 1));

  cs_message_row_show (CS_MESSAGE_ROW (row), self->conversation, message);
  g_ptr_array_insert (self->rows, k, row);
  if (k == 0)
    self->first = index;
  place_row (self, k);

  height = measure_row (self, row);
  g_array_insert_val (self->heights, k, height);
  if (k == 0)
    self->top -= height;
  self->mean_height += (height - self->mean_height) / 16;
}

/* Takes `n` rows out of the run, from position `k` on. */
static void
release_rows (CsChatView *self,
              guint       k,
              guint       n)
{
  for (guint i = 0; i < n; i++) {
    GtkWidget *row = g_ptr_array_index (self->rows, k + i);

    if (gtk_widget_get_focus_child (GTK_WIDGET (self)) == row)
      gtk_widget_grab_focus (GTK_WIDGET (self));
    cs_message_row_clear (CS_MESSAGE_ROW (row));
    gtk_widget_set_visible (row, FALSE);
    g_ptr_array_add (self->spare, row);
    if (k == 0)
      self->top += height_of (self, i);
  }

  if (n > 0) {
    g_ptr_array_remove_range (self->rows, k, n);
    g_array_remove_range (self->heights, k, n);
    if (k == 0)
      self->first += n;
  }
}

/* Measures the run again. The bottom edge of the last row in sight stays where it is. */
static void
measure_rows (CsChatView *self,
              double      value)
{
  int bottom = self->top;
  int y = self->top;
  guint anchor = 0;

  for (guint k = 0; k < self->rows->len; k++) {
    if (y < value + self->height) {
      anchor = k;
      bottom = y + height_of (self, k);
    }
    y += height_of (self, k);
  }

  for (guint k = 0; k < self->rows->len; k++)
    g_array_index (self->heights, int, k) = measure_row (self, g_ptr_array_index (self->rows, k));

  self->top = bottom;
  for (guint k = 0; k <= anchor && k < self->rows->len; k++)
    self->top -= height_of (self, k);
}

/* Makes sure that there is a run and that it is worth growing: a jump far away starts a new one. */
static void
choose_run (CsChatView *self,
            guint       n,
            double      value)
{
  int far = 3 * self->height;
  int bottom = get_bottom (self);

  if (self->rows->len > 0) {
    guint last = self->first + self->rows->len - 1;

    if (self->at_end && (n - 1 - last) * self->mean_height > far) {
      release_rows (self, 0, self->rows->len);
    } else if (!self->at_end && (value > bottom + far || value + self->height < self->top - far)) {
      double offset = value > bottom
                        ? self->rows->len + (value - bottom) / self->mean_height
                        : (value - self->top) / self->mean_height;
      guint index = (guint) CLAMP (self->first + offset, 0, n - 1);

      release_rows (self, 0, self->rows->len);
      self->top = (int) value;
      insert_row (self, 0, index);
      self->top = (int) value;
      return;
    }
  }

  if (self->rows->len == 0) {
    set_at_end (self, TRUE);
    self->top = bottom;
    insert_row (self, 0, n - 1);
  }
}

/* Grows the run until it covers what is in sight and half as much again on either side; returns the value to scroll to. */
static double
grow_run (CsChatView *self,
          guint       n,
          double      value)
{
  int margin = self->height / 2;
  int bottom = get_bottom (self);

  while (self->first + self->rows->len < n &&
         (self->at_end || bottom < value + self->height + margin)) {
    insert_row (self, self->rows->len, self->first + self->rows->len);
    bottom += height_of (self, self->heights->len - 1);
  }

  if (self->first + self->rows->len == n && (self->at_end || bottom < value + self->height))
    value = bottom - self->height;

  while (self->first > 0 && self->top > value - margin)
    insert_row (self, 0, self->first - 1);

  /* A short conversation stands at the bottom. */
  if (self->first == 0 && self->top > value)
    value = MIN (self->top, bottom - self->height);

  return value;
}

static void
trim_run (CsChatView *self,
          double      value)
{
  int keep = self->height;
  int y = self->top;
  int bottom = get_bottom (self);
  guint n = 0;

  while (n + 1 < self->rows->len && y + height_of (self, n) < value - keep)
    y += height_of (self, n++);
  release_rows (self, 0, n);

  n = 0;
  while (n + 1 < self->rows->len &&
         bottom - height_of (self, self->rows->len - 1 - n) > value + self->height + keep)
    bottom -= height_of (self, self->rows->len - 1 - n++);
  release_rows (self, self->rows->len - n, n);
}

static void
configure_adjustment (CsChatView *self,
                      double      value,
                      double      lower,
                      double      upper)
{
  self->configuring = TRUE;
  gtk_adjustment_configure (self->vadjustment,
                            value,
                            MIN (lower, upper - self->height),
                            upper,
                            self->height * 0.1,
                            self->height * 0.9,
                            self->height);
  self->configuring = FALSE;
}

static void
lay_out (CsChatView *self)
{
  guint n = count_messages (self);
  double value;
  int bottom;

  if (self->width <= 0 || self->height <= 0 || !self->vadjustment)
    return;

  if (n == 0) {
    release_rows (self, 0, self->rows->len);
    configure_adjustment (self, 0, 0, self->height);
    return;
  }

  value = gtk_adjustment_get_value (self->vadjustment);
  measure_rows (self, value);
  choose_run (self, n, value);
  value = grow_run (self, n, value);
  trim_run (self, value);

  bottom = get_bottom (self);
  configure_adjustment (self, value,
                        self->top - self->first * self->mean_height,
                        bottom + (n - self->first - self->rows->len) * self->mean_height);
}

/* Asks for more messages where the end of those at hand comes near. */
static gboolean
check_edges_cb (gpointer user_data)
{
  CsChatView *self = user_data;
  double value, lower, upper;

  self->check_id = 0;
  if (!self->timeline || !self->vadjustment || self->height <= 0 || cs_timeline_is_loading (self->timeline))
    return G_SOURCE_REMOVE;

  value = gtk_adjustment_get_value (self->vadjustment);
  lower = gtk_adjustment_get_lower (self->vadjustment);
  upper = gtk_adjustment_get_upper (self->vadjustment);

  if (self->at_end && !cs_timeline_is_at_end (self->timeline))
    cs_timeline_load_newest (self->timeline);
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
value_changed_cb (CsChatView *self)
{
  double value, upper;

  if (self->configuring)
    return;

  value = gtk_adjustment_get_value (self->vadjustment);
  upper = gtk_adjustment_get_upper (self->vadjustment);
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
  guint end = self->first + self->rows->len;
  guint after = position + added;

  if (self->rows->len > 0 && position + removed <= self->first) {
    self->first += added - removed;
  } else if (self->rows->len > 0 && position < end) {
    guint from = MAX (position, self->first) - self->first;
    guint to = MIN (position + removed, end) - self->first;

    if (from == 0) {
      release_rows (self, 0, to);
      self->first = self->first + added - removed;
    } else {
      release_rows (self, from, self->rows->len - from);
    }
  }

  if (after >= self->first && after < self->first + self->rows->len)
    place_row (self, after - self->first);

  lay_out (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  queue_check (self);
}

static void
set_vadjustment (CsChatView    *self,
                 GtkAdjustment *adjustment)
{
  if (adjustment && self->vadjustment == adjustment)
    return;

  if (self->vadjustment)
    g_signal_handlers_disconnect_by_func (self->vadjustment, value_changed_cb, self);
  g_clear_object (&self->vadjustment);

  self->vadjustment = g_object_ref_sink (adjustment ? adjustment : gtk_adjustment_new (0, 0, 0, 0, 0, 0));
  g_signal_connect_swapped (self->vadjustment, "value-changed", G_CALLBACK (value_changed_cb), self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
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

static void
cs_chat_view_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  CsChatView *self = CS_CHAT_VIEW (widget);
  int y;

  /* When room is taken or given at the bottom, what stood there keeps standing there. */
  if (self->vadjustment && self->height > 0 && height != self->height) {
    configure_adjustment (self,
                          gtk_adjustment_get_value (self->vadjustment) + self->height - height,
                          gtk_adjustment_get_lower (self->vadjustment) - height,
                          gtk_adjustment_get_upper (self->vadjustment) + height);
  }

  if (width != self->width || height != self->height)
    queue_check (self);
  self->width = width;
  self->height = height;
  lay_out (self);

  if (!self->vadjustment)
    return;

  y = self->top - (int) round (gtk_adjustment_get_value (self->vadjustment));
  for (guint k = 0; k < self->rows->len; k++) {
    GskTransform *transform = gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (0, y));

    gtk_widget_allocate (g_ptr_array_index (self->rows, k), width, height_of (self, k), -1, transform);
    y += height_of (self, k);
  }
}

/* Scrolls until the row at position `k` is in sight. */
static void
reveal_row (CsChatView *self,
            guint       k)
{
  double value = gtk_adjustment_get_value (self->vadjustment);
  int y = self->top;

  for (guint i = 0; i < k; i++)
    y += height_of (self, i);

  if (y < value)
    gtk_adjustment_set_value (self->vadjustment, y);
  else if (y + height_of (self, k) > value + self->height)
    gtk_adjustment_set_value (self->vadjustment, y + height_of (self, k) - self->height);
}

/* Arrow keys go from message to message, Tab goes through one message and out. */
static gboolean
cs_chat_view_focus (GtkWidget        *widget,
                    GtkDirectionType  direction)
{
  CsChatView *self = CS_CHAT_VIEW (widget);
  GtkWidget *current = gtk_widget_get_focus_child (widget);
  gboolean found;
  GtkWidget *row;
  guint k;

  if (self->rows->len == 0)
    return FALSE;

  if (!current || !g_ptr_array_find (self->rows, current, &k)) {
    row = g_ptr_array_index (self->rows, self->rows->len - 1);
    reveal_row (self, self->rows->len - 1);
    return gtk_widget_grab_focus (row);
  }

  if (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD)
    return gtk_widget_child_focus (current, direction);
  if (direction != GTK_DIR_UP && direction != GTK_DIR_DOWN)
    return TRUE;

  found = direction == GTK_DIR_UP ? k > 0 : k + 1 < self->rows->len;
  if (!found)
    return direction == GTK_DIR_UP;

  row = g_ptr_array_index (self->rows, direction == GTK_DIR_UP ? k - 1 : k + 1);
  gtk_widget_grab_focus (row);
  if (g_ptr_array_find (self->rows, row, &k))
    reveal_row (self, k);

  return TRUE;
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
  case PROP_HADJUSTMENT:
    g_value_set_object (value, self->hadjustment);
    break;
  case PROP_VADJUSTMENT:
    g_value_set_object (value, self->vadjustment);
    break;
  case PROP_HSCROLL_POLICY:
  case PROP_VSCROLL_POLICY:
    g_value_set_enum (value, GTK_SCROLL_MINIMUM);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_chat_view_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  CsChatView *self = CS_CHAT_VIEW (object);

  switch (prop_id) {
  case PROP_HADJUSTMENT:
    /* Nothing scrolls sideways. */
    g_set_object (&self->hadjustment, g_value_get_object (value));
    break;
  case PROP_VADJUSTMENT:
    set_vadjustment (self, g_value_get_object (value));
    break;
  case PROP_HSCROLL_POLICY:
  case PROP_VSCROLL_POLICY:
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
drop_timeline (CsChatView *self)
{
  if (self->rows)
    release_rows (self, 0, self->rows->len);
  if (self->timeline)
    g_signal_handlers_disconnect_by_data (self->timeline, self);
  g_clear_object (&self->timeline);
  g_clear_object (&self->conversation);
  g_clear_handle_id (&self->check_id, g_source_remove);
}

static void
cs_chat_view_dispose (GObject *object)
{
  CsChatView *self = CS_CHAT_VIEW (object);
  GtkWidget *child;

  if (self->vadjustment)
    g_signal_handlers_disconnect_by_func (self->vadjustment, value_changed_cb, self);
  drop_timeline (self);
  g_clear_object (&self->vadjustment);
  g_clear_object (&self->hadjustment);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->spare, g_ptr_array_unref);
  g_clear_pointer (&self->heights, g_array_unref);
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
  object_class->set_property = cs_chat_view_set_property;

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
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  gtk_widget_class_set_css_name (widget_class, "chat");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
cs_chat_view_init (CsChatView *self)
{
  self->rows = g_ptr_array_new ();
  self->spare = g_ptr_array_new ();
  self->heights = g_array_new (FALSE, FALSE, sizeof (int));
  self->mean_height = GUESSED_HEIGHT;
  self->at_end = TRUE;
  self->read_up_to = -1;

  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

/**
 * cs_chat_view_set_conversation:
 * @self: the view
 * @conversation: (nullable): the conversation to show
 *
 * Shows a conversation, at its newest message. The line above unread messages stands where it stands now for as long as the
 * conversation is shown.
 */
void
cs_chat_view_set_conversation (CsChatView     *self,
                               CsConversation *conversation)
{
  g_return_if_fail (CS_IS_CHAT_VIEW (self));

  if (self->conversation == conversation)
    return;

  drop_timeline (self);
  self->top = 0;
  self->first = 0;
  set_at_end (self, TRUE);

  if (conversation) {
    self->conversation = g_object_ref (conversation);
    self->read_up_to = cs_conversation_get_unread (conversation) > 0
                         ? cs_conversation_get_read_up_to (conversation)
                         : -1;
    self->timeline = cs_conversation_new_timeline (conversation);
    g_signal_connect_swapped (self->timeline, "items-changed", G_CALLBACK (items_changed_cb), self);
    g_signal_connect_swapped (self->timeline, "notify::loading", G_CALLBACK (queue_check), self);
    cs_timeline_load_newest (self->timeline);
  }

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

  set_at_end (self, TRUE);
  queue_check (self);
  lay_out (self);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}
