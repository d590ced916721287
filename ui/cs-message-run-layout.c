/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-message-run-private.h"

/* Which messages have a row, and where the rows stand. */

/* Makes sure that there is a run and that it is worth growing: a jump far away starts a new one. */
static void
choose_run (CsMessageRun     *self,
            guint             n,
            const CsViewport *viewport)
{
  int far = 3 * viewport->height;
  int bottom = cs_message_run_get_bottom (self);
  guint end = self->first + self->rows->len;

  if (self->rows->len > 0 && viewport->at_end && (n - end) * self->mean_height > far) {
    cs_message_run_release_all (self);
  } else if (self->rows->len > 0 && !viewport->at_end &&
             (viewport->value > bottom + far || viewport->value + viewport->height < self->top - far)) {
    double offset = viewport->value > bottom
                      ? self->rows->len + (viewport->value - bottom) / self->mean_height
                      : (viewport->value - self->top) / self->mean_height;
    guint index = (guint) CLAMP (self->first + offset, 0, n - 1);

    cs_message_run_release_all (self);
    cs_message_run_insert (self, 0, index);
    self->top = (int) viewport->value;
  }

  if (self->rows->len == 0) {
    self->top = bottom;
    cs_message_run_insert (self, 0, n - 1);
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
  int bottom = cs_message_run_get_bottom (self);

  while (self->first + self->rows->len < n &&
         (viewport->at_end || bottom < value + viewport->height + margin)) {
    cs_message_run_insert (self, self->rows->len, self->first + self->rows->len);
    bottom += cs_message_run_get_height (self, self->heights->len - 1);
  }

  if (self->first + self->rows->len == n && (viewport->at_end || bottom < value + viewport->height))
    value = bottom - viewport->height;

  while (self->first > 0 && self->top > value - margin)
    cs_message_run_insert (self, 0, self->first - 1);

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
  int bottom = cs_message_run_get_bottom (self);
  guint n = 0;

  while (n + 1 < self->rows->len && y + cs_message_run_get_height (self, n) < value - viewport->height)
    y += cs_message_run_get_height (self, n++);
  cs_message_run_release (self, 0, n);

  n = 0;
  while (n + 1 < self->rows->len &&
         bottom - cs_message_run_get_height (self, self->rows->len - 1 - n) > value + 2 * viewport->height)
    bottom -= cs_message_run_get_height (self, self->rows->len - 1 - n++);
  cs_message_run_release (self, self->rows->len - n, n);
}

/**
 * cs_message_run_begin_at:
 * @self: the run
 * @message: the id of a message
 * @words: (nullable): what was found in it
 * @viewport: what is visible
 *
 * Begins the run anew in the upper half of what is visible, with a message that is marked from now on, if it is at hand.
 *
 * Returns: whether it is
 */
gboolean
cs_message_run_begin_at (CsMessageRun     *self,
                         gint64            message,
                         const char       *words,
                         const CsViewport *viewport)
{
  guint n = self->messages ? g_list_model_get_n_items (self->messages) : 0;

  for (guint i = 0; i < n; i++) {
    g_autoptr (CsMessage) item = g_list_model_get_item (self->messages, i);

    if (cs_message_get_id (item) != message)
      continue;

    cs_message_run_release_all (self);
    self->marked = message;
    g_free (self->words);
    self->words = g_strdup (words);
    self->width = viewport->width;
    cs_message_run_insert (self, 0, i);
    self->top = (int) viewport->value + MAX (0, (viewport->height - cs_message_run_get_height (self, 0)) / 3);
    return TRUE;
  }

  return FALSE;
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
    cs_message_run_release_all (self);
    return self->top - viewport->height;
  }

  cs_message_run_measure (self, viewport);
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
  *upper = cs_message_run_get_bottom (self) + (self->rows->len > 0 ? (n - end) * self->mean_height : 0);
}
