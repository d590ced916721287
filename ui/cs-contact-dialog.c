/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-contact-dialog.h"

#include <glib/gi18n-lib.h>

#include "cs-account-choice.h"
#include "cs-contact-look.h"
#include "cs-error-row.h"
#include "cs-typed-address.h"

struct _CsContactDialog
{
  AdwWindow parent_instance;

  CsProfile *profile;   /* NULL where somebody is changed */
  CsContact *contact;   /* NULL where somebody is added */

  /* Template children */
  GtkButton *save;
  AdwAvatar *avatar;
  GtkLabel *known;
  GtkLabel *warning;
  GtkEditable *address;
  CsErrorRow *address_error;
  AdwComboRow *account;
  GtkEditable *name;
  GtkEditable *note;
  AdwComboRow *colour;
  GtkSwitch *favourite;
};

G_DEFINE_FINAL_TYPE (CsContactDialog, cs_contact_dialog, ADW_TYPE_WINDOW)

static void
show_avatar (CsContactDialog *self)
{
  const char *name = gtk_editable_get_text (self->name);
  const char *address = self->contact ? cs_address_get_display (cs_contact_get_address (self->contact))
                                      : gtk_editable_get_text (self->address);

  cs_contact_look_colour (self->avatar, adw_combo_row_get_selected (self->colour));
  adw_avatar_set_text (self->avatar, *name ? name : address);
}

static void
changed_cb (CsContactDialog *self)
{
  gboolean filled = self->contact || *gtk_editable_get_text (self->address);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "contact.save", filled);
  cs_error_row_set_note (self->address_error, GTK_WIDGET (self->address),
                         cs_typed_address_find_note (gtk_editable_get_text (self->address)));
  show_avatar (self);
}

static void
entry_activated_cb (CsContactDialog *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "contact.save", NULL);
}

/* Whom the address that was written belongs to; says so if it is none, or somebody who is there. */
static CsContact *
find_contact (CsContactDialog *self)
{
  g_autoptr (CsSession) session = cs_account_choice_get (self->account, self->profile);
  CsAccount *account = session ? cs_session_get_account (session) : NULL;
  g_autoptr (CsAddress) address = NULL;
  g_autoptr (GError) error = NULL;
  CsContact *contact;

  if (!account)
    return NULL;

  address = cs_typed_address_parse (gtk_editable_get_text (self->address), cs_account_get_address (account), &error);
  if (!address) {
    cs_error_row_set_words (self->address_error, GTK_WIDGET (self->address), error->message);
    return NULL;
  }

  contact = cs_contacts_ensure (cs_profile_get_contacts (self->profile), cs_account_get_id (account), address);
  if (cs_contact_get_standing (contact) == CS_STANDING_CONTACT) {
    cs_error_row_set_words (self->address_error, GTK_WIDGET (self->address), _("This person is in your contacts already."));
    return NULL;
  }

  return contact;
}

static void
save_activated (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  CsContactDialog *self = CS_CONTACT_DIALOG (widget);
  CsContact *contact = self->contact ? self->contact : find_contact (self);
  g_autoptr (CsContactRecord) record = NULL;

  if (!contact) {
    gtk_widget_grab_focus (GTK_WIDGET (self->address));
    return;
  }

  record = cs_contact_dup_record (contact);
  record->standing = CS_STANDING_CONTACT;
  g_free (record->name);
  record->name = g_strdup (gtk_editable_get_text (self->name));
  g_free (record->note);
  record->note = g_strdup (gtk_editable_get_text (self->note));
  record->colour = adw_combo_row_get_selected (self->colour);
  record->favourite = gtk_switch_get_active (self->favourite);
  cs_contact_update (contact, record);
  gtk_window_close (GTK_WINDOW (self));
}

static void
cs_contact_dialog_dispose (GObject *object)
{
  CsContactDialog *self = CS_CONTACT_DIALOG (object);

  g_clear_object (&self->profile);
  g_clear_object (&self->contact);

  G_OBJECT_CLASS (cs_contact_dialog_parent_class)->dispose (object);
}

