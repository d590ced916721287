/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-contact-proposals.h"

#include <glib/gi18n-lib.h>

#include "cs-contact-look.h"

/* More contacts than this are found by writing more. */
#define MOST_PROPOSALS 4

struct _CsContactProposals
{
  AdwBin parent_instance;

  char *words;                       /* NULL: nobody is proposed */
  CsContactProposalsWanted wanted;   /* NULL: all */
  gpointer user_data;
  GtkFilter *filter;
  GListModel *proposed;              /* NULL: not started yet */
  GtkListBox *list;
};

enum {
  SIGNAL_CHOSEN,
  LAST_SIGNAL,
};

static guint signals[LAST_SIGNAL];

G_DEFINE_FINAL_TYPE (CsContactProposals, cs_contact_proposals, ADW_TYPE_BIN)

static gboolean
is_proposed (gpointer item,
             gpointer user_data)
{
  CsContactProposals *self = user_data;
  CsContact *contact = item;

  if (!self->words || cs_contact_is_blocked (contact) || (self->wanted && !self->wanted (contact, self->user_data)))
    return FALSE;

  return cs_contact_look_has (cs_contact_get_title (contact), cs_contact_get_address (contact), self->words);
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  CsContact *contact = item;
  AdwActionRow *row = cs_contact_look_new_row (contact, cs_contact_get_title (contact),
                                               cs_address_get_display (cs_contact_get_address (contact)));

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);

  return GTK_WIDGET (row);
}

static void
update_visible (CsContactProposals *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), g_list_model_get_n_items (self->proposed) > 0);
}

static void
row_activated_cb (CsContactProposals *self,
                  GtkListBoxRow      *row)
{
  g_autoptr (CsContact) contact = g_list_model_get_item (self->proposed, (guint) gtk_list_box_row_get_index (row));

  if (contact)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, contact);
}

/* From what is typed down to what it may mean. */
static gboolean
key_pressed_cb (CsContactProposals *self,
                guint               key,
                guint               code,
                GdkModifierType     state)
{
  if ((key != GDK_KEY_Down && key != GDK_KEY_KP_Down) || !gtk_widget_get_visible (GTK_WIDGET (self)))
    return GDK_EVENT_PROPAGATE;

  return gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

/* And up again, to write on. */
static gboolean
keynav_failed_cb (GtkWidget        *list,
                  GtkDirectionType  direction)
{
  GtkWidget *focus;

  if (direction != GTK_DIR_UP)
    return FALSE;

  g_signal_emit_by_name (list, "move-focus", GTK_DIR_TAB_BACKWARD);
  focus = gtk_root_get_focus (gtk_widget_get_root (list));
  if (GTK_IS_EDITABLE (focus))
    gtk_editable_set_position (GTK_EDITABLE (focus), -1);

  return TRUE;
}

static void
cs_contact_proposals_dispose (GObject *object)
{
  CsContactProposals *self = CS_CONTACT_PROPOSALS (object);

  if (self->list)
    gtk_list_box_bind_model (self->list, NULL, NULL, NULL, NULL);
  self->list = NULL;
  g_clear_object (&self->proposed);
  g_clear_object (&self->filter);
  g_clear_pointer (&self->words, g_free);

  G_OBJECT_CLASS (cs_contact_proposals_parent_class)->dispose (object);
}

static void
cs_contact_proposals_class_init (CsContactProposalsClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cs_contact_proposals_dispose;

  /**
   * CsContactProposals::chosen:
   * @contact: who was chosen
   *
   * Somebody was chosen.
   */
  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", CS_TYPE_CONTACT_PROPOSALS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, CS_TYPE_CONTACT);
}

static void
cs_contact_proposals_init (CsContactProposals *self)
{
  GtkWidget *list = gtk_list_box_new ();

  self->list = GTK_LIST_BOX (list);
  gtk_list_box_set_selection_mode (self->list, GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Contacts"), -1);
  g_signal_connect_object (list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect (list, "keynav-failed", G_CALLBACK (keynav_failed_cb), NULL);
  adw_bin_set_child (ADW_BIN (self), list);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * cs_contact_proposals_start:
 * @self: proposals
 * @contacts: whom to propose from
 * @wanted: (nullable): whether somebody is to be proposed; who is blocked never is
 * @user_data: data for @wanted, which lives as long as the widget
 *
 * Proposes nobody yet: that begins with cs_contact_proposals_set_words().
 */
void
cs_contact_proposals_start (CsContactProposals       *self,
                            CsContacts               *contacts,
                            CsContactProposalsWanted  wanted,
                            gpointer                  user_data)
{
  GListModel *found;

  g_return_if_fail (CS_IS_CONTACT_PROPOSALS (self));
  g_return_if_fail (!self->proposed);

  self->wanted = wanted;
  self->user_data = user_data;
  self->filter = GTK_FILTER (gtk_custom_filter_new (is_proposed, self, NULL));
  found = G_LIST_MODEL (gtk_filter_list_model_new (g_object_ref (G_LIST_MODEL (contacts)), g_object_ref (self->filter)));
  self->proposed = G_LIST_MODEL (gtk_slice_list_model_new (found, 0, MOST_PROPOSALS));
  gtk_list_box_bind_model (self->list, self->proposed, create_row, NULL, NULL);
  g_signal_connect_object (self->proposed, "items-changed", G_CALLBACK (update_visible), self, G_CONNECT_SWAPPED);
}

/**
 * cs_contact_proposals_set_entry:
 * @self: proposals
 * @entry: what is typed into
 *
 * Lets the arrow key lead from what is typed to the proposals.
 */
void
cs_contact_proposals_set_entry (CsContactProposals *self,
                                GtkWidget          *entry)
{
  GtkEventController *keys = gtk_event_controller_key_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (entry, keys);
}

/**
 * cs_contact_proposals_set_words:
 * @self: proposals
 * @words: (nullable): what was typed of a name or an address; %NULL for no proposals
 *
 * Proposes those whom the words may mean, or, while there are none, the first.
 */
void
cs_contact_proposals_set_words (CsContactProposals *self,
                                const char         *words)
{
  g_return_if_fail (CS_IS_CONTACT_PROPOSALS (self));

  g_free (self->words);
  self->words = g_strdup (words);
  if (self->filter)
    gtk_filter_changed (self->filter, GTK_FILTER_CHANGE_DIFFERENT);
}

/**
 * cs_contact_proposals_find_only:
 * @self: proposals
 *
 * Returns: (transfer full) (nullable): who is proposed alone; %NULL for nobody or several
 */
CsContact *
cs_contact_proposals_find_only (CsContactProposals *self)
{
  g_return_val_if_fail (CS_IS_CONTACT_PROPOSALS (self), NULL);

  return self->proposed && g_list_model_get_n_items (self->proposed) == 1 ? g_list_model_get_item (self->proposed, 0) : NULL;
}
