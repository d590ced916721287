/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "base/cs-error.h"
#include "sip/cs-cpim.h"

#define NONE CS_RECEIPT_NONE
#define IMDN "NS: imdn <urn:ietf:params:imdn>\r\n"
#define END "\r\nContent-Type: text/plain\r\n\r\nhello"
#define OK -1

static const struct {
  const char *description;
  const char *data;
  int         code;
  const char *message_id;
  CsReceipt   wanted;
  const char *type;
  const char *body;
} cases[] = {
  { "the least", "\r\n\r\n", OK, NULL, NONE, "text/plain", "" },
  { "line feeds alone", "From: <a>\nTo: <b>\n\nContent-Type: text/plain\n\nx\ny", OK, NULL, NONE, "text/plain", "x\ny" },
  { "RFC 5438 section 7.1.1.1", "From: Alice <im:alice@example.com>\r\nTo: Bob <im:bob@example.com>\r\n" IMDN
    "imdn.Message-ID: 34jk324j\r\nDateTime: 2006-04-04T12:16:49-05:00\r\n"
    "imdn.Disposition-Notification: positive-delivery, negative-delivery\r\n\r\n"
    "Content-type: text/plain\r\nContent-length: 12\r\n\r\nHello World", OK, "34jk324j", CS_RECEIPT_DELIVERED | CS_RECEIPT_FAILED,
    "text/plain", "Hello World" },
  { "another prefix", "NS: x <urn:ietf:params:imdn>\r\nx.Message-ID: 1\r\nx.Disposition-Notification: display\r\n" END,
    OK, "1", CS_RECEIPT_READ, "text/plain", "hello" },
  { "a default namespace", "NS: <urn:ietf:params:imdn>\r\nMessage-ID: 1\r\n" END, OK, "1", NONE, "text/plain", "hello" },
  { "no namespace named", "imdn.Message-ID: 1\r\n" END, OK, NULL, NONE, "text/plain", "hello" },
  { "a foreign namespace", "NS: imdn <urn:x>\r\nimdn.Message-ID: 1\r\n" END, OK, NULL, NONE, "text/plain", "hello" },
  { "another namespace under a name as long", IMDN "NS: abcd <urn:x>\r\nimdn.Message-ID: 1\r\n" END, OK, "1", NONE, "text/plain", "hello" },
  { "a namespace taken back", IMDN "NS: imdn <urn:x>\r\nimdn.Message-ID: 1\r\n" END, OK, NULL, NONE, "text/plain", "hello" },
  { "other case", IMDN "imdn.message-id: 1\r\n" END, OK, "1", NONE, "text/plain", "hello" },
  { "wanted without an id", IMDN "imdn.Disposition-Notification: display\r\n" END, OK, NULL, NONE, "text/plain", "hello" },
  { "parameters of what is wanted", IMDN "imdn.Message-ID: 1\r\nimdn.Disposition-Notification: display;x=y ,processing\r\n" END,
    OK, "1", CS_RECEIPT_READ, "text/plain", "hello" },
  { "another header with such words", IMDN "imdn.Message-ID: 1\r\nimdn.Wish: display\r\n" END, OK, "1", NONE, "text/plain", "hello" },
  { "an id with a space", IMDN "imdn.Message-ID: 1 2\r\n" END, OK, NULL, NONE, "text/plain", "hello" },
  { "folded content header", "\r\nContent-Type: text/plain;\r\n charset=utf-8;\r\n\tx=y\r\n\r\nx", OK, NULL, NONE,
    "text/plain; charset=utf-8;\tx=y", "x" },
  { "plain transfer", "\r\nContent-Transfer-Encoding: 8BIT\r\n\r\nx", OK, NULL, NONE, "text/plain", "x" },
  { "known requirements", IMDN "Require: From, Subject, imdn.Message-ID\r\n" END, OK, NULL, NONE, "text/plain", "hello" },

  { "nothing", "", CS_ERROR_INVALID_TEXT },
  { "no end", "From: <a>\r\n", CS_ERROR_INVALID_TEXT },
  { "no content headers", "From: <a>\r\n\r\n", CS_ERROR_INVALID_TEXT },
  { "no end of the content headers", "\r\nContent-Type: text/plain\r\n", CS_ERROR_INVALID_TEXT },
  { "no colon", "From\r\n" END, CS_ERROR_INVALID_TEXT },
  { "no name", ": x\r\n" END, CS_ERROR_INVALID_TEXT },
  { "a space in a name", "Fr om: x\r\n" END, CS_ERROR_INVALID_TEXT },
  { "bad UTF-8", "From: \377\r\n" END, CS_ERROR_INVALID_TEXT },
  { "a lone carriage return", "From: a\rTo: b\r\n" END, CS_ERROR_INVALID_TEXT },
  { "two ids", IMDN "imdn.Message-ID: 1\r\nimdn.Message-ID: 2\r\n" END, CS_ERROR_INVALID_TEXT },
  { "no colon in the content headers", "\r\nContent-Type\r\n\r\nx", CS_ERROR_INVALID_TEXT },
  { "two types", "\r\nContent-Type: text/plain\r\ncontent-type: text/html\r\n\r\nx", CS_ERROR_INVALID_TEXT },
  { "an empty type", "\r\nContent-Type:\r\n\r\nx", CS_ERROR_INVALID_TEXT },
  { "a fold of nothing", "\r\n x: y\r\n\r\nx", CS_ERROR_INVALID_TEXT },
  { "a namespace without an end", "NS: imdn <urn:x\r\n" END, CS_ERROR_INVALID_TEXT },
  { "an unknown requirement", "Require: foo.bar\r\n" END, CS_ERROR_UNSUPPORTED },
  { "base64", "\r\nContent-Transfer-Encoding: base64\r\n\r\neA==", CS_ERROR_UNSUPPORTED },
};

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) data = g_bytes_new_static (cases[i].data, strlen (cases[i].data));
    g_autoptr (GError) error = NULL;
    g_autoptr (CsCpim) cpim = cs_cpim_parse (data, &error);

    g_test_message ("%s", cases[i].description);
    if (cases[i].code != OK) {
      g_assert_null (cpim);
      g_assert_error (error, CS_ERROR, cases[i].code);
      continue;
    }

    g_assert_no_error (error);
    g_assert_cmpstr (cs_cpim_get_message_id (cpim), ==, cases[i].message_id);
    g_assert_cmpuint (cs_cpim_get_wanted (cpim), ==, cases[i].wanted);
    g_assert_cmpstr (cs_cpim_get_content_type (cpim), ==, cases[i].type);
    g_assert_cmpmem (g_bytes_get_data (cs_cpim_get_body (cpim), NULL), g_bytes_get_size (cs_cpim_get_body (cpim)),
                     cases[i].body, strlen (cases[i].body));
  }
}

