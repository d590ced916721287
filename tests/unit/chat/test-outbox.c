/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-error.h"
#include "chat/cs-message-private.h"
#include "chat/cs-outbox.h"
#include "chat/cs-words.h"

#include "cs-test-store.h"

/* A carrier of ours: keeps what is to be sent until the test says how it ends. */
typedef struct {
  GTask *task;
  char  *call_id;
  char  *to;
} Sending;

typedef struct {
  CsSendOutcome  outcome;
  guint          status;
  const char    *phrase;
  guint          retry_after;
} Ending;

typedef struct {
  CsStore   *store;
  CsOutbox  *outbox;
  GObject   *carrier;
  CsAddress *peer;
} Fixture;

static GPtrArray *sendings;

static void
sending_free (Sending *sending)
{
  g_object_unref (sending->task);
  g_free (sending->call_id);
  g_free (sending->to);
  g_free (sending);
}

static void
send_async (gpointer             carrier,
            const CsOutgoing    *outgoing,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  Sending *sending = g_new0 (Sending, 1);

  sending->task = g_task_new (carrier, cancellable, callback, user_data);
  sending->call_id = g_strdup (outgoing->call_id);
  sending->to = g_strdup (cs_address_get_uri (outgoing->to));
  g_ptr_array_add (sendings, sending);
}

static CsSendResult *
send_finish (gpointer       carrier,
             GAsyncResult  *result,
             GError       **error)
{
  g_autofree Ending *ending = g_task_propagate_pointer (G_TASK (result), error);
  CsSendResult *sent;

  if (!ending)
    return NULL;

  sent = g_new0 (CsSendResult, 1);
  sent->outcome = ending->outcome;
  sent->status = ending->status;
  sent->phrase = g_strdup (ending->phrase);
  sent->retry_after = ending->retry_after;

  return sent;
}

static const CsCarrierFuncs carrier = { send_async, send_finish };

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  sendings = g_ptr_array_new_with_free_func ((GDestroyNotify) sending_free);
  fixture->store = cs_test_store_open (NULL);
  fixture->outbox = cs_outbox_new (fixture->store);
  fixture->carrier = g_object_new (G_TYPE_OBJECT, NULL);
  fixture->peer = cs_address_parse ("bob@example.test", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  cs_outbox_set_carrier (fixture->outbox, NULL, NULL);
  while (sendings->len > 0) {
    Sending *sending = g_ptr_array_steal_index (sendings, 0);

    g_task_return_new_error (sending->task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "over");
    while (!g_task_get_completed (sending->task))
      g_main_context_iteration (NULL, TRUE);
    sending_free (sending);
  }
  g_ptr_array_unref (sendings);
  g_assert_finalize_object (fixture->outbox);
  g_object_unref (fixture->carrier);
  cs_address_unref (fixture->peer);
  cs_test_store_close (fixture->store);
}

static void
go_online (Fixture *fixture)
{
  cs_outbox_set_carrier (fixture->outbox, &carrier, fixture->carrier);
}

/* Stores a message as queued. */
static CsMessage *
store_message (Fixture    *fixture,
               gint64      conversation,
               const char *id)
{
  g_autoptr (CsMessageRecord) record = cs_test_message (conversation, TRUE, id);
  g_autoptr (CsMessageRecord) stored = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  cs_store_add_message_async (fixture->store, record, NULL, cs_test_result_cb, &result);
  stored = cs_store_add_message_finish (fixture->store, cs_test_wait (&result), NULL, NULL);

  return cs_message_new (stored);
}

static CsMessage *
write_message (Fixture    *fixture,
               gint64      conversation,
               const char *id)
{
  CsMessage *message = store_message (fixture, conversation, id);

  cs_outbox_add (fixture->outbox, conversation, fixture->peer, message);

  return message;
}

