/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib.h>
#include <string.h>

#include "base/cs-text.h"
#include "sip/cs-cpim.h"
#include "sip/cs-message-content.h"

#define NOTHING CS_RECEIPT_NONE
#define BOTH (CS_RECEIPT_DELIVERED | CS_RECEIPT_READ)

#define CPIM_HEAD "From: <im:b@example.test>\r\nTo: <im:a@example.test>\r\nDateTime: 2026-11-22T10:00:00Z\r\n" \
  "NS: imdn <urn:ietf:params:imdn>\r\n" \
  "imdn.Message-ID: 34jk\r\nimdn.Disposition-Notification: positive-delivery, display\r\n\r\n"
#define CPIM_TIME (G_GINT64_CONSTANT (1795341600) * G_USEC_PER_SEC)
#define IMDN "<imdn xmlns='urn:ietf:params:xml:ns:imdn'><message-id>77</message-id>" \
  "<delivery-notification><status><delivered/></status></delivery-notification></imdn>"

#define COMPOSING "<isComposing xmlns='urn:ietf:params:xml:ns:im-iscomposing'><state>active</state></isComposing>"

/* What a server may write before what it kept. */
#define NOTE "[Offline message - Sun Nov 22 10:00:00 2026] "
#define OTHER_NOTE "[Offline message + Sun Nov 22 10:00:00 2026] "
#define LONG_NOTE "[Offline message - Sun Nov 22 10:00:00 2026 ] "
#define JOINED_NOTE "[Offline message - Sun Nov 22 10:00:00 2026]-"

