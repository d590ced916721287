/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-certificate.h"

G_BEGIN_DECLS

/* Everything that can be wrong with a chain, the worst first: a lower number is named before a higher one. */
typedef enum {
  CS_PROBLEM_NO_CERTIFICATE,
  CS_PROBLEM_MALFORMED,
  CS_PROBLEM_REVOKED,
  CS_PROBLEM_DISTRUSTED,
  CS_PROBLEM_BAD_SIGNATURE,
  CS_PROBLEM_UNKNOWN_AUTHORITY,
  CS_PROBLEM_AUTHORITY_OUT_OF_SCOPE,
  CS_PROBLEM_NAME_MISMATCH,
  CS_PROBLEM_EXPIRED,
  CS_PROBLEM_NOT_YET_VALID,
  CS_PROBLEM_ISSUER_NOT_AUTHORITY,
  CS_PROBLEM_LEAF_IS_AUTHORITY,
  CS_PROBLEM_PURPOSE,
  CS_PROBLEM_KEY_USAGE,
  CS_PROBLEM_NAME_CONSTRAINT,
  CS_PROBLEM_PATH_LENGTH,
  CS_PROBLEM_CRITICAL_EXTENSION,
  CS_PROBLEM_WEAK_KEY,
  CS_PROBLEM_WEAK_SIGNATURE,
  CS_PROBLEM_TOO_LARGE,
  CS_PROBLEM_OTHER_AUTHORITY,
  CS_PROBLEM_REVOCATION_UNKNOWN,
  CS_PROBLEM_STAPLE_MISSING,
  CS_PROBLEM_UNKNOWN,
} CsProblemKind;

#define CS_TYPE_PROBLEM (cs_problem_get_type ())
G_DECLARE_FINAL_TYPE (CsProblem, cs_problem, CS, PROBLEM, GObject)

CsProblem     *cs_problem_new             (CsProblemKind  kind,
                                           CsCertificate *certificate,
                                           const char    *detail);
CsProblemKind  cs_problem_get_kind        (CsProblem     *self);
CsCertificate *cs_problem_get_certificate (CsProblem     *self);
const char    *cs_problem_get_detail      (CsProblem     *self);
const char    *cs_problem_kind_get_nick   (CsProblemKind  kind);

G_END_DECLS
