/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "link/cs-revocation-cache.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utime.h>

#include <glib/gstdio.h>

#include "cs-test-tls.h"
#include "cs-test-wait.h"

#define HOUR 3600

typedef struct {
  char *top;
  char *folder;
} Fixture;

static gint64
now (void)
{
  return g_get_real_time () / G_USEC_PER_SEC;
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  self->top = g_dir_make_tmp ("countersign-XXXXXX", NULL);
  self->folder = g_build_filename (self->top, "revocation", NULL);
}

static guint
count (Fixture  *self,
       gboolean  remove)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;
  guint n = 0;

  while (dir && (name = g_dir_read_name (dir))) {
    g_autofree char *path = g_build_filename (self->folder, name, NULL);

    n++;
    if (remove)
      g_assert_cmpint (g_unlink (path), ==, 0);
  }

  return n;
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  count (self, TRUE);
  g_rmdir (self->folder);
  g_rmdir (self->top);
  g_free (self->folder);
  g_free (self->top);
}

static char *
find (Fixture    *self,
      const char *key)
{
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, key, -1);

  return g_build_filename (self->folder, name, NULL);
}

static gboolean
is_there (Fixture    *self,
          const char *key)
{
  g_autofree char *path = find (self, key);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

static GBytes *
load (Fixture    *self,
      const char *key)
{
  g_autoptr (GAsyncResult) result = NULL;

  cs_revocation_cache_load_async (self->folder, key, NULL, cs_test_tls_result_cb, &result);
  cs_test_wait_for (result);

  return cs_revocation_cache_load_finish (result);
}

static void
save (Fixture    *self,
      const char *key,
      gint64      until)
{
  g_autoptr (GBytes) bytes = g_bytes_new (key, strlen (key));

  cs_revocation_cache_save (self->folder, key, bytes, until);
  cs_test_wait_for (is_there (self, key));
}

/* As it is kept, but of any length, which takes no room. */
static void
put_large (Fixture    *self,
           const char *key,
           gint64      until,
           gsize       size)
{
  g_autofree char *path = find (self, key);
  g_autofree char *head = g_strdup_printf ("countersign-revocation-1 %020" G_GINT64_FORMAT "\n", until);

  g_assert_true (g_file_set_contents (path, head, -1, NULL));
  g_assert_cmpint (truncate (path, size), ==, 0);
}

static void
test_keeps_in_its_time (Fixture       *self,
                        gconstpointer  data)
{
  g_autofree char *path = find (self, "a");
  g_autoptr (GBytes) a = NULL;
  GStatBuf status;

  g_assert_null (load (self, "a"));
  save (self, "a", now () + HOUR);
  a = load (self, "a");
  g_assert_nonnull (a);
  g_assert_cmpmem (g_bytes_get_data (a, NULL), g_bytes_get_size (a), "a", 1);
  g_assert_null (load (self, "b"));
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (self->folder, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0700);

  /* Whatever comes next sweeps what is over. */
  put_large (self, "old", now () - 1, 100);
  g_assert_null (load (self, "old"));
  save (self, "c", now () + HOUR);
  cs_test_wait_for (!is_there (self, "old"));
  g_assert_true (is_there (self, "a"));
}

static void
test_takes_nothing_damaged (Fixture       *self,
                            gconstpointer  data)
{
  static const char * const texts[] = {
    "", "noise", "countersign-revocation-1 ", "countersign-revocation-1 99999999999999999999\nx",
    "countersign-revocation-1 0000000000999999999x\nx", "countersign-revocation-1 00000000009999999999x",
    "countersign-revocation-2 00000000009999999999\nx", "countersign-revocation-1 -0000000009999999999\nx",
  };
  g_autofree char *path = find (self, "a");

  g_assert_cmpint (g_mkdir (self->folder, 0700), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_test_message ("%u", i);
    g_assert_true (g_file_set_contents (path, texts[i], -1, NULL));
    g_assert_null (load (self, "a"));
    cs_revocation_cache_tidy (self->folder);
    cs_test_wait_for (!is_there (self, "a"));
  }
}

static void
test_has_bounds (Fixture       *self,
                 gconstpointer  data)
{
  g_assert_cmpint (g_mkdir (self->folder, 0700), ==, 0);
  put_large (self, "soon", now () + HOUR, CS_REVOCATION_CACHE_MAX_SIZE / 2);
  put_large (self, "later", now () + 2 * HOUR, CS_REVOCATION_CACHE_MAX_SIZE / 2);
  put_large (self, "last", now () + 3 * HOUR, CS_REVOCATION_CACHE_MAX_SIZE / 2);
  cs_revocation_cache_tidy (self->folder);
  cs_test_wait_for (!is_there (self, "soon"));
  g_assert_true (is_there (self, "later"));
  g_assert_true (is_there (self, "last"));

  for (guint i = 0; i < CS_REVOCATION_CACHE_MAX_FILES; i++) {
    g_autofree char *key = g_strdup_printf ("%u", i);

    put_large (self, key, now () + 4 * HOUR, 100);
  }
  cs_revocation_cache_tidy (self->folder);
  cs_test_wait_for (count (self, FALSE) == CS_REVOCATION_CACHE_MAX_FILES);
  g_assert_false (is_there (self, "later") || is_there (self, "last"));
}

static void
test_leaves_others_alone (Fixture       *self,
                          gconstpointer  data)
{
  g_autofree char *half = find (self, "half");
  g_autofree char *young = g_strconcat (half, ".ABC123", NULL);
  g_autofree char *old = g_strconcat (half, ".XYZ789", NULL);
  g_autofree char *foreign = g_build_filename (self->folder, "README", NULL);
  const struct utimbuf long_ago = { 1, 1 };

  g_assert_cmpint (g_mkdir (self->folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (foreign, "mine", -1, NULL));
  g_assert_true (g_file_set_contents (young, "half", -1, NULL));
  g_assert_true (g_file_set_contents (old, "half", -1, NULL));
  g_assert_cmpint (g_utime (old, (struct utimbuf *) &long_ago), ==, 0);
  cs_revocation_cache_tidy (self->folder);
  cs_test_wait_for (!g_file_test (old, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (young, G_FILE_TEST_EXISTS));
  g_assert_true (g_file_test (foreign, G_FILE_TEST_EXISTS));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/revocation-cache/keeps-in-its-time", test_keeps_in_its_time);
  ADD ("/revocation-cache/takes-nothing-damaged", test_takes_nothing_damaged);
  ADD ("/revocation-cache/has-bounds", test_has_bounds);
  ADD ("/revocation-cache/leaves-others-alone", test_leaves_others_alone);
#undef ADD

  return g_test_run ();
}
