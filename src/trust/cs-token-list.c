/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-token-list.h"

#include <gnutls/pkcs11.h>

#include "cs-pkcs11.h"

/* More than a person wants to choose from. */
#define MAX_TOKENS  64
#define MAX_ENTRIES 200

/**
 * cs_token_entry_free:
 * @entry: (transfer full): an entry
 *
 * Frees an entry.
 */
void
cs_token_entry_free (CsTokenEntry *entry)
{
  g_clear_pointer (&entry->source, cs_client_source_unref);
  g_clear_object (&entry->certificate);
  g_free (entry->token);
  g_free (entry);
}

static CsClientSource *
read_source (gnutls_pkcs11_obj_t object)
{
  CsClientSource *source;
  char *uri = NULL;

  if (gnutls_pkcs11_obj_export_url (object, GNUTLS_PKCS11_URL_GENERIC, &uri) < 0)
    return NULL;

  source = cs_client_source_new_token (uri, NULL);
  gnutls_free (uri);

  return source;
}

/* An authority's certificate is there to vouch for the others. */
static void
add_object (GPtrArray           *entries,
            gnutls_pkcs11_obj_t  object,
            const char          *token)
{
  g_autoptr (CsCertificate) certificate = cs_pkcs11_read_certificate (object);
  g_autoptr (CsClientSource) source = read_source (object);
  CsTokenEntry *entry;

  if (!certificate || !source || cs_certificate_is_authority (certificate) || entries->len == MAX_ENTRIES)
    return;

  entry = g_new0 (CsTokenEntry, 1);
  entry->source = g_steal_pointer (&source);
  entry->certificate = g_steal_pointer (&certificate);
  entry->token = g_strdup (token);
  g_ptr_array_add (entries, entry);
}

static void
add_token (GPtrArray  *entries,
           const char *uri)
{
  gnutls_pkcs11_obj_t *objects = NULL;
  guint n_objects = 0;
  guint flags = 0;
  char label[64] = "";
  size_t size = sizeof label;

  /* The system's authorities look like a token, too. */
  if (gnutls_pkcs11_token_get_flags (uri, &flags) < 0 || (flags & GNUTLS_PKCS11_TOKEN_TRUSTED))
    return;

  if (gnutls_pkcs11_token_get_info (uri, GNUTLS_PKCS11_TOKEN_LABEL, label, &size) < 0)
    label[0] = '\0';
  if (gnutls_pkcs11_obj_list_import_url4 (&objects, &n_objects, uri, GNUTLS_PKCS11_OBJ_FLAG_CRT) < 0)
    return;

  for (guint i = 0; i < n_objects; i++) {
    add_object (entries, objects[i], label);
    gnutls_pkcs11_obj_deinit (objects[i]);
  }
  gnutls_free (objects);
}

/**
 * cs_token_list_load:
 *
 * Looks for certificates on every token that p11-kit knows. No PIN is used. Takes a while: not for the main thread.
 *
 * Returns: (transfer full) (element-type CsTokenEntry): what was found, perhaps nothing
 */
GPtrArray *
cs_token_list_load (void)
{
  GPtrArray *entries = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_token_entry_free);

  if (!cs_pkcs11_enter ())
    return entries;

  cs_pkcs11_open ();
  for (guint i = 0; i < MAX_TOKENS; i++) {
    char *uri = NULL;

    if (gnutls_pkcs11_token_get_url (i, GNUTLS_PKCS11_URL_GENERIC, &uri) < 0)
      break;
    add_token (entries, uri);
    gnutls_free (uri);
  }
  cs_pkcs11_close ();
  cs_pkcs11_leave ();

  return entries;
}

static void
list_thread (GTask        *task,
             gpointer      source,
             gpointer      data,
             GCancellable *cancellable)
{
  g_task_return_pointer (task, cs_token_list_load (), (GDestroyNotify) g_ptr_array_unref);
}

/**
 * cs_token_list_async:
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Does what [func@token_list_load] does, in a thread of its own.
 */
void
cs_token_list_async (GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, cs_token_list_async);
  g_task_run_in_thread (task, list_thread);
}

/**
 * cs_token_list_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Finishes [func@token_list_async].
 *
 * Returns: (transfer full) (element-type CsTokenEntry): what was found; %NULL only when cancelled
 */
GPtrArray *
cs_token_list_finish (GAsyncResult  *result,
                      GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
