/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-locked-row.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"

struct _CsLockedRow
{
  AdwActionRow parent_instance;
};

G_DEFINE_FINAL_TYPE (CsLockedRow, cs_locked_row, ADW_TYPE_ACTION_ROW)

static void
cs_locked_row_class_init (CsLockedRowClass *klass)
{
  gtk_widget_class_set_template_from_resource (GTK_WIDGET_CLASS (klass), "/org/countersign/Countersign/cs-locked-row.ui");
}

static void
cs_locked_row_init (CsLockedRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), _("Set by your organisation"));
}

/**
 * cs_locked_row_new:
 * @title: what is ruled
 *
 * Makes a row with a small lock that says that the organisation set it.
 *
 * Returns: (transfer floating): the row
 */
GtkWidget *
cs_locked_row_new (const char *title)
{
  g_autofree char *visible = cs_text_make_visible (title);

  return g_object_new (CS_TYPE_LOCKED_ROW, "title", visible, NULL);
}

/* @title: NULL where the policy says nothing; it is a rule only where it is locked. */
static gboolean
stand_for (CsLockedRow *self,
           GtkWidget   *entry,
           CsPolicy    *policy,
           CsPolicyKey  key,
           const char  *title)
{
  gboolean locked = title && cs_policy_is_locked (policy, key);

  if (locked)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  gtk_widget_set_visible (entry, !locked);
  gtk_widget_set_visible (GTK_WIDGET (self), locked);

  return locked;
}

/**
 * cs_locked_row_stand_for_server:
 * @self: a row
 * @entry: what a server can be typed into
 * @policy: (nullable): what the administrator rules
 * @domain: (nullable): the domain of the account
 *
 * Takes the place of the entry where the server is ruled, and else leaves it to the entry.
 *
 * Returns: whether the server is ruled
 */
gboolean
cs_locked_row_stand_for_server (CsLockedRow *self,
                                GtkWidget   *entry,
                                CsPolicy    *policy,
                                CsHost      *domain)
{
  CsEndpoint *server = cs_policy_get_server (policy, domain);
  /* Translators: %s is a host, perhaps with a port */
  g_autofree char *title = server ? g_strdup_printf (_("Server: %s"), cs_endpoint_get_string (server)) : NULL;

  return stand_for (self, entry, policy, CS_POLICY_SERVER, title);
}

/**
 * cs_locked_row_stand_for_rules_server:
 * @self: a row
 * @entry: what a server for contact rules can be typed into
 * @policy: (nullable): what the administrator rules
 * @domain: (nullable): the domain of the account
 *
 * Takes the place of the entry where that server is ruled, and else leaves it to the entry.
 */
void
cs_locked_row_stand_for_rules_server (CsLockedRow *self,
                                      GtkWidget   *entry,
                                      CsPolicy    *policy,
                                      CsHost      *domain)
{
  CsXcapRoot *root = cs_policy_get_rules_server (policy, domain);
  /* Translators: %s is an address that begins with “https:” */
  g_autofree char *title = root ? g_strdup_printf (_("Contact rules server: %s"), cs_xcap_root_get_string (root)) : NULL;

  stand_for (self, entry, policy, CS_POLICY_RULES_SERVER, title);
}

/**
 * cs_locked_row_stand_for_room_manager:
 * @self: a row
 * @entry: what the address of who makes rooms can be typed into
 * @policy: (nullable): what the administrator rules
 * @domain: (nullable): the domain of the account
 *
 * Takes the place of the entry where that address is ruled, and else leaves it to the entry.
 */
void
cs_locked_row_stand_for_room_manager (CsLockedRow *self,
                                      GtkWidget   *entry,
                                      CsPolicy    *policy,
                                      CsHost      *domain)
{
  CsAddress *manager = cs_policy_get_room_manager (policy, domain);
  /* Translators: %s is a SIP address. */
  g_autofree char *title = manager ? g_strdup_printf (_("Address for rooms: %s"), cs_address_get_display (manager)) : NULL;

  stand_for (self, entry, policy, CS_POLICY_ROOM_MANAGER, title);
}
