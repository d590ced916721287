/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "trust/cs-anchor-store.h"
#include "trust/cs-client-identity.h"

#include "cs-connection-test.h"
#include "cs-contacts.h"
#include "cs-expiry-watch.h"
#include "cs-policy-store.h"
#include "cs-search.h"
#include "cs-session.h"

G_BEGIN_DECLS

/* How a profile is opened. */
typedef struct {
  const char *folder;                /* NULL: nothing is kept */
  const char *administrator_folder;  /* NULL: /etc/countersign */
  gboolean    no_system_anchors;
  gboolean    no_secret_service;
  gboolean    presence;              /* people's presence is told and watched */
  gboolean    open_door;             /* strangers are let in: nobody is there to answer them */
  gboolean    deaf;                  /* what others write is left to the account's other programs */
} CsProfileOptions;

/* The composition root: everything the program holds for one person.
 * Signal: "message" (CsConversation, CsMessage) when one came in and is stored. */
#define CS_TYPE_PROFILE (cs_profile_get_type ())
G_DECLARE_FINAL_TYPE (CsProfile, cs_profile, CS, PROFILE, GObject)

void           cs_profile_prepare_process       (void);
void           cs_profile_finish_process        (void);
void           cs_profile_open_async            (const CsProfileOptions *options,
                                                 GCancellable           *cancellable,
                                                 GAsyncReadyCallback     callback,
                                                 gpointer                user_data);
CsProfile     *cs_profile_open_finish           (GAsyncResult           *result,
                                                 GError                **error);
GListModel    *cs_profile_get_sessions          (CsProfile              *self);
GListModel    *cs_profile_get_conversations     (CsProfile              *self);
CsContacts    *cs_profile_get_contacts          (CsProfile              *self);
CsSearch      *cs_profile_new_search            (CsProfile              *self);
CsAnchorStore *cs_profile_get_anchors           (CsProfile              *self);
CsPolicyStore *cs_profile_get_policies          (CsProfile              *self);
CsExpiryWatch *cs_profile_get_expiry            (CsProfile              *self);
void           cs_profile_start_tidying         (CsProfile              *self);
void           cs_profile_apply_keeping         (CsProfile              *self);
const char    *cs_profile_get_notice            (CsProfile              *self);
guint          cs_profile_get_queued            (CsProfile              *self);
CsSession     *cs_profile_find_session          (CsProfile              *self,
                                                 CsAddress              *address);
CsSession     *cs_profile_find_session_by_id    (CsProfile              *self,
                                                 const char             *id);
CsSession     *cs_profile_suggest_session       (CsProfile              *self,
                                                 CsAddress              *peer,
                                                 CsSession              *used);
CsConversation *cs_profile_find_conversation    (CsProfile              *self,
                                                 const char             *account,
                                                 const char             *peer);
CsSession     *cs_profile_try_account           (CsProfile              *self,
                                                 CsAccount              *account,
                                                 CsSecret               *password);
CsSession     *cs_profile_try_account_as        (CsProfile              *self,
                                                 CsAccount              *account,
                                                 CsSecret               *password,
                                                 CsClientIdentity       *client);
CsConnectionTest *cs_profile_test_connection    (CsProfile              *self,
                                                 CsAccount              *account,
                                                 GError                **error);
CsOwnCertificate *cs_profile_new_own_certificate (CsProfile             *self,
                                                  CsSession             *session);
void           cs_profile_follow_idle           (CsProfile              *self);
void           cs_profile_save_account          (CsProfile              *self,
                                                 CsSession              *session);
void           cs_profile_remove_account_async  (CsProfile              *self,
                                                 CsSession              *session,
                                                 gboolean                keep_history,
                                                 GCancellable           *cancellable,
                                                 GAsyncReadyCallback     callback,
                                                 gpointer                user_data);
gboolean       cs_profile_remove_account_finish (CsProfile              *self,
                                                 GAsyncResult           *result,
                                                 GError                **error);
void           cs_profile_close_async           (CsProfile              *self,
                                                 GCancellable           *cancellable,
                                                 GAsyncReadyCallback     callback,
                                                 gpointer                user_data);
gboolean       cs_profile_close_finish          (CsProfile              *self,
                                                 GAsyncResult           *result,
                                                 GError                **error);

G_END_DECLS
