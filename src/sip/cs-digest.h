/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "base/cs-secret.h"

G_BEGIN_DECLS

/* From weak to strong. */
typedef enum {
  CS_DIGEST_MD5,
  CS_DIGEST_SHA256,
  CS_DIGEST_SHA512_256,
} CsDigestAlgorithm;

/* A challenge of RFC 7616, as far as we can answer it. Quoted values stand as they were between their quotes. */
typedef struct {
  char              *realm;
  char              *nonce;
  char              *opaque;
  CsDigestAlgorithm  algorithm;
  gboolean           session;
  gboolean           qop_auth;
  gboolean           stale;
  gboolean           userhash;
} CsDigestChallenge;

/* What an answer is made for. */
typedef struct {
  const char *method;
  const char *uri;
  const char *cnonce;
  guint32     nonce_count;
} CsDigestRequest;

CsDigestChallenge *cs_digest_challenge_parse (const char * const      *parameters);
void               cs_digest_challenge_free  (CsDigestChallenge       *self);
char              *cs_digest_answer          (const CsDigestChallenge *challenge,
                                              const char              *user,
                                              CsSecret                *secret,
                                              const CsDigestRequest   *request);
char              *cs_digest_get_parameter   (const char * const      *parameters,
                                              const char              *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsDigestChallenge, cs_digest_challenge_free)

G_END_DECLS
