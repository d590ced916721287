/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-error.h"
#include "store/cs-store-error.h"

static void
test_table (void)
{
  static const struct
  {
    int     code;
    CsError expected;
  } cases[] = {
    { SQLITE_BUSY, CS_ERROR_STORE_BUSY },
    { SQLITE_BUSY_RECOVERY, CS_ERROR_STORE_BUSY },
    { SQLITE_LOCKED, CS_ERROR_STORE_BUSY },
    { SQLITE_CORRUPT, CS_ERROR_STORE_DAMAGED },
    { SQLITE_CORRUPT_INDEX, CS_ERROR_STORE_DAMAGED },
    { SQLITE_NOTADB, CS_ERROR_STORE_DAMAGED },
    { SQLITE_FULL, CS_ERROR_FAILED },
    { SQLITE_READONLY, CS_ERROR_FAILED },
    { SQLITE_CANTOPEN, CS_ERROR_FAILED },
    { SQLITE_IOERR_FSYNC, CS_ERROR_FAILED },
    { SQLITE_CONSTRAINT, CS_ERROR_FAILED },
    { SQLITE_NOMEM, CS_ERROR_FAILED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_false (cs_store_error_set (&error, NULL, cases[i].code));
    g_assert_error (error, CS_ERROR, (int) cases[i].expected);
    g_assert_cmpstr (error->message, !=, "");
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store-error/words-what-sqlite-reports", test_table);

  return g_test_run ();
}
