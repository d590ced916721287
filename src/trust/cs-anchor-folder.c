/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-anchor-folder.h"

#include <errno.h>
#include <string.h>

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "cs-certificate-file.h"

/* Everything here reads and writes the disk: it belongs in a worker thread. */

#define GROUP "anchor"
#define MAX_INI (64 * 1024)

/* Where imported authorities go that are not as they were written. */
#define SET_ASIDE "set-aside"
#define MAX_NAMESAKES 100

static void
add_bad_file (GPtrArray  *bad_files,
              const char *path)
{
  g_ptr_array_add (bad_files, g_file_new_for_path (path));
}

/* Never more than a limit into memory, whatever the size of the file. */
static GBytes *
load_file (const char *path,
           gsize       limit)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, NULL);
  g_autofree guint8 *buffer = NULL;
  gsize length;

  if (!stream)
    return NULL;

  buffer = g_malloc (limit + 1);
  if (!g_input_stream_read_all (G_INPUT_STREAM (stream), buffer, limit + 1, &length, NULL, NULL) || length > limit)
    return NULL;

  return g_bytes_new (buffer, length);
}

static gboolean
are_authorities (GPtrArray *certificates)
{
  for (guint i = 0; i < certificates->len; i++) {
    if (!cs_certificate_is_authority (g_ptr_array_index (certificates, i)))
      return FALSE;
  }

  return TRUE;
}

static GPtrArray *
load_certificates (const char *path)
{
  g_autoptr (GBytes) contents = load_file (path, CS_CERTIFICATE_FILE_MAX);
  g_autoptr (GPtrArray) certificates = contents ? cs_certificate_file_parse (contents, NULL) : NULL;

  return certificates && are_authorities (certificates) ? g_steal_pointer (&certificates) : NULL;
}

static int
compare_names (gconstpointer a,
               gconstpointer b)
{
  return strcmp (*(const char * const *) a, *(const char * const *) b);
}

/* The names in a folder, sorted; none where there is no folder. */
static GPtrArray *
list_folder (const char *folder,
             GPtrArray  *bad_files)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, &error);
  const char *name;

  if (!dir) {
    if (!g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
      add_bad_file (bad_files, folder);
    return names;
  }

  while ((name = g_dir_read_name (dir)))
    g_ptr_array_add (names, g_strdup (name));
  g_ptr_array_sort (names, compare_names);

  return names;
}

/*
 * cs_anchor_folder_load_administrator:
 * @folder: the administrator's folder
 * @anchors: (element-type CsAnchor): gets what is in it
 * @bad_files: (element-type GFile): gets the files that are not trusted
 *
 * Reads every file: certificates of authorities in PEM or DER, bundles too, and nothing else. A file in which anything is wrong gives no anchor at all.
 */
void
cs_anchor_folder_load_administrator (const char *folder,
                                     GPtrArray  *anchors,
                                     GPtrArray  *bad_files)
{
  g_autoptr (GPtrArray) names = list_folder (folder, bad_files);

  for (guint i = 0; i < names->len; i++) {
    const char *name = g_ptr_array_index (names, i);
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autoptr (GPtrArray) certificates = NULL;

    if (name[0] == '.' || !g_file_test (path, G_FILE_TEST_IS_REGULAR))
      continue;

    certificates = load_certificates (path);
    if (!certificates)
      add_bad_file (bad_files, path);
    for (guint j = 0; certificates && j < certificates->len; j++)
      g_ptr_array_add (anchors, cs_anchor_new (g_ptr_array_index (certificates, j), CS_ANCHOR_ADMINISTRATOR, NULL, 0));
  }
}

static gboolean
are_domains (char **domains)
{
  for (guint i = 0; domains[i]; i++) {
    g_autoptr (CsHost) host = cs_host_parse (domains[i], NULL);

    if (!host)
      return FALSE;
  }

  return domains[0] != NULL;
}

