/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "base/cs-error.h"
#include "base/cs-text.h"
#include "sip/cs-cpim.h"
#include "sip/cs-outgoing.h"

#define ALICE "sip:alice@example.test"

static void
test_check (void)
{
  static const char * const bad[] = { "", "a b", "a\r\nb", "a,b", "<a>", "\"" };
  g_autoptr (CsAddress) bob = cs_address_parse ("bob@example.test", NULL);
  g_autofree char *long_text = g_strnfill (CS_TEXT_MAX_MESSAGE + 1, 'x');
  CsOutgoing outgoing = { .to = bob, .call_id = "id", .text = "hello" };
  g_autoptr (GError) error = NULL;

  g_assert_true (cs_outgoing_check (&outgoing, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    outgoing.call_id = bad[i];
    g_assert_false (cs_outgoing_check (&outgoing, &error));
    g_assert_error (error, CS_ERROR, CS_ERROR_INVALID_TEXT);
    g_clear_error (&error);
  }

  outgoing.call_id = "id";
  outgoing.text = long_text;
  g_assert_false (cs_outgoing_check (&outgoing, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_TOO_LARGE);
}

static void
test_plain (void)
{
  g_autoptr (CsAddress) bob = cs_address_parse ("bob@example.test", NULL);
  CsOutgoing outgoing = { .to = bob, .call_id = "id", .text = "one\ntwo" };
  const char *headers = NULL;
  g_autofree char *body = cs_outgoing_build (&outgoing, ALICE, &headers);

  g_assert_cmpstr (headers, ==, "Content-Type: text/plain;charset=UTF-8\r\n");
  g_assert_cmpstr (body, ==, "one\ntwo");
}

static void
test_wrapped (void)
{
  g_autoptr (CsAddress) bob = cs_address_parse ("bob@example.test", NULL);
  CsOutgoing outgoing = { .form = CS_OUTGOING_WRAPPED, .to = bob, .call_id = "id", .text = "one\ntwo", .time = 1000000 };
  const char *headers = NULL;
  g_autofree char *body = cs_outgoing_build (&outgoing, ALICE, &headers);
  g_autoptr (GBytes) data = g_bytes_new_static (body, strlen (body));
  g_autoptr (CsCpim) cpim = cs_cpim_parse (data, NULL);

  g_assert_cmpstr (headers, ==, "Content-Type: message/cpim\r\n");
  g_assert_cmpstr (cs_cpim_get_message_id (cpim), ==, "id");
  g_assert_cmpuint (cs_cpim_get_wanted (cpim), ==, CS_RECEIPT_DELIVERED | CS_RECEIPT_FAILED | CS_RECEIPT_READ);
  g_assert_cmpstr (cs_cpim_get_content_type (cpim), ==, "text/plain;charset=UTF-8");
  g_assert_cmpint (cs_cpim_get_time (cpim), ==, 1000000);
  g_assert_true (g_str_has_suffix (body, "\r\n\r\none\ntwo"));
}

static void
test_receipt (void)
{
  g_autoptr (CsAddress) bob = cs_address_parse ("bob@example.test", NULL);
  g_autoptr (CsImdn) imdn = cs_imdn_new ("77", 1, CS_RECEIPT_READ);
  CsOutgoing outgoing = { .form = CS_OUTGOING_RECEIPT, .to = bob, .call_id = "id", .receipt = imdn };
  const char *headers = NULL;
  g_autofree char *body = cs_outgoing_build (&outgoing, ALICE, &headers);
  g_autoptr (GBytes) data = g_bytes_new_static (body, strlen (body));
  g_autoptr (CsCpim) cpim = cs_cpim_parse (data, NULL);
  g_autoptr (CsImdn) read = cs_imdn_parse (cs_cpim_get_body (cpim));

  g_assert_cmpstr (headers, ==, "Content-Type: message/cpim\r\n");
  g_assert_true (g_str_has_prefix (body, "From: <" ALICE ">\r\nTo: <sip:bob@example.test>\r\n"));
  g_assert_cmpstr (cs_cpim_get_message_id (cpim), ==, "id");
  g_assert_cmpuint (cs_cpim_get_wanted (cpim), ==, CS_RECEIPT_NONE);
  g_assert_cmpstr (cs_cpim_get_content_type (cpim), ==, "message/imdn+xml");
  g_assert_nonnull (strstr (body, "\r\nContent-Disposition: notification\r\n"));
  g_assert_cmpstr (cs_imdn_get_message_id (read), ==, "77");
  g_assert_cmpuint (cs_imdn_get_receipt (read), ==, CS_RECEIPT_READ);
}

static void
test_composing (void)
{
  g_autoptr (CsAddress) bob = cs_address_parse ("bob@example.test", NULL);
  g_autoptr (CsComposing) composing = cs_composing_new (TRUE, 90);
  CsOutgoing outgoing = { .form = CS_OUTGOING_COMPOSING, .to = bob, .call_id = "id", .composing = composing };
  const char *headers = NULL;
  g_autofree char *body = NULL;
  g_autoptr (GBytes) data = NULL;
  g_autoptr (CsComposing) read = NULL;

  g_assert_true (cs_outgoing_check (&outgoing, NULL));
  body = cs_outgoing_build (&outgoing, ALICE, &headers);
  g_assert_cmpstr (headers, ==, "Content-Type: application/im-iscomposing+xml\r\nExpires: 60\r\n");
  data = g_bytes_new_static (body, strlen (body));
  read = cs_composing_parse (data);
  g_assert_true (cs_composing_is_active (read));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/outgoing/is-checked", test_check);
  g_test_add_func ("/outgoing/is-plain-text", test_plain);
  g_test_add_func ("/outgoing/is-wrapped", test_wrapped);
  g_test_add_func ("/outgoing/is-a-receipt", test_receipt);
  g_test_add_func ("/outgoing/says-that-somebody-writes", test_composing);

  return g_test_run ();
}
