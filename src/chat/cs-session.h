/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "base/cs-connection-facts.h"
#include "base/cs-connection-state.h"
#include "base/cs-secret.h"
#include "trust/cs-verdict.h"

#include "cs-account.h"
#include "cs-contacts.h"
#include "cs-conversation.h"
#include "cs-own-certificate.h"
#include "cs-permissions.h"
#include "cs-rooms.h"

G_BEGIN_DECLS

/* An account at work: its connection, its registration, its outbox.
 * Properties: account, state (CsConnectionState), verdict (CsVerdict, nullable), facts (CsConnectionFacts, nullable), error
 * (GError, nullable), retry-at (gint64, UTC microseconds), password-wanted (gboolean: the server refused the one we have, or
 * there is none), password-kept (gboolean: the secret service holds it; else it lives as long as the program), queued (guint:
 * messages not sent yet), adopted (gboolean: signed in once and part of the profile), news (string, nullable: what was new about the
 * server when it was accepted last), own-presence (CsPresence, nullable: others see nothing), lacks-presence (gboolean: the server has
 * none).
 * Signal: "watchers-changed" () when others watch than before. */
#define CS_TYPE_SESSION (cs_session_get_type ())
G_DECLARE_FINAL_TYPE (CsSession, cs_session, CS, SESSION, GObject)

CsAccount         *cs_session_get_account         (CsSession            *self);
CsConnectionState  cs_session_get_state           (CsSession            *self);
CsVerdict         *cs_session_get_verdict         (CsSession            *self);
CsConnectionFacts *cs_session_get_facts           (CsSession            *self);
const GError      *cs_session_get_error           (CsSession            *self);
gint64             cs_session_get_retry_at        (CsSession            *self);
gboolean           cs_session_is_password_wanted  (CsSession            *self);
gboolean           cs_session_is_password_kept    (CsSession            *self);
gboolean           cs_session_is_adopted          (CsSession            *self);
CsKeeping          cs_session_get_keep_history     (CsSession            *self);
CsXcapRoot        *cs_session_get_xcap_root       (CsSession            *self);
void               cs_session_fetch_people_async  (CsSession            *self,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
GPtrArray         *cs_session_fetch_people_finish (CsSession            *self,
                                                   GAsyncResult         *result,
                                                   GPtrArray           **left_out,
                                                   GError              **error);
gboolean           cs_session_is_contacts_only     (CsSession            *self);
guint              cs_session_get_queued          (CsSession            *self);
void               cs_session_set_password        (CsSession            *self,
                                                   CsSecret             *password);
CsPresence        *cs_session_get_own_presence    (CsSession            *self);
gboolean           cs_session_lacks_presence      (CsSession            *self);
CsPermissions     *cs_session_get_permissions     (CsSession            *self);
void               cs_session_want_watchers       (CsSession            *self);
GPtrArray         *cs_session_list_watchers       (CsSession            *self,
                                                   gboolean              waiting);
CsContacts        *cs_session_get_contacts        (CsSession            *self);
CsRooms           *cs_session_get_rooms           (CsSession            *self);
CsOwnCertificate  *cs_session_get_own_certificate (CsSession            *self);
void               cs_session_take_client         (CsSession            *self,
                                                   CsClientIdentity     *client,
                                                   CsSecret             *secret);
void               cs_session_start               (CsSession            *self);
void               cs_session_retry_now           (CsSession            *self);
gboolean           cs_session_can_accept_authority (CsSession           *self);
void               cs_session_accept_authority     (CsSession           *self);
const char        *cs_session_get_news             (CsSession           *self);
void               cs_session_stop_async          (CsSession            *self,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
gboolean           cs_session_stop_finish         (CsSession            *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);
void               cs_session_open_conversation_async  (CsSession            *self,
                                                        CsAddress            *peer,
                                                        GCancellable         *cancellable,
                                                        GAsyncReadyCallback   callback,
                                                        gpointer              user_data);
CsConversation    *cs_session_open_conversation_finish (CsSession            *self,
                                                        GAsyncResult         *result,
                                                        GError              **error);

G_END_DECLS