static void
end_first (CsSendOutcome  outcome,
           guint          status,
           const char    *phrase,
           guint          retry_after)
{
  Sending *sending = g_ptr_array_steal_index (sendings, 0);
  Ending *ending = g_new0 (Ending, 1);

  ending->outcome = outcome;
  ending->status = status;
  ending->phrase = phrase;
  ending->retry_after = retry_after;
  g_task_return_pointer (sending->task, ending, g_free);
  while (!g_task_get_completed (sending->task))
    g_main_context_iteration (NULL, TRUE);
  sending_free (sending);
}

static void
end_first_with_error (int code)
{
  Sending *sending = g_ptr_array_steal_index (sendings, 0);

  g_task_return_new_error (sending->task, CS_ERROR, code, "no way");
  while (!g_task_get_completed (sending->task))
    g_main_context_iteration (NULL, TRUE);
  sending_free (sending);
}

static void
wait_for_state (CsMessage      *message,
                CsMessageState  state)
{
  while (cs_message_get_state (message) != state)
    g_main_context_iteration (NULL, TRUE);
}

static const char *
sent_id (guint position)
{
  Sending *sending = sendings->pdata[position];

  return sending->call_id;
}

static CsMessageState
stored_state (Fixture *fixture,
              gint64   conversation,
              guint    position)
{
  g_autoptr (GPtrArray) records = cs_test_list_messages (fixture->store, conversation);
  CsMessageRecord *record = records->pdata[position];

  return record->state;
}

static void
test_waits (Fixture       *fixture,
            gconstpointer  data)
{
  gint64 bob = cs_test_conversation (fixture->store, "account", "sip:bob@example.test");
  g_autoptr (CsMessage) one = write_message (fixture, bob, "one");

  g_assert_cmpuint (sendings->len, ==, 0);
  g_assert_cmpuint (cs_outbox_get_queued (fixture->outbox), ==, 1);
  g_assert_cmpint (cs_message_get_state (one), ==, CS_MESSAGE_QUEUED);

  go_online (fixture);
  g_assert_cmpuint (sendings->len, ==, 1);
  g_assert_cmpstr (sent_id (0), ==, "one");
  g_assert_cmpint (cs_message_get_state (one), ==, CS_MESSAGE_SENDING);

  end_first (CS_SEND_DELIVERED, 200, "OK", 0);
  g_assert_cmpuint (cs_outbox_get_queued (fixture->outbox), ==, 0);
  wait_for_state (one, CS_MESSAGE_DELIVERED);
  g_assert_cmpint (stored_state (fixture, bob, 0), ==, CS_MESSAGE_DELIVERED);
}

static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  gint64 bob = cs_test_conversation (fixture->store, "account", "sip:bob@example.test");
  gint64 carol = cs_test_conversation (fixture->store, "account", "sip:carol@example.test");
  g_autoptr (CsMessage) one = write_message (fixture, bob, "one");
  g_autoptr (CsMessage) two = write_message (fixture, bob, "two");
  g_autoptr (CsMessage) three = NULL;

  go_online (fixture);
  g_assert_cmpuint (sendings->len, ==, 1);
  three = write_message (fixture, carol, "three");
  g_assert_cmpuint (sendings->len, ==, 2);
  g_assert_cmpstr (sent_id (0), ==, "one");
  g_assert_cmpstr (sent_id (1), ==, "three");

  end_first (CS_SEND_KEPT, 202, "Accepted", 0);
  wait_for_state (one, CS_MESSAGE_KEPT);
  g_assert_cmpuint (sendings->len, ==, 2);
  g_assert_cmpstr (sent_id (1), ==, "two");
}

static void
test_older_first (Fixture       *fixture,
                  gconstpointer  data)
{
  gint64 bob = cs_test_conversation (fixture->store, "account", "sip:bob@example.test");
  g_autoptr (CsMessage) one = store_message (fixture, bob, "one");
  g_autoptr (CsMessage) two = store_message (fixture, bob, "two");

  /* What an earlier run left comes in after what was just written. */
  cs_outbox_add (fixture->outbox, bob, fixture->peer, two);
  cs_outbox_add (fixture->outbox, bob, fixture->peer, one);
  cs_outbox_add (fixture->outbox, bob, fixture->peer, two);
  g_assert_cmpuint (cs_outbox_get_queued (fixture->outbox), ==, 2);

  go_online (fixture);
  g_assert_cmpstr (sent_id (0), ==, "one");
  end_first (CS_SEND_DELIVERED, 200, "OK", 0);
  g_assert_cmpstr (sent_id (0), ==, "two");
}

