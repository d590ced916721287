/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-problem.h"

/**
 * CsProblem:
 *
 * One thing that is wrong with a chain, and the certificate it is wrong with. Front ends put it into words.
 */
struct _CsProblem
{
  GObject parent_instance;

  CsProblemKind kind;
  CsCertificate *certificate;
  char *detail;
};

G_DEFINE_FINAL_TYPE (CsProblem, cs_problem, G_TYPE_OBJECT)

static void
cs_problem_finalize (GObject *object)
{
  CsProblem *self = CS_PROBLEM (object);

  g_clear_object (&self->certificate);
  g_free (self->detail);

  G_OBJECT_CLASS (cs_problem_parent_class)->finalize (object);
}

static void
cs_problem_class_init (CsProblemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = cs_problem_finalize;
}

static void
cs_problem_init (CsProblem *self)
{
}

/**
 * cs_problem_new:
 * @kind: what is wrong
 * @certificate: (nullable): what it is wrong with; %NULL for the whole chain
 * @detail: (nullable): for the experts: a technical word or two, not translated
 *
 * Returns: (transfer full): a problem
 */
CsProblem *
cs_problem_new (CsProblemKind  kind,
                CsCertificate *certificate,
                const char    *detail)
{
  CsProblem *self = g_object_new (CS_TYPE_PROBLEM, NULL);

  self->kind = kind;
  self->certificate = certificate ? g_object_ref (certificate) : NULL;
  self->detail = detail ? g_utf8_make_valid (detail, -1) : NULL;

  return self;
}

/**
 * cs_problem_get_kind:
 * @self: a problem
 *
 * Returns: what is wrong
 */
CsProblemKind
cs_problem_get_kind (CsProblem *self)
{
  return self->kind;
}

/**
 * cs_problem_get_certificate:
 * @self: a problem
 *
 * Returns: (transfer none) (nullable): what it is wrong with; %NULL for the whole chain
 */
CsCertificate *
cs_problem_get_certificate (CsProblem *self)
{
  return self->certificate;
}

/**
 * cs_problem_get_detail:
 * @self: a problem
 *
 * Returns: (nullable): a technical word or two, not translated
 */
const char *
cs_problem_get_detail (CsProblem *self)
{
  return self->detail;
}

/**
 * cs_problem_kind_get_nick:
 * @kind: a kind of problem
 *
 * Returns: its name for programs, which never changes: lower-case words joined by hyphens
 */
const char *
cs_problem_kind_get_nick (CsProblemKind kind)
{
  switch (kind) {
  case CS_PROBLEM_NO_CERTIFICATE:
    return "no-certificate";
  case CS_PROBLEM_MALFORMED:
    return "malformed";
  case CS_PROBLEM_REVOKED:
    return "revoked";
  case CS_PROBLEM_DISTRUSTED:
    return "distrusted";
  case CS_PROBLEM_BAD_SIGNATURE:
    return "bad-signature";
  case CS_PROBLEM_UNKNOWN_AUTHORITY:
    return "unknown-authority";
  case CS_PROBLEM_AUTHORITY_OUT_OF_SCOPE:
    return "authority-out-of-scope";
  case CS_PROBLEM_NAME_MISMATCH:
    return "name-mismatch";
  case CS_PROBLEM_EXPIRED:
    return "expired";
  case CS_PROBLEM_NOT_YET_VALID:
    return "not-yet-valid";
  case CS_PROBLEM_ISSUER_NOT_AUTHORITY:
    return "issuer-not-authority";
  case CS_PROBLEM_LEAF_IS_AUTHORITY:
    return "leaf-is-authority";
  case CS_PROBLEM_PURPOSE:
    return "purpose";
  case CS_PROBLEM_KEY_USAGE:
    return "key-usage";
  case CS_PROBLEM_NAME_CONSTRAINT:
    return "name-constraint";
  case CS_PROBLEM_PATH_LENGTH:
    return "path-length";
  case CS_PROBLEM_CRITICAL_EXTENSION:
    return "critical-extension";
  case CS_PROBLEM_WEAK_KEY:
    return "weak-key";
  case CS_PROBLEM_WEAK_SIGNATURE:
    return "weak-signature";
  case CS_PROBLEM_TOO_LARGE:
    return "too-large";
  case CS_PROBLEM_OTHER_AUTHORITY:
    return "other-authority";
  case CS_PROBLEM_REVOCATION_UNKNOWN:
    return "revocation-unknown";
  case CS_PROBLEM_STAPLE_MISSING:
    return "staple-missing";
  case CS_PROBLEM_UNKNOWN:
    return "unknown";
  }

  g_return_val_if_reached ("unknown");
}
