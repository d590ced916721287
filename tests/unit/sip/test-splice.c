/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib-unix.h>
#include <sys/socket.h>
#include <unistd.h>

#include "sip-fixture.h"
#include "sip/cs-splice.h"

#define FRAME "MESSAGE sip:a@b SIP/2.0\r\nContent-Length: 5\r\n\r\nhello"

typedef struct {
  SipFixture  sip;
  CsSplice   *splice;
  int         fd;
  guint       reader;
  GString    *input;
  gboolean    ended;
  guint       n_silent;
} Fixture;

static gboolean
read_cb (int          fd,
         GIOCondition condition,
         gpointer     user_data)
{
  Fixture *fixture = user_data;
  char buffer[4096];
  ssize_t n = recv (fd, buffer, sizeof buffer, 0);

  if (n > 0) {
    g_string_append_len (fixture->input, buffer, n);
    return G_SOURCE_CONTINUE;
  }

  fixture->ended = TRUE;
  fixture->reader = 0;
  return G_SOURCE_REMOVE;
}

static void
detach (Fixture *fixture)
{
  g_clear_handle_id (&fixture->reader, g_source_remove);
  if (fixture->fd >= 0)
    close (fixture->fd);
  fixture->fd = -1;
}

static void
silent_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->n_silent++;
}

static void
attach (Fixture *fixture,
        gboolean reads)
{
  int fds[2];

  detach (fixture);
  g_assert_cmpint (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, fds), ==, 0);
  fixture->fd = fds[0];
  if (reads)
    fixture->reader = g_unix_fd_add (fixture->fd, G_IO_IN | G_IO_HUP, read_cb, fixture);
  cs_splice_attach (fixture->splice, fds[1]);
}

static void
closed_cb (Fixture *fixture)
{
  g_clear_pointer (&fixture->splice, cs_splice_free);
}

static void
set_up (Fixture      *fixture,
        gconstpointer data)
{
  memset (fixture, 0, sizeof *fixture);
  fixture->fd = -1;
  fixture->input = g_string_new (NULL);
  sip_fixture_init (&fixture->sip, cs_test_sip_peer_accept_all, NULL);
  cs_link_start (fixture->sip.link);
  cs_test_wait_for (fixture->sip.n_opened == 1);
  fixture->splice = cs_splice_new (fixture->sip.link, silent_cb, fixture);
  g_signal_connect_swapped (fixture->sip.link, "closed", G_CALLBACK (closed_cb), fixture);
}

static void
tear_down (Fixture      *fixture,
           gconstpointer data)
{
  g_signal_handlers_disconnect_by_data (fixture->sip.link, fixture);
  g_clear_pointer (&fixture->splice, cs_splice_free);
  detach (fixture);
  g_string_free (fixture->input, TRUE);
  sip_fixture_clear (&fixture->sip);
}

static void
write_all (Fixture    *fixture,
           const char *text)
{
  gsize length = strlen (text);
  gsize at = 0;

  while (at < length) {
    ssize_t n = send (fixture->fd, text + at, length - at, MSG_NOSIGNAL);

    if (n > 0)
      at += (gsize) n;
    else
      g_main_context_iteration (NULL, TRUE);
  }
}

static void
test_in (Fixture      *fixture,
         gconstpointer data)
{
  /* What comes early waits. */
  cs_test_sip_peer_send (fixture->sip.peer, FRAME, -1);
  attach (fixture, TRUE);
  cs_test_sip_peer_send (fixture->sip.peer, "\r\n" FRAME "\r\nMESSAGE sip:a@b SIP/2.0\r\n", -1);
  cs_test_wait_for (fixture->input->len >= 2 * strlen (FRAME));
  g_assert_cmpstr (fixture->input->str, ==, FRAME FRAME);

  /* Half a message does not pass. */
  cs_test_settle ();
  g_assert_cmpuint (fixture->input->len, ==, 2 * strlen (FRAME));
  cs_test_sip_peer_send (fixture->sip.peer, "Content-Length: 0\r\n\r\n", -1);
  cs_test_wait_for (fixture->input->len > 2 * strlen (FRAME));
  g_assert_true (g_str_has_suffix (fixture->input->str, "\r\n\r\n"));
}

