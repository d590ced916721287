/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-peer-bar.h"

#include "cs-contact-look.h"

struct _CsPeerBar
{
  AdwBin parent_instance;

  CsConversation *conversation;

  /* Template children */
  GtkLabel *words;
};

G_DEFINE_FINAL_TYPE (CsPeerBar, cs_peer_bar, ADW_TYPE_BIN)

static void
update (CsPeerBar *self)
{
  g_autofree char *words = self->conversation ? cs_contact_look_warning (self->conversation) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), words != NULL);
  gtk_label_set_text (self->words, words ? words : "");
}

static void
cs_peer_bar_dispose (GObject *object)
{
  CsPeerBar *self = CS_PEER_BAR (object);

  if (self->conversation)
    g_signal_handlers_disconnect_by_data (self->conversation, self);
  g_clear_object (&self->conversation);

  G_OBJECT_CLASS (cs_peer_bar_parent_class)->dispose (object);
}

static void
cs_peer_bar_class_init (CsPeerBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_peer_bar_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-peer-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, CsPeerBar, words);
}

static void
cs_peer_bar_init (CsPeerBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_peer_bar_set_conversation:
 * @self: the bar
 * @conversation: (nullable): the conversation that is shown
 *
 * Follows a conversation, and shows itself where there is something to warn of.
 */
void
cs_peer_bar_set_conversation (CsPeerBar      *self,
                              CsConversation *conversation)
{
  g_return_if_fail (CS_IS_PEER_BAR (self));

  if (self->conversation == conversation)
    return;

  if (self->conversation)
    g_signal_handlers_disconnect_by_data (self->conversation, self);
  g_set_object (&self->conversation, conversation);
  if (conversation)
    g_signal_connect_swapped (conversation, "notify::request", G_CALLBACK (update), self);
  update (self);
}
