/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-test-login.h"

G_BEGIN_DECLS

/* The least that a SIP client can do on GnuTLS: blocking, one request at a time, everything at the first attempt. */
typedef struct _BareClient BareClient;

BareClient *bare_client_connect  (const CsTestLogin *account);
void        bare_client_free     (BareClient        *self);
guint       bare_client_register (BareClient        *self,
                                  guint              expires);
void        bare_client_send     (BareClient        *self,
                                  const char        *to,
                                  const char        *text);
guint       bare_client_outcome  (BareClient        *self);
void        bare_client_answer   (BareClient        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (BareClient, bare_client_free)

G_END_DECLS
