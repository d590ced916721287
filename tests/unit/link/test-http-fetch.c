/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "link/cs-http-fetch.h"

#include "cs-test-tls.h"
#include "cs-test-wait.h"
#include "cs-test-web.h"

static GBytes *
fetch (const char *address,
       GBytes     *body,
       gsize       max_size)
{
  g_autoptr (SoupSession) session = cs_http_session_new ();
  const CsHttpRequest request = { address, body, body ? "text/plain" : NULL, max_size };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  cs_http_fetch_async (session, &request, NULL, cs_test_tls_result_cb, &result);
  cs_test_wait_for (result);
  bytes = cs_http_fetch_finish (result, &error);
  g_assert_true ((bytes == NULL) == (error != NULL));

  return bytes;
}

static GBytes *
echo (GBytes   *request,
      gpointer  user_data)
{
  return g_bytes_ref (request);
}

static void
test_fetches_what_is_bounded (void)
{
  g_autoptr (CsTestWeb) web = cs_test_web_new ();
  g_autoptr (GBytes) body = g_bytes_new_static ("0123456789", 10);
  g_autofree char *address = cs_test_web_address (web, "/a");
  g_autofree char *missing = cs_test_web_address (web, "/b");
  g_autoptr (GBytes) whole = NULL;
  g_autoptr (GBytes) posted = NULL;

  cs_test_web_put (web, "/a", &(CsTestPage) { .body = body });
  cs_test_web_answer (web, echo, NULL);
  whole = fetch (address, NULL, 10);
  g_assert_true (whole && g_bytes_equal (whole, body));
  g_assert_null (fetch (address, NULL, 9));
  g_assert_null (fetch (missing, NULL, 10));
  posted = fetch (missing, body, 10);
  g_assert_true (posted && g_bytes_equal (posted, body));
}

static void
test_follows_few_redirections (void)
{
  g_autoptr (CsTestWeb) web = cs_test_web_new ();
  g_autoptr (GBytes) body = g_bytes_new_static ("x", 1);
  g_autofree char *start = cs_test_web_address (web, "/1");
  g_autofree char *loop = cs_test_web_address (web, "/loop");
  g_autofree char *secure = cs_test_web_address (web, "/secure");
  g_autofree char *file = cs_test_web_address (web, "/file");
  g_autoptr (GBytes) found = NULL;

  cs_test_web_put (web, "/1", &(CsTestPage) { .status = 301, .location = "/2" });
  cs_test_web_put (web, "/2", &(CsTestPage) { .status = 302, .location = "/3" });
  cs_test_web_put (web, "/3", &(CsTestPage) { .status = 307, .location = "/4" });
  cs_test_web_put (web, "/4", &(CsTestPage) { .body = body });
  cs_test_web_put (web, "/loop", &(CsTestPage) { .status = 302, .location = "/loop" });
  cs_test_web_put (web, "/secure", &(CsTestPage) { .status = 302, .location = "https://127.0.0.1:1/" });
  cs_test_web_put (web, "/file", &(CsTestPage) { .status = 302, .location = "file:///etc/passwd" });

  found = fetch (start, NULL, 10);
  g_assert_true (found && g_bytes_equal (found, body));
  g_assert_null (fetch (secure, NULL, 10));
  g_assert_null (fetch (file, NULL, 10));
  g_assert_cmpuint (cs_test_web_count (web), ==, 6);
  g_assert_null (fetch (loop, NULL, 10));
  g_assert_cmpuint (cs_test_web_count (web), ==, 10);
}

static void
test_takes_plain_http_alone (void)
{
  static const char * const addresses[] = {
    "https://crl.test/", "ldap://crl.test/cn=a", "file:///etc/passwd", "http://", "http:///a", "crl.test", "http://user:pw@crl.test/", "",
  };

  g_assert_true (cs_http_is_fetchable ("http://crl.test/a.crl"));
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++) {
    g_assert_false (cs_http_is_fetchable (addresses[i]));
    g_assert_null (fetch (addresses[i], NULL, 10));
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/http-fetch/fetches-what-is-bounded", test_fetches_what_is_bounded);
  g_test_add_func ("/http-fetch/follows-few-redirections", test_follows_few_redirections);
  g_test_add_func ("/http-fetch/takes-plain-http-alone", test_takes_plain_http_alone);

  return g_test_run ();
}
