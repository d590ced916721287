/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is asked of the proof that a certificate was not revoked. What is known to be revoked is refused in any case. */
typedef enum {
  CS_REVOCATION_PREFER,  /* looked for; shown where it is not found */
  CS_REVOCATION_REQUIRE, /* looked for; refused where it is not found */
  CS_REVOCATION_OFF,     /* not looked for */
} CsRevocationPolicy;

gboolean cs_revocation_policy_from_nick (const char         *nick,
                                         CsRevocationPolicy *policy);

G_END_DECLS
