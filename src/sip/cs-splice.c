/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-splice.h"

#include <errno.h>
#include <glib-unix.h>
#include <linux/sockios.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/cs-error.h"

#include "cs-frame-guard.h"
#include "cs-start-line.h"

#define FRAME_TIME_LIMIT (30 * G_USEC_PER_SEC)
#define READ_SIZE        (32 * 1024)
#define MAX_UNSENT       (1024 * 1024)

/* Messages kept while Sofia has not connected yet. */
#define MAX_EARLY        64

/* Joins an open link and Sofia's end of a local socket. Whole messages pass, in both directions, and nothing else: what comes from
 * the server is checked before Sofia sees it, what comes from Sofia is never left half sent. Line ends for keep-alive start and
 * end here. */
struct _CsSplice
{
  CsLink         *link;
  CsSpliceSilent  silent;
  gpointer        user_data;

  int             fd;
  guint           readable_id;
  guint           writable_id;

  CsFrameGuard   *incoming;
  CsFrameGuard   *outgoing;
  GQueue          to_sofia;
  gsize           offset;
  guint           deadline_id;
  guint           check_id;

  guint           interval;
  guint           patience;
  guint           ping_id;
  guint           pong_id;
  gboolean        heard;
};

static void
detach (CsSplice *self)
{
  g_clear_handle_id (&self->readable_id, g_source_remove);
  if (self->writable_id)
    cs_link_set_paused (self->link, FALSE);
  g_clear_handle_id (&self->writable_id, g_source_remove);
  g_clear_handle_id (&self->check_id, g_source_remove);
  if (self->fd >= 0)
    close (self->fd);
  self->fd = -1;

  /* The next connection must begin with a whole message. */
  if (self->offset > 0)
    g_bytes_unref (g_queue_pop_head (&self->to_sofia));
  self->offset = 0;

  g_clear_pointer (&self->outgoing, cs_frame_guard_free);
  self->outgoing = cs_frame_guard_new (FRAME_TIME_LIMIT);
}

typedef enum {
  WRITTEN,
  WAITING,
  BROKEN,
} Writing;

static Writing
write_to_sofia (CsSplice *self)
{
  GBytes *frame;

  while ((frame = g_queue_peek_head (&self->to_sofia))) {
    gsize size;
    const guint8 *data = g_bytes_get_data (frame, &size);
    ssize_t written = send (self->fd, data + self->offset, size - self->offset, MSG_NOSIGNAL);

    if (written < 0 && errno == EINTR)
      continue;
    if (written < 0)
      return errno == EAGAIN ? WAITING : BROKEN;

    self->offset += (gsize) written;
    if (self->offset == size) {
      g_bytes_unref (g_queue_pop_head (&self->to_sofia));
      self->offset = 0;
    }
  }

  return WRITTEN;
}

/* A new connection is the only way on. May free @self. */
static void
fail_link (CsSplice *self)
{
  g_autoptr (GError) error = g_error_new_literal (CS_ERROR, CS_ERROR_PROTOCOL, "A message could not be read.");

  cs_link_fail (self->link, error, 0);
}

/* Sofia reads no further once it found something that it takes for garbage, but may leave its connection open. This runs when
 * nothing else is to be done: what is still unread then will never be read. */
static gboolean
check_cb (gpointer user_data)
{
  CsSplice *self = user_data;
  int unread = 0;

  self->check_id = 0;
  if (ioctl (self->fd, SIOCOUTQ, &unread) == 0 && unread > 0)
    fail_link (self);

  return G_SOURCE_REMOVE;
}

static gboolean
writable_cb (int          fd,
             GIOCondition condition,
             gpointer     user_data)
{
  CsSplice *self = user_data;

  switch (write_to_sofia (self)) {
  case WAITING:
    return G_SOURCE_CONTINUE;
  case WRITTEN:
    self->writable_id = 0;
    cs_link_set_paused (self->link, FALSE);
    return G_SOURCE_REMOVE;
  case BROKEN:
  default:
    fail_link (self);
    return G_SOURCE_REMOVE;
  }
}

/* May end with the link closed and @self freed: then returns FALSE. */
static gboolean
flush_to_sofia (CsSplice *self)
{
  if (self->fd < 0 || self->writable_id || g_queue_is_empty (&self->to_sofia))
    return TRUE;

  if (!self->check_id)
    self->check_id = g_idle_add (check_cb, self);

  switch (write_to_sofia (self)) {
  case WRITTEN:
    return TRUE;
  case WAITING:
    cs_link_set_paused (self->link, TRUE);
    self->writable_id = g_unix_fd_add (self->fd, G_IO_OUT, writable_cb, self);
    return TRUE;
  case BROKEN:
  default:
    fail_link (self);
    return FALSE;
  }
}

