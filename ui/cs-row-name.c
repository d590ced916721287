/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-row-name.h"

/**
 * cs_row_name_set:
 * @row: a row
 * @name: its name
 *
 * Names a row for those who hear it.
 */
void
cs_row_name_set (GtkWidget  *row,
                 const char *name)
{
  /* GTK 4.8 would say the title after the name. */
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * cs_row_name_make:
 * @row: a row with its title
 * @more: (nullable): what else it shows
 *
 * Names a row by its title, what stands below and what else it shows.
 */
void
cs_row_name_make (AdwActionRow *row,
                  const char   *more)
{
  const char *subtitle = adw_action_row_get_subtitle (row);
  g_autoptr (GString) name = g_string_new (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));

  if (subtitle && *subtitle)
    g_string_append_printf (name, ", %s", subtitle);
  if (more)
    g_string_append_printf (name, ", %s", more);

  cs_row_name_set (GTK_WIDGET (row), name->str);
}
