/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-new-conversation-dialog.h"

#include "cs-account-choice.h"
#include "cs-contact-proposals.h"
#include "cs-error-row.h"
#include "cs-typed-address.h"

/* Milliseconds without a key after which the address is looked at. */
#define TYPING_STOPPED 800

struct _CsNewConversationDialog
{
  AdwWindow parent_instance;

  CsProfile *profile;
  CsSession *used;   /* the account that is proposed where the address tells nothing, nullable */
  gboolean chosen;   /* the account, by the person */
  GCancellable *cancellable;
  guint check_id;

  /* Template children */
  GtkEditable *address;
  CsErrorRow *address_error;
  AdwComboRow *account;
  CsContactProposals *proposals;
};

enum {
  SIGNAL_OPENED,
  LAST_SIGNAL,
};

static guint signals[LAST_SIGNAL];

G_DEFINE_FINAL_TYPE (CsNewConversationDialog, cs_new_conversation_dialog, ADW_TYPE_WINDOW)

static CsSession *
get_session (CsNewConversationDialog *self)
{
  return cs_account_choice_get (self->account, self->profile);
}

static CsAddress *
parse_address (CsNewConversationDialog  *self,
               CsSession                *session,
               GError                  **error)
{
  return cs_typed_address_parse (gtk_editable_get_text (self->address),
                                 cs_account_get_address (cs_session_get_account (session)), error);
}

static void
account_chosen_cb (CsNewConversationDialog *self)
{
  self->chosen = TRUE;
}

/* Until somebody chooses, the account is the one that goes with the address. */
static void
suggest_account (CsNewConversationDialog *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->address)));
  g_autoptr (CsAddress) address = strchr (text, '@') ? cs_address_parse (text, NULL) : NULL;
  g_autoptr (CsSession) suggested = NULL;

  if (self->chosen)
    return;

  suggested = cs_profile_suggest_session (self->profile, address, self->used);
  if (!suggested)
    return;

  g_signal_handlers_block_by_func (self->account, account_chosen_cb, self);
  cs_account_choice_select (self->account, self->profile, suggested);
  g_signal_handlers_unblock_by_func (self->account, account_chosen_cb, self);
}

static gboolean
check_cb (gpointer user_data)
{
  CsNewConversationDialog *self = user_data;
  g_autoptr (CsSession) session = get_session (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (CsAddress) address = NULL;

  self->check_id = 0;
  if (!session || !*gtk_editable_get_text (self->address))
    return G_SOURCE_REMOVE;

  address = parse_address (self, session, &error);
  if (error)
    cs_error_row_set_words (self->address_error, GTK_WIDGET (self->address), error->message);

  return G_SOURCE_REMOVE;
}

static void
changed_cb (CsNewConversationDialog *self)
{
  gboolean filled = *gtk_editable_get_text (self->address) != '\0';

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.start", filled);
  cs_error_row_set_note (self->address_error, GTK_WIDGET (self->address),
                         cs_typed_address_find_note (gtk_editable_get_text (self->address)));
  suggest_account (self);
  g_clear_handle_id (&self->check_id, g_source_remove);
  self->check_id = g_timeout_add (TYPING_STOPPED, check_cb, self);
  cs_contact_proposals_set_words (self->proposals, gtk_editable_get_text (self->address));
}

static void
entry_activated_cb (CsNewConversationDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "dialog.start", NULL);
}

static void
opened_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (CsNewConversationDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CsConversation) conversation = NULL;

  conversation = cs_session_open_conversation_finish (CS_SESSION (source), result, &error);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  if (!conversation) {
    gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.start", TRUE);
    cs_error_row_set_words (self->address_error, GTK_WIDGET (self->address), error->message);
    return;
  }

  cs_account_choice_remember (CS_SESSION (source));
  g_signal_emit (self, signals[SIGNAL_OPENED], 0, conversation);
  gtk_window_close (GTK_WINDOW (self));
}

