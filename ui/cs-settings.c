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

/**
 * cs_settings_get_notification_text:
 * @settings: (nullable): what the person set
 * @policy: (nullable): what the administrator rules
 *
 * Returns: whether notifications tell who wrote and what
 */
gboolean
cs_settings_get_notification_text (GSettings *settings,
                                   CsPolicy  *policy)
{
  g_autoptr (GVariant) chosen = settings ? g_settings_get_user_value (settings, "notification-text") : NULL;

  if (!chosen || cs_policy_is_locked (policy, CS_POLICY_NOTIFICATION_TEXT))
    return cs_policy_get_notification_text (policy);

  return g_variant_get_boolean (chosen);
}
