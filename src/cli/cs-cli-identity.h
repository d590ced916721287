/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "trust/cs-client-identity.h"

G_BEGIN_DECLS

/* The files that say who we are to a server that asks for a certificate. */
typedef struct {
  char             *certificate;
  char             *key;
  char             *passphrase;
  CsClientIdentity *identity;     /* NULL where none was named */
} CsCliIdentity;

gboolean cs_cli_identity_is_usable (CsCliIdentity *self);
gboolean cs_cli_identity_load      (CsCliIdentity *self);
void     cs_cli_identity_clear     (CsCliIdentity *self);

G_END_DECLS
