/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-message-run-private.h"

#include <math.h>

#include "cs-message-row.h"

/* How high a message is taken to be until one has been measured, in pixels. */
#define GUESSED_HEIGHT 56

/**
 * cs_message_run_get_height:
 * @self: the run
 * @k: the position of a row
 *
 * Returns: how high the row is, in pixels
 */
int
cs_message_run_get_height (CsMessageRun *self,
                           guint         k)
{
  return g_array_index (self->heights, int, k);
}

/**
 * cs_message_run_get_bottom:
 * @self: the run
 *
 * Returns: the coordinate where the last row ends
 */
int
cs_message_run_get_bottom (CsMessageRun *self)
{
  int bottom = self->top;

  for (guint k = 0; k < self->heights->len; k++)
    bottom += cs_message_run_get_height (self, k);

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

static void
unfolded_cb (CsMessageText *text,
             GParamSpec    *pspec,
             CsMessageRun  *self)
{
  CsMessageRow *row = CS_MESSAGE_ROW (gtk_widget_get_ancestor (GTK_WIDGET (text), CS_TYPE_MESSAGE_ROW));
  CsMessage *message = cs_message_row_get_message (row);
  gint64 id = message ? cs_message_get_id (message) : 0;

  if (cs_message_text_is_unfolded (text))
    g_hash_table_add (self->unfolded, g_memdup2 (&id, sizeof id));
  else
    g_hash_table_remove (self->unfolded, &id);
}

static GtkWidget *
new_row (CsMessageRun *self)
{
  GtkWidget *row = cs_message_row_new ();

  gtk_widget_set_parent (row, self->parent);
  g_signal_connect (cs_message_row_get_text (CS_MESSAGE_ROW (row)), "notify::unfolded", G_CALLBACK (unfolded_cb), self);

  return row;
}

/* As it was when it was last in sight, and where something was found in it, that is in sight. */
static void
show_message (CsMessageRun *self,
              CsMessageRow *row,
              CsMessage    *message)
{
  CsMessageText *text = cs_message_row_get_text (row);
  gint64 id = cs_message_get_id (message);

  cs_message_row_show (row, self->conversation, message);
  cs_message_text_set_unfolded (text, g_hash_table_contains (self->unfolded, &id));
  if (id == self->marked && self->words)
    cs_message_text_find (text, self->words);
}

/**
 * cs_message_run_insert:
 * @self: the run
 * @k: a position in the run
 * @index: the index of a message
 *
 * Gives the message a row, at that position.
 */
void
cs_message_run_insert (CsMessageRun *self,
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
    row = new_row (self);
  }

  /* Children stand in the order of the messages, for those who hear them. */
  gtk_widget_insert_after (row, self->parent, k == 0 ? NULL : g_ptr_array_index (self->rows, k - 1));

  show_message (self, CS_MESSAGE_ROW (row), message);
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

/**
 * cs_message_run_release:
 * @self: the run
 * @k: a position in the run
 * @n: how many rows
 *
 * Takes rows out of the run, from that position on.
 */
void
cs_message_run_release (CsMessageRun *self,
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
      self->top += cs_message_run_get_height (self, i);
  }

  g_ptr_array_remove_range (self->rows, k, n);
  g_array_remove_range (self->heights, k, n);
  if (k == 0)
    self->first += n;
}

/**
 * cs_message_run_release_all:
 * @self: the run
 *
 * Takes all rows out of the run.
 */
void
cs_message_run_release_all (CsMessageRun *self)
{
  cs_message_run_release (self, 0, self->rows->len);
}

/**
 * cs_message_run_measure:
 * @self: the run
 * @viewport: what is visible
 *
 * Measures the rows again. The bottom edge of the last row in sight stays where it is.
 */
void
cs_message_run_measure (CsMessageRun     *self,
                        const CsViewport *viewport)
{
  int bottom = self->top;
  int y = self->top;
  guint anchor = 0;

  for (guint k = 0; k < self->rows->len; k++) {
    if (y < viewport->value + viewport->height) {
      anchor = k;
      bottom = y + cs_message_run_get_height (self, k);
    }
    y += cs_message_run_get_height (self, k);
  }

  for (guint k = 0; k < self->rows->len; k++)
    g_array_index (self->heights, int, k) = measure_row (self, g_ptr_array_index (self->rows, k));

  self->top = bottom;
  for (guint k = 0; k <= anchor && k < self->rows->len; k++)
    self->top -= cs_message_run_get_height (self, k);
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
  self->unfolded = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
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
  cs_message_run_release_all (self);
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->spare);
  g_array_unref (self->heights);
  g_hash_table_unref (self->unfolded);
  g_free (self->words);
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
  cs_message_run_release_all (self);
  g_set_object (&self->conversation, conversation);
  g_set_object (&self->messages, messages);
  self->read_up_to = read_up_to;
  self->marked = 0;
  g_clear_pointer (&self->words, g_free);
  g_hash_table_remove_all (self->unfolded);
  self->first = 0;
  self->top = 0;
}

/**
 * cs_message_run_update_days:
 * @self: the run
 *
 * Says anew which days they are: what was today is yesterday.
 */
void
cs_message_run_update_days (CsMessageRun *self)
{
  for (guint k = 0; k < self->rows->len; k++)
    place_row (self, k);
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
      cs_message_run_release (self, 0, to);
      self->first += added - removed;
    } else {
      cs_message_run_release (self, from, (added == 0 ? to : self->rows->len) - from);
    }
  }

  /* Another message stands above this one now. */
  if (after >= self->first && after < self->first + self->rows->len)
    place_row (self, after - self->first);
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

    gtk_widget_allocate (g_ptr_array_index (self->rows, k), self->width, cs_message_run_get_height (self, k), -1, transform);
    y += cs_message_run_get_height (self, k);
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
 * cs_message_run_get_nearest:
 * @self: the run
 * @index: the index of a message
 *
 * Gets the row of a message, or of the one nearest to it that has one.
 *
 * Returns: (transfer none) (nullable): the row, where there is one
 */
GtkWidget *
cs_message_run_get_nearest (CsMessageRun *self,
                            guint         index)
{
  if (self->rows->len == 0)
    return NULL;

  return g_ptr_array_index (self->rows, CLAMP (index, self->first, self->first + self->rows->len - 1) - self->first);
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
    *y += cs_message_run_get_height (self, i);
  *height = cs_message_run_get_height (self, k);

  return TRUE;
}
