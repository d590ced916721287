/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-account.h"

G_BEGIN_DECLS

/* The settings that are switches or choices. All else about them is in cs-account-settings.c. */
typedef enum {
  CS_ACCOUNT_SIGNED_OUT,
  CS_ACCOUNT_ORGANISATION_LOOKUP,
  CS_ACCOUNT_READ_RECEIPTS,
  CS_ACCOUNT_TYPING,
  CS_ACCOUNT_AVAILABILITY,
  CS_ACCOUNT_SHOW_PRESENCE,
  CS_ACCOUNT_KEEP_HISTORY,
  CS_ACCOUNT_CONTACTS_ONLY,
  CS_ACCOUNT_N_SETTINGS
} CsAccountSetting;

struct _CsAccount
{
  GObject     parent_instance;

  CsAddress  *address;
  CsEndpoint *server;
  CsXcapRoot *xcap_root;
  char       *auth_name;
  char       *display_name;
  char       *presence_note;
  char       *room_manager;
  CsClientSource *client_source;
  int         settings[CS_ACCOUNT_N_SETTINGS];

  char       *id;
  char       *instance;
  char       *token;
};

void     cs_account_install_settings  (GObjectClass *object_class,
                                       guint         first_id);
void     cs_account_reset_settings    (CsAccount    *self);
gboolean cs_account_get_setting_value (CsAccount    *self,
                                       guint         setting,
                                       GValue       *value);
gboolean cs_account_set_setting_value (CsAccount    *self,
                                       guint         setting,
                                       const GValue *value);
void     cs_account_load_settings     (CsAccount    *self,
                                       GKeyFile     *file,
                                       const char   *group);
void     cs_account_save_settings     (CsAccount    *self,
                                       GKeyFile     *file,
                                       const char   *group);

G_END_DECLS
