/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-message-run.h"

#include <math.h>

#include "cs-message-row.h"

/* How high a message is taken to be until one has been measured, in pixels. */
#define GUESSED_HEIGHT 56

/*
 * CsMessageRun:
 *
 * The run begins with the message at `first` and the coordinate `top`, and goes down without a gap. Coordinates stay as they are while
 * rows come and go: older messages lie above the run, newer ones below, and neither moves what is between. How high the
 * messages are that have no row is guessed from those that had one.
 */
struct _CsMessageRun
{
  GtkWidget *parent;  /* borrowed: it owns us */

  CsConversation *conversation;
  GListModel *messages;
  gint64 read_up_to;
  gint64 marked;      /* the id of a message, 0 for none */

  GPtrArray *rows;    /* CsMessageRow, borrowed: children of the parent */
  GArray *heights;    /* int: their heights */
  GPtrArray *spare;   /* CsMessageRow, borrowed: children that show nothing */
  guint first;
  int top;
  int width;
  double mean_height;
};

static int
height_of (CsMessageRun *self,
           guint         k)
{
  return g_array_index (self->heights, int, k);
}

static int
get_bottom (CsMessageRun *self)
{
  int bottom = self->top;

  for (guint k = 0; k < self->heights->len; k++)
    bottom += height_of (self, k);

  return bottom;
}

static int
measure_row (CsMessageRun *self,
             GtkWidget    *row)
{
  int natural;

  gtk_widget_measure (row, GTK_ORIENTATION_VERTICAL, self->width, NULL, &natural, NULL, NULL);

  return natural;
}

static void
place_row (CsMessageRun *self,
           guint         k)
{
  g_autoptr (CsMessage) previous = NULL;
  guint index = self->first + k;
  g_autoptr (CsMessage) message = g_list_model_get_item (self->messages, index);

  if (index > 0)
    previous = g_list_model_get_item (self->messages, index - 1);

  cs_message_row_place (g_ptr_array_index (self->rows, k), previous, self->read_up_to);
  cs_message_row_mark (g_ptr_array_index (self->rows, k), message && cs_message_get_id (message) == self->marked);
}

