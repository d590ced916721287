/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-conversation-list.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"

#include "cs-account-filter.h"
#include "cs-accounts-bar.h"
#include "cs-archive-bar.h"
#include "cs-conversation-row.h"
#include "cs-day-watch.h"
#include "cs-pane-layout.h"
#include "cs-request-list.h"
#include "cs-search-pane.h"
#include "cs-settings.h"
#include "cs-watch-bar.h"

/* A list box builds every row it is given: it is given so many at first, and as many again whenever its end is reached. */
#define SLICE 60

struct _CsConversationList
{
  AdwBin parent_instance;

  GListModel *conversations;  /* those that may be shown */
  CsAccountFilter *filter;
  GSettings *settings;  /* NULL where the schema is not installed */
  GtkSliceListModel *slice;
  CsConversation *selected;  /* compared, never used */
  CsDayWatch *days;
  CsListFocus *focus;

  /* Template children */
  AdwHeaderBar *header;
  AdwWindowTitle *title;
  GtkStack *stack;
  AdwStatusPage *empty;
  GtkWidget *scroller;
  GtkListBox *list;
  CsWatchBar *watch;
  CsRequestList *requests;
  CsArchiveBar *archive;
  GtkSearchBar *bar;
  GtkEditable *entry;
  CsSearchPane *found;
  CsAccountsBar *accounts;
};

enum {
  PROP_0,
  PROP_SHOW_TITLE_BUTTONS,
  LAST_PROP,
};

enum {
  SIGNAL_CHOSEN,
  SIGNAL_FOUND,
  LAST_SIGNAL,
};

static GParamSpec *props[LAST_PROP];
static guint signals[LAST_SIGNAL];

G_DEFINE_FINAL_TYPE (CsConversationList, cs_conversation_list, ADW_TYPE_BIN)

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  CsConversationList *self = user_data;
  GtkWidget *row = cs_conversation_row_new (item);

  cs_conversation_row_set_account_shown (CS_CONVERSATION_ROW (row), cs_account_filter_mixes (self->filter));

  return row;
}

/* Why there is nothing to see, and what would show something. */
static void
update_empty (CsConversationList *self)
{
  CsSession *session = cs_account_filter_get_session (self->filter);
  g_autofree char *words = NULL;

  if (gtk_widget_get_visible (GTK_WIDGET (self->archive))) {
    adw_status_page_set_title (self->empty, _("All conversations are archived"));
    adw_status_page_set_description (self->empty, _("They are kept in the archive, below this list."));
    return;
  }

  if (session) {
    g_autofree char *address = cs_text_isolate (cs_address_get_display (cs_account_get_address (cs_session_get_account (session))));

    /* Translators: %s is a SIP address of the user. */
    words = g_markup_printf_escaped (_("Only those of %s are shown. The menu of the accounts, below, shows all."), address);
  }
  adw_status_page_set_title (self->empty, _("No conversations yet"));
  adw_status_page_set_description (self->empty, words ? words : _("All you need is the SIP address of somebody."));
}

static void
update_page (CsConversationList *self)
{
  gboolean empty = g_list_model_get_n_items (self->conversations) == 0;

  if (empty)
    update_empty (self);
  if (gtk_search_bar_get_search_mode (self->bar) && *gtk_editable_get_text (self->entry))
    gtk_stack_set_visible_child_name (self->stack, "found");
  else
    gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "list");
}

/* Whoever ends a search by the keyboard goes on where they were, in the list. */
static void
search_mode_cb (CsConversationList *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  gboolean ends = !gtk_search_bar_get_search_mode (self->bar);

  update_page (self);
  if (ends && focus && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->bar)))
    gtk_widget_child_focus (GTK_WIDGET (self->stack), GTK_DIR_TAB_FORWARD);
}

/* A conversation that moves to the top gets a new row: the selection goes along. */
static void
conversations_changed_cb (CsConversationList *self)
{
  update_page (self);
  cs_conversation_row_select (self->list, self->selected);
}

/* Where conversations of several accounts stand side by side, each says through which. */
static void
filter_changed_cb (CsConversationList *self)
{
  CsSession *session = cs_account_filter_get_session (self->filter);

  adw_window_title_set_subtitle (self->title,
                                 session ? cs_address_get_display (cs_account_get_address (cs_session_get_account (session))) : "");
  cs_conversation_row_show_accounts (self->list, cs_account_filter_mixes (self->filter));
  update_page (self);
}

/* Going through the list by the keyboard selects rows: behind it, that of the conversation which is shown is selected again. */
static void
left_cb (CsConversationList *self)
{
  cs_conversation_row_select (self->list, self->selected);
}

