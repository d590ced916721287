/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-message-window.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"
#include "chat/cs-look-up.h"
#include "chat/cs-session.h"
#include "chat/cs-words.h"

#include "cs-fact-row.h"
#include "cs-state-look.h"

struct _CsMessageWindow
{
  AdwWindow parent_instance;

  GCancellable *cancellable;
  CsConversation *conversation;
  CsMessage *message;

  /* Template children */
  GtkListBox *list;
};

G_DEFINE_FINAL_TYPE (CsMessageWindow, cs_message_window, ADW_TYPE_WINDOW)

static void
add_fact (CsMessageWindow *self,
          const char      *label,
          const char      *value)
{
  gtk_list_box_append (self->list, cs_fact_row_new (label, value));
}

static void
add_time (CsMessageWindow *self,
          const char      *label,
          gint64           time)
{
  g_autofree char *words = NULL;

  if (time <= 0)
    return;

  words = cs_words_for_time (time / G_USEC_PER_SEC);
  add_fact (self, label, words);
}

static void
add_people (CsMessageWindow *self,
            gboolean         outgoing)
{
  CsSession *session = cs_conversation_get_session (self->conversation);
  const char *peer = cs_address_get_display (cs_conversation_get_peer (self->conversation));
  const char *own = session ? cs_address_get_display (cs_account_get_address (cs_session_get_account (session))) : NULL;

  if (outgoing ? own : peer)
    add_fact (self, _("From"), outgoing ? own : peer);
  if (outgoing ? peer : own)
    add_fact (self, _("To"), outgoing ? peer : own);
}

static void
add_state (CsMessageWindow *self)
{
  const CsStateLook *look = cs_state_look_find (cs_message_get_state (self->message));
  const char *reason = cs_message_get_reason (self->message);

  if (look)
    add_fact (self, _("State"), _(look->words));
  if (reason) {
    g_autofree char *words = cs_words_for_send_failure (reason);

    add_fact (self, _("Reason"), words);
  }
}

static void
show_details (CsMessageWindow        *self,
              const CsMessageDetails *details)
{
  gboolean outgoing = cs_message_is_outgoing (self->message);
  g_autofree char *id = cs_text_make_visible (details->message_id);

  add_people (self, outgoing);
  if (outgoing) {
    add_state (self);
    add_time (self, _("Written"), cs_message_get_time (self->message));
    add_time (self, _("Delivered, as we heard"), details->delivered_at);
    add_time (self, _("Read, as we heard"), details->read_at);
  } else {
    add_time (self, _("Sent, as the sender says"), cs_message_get_time (self->message));
    add_time (self, _("Received"), details->delivered_at);
  }
  add_fact (self, _("Message ID"), id);
}

static void
details_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (CsMessageWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsMessageDetails) details = cs_conversation_get_details_finish (CS_CONVERSATION (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  if (details)
    show_details (self, details);
  else
    add_fact (self, _("Message Details"), error->message);
  gtk_window_present (GTK_WINDOW (self));
}

static void
cs_message_window_dispose (GObject *object)
{
  CsMessageWindow *self = CS_MESSAGE_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->conversation);
  g_clear_object (&self->message);

  G_OBJECT_CLASS (cs_message_window_parent_class)->dispose (object);
}

static void
cs_message_window_finalize (GObject *object)
{
  g_object_unref (CS_MESSAGE_WINDOW (object)->cancellable);

  G_OBJECT_CLASS (cs_message_window_parent_class)->finalize (object);
}

static void
cs_message_window_class_init (CsMessageWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_message_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = cs_message_window_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-message-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CsMessageWindow, list);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cs_message_window_init (CsMessageWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_message_window_present:
 * @parent: the window to stand above
 * @conversation: the conversation of the message
 * @message: the message
 *
 * Shows from whom a message is, when it went what way, as far as that is known, and under which id.
 */
void
cs_message_window_present (GtkWindow      *parent,
                           CsConversation *conversation,
                           CsMessage      *message)
{
  CsMessageWindow *self = g_object_new (CS_TYPE_MESSAGE_WINDOW, "transient-for", parent, NULL);

  self->conversation = g_object_ref (conversation);
  self->message = g_object_ref (message);
  cs_conversation_get_details_async (conversation, message, self->cancellable, details_cb, g_object_ref (self));
}
