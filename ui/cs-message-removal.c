/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-message-removal.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"

typedef struct {
  CsConversation *conversation;
  CsMessage      *message;
} Removal;

static void
removal_free (gpointer  data,
              GClosure *closure)
{
  Removal *removal = data;

  g_object_unref (removal->conversation);
  g_object_unref (removal->message);
  g_free (removal);
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             Removal          *removal)
{
  if (g_str_equal (response, "delete"))
    cs_conversation_remove_message (removal->conversation, removal->message);
}

static char *
describe (CsConversation *conversation,
          CsMessage      *message)
{
  g_autofree char *name = cs_text_make_visible (cs_conversation_get_name (conversation));

  switch (cs_message_get_state (message)) {
  case CS_MESSAGE_QUEUED:
    return g_strdup (_("It is removed from this computer, and not sent any more."));
  case CS_MESSAGE_FAILED:
  case CS_MESSAGE_RECEIVED:
    return g_strdup (_("It is removed from this computer only."));
  case CS_MESSAGE_SENDING:
  case CS_MESSAGE_KEPT:
  case CS_MESSAGE_DELIVERED:
  case CS_MESSAGE_READ:
  default:
    /* Translators: %s is the name of somebody */
    return g_strdup_printf (_("It is removed from this computer only: %s keeps what was sent."), name);
  }
}

/**
 * cs_message_removal_ask:
 * @parent: the window
 * @conversation: where the message is
 * @message: the message
 *
 * Asks whether to delete a message here.
 */
void
cs_message_removal_ask (GtkWindow      *parent,
                        CsConversation *conversation,
                        CsMessage      *message)
{
  g_autofree char *body = describe (conversation, message);
  GtkWidget *dialog = adw_message_dialog_new (parent, _("Delete this message?"), body);
  Removal *removal = g_new0 (Removal, 1);

  removal->conversation = g_object_ref (conversation);
  removal->message = g_object_ref (message);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("_Cancel"),
                                    "delete", _("_Delete Here"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "delete", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  adw_message_dialog_set_close_response (ADW_MESSAGE_DIALOG (dialog), "cancel");
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), removal, removal_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}
