/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "base/cs-address.h"
#include "base/cs-endpoint.h"
#include "base/cs-keeping.h"
#include "base/cs-presence.h"
#include "base/cs-xcap-root.h"
#include "trust/cs-client-source.h"

G_BEGIN_DECLS

/* The settings of one account. The one place that knows which fields there are.
 * Properties: address (CsAddress), server (CsEndpoint, nullable), xcap-root (CsXcapRoot, nullable), auth-name (string, nullable), display-name (string, nullable),
 * signed-out (gboolean), organisation-lookup (gboolean), read-receipts (gboolean), typing (gboolean), presence-note (string, nullable), room-manager
 * (string, nullable), availability
 * (CsPresenceState), show-presence (gboolean), keep-history (CsKeeping), contacts-only (gboolean), client-source (CsClientSource,
 * nullable). */
#define CS_TYPE_ACCOUNT (cs_account_get_type ())
G_DECLARE_FINAL_TYPE (CsAccount, cs_account, CS, ACCOUNT, GObject)

CsAccount  *cs_account_new              (CsAddress   *address);
CsAccount  *cs_account_new_from_group   (GKeyFile    *file,
                                         const char  *group,
                                         GError     **error);
void        cs_account_save_to_group    (CsAccount   *self,
                                         GKeyFile    *file,
                                         const char  *group);
const char *cs_account_get_id           (CsAccount   *self);
CsAddress  *cs_account_get_address      (CsAccount   *self);
CsEndpoint *cs_account_get_server       (CsAccount   *self);
void        cs_account_set_server       (CsAccount   *self,
                                         CsEndpoint  *server);
CsXcapRoot *cs_account_get_xcap_root    (CsAccount   *self);
void        cs_account_set_xcap_root    (CsAccount   *self,
                                         CsXcapRoot  *root);
const char *cs_account_get_auth_name    (CsAccount   *self);
void        cs_account_set_auth_name    (CsAccount   *self,
                                         const char  *auth_name);
const char *cs_account_get_display_name (CsAccount   *self);
void        cs_account_set_display_name (CsAccount   *self,
                                         const char  *display_name);
gboolean    cs_account_get_signed_out   (CsAccount   *self);
void        cs_account_set_signed_out   (CsAccount   *self,
                                         gboolean     signed_out);
gboolean    cs_account_get_organisation_lookup (CsAccount *self);
void        cs_account_set_organisation_lookup (CsAccount *self,
                                                gboolean   organisation_lookup);
gboolean    cs_account_get_read_receipts (CsAccount *self);
void        cs_account_set_read_receipts (CsAccount *self,
                                          gboolean   read_receipts);
gboolean    cs_account_get_typing        (CsAccount *self);
void        cs_account_set_typing        (CsAccount *self,
                                          gboolean   typing);
const char *cs_account_get_presence_note (CsAccount *self);
void        cs_account_set_presence_note (CsAccount  *self,
                                          const char *presence_note);
const char *cs_account_get_room_manager  (CsAccount *self);
void        cs_account_set_room_manager  (CsAccount  *self,
                                          const char *room_manager);
CsPresenceState cs_account_get_availability (CsAccount       *self);
void            cs_account_set_availability (CsAccount       *self,
                                             CsPresenceState  availability);
gboolean    cs_account_get_show_presence (CsAccount *self);
void        cs_account_set_show_presence (CsAccount *self,
                                          gboolean   show_presence);
CsKeeping   cs_account_get_keep_history (CsAccount *self);
void        cs_account_set_keep_history (CsAccount *self,
                                         CsKeeping  keep_history);
gboolean    cs_account_get_contacts_only (CsAccount *self);
void        cs_account_set_contacts_only (CsAccount *self,
                                          gboolean   contacts_only);
CsClientSource *cs_account_get_client_source (CsAccount      *self);
void            cs_account_set_client_source (CsAccount      *self,
                                              CsClientSource *source);
const char *cs_account_get_instance     (CsAccount   *self);
const char *cs_account_get_token        (CsAccount   *self);
void        cs_account_continue         (CsAccount   *self,
                                         CsAccount   *earlier);

G_END_DECLS
