/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-endpoint.h"
#include "base/cs-error.h"

static void
test_parses (void)
{
  static const struct
  {
    const char *input;
    const char *host;
    guint16     port;
    const char *string;
  } cases[] = {
    { "example.test", "example.test", 0, "example.test" },
    { " Example.test:5061 ", "example.test", 5061, "example.test:5061" },
    { "192.0.2.1:1", "192.0.2.1", 1, "192.0.2.1:1" },
    { "[2001:db8::1]:65535", "2001:db8::1", 65535, "[2001:db8::1]:65535" },
    { "[2001:db8::1]", "2001:db8::1", 0, "[2001:db8::1]" },
    { "2001:db8::1", "2001:db8::1", 0, "[2001:db8::1]" },
    { "::1", "::1", 0, "[::1]" },
    { "bücher.example:5061", "xn--bcher-kva.example", 5061, "xn--bcher-kva.example:5061" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CsEndpoint) endpoint = cs_endpoint_parse (cases[i].input, &error);
    g_autoptr (CsEndpoint) again = NULL;

    g_assert_no_error (error);
    g_assert_cmpstr (cs_host_get_ascii (cs_endpoint_get_host (endpoint)), ==, cases[i].host);
    g_assert_cmpuint (cs_endpoint_get_port (endpoint), ==, cases[i].port);
    g_assert_cmpstr (cs_endpoint_get_string (endpoint), ==, cases[i].string);

    again = cs_endpoint_parse (cases[i].string, &error);
    g_assert_no_error (error);
    g_assert_cmpstr (cs_endpoint_get_string (again), ==, cases[i].string);
  }
}

static void
test_refuses (void)
{
  static const char * const cases[] = {
    "", " ", ":", ":5061", "example.test:", "example.test:0", "example.test:65536", "example.test:-1", "example.test:1e3",
    "sips:example.test", "[::1]5061", "[::1]:", "[::1]:x", "[::1", "exa mple.test", "a/b", "example.test:5061:5062",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (cs_endpoint_parse (cases[i], &error));
    g_assert_error (error, CS_ERROR, CS_ERROR_INVALID_ADDRESS);
  }
}

static void
test_new (void)
{
  g_autoptr (CsHost) host = cs_host_parse ("::1", NULL);
  g_autoptr (CsEndpoint) endpoint = cs_endpoint_new (host, 5061);
  CsEndpoint *copy = g_boxed_copy (CS_TYPE_ENDPOINT, endpoint);

  g_assert_true (copy == endpoint);
  g_boxed_free (CS_TYPE_ENDPOINT, copy);
  g_assert_cmpstr (cs_endpoint_get_string (endpoint), ==, "[::1]:5061");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/endpoint/reads-host-and-port", test_parses);
  g_test_add_func ("/endpoint/refuses-what-is-no-server", test_refuses);
  g_test_add_func ("/endpoint/prints-brackets-where-needed", test_new);

  return g_test_run ();
}
