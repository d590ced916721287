/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "link/cs-connector.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include "base/cs-error.h"

#include "cs-test-resolver.h"
#include "cs-test-tls.h"
#include "cs-test-wait.h"

/* A port on which nobody answers: its queue of connections is full, so that the kernel drops further ones. */
typedef struct {
  GSocket *listener;
  GSocket *fillers[4];
  guint16  port;
} BlackHole;

static guint16
bind_port (GSocket *socket)
{
  g_autoptr (GSocketAddress) any = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = NULL;

  g_assert_true (g_socket_bind (socket, any, FALSE, NULL));
  bound = g_socket_get_local_address (socket, NULL);

  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));
}

static GSocket *
make_socket (void)
{
  GSocket *socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);

  g_assert_nonnull (socket);
  g_socket_set_blocking (socket, FALSE);

  return socket;
}

static void
black_hole_open (BlackHole *self)
{
  g_autoptr (GSocketAddress) address = NULL;

  self->listener = make_socket ();
  self->port = bind_port (self->listener);
  g_socket_set_listen_backlog (self->listener, 0);
  g_assert_true (g_socket_listen (self->listener, NULL));

  address = g_inet_socket_address_new_from_string ("127.0.0.1", self->port);
  for (guint i = 0; i < G_N_ELEMENTS (self->fillers); i++) {
    self->fillers[i] = make_socket ();
    g_socket_connect (self->fillers[i], address, NULL, NULL);
  }
}

static void
black_hole_close (BlackHole *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->fillers); i++)
    g_object_unref (self->fillers[i]);
  g_object_unref (self->listener);
}

/* A port that was free a moment ago. */
static guint16
find_closed_port (void)
{
  g_autoptr (GSocket) socket = make_socket ();

  return bind_port (socket);
}

static void
add (GPtrArray  *candidates,
     const char *host,
     guint16     port)
{
  CsCandidate *candidate = g_new0 (CsCandidate, 1);

  candidate->host = g_strdup (host);
  candidate->port = port;
  g_ptr_array_add (candidates, candidate);
}

static GPtrArray *
candidates_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) cs_candidate_free);
}

static GSocketConnection *
connect_to (GPtrArray  *candidates,
            guint       first,
            guint       limit,
            guint      *used,
            GError    **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_connector_connect_async (candidates, first, limit, NULL, cs_test_tls_result_cb, &result);
  cs_test_wait_for (result);

  return cs_connector_connect_finish (result, used, error);
}

static void
test_connects (void)
{
  const CsTestPeerScript script = { .mode = CS_TEST_PEER_SILENT };
  g_autoptr (CsTestPeer) peer = cs_test_peer_new (&script);
  g_autoptr (GPtrArray) candidates = candidates_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  guint used = 99;
  int nodelay = 0;

  add (candidates, "127.0.0.1", cs_test_peer_get_port (peer));
  connection = connect_to (candidates, 0, 20000, &used, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (used, ==, 0);
  g_assert_true (g_socket_get_option (g_socket_connection_get_socket (connection), IPPROTO_TCP, TCP_NODELAY, &nodelay, NULL));
  g_assert_true (nodelay);
}

static void
test_next (void)
{
  const CsTestPeerScript script = { .mode = CS_TEST_PEER_SILENT };
  g_autoptr (CsTestResolver) resolver = cs_test_resolver_install ();
  g_autoptr (CsTestPeer) peer = cs_test_peer_new (&script);
  g_autoptr (GPtrArray) candidates = candidates_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GSocketConnection) second = NULL;
  g_autoptr (GError) error = NULL;
  guint used = 99;

  add (candidates, "a.test", cs_test_peer_get_port (peer));
  add (candidates, "nowhere.invalid", 5061);
  add (candidates, "b.test", find_closed_port ());
  add (candidates, "c.test", cs_test_peer_get_port (peer));
  connection = connect_to (candidates, 1, 20000, &used, &error);
  g_assert_no_error (error);
  g_assert_nonnull (connection);
  g_assert_cmpuint (used, ==, 3);

  second = connect_to (candidates, 0, 20000, &used, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (used, ==, 0);
}

static void
test_keeps_reasons (void)
{
  g_autoptr (CsTestResolver) resolver = cs_test_resolver_install ();
  g_autoptr (GPtrArray) candidates = candidates_new ();
  g_autoptr (GError) error = NULL;
  guint used = 99;

  add (candidates, "first.test", find_closed_port ());
  add (candidates, "second.invalid", 5061);
  g_assert_null (connect_to (candidates, 0, 20000, &used, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_UNREACHABLE);
  g_assert_nonnull (strstr (error->message, "first.test"));
  g_assert_nonnull (strstr (error->message, "second.invalid"));
  g_assert_cmpuint (used, ==, 2);
}

static void
test_no_address (void)
{
  g_autoptr (CsTestResolver) resolver = cs_test_resolver_install ();
  g_autoptr (GPtrArray) candidates = candidates_new ();
  g_autoptr (GError) error = NULL;

  add (candidates, "nowhere.invalid", 5061);
  g_assert_null (connect_to (candidates, 0, 20000, NULL, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_LOOKUP);
}

static void
test_total_limit (void)
{
  g_autoptr (GPtrArray) candidates = candidates_new ();
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  BlackHole hole;

  black_hole_open (&hole);
  for (guint i = 0; i < 5; i++)
    add (candidates, "127.0.0.1", hole.port);
  g_assert_null (connect_to (candidates, 0, 400, NULL, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_TIMED_OUT);
  g_assert_cmpint (g_get_monotonic_time () - start, >=, 390 * 1000);
  black_hole_close (&hole);
}

static void
test_one_does_not_use_up_all_time (void)
{
  const CsTestPeerScript script = { .mode = CS_TEST_PEER_SILENT };
  g_autoptr (CsTestPeer) peer = cs_test_peer_new (&script);
  g_autoptr (GPtrArray) candidates = candidates_new ();
  g_autoptr (GSocketConnection) connection = NULL;
  g_autoptr (GError) error = NULL;
  guint used = 99;
  BlackHole hole;

  black_hole_open (&hole);
  add (candidates, "127.0.0.1", hole.port);
  add (candidates, "127.0.0.1", cs_test_peer_get_port (peer));
  connection = connect_to (candidates, 0, 600, &used, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (used, ==, 1);
  black_hole_close (&hole);
}

static void
test_cancel (void)
{
  g_autoptr (GPtrArray) candidates = candidates_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  BlackHole hole;

  black_hole_open (&hole);
  add (candidates, "127.0.0.1", hole.port);
  add (candidates, "127.0.0.1", hole.port);
  cs_connector_connect_async (candidates, 0, 20000, cancellable, cs_test_tls_result_cb, &result);
  cs_test_settle ();
  g_assert_null (result);
  g_cancellable_cancel (cancellable);
  cs_test_wait_for (result);
  g_assert_null (cs_connector_connect_finish (result, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  black_hole_close (&hole);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/connector/connects-without-delay-on-small-writes", test_connects);
  g_test_add_func ("/connector/goes-to-the-next-server", test_next);
  g_test_add_func ("/connector/keeps-all-reasons", test_keeps_reasons);
  g_test_add_func ("/connector/says-that-a-host-has-no-address", test_no_address);
  g_test_add_func ("/connector/has-one-time-limit-for-all", test_total_limit);
  g_test_add_func ("/connector/leaves-time-for-the-next-server", test_one_does_not_use_up_all_time);
  g_test_add_func ("/connector/can-be-cancelled", test_cancel);

  return g_test_run ();
}
