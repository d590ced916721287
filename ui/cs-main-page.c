/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-main-page.h"

#include "cs-chat-page.h"
#include "cs-conversation-list.h"
#include "cs-forward-dialog.h"

struct _CsMainPage
{
  AdwBin parent_instance;

  CsProfile *profile;
  char *forwarded;  /* nullable: what is to be passed on, while one chooses to whom */

  /* Template children */
  AdwLeaflet *leaflet;
  CsConversationList *list;
  CsChatPage *chat;
};

enum {
  SIGNAL_SHOWN,
  LAST_SIGNAL,
};

static guint signals[LAST_SIGNAL];

G_DEFINE_FINAL_TYPE (CsMainPage, cs_main_page, ADW_TYPE_BIN)

/* Where one pane is shown at a time, that pane's header bar has all the buttons. */
static void
folded_cb (CsMainPage *self)
{
  gboolean folded = adw_leaflet_get_folded (self->leaflet);

  g_object_set (self->list, "show-title-buttons", folded, NULL);
  g_object_set (self->chat, "show-back", folded, NULL);
}

static void
chosen_cb (CsMainPage     *self,
           CsConversation *conversation)
{
  cs_main_page_show_conversation (self, conversation);
}

/* Whoever was turned away is in view no more. */
static void
left_cb (CsMainPage *self)
{
  cs_main_page_leave (self);
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->list));
}

static void
removed_cb (CsMainPage     *self,
            GParamSpec     *pspec,
            CsConversation *conversation)
{
  if (!cs_conversation_is_removed (conversation) || conversation != cs_chat_page_get_conversation (self->chat))
    return;

  cs_main_page_leave (self);
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->list));
}

/* What is deleted is shown no longer. */
static void
watch_removal (CsMainPage     *self,
               CsConversation *conversation)
{
  g_signal_handlers_disconnect_by_func (conversation, removed_cb, self);
  g_signal_connect_object (conversation, "notify::removed", G_CALLBACK (removed_cb), self, G_CONNECT_SWAPPED);
}

static void
found_cb (CsMainPage  *self,
          CsSearchHit *hit)
{
  CsConversation *conversation = cs_search_hit_get_conversation (hit);

  cs_chat_page_show_message (self->chat, conversation, cs_search_hit_get_message (hit), cs_search_hit_get_words (hit));
  cs_conversation_list_select (self->list, conversation);
  watch_removal (self, conversation);
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->chat));
  g_signal_emit (self, signals[SIGNAL_SHOWN], 0);
}

static void
sessions_changed_cb (CsMainPage *self,
                     guint       position,
                     guint       removed,
                     guint       added,
                     GListModel *sessions)
{
  cs_chat_page_set_several_accounts (self->chat, g_list_model_get_n_items (sessions) > 1);
}

static void
forward_to_cb (CsMainPage     *self,
               CsConversation *conversation)
{
  g_autofree char *text = g_steal_pointer (&self->forwarded);

  cs_main_page_show_conversation (self, conversation);
  if (text)
    gtk_widget_activate_action (GTK_WIDGET (self->chat), "chat.write", "s", text);
}

static void
forward_activated (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  CsMainPage *self = CS_MAIN_PAGE (widget);
  CsForwardDialog *dialog = cs_forward_dialog_present (GTK_WINDOW (gtk_widget_get_root (widget)), self->profile);

  g_free (self->forwarded);
  self->forwarded = g_variant_dup_string (parameter, NULL);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (forward_to_cb), self, G_CONNECT_SWAPPED);
}

static void
cs_main_page_finalize (GObject *object)
{
  CsMainPage *self = CS_MAIN_PAGE (object);

  g_clear_object (&self->profile);
  g_free (self->forwarded);

  G_OBJECT_CLASS (cs_main_page_parent_class)->finalize (object);
}

static void
cs_main_page_class_init (CsMainPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = cs_main_page_finalize;

  g_type_ensure (CS_TYPE_CHAT_PAGE);
  g_type_ensure (CS_TYPE_CONVERSATION_LIST);

  /**
   * CsMainPage::shown:
   *
   * Another conversation is shown, or none.
   */
  signals[SIGNAL_SHOWN] =
    g_signal_new ("shown", CS_TYPE_MAIN_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-main-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CsMainPage, leaflet);
  gtk_widget_class_bind_template_child (widget_class, CsMainPage, list);
  gtk_widget_class_bind_template_child (widget_class, CsMainPage, chat);
  gtk_widget_class_bind_template_callback (widget_class, folded_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, found_cb);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);

  gtk_widget_class_install_action (widget_class, "main.forward", "s", forward_activated);
}

