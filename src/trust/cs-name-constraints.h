/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-certificate.h"

G_BEGIN_DECLS

typedef enum {
  CS_CONSTRAINT_KEPT,
  CS_CONSTRAINT_BROKEN,
  CS_CONSTRAINT_UNREADABLE,
} CsConstraintResult;

CsConstraintResult cs_name_constraints_check (CsCertificate  *authority,
                                              CsCertificate  *certificate,
                                              char          **name);

G_END_DECLS
