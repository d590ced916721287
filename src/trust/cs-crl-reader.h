/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-signed.h"

G_BEGIN_DECLS

/* A revocation list (RFC 5280 section 5), and what it says of one serial number. Borrows from the bytes it was read from. */
typedef struct {
  CsSigned signature;
  CsDer    issuer;
  gint64   said;
  gint64   next;
  gboolean not_understood;
  gboolean is_delta;
  gboolean is_indirect;
  gboolean is_partial;
  gboolean has_point;
  CsDer    point;
  gboolean only_users;
  gboolean only_authorities;
  gboolean is_listed;
} CsCrl;

gboolean cs_crl_read (CsDer   bytes,
                      CsDer   serial,
                      CsCrl  *crl);

G_END_DECLS
