/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "trust/cs-client-source.h"

#include <string.h>
#include <sys/stat.h>

#include <glib/gstdio.h>

#include "base/cs-error.h"

#include "cs-test-client.h"

#define TOKEN "pkcs11:token=My%20card;object=Alice%20%E2%98%BA;type=cert"

static void
result_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static void
test_is_written_and_read (void)
{
  static const struct {
    const char *uri;
    const char *key_uri;
    const char *title;
  } rows[] = {
    { "file:///home/alice/My%20certificate.p12", NULL, "My certificate.p12" },
    { "file:///home/alice/alice.pem", "file:///home/alice/alice.key", "alice.pem" },
    { TOKEN, NULL, "Alice ☺" },
    { "pkcs11:token=My%20card", NULL, "My card" },
    { "pkcs11:serial=12", NULL, "pkcs11:serial=12" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (CsClientSource) source = cs_client_source_parse (rows[i].uri, rows[i].key_uri, &error);
    g_autoptr (CsClientSource) again = NULL;
    g_autofree char *uri = NULL;
    g_autofree char *key_uri = NULL;
    g_autofree char *title = NULL;

    g_assert_no_error (error);
    uri = cs_client_source_get_uri (source);
    key_uri = cs_client_source_get_key_uri (source);
    title = cs_client_source_get_title (source);
    g_assert_cmpstr (uri, ==, rows[i].uri);
    g_assert_cmpstr (key_uri, ==, rows[i].key_uri);
    g_assert_cmpstr (title, ==, rows[i].title);
    g_assert_true (cs_client_source_is_token (source) == g_str_has_prefix (uri, "pkcs11:"));
    again = cs_client_source_parse (uri, key_uri, NULL);
    g_assert_true (cs_client_source_equal (source, again));
  }
}

static void
test_differs (void)
{
  g_autoptr (CsClientSource) one = cs_client_source_new_file ("/a.pem", NULL);
  g_autoptr (CsClientSource) two = cs_client_source_new_file ("/a.pem", "/a.key");
  g_autoptr (CsClientSource) three = cs_client_source_new_file ("/b.pem", NULL);

  g_assert_true (cs_client_source_equal (NULL, NULL));
  g_assert_true (cs_client_source_equal (one, one));
  g_assert_false (cs_client_source_equal (one, NULL));
  g_assert_false (cs_client_source_equal (NULL, one));
  g_assert_false (cs_client_source_equal (one, two));
  g_assert_false (cs_client_source_equal (one, three));
}

/* No PIN ever gets into the accounts file. */
static void
test_refuses (void)
{
  static const char * const uris[] = {
    "", "alice.p12", "/home/alice.p12", "https://example.test/alice.p12", "file:relative",
    "pkcs11:object=a b", "pkcs11:object=a\n",
    TOKEN "?pin-value=4711", TOKEN "?PIN-Value=4711", TOKEN "?pin-source=file:/home/alice/pin", TOKEN ";pinfile=/home/alice/pin",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (uris); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", uris[i]);
    g_assert_null (cs_client_source_parse (uris[i], NULL, &error));
    g_assert_error (error, CS_ERROR, CS_ERROR_INVALID_TEXT);
  }
}

static char *
write_file (const char *folder,
            const char *name,
            GBytes     *bytes)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  g_assert_true (g_file_set_contents (path, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL));

  return g_steal_pointer (&path);
}

static char *
write_text (const char *folder,
            const char *name,
            const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  return write_file (folder, name, bytes);
}

/* Loads, in a thread, and tells the error. */
static int
load (const char *certificate,
      const char *key,
      const char *passphrase,
      const char *words)
{
  g_autoptr (CsClientSource) source = cs_client_source_new_file (certificate, key);
  g_autoptr (CsSecret) secret = passphrase ? cs_secret_new (passphrase) : NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (CsClientIdentity) identity = NULL;
  g_autoptr (GError) error = NULL;

  cs_client_source_load_async (source, secret, NULL, result_cb, &result);
  while (!result)
    g_main_context_iteration (NULL, TRUE);
  identity = cs_client_source_load_finish (result, &error);
  g_assert_true ((identity == NULL) == (error != NULL));
  if (!error)
    return -1;

  g_test_message ("%s", error->message);
  g_assert_true (error->domain == CS_ERROR);
  if (words)
    g_assert_nonnull (strstr (error->message, words));

  return error->code;
}

static void
test_loads_files (void)
{
  g_autoptr (CsTestCertificate) root = cs_test_authority_new_root ("Root");
  g_autoptr (CsTestCertificate) alice = cs_test_client_new (root, "Alice");
  g_autoptr (GBytes) sealed = cs_test_client_make_pkcs12 (alice, alice, NULL, "open sesame");
  g_autofree char *both = g_strconcat (alice->pem, alice->key_pem, NULL);
  g_autofree char *folder = g_dir_make_tmp ("client-source-XXXXXX", NULL);
  g_autofree char *p12 = write_file (folder, "alice.p12", sealed);
  g_autofree char *pem = write_text (folder, "alice.pem", alice->pem);
  g_autofree char *key = write_text (folder, "alice.key", alice->key_pem);
  g_autofree char *pair = write_text (folder, "both.pem", both);
  g_autofree char *gone = g_build_filename (folder, "gone.p12", NULL);
  g_autofree char *pipe = g_build_filename (folder, "pipe", NULL);
  char *paths[] = { p12, pem, key, pair, pipe, folder };

  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_assert_cmpint (load (p12, NULL, "open sesame", NULL), ==, -1);
  g_assert_cmpint (load (p12, NULL, NULL, NULL), ==, CS_ERROR_PASSPHRASE_WANTED);
  g_assert_cmpint (load (p12, NULL, "open barley", NULL), ==, CS_ERROR_PASSPHRASE_WRONG);
  g_assert_cmpint (load (pem, key, NULL, NULL), ==, -1);
  g_assert_cmpint (load (pair, NULL, NULL, NULL), ==, -1);
  g_assert_cmpint (load (pem, NULL, NULL, NULL), ==, CS_ERROR_NO_KEY);
  g_assert_cmpint (load (gone, NULL, NULL, "gone.p12"), ==, CS_ERROR_NOT_FOUND);
  g_assert_cmpint (load (pem, gone, NULL, "gone.p12"), ==, CS_ERROR_NOT_FOUND);
  g_assert_cmpint (load (pipe, NULL, NULL, "no ordinary file"), ==, CS_ERROR_FAILED);
  g_assert_cmpint (load (folder, NULL, NULL, folder), ==, CS_ERROR_FAILED);

  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    g_assert_cmpint (g_remove (paths[i]), ==, 0);
}

static void
test_reads_no_more_than_it_needs (void)
{
  g_autofree char *folder = g_dir_make_tmp ("client-source-XXXXXX", NULL);
  g_autofree char *text = g_strnfill (1024 * 1024 + 1, 'x');
  g_autofree char *path = write_text (folder, "long.p12", text);

  g_assert_cmpint (load (path, NULL, NULL, "too large"), ==, CS_ERROR_FAILED);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_remove (folder), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/client-source/is-written-and-read", test_is_written_and_read);
  g_test_add_func ("/client-source/differs-by-place-and-key", test_differs);
  g_test_add_func ("/client-source/takes-no-pin-and-nothing-else-strange", test_refuses);
  g_test_add_func ("/client-source/loads-files-and-names-the-one-that-is-lacking", test_loads_files);
  g_test_add_func ("/client-source/reads-no-more-than-it-needs", test_reads_no_more_than_it_needs);

  return g_test_run ();
}
