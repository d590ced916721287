/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-exchange.h"

G_BEGIN_DECLS

/* A dialog that we begin (RFC 3261 section 12). Its requests are exchanges like all others, which count CSeq themselves as they
 * answer challenges, so it is no leg of Sofia's. */
typedef struct _CsDialog CsDialog;

CsDialog   *cs_dialog_new           (const char      *display_name,
                                     const char      *own_uri,
                                     const char      *peer_uri);
void        cs_dialog_free          (CsDialog        *self);
void        cs_dialog_fill          (CsDialog        *self,
                                     CsRequest       *request);
const char *cs_dialog_get_call_id   (CsDialog        *self);
const char *cs_dialog_get_routes    (CsDialog        *self);
void        cs_dialog_take_cseq     (CsDialog        *self,
                                     guint32          cseq);
gboolean    cs_dialog_is_open       (CsDialog        *self);
gboolean    cs_dialog_has           (CsDialog        *self,
                                     const sip_t     *request);
void        cs_dialog_take_response (CsDialog        *self,
                                     const sip_t     *response);
int         cs_dialog_take_request  (CsDialog        *self,
                                     const sip_t     *request);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsDialog, cs_dialog_free)

G_END_DECLS
