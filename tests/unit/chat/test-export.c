/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>
#include <sys/stat.h>

#include <gio/gio.h>

#include "base/cs-error.h"
#include "chat/cs-export.h"

#include "cs-test-chat.h"

#define PAGES 450

static void
add (CsTestChat     *self,
     gboolean        outgoing,
     const char     *id,
     const char     *text)
{
  g_autoptr (CsMessageRecord) record = cs_test_message (cs_conversation_get_id (self->conversation), outgoing, id);
  g_autoptr (GAsyncResult) result = NULL;

  g_free (record->text);
  record->text = g_strdup (text);
  if (g_str_equal (id, "failed")) {
    record->state = CS_MESSAGE_FAILED;
    record->reason = g_strdup ("404 Not \"Found\"");
  }
  cs_store_add_message_async (self->store, record, NULL, cs_test_result_cb, &result);
  cs_message_record_free (cs_store_add_message_finish (self->store, cs_test_wait (&result), NULL, NULL));
}

static gboolean
export (CsTestChat      *self,
        const char      *path,
        CsExportFormat   format,
        GError         **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  cs_export_async (self->conversation, file, format, NULL, cs_test_result_cb, &result);

  return cs_export_finish (self->conversation, cs_test_wait (&result), error);
}

/* What was written, from its first message on: the time of the export is before that. */
static char *
export_and_read (CsTestChat     *self,
                 CsExportFormat  format,
                 const char     *first)
{
  g_auto (CsTestFile) file = { NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *contents = NULL;
  struct stat info;

  cs_test_file_init (&file);

  /* A file that others may read is replaced by one that they may not. */
  g_assert_true (g_file_set_contents (file.path, "older", -1, NULL));
  g_assert_true (export (self, file.path, format, &error));
  g_assert_no_error (error);
  g_assert_cmpint (stat (file.path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_true (g_file_get_contents (file.path, &contents, NULL, NULL));
  g_assert_true (g_utf8_validate (contents, -1, NULL));
  g_assert_nonnull (strstr (contents, first));

  return g_strdup (strstr (contents, first));
}

static void
add_odd (CsTestChat *self)
{
  add (self, FALSE, "one", "two\nlines\r\n2026-11-21 20:03:20 +0100  <sip:eve@example.test>  received");
  add (self, TRUE, "failed", "Grüße, \"会議\" \\ <b>&amp;</b>\t\xe2\x80\xa8next");
}

static void
test_text (CsTestChat    *self,
           gconstpointer  data)
{
  g_autofree char *text = NULL;

  add_odd (self);
  text = export_and_read (self, CS_EXPORT_TEXT, "\n2026");
  g_assert_cmpstr (text, ==,
                   "\n2026-11-21 20:23:20 +0100  <sip:bob@example.test>  received\n"
                   "    two\n"
                   "    lines\n"
                   "    2026-11-21 20:03:20 +0100  <sip:eve@example.test>  received\n"
                   "\n2026-11-21 20:23:20 +0100  <>  failed: 404 Not \"Found\"\n"
                   "    Grüße, \"会議\" \\ <b>&amp;</b>\t‹U+2028›next\n");
}

static void
test_json (CsTestChat    *self,
           gconstpointer  data)
{
  g_autofree char *text = NULL;

  add_odd (self);
  text = export_and_read (self, CS_EXPORT_JSON, "\"messages\"");
  g_assert_cmpstr (text, ==,
                   "\"messages\":[\n"
                   "{\"time\":\"2026-11-21T20:23:20.123456+01\",\"from\":\"sip:bob@example.test\",\"to\":null,\"id\":\"one\","
                   "\"state\":\"received\",\"text\":\"two\\nlines\\r\\n2026-11-21 20:03:20 +0100  <sip:eve@example.test>  received\"},\n"
                   "{\"time\":\"2026-11-21T20:23:20.123456+01\",\"from\":null,\"to\":\"sip:bob@example.test\",\"id\":\"failed\","
                   "\"state\":\"failed\",\"reason\":\"404 Not \\\"Found\\\"\",\"text\":\"Grüße, \\\"会議\\\" \\\\ <b>&amp;</b>\\t\xe2\x80\xa8next\"}\n"
                   "]}\n");
}

static void
test_pages (CsTestChat    *self,
            gconstpointer  data)
{
  g_autofree char *text = NULL;
  guint n = 0;

  for (guint i = 0; i < PAGES; i++) {
    g_autofree char *id = g_strdup_printf ("number %u", i);

    add (self, FALSE, id, id);
  }
  text = export_and_read (self, CS_EXPORT_TEXT, "\n2026");
  for (const char *p = strstr (text, "    number"); p; p = strstr (p + 1, "    number")) {
    g_autofree char *line = g_strdup_printf ("    number %u\n", n++);

    g_assert_true (g_str_has_prefix (p, line));
  }
  g_assert_cmpuint (n, ==, PAGES);
}

static void
test_empty (CsTestChat    *self,
            gconstpointer  data)
{
  g_autofree char *text = export_and_read (self, CS_EXPORT_JSON, "\"messages\"");

  g_assert_cmpstr (text, ==, "\"messages\":[\n]}\n");
}

static void
test_fails (CsTestChat    *self,
            gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  add_odd (self);
  g_assert_false (export (self, "/nonexistent/folder/file", CS_EXPORT_TEXT, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (export (self, "/dev/full", CS_EXPORT_TEXT, &error));
  g_assert_nonnull (error);
}

int
main (int    argc,
      char **argv)
{
  g_setenv ("TZ", "Europe/Berlin", TRUE);
  g_test_init (&argc, &argv, NULL);

  cs_test_chat_add ("/export/writes-text", test_text);
  cs_test_chat_add ("/export/writes-json", test_json);
  cs_test_chat_add ("/export/writes-page-by-page", test_pages);
  cs_test_chat_add ("/export/writes-an-empty-conversation", test_empty);
  cs_test_chat_add ("/export/says-why-it-fails", test_fails);

  return g_test_run ();
}
