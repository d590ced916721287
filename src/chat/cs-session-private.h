/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cs-policy.h"
#include "link/cs-link.h"
#include "sip/cs-user-agent.h"
#include "store/cs-store.h"
#include "trust/cs-anchor-store.h"

#include "cs-contacts.h"
#include "cs-conversations.h"
#include "cs-copies.h"
#include "cs-credential.h"
#include "cs-mailbox.h"
#include "cs-outbox.h"
#include "cs-own-certificate.h"
#include "cs-own-presence.h"
#include "cs-permissions-private.h"
#include "cs-policy-store.h"
#include "cs-receipts.h"
#include "cs-rooms-private.h"
#include "cs-server-memory.h"
#include "cs-session.h"
#include "cs-typing.h"
#include "cs-watch-list.h"

G_BEGIN_DECLS

/* What a session works with; the profile has made it. */
typedef struct {
  CsStore         *store;
  CsAnchorStore   *anchors;
  CsServerMemory  *memory;
  CsPolicyStore   *policies;
  CsSipStack      *stack;
  CsConversations *conversations;
  CsContacts      *contacts;
  CsDecisions     *decisions;
  gboolean         presence;
  gboolean         deaf;
  gboolean         use_secret_service;
  CsRevocationFetcher *fetcher;
} CsSessionParts;

/* The link keeps the connection state, the credential the password, the outbox and the mailbox the messages: the session wires
 * them. Link and user agent are made anew for every start, with the account as it is then.
 * Signal: "message" (CsConversation, CsMessage) when one came in and is stored. */
struct _CsSession
{
  GObject              parent_instance;

  CsAccount           *account;
  CsSipStack          *stack;
  CsAnchorStore       *anchors;
  CsPolicyStore       *policies;
  CsServerMemory      *memory;
  CsRevocationFetcher *fetcher;
  CsCredential        *credential;
  CsOwnCertificate    *own;
  CsOutbox            *outbox;
  CsMailbox           *mailbox;
  CsCopies            *copies;
  CsReceipts          *receipts;
  CsTyping            *typing;
  CsRooms             *rooms;
  CsOwnPresence       *own_presence;  /* NULL: presence is no matter to this program */
  CsWatchList         *watch_list;    /* the same */
  CsPermissions       *permissions;   /* the same */
  gboolean             wants_watchers;

  CsLink              *link;          /* NULL while stopped */
  CsReferenceIdentity *identity;      /* whom the link wants to talk to */
  CsUserAgent         *agent;
  CsEndpoint          *server;        /* the typed one that the link was made for; NULL: none */
  GError              *refusal;       /* why the policy lets nothing be connected to */
  gboolean             wish;          /* to be online */
  gint64               online_since;  /* 0 while we are not */
  gboolean             adopted;
  char                *news;          /* about the server */
  CsCertificateMemory  memory_mode;
  gboolean             memory_locked;
  GPtrArray           *stopping;      /* tasks that wait for the end; NULL while none does */
};

CsSession      *cs_session_new                (CsAccount                  *account,
                                               const CsSessionParts       *parts,
                                               gboolean                    adopted);
CsConversation *cs_session_take_conversation  (CsSession                  *self,
                                               const CsConversationRecord *record);
void            cs_session_resume             (CsSession                  *self);
void            cs_session_flush              (CsSession                  *self);
void            cs_session_tell               (CsSession                  *self);
void            cs_session_clear              (CsSession                  *self);
void            cs_session_fail               (CsSession                  *self);
void            cs_session_restart            (CsSession                  *self);
void            cs_session_connect            (CsSession                  *self);
void            cs_session_set_memory_mode    (CsSession                  *self,
                                               CsCertificateMemory         mode,
                                               gboolean                    locked);
void            cs_session_recall             (CsSession                  *self);
void            cs_session_meet               (CsSession                  *self);
void            cs_session_receive            (CsSession                  *self,
                                               CsIncomingMessage          *incoming);
void            cs_session_drop               (CsSession                  *self);
void            cs_session_show_presence      (CsSession                  *self,
                                               CsContacts                 *contacts,
                                               CsDecisions                *decisions);
void            cs_session_attach_presence    (CsSession                  *self);
void            cs_session_detach_presence    (CsSession                  *self);
void            cs_session_load_permissions   (CsSession                  *self);
CsXcap         *cs_session_new_xcap           (CsSession                  *self,
                                               CsXcapDocument              document);
void            cs_session_set_idle           (CsSession                  *self,
                                               gboolean                    idle);
void            cs_session_take_policy        (CsSession                  *self);

G_END_DECLS
