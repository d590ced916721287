/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "trust/cs-token-list.h"

/* What is on a token is tested with one, in the window that lets a person choose. A machine need not have any. */
static void
test_lists_what_is_there (void)
{
  g_autoptr (GPtrArray) entries = cs_token_list_load ();

  for (guint i = 0; i < entries->len; i++) {
    CsTokenEntry *entry = g_ptr_array_index (entries, i);

    g_assert_true (cs_client_source_is_token (entry->source));
    g_assert_false (cs_certificate_is_authority (entry->certificate));
    g_assert_nonnull (entry->token);
  }
}

static void
result_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
test_can_be_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_token_list_async (cancellable, result_cb, &result);
  g_cancellable_cancel (cancellable);
  while (!result)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (cs_token_list_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int   argc,
      char *argv[])
{
  g_setenv ("SOFTHSM2_CONF", "/nonexistent", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/token-list/lists-what-is-there", test_lists_what_is_there);
  g_test_add_func ("/token-list/can-be-cancelled", test_can_be_cancelled);

  return g_test_run ();
}
