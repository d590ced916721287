/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-error.h"
#include "chat/cs-check.h"

#include "cs-test-store.h"

static void
test_unreachable (void)
{
  g_autoptr (CsAnchorStore) anchors = cs_anchor_store_new (NULL, NULL, FALSE);
  g_autoptr (CsHost) domain = cs_host_parse ("example.test", NULL);
  g_autoptr (CsEndpoint) server = cs_endpoint_parse ("127.0.0.1:1", NULL);
  g_autoptr (CsConnectionFacts) facts = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_check_server_async (domain, server, anchors, NULL, FALSE, NULL, NULL, cs_test_result_cb, &result);
  g_assert_null (cs_check_server_finish (cs_test_wait (&result), &facts, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_UNREACHABLE);
  g_assert_null (facts);
}

static void
test_cancelled (void)
{
  g_autoptr (CsAnchorStore) anchors = cs_anchor_store_new (NULL, NULL, FALSE);
  g_autoptr (CsHost) domain = cs_host_parse ("example.test", NULL);
  g_autoptr (CsEndpoint) server = cs_endpoint_parse ("127.0.0.1:1", NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_check_server_async (domain, server, anchors, NULL, FALSE, NULL, cancellable, cs_test_result_cb, &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (cs_check_server_finish (cs_test_wait (&result), NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/check/tells-an-unreachable-server", test_unreachable);
  g_test_add_func ("/check/can-be-cancelled", test_cancelled);

  return g_test_run ();
}
