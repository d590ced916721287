/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cs-address.h"
#include "base/cs-secret.h"
#include "base/cs-xcap-root.h"
#include "link/cs-https.h"

G_BEGIN_DECLS

/* What a server keeps for somebody. */
typedef enum {
  CS_XCAP_PRESENCE_RULES,
  CS_XCAP_RESOURCE_LISTS,
} CsXcapDocument;

/* One of somebody's documents at their server (RFC 4825), one request at a time. */
#define CS_TYPE_XCAP (cs_xcap_get_type ())
G_DECLARE_FINAL_TYPE (CsXcap, cs_xcap, CS, XCAP, GObject)

CsXcap       *cs_xcap_new         (const CsAttemptPlan  *plan,
                                   CsXcapRoot           *root,
                                   CsAddress            *address,
                                   const char           *auth_name,
                                   CsXcapDocument        document);
void          cs_xcap_set_secret  (CsXcap               *self,
                                   CsSecret             *secret);
void          cs_xcap_get_async   (CsXcap               *self,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
void          cs_xcap_put_async   (CsXcap               *self,
                                   GBytes               *body,
                                   const char           *etag,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
CsHttpAnswer *cs_xcap_send_finish (CsXcap               *self,
                                   GAsyncResult         *result,
                                   GError              **error);
GError       *cs_xcap_make_error  (CsXcap               *self,
                                   CsHttpAnswer         *answer);

G_END_DECLS
