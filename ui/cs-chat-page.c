/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-chat-page.h"

#include "cs-chat-title.h"
#include "cs-chat-view.h"
#include "cs-composer.h"
#include "cs-connection-bar.h"
#include "cs-conversation-menu.h"
#include "cs-day-jump.h"
#include "cs-pane-layout.h"
#include "cs-peer-bar.h"
#include "cs-request-bar.h"
#include "cs-shield-button.h"
#include "cs-typing-bar.h"

struct _CsChatPage
{
  AdwBin parent_instance;

  CsConversation *conversation;
  GBinding *active;
  gboolean window_active;
  gboolean show_back;
  gboolean shows_request;

  /* Template children */
  AdwHeaderBar *header;
  AdwSqueezer *squeezer;
  CsChatTitle *title;
  CsChatTitle *under;
  GtkWidget *back;
  CsShieldButton *shield;
  GtkWidget *nothing;
  GtkWidget *content;
  GtkWidget *more;
  GMenu *menu;
  CsChatView *view;
  CsTypingBar *typing;
  CsConnectionBar *connection;
  CsComposer *composer;
  CsPeerBar *peer;
  CsRequestBar *request;
};

enum {
  PROP_0,
  PROP_SHOW_BACK,
  PROP_WINDOW_ACTIVE,
  LAST_PROP,
};

enum {
  SIGNAL_LEFT,
  LAST_SIGNAL,
};

static GParamSpec *props[LAST_PROP];
static guint signals[LAST_SIGNAL];

G_DEFINE_FINAL_TYPE (CsChatPage, cs_chat_page, ADW_TYPE_BIN)

/* What has been before somebody's eyes is read. */
static void
mark_read (CsChatPage *self)
{
  if (cs_chat_page_is_looked_at (self) &&
      cs_chat_view_is_at_end (self->view) &&
      cs_conversation_get_unread (self->conversation) > 0)
    cs_conversation_mark_read (self->conversation);
}

/* What came while nobody looked gets the line above it; when it was read, the line stays to show where it began. */
static void
unread_changed_cb (CsChatPage *self)
{
  mark_read (self);
  cs_chat_view_mark_unread (self->view);
}

/* Who was not let in, or is blocked, is answered first. Links in what they write lead nowhere until then. */
static void
request_changed_cb (CsChatPage *self)
{
  CsContact *contact = self->conversation ? cs_conversation_get_contact (self->conversation) : NULL;
  gboolean gone = self->conversation && cs_conversation_get_room_standing (self->conversation) == CS_ROOM_STANDING_GONE;
  gboolean locked = gone || (contact && (cs_conversation_is_request (self->conversation) || cs_contact_is_blocked (contact)));

  gtk_widget_set_visible (GTK_WIDGET (self->composer), !locked);
  if (self->shows_request && self->conversation && !cs_conversation_is_request (self->conversation)) {
    cs_chat_view_set_conversation (self->view, NULL);
    cs_chat_view_set_conversation (self->view, self->conversation);
  }
  self->shows_request = self->conversation && cs_conversation_is_request (self->conversation);
}

/* Where the header has no room for a name and an address, they stand under it. */
static void
update_under (CsChatPage *self)
{
  gboolean fits = adw_squeezer_get_visible_child (self->squeezer) == GTK_WIDGET (self->title);

  gtk_widget_set_visible (GTK_WIDGET (self->under), self->conversation && !fits);
}

static void
left_cb (CsChatPage *self)
{
  g_signal_emit (self, signals[SIGNAL_LEFT], 0);
}

static void
sent_cb (CsChatPage *self)
{
  cs_chat_view_scroll_to_end (self->view);
}

static void
newest_activated (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  cs_chat_view_scroll_to_end (CS_CHAT_PAGE (widget)->view);
}

static void
write_activated (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  CsChatPage *self = CS_CHAT_PAGE (widget);

  if (self->conversation)
    cs_composer_write (self->composer, g_variant_get_string (parameter, NULL));
}

static void
go_to_day_activated (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  cs_day_jump_ask (CS_CHAT_PAGE (widget)->view);
}

static void
cs_chat_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (cs_chat_page_parent_class)->map (widget);
  mark_read (CS_CHAT_PAGE (widget));
}