/* Gives the message at `index` a row, at position `k` of the run. */
static void
insert_row (CsMessageRun *self,
            guint         k,
            guint         index)
{
  g_autoptr (CsMessage) message = g_list_model_get_item (self->messages, index);
  GtkWidget *row;
  int height;

  if (self->spare->len > 0) {
    row = g_ptr_array_steal_index_fast (self->spare, self->spare->len - 1);
    gtk_widget_set_visible (row, TRUE);
  } else {
    row = cs_message_row_new ();
    gtk_widget_set_parent (row, self->parent);
  }

  /* Children stand in the order of the messages, for those who hear them. */
  gtk_widget_insert_after (row, self->parent, k == 0 ? NULL : g_ptr_array_index (self->rows, k - 1));

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
release_rows (CsMessageRun *self,
              guint         k,
              guint         n)
{
  if (n == 0)
    return;

  for (guint i = 0; i < n; i++) {
    GtkWidget *row = g_ptr_array_index (self->rows, k + i);

    if (gtk_widget_get_focus_child (self->parent) == row && !gtk_widget_in_destruction (self->parent))
      gtk_widget_grab_focus (self->parent);
    cs_message_row_clear (CS_MESSAGE_ROW (row));
    gtk_widget_set_visible (row, FALSE);
    g_ptr_array_add (self->spare, row);
    if (k == 0)
      self->top += height_of (self, i);
  }

  g_ptr_array_remove_range (self->rows, k, n);
  g_array_remove_range (self->heights, k, n);
  if (k == 0)
    self->first += n;
}

static void
release_all (CsMessageRun *self)
{
  release_rows (self, 0, self->rows->len);
}

/* Measures the run again. The bottom edge of the last row in sight stays where it is. */
static void
measure_rows (CsMessageRun     *self,
              const CsViewport *viewport)
{
  int bottom = self->top;
  int y = self->top;
  guint anchor = 0;

  for (guint k = 0; k < self->rows->len; k++) {
    if (y < viewport->value + viewport->height) {
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
choose_run (CsMessageRun     *self,
            guint             n,
            const CsViewport *viewport)
{
  int far = 3 * viewport->height;
  int bottom = get_bottom (self);
  guint end = self->first + self->rows->len;

  if (self->rows->len > 0 && viewport->at_end && (n - end) * self->mean_height > far) {
    release_all (self);
  } else if (self->rows->len > 0 && !viewport->at_end &&
             (viewport->value > bottom + far || viewport->value + viewport->height < self->top - far)) {
    double offset = viewport->value > bottom
                      ? self->rows->len + (viewport->value - bottom) / self->mean_height
                      : (viewport->value - self->top) / self->mean_height;
    guint index = (guint) CLAMP (self->first + offset, 0, n - 1);

    release_all (self);
    insert_row (self, 0, index);
    self->top = (int) viewport->value;
  }

  if (self->rows->len == 0) {
    self->top = bottom;
    insert_row (self, 0, n - 1);
  }
}

/* Grows the run until it covers what is in sight and half as much again on either side; returns the value to scroll to. */
static double
grow_run (CsMessageRun     *self,
          guint             n,
          const CsViewport *viewport)
{
  double value = viewport->value;
  int margin = viewport->height / 2;
  int bottom = get_bottom (self);

  while (self->first + self->rows->len < n &&
         (viewport->at_end || bottom < value + viewport->height + margin)) {
    insert_row (self, self->rows->len, self->first + self->rows->len);
    bottom += height_of (self, self->heights->len - 1);
  }

  if (self->first + self->rows->len == n && (viewport->at_end || bottom < value + viewport->height))
    value = bottom - viewport->height;

  while (self->first > 0 && self->top > value - margin)
    insert_row (self, 0, self->first - 1);

  /* A short conversation stands at the bottom. */
  if (self->first == 0 && self->top > value)
    value = MIN (self->top, bottom - viewport->height);

  return value;
}

/* Lets go of rows that are more than a viewport away. */
static void
trim_run (CsMessageRun     *self,
          const CsViewport *viewport,
          double            value)
{
  int y = self->top;
  int bottom = get_bottom (self);
  guint n = 0;

  while (n + 1 < self->rows->len && y + height_of (self, n) < value - viewport->height)
    y += height_of (self, n++);
  release_rows (self, 0, n);

  n = 0;
  while (n + 1 < self->rows->len &&
         bottom - height_of (self, self->rows->len - 1 - n) > value + 2 * viewport->height)
    bottom -= height_of (self, self->rows->len - 1 - n++);
  release_rows (self, self->rows->len - n, n);
}

/**
 * cs_message_run_new:
 * @parent: (transfer none): the widget whose children the rows are; it frees the run before its children
 *
 * Makes an empty run.
 *
 * Returns: (transfer full): the run
 */
CsMessageRun *
cs_message_run_new (GtkWidget *parent)
{
  CsMessageRun *self = g_new0 (CsMessageRun, 1);

  self->parent = parent;
  self->rows = g_ptr_array_new ();
  self->heights = g_array_new (FALSE, FALSE, sizeof (int));
  self->spare = g_ptr_array_new ();
  self->mean_height = GUESSED_HEIGHT;

  return self;
}

/**
 * cs_message_run_free:
 * @self: the run
 *
 * Frees a run. The rows stay children of the parent.
 */
void
cs_message_run_free (CsMessageRun *self)
{
  release_all (self);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->spare);
  g_array_unref (self->heights);
  g_clear_object (&self->conversation);
  g_clear_object (&self->messages);
  g_free (self);
}

/**
 * cs_message_run_set_source:
 * @self: the run
 * @conversation: (nullable): whose messages to show
 * @messages: (nullable): the messages, oldest first
 * @read_up_to: the id of the last message that was read, or -1 for no line behind it
 *
 * Starts with other messages, without any row.
 */
void
cs_message_run_set_source (CsMessageRun   *self,
                           CsConversation *conversation,
                           GListModel     *messages,
                           gint64          read_up_to)
{
  release_all (self);
  g_set_object (&self->conversation, conversation);
  g_set_object (&self->messages, messages);
  self->read_up_to = read_up_to;
  self->marked = 0;
  self->first = 0;
  self->top = 0;
}

/**
 * cs_message_run_move_line:
 * @self: the run
 * @read_up_to: the id of the last message that was read
 *
 * Puts the line behind another message. The rows have to be laid out then.
 */
void
cs_message_run_move_line (CsMessageRun *self,
                          gint64        read_up_to)
{
  if (self->read_up_to == read_up_to)
    return;

  self->read_up_to = read_up_to;
  for (guint k = 0; k < self->rows->len; k++)
    place_row (self, k);
}

/**
 * cs_message_run_begin_at:
 * @self: the run
 * @message: the id of a message
 * @viewport: what is visible
 *
 * Begins the run anew in the upper half of what is visible, with a message that is marked from now on, if it is at hand.
 *
 * Returns: whether it is
 */
gboolean
cs_message_run_begin_at (CsMessageRun     *self,
                         gint64            message,
                         const CsViewport *viewport)
{
  guint n = self->messages ? g_list_model_get_n_items (self->messages) : 0;

  for (guint i = 0; i < n; i++) {
    g_autoptr (CsMessage) item = g_list_model_get_item (self->messages, i);

    if (cs_message_get_id (item) != message)
      continue;

    release_all (self);
    self->marked = message;
    self->width = viewport->width;
    insert_row (self, 0, i);
    self->top = (int) viewport->value + MAX (0, (viewport->height - height_of (self, 0)) / 3);
    return TRUE;
  }

  return FALSE;
}

/**
 * cs_message_run_is_empty:
 * @self: the run
 *
 * Tells whether no message has a row.
 *
 * Returns: whether none has
 */
gboolean
cs_message_run_is_empty (CsMessageRun *self)
{
  return self->rows->len == 0;
}

/**
 * cs_message_run_change:
 * @self: the run
 * @position: where the messages changed
 * @removed: how many went
 * @added: how many came
 *
 * Takes a change of the messages up. Rows of messages that stay are kept, where they are.
 */
void
cs_message_run_change (CsMessageRun *self,
                       guint         position,
                       guint         removed,
                       guint         added)
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
      self->first += added - removed;
    } else {
      release_rows (self, from, self->rows->len - from);
    }
  }

  /* Another message stands above this one now. */
  if (after >= self->first && after < self->first + self->rows->len)
    place_row (self, after - self->first);
}

