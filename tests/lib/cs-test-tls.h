/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "base/cs-endpoint.h"
#include "trust/cs-anchor-store.h"
#include "trust/cs-reference-identity.h"

#include "cs-test-authority.h"
#include "cs-test-peer.h"

G_BEGIN_DECLS

/* "example.test" with its own certificate authority. The store is not loaded yet; what it will trust is in the set, too. */
typedef struct {
  CsTestCertificate   *root;
  CsTestCertificate   *leaf;
  CsAnchorSet         *anchors;
  CsAnchorStore       *store;
  CsReferenceIdentity *identity;
} CsTestTls;

CsTestTls           *cs_test_tls_new           (void);
void                 cs_test_tls_free          (CsTestTls              *self);
CsReferenceIdentity *cs_test_tls_identity      (const char             *domain,
                                                const char             *typed);
CsTestPeer          *cs_test_tls_peer          (CsTestTls              *self,
                                                const CsTestPeerScript *script);
CsTestPeer          *cs_test_tls_peer_with     (CsTestCertificate      *leaf,
                                                const CsTestPeerScript *script);
CsEndpoint          *cs_test_tls_endpoint      (CsTestPeer             *peer);
GIOStream           *cs_test_tls_connect       (CsTestPeer             *peer);
void                 cs_test_tls_result_cb     (GObject                *object,
                                                GAsyncResult           *result,
                                                gpointer                user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsTestTls, cs_test_tls_free)

G_END_DECLS