/* A file that doesn't say clearly whom the authority may vouch for gives no anchor. */
static CsAnchor *
load_scope (const char    *path,
            CsCertificate *certificate)
{
  g_autoptr (GBytes) contents = load_file (path, MAX_INI);
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_auto (GStrv) domains = NULL;
  g_autoptr (GError) error = NULL;
  gboolean any;
  gint64 added;

  if (!contents || !g_key_file_load_from_bytes (file, contents, G_KEY_FILE_NONE, NULL))
    return NULL;

  any = g_key_file_get_boolean (file, GROUP, "any", NULL);
  domains = g_key_file_get_string_list (file, GROUP, "domains", NULL, NULL);
  added = g_key_file_get_int64 (file, GROUP, "added", &error);
  if (error || any == (domains != NULL) || (domains && !are_domains (domains)))
    return NULL;

  return cs_anchor_new (certificate, CS_ANCHOR_IMPORTED, (const char * const *) domains, added);
}

static CsAnchor *
load_pair (const char *folder,
           const char *id)
{
  g_autofree char *base = g_build_filename (folder, id, NULL);
  g_autofree char *pem = g_strconcat (base, ".pem", NULL);
  g_autofree char *ini = g_strconcat (base, ".ini", NULL);
  g_autoptr (GPtrArray) certificates = load_certificates (pem);
  CsCertificate *certificate;

  if (!certificates || certificates->len != 1)
    return NULL;
  certificate = g_ptr_array_index (certificates, 0);
  if (strcmp (cs_certificate_get_sha256 (certificate), id) != 0)
    return NULL;

  return load_scope (ini, certificate);
}

static gboolean
contains (GPtrArray  *names,
          const char *name)
{
  return g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL);
}

/* A free name for a file among those set aside. */
static char *
find_place (const char *folder,
            const char *name)
{
  for (guint i = 0; i < MAX_NAMESAKES; i++) {
    g_autofree char *suffix = i > 0 ? g_strdup_printf (".%u", i) : g_strdup ("");
    g_autofree char *numbered = g_strconcat (name, suffix, NULL);
    g_autofree char *path = g_build_filename (folder, SET_ASIDE, numbered, NULL);

    if (!g_file_test (path, G_FILE_TEST_EXISTS | G_FILE_TEST_IS_SYMLINK))
      return g_steal_pointer (&path);
  }

  return NULL;
}

/* Whether a file is out of the way, where nothing is written over it. One that cannot be read may be sound, and stays. */
static gboolean
set_aside (const char *folder,
           const char *name)
{
  g_autofree char *aside = g_build_filename (folder, SET_ASIDE, NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *place = NULL;

  if (g_access (path, R_OK) < 0 || g_mkdir_with_parents (aside, 0700) < 0)
    return FALSE;
  place = find_place (folder, name);

  return place && g_rename (path, place) == 0;
}

static void
set_pair_aside (const char *folder,
                const char *id,
                GPtrArray  *bad_files)
{
  g_autofree char *pem = g_strconcat (id, ".pem", NULL);
  g_autofree char *ini = g_strconcat (id, ".ini", NULL);

  if (set_aside (folder, pem)) {
    set_aside (folder, ini);
  } else {
    g_autofree char *path = g_build_filename (folder, pem, NULL);

    add_bad_file (bad_files, path);
  }
}

/* What was set aside is reported until somebody takes it away; its scope belongs to it. */
static void
report_set_aside (const char *folder,
                  GPtrArray  *bad_files)
{
  g_autofree char *aside = g_build_filename (folder, SET_ASIDE, NULL);
  g_autoptr (GPtrArray) names = NULL;

  if (!g_file_test (aside, G_FILE_TEST_IS_DIR))
    return;

  names = list_folder (aside, bad_files);
  for (guint i = 0; i < names->len; i++) {
    const char *name = g_ptr_array_index (names, i);
    g_autofree char *path = g_build_filename (aside, name, NULL);

    if (!strstr (name, ".ini"))
      add_bad_file (bad_files, path);
  }
}

/*
 * cs_anchor_folder_load_imported:
 * @folder: the folder of the imported authorities
 * @anchors: (element-type CsAnchor): gets what is in it
 * @bad_files: (element-type GFile): gets the files that are not trusted
 *
 * Reads the pairs that cs_anchor_folder_save() has written. One that has been changed, or is not whole, gives no anchor: it is moved to the
 * folder "set-aside" in @folder, never deleted, and reported from there from then on. Any other file is reported where it is.
 */
void
cs_anchor_folder_load_imported (const char *folder,
                                GPtrArray  *anchors,
                                GPtrArray  *bad_files)
{
  g_autoptr (GPtrArray) names = list_folder (folder, bad_files);

  for (guint i = 0; i < names->len; i++) {
    const char *name = g_ptr_array_index (names, i);
    g_autofree char *path = g_build_filename (folder, name, NULL);
    g_autofree char *id = g_strndup (name, strlen (name) > 4 ? strlen (name) - 4 : 0);
    g_autofree char *pem = g_strconcat (id, ".pem", NULL);
    CsAnchor *anchor;

    /* The first half of what is being written just now looks like this, too. */
    if (g_str_has_suffix (name, ".ini") ? !contains (names, pem) : !g_str_has_suffix (name, ".pem") && strcmp (name, SET_ASIDE) != 0)
      add_bad_file (bad_files, path);
    if (!g_str_has_suffix (name, ".pem"))
      continue;

    anchor = load_pair (folder, id);
    if (anchor)
      g_ptr_array_add (anchors, anchor);
    else
      set_pair_aside (folder, id, bad_files);
  }
  report_set_aside (folder, bad_files);
}

static char *
scope_to_ini (CsAnchor *anchor)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  const char * const *domains = cs_anchor_get_domains (anchor);

  if (domains)
    g_key_file_set_string_list (file, GROUP, "domains", domains, g_strv_length ((GStrv) domains));
  else
    g_key_file_set_boolean (file, GROUP, "any", TRUE);
  g_key_file_set_int64 (file, GROUP, "added", cs_anchor_get_added (anchor));

  return g_key_file_to_data (file, NULL, NULL);
}

