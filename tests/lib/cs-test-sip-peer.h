/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "link/cs-link.h"

#include "cs-test-authority.h"

G_BEGIN_DECLS

/* A SIP server over TLS in the test's own process and main context, for answers that a real server does not give. It proves
 * itself for example.test and does nothing but what it is told. */
typedef struct _CsTestSipPeer CsTestSipPeer;

/* Answers a request: returns (transfer full) whatever is to be sent, or NULL for silence. */
typedef char *(*CsTestSipPeerFunc) (CsTestSipPeer *peer,
                                    const char    *request,
                                    gpointer       user_data);

CsTestSipPeer *cs_test_sip_peer_new             (CsTestSipPeerFunc  func,
                                                 gpointer           user_data);
void           cs_test_sip_peer_free            (CsTestSipPeer     *self);
CsEndpoint    *cs_test_sip_peer_new_endpoint    (CsTestSipPeer     *self);
void           cs_test_sip_peer_trust           (CsTestSipPeer     *self,
                                                 CsAnchorStore     *anchors);
void           cs_test_sip_peer_renew           (CsTestSipPeer     *self);
void           cs_test_sip_peer_renew_as        (CsTestSipPeer     *self,
                                                 const CsTestSpec  *spec);
CsLink        *cs_test_sip_peer_new_link        (CsTestSipPeer     *self);
void           cs_test_sip_peer_set_pongs       (CsTestSipPeer     *self,
                                                 gboolean           pongs);
void           cs_test_sip_peer_send            (CsTestSipPeer     *self,
                                                 const char        *data,
                                                 gssize             length);
void           cs_test_sip_peer_hang_up         (CsTestSipPeer     *self);
GPtrArray     *cs_test_sip_peer_get_messages    (CsTestSipPeer     *self);
guint          cs_test_sip_peer_count           (CsTestSipPeer     *self,
                                                 const char        *start);
const char    *cs_test_sip_peer_find            (CsTestSipPeer     *self,
                                                 const char        *start,
                                                 guint              nth);
guint          cs_test_sip_peer_get_pings       (CsTestSipPeer     *self);
guint          cs_test_sip_peer_get_connections (CsTestSipPeer     *self);
char          *cs_test_sip_peer_get_header      (const char        *message,
                                                 const char        *name);
char          *cs_test_sip_peer_make_answer     (const char        *request,
                                                 const char        *status,
                                                 const char        *headers);
char          *cs_test_sip_peer_make_message    (const char        *call_id,
                                                 const char        *headers,
                                                 const char        *body);
char          *cs_test_sip_peer_accept_all      (CsTestSipPeer     *self,
                                                 const char        *request,
                                                 gpointer           user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsTestSipPeer, cs_test_sip_peer_free)

G_END_DECLS
