/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-request-list.h"

#include <glib/gi18n-lib.h>

#include "cs-conversation-row.h"

struct _CsRequestList
{
  AdwBin parent_instance;

  GListModel *requests;
  CsAccountFilter *filter;
  CsConversation *selected;  /* compared, never used */
  CsListFocus *focus;

  /* Template children */
  GtkToggleButton *title;
  GtkLabel *words;
  GtkListBox *list;
};

enum {
  SIGNAL_CHOSEN,
  LAST_SIGNAL,
};

static guint signals[LAST_SIGNAL];

G_DEFINE_FINAL_TYPE (CsRequestList, cs_request_list, ADW_TYPE_BIN)

static gboolean
is_request (gpointer item,
            gpointer user_data)
{
  return cs_conversation_is_request (item);
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  CsRequestList *self = user_data;
  GtkWidget *row = cs_conversation_row_new (item);

  cs_conversation_row_set_account_shown (CS_CONVERSATION_ROW (row), cs_account_filter_mixes (self->filter));

  return row;
}

static void
filter_changed_cb (CsRequestList *self)
{
  cs_conversation_row_show_accounts (self->list, cs_account_filter_mixes (self->filter));
}

static void
left_cb (CsRequestList *self)
{
  cs_conversation_row_select (self->list, self->selected);
}

static void
row_activated_cb (CsRequestList *self,
                  GtkListBoxRow *row)
{
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, cs_conversation_row_get_conversation (CS_CONVERSATION_ROW (row)));
}

static void
requests_changed_cb (CsRequestList *self)
{
  guint n = g_list_model_get_n_items (self->requests);
  /* Translators: %u is how many people wrote who are not known. */
  g_autofree char *words = g_strdup_printf (_("Requests (%u)"), n);

  gtk_label_set_text (self->words, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->title), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
  if (n == 0)
    gtk_toggle_button_set_active (self->title, FALSE);
  cs_conversation_row_select (self->list, self->selected);
}

static void
cs_request_list_dispose (GObject *object)
{
  CsRequestList *self = CS_REQUEST_LIST (object);

  if (self->list)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_clear_pointer (&self->focus, cs_list_focus_free);
  if (self->requests)
    g_signal_handlers_disconnect_by_data (self->requests, self);
  g_clear_object (&self->requests);
  if (self->filter)
    g_signal_handlers_disconnect_by_data (self->filter, self);
  g_clear_object (&self->filter);

  G_OBJECT_CLASS (cs_request_list_parent_class)->dispose (object);
}

static void
cs_request_list_class_init (CsRequestListClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_request_list_dispose;

  /**
   * CsRequestList::chosen:
   * @conversation: the conversation
   *
   * A request is to be shown.
   */
  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", CS_TYPE_REQUEST_LIST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, CS_TYPE_CONVERSATION);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-request-list.ui");
  gtk_widget_class_bind_template_child (widget_class, CsRequestList, title);
  gtk_widget_class_bind_template_child (widget_class, CsRequestList, words);
  gtk_widget_class_bind_template_child (widget_class, CsRequestList, list);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
cs_request_list_init (CsRequestList *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static gboolean
is_shown_elsewhere (gpointer item,
                    gpointer user_data)
{
  return !cs_conversation_is_request (item) && !cs_conversation_is_refused (item);
}

/**
 * cs_request_list_leave_out:
 * @conversations: (transfer full): a list of [class@Conversation]
 *
 * Makes the list of those that are no requests.
 *
 * Returns: (transfer full): the list
 */
GListModel *
cs_request_list_leave_out (GListModel *conversations)
{
  GtkCustomFilter *filter = gtk_custom_filter_new (is_shown_elsewhere, NULL, NULL);

  return G_LIST_MODEL (gtk_filter_list_model_new (conversations, GTK_FILTER (filter)));
}

/**
 * cs_request_list_set_conversations:
 * @self: the list
 * @conversations: a list of [class@Conversation], among them the requests
 * @accounts: tells whether they are of several accounts
 *
 * Gives the list what it shows, once.
 */
void
cs_request_list_set_conversations (CsRequestList   *self,
                                   GListModel      *conversations,
                                   CsAccountFilter *accounts)
{
  GtkCustomFilter *filter;

  g_return_if_fail (CS_IS_REQUEST_LIST (self));
  g_return_if_fail (!self->requests);

  filter = gtk_custom_filter_new (is_request, NULL, NULL);
  self->requests = G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (conversations), GTK_FILTER (filter)));
  self->filter = g_object_ref (accounts);
  self->focus = cs_conversation_row_keep_focus (self->list, self->requests);
  gtk_list_box_bind_model (self->list, self->requests, create_row, self, NULL);
  g_signal_connect_swapped (accounts, "changed", G_CALLBACK (filter_changed_cb), self);
  g_signal_connect_swapped (self->requests, "items-changed", G_CALLBACK (requests_changed_cb), self);
  requests_changed_cb (self);
}

/**
 * cs_request_list_select:
 * @self: the list
 * @conversation: (nullable): the conversation that is shown
 *
 * Marks the conversation that is shown, if it is a request.
 */
void
cs_request_list_select (CsRequestList  *self,
                        CsConversation *conversation)
{
  g_return_if_fail (CS_IS_REQUEST_LIST (self));

  self->selected = conversation;
  if (conversation && cs_conversation_is_request (conversation))
    gtk_toggle_button_set_active (self->title, TRUE);
  cs_conversation_row_select (self->list, self->selected);
}

/**
 * cs_request_list_update_times:
 * @self: the list
 *
 * Words the times anew: what was today is yesterday.
 */
void
cs_request_list_update_times (CsRequestList *self)
{
  g_return_if_fail (CS_IS_REQUEST_LIST (self));

  cs_conversation_row_update_times (self->list);
}
