/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-account-private.h"

/* A setting is a row here, a name in the private header, and two functions below: property and key of the file, which have the
 * same name, come from the row. A choice is written down by its nick. */
static const struct {
  const char *name;
  GType     (*get_type) (void);  /* of the enum; NULL: a switch */
  int         initial;
} settings[] = {
  /**
   * CsAccount:signed-out:
   *
   * Whether the person signed out: the session then isn't started with the program.
   */
  [CS_ACCOUNT_SIGNED_OUT] = { "signed-out", NULL, FALSE },

  /**
   * CsAccount:organisation-lookup:
   *
   * Whether the server is also looked for where servers of organisations are published.
   */
  [CS_ACCOUNT_ORGANISATION_LOOKUP] = { "organisation-lookup", NULL, FALSE },

  /**
   * CsAccount:read-receipts:
   *
   * Whether those who ask are told that their messages were read.
   */
  [CS_ACCOUNT_READ_RECEIPTS] = { "read-receipts", NULL, TRUE },

  /**
   * CsAccount:typing:
   *
   * Whether others are told that somebody is writing to them.
   */
  [CS_ACCOUNT_TYPING] = { "typing", NULL, TRUE },

  /**
   * CsAccount:availability:
   *
   * What the person chose for others to see; offline is to be invisible.
   */
  [CS_ACCOUNT_AVAILABILITY] = { "availability", cs_presence_state_get_type, CS_PRESENCE_AVAILABLE },

  /**
   * CsAccount:show-presence:
   *
   * Whether others are told at all.
   */
  [CS_ACCOUNT_SHOW_PRESENCE] = { "show-presence", NULL, TRUE },

  /**
   * CsAccount:keep-history:
   *
   * How long messages stay on this computer.
   */
  [CS_ACCOUNT_KEEP_HISTORY] = { "keep-history", cs_keeping_get_type, CS_KEEPING_FOREVER },

  /**
   * CsAccount:contacts-only:
   *
   * Whether messages of strangers are refused.
   */
  [CS_ACCOUNT_CONTACTS_ONLY] = { "contacts-only", NULL, FALSE },
};

G_STATIC_ASSERT (G_N_ELEMENTS (settings) == CS_ACCOUNT_N_SETTINGS);

static GParamSpec *props[CS_ACCOUNT_N_SETTINGS];

/**
 * cs_account_install_settings:
 * @object_class: the class of accounts
 * @first_id: the first number of a property that is free
 *
 * Makes a property of each setting.
 */
void
cs_account_install_settings (GObjectClass *object_class,
                             guint         first_id)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  for (guint i = 0; i < CS_ACCOUNT_N_SETTINGS; i++) {
    if (settings[i].get_type)
      props[i] = g_param_spec_enum (settings[i].name, NULL, NULL, settings[i].get_type (), settings[i].initial, flags);
    else
      props[i] = g_param_spec_boolean (settings[i].name, NULL, NULL, settings[i].initial, flags);
    g_object_class_install_property (object_class, first_id + i, props[i]);
  }
}

/**
 * cs_account_reset_settings:
 * @self: a new account
 *
 * Gives each setting the value that it begins with.
 */
void
cs_account_reset_settings (CsAccount *self)
{
  for (guint i = 0; i < CS_ACCOUNT_N_SETTINGS; i++)
    self->settings[i] = settings[i].initial;
}

static void
set_setting (CsAccount        *self,
             CsAccountSetting  setting,
             int               value)
{
  if (!settings[setting].get_type)
    value = !!value;
  if (self->settings[setting] == value)
    return;

  self->settings[setting] = value;
  g_object_notify_by_pspec (G_OBJECT (self), props[setting]);
}

/**
 * cs_account_get_setting_value:
 * @self: an account
 * @setting: a [enum@AccountSetting]
 * @value: where to put the value of its property
 *
 * Returns: %FALSE if there is no such setting
 */
gboolean
cs_account_get_setting_value (CsAccount *self,
                              guint      setting,
                              GValue    *value)
{
  if (setting >= CS_ACCOUNT_N_SETTINGS)
    return FALSE;

  if (settings[setting].get_type)
    g_value_set_enum (value, self->settings[setting]);
  else
    g_value_set_boolean (value, self->settings[setting]);

  return TRUE;
}

/**
 * cs_account_set_setting_value:
 * @self: an account
 * @setting: a [enum@AccountSetting]
 * @value: the new value of its property
 *
 * Returns: %FALSE if there is no such setting
 */
