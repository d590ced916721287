/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-removal-toast.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"

#include "cs-toast.h"

#define UNDO_SECONDS 8

static void
undo_cb (AdwToast       *toast,
         CsConversation *conversation)
{
  cs_conversation_restore (conversation);
}

/* Also when the window closes, and when it was undone: then there is nothing to forget. */
static void
dismissed_cb (AdwToast       *toast,
              CsConversation *conversation)
{
  cs_conversation_forget (conversation);
}

static void
unref_cb (gpointer  data,
          GClosure *closure)
{
  g_object_unref (data);
}

/**
 * cs_removal_toast_remove:
 * @widget: a widget in the window; it may go with the conversation
 * @conversation: a conversation
 *
 * Removes a conversation. For some seconds it can be had back.
 */
void
cs_removal_toast_remove (GtkWidget      *widget,
                         CsConversation *conversation)
{
  g_autofree char *name = cs_text_make_visible (cs_conversation_get_name (conversation));
  g_autofree char *title = NULL;
  g_autofree char *escaped = NULL;
  AdwToast *toast;

  /* Translators: %s is the name of somebody */
  title = g_strdup_printf (_("Conversation with %s deleted"), name);
  /* A toast's title is markup. */
  escaped = g_markup_escape_text (title, -1);
  toast = adw_toast_new (escaped);
  adw_toast_set_button_label (toast, _("Undo"));
  adw_toast_set_timeout (toast, UNDO_SECONDS);
  /* One after the other is deleted: the one before shows no longer, and its time begins when it does again. */
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_cb), g_object_ref (conversation), unref_cb, 0);
  g_signal_connect_data (toast, "dismissed", G_CALLBACK (dismissed_cb), g_object_ref (conversation), unref_cb, 0);

  cs_toast_add (widget, toast);
  cs_conversation_remove (conversation);
}
