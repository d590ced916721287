/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-contacts-window.h"

#include <glib/gi18n-lib.h>

#include "cs-contact-dialog.h"
#include "cs-contact-files.h"
#include "cs-contact-look.h"
#include "cs-contact-row.h"
#include "cs-contact-server.h"
#include "cs-list-focus.h"
#include "cs-toast.h"

/* A list box builds every row that it is given: it is given so many a frame, until there are enough to scroll. */
#define STEP 6

struct _CsContactsWindow
{
  AdwWindow parent_instance;

  CsProfile *profile;
  GListModel *found;
  GtkFilter *filter;
  GtkSliceListModel *slice;
  guint growing_id;
  CsListFocus *focus;

  /* Template children */
  GtkStack *pages;
  GtkEditable *search;
  GtkAdjustment *adjustment;
  GtkListBox *list;
  GMenu *servers;
};

enum {
  SIGNAL_OPENED,
  LAST_SIGNAL,
};

static guint signals[LAST_SIGNAL];

G_DEFINE_FINAL_TYPE (CsContactsWindow, cs_contacts_window, ADW_TYPE_WINDOW)

static gboolean
is_found (gpointer item,
          gpointer user_data)
{
  CsContactsWindow *self = user_data;
  CsContact *contact = item;
  const char *words = gtk_editable_get_text (self->search);

  return cs_contact_look_has (cs_contact_get_title (contact), cs_contact_get_address (contact), words);
}

/* Contacts are an account's. */
static CsSession *
find_session (CsContactsWindow *self,
              CsContact        *contact)
{
  return cs_profile_find_session_by_id (self->profile, cs_contact_get_account (contact));
}

/* Where there are several accounts, each contact says whose it is. */
static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  CsContactsWindow *self = user_data;
  gboolean several = g_list_model_get_n_items (cs_profile_get_sessions (self->profile)) > 1;
  g_autoptr (CsSession) session = find_session (self, item);

  return cs_contact_row_new (item, session ? cs_account_get_address (cs_session_get_account (session)) : NULL, several);
}

static gpointer
get_contact (GtkListBoxRow *row)
{
  return cs_contact_row_get_contact (CS_CONTACT_ROW (row));
}

/* A page behind what is in sight is there before somebody gets to it. */
static gboolean
has_enough (CsContactsWindow *self)
{
  double page = gtk_adjustment_get_page_size (self->adjustment);

  return page > 0 && gtk_adjustment_get_upper (self->adjustment) >= gtk_adjustment_get_value (self->adjustment) + 2 * page;
}

static gboolean
grow_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  CsContactsWindow *self = CS_CONTACTS_WINDOW (widget);
  guint size = gtk_slice_list_model_get_size (self->slice);

  if (size < g_list_model_get_n_items (self->found) && !has_enough (self)) {
    gtk_slice_list_model_set_size (self->slice, size + STEP);
    return G_SOURCE_CONTINUE;
  }

  self->growing_id = 0;

  return G_SOURCE_REMOVE;
}

static void
grow (CsContactsWindow *self)
{
  if (!self->growing_id)
    self->growing_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), grow_cb, NULL, NULL);
}

static void
update_page (CsContactsWindow *self)
{
  gboolean none = g_list_model_get_n_items (G_LIST_MODEL (cs_profile_get_contacts (self->profile))) == 0;
  gboolean found = g_list_model_get_n_items (self->found) > 0;

  gtk_stack_set_visible_child_name (self->pages, none ? "empty" : found ? "list" : "nobody");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "contacts.export", !none);
  grow (self);
}

static void
edge_reached_cb (CsContactsWindow *self,
                 GtkPositionType   edge)
{
  if (edge == GTK_POS_BOTTOM)
    grow (self);
}

static void
search_changed_cb (CsContactsWindow *self)
{
  gtk_slice_list_model_set_size (self->slice, STEP);
  gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
  update_page (self);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (CsContactsWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsConversation) conversation = cs_session_open_conversation_finish (CS_SESSION (source), result, &error);

  if (!conversation) {
    cs_toast_show (GTK_WIDGET (self->list), error->message);
    return;
  }

  g_signal_emit (self, signals[SIGNAL_OPENED], 0, conversation);
  gtk_window_close (GTK_WINDOW (self));
}