/* Each piece is a TLS record of its own; 0 cuts at random. */
static void
test_in_any_cut (Fixture      *fixture,
                 gconstpointer data)
{
  const gsize cuts[] = { 1, 0, 7, 4096, G_MAXSIZE };
  g_autoptr (GString) stream = g_string_new (NULL);
  g_autoptr (GString) expected = g_string_new (NULL);

  for (guint i = 0; i < 30; i++) {
    g_autofree char *body = g_strnfill ((gsize) g_test_rand_int_range (0, 200), 'x');
    g_autofree char *frame = g_strdup_printf ("MESSAGE sip:%u@b SIP/2.0\r\nContent-Length: %zu\r\n\r\n%s", i, strlen (body), body);

    g_string_append_printf (stream, "%s%s", frame, i % 3 == 0 ? "\r\n" : "");
    g_string_append (expected, frame);
  }

  attach (fixture, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (cuts); i++) {
    gsize length;

    g_string_truncate (fixture->input, 0);
    for (gsize at = 0; at < stream->len; at += length) {
      length = cuts[i] ? cuts[i] : (gsize) g_test_rand_int_range (1, 700);
      length = MIN (length, stream->len - at);
      cs_test_sip_peer_send (fixture->sip.peer, stream->str + at, (gssize) length);
      cs_test_settle ();
    }
    cs_test_wait_for (fixture->input->len >= expected->len);
    g_assert_cmpstr (fixture->input->str, ==, expected->str);
  }
}

static void
test_in_broken (Fixture      *fixture,
                gconstpointer data)
{
  attach (fixture, TRUE);
  cs_test_sip_peer_send (fixture->sip.peer, FRAME "MESSAGE sip:a@b SIP/2.0\nContent-Length: 0\r\n\r\n", -1);
  cs_test_wait_for (fixture->sip.n_closed == 1);
  g_assert_error (cs_link_get_error (fixture->sip.link), CS_ERROR, CS_ERROR_PROTOCOL);
  cs_test_wait_for (fixture->ended);
  g_assert_cmpstr (fixture->input->str, ==, FRAME);
}

static void
test_back_pressure (Fixture      *fixture,
                    gconstpointer data)
{
  g_autofree char *body = g_strnfill (200 * 1024, 'x');
  g_autofree char *frame = g_strdup_printf ("MESSAGE sip:a@b SIP/2.0\r\nContent-Length: %zu\r\n\r\n%s", strlen (body), body);

  attach (fixture, TRUE);
  for (guint i = 0; i < 2; i++)
    cs_test_sip_peer_send (fixture->sip.peer, frame, -1);
  cs_test_wait_for (fixture->input->len >= 2 * strlen (frame));
  g_assert_true (g_str_has_suffix (fixture->input->str, frame));
}

static void
test_deaf (Fixture      *fixture,
           gconstpointer data)
{
  attach (fixture, FALSE);
  cs_test_sip_peer_send (fixture->sip.peer, FRAME, -1);
  cs_test_wait_for (fixture->sip.n_closed == 1);
  g_assert_error (cs_link_get_error (fixture->sip.link), CS_ERROR, CS_ERROR_PROTOCOL);
}

