/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-system-anchors.h"

#include <string.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <gnutls/pkcs11.h>
#include <gnutls/x509-ext.h>
#include <gnutls/x509.h>

#include "cs-certificate-file.h"
#include "cs-certificate-private.h"
#include "cs-pkcs11.h"

/* Where distributions keep all their authorities in one file, for a system without p11-kit. */
static const char * const bundles[] = {
  "/etc/ssl/certs/ca-certificates.crt",
  "/etc/pki/tls/certs/ca-bundle.crt",
  "/etc/ssl/ca-bundle.pem",
};

/* More than the file of a user, and less than what would fill the memory. */
#define MAX_BUNDLE (16 * 1024 * 1024)

/* One at a time: GnuTLS opens the modules when they are first asked for. Held in worker threads, and at the very end. */
static GMutex modules_lock;

static gboolean
is_for_servers (const gnutls_datum_t *extension)
{
  gnutls_x509_key_purposes_t purposes;
  gnutls_datum_t oid;
  gboolean found = FALSE;

  if (gnutls_x509_key_purpose_init (&purposes) < 0)
    return FALSE;

  if (gnutls_x509_ext_import_key_purposes (extension, purposes, 0) >= 0) {
    for (guint i = 0; !found && gnutls_x509_key_purpose_get (purposes, i, &oid) >= 0; i++) {
      found = strcmp ((const char *) oid.data, GNUTLS_KP_TLS_WWW_SERVER) == 0 ||
              strcmp ((const char *) oid.data, GNUTLS_KP_ANY) == 0;
    }
  }
  gnutls_x509_key_purpose_deinit (purposes);

  return found;
}

/* p11-kit can attach extensions to an authority, to say what the system trusts it for. Purposes we understand; another limit that
 * we would have to keep makes the authority one that is not trusted. */
static gboolean
is_trusted_for_servers (gnutls_pkcs11_obj_t object)
{
  struct gnutls_x509_ext_st *extensions = NULL;
  guint n_extensions = 0;
  gboolean trusted = TRUE;

  if (gnutls_pkcs11_obj_get_exts (object, &extensions, &n_extensions, 0) < 0)
    return TRUE;

  for (guint i = 0; i < n_extensions; i++) {
    if (strcmp (extensions[i].oid, "2.5.29.37") == 0)
      trusted = trusted && is_for_servers (&extensions[i].data);
    else if (strcmp (extensions[i].oid, "2.5.29.30") == 0)
      trusted = FALSE;
    gnutls_x509_ext_deinit (&extensions[i]);
  }
  gnutls_free (extensions);

  return trusted;
}

static void
load_objects (guint      flags,
              gboolean   anchors,
              GPtrArray *found)
{
  gnutls_pkcs11_obj_t *objects = NULL;
  guint n_objects = 0;

  flags |= GNUTLS_PKCS11_OBJ_FLAG_PRESENT_IN_TRUSTED_MODULE | GNUTLS_PKCS11_OBJ_FLAG_CRT;
  if (gnutls_pkcs11_obj_list_import_url4 (&objects, &n_objects, "pkcs11:", flags) < 0)
    return;

  for (guint i = 0; i < n_objects; i++) {
    g_autoptr (CsCertificate) certificate = cs_pkcs11_read_certificate (objects[i]);

    if (certificate && anchors && is_trusted_for_servers (objects[i]))
      g_ptr_array_add (found, cs_anchor_new (certificate, CS_ANCHOR_SYSTEM, NULL, 0));
    else if (certificate && !anchors)
      g_ptr_array_add (found, g_steal_pointer (&certificate));
    gnutls_pkcs11_obj_deinit (objects[i]);
  }
  gnutls_free (objects);
}

static gboolean
load_bundle (const char *path,
             GPtrArray  *anchors)
{
  g_autofree char *contents = NULL;
  const char *begin;
  gsize length;

  if (!g_file_get_contents (path, &contents, &length, NULL) || length > MAX_BUNDLE)
    return FALSE;

  /* One by one, so that a single bad entry doesn't cost the rest. */
  for (const char *at = contents; (begin = strstr (at, "-----BEGIN CERTIFICATE-----")); at = begin + 1) {
    const char *end = strstr (begin, "-----END CERTIFICATE-----");
    g_autoptr (GBytes) block = NULL;
    g_autoptr (GPtrArray) certificates = NULL;

    if (!end)
      break;
    block = g_bytes_new (begin, end - begin + strlen ("-----END CERTIFICATE-----"));
    certificates = cs_certificate_file_parse (block, NULL);
    if (certificates)
      g_ptr_array_add (anchors, cs_anchor_new (g_ptr_array_index (certificates, 0), CS_ANCHOR_SYSTEM, NULL, 0));
  }

  return anchors->len > 0;
}

/* Of more than a hundred authorities one or two are ever used. */
static void
make_small (GPtrArray *anchors)
{
  for (guint i = 0; i < anchors->len; i++)
    cs_certificate_forget_handle (cs_anchor_get_certificate (g_ptr_array_index (anchors, i)));
}

/*
 * cs_system_anchors_load:
 * @anchors: (element-type CsAnchor): gets the authorities that the system trusts for servers
 * @distrusted: (element-type CsCertificate): gets what the system says must never be trusted
 *
 * Asks p11-kit's trust module or, where it has nothing, reads the distribution's file. Takes some 50 milliseconds, for a worker thread.
 */
void
cs_system_anchors_load (GPtrArray *anchors,
                        GPtrArray *distrusted)
{
  g_mutex_lock (&modules_lock);

  /* The trust module keeps all that it has read for as long as it is open: seven megabytes. GnuTLS counts who uses modules, so
   * this closes them for nobody else. With fewer than all it would count once more by itself when asked for extensions. */
  cs_pkcs11_open ();
  load_objects (GNUTLS_PKCS11_OBJ_FLAG_MARK_CA | GNUTLS_PKCS11_OBJ_FLAG_MARK_TRUSTED, TRUE, anchors);
  load_objects (GNUTLS_PKCS11_OBJ_FLAG_MARK_DISTRUSTED, FALSE, distrusted);
  cs_pkcs11_close ();
  g_mutex_unlock (&modules_lock);

  for (guint i = 0; anchors->len == 0 && i < G_N_ELEMENTS (bundles); i++)
    load_bundle (bundles[i], anchors);

  make_small (anchors);
#ifdef __GLIBC__
  malloc_trim (0);
#endif
}

/*
 * cs_system_anchors_end:
 *
 * Waits for a thread that reads them, and lets none begin any more: modules tidy up when a process exits, and a thread that is
 * still within one would crash. The last thing before the exit.
 */
void
cs_system_anchors_end (void)
{
  g_mutex_lock (&modules_lock);
}