static gboolean
is_strange (GBytes *frame)
{
  gsize length;
  const char *text = g_bytes_get_data (frame, &length);

  return cs_start_line_judge (text, length) == CS_START_LINE_STRANGE;
}

/* May end with the link closed and @self freed: the last thing its caller does. */
static gboolean
take_from_sofia (CsSplice     *self,
                 const guint8 *data,
                 gsize         length)
{
  g_autoptr (GError) error = NULL;
  gboolean good = cs_frame_guard_push (self->outgoing, data, length, g_get_monotonic_time (), &error);
  GBytes *frame;

  while ((frame = cs_frame_guard_pop (self->outgoing))) {
    cs_link_send (self->link, frame);
    g_bytes_unref (frame);
    if (!cs_link_is_open (self->link))
      return FALSE;
  }

  if (!good) {
    cs_link_fail (self->link, error, 0);
    return FALSE;
  }

  return TRUE;
}

static gboolean
readable_cb (int          fd,
             GIOCondition condition,
             gpointer     user_data)
{
  CsSplice *self = user_data;
  g_autoptr (CsLink) link = g_object_ref (self->link);
  guint8 buffer[READ_SIZE];
  ssize_t length = recv (fd, buffer, sizeof buffer, 0);

  if (length < 0 && (errno == EINTR || errno == EAGAIN))
    return G_SOURCE_CONTINUE;

  /* Sofia ends its connection after what it cannot answer, and makes another only when it has something to send. */
  if (length <= 0) {
    self->readable_id = 0;
    fail_link (self);
    return G_SOURCE_REMOVE;
  }

  if (!take_from_sofia (self, buffer, (gsize) length))
    return G_SOURCE_REMOVE;

  if (cs_link_get_unsent (link) > MAX_UNSENT) {
    self->readable_id = 0;
    return G_SOURCE_REMOVE;
  }

  return G_SOURCE_CONTINUE;
}

static void
watch_sofia (CsSplice *self)
{
  g_autoptr (GSource) source = NULL;

  if (self->fd < 0 || self->readable_id || cs_link_get_unsent (self->link) > MAX_UNSENT)
    return;

  source = g_unix_fd_source_new (self->fd, G_IO_IN | G_IO_HUP);
  g_source_set_callback (source, G_SOURCE_FUNC (readable_cb), self, NULL);
  /* Otherwise GLib stops watching during the callback, and wakes its loop up twice for that. */
  g_source_set_can_recurse (source, TRUE);
  self->readable_id = g_source_attach (source, NULL);
}

static gboolean
deadline_cb (gpointer user_data)
{
  CsSplice *self = user_data;
  g_autoptr (GError) error = NULL;

  if (!cs_frame_guard_push (self->incoming, NULL, 0, g_get_monotonic_time (), &error)) {
    self->deadline_id = 0;
    cs_link_fail (self->link, error, 0);
    return G_SOURCE_REMOVE;
  }

  if (cs_frame_guard_get_deadline (self->incoming) != 0)
    return G_SOURCE_CONTINUE;

  self->deadline_id = 0;
  return G_SOURCE_REMOVE;
}

static void
received_cb (CsLink   *link,
             GBytes   *bytes,
             CsSplice *self)
{
  g_autoptr (GError) error = NULL;
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  gboolean good = cs_frame_guard_push (self->incoming, data, length, g_get_monotonic_time (), &error);
  GBytes *frame;

  self->heard = TRUE;

  while ((frame = cs_frame_guard_pop (self->incoming))) {
    if (is_strange (frame))
      g_bytes_unref (frame);
    else
      g_queue_push_tail (&self->to_sofia, frame);
  }
  while (self->fd < 0 && g_queue_get_length (&self->to_sofia) > MAX_EARLY)
    g_bytes_unref (g_queue_pop_head (&self->to_sofia));
  if (!flush_to_sofia (self))
    return;

  if (!good) {
    cs_link_fail (link, error, 0);
    return;
  }

  /* Most messages arrive whole: then no timer is needed. */
  if (!self->deadline_id && cs_frame_guard_get_deadline (self->incoming) != 0)
    self->deadline_id = g_timeout_add_seconds (5, deadline_cb, self);
}

static void
drained_cb (CsLink   *link,
            CsSplice *self)
{
  watch_sofia (self);
}

static guint
add_timeout (guint       milliseconds,
             GSourceFunc callback,
             gpointer    user_data)
{
  /* Whole seconds are put together with other timers, which saves waking up. */
  if (milliseconds >= 5000)
    return g_timeout_add_seconds (milliseconds / 1000, callback, user_data);

  return g_timeout_add (milliseconds, callback, user_data);
}

