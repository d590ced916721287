/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-credential.h"

static CsCredential *
new_credential (gboolean use_secret_service)
{
  g_autoptr (CsAddress) address = cs_address_parse ("alice@example.test", NULL);
  g_autoptr (CsAccount) account = cs_account_new (address);

  return cs_credential_new (account, CS_SECRET_PASSWORD, use_secret_service);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_wants_password (void)
{
  g_autoptr (CsCredential) credential = new_credential (FALSE);
  g_autoptr (CsSecret) password = cs_secret_new ("open sesame");
  guint ready = 0;
  guint wanted = 0;

  g_signal_connect_swapped (credential, "ready", G_CALLBACK (count_cb), &ready);
  g_signal_connect_swapped (credential, "notify::wanted", G_CALLBACK (count_cb), &wanted);

  cs_credential_prepare (credential);
  cs_credential_prepare (credential);
  g_assert_true (cs_credential_is_wanted (credential));
  g_assert_cmpuint (wanted, ==, 1);
  g_assert_cmpuint (ready, ==, 2);

  cs_credential_set (credential, password);
  g_assert_false (cs_credential_is_wanted (credential));
  g_assert_true (cs_credential_get (credential) == password);

  cs_credential_keep (credential);
  g_assert_false (cs_credential_is_kept (credential));
}

static void
test_rejected (void)
{
  g_autoptr (CsCredential) credential = new_credential (FALSE);
  g_autoptr (CsSecret) password = cs_secret_new ("open sesame");

  cs_credential_set (credential, password);
  cs_credential_reject (credential);
  g_assert_true (cs_credential_is_wanted (credential));
  g_assert_null (cs_credential_get (credential));
  cs_credential_prepare (credential);
  g_assert_null (cs_credential_get (credential));
}

static void
test_without_service (void)
{
  g_autoptr (CsCredential) credential = new_credential (TRUE);
  g_autoptr (CsSecret) password = cs_secret_new ("open sesame");
  guint ready = 0;

  g_signal_connect_swapped (credential, "ready", G_CALLBACK (count_cb), &ready);
  cs_credential_prepare (credential);
  while (ready == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_true (cs_credential_is_wanted (credential));

  cs_credential_set (credential, password);
  cs_credential_prepare (credential);
  g_assert_cmpuint (ready, ==, 2);
  g_assert_false (cs_credential_is_wanted (credential));
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/credential/wants-a-password", test_wants_password);
  g_test_add_func ("/credential/never-offers-a-rejected-password", test_rejected);
  g_test_add_func ("/credential/does-without-a-secret-service", test_without_service);

  return g_test_run ();
}