gboolean
cs_account_set_setting_value (CsAccount    *self,
                              guint         setting,
                              const GValue *value)
{
  if (setting >= CS_ACCOUNT_N_SETTINGS)
    return FALSE;

  set_setting (self, setting, settings[setting].get_type ? g_value_get_enum (value) : g_value_get_boolean (value));

  return TRUE;
}

static int
load_choice (GKeyFile   *file,
             const char *group,
             guint       setting)
{
  g_autofree char *nick = g_key_file_get_string (file, group, settings[setting].name, NULL);
  g_autoptr (GEnumClass) choices = g_type_class_ref (settings[setting].get_type ());
  GEnumValue *choice = nick ? g_enum_get_value_by_nick (choices, nick) : NULL;

  return choice ? choice->value : settings[setting].initial;
}

/**
 * cs_account_load_settings:
 * @self: an account
 * @file: a key file
 * @group: the group that describes the account
 *
 * Reads the settings that are there; the others stay as they are.
 */
void
cs_account_load_settings (CsAccount  *self,
                          GKeyFile   *file,
                          const char *group)
{
  for (guint i = 0; i < CS_ACCOUNT_N_SETTINGS; i++) {
    if (!g_key_file_has_key (file, group, settings[i].name, NULL))
      continue;

    if (settings[i].get_type)
      self->settings[i] = load_choice (file, group, i);
    else
      self->settings[i] = g_key_file_get_boolean (file, group, settings[i].name, NULL);
  }
}

/**
 * cs_account_save_settings:
 * @self: an account
 * @file: the key file to write to
 * @group: the group that describes the account
 *
 * Writes every setting.
 */
void
cs_account_save_settings (CsAccount  *self,
                          GKeyFile   *file,
                          const char *group)
{
  for (guint i = 0; i < CS_ACCOUNT_N_SETTINGS; i++) {
    if (settings[i].get_type) {
      g_autoptr (GEnumClass) choices = g_type_class_ref (settings[i].get_type ());

      g_key_file_set_string (file, group, settings[i].name, g_enum_get_value (choices, self->settings[i])->value_nick);
    } else {
      g_key_file_set_boolean (file, group, settings[i].name, self->settings[i]);
    }
  }
}

/**
 * cs_account_get_signed_out:
 * @self: an account
 *
 * Gets whether the person signed out.
 *
 * Returns: %TRUE if the session is not to be started with the program
 */
gboolean
cs_account_get_signed_out (CsAccount *self)
{
  g_return_val_if_fail (CS_IS_ACCOUNT (self), FALSE);

  return self->settings[CS_ACCOUNT_SIGNED_OUT];
}

/**
 * cs_account_set_signed_out:
 * @self: an account
 * @signed_out: whether the person signed out
 *
 * Remembers whether the person signed out. [method@Session.start] clears it.
 */
void
cs_account_set_signed_out (CsAccount *self,
                           gboolean   signed_out)
{
  g_return_if_fail (CS_IS_ACCOUNT (self));

  set_setting (self, CS_ACCOUNT_SIGNED_OUT, signed_out);
}

/**
 * cs_account_get_organisation_lookup:
 * @self: an account
 *
 * Gets whether the server is also looked for where servers of organisations are published.
 *
 * Returns: %TRUE if so
 */
gboolean
cs_account_get_organisation_lookup (CsAccount *self)
{
  g_return_val_if_fail (CS_IS_ACCOUNT (self), FALSE);

  return self->settings[CS_ACCOUNT_ORGANISATION_LOOKUP];
}

/**
 * cs_account_set_organisation_lookup:
 * @self: an account
 * @organisation_lookup: whether to look there
 *
 * Sets whether the server is also looked for where servers of organisations are published.
 */
void
cs_account_set_organisation_lookup (CsAccount *self,
                                    gboolean   organisation_lookup)
{
  g_return_if_fail (CS_IS_ACCOUNT (self));

  set_setting (self, CS_ACCOUNT_ORGANISATION_LOOKUP, organisation_lookup);
}

/**
 * cs_account_get_read_receipts:
 * @self: an account
 *
 * Gets whether those who ask are told that their messages were read.
 *
 * Returns: %TRUE if so
 */
gboolean
cs_account_get_read_receipts (CsAccount *self)
{
  g_return_val_if_fail (CS_IS_ACCOUNT (self), FALSE);

  return self->settings[CS_ACCOUNT_READ_RECEIPTS];
}

/**
 * cs_account_set_read_receipts:
 * @self: an account
 * @read_receipts: whether to tell them
 *
 * Sets whether those who ask are told that their messages were read. A conversation may have a setting of its own.
 */
void
cs_account_set_read_receipts (CsAccount *self,
                              gboolean   read_receipts)
{
  g_return_if_fail (CS_IS_ACCOUNT (self));

  set_setting (self, CS_ACCOUNT_READ_RECEIPTS, read_receipts);
}