/**
 * cs_message_run_lay_out:
 * @self: the run
 * @viewport: what is visible
 *
 * Makes the rows that what is visible needs, and lets others go. Without a run yet, it begins with the newest message.
 *
 * Returns: the coordinate that the top of the viewport is to show
 */
double
cs_message_run_lay_out (CsMessageRun     *self,
                        const CsViewport *viewport)
{
  guint n = self->messages ? g_list_model_get_n_items (self->messages) : 0;
  double value;

  self->width = viewport->width;
  if (n == 0) {
    release_all (self);
    return self->top - viewport->height;
  }

  measure_rows (self, viewport);
  choose_run (self, n, viewport);
  value = grow_run (self, n, viewport);
  trim_run (self, viewport, value);

  return value;
}

/**
 * cs_message_run_get_extent:
 * @self: the run
 * @lower: (out): where the first message begins
 * @upper: (out): where the last message ends
 *
 * Gets where all the messages are, with a guess for those that have no row.
 */
void
cs_message_run_get_extent (CsMessageRun *self,
                           double       *lower,
                           double       *upper)
{
  guint n = self->messages ? g_list_model_get_n_items (self->messages) : 0;
  guint end = self->first + self->rows->len;

  *lower = self->top - (self->rows->len > 0 ? self->first * self->mean_height : 0);
  *upper = get_bottom (self) + (self->rows->len > 0 ? (n - end) * self->mean_height : 0);
}

/**
 * cs_message_run_allocate:
 * @self: the run, laid out
 * @value: the coordinate at the top of the viewport
 *
 * Gives the rows their places.
 */
void
cs_message_run_allocate (CsMessageRun *self,
                         double        value)
{
  int y = self->top - (int) round (value);

  for (guint k = 0; k < self->rows->len; k++) {
    GskTransform *transform = gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (0, y));

    gtk_widget_allocate (g_ptr_array_index (self->rows, k), self->width, height_of (self, k), -1, transform);
    y += height_of (self, k);
  }
}

/**
 * cs_message_run_get_last:
 * @self: the run
 *
 * Gets the row of the newest message that has one.
 *
 * Returns: (transfer none) (nullable): the row
 */
GtkWidget *
cs_message_run_get_last (CsMessageRun *self)
{
  return self->rows->len > 0 ? g_ptr_array_index (self->rows, self->rows->len - 1) : NULL;
}

/**
 * cs_message_run_get_marked:
 * @self: the run
 *
 * Gets the row of the message that is marked.
 *
 * Returns: (transfer none) (nullable): the row, where there is one
 */
GtkWidget *
cs_message_run_get_marked (CsMessageRun *self)
{
  for (guint k = 0; self->marked != 0 && k < self->rows->len; k++) {
    g_autoptr (CsMessage) message = g_list_model_get_item (self->messages, self->first + k);

    if (cs_message_get_id (message) == self->marked)
      return g_ptr_array_index (self->rows, k);
  }

  return NULL;
}

/**
 * cs_message_run_get_neighbour:
 * @self: the run
 * @row: a row
 * @step: -1 for the row above it, 1 for the row below it
 *
 * Gets the row beside a row.
 *
 * Returns: (transfer none) (nullable): the row, where there is one
 */
GtkWidget *
cs_message_run_get_neighbour (CsMessageRun *self,
                              GtkWidget    *row,
                              int           step)
{
  guint k;

  if (!g_ptr_array_find (self->rows, row, &k) || (step < 0 && k == 0) || k + step >= self->rows->len)
    return NULL;

  return g_ptr_array_index (self->rows, k + step);
}

/**
 * cs_message_run_locate:
 * @self: the run
 * @row: (nullable): a row
 * @y: (out): the coordinate of its top
 * @height: (out): its height
 *
 * Finds a row.
 *
 * Returns: whether it is in the run
 */
gboolean
cs_message_run_locate (CsMessageRun *self,
                       GtkWidget    *row,
                       int          *y,
                       int          *height)
{
  guint k;

  if (!row || !g_ptr_array_find (self->rows, row, &k))
    return FALSE;

  *y = self->top;
  for (guint i = 0; i < k; i++)
    *y += height_of (self, i);
  *height = height_of (self, k);

  return TRUE;
}
