/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-secrets.h"

#include "cs-test-store.h"

/* No secret service can be asked here: the bus address leads nowhere. */
static CsAccount *
new_account (void)
{
  g_autoptr (CsAddress) address = cs_address_parse ("alice@example.test", NULL);

  return cs_account_new (address);
}

static void
test_looks_up (void)
{
  g_autoptr (CsAccount) account = new_account ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_secrets_look_up_async (account, NULL, cs_test_result_cb, &result);
  g_assert_null (cs_secrets_look_up_finish (account, cs_test_wait (&result), &error));
  g_assert_nonnull (error);
}

static void
test_keeps (void)
{
  g_autoptr (CsAccount) account = new_account ();
  g_autoptr (CsSecret) secret = cs_secret_new ("open sesame");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_secrets_keep_async (account, secret, NULL, cs_test_result_cb, &result);
  g_assert_false (cs_secrets_keep_finish (account, cs_test_wait (&result), &error));
  g_assert_nonnull (error);
  g_assert_null (strstr (error->message, "sesame"));
}

static void
test_forgets (void)
{
  g_autoptr (CsAccount) account = new_account ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_secrets_forget_async (account, NULL, cs_test_result_cb, &result);
  g_assert_false (cs_secrets_forget_finish (account, cs_test_wait (&result), &error));
  g_assert_nonnull (error);
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/secrets/without-service-nothing-is-found", test_looks_up);
  g_test_add_func ("/secrets/without-service-nothing-is-kept", test_keeps);
  g_test_add_func ("/secrets/without-service-nothing-is-forgotten", test_forgets);

  return g_test_run ();
}
