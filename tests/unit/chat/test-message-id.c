/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-message-id.h"

#include <string.h>

static void
test_own (void)
{
  g_autofree char *id = cs_message_id_new ();
  g_autofree char *other = cs_message_id_new ();
  g_autofree char *first = cs_message_id_from_request (id, 1);
  g_autofree char *challenged = cs_message_id_from_request (id, 2);

  g_assert_cmpstr (id, !=, other);
  g_assert_cmpstr (first, ==, id);
  g_assert_cmpstr (challenged, ==, id);

  /* It goes into a header, as one word. */
  g_assert_cmpuint (strspn (id, "0123456789abcdef-"), ==, strlen (id));
}

static void
test_foreign (void)
{
  static const char * const foreign[] = {
    "",
    "a84b4c76e66710@pc33.example.test",
    "8f7a5cf0-0a57-4f6a-9d0e-6f1c3b0c5f11",
    "8f7a5cf0-0a57-4f6a-9d0e-6f1c3b0c5f11-00000000",
    "8f7a5cf0-0a57-4f6a-9d0e-6f1c3b0c5f11-0000000",
    "not a UUID, but as long as one is, really-00000000",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (foreign); i++) {
    g_autofree char *first = cs_message_id_from_request (foreign[i], 1);
    g_autofree char *again = cs_message_id_from_request (foreign[i], 1);
    g_autofree char *second = cs_message_id_from_request (foreign[i], 2);

    g_assert_cmpstr (first, ==, again);
    g_assert_cmpstr (first, !=, second);
  }
}

/* The check sum alone is not enough: what is checked has to be a UUID. */
static void
test_checked_but_no_uuid (void)
{
  const char *text = "one Call-ID for all that one sends .";
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
  g_autofree char *call_id = g_strdup_printf ("%s-%.8s", text, sum);
  g_autofree char *first = cs_message_id_from_request (call_id, 1);
  g_autofree char *second = cs_message_id_from_request (call_id, 2);

  g_assert_cmpuint (strlen (text), ==, 36);
  g_assert_cmpstr (first, !=, second);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/message-id/is-the-same-under-any-cseq", test_own);
  g_test_add_func ("/message-id/tells-foreign-requests-apart", test_foreign);
  g_test_add_func ("/message-id/asks-for-a-uuid", test_checked_but_no_uuid);

  return g_test_run ();
}