static const struct {
  const char *type;
  const char *charset;
  const char *encoding;
  const char *body;
  guint       status;
  const char *text;
  const char *message_id;
  CsReceipt   wanted;
  CsReceipt   receipt;
  gboolean    composing;
} cases[] = {
  { "text/plain", NULL, NULL, "hello", 200, "hello" },
  { "Text/Plain", "UTF-8", NULL, "h\303\251llo", 200, "h\303\251llo" },
  { NULL, NULL, NULL, "hello", 200, "hello" },
  { "text/plain", "us-ascii", "identity", "hello", 200, "hello" },
  { "text/plain", NULL, NULL, "a\r\nb\rc\nd\r\n", 200, "a\nb\nc\nd\n" },
  { "text/plain", NULL, NULL, "bell\007tab\t", 200, "bell\357\277\275tab\t" },
  { "text/plain", NULL, NULL, "", 200, NULL },
  { "text/plain", "", NULL, "hello", 200, "hello" },
  { "text/plain", "iso-8859-1", NULL, "hello", 415, NULL },
  { "text/html", NULL, NULL, "<b>hello</b>", 415, NULL },
  { "text/plain", NULL, "gzip", "hello", 400, NULL },
  { "text/plain", NULL, "br", "hello", 415, NULL },
  { "text/plain", NULL, "identity,gzip", "hello", 415, NULL },
  { "text/plain", "utf-8", NULL, "h\351llo", 400, NULL },
  { "text/plain", "utf-8", NULL, "\355\240\200", 400, NULL },

  { "message/cpim", NULL, NULL, "From: x", 400, NULL },
  { "message/cpim", NULL, NULL, CPIM_HEAD "Content-Type:\r\n\r\nhello", 400, NULL },
  { "message/cpim", NULL, NULL, CPIM_HEAD "Content-Type: ;\r\n\r\nhello", 415, NULL },
  { "Message/CPIM", NULL, NULL, CPIM_HEAD "Content-type: text/plain; charset=\"UTF-8\"\r\n\r\nh\303\266", 200, "h\303\266", "34jk", BOTH },
  { "message/cpim", NULL, NULL, CPIM_HEAD "Content-Type: text/plain; format=flowed\r\n\r\nhello", 200, "hello", "34jk", BOTH },
  { "message/cpim", NULL, NULL, CPIM_HEAD "\r\nhello", 200, "hello", "34jk", BOTH },
  { "message/cpim", NULL, NULL, CPIM_HEAD "Content-Type: text/plain\r\n\r\n", 200, NULL, "34jk", BOTH },
  { "message/cpim", NULL, NULL, CPIM_HEAD "Content-Type: text/html\r\n\r\n<b>", 415, NULL },
  { "message/cpim", NULL, NULL, CPIM_HEAD "Content-Type: message/cpim\r\n\r\n" CPIM_HEAD, 415, NULL },
  { "message/cpim", NULL, NULL, CPIM_HEAD "Content-Type: text/plain; charset=latin1\r\n\r\nx", 415, NULL },
  { "message/cpim", NULL, NULL, CPIM_HEAD "Content-Type: text/plain\r\n\r\n\377", 400, NULL },
  { "message/cpim", NULL, NULL, CPIM_HEAD "Content-Type: message/imdn+xml\r\n\r\n" IMDN, 200, NULL, "34jk", BOTH, CS_RECEIPT_DELIVERED },
  { "message/cpim", NULL, NULL, "Require: x.y\r\n\r\n\r\nhello", 415, NULL },

  { "message/imdn+xml", NULL, NULL, IMDN, 200, NULL, NULL, NOTHING, CS_RECEIPT_DELIVERED },
  { "message/imdn+xml", NULL, NULL, "<imdn/>", 400, NULL },
  { "application/im-iscomposing+xml", NULL, NULL, COMPOSING, 200, NULL, NULL, NOTHING, NOTHING, TRUE },
  { "Application/IM-isComposing+XML", "utf-8", NULL, COMPOSING, 200, NULL, NULL, NOTHING, NOTHING, TRUE },
  { "application/im-iscomposing+xml", NULL, NULL, "<x/>", 400, NULL },
  { "message/cpim", NULL, NULL, CPIM_HEAD "Content-Type: application/im-iscomposing+xml\r\n\r\n" COMPOSING, 200, NULL, "34jk", BOTH, NOTHING, TRUE },

  /* Forgotten types, and what only looks alike. */
  { "text/plain", NULL, NULL, CPIM_HEAD "Content-Type: text/plain\r\n\r\nhello", 200, "hello", "34jk", BOTH },
  { "text/plain", NULL, NULL, "From: me\n\nhello", 200, "From: me\n\nhello" },
  { "text/plain", NULL, NULL, "From: a\r\nTo: b\r\n\r\nContent-Type: text/plain\r\n\r\nhello", 200,
    "From: a\nTo: b\n\nContent-Type: text/plain\n\nhello" },
  { "text/plain", NULL, NULL, IMDN, 200, IMDN, NULL, NOTHING, CS_RECEIPT_DELIVERED },
  { NULL, NULL, NULL, COMPOSING, 200, NULL, NULL, NOTHING, NOTHING, TRUE },
  { "text/plain", NULL, NULL, " " IMDN, 200, " " IMDN },
  { "text/plain", NULL, NULL, " " COMPOSING, 200, " " COMPOSING },
  { "text/plain", NULL, NULL, IMDN "x", 200, IMDN "x" },
  { "text/plain", NULL, NULL, "<imdn/>", 200, "<imdn/>" },
  { "text/plain", NULL, NULL, "<", 200, "<" },
  { "message/cpim", NULL, NULL, CPIM_HEAD "Content-Type: text/plain\r\n\r\n" IMDN, 200, IMDN, "34jk", BOTH },
  { "text/plain", NULL, NULL, NOTE CPIM_HEAD "Content-Type: text/plain\r\n\r\nhello", 200, "hello", "34jk", BOTH },
  { "text/plain", NULL, NULL, NOTE IMDN, 200, NOTE IMDN, NULL, NOTHING, CS_RECEIPT_DELIVERED },
  { "text/plain", "utf-16", NULL, IMDN, 200, NULL, NULL, NOTHING, CS_RECEIPT_DELIVERED },
  { NULL, NULL, NULL, IMDN, 200, IMDN, NULL, NOTHING, CS_RECEIPT_DELIVERED },
  { "text/plain", NULL, NULL, NOTE "hello", 200, NOTE "hello" },
  { "text/plain", NULL, NULL, NOTE, 200, NOTE },
  { "text/plain", NULL, NULL, "[Offline message - " IMDN, 200, "[Offline message - " IMDN },
};

static guint
read (const char        *type,
      const char        *encoding,
      GBytes            *body,
      CsMessageContent **content)
{
  CsContentHead head = { type, NULL, encoding };

  return cs_message_content_read (&head, body, content);
}

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) body = g_bytes_new_static (cases[i].body, strlen (cases[i].body));
    CsContentHead head = { cases[i].type, cases[i].charset, cases[i].encoding };
    g_autoptr (CsMessageContent) content = NULL;

    g_test_message ("%" G_GSIZE_FORMAT ", %s", i, cases[i].type);
    g_assert_cmpuint (cs_message_content_read (&head, body, &content), ==, cases[i].status);
    g_assert_cmpint (content != NULL, ==, cases[i].status == 200);
    if (!content)
      continue;

    g_assert_cmpstr (content->text, ==, cases[i].text);
    g_assert_cmpstr (content->message_id, ==, cases[i].message_id);
    g_assert_cmpint (content->time, ==, cases[i].message_id ? CPIM_TIME : 0);
    g_assert_cmpuint (content->wanted, ==, cases[i].wanted);
    g_assert_cmpint (content->composing != NULL, ==, cases[i].composing);
    g_assert_cmpuint (content->receipt ? cs_imdn_get_receipt (content->receipt) : CS_RECEIPT_NONE, ==, cases[i].receipt);
  }
}

