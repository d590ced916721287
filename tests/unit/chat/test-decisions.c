/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-decisions.h"

static CsPermission
get (CsDecisions *decisions,
     const char  *account,
     const char  *uri)
{
  g_autoptr (CsAddress) address = cs_address_parse (uri, NULL);
  g_autoptr (GHashTable) list = cs_decisions_list (decisions, account);

  return GPOINTER_TO_INT (g_hash_table_lookup (list, address));
}

static void
put (CsDecisions  *decisions,
     const char   *account,
     const char   *uri,
     CsPermission  permission)
{
  g_autoptr (CsAddress) address = cs_address_parse (uri, NULL);

  g_assert_nonnull (address);
  cs_decisions_put (decisions, account, address, permission);
}

static void
test_keeps (void)
{
  g_autoptr (CsKeptFile) file = cs_kept_file_new (NULL);
  g_autoptr (CsDecisions) decisions = cs_decisions_new (file);
  g_autoptr (GHashTable) list = NULL;
  g_autofree char *text = NULL;

  put (decisions, "a", "sip:bob@example.test", CS_PERMISSION_ALLOWED);
  put (decisions, "a", "sip:bob@example.test", CS_PERMISSION_BLOCKED);
  put (decisions, "a", "sip:a=b;c&d@example.test", CS_PERMISSION_REFUSED);
  put (decisions, "a", "sip:carol@example.test", CS_PERMISSION_NONE);
  put (decisions, "b", "sip:bob@example.test", CS_PERMISSION_ALLOWED);

  list = cs_decisions_list (decisions, "a");
  g_assert_cmpuint (g_hash_table_size (list), ==, 3);
  g_assert_cmpint (get (decisions, "a", "sip:bob@example.test"), ==, CS_PERMISSION_BLOCKED);
  g_assert_cmpint (get (decisions, "a", "sip:a=b;c&d@example.test"), ==, CS_PERMISSION_REFUSED);
  text = g_key_file_to_data (cs_kept_file_get (file), NULL, NULL);
  g_assert_cmpstr (text, ==, "[a]\nsip:bob@example.test=block\nsip:a%3Db%3Bc%26d@example.test=refuse\nsip:carol@example.test=ask\n\n"
                             "[b]\nsip:bob@example.test=allow\n");

  cs_decisions_forget (decisions, "a");
  cs_decisions_forget (decisions, "c");
  g_assert_cmpint (get (decisions, "a", "sip:bob@example.test"), ==, CS_PERMISSION_NONE);
  g_assert_cmpint (get (decisions, "b", "sip:bob@example.test"), ==, CS_PERMISSION_ALLOWED);
}

/* Whatever somebody has written into the file. */
static void
test_leaves_out (void)
{
  static const char text[] = "[a]\nsip:bob@example.test=perhaps\nsip:%zz@example.test=allow\nhello=allow\nsip:a%00b@example.test=allow\n"
                             "sip:carol@example.test=allow\n";
  g_autoptr (CsKeptFile) file = cs_kept_file_new (NULL);
  g_autoptr (CsDecisions) decisions = cs_decisions_new (file);
  g_autoptr (GHashTable) list = NULL;

  g_assert_true (g_key_file_load_from_data (cs_kept_file_get (file), text, -1, G_KEY_FILE_NONE, NULL));
  list = cs_decisions_list (decisions, "a");
  g_assert_cmpuint (g_hash_table_size (list), ==, 1);
  g_assert_cmpint (get (decisions, "a", "sip:carol@example.test"), ==, CS_PERMISSION_ALLOWED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/decisions/keeps-the-last-one", test_keeps);
  g_test_add_func ("/decisions/leaves-out-what-is-none", test_leaves_out);

  return g_test_run ();
}