static void
row_activated_cb (CsConversationList *self,
                  GtkListBoxRow      *row)
{
  CsConversation *conversation = cs_conversation_row_get_conversation (CS_CONVERSATION_ROW (row));

  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, conversation);
}

static void
request_chosen_cb (CsConversationList *self,
                   CsConversation     *conversation)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, conversation);
}

static void
search_changed_cb (CsConversationList *self)
{
  cs_search_pane_look_for (self->found, gtk_editable_get_text (self->entry));
  update_page (self);
}

static void
search_entered_cb (CsConversationList *self)
{
  cs_search_pane_focus (self->found);
}

static void
found_cb (CsConversationList *self,
          CsSearchHit        *hit)
{
  g_signal_emit (self, signals[SIGNAL_FOUND], 0, hit);
}

static void
edge_reached_cb (CsConversationList *self,
                 GtkPositionType     edge)
{
  guint size = gtk_slice_list_model_get_size (self->slice);

  if (edge == GTK_POS_BOTTOM && size < g_list_model_get_n_items (self->conversations))
    gtk_slice_list_model_set_size (self->slice, size + SLICE);
}

static void
cs_conversation_list_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  CsConversationList *self = CS_CONVERSATION_LIST (object);

  switch (prop_id) {
  case PROP_SHOW_TITLE_BUTTONS:
    g_value_set_boolean (value, adw_header_bar_get_show_end_title_buttons (self->header));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_conversation_list_set_property (GObject      *object,
                                   guint         prop_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  CsConversationList *self = CS_CONVERSATION_LIST (object);

  switch (prop_id) {
  case PROP_SHOW_TITLE_BUTTONS:
    if (adw_header_bar_get_show_end_title_buttons (self->header) == g_value_get_boolean (value))
      return;
    adw_header_bar_set_show_end_title_buttons (self->header, g_value_get_boolean (value));
    g_object_notify_by_pspec (object, pspec);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_conversation_list_dispose (GObject *object)
{
  CsConversationList *self = CS_CONVERSATION_LIST (object);

  if (self->list)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  if (self->slice)
    g_signal_handlers_disconnect_by_data (self->slice, self);
  if (self->filter)
    g_signal_handlers_disconnect_by_data (self->filter, self);
  g_clear_pointer (&self->days, cs_day_watch_free);
  g_clear_pointer (&self->focus, cs_list_focus_free);
  g_clear_object (&self->slice);
  g_clear_object (&self->conversations);
  g_clear_object (&self->filter);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (cs_conversation_list_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_layout_manager_type (widget_class, CS_TYPE_PANE_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-conversation-list.ui");
  gtk_widget_class_bind_template_child (widget_class, CsConversationList, header);
  gtk_widget_class_bind_template_child (widget_class, CsConversationList, title);
  gtk_widget_class_bind_template_child (widget_class, CsConversationList, stack);
  gtk_widget_class_bind_template_child (widget_class, CsConversationList, empty);
  gtk_widget_class_bind_template_child (widget_class, CsConversationList, scroller);
  gtk_widget_class_bind_template_child (widget_class, CsConversationList, list);
  gtk_widget_class_bind_template_child (widget_class, CsConversationList, watch);
  gtk_widget_class_bind_template_child (widget_class, CsConversationList, requests);
  gtk_widget_class_bind_template_child (widget_class, CsConversationList, archive);
  gtk_widget_class_bind_template_child (widget_class, CsConversationList, bar);
  gtk_widget_class_bind_template_child (widget_class, CsConversationList, entry);
  gtk_widget_class_bind_template_child (widget_class, CsConversationList, found);
  gtk_widget_class_bind_template_child (widget_class, CsConversationList, accounts);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, found_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_mode_cb);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, edge_reached_cb);
  gtk_widget_class_bind_template_callback (widget_class, request_chosen_cb);
}

static void
cs_conversation_list_class_init (CsConversationListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cs_conversation_list_dispose;
  object_class->get_property = cs_conversation_list_get_property;
  object_class->set_property = cs_conversation_list_set_property;

  /**
   * CsConversationList:show-title-buttons:
   *
   * Whether the header bar shows the window's end buttons, which is where this is the only pane.
   */
  props[PROP_SHOW_TITLE_BUTTONS] =
    g_param_spec_boolean ("show-title-buttons", NULL, NULL, TRUE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, LAST_PROP, props);

  /**
   * CsConversationList::chosen:
   * @conversation: the conversation
   *
   * A conversation is to be shown.
   */
  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", CS_TYPE_CONVERSATION_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, CS_TYPE_CONVERSATION);

  /**
   * CsConversationList::found:
   * @hit: what was found
   *
   * A message is to be shown in its place.
   */
  signals[SIGNAL_FOUND] =
    g_signal_new ("found", CS_TYPE_CONVERSATION_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, CS_TYPE_SEARCH_HIT);

  g_type_ensure (CS_TYPE_ACCOUNTS_BAR);
  g_type_ensure (CS_TYPE_REQUEST_LIST);
  g_type_ensure (CS_TYPE_ARCHIVE_BAR);
  g_type_ensure (CS_TYPE_SEARCH_PANE);
  g_type_ensure (CS_TYPE_WATCH_BAR);
  bind_template (widget_class);
}

static void
day_passed_cb (gpointer user_data)
{
  CsConversationList *self = user_data;

  cs_conversation_row_update_times (self->list);
  cs_request_list_update_times (self->requests);
}

static void
cs_conversation_list_init (CsConversationList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->days = cs_day_watch_new (day_passed_cb, self);
  gtk_search_bar_connect_entry (self->bar, self->entry);
}

/* Whose conversations are shown is chosen in the menu of the accounts, and remembered. */
static void
make_filter (CsConversationList *self,
             GListModel         *sessions)
{
  g_autoptr (GSimpleActionGroup) actions = g_simple_action_group_new ();
  g_autoptr (GPropertyAction) show = NULL;

  self->filter = cs_account_filter_new (sessions);
  self->settings = cs_settings_open ();
  if (self->settings)
    g_settings_bind (self->settings, "shown-account", self->filter, "account", G_SETTINGS_BIND_DEFAULT);

  show = g_property_action_new ("show", self->filter, "account");
  g_action_map_add_action (G_ACTION_MAP (actions), G_ACTION (show));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "accounts", G_ACTION_GROUP (actions));
}

/**
 * cs_conversation_list_set_profile:
 * @self: the list
 * @profile: whose conversations and accounts to show
 *
 * Gives the list what it shows, once.
 */
void
cs_conversation_list_set_profile (CsConversationList *self,
                                  CsProfile          *profile)
{
  GtkFilterListModel *of_account;

  g_return_if_fail (CS_IS_CONVERSATION_LIST (self));
  g_return_if_fail (!self->conversations);

  make_filter (self, cs_profile_get_sessions (profile));
  of_account = gtk_filter_list_model_new (g_object_ref (cs_profile_get_conversations (profile)),
                                          g_object_ref (GTK_FILTER (self->filter)));
  cs_request_list_set_conversations (self->requests, G_LIST_MODEL (of_account), self->filter);
  self->conversations = cs_archive_bar_filter (self->archive, cs_request_list_leave_out (G_LIST_MODEL (of_account)));
  cs_watch_bar_set_sessions (self->watch, cs_profile_get_sessions (profile));
  cs_search_pane_set_profile (self->found, profile);
  self->slice = gtk_slice_list_model_new (g_object_ref (self->conversations), 0, SLICE);

  self->focus = cs_conversation_row_keep_focus (self->list, G_LIST_MODEL (self->slice));
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->slice), create_row, self, NULL);
  g_signal_connect_swapped (self->slice, "items-changed", G_CALLBACK (conversations_changed_cb), self);
  g_signal_connect_swapped (self->filter, "changed", G_CALLBACK (filter_changed_cb), self);
  conversations_changed_cb (self);
  filter_changed_cb (self);
  cs_accounts_bar_set_sessions (self->accounts, cs_profile_get_sessions (profile));
}

/**
 * cs_conversation_list_select:
 * @self: the list
 * @conversation: (nullable): the conversation that is shown
 *
 * Marks the conversation that is shown.
 */
void
cs_conversation_list_select (CsConversationList *self,
                             CsConversation     *conversation)
{
  g_return_if_fail (CS_IS_CONVERSATION_LIST (self));

  self->selected = conversation;
  cs_search_pane_set_conversation (self->found, conversation);
  cs_request_list_select (self->requests, conversation);
  cs_conversation_row_select (self->list, self->selected);
}

/**
 * cs_conversation_list_search:
 * @self: the list
 *
 * Shows where one writes what to look for in the messages.
 */
void
cs_conversation_list_search (CsConversationList *self)
{
  g_return_if_fail (CS_IS_CONVERSATION_LIST (self));

  gtk_search_bar_set_search_mode (self->bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (self->entry, 0, -1);
}

/**
 * cs_conversation_list_end_search:
 * @self: the list
 *
 * Shows the conversations again.
 */
void
cs_conversation_list_end_search (CsConversationList *self)
{
  g_return_if_fail (CS_IS_CONVERSATION_LIST (self));

  gtk_search_bar_set_search_mode (self->bar, FALSE);
}
