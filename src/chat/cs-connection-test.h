/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "link/cs-link.h"
#include "sip/cs-sip-stack.h"

#include "cs-test-step.h"

G_BEGIN_DECLS

/* Tries a server out, step by step, and sends no credentials.
 * Signal: "done" () once, when nothing more will happen. */
#define CS_TYPE_CONNECTION_TEST (cs_connection_test_get_type ())
G_DECLARE_FINAL_TYPE (CsConnectionTest, cs_connection_test, CS, CONNECTION_TEST, GObject)

CsConnectionTest  *cs_connection_test_new         (CsSipStack       *stack,
                                                   CsLink           *link,
                                                   CsHost           *domain);
void               cs_connection_test_set_client  (CsConnectionTest *self,
                                                   CsClientIdentity *client);
void               cs_connection_test_start       (CsConnectionTest *self);
void               cs_connection_test_stop        (CsConnectionTest *self);
GListModel        *cs_connection_test_get_steps   (CsConnectionTest *self);
gboolean           cs_connection_test_is_done     (CsConnectionTest *self);
gboolean           cs_connection_test_has_passed  (CsConnectionTest *self);
CsVerdict         *cs_connection_test_get_verdict (CsConnectionTest *self);
char              *cs_connection_test_to_text     (CsConnectionTest *self);

G_END_DECLS