static void
test_failure (Fixture       *fixture,
              gconstpointer  data)
{
  gint64 bob = cs_test_conversation (fixture->store, "account", "sip:bob@example.test");
  g_autoptr (CsMessage) one = write_message (fixture, bob, "one");
  g_autoptr (CsMessage) two = write_message (fixture, bob, "two");
  g_autoptr (GPtrArray) records = NULL;

  go_online (fixture);
  end_first (CS_SEND_FAILED, 404, "Not Found", 0);
  wait_for_state (one, CS_MESSAGE_FAILED);
  g_assert_nonnull (cs_message_get_reason (one));
  g_assert_cmpstr (sent_id (0), ==, "two");
  end_first (CS_SEND_DELIVERED, 200, "OK", 0);
  records = cs_test_list_messages (fixture->store, bob);
  g_assert_cmpint (((CsMessageRecord *) records->pdata[0])->state, ==, CS_MESSAGE_FAILED);
  g_assert_cmpstr (((CsMessageRecord *) records->pdata[0])->reason, ==, "404 Not Found");

  cs_outbox_set_carrier (fixture->outbox, NULL, NULL);
  cs_outbox_add_again (fixture->outbox, bob, fixture->peer, two);
  cs_outbox_add_again (fixture->outbox, bob, fixture->peer, one);
  wait_for_state (one, CS_MESSAGE_QUEUED);
  go_online (fixture);
  g_assert_cmpuint (sendings->len, ==, 1);
  g_assert_cmpstr (sent_id (0), ==, "one");
  g_assert_cmpint (stored_state (fixture, bob, 0), ==, CS_MESSAGE_QUEUED);
  g_assert_null (cs_message_get_reason (one));
  cs_outbox_remove (fixture->outbox, bob, one);
  g_assert_cmpuint (cs_outbox_get_queued (fixture->outbox), ==, 0);
}

/* What is wrong with the message stays wrong; all else may be right the next time. */
static void
test_error (Fixture       *fixture,
            gconstpointer  data)
{
  static const struct {
    CsError        code;
    CsMessageState state;
  } errors[] = {
    { CS_ERROR_INVALID_TEXT, CS_MESSAGE_FAILED },
    { CS_ERROR_TOO_LARGE, CS_MESSAGE_FAILED },
    { CS_ERROR_INVALID_ADDRESS, CS_MESSAGE_FAILED },
    { CS_ERROR_CONNECTION_LOST, CS_MESSAGE_QUEUED },
  };

  go_online (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (errors); i++) {
    g_autofree char *peer = g_strdup_printf ("sip:%u@example.test", i);
    gint64 conversation = cs_test_conversation (fixture->store, "account", peer);
    g_autoptr (CsMessage) message = write_message (fixture, conversation, peer);

    end_first_with_error (errors[i].code);
    g_assert_cmpint (cs_message_get_state (message), ==, errors[i].state);
    g_assert_cmpstr (cs_message_get_reason (message), ==, errors[i].state == CS_MESSAGE_FAILED ? "no way" : NULL);
  }
}

