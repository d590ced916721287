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
test_looks_up (gconstpointer data)
{
  CsSecretKind kind = GPOINTER_TO_INT (data);
  g_autoptr (CsAccount) account = new_account ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_secrets_look_up_async (account, kind, NULL, cs_test_result_cb, &result);
  g_assert_null (cs_secrets_look_up_finish (account, cs_test_wait (&result), &error));
  g_assert_nonnull (error);
}

static void
test_keeps (gconstpointer data)
{
  CsSecretKind kind = GPOINTER_TO_INT (data);
  g_autoptr (CsAccount) account = new_account ();
  g_autoptr (CsSecret) secret = cs_secret_new ("open sesame");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_secrets_keep_async (account, kind, secret, NULL, cs_test_result_cb, &result);
  g_assert_false (cs_secrets_keep_finish (account, cs_test_wait (&result), &error));
  g_assert_nonnull (error);
  g_assert_null (strstr (error->message, "sesame"));
}

static void
test_forgets (gconstpointer data)
{
  CsSecretKind kind = GPOINTER_TO_INT (data);
  g_autoptr (CsAccount) account = new_account ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_secrets_forget_async (account, kind, NULL, cs_test_result_cb, &result);
  g_assert_false (cs_secrets_forget_finish (account, cs_test_wait (&result), &error));
  g_assert_nonnull (error);
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add_data_func ("/secrets/password/" path, GINT_TO_POINTER (CS_SECRET_PASSWORD), function); \
  g_test_add_data_func ("/secrets/passphrase/" path, GINT_TO_POINTER (CS_SECRET_PASSPHRASE), function)
  ADD ("without-service-nothing-is-found", test_looks_up);
  ADD ("without-service-nothing-is-kept", test_keeps);
  ADD ("without-service-nothing-is-forgotten", test_forgets);
#undef ADD

  return g_test_run ();
}
