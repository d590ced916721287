/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * Sends messages through the private server. Prints microseconds.
 *
 * Usage: bench-messages bare FOLDER PORT COUNT             alice to bob and a receipt back, by hand, nothing stored
 *        bench-messages listen FOLDER PORT PROFILE         bob by the engine; prints "ready", ends with standard input
 *        bench-messages send FOLDER PORT PROFILE COUNT FLIGHT
 *                                                          alice by the engine, up to FLIGHT messages on their way at a time */

#include <stdlib.h>
#include <string.h>

#include <gio/gunixinputstream.h>
#include <glib-unix.h>

#include "bare-client.h"
#include "bench-lib.h"
#include "cs-test-engine.h"

#define TEXT "A line of a conversation, about as long as most of them are: eighty letters."

/* As many letters as a disposition notification has (RFC 5438 section 7.2). */
#define RECEIPT TEXT TEXT TEXT TEXT TEXT TEXT TEXT TEXT

/* What is on its way. */
typedef struct {
  gint64     start;
  CsMessage *message;
  gulong     handler;
} Letter;

static guint in_flight;
static guint n_kept;
static guint n_settled;
static gint64 settled_at;
static guint block;   /* of how many messages the mean is printed */
static gboolean over;

/* From @sender to @receiver. */
static void
pass_bare (BareClient *sender,
           BareClient *receiver,
           const char *user,
           const char *text)
{
  bare_client_send (sender, user, text);
  bare_client_answer (receiver);
  if (bare_client_outcome (sender) != 200)
    g_error ("A message of the bare client was not delivered.");
}

static int
exchange_bare (const char *folder,
               guint16     port,
               guint       count)
{
  const CsTestLogin alice = { folder, port, "alice" };
  const CsTestLogin bob = { folder, port, "bob" };
  g_autoptr (BareClient) sender = bare_client_connect (&alice);
  g_autoptr (BareClient) receiver = bare_client_connect (&bob);

  if (bare_client_register (sender, 600) != 200 || bare_client_register (receiver, 600) != 200)
    g_error ("The bare clients could not sign in.");

  for (guint i = 0; i < count; i++) {
    gint64 start = g_get_monotonic_time ();

    pass_bare (sender, receiver, "bob", TEXT);
    pass_bare (receiver, sender, "alice", RECEIPT);
    bench_print ("bare", g_get_monotonic_time () - start);
  }

  bare_client_register (sender, 0);
  bare_client_register (receiver, 0);

  return 0;
}

static gboolean
ended_cb (int          fd,
          GIOCondition condition,
          gpointer     user_data)
{
  over = TRUE;

  return G_SOURCE_REMOVE;
}

static int
listen_for_messages (const CsTestLogin *bob,
                     const char        *folder)
{
  CsProfile *profile = cs_test_engine_open (folder, bob);
  g_autoptr (CsSession) session = cs_test_engine_sign_in (profile, bob);

  cs_profile_save_account (profile, session);
  g_print ("ready\n");
  g_unix_fd_add (0, G_IO_IN | G_IO_HUP, ended_cb, NULL);
  bench_wait (over);
  cs_test_engine_close (profile);

  return 0;
}

static void
state_cb (Letter *letter)
{
  CsMessageState state = cs_message_get_state (letter->message);

  if (state == CS_MESSAGE_FAILED)
    g_error ("A message failed: %s", cs_message_get_reason (letter->message));
  if (state != CS_MESSAGE_DELIVERED && state != CS_MESSAGE_KEPT)
    return;

  /* The private server keeps what it could not deliver within its time, and passes it on later. */
  if (state == CS_MESSAGE_KEPT)
    n_kept++;
  if (block == 1) {
    bench_print ("ours", g_get_monotonic_time () - letter->start);
  } else if (++n_settled % block == 0) {
    gint64 now = g_get_monotonic_time ();

    bench_print ("ours", (double) (now - settled_at) / block);
    settled_at = now;
  }
  g_clear_signal_handler (&letter->handler, letter->message);
  g_object_unref (letter->message);
  g_free (letter);
  in_flight--;
}

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  Letter *letter = user_data;
  g_autoptr (GError) error = NULL;

  letter->message = cs_conversation_send_finish (CS_CONVERSATION (object), result, &error);
  if (!letter->message)
    g_error ("%s", error->message);
  letter->handler = g_signal_connect_swapped (letter->message, "notify::state", G_CALLBACK (state_cb), letter);
  state_cb (letter);
}

static int
send_messages (const CsTestLogin *alice,
               const char        *folder,
               guint              count,
               guint              flight)
{
  CsProfile *profile = cs_test_engine_open (folder, alice);
  g_autoptr (CsSession) session = cs_test_engine_sign_in (profile, alice);
  g_autoptr (CsConversation) conversation = NULL;

  cs_profile_save_account (profile, session);
  conversation = cs_test_engine_talk_to (session, "bob");
  block = flight;
  settled_at = g_get_monotonic_time ();
  for (guint i = 0; i < count; i++) {
    Letter *letter = g_new0 (Letter, 1);

    letter->start = g_get_monotonic_time ();
    in_flight++;
    cs_conversation_send_async (conversation, TEXT, NULL, sent_cb, letter);
    bench_wait (in_flight < flight);
  }
  bench_wait (in_flight == 0);
  bench_print ("kept", n_kept);

  cs_test_engine_close (profile);

  return 0;
}

int
main (int    argc,
      char **argv)
{
  const CsTestLogin alice = { argv[2], (guint16) atoi (argv[3]), "alice" };
  const CsTestLogin bob = { argv[2], (guint16) atoi (argv[3]), "bob" };

  if (strcmp (argv[1], "bare") == 0)
    return exchange_bare (argv[2], alice.port, (guint) atoi (argv[4]));
  if (strcmp (argv[1], "listen") == 0)
    return listen_for_messages (&bob, argv[4]);

  return send_messages (&alice, argv[4], (guint) atoi (argv[5]), (guint) atoi (argv[6]));
}
