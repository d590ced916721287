/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-tls-stream.h"

/* The most that one TLS record holds (RFC 8446 section 5.1). Who reads this much leaves nothing behind in GnuTLS, where no
 * source would see it. */
#define MAX_RECORD (16 * 1024)

/* How many records are read before others have their turn. */
#define MAX_RECORDS_AT_ONCE 8

/* What is left of the queue moves up where more than this, and more than half of it, has left. */
#define COMPACT_AT (64 * 1024)

struct _CsTlsStream
{
  GObject       parent_instance;

  CsTlsSession *session;
  GByteArray   *unsent;
  gsize         sent;
  gboolean      is_interrupted;
  gboolean      is_paused;
  GSource      *read_source;
  GSource      *write_source;
  guint         failed_id;
  int           send_code;
  GError       *error;
};

G_DEFINE_FINAL_TYPE (CsTlsStream, cs_tls_stream, G_TYPE_OBJECT)

enum {
  RECEIVED,
  DRAINED,
  FAILED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
drop_source (GSource **source)
{
  if (*source)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static gboolean failed_cb (gpointer user_data);

/* Told from the main loop, never from within a call of somebody who sends. */
static void
schedule_failure (CsTlsStream *self)
{
  drop_source (&self->read_source);
  drop_source (&self->write_source);
  if (self->failed_id == 0)
    self->failed_id = g_idle_add_full (G_PRIORITY_DEFAULT, failed_cb, self, NULL);
}

static void
fail (CsTlsStream *self,
      int          code)
{
  if (self->error)
    return;

  self->error = cs_tls_session_make_error (self->session, code);
  schedule_failure (self);
}

/* Why the server hung up may still wait to be read, as an alert. */
static void
fail_to_send (CsTlsStream *self,
              int          code)
{
  self->send_code = code;
  schedule_failure (self);
}

static gboolean
is_working (CsTlsStream *self)
{
  return self->session && !self->error && self->send_code == 0;
}

/* Returns whether nothing is left to send. */
static gboolean
flush (CsTlsStream *self)
{
  gnutls_session_t session = cs_tls_session_get_gnutls (self->session);

  while (is_working (self) && self->sent < self->unsent->len) {
    gsize size = MIN (self->unsent->len - self->sent, MAX_RECORD);
    /* After an interruption GnuTLS goes on with the record that it has already sealed. */
    ssize_t n = self->is_interrupted ? gnutls_record_send (session, NULL, 0)
                                     : gnutls_record_send (session, self->unsent->data + self->sent, size);

    self->is_interrupted = n == GNUTLS_E_AGAIN || n == GNUTLS_E_INTERRUPTED;
    if (n == GNUTLS_E_AGAIN)
      return FALSE;
    if (n >= 0)
      self->sent += n;
    else if (gnutls_error_is_fatal (n))
      fail_to_send (self, n);
  }

  if (!is_working (self))
    return FALSE;

  /* An array never gives memory back by itself. */
  if (self->unsent->len > COMPACT_AT) {
    g_byte_array_unref (self->unsent);
    self->unsent = g_byte_array_new ();
  }
  g_byte_array_set_size (self->unsent, 0);
  self->sent = 0;

  return TRUE;
}

static void
compact (CsTlsStream *self)
{
  if (self->sent < COMPACT_AT || self->sent < self->unsent->len / 2)
    return;

  g_byte_array_remove_range (self->unsent, 0, self->sent);
  self->sent = 0;
}

/* Returns whether to go on reading. */
static gboolean
receive (CsTlsStream *self)
{
  gnutls_session_t session = cs_tls_session_get_gnutls (self->session);
  guint8 buffer[MAX_RECORD];
  ssize_t n = gnutls_record_recv (session, buffer, sizeof buffer);

  if (n > 0) {
    g_autoptr (GBytes) bytes = g_bytes_new (buffer, n);

    g_signal_emit (self, signals[RECEIVED], 0, bytes);
    return TRUE;
  }

  if (n == GNUTLS_E_INTERRUPTED || n == GNUTLS_E_WARNING_ALERT_RECEIVED)
    return TRUE;

  if (n == 0) {
    /* The server has said goodbye. */
    fail (self, GNUTLS_E_SESSION_EOF);
  } else if (n == GNUTLS_E_REHANDSHAKE) {
    gnutls_alert_send (session, GNUTLS_AL_FATAL, GNUTLS_A_NO_RENEGOTIATION);
    fail (self, n);
  } else if (n != GNUTLS_E_AGAIN) {
    gnutls_alert_send_appropriate (session, n);
    fail (self, n);
  }

  return FALSE;
}

static gboolean
failed_cb (gpointer user_data)
{
  g_autoptr (CsTlsStream) self = g_object_ref (user_data);

  self->failed_id = 0;

  if (self->send_code != 0) {
    while (!self->error && self->session && receive (self))
      ;
    if (!self->session)
      return G_SOURCE_REMOVE;
    if (!self->error)
      self->error = cs_tls_session_make_error (self->session, self->send_code);
    g_clear_handle_id (&self->failed_id, g_source_remove);
  }

  g_signal_emit (self, signals[FAILED], 0, self->error);

  return G_SOURCE_REMOVE;
}

static gboolean
readable_cb (GObject  *stream,
             gpointer  user_data)
{
  g_autoptr (CsTlsStream) self = g_object_ref (user_data);

  for (guint i = 0; i < MAX_RECORDS_AT_ONCE; i++) {
    if (!receive (self) || !is_working (self) || self->is_paused)
      break;
  }

  return self->read_source ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

static gboolean
writable_cb (GObject  *stream,
             gpointer  user_data)
{
  g_autoptr (CsTlsStream) self = g_object_ref (user_data);

  if (!flush (self)) {
    compact (self);
    return self->write_source ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
  }

  drop_source (&self->write_source);
  g_signal_emit (self, signals[DRAINED], 0);

  return G_SOURCE_REMOVE;
}

static void
add_source (CsTlsStream         *self,
            GSource            **source,
            gboolean             to_write,
            GPollableSourceFunc  callback)
{
  *source = cs_tls_session_create_source (self->session, to_write, NULL);
  g_source_set_callback (*source, G_SOURCE_FUNC (callback), self, NULL);
  /* Otherwise GLib stops watching during the callback, and wakes its loop up twice for that. */
  g_source_set_can_recurse (*source, TRUE);
  g_source_attach (*source, NULL);
}

static void
update_sources (CsTlsStream *self)
{
  gboolean wants_read = is_working (self) && !self->is_paused;
  gboolean wants_write = is_working (self) && self->sent < self->unsent->len;

  if (!wants_read)
    drop_source (&self->read_source);
  else if (!self->read_source)
    add_source (self, &self->read_source, FALSE, readable_cb);

  if (!wants_write)
    drop_source (&self->write_source);
  else if (!self->write_source)
    add_source (self, &self->write_source, TRUE, writable_cb);
}

static void
cs_tls_stream_dispose (GObject *object)
{
  CsTlsStream *self = CS_TLS_STREAM (object);

  cs_tls_stream_close (self);

  G_OBJECT_CLASS (cs_tls_stream_parent_class)->dispose (object);
}

static void
cs_tls_stream_finalize (GObject *object)
{
  CsTlsStream *self = CS_TLS_STREAM (object);

  g_byte_array_unref (self->unsent);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (cs_tls_stream_parent_class)->finalize (object);
}

static void
cs_tls_stream_class_init (CsTlsStreamClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cs_tls_stream_dispose;
  object_class->finalize = cs_tls_stream_finalize;

  /**
   * CsTlsStream::received:
   * @self: the stream
   * @bytes: what came, 1 to 16384 bytes
   *
   * Bytes came from the server.
   */
  signals[RECEIVED] = g_signal_new ("received", CS_TYPE_TLS_STREAM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_BYTES);

  /**
   * CsTlsStream::drained:
   * @self: the stream
   *
   * All that had to wait has left.
   */
  signals[DRAINED] = g_signal_new ("drained", CS_TYPE_TLS_STREAM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);

  /**
   * CsTlsStream::failed:
   * @self: the stream
   * @error: why
   *
   * The connection is over.
   */
  signals[FAILED] = g_signal_new ("failed", CS_TYPE_TLS_STREAM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
cs_tls_stream_init (CsTlsStream *self)
{
  self->unsent = g_byte_array_new ();
}

/**
 * cs_tls_stream_new:
 * @session: (transfer full): the session of an accepted server
 *
 * Makes a stream that begins to read as soon as the main loop runs.
 *
 * Returns: (transfer full): the stream
 */
CsTlsStream *
cs_tls_stream_new (CsTlsSession *session)
{
  CsTlsStream *self = g_object_new (CS_TYPE_TLS_STREAM, NULL);

  self->session = session;
  update_sources (self);

  return self;
}

/**
 * cs_tls_stream_send:
 * @self: a stream
 * @bytes: what to send
 *
 * Sends bytes, or keeps them until the network takes them. On a stream that is closed or has failed they are dropped.
 */
void
cs_tls_stream_send (CsTlsStream *self,
                    GBytes      *bytes)
{
  gboolean was_empty = self->unsent->len == 0;

  if (!is_working (self))
    return;

  g_byte_array_append (self->unsent, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));

  if (was_empty)
    flush (self);

  update_sources (self);
}

/**
 * cs_tls_stream_get_unsent:
 * @self: a stream
 *
 * Returns: how many bytes have not been handed to the network yet
 */
gsize
cs_tls_stream_get_unsent (CsTlsStream *self)
{
  return self->unsent->len - self->sent;
}

/**
 * cs_tls_stream_set_paused:
 * @self: a stream
 * @paused: whether to leave what comes in the network
 *
 * Stops and resumes reading, so that a server can't send faster than its bytes are used.
 */
void
cs_tls_stream_set_paused (CsTlsStream *self,
                          gboolean     paused)
{
  self->is_paused = paused;
  update_sources (self);
}

/**
 * cs_tls_stream_close:
 * @self: a stream
 *
 * Says goodbye and closes the connection. No signal follows.
 */
void
cs_tls_stream_close (CsTlsStream *self)
{
  if (!self->session)
    return;

  g_clear_handle_id (&self->failed_id, g_source_remove);
  drop_source (&self->read_source);
  drop_source (&self->write_source);

  /* A record that got stuck half-way would turn the goodbye into noise. */
  if (is_working (self) && !self->is_interrupted)
    cs_tls_session_say_goodbye (g_steal_pointer (&self->session));
  else
    g_clear_pointer (&self->session, cs_tls_session_free);
}