static void
test_no_answer (Fixture       *fixture,
                gconstpointer  data)
{
  gint64 bob = cs_test_conversation (fixture->store, "account", "sip:bob@example.test");
  g_autoptr (CsMessage) one = write_message (fixture, bob, "one");
  g_autoptr (CsMessage) two = write_message (fixture, bob, "two");

  go_online (fixture);
  cs_outbox_set_carrier (fixture->outbox, NULL, NULL);
  end_first (CS_SEND_NO_ANSWER, 0, NULL, 0);
  g_assert_cmpint (cs_message_get_state (one), ==, CS_MESSAGE_QUEUED);
  g_assert_nonnull (strstr (cs_message_get_reason (one), "nobody knows"));
  g_assert_null (cs_message_get_reason (two));
  g_assert_cmpuint (cs_outbox_get_queued (fixture->outbox), ==, 2);
  g_assert_cmpuint (sendings->len, ==, 0);

  go_online (fixture);
  g_assert_cmpuint (sendings->len, ==, 1);
  g_assert_cmpstr (sent_id (0), ==, "one");
  g_assert_null (cs_message_get_reason (one));

  /* Online, but unanswered: a pause, which the next connection ends. */
  end_first (CS_SEND_NO_ANSWER, 408, "Request Timeout", 0);
  g_assert_cmpuint (sendings->len, ==, 0);
  cs_outbox_set_carrier (fixture->outbox, NULL, NULL);
  go_online (fixture);
  g_assert_cmpstr (sent_id (0), ==, "one");

  /* Or it ends by itself, and the order stays. */
  end_first (CS_SEND_NO_ANSWER, 408, "Request Timeout", 0);
  g_assert_cmpuint (sendings->len, ==, 0);
  while (sendings->len == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (sent_id (0), ==, "one");
}

static void
test_later (Fixture       *fixture,
            gconstpointer  data)
{
  gint64 bob = cs_test_conversation (fixture->store, "account", "sip:bob@example.test");
  g_autoptr (CsMessage) one = write_message (fixture, bob, "one");

  go_online (fixture);
  end_first (CS_SEND_FAILED, 503, "Service Unavailable", 1);
  g_assert_cmpint (cs_message_get_state (one), ==, CS_MESSAGE_QUEUED);
  while (sendings->len == 0)
    g_main_context_iteration (NULL, TRUE);
  end_first (CS_SEND_FAILED, 503, "Service Unavailable", 0);
  wait_for_state (one, CS_MESSAGE_FAILED);
}

/* Nobody knows what became of it, so it never counts as failed. */
static void
test_unknown (Fixture       *fixture,
              gconstpointer  data)
{
  gint64 bob = cs_test_conversation (fixture->store, "account", "sip:bob@example.test");
  gint64 carol = cs_test_conversation (fixture->store, "account", "sip:carol@example.test");
  g_autoptr (CsMessage) one = write_message (fixture, bob, "one");
  g_autoptr (CsMessage) two = write_message (fixture, bob, "two");
  g_autoptr (CsMessage) three = NULL;

  for (guint i = 0; i < 4; i++) {
    go_online (fixture);
    g_assert_cmpstr (sent_id (0), ==, "one");
    cs_outbox_set_carrier (fixture->outbox, NULL, NULL);
    end_first (CS_SEND_NO_ANSWER, 0, NULL, 0);
    g_assert_cmpint (cs_message_get_state (one), ==, CS_MESSAGE_QUEUED);
  }

  /* It may be what breaks the connection: others go first. */
  go_online (fixture);
  g_assert_cmpuint (sendings->len, ==, 0);
  three = write_message (fixture, carol, "three");
  g_assert_cmpuint (sendings->len, ==, 1);
  g_assert_cmpstr (sent_id (0), ==, "three");
  end_first (CS_SEND_DELIVERED, 200, "OK", 0);
  wait_for_state (three, CS_MESSAGE_DELIVERED);
  g_assert_cmpint (cs_message_get_state (one), ==, CS_MESSAGE_QUEUED);
  g_assert_cmpint (stored_state (fixture, bob, 0), ==, CS_MESSAGE_QUEUED);
  g_assert_cmpuint (cs_outbox_get_queued (fixture->outbox), ==, 2);
}

static void
test_in_flight (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < 40; i++) {
    g_autofree char *peer = g_strdup_printf ("sip:user%u@example.test", i);
    g_autofree char *id = g_strdup_printf ("message-%u", i);
    gint64 conversation = cs_test_conversation (fixture->store, "account", peer);

    g_ptr_array_add (messages, write_message (fixture, conversation, id));
  }

  go_online (fixture);
  g_assert_cmpuint (sendings->len, ==, 32);
  for (guint i = 0; i < 40; i++)
    end_first (CS_SEND_DELIVERED, 200, "OK", 0);
  g_assert_cmpuint (sendings->len, ==, 0);
  g_assert_cmpuint (cs_outbox_get_queued (fixture->outbox), ==, 0);
  for (guint i = 0; i < 40; i++)
    wait_for_state (messages->pdata[i], CS_MESSAGE_DELIVERED);
}

