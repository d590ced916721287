/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cs-address.h"
#include "base/cs-secret.h"
#include "link/cs-link.h"

#include "cs-incoming-message.h"
#include "cs-outgoing.h"
#include "cs-presence-client.h"
#include "cs-sip-stack.h"
#include "cs-watchers.h"

G_BEGIN_DECLS

/* Who signs in. Strings are copied. */
typedef struct {
  CsAddress  *address;
  const char *auth_name;
  const char *display_name;
  const char *instance;
  const char *token;
} CsUserAgentIdentity;

/* How the sending of a message ended. */
typedef enum {
  CS_SEND_DELIVERED,
  CS_SEND_KEPT,
  CS_SEND_FAILED,
  CS_SEND_NO_ANSWER,
} CsSendOutcome;

/* What became of a message. @status and @retry_after (seconds) are 0 where nobody answered, or did not say. */
typedef struct {
  CsSendOutcome  outcome;
  guint          status;
  char          *phrase;
  guint          retry_after;
} CsSendResult;

/* Registers an account over its link, sends and receives MESSAGE.
 *
 * Registers whenever the link opens, refreshes, confirms the link with the first success, and fails or stops it with the reason
 * when the server will not have us. A wrong password stops the link with CS_ERROR_AUTHENTICATION and is never tried twice.
 * Signals: "registered" (), "message" (CsIncomingMessage). */
#define CS_TYPE_USER_AGENT (cs_user_agent_get_type ())
G_DECLARE_FINAL_TYPE (CsUserAgent, cs_user_agent, CS, USER_AGENT, GObject)

CsUserAgent   *cs_user_agent_new          (CsSipStack                 *stack,
                                           CsLink                     *link,
                                           const CsUserAgentIdentity  *identity);
void           cs_user_agent_set_password (CsUserAgent                *self,
                                           CsSecret                   *password);
gboolean       cs_user_agent_has_password (CsUserAgent                *self);
CsPresenceClient *cs_user_agent_get_presence (CsUserAgent            *self);
CsWatchers    *cs_user_agent_get_watchers (CsUserAgent               *self);
void           cs_user_agent_send_async   (CsUserAgent                *self,
                                           const CsOutgoing           *outgoing,
                                           GCancellable               *cancellable,
                                           GAsyncReadyCallback         callback,
                                           gpointer                    user_data);
CsSendResult  *cs_user_agent_send_finish  (CsUserAgent                *self,
                                           GAsyncResult               *result,
                                           GError                    **error);
void           cs_user_agent_close_async  (CsUserAgent                *self,
                                           GCancellable               *cancellable,
                                           GAsyncReadyCallback         callback,
                                           gpointer                    user_data);
gboolean       cs_user_agent_close_finish (CsUserAgent                *self,
                                           GAsyncResult               *result,
                                           GError                    **error);

void           cs_send_result_free        (CsSendResult               *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsSendResult, cs_send_result_free)

G_END_DECLS
