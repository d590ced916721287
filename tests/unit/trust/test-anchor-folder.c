/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "trust/cs-anchor-folder.h"

#include <string.h>
#include <sys/stat.h>

#include <glib/gstdio.h>

#include "cs-test-authority.h"

typedef struct {
  char *folder;
  GPtrArray *anchors;
  GPtrArray *bad_files;
  CsTestCertificate *root;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("countersign-XXXXXX", NULL);
  fixture->anchors = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->bad_files = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->root = cs_test_authority_new_root ("Root");
}

static void
empty_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir))) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    g_assert_cmpint (g_remove (path), ==, 0);
  }
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *aside = g_build_filename (fixture->folder, "set-aside", NULL);

  empty_folder (aside);
  empty_folder (fixture->folder);
  g_assert_cmpint (g_rmdir (fixture->folder), ==, 0);
  g_free (fixture->folder);
  g_ptr_array_unref (fixture->anchors);
  g_ptr_array_unref (fixture->bad_files);
  cs_test_certificate_free (fixture->root);
}

static void
write_text (Fixture    *fixture,
            const char *name,
            const char *text)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
load_imported (Fixture *fixture)
{
  g_ptr_array_set_size (fixture->anchors, 0);
  g_ptr_array_set_size (fixture->bad_files, 0);
  cs_anchor_folder_load_imported (fixture->folder, fixture->anchors, fixture->bad_files);
}

static void
test_reads_what_it_wrote (Fixture       *fixture,
                          gconstpointer  data)
{
  const char * const *scopes[] = { CS_TEST_NAMES ("example.test", "b\xc3\xbc" "cher.test"), NULL };

  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++) {
    g_autoptr (CsAnchor) anchor = cs_anchor_new (fixture->root->certificate, CS_ANCHOR_IMPORTED, scopes[i], 1700000000);
    g_autofree char *name = g_strconcat (cs_certificate_get_sha256 (fixture->root->certificate), ".pem", NULL);
    g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
    g_autoptr (GError) error = NULL;
    struct stat info;
    CsAnchor *read;

    g_assert_true (cs_anchor_folder_save (fixture->folder, anchor, &error));
    g_assert_no_error (error);
    g_assert_cmpint (stat (path, &info), ==, 0);
    g_assert_cmpint (info.st_mode & 0777, ==, 0600);

    load_imported (fixture);
    g_assert_cmpuint (fixture->bad_files->len, ==, 0);
    g_assert_cmpuint (fixture->anchors->len, ==, 1);
    read = g_ptr_array_index (fixture->anchors, 0);
    g_assert_true (cs_certificate_equal (cs_anchor_get_certificate (read), fixture->root->certificate));
    g_assert_cmpint (cs_anchor_get_source (read), ==, CS_ANCHOR_IMPORTED);
    g_assert_cmpint (cs_anchor_get_added (read), ==, 1700000000);
    if (scopes[i])
      g_assert_cmpstrv (cs_anchor_get_domains (read), scopes[i]);
    else
      g_assert_null (cs_anchor_get_domains (read));

    g_assert_true (cs_anchor_folder_delete (fixture->folder, anchor, &error));
    load_imported (fixture);
    g_assert_cmpuint (fixture->anchors->len, ==, 0);
    g_assert_cmpuint (fixture->bad_files->len, ==, 0);
  }
}