static void
test_removed (Fixture       *fixture,
              gconstpointer  data)
{
  gint64 bob = cs_test_conversation (fixture->store, "account", "sip:bob@example.test");
  gint64 carol = cs_test_conversation (fixture->store, "account", "sip:carol@example.test");
  g_autoptr (CsMessage) one = write_message (fixture, bob, "one");
  g_autoptr (CsMessage) two = write_message (fixture, bob, "two");
  g_autoptr (CsMessage) three = write_message (fixture, bob, "three");
  g_autoptr (CsMessage) four = write_message (fixture, bob, "four");
  g_autoptr (CsMessage) other = write_message (fixture, carol, "other");

  go_online (fixture);
  g_assert_cmpuint (sendings->len, ==, 2);
  cs_outbox_remove (fixture->outbox, bob, four);
  g_assert_cmpuint (sendings->len, ==, 2);

  /* The one under way does not hold back those behind it, and its end means nothing. */
  cs_outbox_remove (fixture->outbox, bob, one);
  g_assert_cmpuint (cs_outbox_get_queued (fixture->outbox), ==, 3);
  g_assert_cmpstr (sent_id (2), ==, "two");
  end_first (CS_SEND_FAILED, 404, "Not Found", 0);
  g_assert_cmpuint (cs_outbox_get_queued (fixture->outbox), ==, 3);
  g_assert_cmpint (cs_message_get_state (two), ==, CS_MESSAGE_SENDING);

  cs_outbox_remove (fixture->outbox, bob, NULL);
  cs_outbox_remove (fixture->outbox, bob, NULL);
  g_assert_cmpuint (cs_outbox_get_queued (fixture->outbox), ==, 1);
  end_first (CS_SEND_DELIVERED, 200, "OK", 0);
  end_first (CS_SEND_DELIVERED, 200, "OK", 0);
  wait_for_state (other, CS_MESSAGE_DELIVERED);
  g_assert_cmpuint (sendings->len, ==, 0);

  /* What was had back is sent again. */
  cs_outbox_add (fixture->outbox, bob, fixture->peer, three);
  g_assert_cmpstr (sent_id (0), ==, "three");
}

static void
add (const char *path,
     void      (*test) (Fixture       *fixture,
                        gconstpointer  data))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

/* A receipt that overtook the answer is an answer. */
static void
test_arrived (Fixture       *fixture,
              gconstpointer  data)
{
  gint64 bob = cs_test_conversation (fixture->store, "account", "sip:bob@example.test");
  g_autoptr (CsMessage) one = write_message (fixture, bob, "one");
  g_autoptr (CsMessage) two = write_message (fixture, bob, "two");
  g_autoptr (CsMessage) three = write_message (fixture, bob, "three");

  cs_message_set_state (one, CS_MESSAGE_READ, NULL);
  cs_message_set_state (two, CS_MESSAGE_DELIVERED, NULL);
  go_online (fixture);
  g_assert_cmpuint (sendings->len, ==, 1);
  g_assert_cmpstr (sent_id (0), ==, "three");
  g_assert_cmpuint (cs_outbox_get_queued (fixture->outbox), ==, 1);
  cs_message_set_state (three, CS_MESSAGE_DELIVERED, NULL);
  end_first (CS_SEND_NO_ANSWER, 0, NULL, 0);
  g_assert_cmpint (cs_message_get_state (one), ==, CS_MESSAGE_READ);
  g_assert_cmpint (cs_message_get_state (three), ==, CS_MESSAGE_DELIVERED);
}