static gboolean
write_file (const char  *path,
            const char  *text,
            GError     **error)
{
  return g_file_set_contents_full (path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

static char *
dup_path (const char *folder,
          CsAnchor   *anchor,
          const char *suffix)
{
  g_autofree char *name = g_strconcat (cs_certificate_get_sha256 (cs_anchor_get_certificate (anchor)), suffix, NULL);

  return g_build_filename (folder, name, NULL);
}

/*
 * cs_anchor_folder_save:
 * @folder: the folder of the imported authorities; made if it is not there
 * @anchor: what to keep
 * @error: return location for an error
 *
 * Writes the scope first and then the certificate: what is cut short by a crash is never trusted.
 *
 * Returns: whether it is on the disk
 */
gboolean
cs_anchor_folder_save (const char  *folder,
                       CsAnchor    *anchor,
                       GError     **error)
{
  g_autofree char *pem_path = dup_path (folder, anchor, ".pem");
  g_autofree char *ini_path = dup_path (folder, anchor, ".ini");
  g_autofree char *pem = cs_certificate_to_pem (cs_anchor_get_certificate (anchor));
  g_autofree char *ini = scope_to_ini (anchor);

  if (g_mkdir_with_parents (folder, 0700) < 0) {
    int saved = errno;

    g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (saved), g_strerror (saved));
    return FALSE;
  }

  return write_file (ini_path, ini, error) && write_file (pem_path, pem, error);
}

/*
 * cs_anchor_folder_delete:
 * @folder: the folder of the imported authorities
 * @anchor: what to delete
 * @error: return location for an error
 *
 * Returns: whether it is gone; it may have been before
 */
gboolean
cs_anchor_folder_delete (const char  *folder,
                         CsAnchor    *anchor,
                         GError     **error)
{
  static const char * const suffixes[] = { ".pem", ".ini" };

  for (guint i = 0; i < G_N_ELEMENTS (suffixes); i++) {
    g_autofree char *path = dup_path (folder, anchor, suffixes[i]);

    if (g_unlink (path) < 0 && errno != ENOENT) {
      int saved = errno;

      g_set_error_literal (error, G_IO_ERROR, g_io_error_from_errno (saved), g_strerror (saved));
      return FALSE;
    }
  }

  return TRUE;
}