static void
row_activated_cb (CsContactsWindow *self,
                  CsContactRow     *row)
{
  CsContact *contact = cs_contact_row_get_contact (row);
  g_autoptr (CsSession) session = find_session (self, contact);

  if (session)
    cs_session_open_conversation_async (session, cs_contact_get_address (contact), NULL, opened_cb, g_object_ref (self));
}

static void
add_activated (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  cs_contact_dialog_present_new (GTK_WINDOW (widget), CS_CONTACTS_WINDOW (widget)->profile);
}

static void
import_activated (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  CsContactsWindow *self = CS_CONTACTS_WINDOW (widget);

  cs_contact_files_import (GTK_WIDGET (self->list), self->profile);
}

static void
import_server_activated (GtkWidget  *widget,
                         const char *action_name,
                         GVariant   *parameter)
{
  CsContactsWindow *self = CS_CONTACTS_WINDOW (widget);

  cs_contact_server_import (GTK_WIDGET (self->list), self->profile, g_variant_get_string (parameter, NULL));
}

static void
export_activated (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  CsContactsWindow *self = CS_CONTACTS_WINDOW (widget);

  cs_contact_files_export (GTK_WIDGET (self->list), self->profile);
}

static void
cs_contacts_window_dispose (GObject *object)
{
  CsContactsWindow *self = CS_CONTACTS_WINDOW (object);

  if (self->list)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_clear_pointer (&self->focus, cs_list_focus_free);
  if (self->found)
    g_signal_handlers_disconnect_by_data (self->found, self);
  g_clear_object (&self->slice);
  g_clear_object (&self->found);
  g_clear_object (&self->filter);
  g_clear_object (&self->profile);

  G_OBJECT_CLASS (cs_contacts_window_parent_class)->dispose (object);
}

static void
cs_contacts_window_class_init (CsContactsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_contacts_window_dispose;

  /**
   * CsContactsWindow::opened:
   * @conversation: the conversation
   *
   * A conversation with somebody is to be shown.
   */
  signals[SIGNAL_OPENED] =
    g_signal_new ("opened", CS_TYPE_CONTACTS_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, CS_TYPE_CONVERSATION);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-contacts-window.ui");
  gtk_widget_class_bind_template_child (widget_class, CsContactsWindow, pages);
  gtk_widget_class_bind_template_child (widget_class, CsContactsWindow, search);
  gtk_widget_class_bind_template_child (widget_class, CsContactsWindow, list);
  gtk_widget_class_bind_template_child (widget_class, CsContactsWindow, servers);
  gtk_widget_class_bind_template_child (widget_class, CsContactsWindow, adjustment);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, edge_reached_cb);

  gtk_widget_class_install_action (widget_class, "contacts.add", NULL, add_activated);
  gtk_widget_class_install_action (widget_class, "contacts.import", NULL, import_activated);
  gtk_widget_class_install_action (widget_class, "contacts.import-server", "s", import_server_activated);
  gtk_widget_class_install_action (widget_class, "contacts.export", NULL, export_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_n, GDK_CONTROL_MASK, "contacts.add", NULL);
}

static void
cs_contacts_window_init (CsContactsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cs_toast_let_escape_close (GTK_WINDOW (self));
}

/**
 * cs_contacts_window_present:
 * @parent: the window it belongs to
 * @profile: whose contacts to show
 *
 * Shows the contacts.
 *
 * Returns: (transfer none): the window, owned by GTK
 */
CsContactsWindow *
cs_contacts_window_present (GtkWindow *parent,
                            CsProfile *profile)
{
  CsContactsWindow *self = g_object_new (CS_TYPE_CONTACTS_WINDOW, "transient-for", parent, NULL);

  self->profile = g_object_ref (profile);
  cs_contact_server_fill_menu (self->servers, profile, "contacts.import-server");
  self->filter = GTK_FILTER (gtk_custom_filter_new (is_found, self, NULL));
  self->found = G_LIST_MODEL (gtk_filter_list_model_new (G_LIST_MODEL (g_object_ref (cs_profile_get_contacts (profile))),
                                                         g_object_ref (self->filter)));
  self->slice = gtk_slice_list_model_new (g_object_ref (self->found), 0, STEP);
  self->focus = cs_list_focus_new (self->list, G_LIST_MODEL (self->slice), get_contact);
  gtk_list_box_bind_model (self->list, G_LIST_MODEL (self->slice), create_row, self, NULL);
  g_signal_connect_swapped (self->found, "items-changed", G_CALLBACK (update_page), self);
  update_page (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->search));

  return self;
}
