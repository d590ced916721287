/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-day-jump.h"

#include "chat/cs-look-up.h"

#include "cs-date-dialog.h"

/* A day behind the newest message leads to that. */
static void
since_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (CsChatView) view = user_data;
  CsConversation *conversation = CS_CONVERSATION (source);
  g_autoptr (CsMessage) message = cs_conversation_find_since_finish (conversation, result, NULL);

  if (cs_chat_view_get_conversation (view) != conversation)
    return;

  if (message)
    cs_chat_view_show_message (view, conversation, cs_message_get_id (message), NULL);
  else
    cs_chat_view_scroll_to_end (view);
}

static void
chosen_cb (CsChatView *view,
           gint64      beginning)
{
  CsConversation *conversation = cs_chat_view_get_conversation (view);

  if (conversation)
    cs_conversation_find_since_async (conversation, beginning, NULL, since_cb, g_object_ref (view));
}

/**
 * cs_day_jump_ask:
 * @view: a view of a conversation
 *
 * Asks for a day and goes to its first message, or to the nearest after it.
 */
void
cs_day_jump_ask (CsChatView *view)
{
  CsDateDialog *dialog = cs_date_dialog_present (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (view))));

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (chosen_cb), view, G_CONNECT_SWAPPED);
}
