/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <sys/stat.h>

#include "chat/cs-accounts.h"

#include "cs-test-store.h"

static CsAccount *
new_account (const char *text)
{
  g_autoptr (CsAddress) address = cs_address_parse (text, NULL);

  return cs_account_new (address);
}

static CsAccounts *
load (const char  *path,
      char       **aside)
{
  CsAccounts *accounts = cs_accounts_new (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_accounts_load_async (accounts, NULL, cs_test_result_cb, &result);
  g_assert_true (cs_accounts_load_finish (accounts, cs_test_wait (&result), aside, &error));
  g_assert_no_error (error);

  return accounts;
}

static void
flush (CsAccounts *accounts)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_accounts_flush_async (accounts, NULL, cs_test_result_cb, &result);
  g_assert_true (cs_accounts_flush_finish (accounts, cs_test_wait (&result), &error));
  g_assert_no_error (error);
}

static guint
count (CsAccounts *accounts)
{
  return g_list_model_get_n_items (cs_accounts_get_list (accounts));
}

static void
test_saves_and_loads (void)
{
  g_auto (CsTestFile) file = { NULL };
  g_autofree char *path = NULL;
  g_autoptr (CsAccount) account = new_account ("alice@example.test");
  GStatBuf status;

  cs_test_file_init (&file);
  path = g_build_filename (file.folder, "accounts.ini", NULL);

  {
    g_autoptr (CsAccounts) accounts = load (path, NULL);

    g_assert_cmpuint (count (accounts), ==, 0);
    cs_accounts_add (accounts, account);
    cs_account_set_auth_name (account, "first");
    flush (accounts);
    cs_account_set_auth_name (account, "second");
    flush (accounts);
  }

  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (file.folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);

  {
    g_autofree char *aside = NULL;
    g_autoptr (CsAccounts) accounts = load (path, &aside);
    g_autoptr (CsAccount) again = g_list_model_get_item (cs_accounts_get_list (accounts), 0);

    g_assert_null (aside);
    g_assert_cmpuint (count (accounts), ==, 1);
    g_assert_cmpstr (cs_account_get_id (again), ==, cs_account_get_id (account));
    g_assert_cmpstr (cs_account_get_auth_name (again), ==, "second");
  }
}

static void
test_removes (void)
{
  g_auto (CsTestFile) file = { NULL };
  g_autofree char *path = NULL;
  g_autoptr (CsAccount) kept = new_account ("alice@example.test");
  g_autoptr (CsAccount) gone = new_account ("bob@example.test");
  g_autoptr (CsAccount) alice = new_account ("alice@example.test");
  g_autoptr (CsAccount) bob = new_account ("bob@example.test");

  cs_test_file_init (&file);
  path = g_build_filename (file.folder, "accounts.ini", NULL);

  {
    g_autoptr (CsAccounts) accounts = load (path, NULL);

    cs_accounts_add (accounts, kept);
    cs_accounts_add (accounts, gone);
    cs_accounts_remove (accounts, kept, TRUE);
    cs_accounts_remove (accounts, gone, FALSE);
    g_assert_cmpuint (count (accounts), ==, 0);
    flush (accounts);
  }

  {
    g_autoptr (CsAccounts) accounts = load (path, NULL);

    g_assert_cmpuint (count (accounts), ==, 0);
    cs_accounts_claim (accounts, alice);
    cs_accounts_claim (accounts, bob);
    g_assert_cmpstr (cs_account_get_id (alice), ==, cs_account_get_id (kept));
    g_assert_cmpstr (cs_account_get_id (bob), !=, cs_account_get_id (gone));

    cs_accounts_add (accounts, alice);
    flush (accounts);
  }

  {
    g_autoptr (CsAccounts) accounts = load (path, NULL);

    g_assert_cmpuint (count (accounts), ==, 1);
  }
}

static void
test_sets_broken_file_aside (void)
{
  static const struct {
    const char *what;
    const char *contents;
    guint       readable;
  } cases[] = {
    { "no key file", "this is no key file\n", 0 },
    { "no text", "\xff\xfe[x]\n", 0 },
    { "one bad group",
      "[account 1]\nid=8f7a5cf0-0a57-4f6a-9d0e-6f1c3b0c5f11\naddress=sip:alice@example.test\n"
      "instance=urn:uuid:8f7a5cf0-0a57-4f6a-9d0e-6f1c3b0c5f12\ntoken=0123456789abcdef0123456789abcdef\n"
      "[account 2]\naddress=nobody\n", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_auto (CsTestFile) file = { NULL };
    g_autofree char *path = NULL;
    g_autofree char *aside = NULL;
    g_autofree char *contents = NULL;
    g_autoptr (CsAccounts) accounts = NULL;

    g_test_message ("%s", cases[i].what);
    cs_test_file_init (&file);
    path = g_build_filename (file.folder, "accounts.ini", NULL);
    g_assert_true (g_file_set_contents (path, cases[i].contents, -1, NULL));

    accounts = load (path, &aside);
    g_assert_nonnull (aside);
    g_assert_true (g_file_get_contents (aside, &contents, NULL, NULL));
    g_assert_cmpstr (contents, ==, cases[i].contents);
    g_assert_cmpuint (count (accounts), ==, cases[i].readable);
    flush (accounts);
    g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  }
}

static void
test_without_file (void)
{
  g_autoptr (CsAccounts) accounts = load (NULL, NULL);
  g_autoptr (CsAccount) account = new_account ("alice@example.test");

  cs_accounts_add (accounts, account);
  flush (accounts);
  g_assert_cmpuint (count (accounts), ==, 1);
}

static void
test_tells_failure (void)
{
  g_auto (CsTestFile) file = { NULL };
  g_autofree char *path = NULL;
  g_autoptr (CsAccounts) accounts = NULL;
  g_autoptr (CsAccount) account = new_account ("alice@example.test");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_test_file_init (&file);
  path = g_build_filename (file.folder, "accounts.ini", NULL);
  accounts = load (path, NULL);

  /* A folder in the place of the file can't be replaced by it. */
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  cs_accounts_add (accounts, account);
  cs_accounts_flush_async (accounts, NULL, cs_test_result_cb, &result);
  g_assert_false (cs_accounts_flush_finish (accounts, cs_test_wait (&result), &error));
  g_assert_nonnull (error);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/accounts/saves-and-loads", test_saves_and_loads);
  g_test_add_func ("/accounts/removes-with-or-without-history", test_removes);
  g_test_add_func ("/accounts/sets-broken-file-aside", test_sets_broken_file_aside);
  g_test_add_func ("/accounts/keeps-nothing-without-file", test_without_file);
  g_test_add_func ("/accounts/tells-when-saving-fails", test_tells_failure);

  return g_test_run ();
}
