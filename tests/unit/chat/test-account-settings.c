/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-account.h"

/* What a new account begins with; each setting is a property, and a key of the file. */
static const struct {
  const char *name;
  gboolean    initial;
} switches[] = {
  { "signed-out", FALSE },
  { "organisation-lookup", FALSE },
  { "read-receipts", TRUE },
  { "contacts-only", FALSE },
};

static CsAccount *
new_account (void)
{
  g_autoptr (CsAddress) address = cs_address_parse ("alice@example.test", NULL);

  return cs_account_new (address);
}

static gboolean
get (CsAccount  *account,
     const char *name)
{
  gboolean value;

  g_object_get (account, name, &value, NULL);

  return value;
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_switches (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (switches); i++) {
    g_autoptr (CsAccount) account = new_account ();
    g_autoptr (CsAccount) again = NULL;
    g_autoptr (GKeyFile) file = g_key_file_new ();
    g_autofree char *signal = g_strconcat ("notify::", switches[i].name, NULL);
    guint count = 0;

    g_assert_cmpint (get (account, switches[i].name), ==, switches[i].initial);
    g_signal_connect_swapped (account, signal, G_CALLBACK (count_cb), &count);
    g_object_set (account, switches[i].name, switches[i].initial, NULL);
    g_assert_cmpuint (count, ==, 0);
    g_object_set (account, switches[i].name, !switches[i].initial, NULL);
    g_assert_cmpuint (count, ==, 1);
    g_assert_cmpint (get (account, switches[i].name), ==, !switches[i].initial);

    cs_account_save_to_group (account, file, "one");
    again = cs_account_new_from_group (file, "one", NULL);
    g_assert_cmpint (get (again, switches[i].name), ==, !switches[i].initial);
    for (gsize j = 0; j < G_N_ELEMENTS (switches); j++)
      g_assert_true (i == j || get (again, switches[j].name) == switches[j].initial);
  }
}

static void
test_missing (void)
{
  g_autoptr (CsAccount) account = new_account ();
  g_autoptr (CsAccount) again = NULL;
  g_autoptr (GKeyFile) file = g_key_file_new ();

  cs_account_save_to_group (account, file, "one");
  for (gsize i = 0; i < G_N_ELEMENTS (switches); i++)
    g_assert_true (g_key_file_remove_key (file, "one", switches[i].name, NULL));
  again = cs_account_new_from_group (file, "one", NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (switches); i++)
    g_assert_cmpint (get (again, switches[i].name), ==, switches[i].initial);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/account-settings/are-properties-and-kept", test_switches);
  g_test_add_func ("/account-settings/begin-as-they-should-where-the-file-is-silent", test_missing);

  return g_test_run ();
}
