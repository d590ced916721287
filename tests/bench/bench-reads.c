/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Takes messages that come in as they are, many in one piece, and in single bytes, turn and turn about, and checks that each
 * arrives once, whole and in its place. Prints microseconds for one message.
 *
 * A process of our own is the server; each piece is a TLS record, and a segment of its own where the network has the time. */

#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include <glib-unix.h>
#include <glib/gstdio.h>

#include "bench-lib.h"
#include "cs-test-sip-peer.h"
#include "cs-test-engine.h"

#define ROUNDS 20
#define BURST 50
#define TEXT "Message %u of a conversation, about as long as most of them are: eighty letters."

/* How one burst is cut; what the letter says is what goes through the pipe. */
static const struct
{
  char        letter;
  const char *name;
} cuts[] = {
  { 'w', "whole" },
  { 'j', "joined" },
  { 'b', "bytes" },
};

typedef struct {
  guint expected;   /* the number of the next message */
} Reader;

static GString *
make_burst (guint number)
{
  GString *burst = g_string_new (NULL);

  for (guint i = 0; i < BURST; i++) {
    g_autofree char *call_id = g_uuid_string_random ();
    g_autofree char *text = g_strdup_printf (TEXT, number + i);
    g_autofree char *message = cs_test_sip_peer_make_message (call_id, "Content-Type: text/plain\r\n", text);

    g_string_append (burst, message);
  }

  return burst;
}

static void
send_burst (CsTestSipPeer *peer,
            char           cut,
            guint          number)
{
  g_autoptr (GString) burst = make_burst (number);
  const char *end = burst->str + burst->len;
  gsize length;

  for (const char *at = burst->str; at < end; at += length) {
    const char *next = strstr (at + 1, "MESSAGE sip:");

    length = (gsize) ((next ? next : end) - at);
    if (cut == 'j')
      length = burst->len;
    else if (cut == 'b')
      length = 1;
    cs_test_sip_peer_send (peer, at, (gssize) length);
  }
}

static gboolean
ordered_cb (int          fd,
            GIOCondition condition,
            gpointer     user_data)
{
  static guint number;
  char cut;

  if (read (fd, &cut, 1) != 1)
    exit (EXIT_SUCCESS);

  send_burst (user_data, cut, number);
  number += BURST;

  return G_SOURCE_CONTINUE;
}

/* Leaves in the folder what the private server leaves there, and tells its port. */
static void
serve (const char *folder,
       int         fd)
{
  g_autoptr (CsTestSipPeer) peer = cs_test_sip_peer_new (cs_test_sip_peer_accept_all, NULL);
  g_autoptr (CsEndpoint) endpoint = cs_test_sip_peer_new_endpoint (peer);
  g_autoptr (CsAnchorStore) anchors = cs_anchor_store_new (NULL, "/nonexistent", FALSE);
  g_autofree char *ca = g_build_filename (folder, "ca.pem", NULL);
  g_autofree char *password = g_build_filename (folder, "alice.password", NULL);
  g_autofree char *pem = NULL;
  g_autoptr (CsAnchor) anchor = NULL;
  guint16 port = cs_endpoint_get_port (endpoint);

  cs_test_sip_peer_trust (peer, anchors);
  anchor = g_list_model_get_item (cs_anchor_store_list (anchors, CS_ANCHOR_GIVEN), 0);
  pem = cs_certificate_to_pem (cs_anchor_get_certificate (anchor));
  if (!g_file_set_contents (ca, pem, -1, NULL) || !g_file_set_contents (password, "password", -1, NULL) ||
      write (fd, &port, sizeof port) != sizeof port)
    g_error ("The server could not be set up.");

  g_unix_fd_add (fd, G_IO_IN | G_IO_HUP, ordered_cb, peer);
  bench_wait (FALSE);
}

static void
message_cb (CsProfile      *profile,
            CsConversation *conversation,
            CsMessage      *message,
            Reader         *reader)
{
  g_autofree char *text = g_strdup_printf (TEXT, reader->expected);

  if (g_strcmp0 (cs_message_get_text (message), text) != 0)
    g_error ("Not message %u: %s", reader->expected, cs_message_get_text (message));
  reader->expected++;
}

static void
receive (const char *folder,
         int         fd)
{
  CsTestLogin account = { folder, 0, "alice" };
  Reader reader = { 0 };
  CsProfile *profile;
  g_autoptr (CsSession) session = NULL;

  if (read (fd, &account.port, sizeof account.port) != sizeof account.port)
    g_error ("There is no server.");
  profile = cs_test_engine_open (NULL, &account);
  g_signal_connect (profile, "message", G_CALLBACK (message_cb), &reader);
  session = cs_test_engine_sign_in (profile, &account);

  for (guint i = 0; i < ROUNDS * G_N_ELEMENTS (cuts); i++) {
    guint end = reader.expected + BURST;
    guint which = i % G_N_ELEMENTS (cuts);
    gint64 start = g_get_monotonic_time ();

    if (write (fd, &cuts[which].letter, 1) != 1)
      g_error ("The server has gone.");
    bench_wait (reader.expected == end);
    bench_print (cuts[which].name, (double) (g_get_monotonic_time () - start) / BURST);
  }

  cs_test_engine_close (profile);
}

int
main (int    argc,
      char **argv)
{
  g_autofree char *folder = g_dir_make_tmp ("bench-reads-XXXXXX", NULL);
  const char * const left[] = { "ca.pem", "alice.password" };
  int fds[2];

  /* Before there is any thread. */
  if (!folder || socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, fds) != 0)
    g_error ("There is no room for a server.");
  if (fork () == 0) {
    close (fds[0]);
    serve (folder, fds[1]);
    return EXIT_FAILURE;
  }

  close (fds[1]);
  receive (folder, fds[0]);
  close (fds[0]);

  for (guint i = 0; i < G_N_ELEMENTS (left); i++) {
    g_autofree char *path = g_build_filename (folder, left[i], NULL);

    g_remove (path);
  }
  g_rmdir (folder);

  return EXIT_SUCCESS;
}
