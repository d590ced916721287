/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-anchor-toast.h"

#include <glib/gi18n-lib.h>


#include "cs-import-words.h"
#include "cs-toast.h"

/* Long enough to read whose word counts now, and to think about it. */
#define UNDO_SECONDS 15

/* What "Undo" needs. */
typedef struct {
  CsAnchorStore *anchors;
  CsAnchor *anchor;
  CsAnchor *previous;  /* nullable: what stood in its place */
} Undo;

static Undo *
undo_new (CsAnchorStore *anchors,
          CsAnchor      *anchor,
          CsAnchor      *previous)
{
  Undo *undo = g_new0 (Undo, 1);

  undo->anchors = g_object_ref (anchors);
  undo->anchor = g_object_ref (anchor);
  g_set_object (&undo->previous, previous);

  return undo;
}

static void
undo_free (gpointer  data,
           GClosure *closure)
{
  Undo *undo = data;

  g_object_unref (undo->anchors);
  g_object_unref (undo->anchor);
  g_clear_object (&undo->previous);
  g_free (undo);
}

static void
imported_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsAnchor) anchor = cs_anchor_store_import_finish (CS_ANCHOR_STORE (source), result, &error);

  if (!anchor)
    g_warning ("An authority could not be restored: %s", error->message);
}

static void
restore (CsAnchorStore *anchors,
         CsAnchor      *anchor)
{
  cs_anchor_store_import_async (anchors,
                                cs_anchor_get_certificate (anchor),
                                cs_anchor_get_domains (anchor),
                                NULL,
                                imported_cb,
                                NULL);
}

/* Importing adds domains to those there are: what stood there before comes back only after the whole is gone. */
static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (CsAnchor) previous = user_data;
  g_autoptr (GError) error = NULL;

  if (!cs_anchor_store_remove_finish (CS_ANCHOR_STORE (source), result, &error))
    g_warning ("An authority could not be removed: %s", error->message);
  else if (previous)
    restore (CS_ANCHOR_STORE (source), previous);
}

static void
undo_import_cb (AdwToast *toast,
                Undo     *undo)
{
  cs_anchor_store_remove_async (undo->anchors,
                                undo->anchor,
                                NULL,
                                removed_cb,
                                undo->previous ? g_object_ref (undo->previous) : NULL);
}

static void
undo_removal_cb (AdwToast *toast,
                 Undo     *undo)
{
  restore (undo->anchors, undo->anchor);
}

static AdwToast *
make_toast (const char *title,
            GCallback   undo_cb,
            Undo       *undo)
{
  AdwToast *toast = cs_toast_new (title);

  adw_toast_set_button_label (toast, _("Undo"));
  adw_toast_set_timeout (toast, UNDO_SECONDS);
  g_signal_connect_data (toast, "button-clicked", undo_cb, undo, undo_free, 0);

  return toast;
}

/**
 * cs_anchor_toast_new_imported:
 * @anchors: where the authority was imported
 * @anchor: the authority
 * @previous: (nullable): what it could vouch for before
 *
 * Returns: (transfer full): a toast that says what it may vouch for
 */
AdwToast *
cs_anchor_toast_new_imported (CsAnchorStore *anchors,
                              CsAnchor      *anchor,
                              CsAnchor      *previous)
{
  CsCertificate *certificate = cs_anchor_get_certificate (anchor);
  g_autofree char *name = cs_toast_embed (cs_certificate_get_title (certificate));
  g_autofree char *domains = cs_import_words_for_scope (anchor);
  g_autofree char *title = NULL;

  /* Translators: the name of an authority, and domains ("example.com, example.org") or "any server" */
  title = g_strdup_printf (_("%s may vouch for %s"), name, domains);

  return make_toast (title, G_CALLBACK (undo_import_cb), undo_new (anchors, anchor, previous));
}

/**
 * cs_anchor_toast_new_removed:
 * @anchors: where the authority was removed
 * @anchor: the authority
 *
 * Returns: (transfer full): a toast that says that it is gone
 */
AdwToast *
cs_anchor_toast_new_removed (CsAnchorStore *anchors,
                             CsAnchor      *anchor)
{
  CsCertificate *certificate = cs_anchor_get_certificate (anchor);
  g_autofree char *name = cs_toast_embed (cs_certificate_get_title (certificate));
  g_autofree char *title = NULL;

  /* Translators: the name of an authority */
  title = g_strdup_printf (_("%s is no longer trusted"), name);

  return make_toast (title, G_CALLBACK (undo_removal_cb), undo_new (anchors, anchor, NULL));
}