static void
test_long_head (void)
{
  g_autofree char *long_value = g_strnfill (CS_CPIM_MAX_HEAD, 'x');
  g_autofree char *text = g_strconcat ("From: ", long_value, "\r\n" END, NULL);
  g_autoptr (GBytes) data = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;

  g_assert_null (cs_cpim_parse (data, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_INVALID_TEXT);
}

/* What a coding leaves of nothing has no address at all. */
static void
test_nothing (void)
{
  g_autoptr (GBytes) data = g_bytes_new (NULL, 0);
  g_autoptr (GError) error = NULL;

  g_assert_null (cs_cpim_parse (data, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_INVALID_TEXT);
  g_assert_false (cs_cpim_looks_like (data));
}

static void
test_many_namespaces (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GBytes) data = NULL;

  for (guint i = 0; i < 200; i++)
    g_string_append (text, IMDN);
  g_string_append (text, END);
  data = g_bytes_new_static (text->str, text->len);
  g_assert_null (cs_cpim_parse (data, NULL));
}

static void
test_round_trip (void)
{
  static const CsReceipt wanted[] = {
    NONE, CS_RECEIPT_DELIVERED, CS_RECEIPT_READ, CS_RECEIPT_DELIVERED | CS_RECEIPT_READ, CS_RECEIPT_FAILED | CS_RECEIPT_READ,
    CS_RECEIPT_DELIVERED | CS_RECEIPT_FAILED | CS_RECEIPT_READ,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++) {
    CsCpimDraft draft = {
      "sip:a@example.test", "sip:b@example.test", G_GINT64_CONSTANT (1790000000999999), "id", wanted[i],
      "Content-Type: text/plain;charset=UTF-8\r\n", "one\ntwo"
    };
    g_autofree char *text = cs_cpim_build (&draft);
    g_autoptr (GBytes) data = g_bytes_new_static (text, strlen (text));
    g_autoptr (CsCpim) cpim = cs_cpim_parse (data, NULL);
    g_autoptr (CsCpim) again = cs_cpim_ref (cpim);

    g_assert_cmpint (strstr (text, "Disposition-Notification") != NULL, ==, wanted[i] != NONE);
    g_assert_cmpstr (cs_cpim_get_message_id (again), ==, "id");
    g_assert_cmpuint (cs_cpim_get_wanted (cpim), ==, wanted[i]);
    g_assert_cmpint (cs_cpim_get_time (cpim), ==, G_GINT64_CONSTANT (1790000000999000));
    g_assert_cmpstr (cs_cpim_get_content_type (cpim), ==, "text/plain;charset=UTF-8");
    g_assert_cmpmem (g_bytes_get_data (cs_cpim_get_body (cpim), NULL), g_bytes_get_size (cs_cpim_get_body (cpim)), "one\ntwo", 7);
    g_assert_true (cs_cpim_looks_like (data));
  }
}

static void
test_looks (void)
{
  static const struct {
    const char *text;
    gboolean    like;
  } looks[] = {
    { "From: <a>\r\nTo: <b>\r\nDateTime: 2026-01-01T00:00:00Z\r\n" END, TRUE },
    { "From: <a>\r\nTo: <b>\r\n" IMDN "imdn.Message-ID: 1\r\n" END, TRUE },
    { "From: <a>\r\nTo: <b>\r\n" END, FALSE },
    { "From: <a>\r\nTo: <b>\r\nDateTime: yesterday\r\n" END, FALSE },
    { "From: <a>\r\nDateTime: 2026-01-01T00:00:00Z\r\n" END, FALSE },
    { "From: <a>\r\nTo: <b>\r\nDateTime: 2026-01-01T00:00:00Z\r\n\r\n\r\nhello", FALSE },
    { "To: <b>\r\nDateTime: 2026-01-01T00:00:00Z\r\n" END, FALSE },
    { "From: you\nTo: me\n\nhello", FALSE },
    { "From", FALSE },
    { "", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (looks); i++) {
    g_autoptr (GBytes) data = g_bytes_new_static (looks[i].text, strlen (looks[i].text));

    g_assert_cmpint (cs_cpim_looks_like (data), ==, looks[i].like);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/cpim/reads-and-refuses", test_table);
  g_test_add_func ("/cpim/has-a-limit", test_long_head);
  g_test_add_func ("/cpim/takes-nothing-for-nothing", test_nothing);
  g_test_add_func ("/cpim/has-few-namespaces", test_many_namespaces);
  g_test_add_func ("/cpim/reads-what-it-writes", test_round_trip);
  g_test_add_func ("/cpim/knows-itself-in-plain-text", test_looks);

  return g_test_run ();
}
