/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-chat-title.h"

#include "base/cs-text.h"
#include "chat/cs-session.h"

#include "cs-contact-look.h"
#include "cs-presence-dot.h"

struct _CsChatTitle
{
  AdwBin parent_instance;

  CsConversation *conversation;
  gboolean several_accounts;

  /* Template children */
  CsPresenceDot *presence;
  AdwWindowTitle *title;
};

G_DEFINE_FINAL_TYPE (CsChatTitle, cs_chat_title, ADW_TYPE_BIN)

static void
append_words (GString    *subtitle,
              const char *words)
{
  if (words && *words)
    g_string_append_printf (subtitle, "%s%s", subtitle->len > 0 ? " · " : "", words);
}

static void
append_account (CsChatTitle *self,
                GString     *subtitle)
{
  g_autofree char *words = self->several_accounts ? cs_contact_look_account (self->conversation) : NULL;

  append_words (subtitle, words);
}

/* The address comes first: it stays when the words have no room. */
static void
update (CsChatTitle *self)
{
  g_autofree char *name = NULL;
  g_autofree char *address = NULL;
  g_autoptr (GString) subtitle = NULL;

  if (!self->conversation) {
    adw_window_title_set_title (self->title, "");
    adw_window_title_set_subtitle (self->title, "");
    return;
  }

  name = cs_text_make_visible (cs_conversation_get_name (self->conversation));
  if (g_str_equal (name, cs_address_get_display (cs_conversation_get_peer (self->conversation))))
    address = cs_contact_look_beside (self->conversation);
  else
    address = cs_contact_look_words (self->conversation);
  subtitle = g_string_new (address);
  append_words (subtitle, cs_presence_dot_get_words (self->presence));
  append_account (self, subtitle);
  adw_window_title_set_title (self->title, name);
  adw_window_title_set_subtitle (self->title, subtitle->str);
}

static void
cs_chat_title_dispose (GObject *object)
{
  CsChatTitle *self = CS_CHAT_TITLE (object);

  if (self->conversation)
    g_signal_handlers_disconnect_by_data (self->conversation, self);
  g_clear_object (&self->conversation);

  G_OBJECT_CLASS (cs_chat_title_parent_class)->dispose (object);
}

static void
cs_chat_title_class_init (CsChatTitleClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (CS_TYPE_PRESENCE_DOT);

  G_OBJECT_CLASS (klass)->dispose = cs_chat_title_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-chat-title.ui");
  gtk_widget_class_bind_template_child (widget_class, CsChatTitle, presence);
  gtk_widget_class_bind_template_child (widget_class, CsChatTitle, title);
}

static void
cs_chat_title_init (CsChatTitle *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->presence, "notify::words", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
}

/**
 * cs_chat_title_set_conversation:
 * @self: the title
 * @conversation: (nullable): the conversation that is open
 *
 * Says who a conversation is with.
 */
void
cs_chat_title_set_conversation (CsChatTitle    *self,
                                CsConversation *conversation)
{
  g_return_if_fail (CS_IS_CHAT_TITLE (self));

  if (self->conversation == conversation)
    return;

  if (self->conversation)
    g_signal_handlers_disconnect_by_data (self->conversation, self);
  g_set_object (&self->conversation, conversation);
  cs_presence_dot_set_contact (self->presence, conversation ? cs_conversation_get_contact (conversation) : NULL);
  if (conversation) {
    g_signal_connect_swapped (conversation, "notify::name", G_CALLBACK (update), self);
    g_signal_connect_swapped (conversation, "notify::request", G_CALLBACK (update), self);
  }
  update (self);
}

/**
 * cs_chat_title_set_several_accounts:
 * @self: the title
 * @several_accounts: whether there are several accounts
 *
 * Says under the name through which account the conversation is, where that isn't plain.
 */
void
cs_chat_title_set_several_accounts (CsChatTitle *self,
                                    gboolean     several_accounts)
{
  g_return_if_fail (CS_IS_CHAT_TITLE (self));

  if (self->several_accounts == several_accounts)
    return;

  self->several_accounts = several_accounts;
  update (self);
}