static void
test_bytes (void)
{
  static const guint8 coded_nothing[] = { 0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0 };
  g_autoptr (GBytes) nul = g_bytes_new_static ("a\0b", 3);
  g_autoptr (GBytes) cut = g_bytes_new_static ("a\r\n", 2);
  g_autoptr (GBytes) coded = g_bytes_new_static (coded_nothing, sizeof coded_nothing);
  g_autoptr (CsMessageContent) none = NULL;
  g_autoptr (CsMessageContent) return_alone = NULL;
  g_autoptr (CsMessageContent) decoded = NULL;

  g_assert_cmpuint (read ("text/plain", NULL, nul, &none), ==, 400);
  g_assert_null (none);
  g_assert_cmpuint (read (NULL, NULL, NULL, &none), ==, 200);
  g_assert_null (none->text);
  g_assert_cmpuint (read (NULL, NULL, cut, &return_alone), ==, 200);
  g_assert_cmpstr (return_alone->text, ==, "a\n");
  /* What is left of it has no address at all. */
  g_assert_cmpuint (read (NULL, "gzip", coded, &decoded), ==, 200);
  g_assert_null (decoded->text);
}

static void
test_length (void)
{
  g_autofree char *long_text = g_strnfill (CS_TEXT_MAX_MESSAGE + CS_CPIM_MAX_HEAD + 1, 'x');
  g_autoptr (GBytes) largest = g_bytes_new_static (long_text, CS_TEXT_MAX_MESSAGE);
  g_autoptr (GBytes) too_large = g_bytes_new_static (long_text, CS_TEXT_MAX_MESSAGE + 1);
  g_autoptr (GBytes) far_too_large = g_bytes_new_static (long_text, CS_TEXT_MAX_MESSAGE + CS_CPIM_MAX_HEAD + 1);
  g_autoptr (CsMessageContent) content = NULL;

  g_assert_cmpuint (read (NULL, NULL, too_large, &content), ==, 413);
  g_assert_null (content);
  g_assert_cmpuint (read ("message/cpim", NULL, far_too_large, &content), ==, 413);
  g_assert_null (content);
  g_assert_cmpuint (read (NULL, NULL, largest, &content), ==, 200);
  g_assert_cmpuint (strlen (content->text), ==, CS_TEXT_MAX_MESSAGE);
}

static void
test_time (void)
{
  const gint64 now = G_GINT64_CONSTANT (1790000000) * G_USEC_PER_SEC + 5;

  const gint64 earliest = now - 2 * 366 * G_TIME_SPAN_DAY;

  g_assert_cmpint (cs_message_content_time (0, now), ==, now);
  g_assert_cmpint (cs_message_content_time (earliest, now), ==, earliest);
  g_assert_cmpint (cs_message_content_time (earliest - 1, now), ==, now);
  g_assert_cmpint (cs_message_content_time (now - G_TIME_SPAN_HOUR, now), ==, now - G_TIME_SPAN_HOUR);
  g_assert_cmpint (cs_message_content_time (now + G_TIME_SPAN_MINUTE, now), ==, now);
  g_assert_cmpint (cs_message_content_time (now + G_TIME_SPAN_HOUR, now), ==, now);
  g_assert_cmpint (cs_message_content_time (G_MININT64, now), ==, now);
  g_assert_cmpint (cs_message_content_time (now / 2, now), ==, now);
}

static void
test_note (void)
{
  g_assert_cmpstr (cs_message_content_skip_note (NOTE "hello"), ==, "hello");
  g_assert_cmpstr (cs_message_content_skip_note (NOTE), ==, "");
  g_assert_cmpstr (cs_message_content_skip_note (NOTE NOTE "hello"), ==, NOTE "hello");
  g_assert_cmpstr (cs_message_content_skip_note ("hello " NOTE), ==, "hello " NOTE);
  g_assert_cmpstr (cs_message_content_skip_note (OTHER_NOTE "hello"), ==, OTHER_NOTE "hello");
  g_assert_cmpstr (cs_message_content_skip_note (LONG_NOTE "hello"), ==, LONG_NOTE "hello");
  g_assert_cmpstr (cs_message_content_skip_note (JOINED_NOTE "hello"), ==, JOINED_NOTE "hello");
  g_assert_cmpstr (cs_message_content_skip_note ("[Offline message - "), ==, "[Offline message - ");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/message-content/takes-and-refuses", test_table);
  g_test_add_func ("/message-content/takes-no-nul-and-no-body", test_bytes);
  g_test_add_func ("/message-content/has-a-limit", test_length);
  g_test_add_func ("/message-content/believes-likely-dates", test_time);
  g_test_add_func ("/message-content/passes-over-a-store's-note", test_note);

  return g_test_run ();
}