static void
cs_contact_dialog_class_init (CsContactDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (CS_TYPE_ERROR_ROW);
  G_OBJECT_CLASS (klass)->dispose = cs_contact_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-contact-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, CsContactDialog, save);
  gtk_widget_class_bind_template_child (widget_class, CsContactDialog, avatar);
  gtk_widget_class_bind_template_child (widget_class, CsContactDialog, known);
  gtk_widget_class_bind_template_child (widget_class, CsContactDialog, warning);
  gtk_widget_class_bind_template_child (widget_class, CsContactDialog, address);
  gtk_widget_class_bind_template_child (widget_class, CsContactDialog, address_error);
  gtk_widget_class_bind_template_child (widget_class, CsContactDialog, account);
  gtk_widget_class_bind_template_child (widget_class, CsContactDialog, name);
  gtk_widget_class_bind_template_child (widget_class, CsContactDialog, note);
  gtk_widget_class_bind_template_child (widget_class, CsContactDialog, colour);
  gtk_widget_class_bind_template_child (widget_class, CsContactDialog, favourite);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, show_avatar);
  gtk_widget_class_bind_template_callback (widget_class, entry_activated_cb);

  gtk_widget_class_install_action (widget_class, "contact.save", NULL, save_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
cs_contact_dialog_init (CsContactDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_contact_dialog_present_new:
 * @parent: the window it belongs to
 * @profile: whose contacts to add to
 *
 * Asks for the address of somebody, and for what to note of them.
 */
void
cs_contact_dialog_present_new (GtkWindow *parent,
                               CsProfile *profile)
{
  CsContactDialog *self = g_object_new (CS_TYPE_CONTACT_DIALOG, "transient-for", parent, "title", _("Add Contact"), NULL);

  self->profile = g_object_ref (profile);
  cs_account_choice_fill (self->account, profile);
  gtk_button_set_label (self->save, _("Add"));
  changed_cb (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->address));
}

/**
 * cs_contact_dialog_present_edit:
 * @parent: the window it belongs to
 * @contact: who it is about; saving takes them into the list if they are not there
 * @name: (nullable): a name to propose where there is none
 * @address: the address, and what is to be said about it
 * @warning: (nullable): what is wrong with it, if anything is
 *
 * Asks for what to note of somebody.
 */
void
cs_contact_dialog_present_edit (GtkWindow  *parent,
                                CsContact  *contact,
                                const char *name,
                                const char *address,
                                const char *warning)
{
  gboolean listed = cs_contact_get_standing (contact) == CS_STANDING_CONTACT;
  CsContactDialog *self = g_object_new (CS_TYPE_CONTACT_DIALOG,
                                        "transient-for", parent,
                                        "title", listed ? _("Edit Contact") : _("Add Contact"),
                                        NULL);

  self->contact = g_object_ref (contact);
  gtk_label_set_text (self->known, address);
  gtk_widget_set_visible (GTK_WIDGET (self->known), TRUE);
  gtk_label_set_text (self->warning, warning ? warning : "");
  gtk_widget_set_visible (GTK_WIDGET (self->warning), warning != NULL);
  gtk_widget_set_visible (GTK_WIDGET (self->address), FALSE);
  gtk_button_set_label (self->save, listed ? _("Save") : _("Add"));
  if (cs_contact_get_name (contact))
    name = cs_contact_get_name (contact);
  gtk_editable_set_text (self->name, name ? name : "");
  gtk_editable_set_text (self->note, cs_contact_get_note (contact) ? cs_contact_get_note (contact) : "");
  adw_combo_row_set_selected (self->colour, cs_contact_get_colour (contact));
  gtk_switch_set_active (self->favourite, cs_contact_is_favourite (contact));
  changed_cb (self);
  gtk_window_present (GTK_WINDOW (self));
  gtk_widget_grab_focus (GTK_WIDGET (self->name));
}
