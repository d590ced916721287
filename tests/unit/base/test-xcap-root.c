/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-xcap-root.h"

#include <string.h>

#include "base/cs-error.h"

static void
test_parses (void)
{
  static const struct {
    const char *input;
    const char *authority;
    guint16     port;
    const char *path;
    const char *string;
  } cases[] = {
    { "https://xcap.example.test/xcap-root", "xcap.example.test", 443, "/xcap-root", "https://xcap.example.test/xcap-root" },
    { " HTTPS://Xcap.Example.test:443/a%20b// ", "xcap.example.test", 443, "/a%20b", "https://xcap.example.test/a%20b" },
    { "https://127.0.0.1:5061/xcap-root", "127.0.0.1:5061", 5061, "/xcap-root", "https://127.0.0.1:5061/xcap-root" },
    { "https://[::1]:1", "[::1]:1", 1, "", "https://[::1]:1" },
    { "https://xcap.example.test", "xcap.example.test", 443, "", "https://xcap.example.test" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CsXcapRoot) root = cs_xcap_root_parse (cases[i].input, &error);
    g_autoptr (CsXcapRoot) again = NULL;

    g_assert_no_error (error);
    g_assert_cmpstr (cs_xcap_root_get_authority (root), ==, cases[i].authority);
    g_assert_cmpuint (cs_xcap_root_get_port (root), ==, cases[i].port);
    g_assert_cmpstr (cs_xcap_root_get_path (root), ==, cases[i].path);
    g_assert_cmpstr (cs_xcap_root_get_string (root), ==, cases[i].string);
    g_assert_nonnull (cs_host_get_ascii (cs_xcap_root_get_host (root)));
    again = cs_xcap_root_parse (cases[i].string, &error);
    g_assert_cmpstr (cs_xcap_root_get_string (again), ==, cases[i].string);
  }
}

static void
test_refuses (void)
{
  static const char * const cases[] = {
    "", "xcap.example.test", "ftp://xcap.example.test/", "https:", "https://", "https:///xcap-root", "https://a@xcap.example.test/",
    "https://a:b@xcap.example.test/", "https://xcap.example.test/?a", "https://xcap.example.test/#a", "https://xcap.example.test:0/",
    "https://xcap.example.test:65536/", "https://xcap.example.test/a b", "https://xcap.example.test/a\r\nX: y", "https://xcap.example.test/\xc3\xa4",
    "https://*/", "sip:alice@example.test",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", cases[i]);
    g_assert_null (cs_xcap_root_parse (cases[i], &error));
    g_assert_error (error, CS_ERROR, CS_ERROR_INVALID_ADDRESS);
    g_assert_nonnull (strstr (error->message, "https://xcap.example.org/xcap-root"));
  }
}

static void
test_plain (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (cs_xcap_root_parse ("http://xcap.example.test/xcap-root", &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_INVALID_ADDRESS);
  g_assert_nonnull (strstr (error->message, "not protected"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/xcap-root/reads-https-addresses", test_parses);
  g_test_add_func ("/xcap-root/refuses-others", test_refuses);
  g_test_add_func ("/xcap-root/refuses-what-is-not-protected", test_plain);

  return g_test_run ();
}