static void
cs_chat_page_root (GtkWidget *widget)
{
  CsChatPage *self = CS_CHAT_PAGE (widget);

  GTK_WIDGET_CLASS (cs_chat_page_parent_class)->root (widget);
  self->active = g_object_bind_property (gtk_widget_get_root (widget), "is-active",
                                         self, "window-active",
                                         G_BINDING_SYNC_CREATE);
}

static void
cs_chat_page_unroot (GtkWidget *widget)
{
  CsChatPage *self = CS_CHAT_PAGE (widget);

  g_clear_pointer (&self->active, g_binding_unbind);
  GTK_WIDGET_CLASS (cs_chat_page_parent_class)->unroot (widget);
}

static void
cs_chat_page_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  CsChatPage *self = CS_CHAT_PAGE (object);

  switch (prop_id) {
  case PROP_SHOW_BACK:
    g_value_set_boolean (value, self->show_back);
    break;
  case PROP_WINDOW_ACTIVE:
    g_value_set_boolean (value, self->window_active);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
set_show_back (CsChatPage *self,
               gboolean    show_back)
{
  if (self->show_back == show_back)
    return;

  self->show_back = show_back;
  gtk_widget_set_visible (self->back, show_back);
  adw_header_bar_set_show_start_title_buttons (self->header, show_back);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SHOW_BACK]);
}

static void
set_window_active (CsChatPage *self,
                   gboolean    window_active)
{
  if (self->window_active == window_active)
    return;

  self->window_active = window_active;
  mark_read (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WINDOW_ACTIVE]);
}

