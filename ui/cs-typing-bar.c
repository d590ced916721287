/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-typing-bar.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"

struct _CsTypingBar
{
  AdwBin parent_instance;

  CsConversation *conversation;

  /* Template children */
  GtkRevealer *revealer;
  GtkLabel *words;
};

G_DEFINE_FINAL_TYPE (CsTypingBar, cs_typing_bar, ADW_TYPE_BIN)

/* The words stay while the line goes away. */
static void
update (CsTypingBar *self)
{
  gboolean typing = self->conversation && cs_conversation_is_typing (self->conversation);

  if (typing) {
    g_autofree char *name = cs_text_embed (cs_conversation_get_name (self->conversation));
    g_autofree char *words = NULL;

    /* Translators: %s is the name of the other end of a conversation. */
    words = g_strdup_printf (_("%s is writing…"), name);
    gtk_label_set_text (self->words, words);
  }
  gtk_revealer_set_reveal_child (self->revealer, typing);
}

static void
cs_typing_bar_dispose (GObject *object)
{
  CsTypingBar *self = CS_TYPING_BAR (object);

  if (self->conversation)
    g_signal_handlers_disconnect_by_data (self->conversation, self);
  g_clear_object (&self->conversation);

  G_OBJECT_CLASS (cs_typing_bar_parent_class)->dispose (object);
}

static void
cs_typing_bar_class_init (CsTypingBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cs_typing_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-typing-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, CsTypingBar, revealer);
  gtk_widget_class_bind_template_child (widget_class, CsTypingBar, words);
}

static void
cs_typing_bar_init (CsTypingBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_typing_bar_set_conversation:
 * @self: the bar
 * @conversation: (nullable): whose other end it is about
 *
 * Follows a conversation.
 */
void
cs_typing_bar_set_conversation (CsTypingBar    *self,
                                CsConversation *conversation)
{
  g_return_if_fail (CS_IS_TYPING_BAR (self));

  if (self->conversation == conversation)
    return;

  if (self->conversation)
    g_signal_handlers_disconnect_by_data (self->conversation, self);
  g_set_object (&self->conversation, conversation);
  if (conversation) {
    g_signal_connect_swapped (conversation, "notify::typing", G_CALLBACK (update), self);
    g_signal_connect_swapped (conversation, "notify::name", G_CALLBACK (update), self);
  }
  update (self);
}