static void
test_out (Fixture      *fixture,
          gconstpointer data)
{
  attach (fixture, TRUE);
  write_all (fixture, "\r\n\r\n" FRAME "MESSAGE sip:a@b SIP/2.0\r\n");
  cs_test_wait_for (cs_test_sip_peer_count (fixture->sip.peer, "MESSAGE") == 1);
  /* Sofia's own pings end here. */
  g_assert_cmpuint (cs_test_sip_peer_get_pings (fixture->sip.peer), ==, 0);

  /* Half a message that was begun is forgotten with its connection. */
  attach (fixture, TRUE);
  write_all (fixture, FRAME);
  cs_test_wait_for (cs_test_sip_peer_count (fixture->sip.peer, "MESSAGE") == 2);
  g_assert_cmpstr (cs_test_sip_peer_find (fixture->sip.peer, "MESSAGE", 1), ==, FRAME);
  g_assert_cmpuint (fixture->sip.n_closed, ==, 0);
}

static void
test_out_much (Fixture      *fixture,
               gconstpointer data)
{
  g_autofree char *body = g_strnfill (200 * 1024, 'x');
  g_autofree char *frame = g_strdup_printf ("MESSAGE sip:a@b SIP/2.0\r\nContent-Length: %zu\r\n\r\n%s", strlen (body), body);

  attach (fixture, TRUE);
  for (guint i = 0; i < 20; i++)
    write_all (fixture, frame);
  cs_test_wait_for (cs_test_sip_peer_count (fixture->sip.peer, "MESSAGE") == 20);
}

static void
test_out_broken (Fixture      *fixture,
                 gconstpointer data)
{
  attach (fixture, TRUE);
  write_all (fixture, "MESSAGE sip:a@b SIP/2.0\r\nSubject: a\nb\r\nContent-Length: 0\r\n\r\n");
  cs_test_wait_for (fixture->sip.n_closed == 1);
  g_assert_cmpuint (cs_test_sip_peer_get_messages (fixture->sip.peer)->len, ==, 0);
}

static void
test_pings (Fixture      *fixture,
            gconstpointer data)
{
  g_assert_false (cs_splice_has_pong (fixture->splice));
  cs_splice_set_keep_alive (fixture->splice, 50, 5000);
  cs_test_wait_for (cs_test_sip_peer_get_pings (fixture->sip.peer) >= 1);
  cs_test_wait_for (cs_splice_has_pong (fixture->splice));
  g_assert_cmpuint (fixture->n_silent, ==, 0);

  cs_test_sip_peer_set_pongs (fixture->sip.peer, FALSE);
  cs_splice_set_keep_alive (fixture->splice, 50, 100);
  cs_test_wait_for (fixture->n_silent >= 2);

  cs_splice_set_keep_alive (fixture->splice, 0, 0);
  g_assert_cmpuint (fixture->sip.n_closed, ==, 0);
}

static void
test_pings_early (Fixture      *fixture,
                  gconstpointer data)
{
  cs_splice_ping (fixture->splice);
  cs_test_settle ();
  g_assert_cmpuint (cs_test_sip_peer_get_pings (fixture->sip.peer), ==, 0);

  cs_test_sip_peer_set_pongs (fixture->sip.peer, FALSE);
  cs_splice_set_keep_alive (fixture->splice, 60 * 1000, 50);
  cs_splice_ping (fixture->splice);
  cs_splice_ping (fixture->splice);
  cs_test_wait_for (fixture->n_silent == 1);
  g_assert_cmpuint (cs_test_sip_peer_get_pings (fixture->sip.peer), ==, 1);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/splice/passes-whole-messages-from-the-server", test_in);
  ADD ("/splice/passes-them-however-they-are-cut", test_in_any_cut);
  ADD ("/splice/ends-a-broken-stream", test_in_broken);
  ADD ("/splice/waits-for-who-reads-slowly", test_back_pressure);
  ADD ("/splice/notices-that-nobody-reads", test_deaf);
  ADD ("/splice/passes-whole-messages-to-the-server", test_out);
  ADD ("/splice/passes-much-to-the-server", test_out_much);
  ADD ("/splice/sends-nothing-broken", test_out_broken);
  ADD ("/splice/pings", test_pings);
  ADD ("/splice/pings-before-its-time", test_pings_early);

  return g_test_run ();
}
