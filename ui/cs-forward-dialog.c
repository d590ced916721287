/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-forward-dialog.h"

#include "base/cs-text.h"

#include "cs-contact-look.h"
#include "cs-new-conversation-dialog.h"

/* A list box builds every row it is given; who is not among these is found by name. */
#define MOST_ROWS 60

struct _CsForwardDialog
{
  AdwWindow parent_instance;

  CsProfile *profile;
  GtkCustomFilter *filter;
  GListModel *shown;

  /* Template children */
  GtkEditable *entry;
  GtkListBox *list;
};

enum {
  SIGNAL_CHOSEN,
  LAST_SIGNAL,
};

static guint signals[LAST_SIGNAL];

G_DEFINE_FINAL_TYPE (CsForwardDialog, cs_forward_dialog, ADW_TYPE_WINDOW)

/* The address, and, where there are several accounts, through which of them. */
static char *
word_subtitle (CsForwardDialog *self,
               CsConversation  *conversation,
               const char      *name)
{
  gboolean several = g_list_model_get_n_items (cs_profile_get_sessions (self->profile)) > 1;
  g_autofree char *address = cs_contact_look_words (conversation);
  g_autofree char *account = several ? cs_contact_look_account (conversation) : NULL;

  if (g_str_equal (name, address))
    return account ? g_steal_pointer (&account) : g_strdup ("");

  return account ? g_strconcat (address, " · ", account, NULL) : g_steal_pointer (&address);
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  CsForwardDialog *self = user_data;
  CsConversation *conversation = item;
  g_autofree char *name = cs_text_make_visible (cs_conversation_get_name (conversation));
  g_autofree char *subtitle = word_subtitle (self, conversation, name);
  AdwActionRow *row = cs_contact_look_new_row (cs_conversation_get_contact (conversation), name, subtitle);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);

  return GTK_WIDGET (row);
}

/* Nobody means to write to those who were not let in. */
static gboolean
filter_cb (gpointer item,
           gpointer user_data)
{
  CsForwardDialog *self = user_data;

  return cs_conversation_may_tell (item) &&
         cs_contact_look_has (cs_conversation_get_name (item), cs_conversation_get_peer (item),
                              gtk_editable_get_text (self->entry));
}

static void
search_changed_cb (CsForwardDialog *self)
{
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
choose (CsForwardDialog *self,
        CsConversation  *conversation)
{
  g_autoptr (CsForwardDialog) guard = g_object_ref (self);

  gtk_window_close (GTK_WINDOW (self));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, conversation);
}

static void
choose_at (CsForwardDialog *self,
           guint            position)
{
  g_autoptr (CsConversation) conversation = g_list_model_get_item (self->shown, position);

  if (conversation)
    choose (self, conversation);
}

static void
row_activated_cb (CsForwardDialog *self,
                  GtkListBoxRow   *row)
{
  choose_at (self, (guint) gtk_list_box_row_get_index (row));
}

/* The only one left is meant. */
static void
entry_activated_cb (CsForwardDialog *self)
{
  search_changed_cb (self);
  if (g_list_model_get_n_items (self->shown) == 1)
    choose_at (self, 0);
}

static void
new_activated (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  CsForwardDialog *self = CS_FORWARD_DIALOG (widget);
  CsNewConversationDialog *dialog = cs_new_conversation_dialog_present (GTK_WINDOW (self), self->profile, NULL);

  g_signal_connect_object (dialog, "opened", G_CALLBACK (choose), self, G_CONNECT_SWAPPED);
}

static void
cs_forward_dialog_dispose (GObject *object)
{
  CsForwardDialog *self = CS_FORWARD_DIALOG (object);

  if (self->list)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  g_clear_object (&self->shown);
  g_clear_object (&self->filter);
  g_clear_object (&self->profile);

  G_OBJECT_CLASS (cs_forward_dialog_parent_class)->dispose (object);
}

static void
cs_forward_dialog_class_init (CsForwardDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_forward_dialog_dispose;

  /**
   * CsForwardDialog::chosen:
   * @conversation: where the message goes
   *
   * A conversation was chosen.
   */
  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", CS_TYPE_FORWARD_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, CS_TYPE_CONVERSATION);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-forward-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CsForwardDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, CsForwardDialog, list);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, gtk_window_close);
  gtk_widget_class_install_action (widget_class, "forward.new", NULL, new_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cs_forward_dialog_init (CsForwardDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_forward_dialog_present:
 * @parent: the window to stand above
 * @profile: whose conversations to choose from
 *
 * Asks to whom a message is to go.
 *
 * Returns: (transfer none): the dialog, owned by GTK
 */
CsForwardDialog *
cs_forward_dialog_present (GtkWindow *parent,
                           CsProfile *profile)
{
  CsForwardDialog *self = g_object_new (CS_TYPE_FORWARD_DIALOG, "transient-for", parent, NULL);
  GtkFilterListModel *found;

  self->profile = g_object_ref (profile);
  self->filter = gtk_custom_filter_new (filter_cb, self, NULL);
  found = gtk_filter_list_model_new (g_object_ref (cs_profile_get_conversations (profile)),
                                     GTK_FILTER (g_object_ref (self->filter)));
  self->shown = G_LIST_MODEL (gtk_slice_list_model_new (G_LIST_MODEL (found), 0, MOST_ROWS));
  gtk_list_box_bind_model (self->list, self->shown, create_row, self, NULL);

  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));

  return self;
}