static void
cs_main_page_init (CsMainPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_main_page_new:
 * @profile: whose conversations are shown
 *
 * Returns: (transfer floating): a page without a chat
 */
CsMainPage *
cs_main_page_new (CsProfile *profile)
{
  CsMainPage *self = g_object_new (CS_TYPE_MAIN_PAGE, NULL);
  GListModel *sessions = cs_profile_get_sessions (profile);

  self->profile = g_object_ref (profile);
  cs_conversation_list_set_profile (self->list, profile);
  g_signal_connect_object (sessions, "items-changed", G_CALLBACK (sessions_changed_cb), self, G_CONNECT_SWAPPED);
  sessions_changed_cb (self, 0, 0, 0, sessions);
  folded_cb (self);

  return self;
}

/**
 * cs_main_page_get_conversation:
 * @self: the page
 *
 * Returns: (transfer none) (nullable): the conversation that is shown
 */
CsConversation *
cs_main_page_get_conversation (CsMainPage *self)
{
  g_return_val_if_fail (CS_IS_MAIN_PAGE (self), NULL);

  return cs_chat_page_get_conversation (self->chat);
}

/**
 * cs_main_page_get_looked_at:
 * @self: the page
 *
 * Returns: (transfer none) (nullable): the conversation that is before somebody's eyes
 */
CsConversation *
cs_main_page_get_looked_at (CsMainPage *self)
{
  g_return_val_if_fail (CS_IS_MAIN_PAGE (self), NULL);

  return cs_chat_page_is_looked_at (self->chat) ? cs_chat_page_get_conversation (self->chat) : NULL;
}

/**
 * cs_main_page_show_conversation:
 * @self: the page
 * @conversation: what to show
 *
 * Shows a conversation, ready to be written in.
 */
void
cs_main_page_show_conversation (CsMainPage     *self,
                                CsConversation *conversation)
{
  g_return_if_fail (CS_IS_MAIN_PAGE (self));

  cs_chat_page_set_conversation (self->chat, conversation);
  watch_removal (self, conversation);
  cs_conversation_list_select (self->list, conversation);
  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->chat));
  g_signal_emit (self, signals[SIGNAL_SHOWN], 0);
  cs_chat_page_focus (self->chat);
}

/**
 * cs_main_page_leave:
 * @self: the page
 *
 * Shows no conversation any more.
 */
void
cs_main_page_leave (CsMainPage *self)
{
  g_return_if_fail (CS_IS_MAIN_PAGE (self));

  cs_chat_page_set_conversation (self->chat, NULL);
  cs_conversation_list_select (self->list, NULL);
  g_signal_emit (self, signals[SIGNAL_SHOWN], 0);
}

/**
 * cs_main_page_search:
 * @self: the page
 *
 * Makes ready to search the messages.
 */
void
cs_main_page_search (CsMainPage *self)
{
  g_return_if_fail (CS_IS_MAIN_PAGE (self));

  adw_leaflet_set_visible_child (self->leaflet, GTK_WIDGET (self->list));
  cs_conversation_list_search (self->list);
}

/**
 * cs_main_page_go_back:
 * @self: the page
 *
 * Leads from the chat to the conversations, where one of both is shown at a time, and from there out of a search.
 */
void
cs_main_page_go_back (CsMainPage *self)
{
  g_return_if_fail (CS_IS_MAIN_PAGE (self));

  if (!adw_leaflet_get_folded (self->leaflet) ||
      adw_leaflet_get_visible_child (self->leaflet) == GTK_WIDGET (self->list))
    cs_conversation_list_end_search (self->list);
  else
    adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

/**
 * cs_main_page_focus:
 * @self: the page
 *
 * Gives the keyboard to the conversations.
 */
void
cs_main_page_focus (CsMainPage *self)
{
  g_return_if_fail (CS_IS_MAIN_PAGE (self));

  gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

/**
 * cs_main_page_keep_draft:
 * @self: the page
 *
 * Keeps what is being written as a draft, now.
 */
void
cs_main_page_keep_draft (CsMainPage *self)
{
  g_return_if_fail (CS_IS_MAIN_PAGE (self));

  cs_chat_page_keep_draft (self->chat);
}
