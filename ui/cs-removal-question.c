/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-removal-question.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"

#include "cs-question.h"
#include "cs-removal-toast.h"

/* What an answer needs. */
typedef struct {
  GtkWidget *overlay;   /* outlives the row that was asked from */
  CsConversation *conversation;
} Question;

static void
question_free (gpointer  data,
               GClosure *closure)
{
  Question *question = data;

  g_object_unref (question->overlay);
  g_object_unref (question->conversation);
  g_free (question);
}

static void
response_cb (AdwMessageDialog *dialog,
             const char       *response,
             const Question   *question)
{
  if (g_str_equal (response, "delete") && !cs_conversation_is_removed (question->conversation))
    cs_removal_toast_remove (question->overlay, question->conversation);
}

static gboolean
is_empty (CsConversation *conversation)
{
  return !cs_conversation_get_last_message (conversation) && !cs_conversation_get_draft (conversation);
}

/**
 * cs_removal_question_ask:
 * @widget: a widget in the window; it may go while it is asked
 * @conversation: a conversation
 *
 * Removes a conversation if that is meant, which can be undone for some seconds then. Of an empty one nothing is asked.
 */
void
cs_removal_question_ask (GtkWidget      *widget,
                         CsConversation *conversation)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (widget, ADW_TYPE_TOAST_OVERLAY);
  g_autofree char *name = cs_text_embed (cs_conversation_get_name (conversation));
  Question *question;
  GtkWidget *dialog;

  if (!overlay || is_empty (conversation)) {
    cs_removal_toast_remove (widget, conversation);
    return;
  }

  question = g_new0 (Question, 1);
  question->overlay = g_object_ref (overlay);
  question->conversation = g_object_ref (conversation);

  dialog = adw_message_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)), NULL,
                                   _("All of its messages are deleted, on this computer only."));
  /* Translators: %s is the name of somebody, or of a room. */
  adw_message_dialog_format_heading (ADW_MESSAGE_DIALOG (dialog), _("Delete the conversation with %s?"), name);
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog),
                                    "cancel", _("_Cancel"),
                                    "delete", _("_Delete Conversation"),
                                    NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "delete", ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), question, question_free, 0);
  cs_question_present (dialog, "cancel");
}
