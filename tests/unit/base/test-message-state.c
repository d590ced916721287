/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-message-state.h"

/* These numbers stand in people's files. */
static void
test_numbers (void)
{
  static const char * const nicks[] = { "unknown", "queued", "sending", "kept", "delivered", "failed", "received", "read", "unknown" };
  GEnumClass *klass = g_type_class_ref (CS_TYPE_MESSAGE_STATE);

  g_assert_cmpuint (klass->n_values, ==, 7);
  for (guint i = 0; i < G_N_ELEMENTS (nicks); i++)
    g_assert_cmpstr (cs_message_state_get_nick (i), ==, nicks[i]);
  for (int i = 1; i <= 7; i++)
    g_assert_cmpstr (g_enum_get_value (klass, i)->value_nick, ==, nicks[i]);

  g_type_class_unref (klass);
}

/* What has arrived once has arrived, whatever is heard after that. */
static void
test_advances (void)
{
  for (int from = CS_MESSAGE_QUEUED; from <= CS_MESSAGE_READ; from++) {
    for (int to = CS_MESSAGE_QUEUED; to <= CS_MESSAGE_READ; to++) {
      int expected = to;

      if (from == CS_MESSAGE_READ)
        expected = CS_MESSAGE_READ;
      else if (from == CS_MESSAGE_DELIVERED && to != CS_MESSAGE_READ)
        expected = CS_MESSAGE_DELIVERED;
      else if (from == CS_MESSAGE_FAILED && to == CS_MESSAGE_KEPT)
        expected = CS_MESSAGE_FAILED;
      g_assert_cmpint (cs_message_state_advance (from, to), ==, expected);
    }
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/message-state/keeps-its-numbers", test_numbers);
  g_test_add_func ("/message-state/never-takes-back-an-arrival", test_advances);

  return g_test_run ();
}
