/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-contact-row.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"

#include "cs-contact-dialog.h"
#include "cs-contact-look.h"
#include "cs-contact-toast.h"
#include "cs-presence-dot.h"
#include "cs-row-menu.h"
#include "cs-row-name.h"
#include "cs-toast.h"

struct _CsContactRow
{
  AdwActionRow parent_instance;

  CsContact *contact;
  CsAddress *account;  /* whose contact it is */
  gboolean several;    /* accounts */

  /* Template children */
  AdwAvatar *avatar;
  CsPresenceDot *presence;
  GtkWidget *star;
  GtkWidget *blocked;
  GtkMenuButton *more;
};

G_DEFINE_FINAL_TYPE (CsContactRow, cs_contact_row, ADW_TYPE_ACTION_ROW)

/* The address beside a name, and whose contact it is. */
static char *
word_who (CsContactRow *self)
{
  g_autofree char *address = cs_contact_look_address (cs_contact_get_address (self->contact), self->account);

  if (self->several)
    /* Translators: the first %s is the SIP address of a contact, the second the user's own. */
    return g_strdup_printf (_("%s · through %s"), address, cs_address_get_display (self->account));

  return g_str_equal (cs_contact_get_title (self->contact), address) ? NULL : g_steal_pointer (&address);
}

static void
update_subtitle (CsContactRow *self,
                 const char   *who)
{
  const char *presence = cs_presence_dot_get_words (self->presence);
  g_autofree char *subtitle = who && presence ? g_strconcat (who, " · ", presence, NULL) : g_strdup (who ? who : presence);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle ? subtitle : "");
}

/* That nothing is known of somebody need not be heard at each row. */
static void
update_name (CsContactRow *self,
             const char   *who)
{
  g_autoptr (GString) name = g_string_new (cs_contact_get_title (self->contact));

  if (who)
    g_string_append_printf (name, ", %s", who);
  if (cs_contact_is_favourite (self->contact))
    g_string_append_printf (name, ", %s", _("Favourite"));
  if (cs_contact_is_blocked (self->contact))
    g_string_append_printf (name, ", %s", _("Blocked"));
  if (gtk_widget_get_visible (GTK_WIDGET (self->presence)))
    g_string_append_printf (name, ", %s", cs_presence_dot_get_words (self->presence));

  cs_row_name_set (GTK_WIDGET (self), name->str);
}

static GMenuModel *
make_menu (GtkWidget *row)
{
  return g_object_ref (gtk_menu_button_get_menu_model (CS_CONTACT_ROW (row)->more));
}

static void
update (CsContactRow *self)
{
  const char *title = cs_contact_get_title (self->contact);
  gboolean blocked = cs_contact_is_blocked (self->contact);
  /* Translators: %s is the name of a contact. */
  g_autofree char *words = g_strdup_printf (_("More about %s"), title);
  g_autofree char *who = word_who (self);
  g_autoptr (GMenu) menu = g_menu_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  update_subtitle (self, who);
  update_name (self, who);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), cs_contact_get_note (self->contact));
  cs_contact_look_show (self->avatar, self->contact, title);
  gtk_widget_set_visible (self->star, cs_contact_is_favourite (self->contact));
  gtk_widget_set_visible (self->blocked, blocked);

  g_menu_append (menu, _("_Edit"), "contact.edit");
  g_menu_append (menu, blocked ? _("Un_block") : _("_Block"), "contact.block");
  if (cs_contact_get_standing (self->contact) == CS_STANDING_CONTACT)
    g_menu_append (menu, _("_Remove"), "contact.remove");
  gtk_menu_button_set_menu_model (self->more, G_MENU_MODEL (menu));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->more), words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->more), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

static void
edit_activated (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  CsContactRow *self = CS_CONTACT_ROW (widget);
  g_autofree char *address = cs_contact_look_address (cs_contact_get_address (self->contact), self->account);

  cs_contact_dialog_present_edit (GTK_WINDOW (gtk_widget_get_root (widget)), self->contact, NULL, address, NULL);
}

