/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-conversation-private.h"
#include "chat/cs-typing.h"

#include "cs-test-chat.h"
#include "cs-test-wait.h"

/* What was told: a for active, i for idle; and what the next is answered with. */
static GString *told;
static guint next_status;

static void
send_async (gpointer             object,
            const CsOutgoing    *outgoing,
            GCancellable        *cancellable,
            GAsyncReadyCallback  callback,
            gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (object, cancellable, callback, user_data);

  g_assert_cmpint (outgoing->form, ==, CS_OUTGOING_COMPOSING);
  g_assert_cmpstr (cs_address_get_uri (outgoing->to), ==, "sip:bob@example.test");
  g_string_append_c (told, cs_composing_is_active (outgoing->composing) ? 'a' : 'i');
  g_task_return_int (task, next_status);
}

static CsSendResult *
send_finish (gpointer       object,
             GAsyncResult  *result,
             GError       **error)
{
  gssize status = g_task_propagate_int (G_TASK (result), error);
  CsSendResult *sent;

  if (status < 0)
    return NULL;

  sent = g_new0 (CsSendResult, 1);
  sent->status = (guint) status;
  sent->outcome = status == 0 ? CS_SEND_NO_ANSWER : status == 202 ? CS_SEND_KEPT : status < 300 ? CS_SEND_DELIVERED : CS_SEND_FAILED;

  return sent;
}

static const CsCarrierFuncs carrier = { send_async, send_finish };

typedef struct {
  CsAccount *account;
  CsTyping  *typing;
  GObject   *object;
} Typist;

static void
typist_init (Typist     *typist,
             CsTestChat *fixture)
{
  g_autoptr (CsAddress) address = cs_address_parse ("alice@example.test", NULL);

  told = g_string_new (NULL);
  next_status = 200;
  typist->account = cs_account_new (address);
  typist->typing = cs_typing_new (typist->account);
  typist->object = g_object_new (G_TYPE_OBJECT, NULL);
  cs_typing_set_carrier (typist->typing, &carrier, typist->object);
  fixture->conversation->wrote = TRUE;
}

static void
typist_clear (Typist *typist)
{
  cs_test_settle ();
  cs_typing_set_carrier (typist->typing, NULL, NULL);
  g_assert_finalize_object (typist->typing);
  g_assert_finalize_object (typist->object);
  g_assert_finalize_object (typist->account);
  g_string_free (told, TRUE);
}

static void
test_tells (CsTestChat    *fixture,
            gconstpointer  data)
{
  Typist typist;

  typist_init (&typist, fixture);
  cs_typing_pause (typist.typing, fixture->conversation);
  g_assert_cmpstr (told->str, ==, "");
  for (guint i = 0; i < 5; i++)
    cs_typing_write (typist.typing, fixture->conversation);
  g_assert_cmpstr (told->str, ==, "a");
  cs_typing_pause (typist.typing, fixture->conversation);
  cs_typing_pause (typist.typing, fixture->conversation);
  g_assert_cmpstr (told->str, ==, "ai");

  /* The message itself tells the rest. */
  cs_typing_write (typist.typing, fixture->conversation);
  cs_typing_finish (typist.typing, fixture->conversation);
  cs_typing_pause (typist.typing, fixture->conversation);
  g_assert_cmpstr (told->str, ==, "aia");
  typist_clear (&typist);
}

static void
test_time (CsTestChat    *fixture,
           gconstpointer  data)
{
  Typist typist;

  typist_init (&typist, fixture);
  cs_typing_set_patience (typist.typing, 1, 60);
  cs_typing_write (typist.typing, fixture->conversation);
  cs_test_wait_for (g_str_equal (told->str, "ai"));

  /* A key again and again. */
  cs_typing_set_patience (typist.typing, 2, 1);
  cs_test_wait_for ((cs_typing_write (typist.typing, fixture->conversation), told->len >= 4));
  g_assert_cmpstr (told->str, ==, "aiaa");
  typist_clear (&typist);
}

static void
test_tells_not (CsTestChat    *fixture,
                gconstpointer  data)
{
  CsConversation *conversation = fixture->conversation;
  Typist typist;

  typist_init (&typist, fixture);
  conversation->wrote = FALSE;
  cs_typing_write (typist.typing, conversation);
  g_assert_cmpstr (told->str, ==, "");
  conversation->heard = TRUE;
  cs_typing_write (typist.typing, conversation);
  g_assert_cmpstr (told->str, ==, "a");

  cs_account_set_typing (typist.account, FALSE);
  g_assert_cmpstr (told->str, ==, "ai");
  cs_typing_write (typist.typing, conversation);
  g_assert_cmpstr (told->str, ==, "ai");
  cs_account_set_typing (typist.account, TRUE);

  cs_typing_set_carrier (typist.typing, NULL, NULL);
  cs_typing_write (typist.typing, conversation);
  cs_typing_set_carrier (typist.typing, &carrier, typist.object);
  cs_typing_pause (typist.typing, conversation);
  g_assert_cmpstr (told->str, ==, "ai");
  typist_clear (&typist);
}

static void
test_invisible (CsTestChat    *fixture,
                gconstpointer  data)
{
  Typist typist;

  typist_init (&typist, fixture);
  cs_typing_write (typist.typing, fixture->conversation);
  cs_account_set_availability (typist.account, CS_PRESENCE_OFFLINE);
  g_assert_cmpstr (told->str, ==, "ai");
  cs_typing_write (typist.typing, fixture->conversation);
  g_assert_cmpstr (told->str, ==, "ai");
  cs_account_set_availability (typist.account, CS_PRESENCE_BUSY);
  cs_typing_write (typist.typing, fixture->conversation);
  g_assert_cmpstr (told->str, ==, "aia");
  typist_clear (&typist);
}

static void
test_learns (CsTestChat    *fixture,
             gconstpointer  data)
{
  static const struct {
    guint    status;
    gboolean takes;
    gboolean heard;
  } cases[] = {
    { 200, TRUE, TRUE },
    { 0, TRUE, TRUE },
    { 202, TRUE, FALSE },
    { 480, TRUE, FALSE },
    { 415, FALSE, FALSE },
    { 488, FALSE, FALSE },
    { 406, FALSE, FALSE },
  };
  CsConversation *conversation = fixture->conversation;
  Typist typist;

  typist_init (&typist, fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_test_message ("%u", cases[i].status);
    g_string_truncate (told, 0);
    next_status = cases[i].status;
    cs_typing_write (typist.typing, conversation);
    cs_test_settle ();
    g_assert_cmpint (cs_conversation_takes_typing (conversation), ==, cases[i].takes);
    cs_typing_pause (typist.typing, conversation);
    g_assert_cmpstr (told->str, ==, cases[i].heard ? "ai" : "a");
    cs_test_settle ();
    cs_typing_write (typist.typing, conversation);
    g_assert_cmpstr (told->str, ==, !cases[i].takes ? "a" : cases[i].heard ? "aia" : "aa");
    cs_typing_finish (typist.typing, conversation);
    cs_test_settle ();
    cs_conversation_learn (conversation, CS_ABILITY_TYPING, TRUE);
  }
  typist_clear (&typist);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  cs_test_chat_add ("/typing/is-told", test_tells);
  cs_test_chat_add ("/typing/ends-without-a-key-and-is-told-again", test_time);
  cs_test_chat_add ("/typing/is-not-told-to-strangers-nor-unless-wished", test_tells_not);
  cs_test_chat_add ("/typing/does-not-show-who-is-invisible", test_invisible);
  cs_test_chat_add ("/typing/is-not-told-to-those-who-refuse", test_learns);

  return g_test_run ();
}