/* One that says that it was not taken is as good, and a server that keeps the message has not heard of that. */
static void
test_not_taken (Fixture       *fixture,
                gconstpointer  data)
{
  gint64 bob = cs_test_conversation (fixture->store, "account", "sip:bob@example.test");
  g_autoptr (CsMessage) one = write_message (fixture, bob, "one");
  g_autoptr (CsMessage) two = write_message (fixture, bob, "two");

  go_online (fixture);
  cs_message_set_state (one, CS_MESSAGE_FAILED, CS_WORDS_NOT_TAKEN);
  end_first (CS_SEND_KEPT, 202, "Accepted", 0);
  g_assert_cmpint (cs_message_get_state (one), ==, CS_MESSAGE_FAILED);
  g_assert_cmpstr (sent_id (0), ==, "two");

  cs_message_set_state (two, CS_MESSAGE_FAILED, CS_WORDS_NOT_TAKEN);
  end_first (CS_SEND_NO_ANSWER, 0, NULL, 0);
  g_assert_cmpint (cs_message_get_state (two), ==, CS_MESSAGE_FAILED);
  cs_outbox_set_carrier (fixture->outbox, NULL, NULL);
  go_online (fixture);
  g_assert_cmpuint (sendings->len, ==, 0);
  g_assert_cmpuint (cs_outbox_get_queued (fixture->outbox), ==, 0);
  g_assert_cmpint (stored_state (fixture, bob, 1), ==, CS_MESSAGE_FAILED);
}

/* Those of twenty people are sent in vain. On the next connection they leave room for somebody else's. */
static void
test_leaves_room (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr (GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  gint64 bob;

  for (guint i = 0; i < 20; i++) {
    g_autofree char *peer = g_strdup_printf ("sip:%u@example.test", i);
    gint64 conversation = cs_test_conversation (fixture->store, "account", peer);

    g_ptr_array_add (messages, write_message (fixture, conversation, peer));
  }
  go_online (fixture);
  g_assert_cmpuint (sendings->len, ==, 20);
  cs_outbox_set_carrier (fixture->outbox, NULL, NULL);
  for (guint i = 0; i < 20; i++)
    end_first (CS_SEND_NO_ANSWER, 0, NULL, 0);

  go_online (fixture);
  g_assert_cmpuint (sendings->len, ==, 16);
  bob = cs_test_conversation (fixture->store, "account", "sip:bob@example.test");
  g_ptr_array_add (messages, write_message (fixture, bob, "another"));
  g_assert_cmpuint (sendings->len, ==, 17);
  g_assert_cmpstr (sent_id (16), ==, "another");

  /* Each that ends lets another one out. */
  for (guint i = 0; i < 21; i++)
    end_first (CS_SEND_DELIVERED, 200, "OK", 0);
  g_assert_cmpuint (sendings->len, ==, 0);
  g_assert_cmpuint (cs_outbox_get_queued (fixture->outbox), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/outbox/waits-until-online", test_waits);
  add ("/outbox/keeps-the-order-of-a-conversation-only", test_order);
  add ("/outbox/sends-older-first-and-nothing-twice", test_older_first);
  add ("/outbox/goes-on-behind-a-failure-and-sends-again", test_failure);
  add ("/outbox/tells-errors-apart", test_error);
  add ("/outbox/keeps-what-was-not-answered", test_no_answer);
  add ("/outbox/goes-on-without-an-answer", test_unknown);
  add ("/outbox/heeds-retry-after", test_later);
  add ("/outbox/limits-what-is-in-flight", test_in_flight);
  add ("/outbox/passes-over-what-has-arrived", test_arrived);
  add ("/outbox/passes-over-what-was-not-taken", test_not_taken);
  add ("/outbox/leaves-room-for-others", test_leaves_room);
  add ("/outbox/lets-go-of-what-was-removed", test_removed);

  return g_test_run ();
}
