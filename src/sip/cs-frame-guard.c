/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-frame-guard.h"

#include <string.h>

#include "base/cs-error.h"

#include "cs-start-line.h"

/* No more line ends than this may come between two messages within one time limit. */
#define MAX_BLANKS 64

typedef enum {
  BETWEEN,
  BETWEEN_AFTER_CR,
  HEAD,
  BODY,
  BROKEN,
} State;

struct _CsFrameGuard
{
  State       state;
  GByteArray *frame;
  GQueue      frames;
  gint64      time_limit;
  gint64      started;
  gint64      blanks_since;
  guint       blanks;
  gsize       missing;
  guint64     pongs;
};

static gboolean
refuse (CsFrameGuard  *self,
        GError       **error,
        const char    *why)
{
  self->state = BROKEN;
  g_byte_array_set_size (self->frame, 0);
  g_set_error_literal (error, CS_ERROR, CS_ERROR_PROTOCOL, why);

  return FALSE;
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

/* The value of a Content-Length field: digits alone, blanks around them. */
static gboolean
parse_length (const char *text,
              gsize       length,
              gsize      *value)
{
  gsize result = 0;

  while (length > 0 && is_blank (*text))
    text++, length--;
  while (length > 0 && is_blank (text[length - 1]))
    length--;

  if (length == 0 || length > 10)
    return FALSE;

  for (gsize i = 0; i < length; i++) {
    if (!g_ascii_isdigit (text[i]))
      return FALSE;
    result = result * 10 + (gsize) (text[i] - '0');
  }

  *value = result;
  return TRUE;
}

static gboolean
is_content_length (const char *name,
                   gsize       length)
{
  while (length > 0 && is_blank (name[length - 1]))
    length--;

  return (length == 1 && g_ascii_tolower (*name) == 'l') ||
         (length == strlen ("content-length") && g_ascii_strncasecmp (name, "content-length", length) == 0);
}

/* Reads one header line. Returns why it is refused, or NULL. */
static const char *
read_line (const char *line,
           gsize       length,
           gboolean   *after_length,
           guint      *n_lengths,
           gsize      *body)
{
  const char *colon;

  if (is_blank (*line))
    return *after_length ? "The length of a message is folded." : NULL;

  colon = memchr (line, ':', length);
  if (!colon || colon == line)
    return "A header line has no name.";

  *after_length = is_content_length (line, (gsize) (colon - line));
  if (!*after_length)
    return NULL;

  (*n_lengths)++;
  if (!parse_length (colon + 1, length - (gsize) (colon + 1 - line), body))
    return "The length of a message is not a number.";

  return NULL;
}

/* Reads a whole head, which ends with an empty line and has no line ends but CRLF. Returns why it is refused, or NULL. */
static const char *
read_head (const char *head,
           gsize       length,
           gsize      *body)
{
  const char *end = head + length - 2;
  const char *line = g_strstr_len (head, (gssize) length, "\r\n") + 2;
  gboolean after_length = FALSE;
  guint n_lengths = 0;

  if (cs_start_line_judge (head, length) == CS_START_LINE_BAD)
    return "A message begins with nonsense.";
  if (is_blank (*line))
    return "The first line of a message is folded.";

  while (line < end) {
    const char *next = g_strstr_len (line, head + length - line, "\r\n");
    const char *why = read_line (line, (gsize) (next - line), &after_length, &n_lengths, body);

    if (why)
      return why;
    line = next + 2;
  }

  /* RFC 3261 section 18.3: over a stream it must be there. Two of them, even alike, invite two readings. */
  if (n_lengths != 1)
    return n_lengths == 0 ? "A message does not say its length." : "A message says its length twice.";
  if (*body > CS_FRAME_GUARD_MAX_BODY)
    return "A message is too long.";

  return NULL;
}

static void
finish_frame (CsFrameGuard *self)
{
  g_queue_push_tail (&self->frames, g_byte_array_free_to_bytes (self->frame));
  self->frame = g_byte_array_new ();
  self->state = BETWEEN;
  self->blanks = 0;
}

static gboolean
begin_frame (CsFrameGuard  *self,
             guint8         byte,
             gint64         now,
             GError       **error)
{
  if (byte == '\n' || byte == '\0' || is_blank ((char) byte))
    return refuse (self, error, "A message begins with a blank.");

  self->state = HEAD;
  self->started = now;
  g_byte_array_append (self->frame, &byte, 1);

  return TRUE;
}

/* RFC 5626 section 3.5.1: a server answers a ping with one CRLF. */
static gboolean
take_blank (CsFrameGuard  *self,
            guint8         byte,
            gint64         now,
            GError       **error)
{
  if (byte != '\n')
    return refuse (self, error, "A line end is broken.");

  if (self->blanks == 0 || now - self->blanks_since > self->time_limit) {
    self->blanks_since = now;
    self->blanks = 0;
  }

  if (++self->blanks > MAX_BLANKS)
    return refuse (self, error, "Nothing but line ends arrives.");

  self->pongs++;
  self->state = BETWEEN;

  return TRUE;
}

static gboolean
take_head_byte (CsFrameGuard  *self,
                guint8         byte,
                GError       **error)
{
  guint8 last = self->frame->data[self->frame->len - 1];
  const char *why;

  if (byte == '\0')
    return refuse (self, error, "A header has a NUL byte.");
  if ((last == '\r') != (byte == '\n'))
    return refuse (self, error, "A line end in a header is broken.");

  g_byte_array_append (self->frame, &byte, 1);

  if (byte == '\n' && self->frame->len >= 4 &&
      memcmp (self->frame->data + self->frame->len - 4, "\r\n\r\n", 4) == 0) {
    why = read_head ((const char *) self->frame->data, self->frame->len, &self->missing);
    if (why)
      return refuse (self, error, why);
    self->state = BODY;
    if (self->missing == 0)
      finish_frame (self);
  } else if (self->frame->len >= CS_FRAME_GUARD_MAX_HEAD) {
    return refuse (self, error, "The headers of a message are too long.");
  }

  return TRUE;
}

static gsize
take_body (CsFrameGuard *self,
           const guint8 *data,
           gsize         length)
{
  gsize taken = MIN (length, self->missing);

  g_byte_array_append (self->frame, data, (guint) taken);
  self->missing -= taken;
  if (self->missing == 0)
    finish_frame (self);

  return taken;
}

/**
 * cs_frame_guard_new:
 * @time_limit: how long one message may take from its first byte to its last, in microseconds
 *
 * Returns: (transfer full): a new guard
 */
CsFrameGuard *
cs_frame_guard_new (gint64 time_limit)
{
  CsFrameGuard *self = g_new0 (CsFrameGuard, 1);

  self->time_limit = time_limit;
  self->frame = g_byte_array_new ();
  g_queue_init (&self->frames);

  return self;
}

/**
 * cs_frame_guard_free:
 * @self: (transfer full): a guard
 *
 * Frees @self and every message not taken.
 */
void
cs_frame_guard_free (CsFrameGuard *self)
{
  g_byte_array_unref (self->frame);
  g_queue_clear_full (&self->frames, (GDestroyNotify) g_bytes_unref);
  g_free (self);
}

/**
 * cs_frame_guard_push:
 * @self: a guard
 * @data: (array length=length): bytes as they arrived
 * @length: their number
 * @now: the time of their arrival in microseconds, monotonic
 * @error: return location for an error
 *
 * Takes bytes of the stream. A message is whole when its head ended within %CS_FRAME_GUARD_MAX_HEAD, had exactly one
 * well-formed Content-Length (RFC 3261 section 18.3), no CR or LF that is not part of a line end and no NUL, and its body of at most
 * %CS_FRAME_GUARD_MAX_BODY came within the time limit. Line ends between messages (RFC 5626 section 3.5.1) are swallowed. How the
 * stream is cut into calls makes no difference. With no @data, only the time is checked.
 *
 * After an error the guard takes nothing more; messages before it can still be taken.
 *
 * Returns: %TRUE, or %FALSE with %CS_ERROR_PROTOCOL set
 */
gboolean
cs_frame_guard_push (CsFrameGuard  *self,
                     const guint8  *data,
                     gsize          length,
                     gint64         now,
                     GError       **error)
{
  gsize i = 0;
  gboolean good = TRUE;

  if (self->state == BROKEN)
    return refuse (self, error, "The stream was broken before.");

  while (TRUE) {
    if (self->frame->len > 0 && now - self->started > self->time_limit)
      return refuse (self, error, "A message takes too long to arrive.");
    if (i == length || !good)
      return good;

    switch (self->state) {
    case BETWEEN:
      if (data[i] == '\r')
        self->state = BETWEEN_AFTER_CR;
      else
        good = begin_frame (self, data[i], now, error);
      i++;
      break;
    case BETWEEN_AFTER_CR:
      good = take_blank (self, data[i++], now, error);
      break;
    case HEAD:
      good = take_head_byte (self, data[i++], error);
      break;
    case BODY:
      i += take_body (self, data + i, length - i);
      break;
    case BROKEN:
    default:
      g_assert_not_reached ();
    }
  }
}

/**
 * cs_frame_guard_pop:
 * @self: a guard
 *
 * Returns: (transfer full) (nullable): the next whole message, head and body, or %NULL if there is none yet
 */
GBytes *
cs_frame_guard_pop (CsFrameGuard *self)
{
  return g_queue_pop_head (&self->frames);
}

/**
 * cs_frame_guard_get_deadline:
 * @self: a guard
 *
 * Returns: when the message that is arriving has to be whole, in microseconds, monotonic; 0 between messages
 */
gint64
cs_frame_guard_get_deadline (CsFrameGuard *self)
{
  return self->frame->len > 0 ? self->started + self->time_limit : 0;
}

/**
 * cs_frame_guard_get_pongs:
 * @self: a guard
 *
 * Returns: how many line ends came between messages so far
 */
guint64
cs_frame_guard_get_pongs (CsFrameGuard *self)
{
  return self->pongs;
}