static void
test_trusts_no_pair_that_is_not_whole (Fixture       *fixture,
                                       gconstpointer  data)
{
  g_autoptr (CsTestCertificate) other = cs_test_authority_new_root ("Other");
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (fixture->root, "example.test");
  g_autofree char *two = g_strconcat (fixture->root->pem, other->pem, NULL);
  const char *good = "[anchor]\ndomains=example.test\nadded=1\n";
  const struct {
    const char *description;
    CsTestCertificate *named;
    const char *pem;
    const char *ini;
    guint anchors;
  } cases[] = {
    { "good", fixture->root, fixture->root->pem, good, 1 },
    { "another certificate", fixture->root, other->pem, good, 0 },
    { "two certificates", fixture->root, two, good, 0 },
    { "no authority", leaf, leaf->pem, good, 0 },
    { "noise", fixture->root, "noise", good, 0 },
    { "empty", fixture->root, "", good, 0 },
    { "no scope", fixture->root, fixture->root->pem, NULL, 0 },
    { "empty scope", fixture->root, fixture->root->pem, "", 0 },
    { "noise for a scope", fixture->root, fixture->root->pem, "\xff\xfe", 0 },
    { "neither any nor some", fixture->root, fixture->root->pem, "[anchor]\nadded=1\n", 0 },
    { "any and some", fixture->root, fixture->root->pem, "[anchor]\nany=true\ndomains=example.test\nadded=1\n", 0 },
    { "no domain", fixture->root, fixture->root->pem, "[anchor]\ndomains=\nadded=1\n", 0 },
    { "bad domain", fixture->root, fixture->root->pem, "[anchor]\ndomains=example.test;exa mple\nadded=1\n", 0 },
    { "bad date", fixture->root, fixture->root->pem, "[anchor]\ndomains=example.test\nadded=x\n", 0 },
    { "any", fixture->root, fixture->root->pem, "[anchor]\nany=true\nadded=1\n", 1 },
    { "scope alone", fixture->root, NULL, good, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const char *id = cs_certificate_get_sha256 (cases[i].named->certificate);
    g_autofree char *pem_name = g_strconcat (id, ".pem", NULL);
    g_autofree char *ini_name = g_strconcat (id, ".ini", NULL);
    g_autofree char *pem_path = g_build_filename (fixture->folder, pem_name, NULL);
    g_autofree char *ini_path = g_build_filename (fixture->folder, ini_name, NULL);
    g_autofree char *aside = g_build_filename (fixture->folder, "set-aside", pem_name, NULL);
    g_autofree char *aside_ini = g_build_filename (fixture->folder, "set-aside", ini_name, NULL);

    if (cases[i].pem)
      write_text (fixture, pem_name, cases[i].pem);
    if (cases[i].ini)
      write_text (fixture, ini_name, cases[i].ini);

    load_imported (fixture);
    g_test_message ("%s", cases[i].description);
    g_assert_cmpuint (fixture->anchors->len, ==, cases[i].anchors);
    g_assert_cmpuint (fixture->bad_files->len, ==, 1 - cases[i].anchors);
    /* It is never deleted, and still reported the next time. */
    g_assert_cmpint (g_file_test (cases[i].anchors ? pem_path : aside, G_FILE_TEST_EXISTS), ==, cases[i].pem != NULL);
    load_imported (fixture);
    g_assert_cmpuint (fixture->bad_files->len, ==, 1 - cases[i].anchors);
    g_remove (pem_path);
    g_remove (ini_path);
    g_remove (aside);
    g_remove (aside_ini);
  }
}

/* What was set aside before stays, too; and what is imported anew is not in the way of it. */
static void
test_sets_aside_without_writing_over (Fixture       *fixture,
                                      gconstpointer  data)
{
  g_autoptr (CsAnchor) anchor = cs_anchor_new (fixture->root->certificate, CS_ANCHOR_IMPORTED, NULL, 1);
  g_autofree char *name = g_strconcat (cs_certificate_get_sha256 (fixture->root->certificate), ".pem", NULL);
  g_autofree char *first = g_build_filename (fixture->folder, "set-aside", name, NULL);
  g_autofree char *second = g_strconcat (first, ".1", NULL);
  g_autofree char *text = NULL;

  write_text (fixture, name, "one");
  load_imported (fixture);
  write_text (fixture, name, "two");
  load_imported (fixture);
  g_assert_cmpuint (fixture->bad_files->len, ==, 2);
  g_assert_true (cs_anchor_folder_save (fixture->folder, anchor, NULL));
  load_imported (fixture);
  g_assert_cmpuint (fixture->anchors->len, ==, 1);
  g_assert_cmpuint (fixture->bad_files->len, ==, 2);

  g_assert_true (g_file_get_contents (first, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "one");
  g_clear_pointer (&text, g_free);
  g_assert_true (g_file_get_contents (second, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "two");
}

static void
test_reports_foreign_files (Fixture       *fixture,
                            gconstpointer  data)
{
  write_text (fixture, "root.crt", fixture->root->pem);
  load_imported (fixture);
  g_assert_cmpuint (fixture->anchors->len, ==, 0);
  g_assert_cmpuint (fixture->bad_files->len, ==, 1);
}

static void
test_reads_the_administrators_files (Fixture       *fixture,
                                     gconstpointer  data)
{
  g_autoptr (CsTestCertificate) other = cs_test_authority_new_root ("Other");
  g_autoptr (CsTestCertificate) leaf = cs_test_authority_new_leaf (fixture->root, "example.test");
  g_autofree char *both = g_strconcat (fixture->root->pem, other->pem, NULL);
  g_autofree char *mixed = g_strconcat (fixture->root->pem, leaf->pem, NULL);
  g_autofree char *der_path = g_build_filename (fixture->folder, "c.der", NULL);
  g_autofree char *noise = g_strnfill (2 * 1024 * 1024, 'x');

  write_text (fixture, "a.pem", both);
  write_text (fixture, "b.crt", mixed);
  g_assert_true (g_file_set_contents (der_path, g_bytes_get_data (other->der, NULL), g_bytes_get_size (other->der), NULL));
  write_text (fixture, "d.txt", "notes");
  write_text (fixture, "e.pem", noise);
  write_text (fixture, ".hidden", "notes");

  cs_anchor_folder_load_administrator (fixture->folder, fixture->anchors, fixture->bad_files);
  g_assert_cmpuint (fixture->anchors->len, ==, 3);
  g_assert_cmpint (cs_anchor_get_source (g_ptr_array_index (fixture->anchors, 0)), ==, CS_ANCHOR_ADMINISTRATOR);
  g_assert_null (cs_anchor_get_domains (g_ptr_array_index (fixture->anchors, 0)));
  g_assert_cmpuint (fixture->bad_files->len, ==, 3);
}

static void
test_a_folder_may_be_missing (Fixture       *fixture,
                              gconstpointer  data)
{
  g_autofree char *missing = g_build_filename (fixture->folder, "missing", NULL);

  cs_anchor_folder_load_administrator (missing, fixture->anchors, fixture->bad_files);
  cs_anchor_folder_load_imported (missing, fixture->anchors, fixture->bad_files);
  g_assert_cmpuint (fixture->anchors->len, ==, 0);
  g_assert_cmpuint (fixture->bad_files->len, ==, 0);
}

#define ADD(path, test) g_test_add ("/anchor-folder/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("reads-what-it-wrote", test_reads_what_it_wrote);
  ADD ("trusts-no-pair-that-is-not-whole", test_trusts_no_pair_that_is_not_whole);
  ADD ("sets-aside-without-writing-over", test_sets_aside_without_writing_over);
  ADD ("reports-foreign-files", test_reports_foreign_files);
  ADD ("reads-the-administrators-files", test_reads_the_administrators_files);
  ADD ("a-folder-may-be-missing", test_a_folder_may_be_missing);

  return g_test_run ();
}
