/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-contact-toast.h"

#include <glib/gi18n-lib.h>

#include "cs-toast.h"

/* What "Undo" needs. */
typedef struct {
  CsContact *contact;
  CsContactRecord *before;
} Undo;

static void
undo_free (gpointer  data,
           GClosure *closure)
{
  Undo *undo = data;

  g_object_unref (undo->contact);
  cs_contact_record_free (undo->before);
  g_free (undo);
}

static void
undo_cb (AdwToast *toast,
         Undo     *undo)
{
  cs_contact_update (undo->contact, undo->before);
}

/**
 * cs_contact_toast_new:
 * @title: what was done, as plain text
 * @contact: to whom
 * @before: what was known of them before
 *
 * Returns: (transfer full): a toast that says what was done, and takes it back
 */
AdwToast *
cs_contact_toast_new (const char            *title,
                      CsContact             *contact,
                      const CsContactRecord *before)
{
  AdwToast *toast = cs_toast_new (title);
  Undo *undo = g_new0 (Undo, 1);

  undo->contact = g_object_ref (contact);
  undo->before = cs_contact_record_copy (before);
  adw_toast_set_button_label (toast, _("Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), undo, undo_free, 0);

  return toast;
}
