/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-settings.h"

#define SCHEMA "org.countersign.Countersign"

/**
 * cs_settings_open:
 *
 * Opens what the program remembers of its window.
 *
 * Returns: (transfer full) (nullable): the settings, %NULL where the schema is not installed
 */
GSettings *
cs_settings_open (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source)
    schema = g_settings_schema_source_lookup (source, SCHEMA, TRUE);

  return schema ? g_settings_new (SCHEMA) : NULL;
}