/**
 * cs_account_get_typing:
 * @self: an account
 *
 * Gets whether others are told that somebody is writing to them.
 *
 * Returns: %TRUE if so
 */
gboolean
cs_account_get_typing (CsAccount *self)
{
  g_return_val_if_fail (CS_IS_ACCOUNT (self), FALSE);

  return self->settings[CS_ACCOUNT_TYPING];
}

/**
 * cs_account_set_typing:
 * @self: an account
 * @typing: whether to tell them
 *
 * Sets whether others are told that somebody is writing to them.
 */
void
cs_account_set_typing (CsAccount *self,
                       gboolean   typing)
{
  g_return_if_fail (CS_IS_ACCOUNT (self));

  set_setting (self, CS_ACCOUNT_TYPING, typing);
}

/**
 * cs_account_get_availability:
 * @self: an account
 *
 * Gets what the person chose for others to see.
 *
 * Returns: the state; offline is to be invisible
 */
CsPresenceState
cs_account_get_availability (CsAccount *self)
{
  g_return_val_if_fail (CS_IS_ACCOUNT (self), CS_PRESENCE_UNKNOWN);

  /* That is in no file of ours. */
  if (self->settings[CS_ACCOUNT_AVAILABILITY] == CS_PRESENCE_UNKNOWN)
    return CS_PRESENCE_AVAILABLE;

  return (CsPresenceState) self->settings[CS_ACCOUNT_AVAILABILITY];
}

/**
 * cs_account_set_availability:
 * @self: an account
 * @availability: available, away, busy or offline
 *
 * Sets what others are to see.
 */
void
cs_account_set_availability (CsAccount       *self,
                             CsPresenceState  availability)
{
  g_return_if_fail (CS_IS_ACCOUNT (self));

  set_setting (self, CS_ACCOUNT_AVAILABILITY, (int) availability);
}

/**
 * cs_account_get_show_presence:
 * @self: an account
 *
 * Gets whether others are told how the person is.
 *
 * Returns: %TRUE if so
 */
gboolean
cs_account_get_show_presence (CsAccount *self)
{
  g_return_val_if_fail (CS_IS_ACCOUNT (self), FALSE);

  return self->settings[CS_ACCOUNT_SHOW_PRESENCE];
}

/**
 * cs_account_set_show_presence:
 * @self: an account
 * @show_presence: whether to tell them
 *
 * Sets whether others are told how the person is.
 */
void
cs_account_set_show_presence (CsAccount *self,
                              gboolean   show_presence)
{
  g_return_if_fail (CS_IS_ACCOUNT (self));

  set_setting (self, CS_ACCOUNT_SHOW_PRESENCE, show_presence);
}

/**
 * cs_account_get_keep_history:
 * @self: an account
 *
 * Gets how long messages stay on this computer, where no administrator rules it.
 *
 * Returns: what was chosen
 */
CsKeeping
cs_account_get_keep_history (CsAccount *self)
{
  g_return_val_if_fail (CS_IS_ACCOUNT (self), CS_KEEPING_FOREVER);

  return (CsKeeping) self->settings[CS_ACCOUNT_KEEP_HISTORY];
}

/**
 * cs_account_set_keep_history:
 * @self: an account
 * @keep_history: how long messages stay on this computer
 *
 * Chooses how long messages stay on this computer. [method@Profile.apply_keeping] removes what is too old now.
 */
void
cs_account_set_keep_history (CsAccount *self,
                             CsKeeping  keep_history)
{
  g_return_if_fail (CS_IS_ACCOUNT (self));

  set_setting (self, CS_ACCOUNT_KEEP_HISTORY, keep_history);
}

/**
 * cs_account_get_contacts_only:
 * @self: an account
 *
 * Gets whether messages of strangers are refused, where no administrator rules it.
 *
 * Returns: %TRUE if so
 */
gboolean
cs_account_get_contacts_only (CsAccount *self)
{
  g_return_val_if_fail (CS_IS_ACCOUNT (self), FALSE);

  return self->settings[CS_ACCOUNT_CONTACTS_ONLY];
}

/**
 * cs_account_set_contacts_only:
 * @self: an account
 * @contacts_only: whether to refuse them
 *
 * Chooses whether messages of strangers are refused; else they ask to be let in.
 */
void
cs_account_set_contacts_only (CsAccount *self,
                              gboolean   contacts_only)
{
  g_return_if_fail (CS_IS_ACCOUNT (self));

  set_setting (self, CS_ACCOUNT_CONTACTS_ONLY, contacts_only);
}
