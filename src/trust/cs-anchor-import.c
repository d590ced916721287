/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-anchor-store-private.h"

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"
#include "cs-anchor-folder.h"
#include "cs-anchor-inspect.h"

/* The part of a store that is about what a person imports. */

static GError *
forbidden_error (void)
{
  return g_error_new_literal (CS_ERROR, CS_ERROR_NOT_ALLOWED,
                              _("Your organisation does not allow people to import authorities."));
}

/**
 * cs_anchor_store_inspect:
 * @self: a store
 * @file: what a file holds
 * @now: the Unix time
 * @error: return location for an error
 *
 * Finds out whether the first certificate in a file can be imported as an authority. One that is imported already for some domains can be,
 * for more.
 *
 * Fails with %CS_ERROR_NOT_ALLOWED, %CS_ERROR_EMPTY, %CS_ERROR_TOO_LARGE, %CS_ERROR_PRIVATE_KEY, %CS_ERROR_NOT_A_CERTIFICATE, %CS_ERROR_NOT_AN_AUTHORITY,
 * %CS_ERROR_EXPIRED, %CS_ERROR_NOT_YET_VALID, %CS_ERROR_WEAK, %CS_ERROR_FORBIDDEN (the system distrusts it) or %CS_ERROR_EXISTS.
 *
 * Returns: (transfer full) (nullable): the certificate
 */
CsCertificate *
cs_anchor_store_inspect (CsAnchorStore  *self,
                         GBytes         *file,
                         gint64          now,
                         GError        **error)
{
  if (!cs_anchor_store_is_import_allowed (self)) {
    g_propagate_error (error, forbidden_error ());
    return NULL;
  }

  return cs_anchor_inspect (cs_anchor_store_get_anchors (self), file, now, error);
}

static CsAnchor *
make_anchor (CsAnchorStore      *self,
             CsCertificate      *certificate,
             const char * const *domains)
{
  g_autoptr (CsAnchor) old = cs_anchor_store_find_imported (self, certificate);

  if (old)
    return cs_anchor_new_wider (old, domains);

  return cs_anchor_new (certificate, CS_ANCHOR_IMPORTED, domains, g_get_real_time () / G_USEC_PER_SEC);
}

/* A change of what is imported: first on the disk, then in memory. */
typedef struct {
  CsAnchor *anchor;
  gboolean  removed;
} Change;

static void
change_free (Change *change)
{
  g_object_unref (change->anchor);
  g_free (change);
}

static void
change_in_thread (GTask        *task,
                  gpointer      source_object,
                  gpointer      task_data,
                  GCancellable *cancellable)
{
  Change *change = task_data;
  /* It never changes after the store is made. */
  const char *folder = cs_anchor_store_get_imported_folder (source_object);
  GError *error = NULL;

  if (!folder || (change->removed ? cs_anchor_folder_delete (folder, change->anchor, &error)
                                  : cs_anchor_folder_save (folder, change->anchor, &error)))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
changed_on_disk_cb (GObject      *object,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Change *change = g_task_get_task_data (G_TASK (result));
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error)) {
    g_task_return_error (task, error);
    return;
  }

  cs_anchor_store_take_change (CS_ANCHOR_STORE (object), change->anchor, change->removed);
  g_task_return_pointer (task, g_object_ref (change->anchor), g_object_unref);
}

/* Once it is being written, it is seen through: a cancellation between disk and memory would leave them apart. */
static void
begin_change (GTask    *task,
              CsAnchor *anchor,
              gboolean  removed)
{
  g_autoptr (GTask) writing = g_task_new (g_task_get_source_object (task), NULL, changed_on_disk_cb, task);
  Change *change = g_new0 (Change, 1);

  change->anchor = anchor;
  change->removed = removed;
  g_task_set_source_tag (writing, begin_change);
  g_task_set_task_data (writing, change, (GDestroyNotify) change_free);
  g_task_run_in_thread (writing, change_in_thread);
}

/**
 * cs_anchor_store_import_async:
 * @self: a store
 * @certificate: an authority that cs_anchor_store_inspect() let pass
 * @domains: (nullable): the SIP domains it may vouch for; %NULL for any
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Trusts an authority and keeps that on the disk. Where it is imported already, @domains are added to its own.
 */
void
cs_anchor_store_import_async (CsAnchorStore       *self,
                              CsCertificate       *certificate,
                              const char * const  *domains,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, cs_anchor_store_import_async);
  if (!cs_anchor_store_is_import_allowed (self)) {
    g_task_return_error (task, forbidden_error ());
    return;
  }

  if (!cs_certificate_is_authority (certificate)) {
    g_task_return_new_error (task, CS_ERROR, CS_ERROR_NOT_AN_AUTHORITY,
                             _("This is not the certificate of an authority: it may not vouch for others"));
    return;
  }

  begin_change (g_steal_pointer (&task), make_anchor (self, certificate, domains), FALSE);
}

/**
 * cs_anchor_store_import_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: (transfer full) (nullable): the new anchor
 */
CsAnchor *
cs_anchor_store_import_finish (CsAnchorStore  *self,
                               GAsyncResult   *result,
                               GError        **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cs_anchor_store_remove_async:
 * @self: a store
 * @anchor: an imported anchor; it can be imported again as long as somebody holds it
 * @cancellable: (nullable): a cancellable
 * @callback: called when done
 * @user_data: data for @callback
 *
 * Trusts an imported authority no more, and forgets it. Fails with %CS_ERROR_NOT_FOUND for any other.
 */
void
cs_anchor_store_remove_async (CsAnchorStore       *self,
                              CsAnchor            *anchor,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (CsAnchor) imported = cs_anchor_store_find_imported (self, cs_anchor_get_certificate (anchor));

  g_task_set_source_tag (task, cs_anchor_store_remove_async);
  if (!imported) {
    g_task_return_new_error (task, CS_ERROR, CS_ERROR_NOT_FOUND, _("This authority has not been imported"));
    return;
  }

  begin_change (g_steal_pointer (&task), g_object_ref (anchor), TRUE);
}

/**
 * cs_anchor_store_remove_finish:
 * @self: a store
 * @result: the result
 * @error: return location for an error
 *
 * Returns: whether it is gone
 */
gboolean
cs_anchor_store_remove_finish (CsAnchorStore  *self,
                               GAsyncResult   *result,
                               GError        **error)
{
  g_autoptr (CsAnchor) anchor = g_task_propagate_pointer (G_TASK (result), error);

  return anchor != NULL;
}