static void
cs_chat_page_set_property (GObject      *object,
                           guint         prop_id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  CsChatPage *self = CS_CHAT_PAGE (object);

  switch (prop_id) {
  case PROP_SHOW_BACK:
    set_show_back (self, g_value_get_boolean (value));
    break;
  case PROP_WINDOW_ACTIVE:
    set_window_active (self, g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_chat_page_dispose (GObject *object)
{
  CsChatPage *self = CS_CHAT_PAGE (object);

  if (self->conversation)
    g_signal_handlers_disconnect_by_data (self->conversation, self);
  g_clear_object (&self->conversation);

  G_OBJECT_CLASS (cs_chat_page_parent_class)->dispose (object);
}

static void
install_properties (GObjectClass *object_class)
{
  /**
   * CsChatPage:show-back:
   *
   * Whether a button leads back to the conversations, which is where one pane is shown at a time.
   */
  props[PROP_SHOW_BACK] =
    g_param_spec_boolean ("show-back", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  /**
   * CsChatPage:window-active:
   *
   * Whether somebody looks at the window.
   */
  props[PROP_WINDOW_ACTIVE] =
    g_param_spec_boolean ("window-active", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, LAST_PROP, props);

  /**
   * CsChatPage::left:
   *
   * There is nothing more to show of the conversation.
   */
  signals[SIGNAL_LEFT] =
    g_signal_new ("left", CS_TYPE_CHAT_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cs_chat_page_class_init (CsChatPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (CS_TYPE_CHAT_TITLE);
  g_type_ensure (CS_TYPE_CHAT_VIEW);
  g_type_ensure (CS_TYPE_COMPOSER);
  g_type_ensure (CS_TYPE_CONNECTION_BAR);
  g_type_ensure (CS_TYPE_PEER_BAR);
  g_type_ensure (CS_TYPE_REQUEST_BAR);
  g_type_ensure (CS_TYPE_SHIELD_BUTTON);
  g_type_ensure (CS_TYPE_TYPING_BAR);

  object_class->dispose = cs_chat_page_dispose;
  object_class->get_property = cs_chat_page_get_property;
  object_class->set_property = cs_chat_page_set_property;
  widget_class->map = cs_chat_page_map;
  widget_class->root = cs_chat_page_root;
  widget_class->unroot = cs_chat_page_unroot;

  install_properties (object_class);
  gtk_widget_class_set_layout_manager_type (widget_class, CS_TYPE_PANE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-chat-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CsChatPage, header);
  gtk_widget_class_bind_template_child (widget_class, CsChatPage, squeezer);
  gtk_widget_class_bind_template_child (widget_class, CsChatPage, title);
  gtk_widget_class_bind_template_child (widget_class, CsChatPage, under);
  gtk_widget_class_bind_template_child (widget_class, CsChatPage, back);
  gtk_widget_class_bind_template_child (widget_class, CsChatPage, shield);
  gtk_widget_class_bind_template_child (widget_class, CsChatPage, more);
  gtk_widget_class_bind_template_child (widget_class, CsChatPage, menu);
  gtk_widget_class_bind_template_child (widget_class, CsChatPage, nothing);
  gtk_widget_class_bind_template_child (widget_class, CsChatPage, content);
  gtk_widget_class_bind_template_child (widget_class, CsChatPage, view);
  gtk_widget_class_bind_template_child (widget_class, CsChatPage, typing);
  gtk_widget_class_bind_template_child (widget_class, CsChatPage, connection);
  gtk_widget_class_bind_template_child (widget_class, CsChatPage, composer);
  gtk_widget_class_bind_template_child (widget_class, CsChatPage, peer);
  gtk_widget_class_bind_template_child (widget_class, CsChatPage, request);
  gtk_widget_class_bind_template_callback (widget_class, cs_chat_page_focus);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_under);
  gtk_widget_class_bind_template_callback (widget_class, sent_cb);

  gtk_widget_class_install_action (widget_class, "chat.newest", NULL, newest_activated);
  gtk_widget_class_install_action (widget_class, "chat.write", "s", write_activated);
  gtk_widget_class_install_action (widget_class, "chat.go-to-day", NULL, go_to_day_activated);
}

static void
cs_chat_page_init (CsChatPage *self)
{
  g_autoptr (GMenuModel) whole = cs_conversation_menu_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_menu_append_section (self->menu, NULL, whole);
  g_signal_connect_object (self->view, "notify::at-end", G_CALLBACK (mark_read), self, G_CONNECT_SWAPPED);
}

/* A word in the menu, which is there as long as there is an action of that name. */
static void
add_note (GSimpleActionGroup *actions,
          const char         *name,
          gboolean            shown)
{
  g_autoptr (GSimpleAction) note = shown ? g_simple_action_new (name, NULL) : NULL;

  if (!note)
    return;

  g_simple_action_set_enabled (note, FALSE);
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (note));
}

/* What the menu changes is the conversation itself. */
static void
offer_menu (CsChatPage *self)
{
  g_autoptr (GSimpleActionGroup) actions = NULL;
  g_autoptr (GPropertyAction) receipts = NULL;

  gtk_widget_set_visible (self->more, self->conversation != NULL);
  if (!self->conversation) {
    gtk_widget_insert_action_group (GTK_WIDGET (self), "conversation", NULL);
    return;
  }

  actions = g_simple_action_group_new ();
  /* A room has none of these. */
  if (!cs_conversation_is_room (self->conversation)) {
    add_note (actions, "no-receipts", !cs_conversation_takes_receipts (self->conversation));
    add_note (actions, "no-typing", !cs_conversation_takes_typing (self->conversation));
    receipts = g_property_action_new ("read-receipts", self->conversation, "read-receipts");
    g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (receipts));
  }
  cs_conversation_menu_add_actions (G_ACTION_MAP (actions), GTK_WIDGET (self), self->conversation);
  gtk_widget_insert_action_group (GTK_WIDGET (self), "conversation", G_ACTION_GROUP (actions));
}

/**
 * cs_chat_page_get_conversation:
 * @self: the page
 *
 * Gets the conversation shown.
 *
 * Returns: (transfer none) (nullable): the conversation
 */
CsConversation *
cs_chat_page_get_conversation (CsChatPage *self)
{
  g_return_val_if_fail (CS_IS_CHAT_PAGE (self), NULL);

  return self->conversation;
}

/**
 * cs_chat_page_set_conversation:
 * @self: the page
 * @conversation: (nullable): the conversation to show
 *
 * Shows a conversation.
 */
void
cs_chat_page_set_conversation (CsChatPage     *self,
                               CsConversation *conversation)
{
  CsSession *session;

  g_return_if_fail (CS_IS_CHAT_PAGE (self));

  /* Who opens it has seen the mark. */
  if (conversation)
    cs_conversation_set_marked_unread (conversation, FALSE);
  if (self->conversation == conversation)
    return;

  if (self->conversation)
    g_signal_handlers_disconnect_by_data (self->conversation, self);
  g_set_object (&self->conversation, conversation);

  self->shows_request = FALSE;
  session = conversation ? cs_conversation_get_session (conversation) : NULL;
  cs_chat_view_set_conversation (self->view, conversation);
  cs_composer_set_conversation (self->composer, conversation);
  cs_typing_bar_set_conversation (self->typing, conversation);
  cs_connection_bar_set_session (self->connection, session);
  cs_peer_bar_set_conversation (self->peer, conversation);
  cs_request_bar_set_conversation (self->request, conversation);
  cs_shield_button_set_session (self->shield, session);
  gtk_widget_set_visible (GTK_WIDGET (self->shield), session != NULL);
  cs_chat_title_set_conversation (self->title, conversation);
  cs_chat_title_set_conversation (self->under, conversation);
  update_under (self);
  offer_menu (self);
  gtk_widget_set_visible (self->nothing, conversation == NULL);
  gtk_widget_set_visible (self->content, conversation != NULL);
  request_changed_cb (self);

  if (conversation) {
    g_signal_connect_swapped (conversation, "notify::request", G_CALLBACK (request_changed_cb), self);
    g_signal_connect_swapped (conversation, "notify::room", G_CALLBACK (request_changed_cb), self);
    g_signal_connect_swapped (conversation, "notify::room", G_CALLBACK (offer_menu), self);
    g_signal_connect_swapped (conversation, "notify::unread", G_CALLBACK (unread_changed_cb), self);
    g_signal_connect_swapped (conversation, "notify::takes-receipts", G_CALLBACK (offer_menu), self);
    g_signal_connect_swapped (conversation, "notify::takes-typing", G_CALLBACK (offer_menu), self);
  }
  mark_read (self);
}

/**
 * cs_chat_page_set_several_accounts:
 * @self: the page
 * @several_accounts: whether there are several accounts
 *
 * Says under the name through which account the conversation is, where that isn't plain.
 */
void
cs_chat_page_set_several_accounts (CsChatPage *self,
                                   gboolean    several_accounts)
{
  g_return_if_fail (CS_IS_CHAT_PAGE (self));

  cs_chat_title_set_several_accounts (self->title, several_accounts);
  cs_chat_title_set_several_accounts (self->under, several_accounts);
}

/**
 * cs_chat_page_is_looked_at:
 * @self: the page
 *
 * Returns: whether a conversation is before somebody's eyes
 */
gboolean
cs_chat_page_is_looked_at (CsChatPage *self)
{
  g_return_val_if_fail (CS_IS_CHAT_PAGE (self), FALSE);

  return self->conversation && self->window_active && gtk_widget_get_mapped (GTK_WIDGET (self));
}

/**
 * cs_chat_page_show_message:
 * @self: the page
 * @conversation: the conversation to show
 * @message: a message of it
 * @words: (nullable): what was found in it
 *
 * Shows a message in its place among the others.
 */
void
cs_chat_page_show_message (CsChatPage     *self,
                           CsConversation *conversation,
                           CsMessage      *message,
                           const char     *words)
{
  g_return_if_fail (CS_IS_CHAT_PAGE (self));

  /* Before the rest, which would go to the newest message. */
  cs_chat_view_show_message (self->view, conversation, cs_message_get_id (message), words);
  cs_chat_page_set_conversation (self, conversation);
}

/**
 * cs_chat_page_focus:
 * @self: the page
 *
 * Gives the keyboard to where one writes. (Not by grab_focus(): GTK would pass by everything else on the page then.)
 */
void
cs_chat_page_focus (CsChatPage *self)
{
  g_return_if_fail (CS_IS_CHAT_PAGE (self));

  if (self->conversation && cs_conversation_is_request (self->conversation))
    cs_request_bar_focus (self->request);
  else if (self->conversation)
    cs_composer_focus (self->composer);
}

/**
 * cs_chat_page_keep_draft:
 * @self: the page
 *
 * Keeps what is being written as a draft, now.
 */
void
cs_chat_page_keep_draft (CsChatPage *self)
{
  g_return_if_fail (CS_IS_CHAT_PAGE (self));

  cs_composer_keep_draft (self->composer);
}
