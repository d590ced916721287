/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "link/cs-link.h"
#include "link/cs-probe.h"

#include "cs-test-tls.h"

G_BEGIN_DECLS

#define CS_TEST_REGISTER "REGISTER sips:example.test SIP/2.0\r\nContent-Length: 0\r\n\r\n"

/* A whole visit to a peer: a link that registers as soon as it may, until it rests in a state, and is stopped. */
typedef struct {
  CsConnectionState  state;
  GError            *error;
  CsVerdict         *verdict;
  guint              n_opened;
  char              *received;
  gsize              n_received;
  char              *raw;
  gsize              n_raw;
} CsTestVisit;

CsTestVisit *cs_test_visit_make  (CsTestTls           *tls,
                                  CsReferenceIdentity *identity,
                                  CsTestPeer          *peer,
                                  const CsLinkLimits  *limits);
void         cs_test_visit_free  (CsTestVisit         *self);
CsVerdict   *cs_test_visit_probe (CsTestTls           *tls,
                                  CsReferenceIdentity *identity,
                                  CsTestPeer          *peer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsTestVisit, cs_test_visit_free)

G_END_DECLS