static void
block_activated (GtkWidget  *widget,
                 const char *action_name,
                 GVariant   *parameter)
{
  g_autoptr (CsContactRow) self = g_object_ref (CS_CONTACT_ROW (widget));
  g_autoptr (CsContactRecord) before = cs_contact_dup_record (self->contact);
  g_autofree char *name = cs_toast_embed (cs_contact_get_title (self->contact));
  g_autofree char *words = g_strdup_printf (before->blocked ? _("%s is no longer blocked") : _("%s is blocked"), name);

  /* Before the row may be gone. */
  cs_toast_add (widget, cs_contact_toast_new (words, self->contact, before));
  cs_contact_set_blocked (self->contact, !before->blocked);
}

static void
remove_activated (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  g_autoptr (CsContactRow) self = g_object_ref (CS_CONTACT_ROW (widget));
  g_autoptr (CsContactRecord) before = cs_contact_dup_record (self->contact);
  g_autofree char *name = cs_toast_embed (cs_contact_get_title (self->contact));
  g_autofree char *words = g_strdup_printf (_("%s was removed from your contacts"), name);

  cs_toast_add (widget, cs_contact_toast_new (words, self->contact, before));
  cs_contact_remove (self->contact);
}

static void
cs_contact_row_dispose (GObject *object)
{
  CsContactRow *self = CS_CONTACT_ROW (object);

  if (self->contact) {
    g_signal_handlers_disconnect_by_data (self->contact, self);
    g_signal_handlers_disconnect_by_data (self->presence, self);
  }
  g_clear_object (&self->contact);
  g_clear_pointer (&self->account, cs_address_unref);

  G_OBJECT_CLASS (cs_contact_row_parent_class)->dispose (object);
}

static void
cs_contact_row_class_init (CsContactRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = cs_contact_row_dispose;

  g_type_ensure (CS_TYPE_PRESENCE_DOT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-contact-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CsContactRow, avatar);
  gtk_widget_class_bind_template_child (widget_class, CsContactRow, presence);
  gtk_widget_class_bind_template_child (widget_class, CsContactRow, star);
  gtk_widget_class_bind_template_child (widget_class, CsContactRow, blocked);
  gtk_widget_class_bind_template_child (widget_class, CsContactRow, more);

  gtk_widget_class_install_action (widget_class, "contact.edit", NULL, edit_activated);
  gtk_widget_class_install_action (widget_class, "contact.block", NULL, block_activated);
  gtk_widget_class_install_action (widget_class, "contact.remove", NULL, remove_activated);
}

static void
cs_contact_row_init (CsContactRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  cs_row_menu_offer (GTK_WIDGET (self), make_menu);
}

/**
 * cs_contact_row_new:
 * @contact: who to show
 * @account: (nullable): the address of the account whose contact it is, unless that is being removed
 * @several: whether there are several accounts
 *
 * Makes a row that follows a contact.
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
cs_contact_row_new (CsContact *contact,
                    CsAddress *account,
                    gboolean   several)
{
  CsContactRow *self = g_object_new (CS_TYPE_CONTACT_ROW, NULL);

  self->contact = g_object_ref (contact);
  self->account = account ? cs_address_ref (account) : NULL;
  self->several = several && account;
  g_signal_connect_swapped (contact, "notify", G_CALLBACK (update), self);
  cs_presence_dot_set_contact (self->presence, contact);
  g_signal_connect_swapped (self->presence, "notify::words", G_CALLBACK (update), self);
  update (self);

  return GTK_WIDGET (self);
}

/**
 * cs_contact_row_get_contact:
 * @self: the row
 *
 * Gets whom the row shows.
 *
 * Returns: (transfer none): the contact
 */
CsContact *
cs_contact_row_get_contact (CsContactRow *self)
{
  g_return_val_if_fail (CS_IS_CONTACT_ROW (self), NULL);

  return self->contact;
}