static void
start_activated (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  CsNewConversationDialog *self = CS_NEW_CONVERSATION_DIALOG (widget);
  g_autoptr (CsSession) session = get_session (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (CsAddress) address = NULL;

  if (!session)
    return;

  g_clear_handle_id (&self->check_id, g_source_remove);
  address = parse_address (self, session, &error);
  if (!address) {
    cs_error_row_set_words (self->address_error, GTK_WIDGET (self->address), error->message);
    gtk_widget_grab_focus (GTK_WIDGET (self->address));
    return;
  }

  gtk_widget_action_set_enabled (widget, "dialog.start", FALSE);
  cs_session_open_conversation_async (session, address, self->cancellable, opened_cb, g_object_ref (self));
}

/* A contact belongs to an account. */
static void
contact_chosen_cb (CsNewConversationDialog *self,
                   CsContact               *contact)
{
  g_autoptr (CsSession) session = cs_profile_find_session_by_id (self->profile, cs_contact_get_account (contact));

  if (!session)
    return;

  cs_account_choice_select (self->account, self->profile, session);
  gtk_editable_set_text (self->address, cs_address_get_display (cs_contact_get_address (contact)));
  gtk_widget_activate_action (GTK_WIDGET (self), "dialog.start", NULL);
}

static gboolean
cs_new_conversation_dialog_close_request (GtkWindow *window)
{
  g_cancellable_cancel (CS_NEW_CONVERSATION_DIALOG (window)->cancellable);

  return GTK_WINDOW_CLASS (cs_new_conversation_dialog_parent_class)->close_request (window);
}

static void
cs_new_conversation_dialog_dispose (GObject *object)
{
  CsNewConversationDialog *self = CS_NEW_CONVERSATION_DIALOG (object);

  g_clear_handle_id (&self->check_id, g_source_remove);
  g_clear_object (&self->profile);
  g_clear_object (&self->used);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (cs_new_conversation_dialog_parent_class)->dispose (object);
}

static void
cs_new_conversation_dialog_class_init (CsNewConversationDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (CS_TYPE_CONTACT_PROPOSALS);
  g_type_ensure (CS_TYPE_ERROR_ROW);

  object_class->dispose = cs_new_conversation_dialog_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = cs_new_conversation_dialog_close_request;

  /**
   * CsNewConversationDialog::opened:
   * @conversation: the conversation
   *
   * The conversation is there and can be shown.
   */
  signals[SIGNAL_OPENED] =
    g_signal_new ("opened", CS_TYPE_NEW_CONVERSATION_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 1, CS_TYPE_CONVERSATION);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/countersign/Countersign/cs-new-conversation-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CsNewConversationDialog, address);
  gtk_widget_class_bind_template_child (widget_class, CsNewConversationDialog, address_error);
  gtk_widget_class_bind_template_child (widget_class, CsNewConversationDialog, account);
  gtk_widget_class_bind_template_child (widget_class, CsNewConversationDialog, proposals);
  gtk_widget_class_bind_template_callback (widget_class, contact_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);

  gtk_widget_class_install_action (widget_class, "dialog.start", NULL, start_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cs_new_conversation_dialog_init (CsNewConversationDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "dialog.start", FALSE);
  self->cancellable = g_cancellable_new ();
}

/**
 * cs_new_conversation_dialog_present:
 * @parent: the window it belongs to
 * @profile: whose accounts can start a conversation
 * @used: (nullable): the account that is used just now
 *
 * Asks whom to talk to. The account is asked for only where there is a choice.
 *
 * Returns: (transfer none): the dialog, owned by GTK
 */
CsNewConversationDialog *
cs_new_conversation_dialog_present (GtkWindow *parent,
                                    CsProfile *profile,
                                    CsSession *used)
{
  CsNewConversationDialog *self = g_object_new (CS_TYPE_NEW_CONVERSATION_DIALOG, "transient-for", parent, NULL);

  self->profile = g_object_ref (profile);
  self->used = used ? g_object_ref (used) : cs_account_choice_recall (profile);
  cs_account_choice_fill (self->account, profile);
  g_signal_connect_object (self->account, "notify::selected", G_CALLBACK (account_chosen_cb), self, G_CONNECT_SWAPPED);
  suggest_account (self);

  cs_contact_proposals_start (self->proposals, cs_profile_get_contacts (profile), NULL, NULL);
  cs_contact_proposals_set_entry (self->proposals, GTK_WIDGET (self->address));
  cs_contact_proposals_set_words (self->proposals, "");
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->address));

  return self;
}

/**
 * cs_new_conversation_dialog_fill_in:
 * @self: the dialog
 * @address: whom to talk to
 *
 * Fills in the address, which the person may change, and has to confirm.
 */
void
cs_new_conversation_dialog_fill_in (CsNewConversationDialog *self,
                                    CsAddress               *address)
{
  g_autofree char *text = g_strconcat (cs_address_is_sips (address) ? "sips:" : "", cs_address_get_display (address), NULL);

  g_return_if_fail (CS_IS_NEW_CONVERSATION_DIALOG (self));

  gtk_editable_set_text (self->address, text);
  gtk_editable_set_position (self->address, -1);
}
