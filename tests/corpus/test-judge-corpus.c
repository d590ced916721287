/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The runner of the corpora, on a small corpus of our own. Its argument is the program. */

#include <string.h>
#include <sys/wait.h>

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "cs-test-authority.h"

static const char *program;

typedef struct {
  JsonBuilder *builder;
  CsTestCertificate *root;
  CsTestCertificate *leaf;
  char *folder;
  char *file;
  char *not_judged;
  char *printed;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr (GError) error = NULL;

  fixture->builder = json_builder_new ();
  fixture->root = cs_test_authority_new_root ("Example Corp Root CA");
  fixture->leaf = cs_test_authority_new_leaf (fixture->root, "example.test");
  fixture->folder = g_dir_make_tmp ("countersign-corpus-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->file = g_build_filename (fixture->folder, "tiny-limbo.json", NULL);
  fixture->not_judged = g_build_filename (fixture->folder, "not-judged.json", NULL);
  json_builder_begin_object (fixture->builder);
  json_builder_set_member_name (fixture->builder, "testcases");
  json_builder_begin_array (fixture->builder);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_unref (fixture->builder);
  cs_test_certificate_free (fixture->root);
  cs_test_certificate_free (fixture->leaf);
  g_unlink (fixture->file);
  g_unlink (fixture->not_judged);
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->file);
  g_free (fixture->not_judged);
  g_free (fixture->printed);
}

static void
add_strings (JsonBuilder *builder,
             const char  *member,
             const char  *string)
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  if (string)
    json_builder_add_string_value (builder, string);
  json_builder_end_array (builder);
}

static void
add_case (Fixture    *fixture,
          const char *id,
          const char *peer,
          const char *name,
          const char *expected)
{
  JsonBuilder *builder = fixture->builder;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "id");
  json_builder_add_string_value (builder, id);
  json_builder_set_member_name (builder, "peer_certificate");
  json_builder_add_string_value (builder, peer);
  add_strings (builder, "trusted_certs", fixture->root->pem);
  add_strings (builder, "untrusted_intermediates", NULL);
  json_builder_set_member_name (builder, "validation_time");
  json_builder_add_null_value (builder);
  json_builder_set_member_name (builder, "expected_peer_name");
  if (name) {
    json_builder_begin_object (builder);
    json_builder_set_member_name (builder, "kind");
    json_builder_add_string_value (builder, "DNS");
    json_builder_set_member_name (builder, "value");
    json_builder_add_string_value (builder, name);
    json_builder_end_object (builder);
  } else {
    json_builder_add_null_value (builder);
  }
  json_builder_set_member_name (builder, "expected_result");
  json_builder_add_string_value (builder, expected);
  json_builder_end_object (builder);
}

static void
save (Fixture *fixture)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GError) error = NULL;

  json_builder_end_array (fixture->builder);
  json_builder_end_object (fixture->builder);
  root = json_builder_get_root (fixture->builder);
  json_generator_set_root (generator, root);
  json_generator_to_file (generator, fixture->file, &error);
  g_assert_no_error (error);
}

/* Runs the program; returns its exit status. */
static int
run (Fixture *fixture,
     gboolean with_not_judged)
{
  const char *arguments[] = { program, fixture->file, NULL, NULL, NULL };
  g_autoptr (GError) error = NULL;
  int status;

  if (with_not_judged) {
    arguments[2] = "--not-judged";
    arguments[3] = fixture->not_judged;
  }
  g_clear_pointer (&fixture->printed, g_free);
  g_spawn_sync (NULL, (char **) arguments, NULL, G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, &fixture->printed, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (WIFEXITED (status));

  return WEXITSTATUS (status);
}

#define assert_prints(fixture, text) g_assert_nonnull (strstr ((fixture)->printed, text))

static void
test_agrees (Fixture       *fixture,
             gconstpointer  data)
{
  add_case (fixture, "good::name", fixture->leaf->pem, "example.test", "SUCCESS");
  add_case (fixture, "good::path", fixture->leaf->pem, NULL, "SUCCESS");
  add_case (fixture, "bad::name", fixture->leaf->pem, "other.test", "FAILURE");
  add_case (fixture, "bad::noise", "noise", "example.test", "FAILURE");
  save (fixture);

  g_assert_cmpint (run (fixture, FALSE), ==, 0);
  assert_prints (fixture, "refused 2 of 2, accepted 2 of 2; not judged 0");
}

static void
test_prints_differences (Fixture       *fixture,
                         gconstpointer  data)
{
  add_case (fixture, "good::name", fixture->leaf->pem, "other.test", "SUCCESS");
  add_case (fixture, "bad::path", fixture->leaf->pem, NULL, "FAILURE");
  save (fixture);

  g_assert_cmpint (run (fixture, FALSE), ==, 1);
  assert_prints (fixture, "DIFFERENT good::name: expected SUCCESS, refused name-mismatch\n");
  assert_prints (fixture, "DIFFERENT bad::path: expected FAILURE, accepted\n");
  assert_prints (fixture, "refused 0 of 1, accepted 0 of 1");
}

static void
test_leaves_out_what_does_not_count (Fixture       *fixture,
                                     gconstpointer  data)
{
  add_case (fixture, "good::name", fixture->leaf->pem, "other.test", "SUCCESS");
  add_case (fixture, "good::path", fixture->leaf->pem, NULL, "SUCCESS");
  save (fixture);
  g_assert_true (g_file_set_contents (fixture->not_judged, "{\"tiny\":{\"ignore\":[\"::name$\"]},\"other\":{\"ignore\":[\".\"]}}", -1, NULL));

  g_assert_cmpint (run (fixture, TRUE), ==, 0);
  assert_prints (fixture, "refused 0 of 0, accepted 1 of 1; not judged 1 (1 differ)");
}

static void
test_says_what_it_cannot_do (Fixture       *fixture,
                             gconstpointer  data)
{
  add_case (fixture, "odd::result", fixture->leaf->pem, NULL, "PERHAPS");
  add_case (fixture, "odd::name", fixture->leaf->pem, "no name", "FAILURE");
  save (fixture);

  g_assert_cmpint (run (fixture, FALSE), ==, 1);
  assert_prints (fixture, "unanswered 2");
  g_assert_true (g_file_set_contents (fixture->file, "[]", -1, NULL));
  g_assert_cmpint (run (fixture, FALSE), ==, 2);
  g_assert_true (g_file_set_contents (fixture->file, "noise", -1, NULL));
  g_assert_cmpint (run (fixture, FALSE), ==, 2);
}

#define ADD(path, test) g_test_add ("/judge-corpus/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  program = argv[1];

  ADD ("agrees", test_agrees);
  ADD ("prints-differences", test_prints_differences);
  ADD ("leaves-out-what-does-not-count", test_leaves_out_what_does_not_count);
  ADD ("says-what-it-cannot-do", test_says_what_it_cannot_do);

  return g_test_run ();
}