static void schedule_ping (CsSplice *self);

static gboolean
pong_missing_cb (gpointer user_data)
{
  CsSplice *self = user_data;

  self->pong_id = 0;
  schedule_ping (self);
  if (!self->heard)
    self->silent (self->user_data);

  return G_SOURCE_REMOVE;
}

static gboolean
ping_cb (gpointer user_data)
{
  CsSplice *self = user_data;
  g_autoptr (GBytes) ping = g_bytes_new_static ("\r\n\r\n", 4);

  self->ping_id = 0;
  self->heard = FALSE;
  self->pong_id = add_timeout (self->patience, pong_missing_cb, self);
  cs_link_send (self->link, ping);

  return G_SOURCE_REMOVE;
}

static void
schedule_ping (CsSplice *self)
{
  /* RFC 5626 section 4.4.1: between 80 and 100 per cent of the time. */
  self->ping_id = add_timeout ((guint) (self->interval * g_random_double_range (0.8, 1.0)), ping_cb, self);
}

/**
 * cs_splice_new:
 * @link: an open link
 * @silent: called when a keep-alive ping is not answered
 * @user_data: passed to @silent
 *
 * Returns: (transfer full): a splice that nothing is attached to yet; it must not outlive the link's opened connection
 */
CsSplice *
cs_splice_new (CsLink         *link,
               CsSpliceSilent  silent,
               gpointer        user_data)
{
  CsSplice *self = g_new0 (CsSplice, 1);

  self->link = g_object_ref (link);
  self->silent = silent;
  self->user_data = user_data;
  self->fd = -1;
  self->incoming = cs_frame_guard_new (FRAME_TIME_LIMIT);
  self->outgoing = cs_frame_guard_new (FRAME_TIME_LIMIT);
  g_queue_init (&self->to_sofia);

  g_signal_connect (link, "received", G_CALLBACK (received_cb), self);
  g_signal_connect (link, "drained", G_CALLBACK (drained_cb), self);

  return self;
}

/**
 * cs_splice_free:
 * @self: (transfer full): a splice
 *
 * Closes the local socket: Sofia sees its connection end. The link is left as it is.
 */
void
cs_splice_free (CsSplice *self)
{
  detach (self);
  g_signal_handlers_disconnect_by_data (self->link, self);

  g_clear_handle_id (&self->deadline_id, g_source_remove);
  g_clear_handle_id (&self->ping_id, g_source_remove);
  g_clear_handle_id (&self->pong_id, g_source_remove);
  g_queue_clear_full (&self->to_sofia, (GDestroyNotify) g_bytes_unref);
  cs_frame_guard_free (self->incoming);
  cs_frame_guard_free (self->outgoing);
  g_object_unref (self->link);
  g_free (self);
}

/**
 * cs_splice_is_open:
 * @self: a splice
 *
 * Returns: whether bytes may flow
 */
gboolean
cs_splice_is_open (CsSplice *self)
{
  return cs_link_is_open (self->link);
}

/**
 * cs_splice_attach:
 * @self: a splice
 * @fd: (transfer full): our end of a connected local stream socket, not blocking
 *
 * Lets messages flow between @fd and the link. An earlier connection is closed.
 */
void
cs_splice_attach (CsSplice *self,
                  int       fd)
{
  detach (self);
  self->fd = fd;
  watch_sofia (self);
  flush_to_sofia (self);
}

/**
 * cs_splice_set_keep_alive:
 * @self: a splice
 * @interval: the longest time between two pings in milliseconds, or 0 for none
 * @patience: how long to wait for the answer, in milliseconds
 *
 * Sends a CRLF ping (RFC 5626 section 4.4.1) from time to time. Anything that arrives counts as an answer.
 */
void
cs_splice_set_keep_alive (CsSplice *self,
                          guint     interval,
                          guint     patience)
{
  g_clear_handle_id (&self->ping_id, g_source_remove);
  g_clear_handle_id (&self->pong_id, g_source_remove);
  self->interval = interval;
  self->patience = patience;
  if (interval > 0)
    schedule_ping (self);
}

/**
 * cs_splice_ping:
 * @self: a splice
 *
 * Sends the next ping at once, where pings are sent and none is under way.
 */
void
cs_splice_ping (CsSplice *self)
{
  if (self->ping_id == 0)
    return;

  g_clear_handle_id (&self->ping_id, g_source_remove);
  ping_cb (self);
}

/**
 * cs_splice_has_pong:
 * @self: a splice
 *
 * Returns: whether the server has answered a ping, so that it may be relied on to answer the next
 */
gboolean
cs_splice_has_pong (CsSplice *self)
{
  return cs_frame_guard_get_pongs (self->incoming) > 0;
}
