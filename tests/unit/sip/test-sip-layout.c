/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib.h>
#include <string.h>

#include "base/cs-error.h"
#include "sip/cs-sip-layout.h"

static void
test_library (void)
{
  g_autoptr (GError) error = NULL;

  cs_sip_layout_check (&tport_tcp_client_vtable, &error);
  g_assert_no_error (error);
}

static void
assert_refused (const CsTportTable *table)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (cs_sip_layout_check (table, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_UNSUPPORTED);
  g_assert_nonnull (strstr (error->message, sofia_sip_name_version));
}

static void
test_shifted (void)
{
  CsTportTable tables[3];
  const guint8 *original = (const guint8 *) &tport_tcp_client_vtable;

  /* One entry more or less before the functions, or in the middle of them. */
  memset (tables, 0, sizeof tables);
  memcpy ((guint8 *) &tables[0] + 16, original + 8, sizeof *tables - 16);
  tables[0].name = "tcp";
  memcpy (&tables[1], original, sizeof *tables);
  memcpy ((guint8 *) &tables[1] + 64, original + 72, sizeof *tables - 72);
  memcpy (&tables[2], original, sizeof *tables);
  tables[2].secondary_timer = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    assert_refused (&tables[i]);
}

static void
test_other (void)
{
  CsTportTable table = tport_tcp_client_vtable;

  table.name = "tls";
  assert_refused (&table);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/sip-layout/fits-the-installed-library", test_library);
  g_test_add_func ("/sip-layout/refuses-another-layout", test_shifted);
  g_test_add_func ("/sip-layout/refuses-another-transport", test_other);

  return g_test_run ();
}
