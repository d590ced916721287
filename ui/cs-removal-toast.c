/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-removal-toast.h"

#include <glib/gi18n-lib.h>


#include "cs-toast.h"

#define UNDO_SECONDS 8

/* What was removed: a message, or where there is none the whole conversation. */
typedef struct {
  CsConversation *conversation;
  CsMessage      *message;
} Removed;

static void
removed_free (gpointer  data,
              GClosure *closure)
{
  Removed *removed = data;

  g_object_unref (removed->conversation);
  g_clear_object (&removed->message);
  g_free (removed);
}

static void
undo_cb (AdwToast *toast,
         Removed  *removed)
{
  if (removed->message)
    cs_conversation_restore_message (removed->conversation, removed->message);
  else
    cs_conversation_restore (removed->conversation);
}

/* Also when the window closes, and when it was undone: then there is nothing to forget. */
static void
dismissed_cb (AdwToast *toast,
              Removed  *removed)
{
  if (removed->message)
    cs_conversation_forget_message (removed->conversation, removed->message);
  else
    cs_conversation_forget (removed->conversation);
}

static void
connect (AdwToast      *toast,
         const char    *signal,
         GCallback      callback,
         const Removed *removed)
{
  Removed *own = g_memdup2 (removed, sizeof *removed);

  g_object_ref (own->conversation);
  if (own->message)
    g_object_ref (own->message);
  g_signal_connect_data (toast, signal, callback, own, removed_free, 0);
}

static void
offer_undo (GtkWidget     *widget,
            const char    *title,
            const Removed *removed)
{
  AdwToast *toast = cs_toast_new (title);

  adw_toast_set_button_label (toast, _("Undo"));
  adw_toast_set_timeout (toast, UNDO_SECONDS);
  /* One after the other is deleted: the one before shows no longer, and its time begins when it does again. */
  adw_toast_set_priority (toast, ADW_TOAST_PRIORITY_HIGH);
  connect (toast, "button-clicked", G_CALLBACK (undo_cb), removed);
  connect (toast, "dismissed", G_CALLBACK (dismissed_cb), removed);
  cs_toast_add (widget, toast);
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
  g_autofree char *name = cs_toast_embed (cs_conversation_get_name (conversation));
  g_autofree char *title = NULL;

  /* Translators: %s is the name of somebody */
  title = g_strdup_printf (_("Conversation with %s deleted"), name);
  offer_undo (widget, title, &(Removed) { conversation, NULL });
  cs_conversation_remove (conversation);
}

/**
 * cs_removal_toast_remove_message:
 * @widget: a widget in the window; it may go with the message
 * @conversation: where the message is
 * @message: the message
 *
 * Removes a message here, and only here. For some seconds it can be had back.
 */
void
cs_removal_toast_remove_message (GtkWidget      *widget,
                                 CsConversation *conversation,
                                 CsMessage      *message)
{
  const char *title = cs_message_get_state (message) == CS_MESSAGE_QUEUED
                        ? _("Message deleted, and not sent")
                        : _("Message deleted on this computer only");

  offer_undo (widget, title, &(Removed) { conversation, message });
  cs_conversation_remove_message (conversation, message);
}
