/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-error.h"
#include "base/cs-port.h"

static void
test_splits (void)
{
  static const struct
  {
    const char *input;
    const char *host;
    guint16     port;
  } cases[] = {
    { "a", "a", 0 },
    { "a:00080", "a", 80 },
    { "a:65535", "a", 65535 },
    { "[a", "[a", 0 },
    { "[::]:7", "[::]", 7 },
    { "::7", "::7", 0 },
    { "", "", 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *host = NULL;
    guint16 port;

    g_assert_true (cs_port_split (cases[i].input, &host, &port, &error));
    g_assert_no_error (error);
    g_assert_cmpstr (host, ==, cases[i].host);
    g_assert_cmpuint (port, ==, cases[i].port);
  }
}

static void
test_refuses (void)
{
  static const char * const cases[] = { "a:", "a:0", "a:65536", "a:99999", "a:000080", "a: 1", "a:1 ", "a:0x1" };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autofree char *host = NULL;
    guint16 port;

    g_assert_false (cs_port_split (cases[i], &host, &port, &error));
    g_assert_error (error, CS_ERROR, CS_ERROR_INVALID_ADDRESS);
    g_assert_null (host);
  }
}

static void
test_appends (void)
{
  g_autoptr (CsHost) name = cs_host_parse ("example.test", NULL);
  g_autoptr (CsHost) number = cs_host_parse ("::1", NULL);
  g_autofree char *with = cs_port_append (name, 1);
  g_autofree char *without = cs_port_append (number, 0);

  g_assert_cmpstr (with, ==, "example.test:1");
  g_assert_cmpstr (without, ==, "[::1]");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/port/takes-the-port-off", test_splits);
  g_test_add_func ("/port/refuses-numbers-out-of-range", test_refuses);
  g_test_add_func ("/port/puts-it-back", test_appends);

  return g_test_run ();
}
