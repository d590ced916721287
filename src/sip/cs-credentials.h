/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-digest.h"

G_BEGIN_DECLS

/* Who asks: the server itself (401) or a proxy on the way (407). */
typedef enum {
  CS_ASKED_BY_SERVER,
  CS_ASKED_BY_PROXY,
} CsAskedBy;

/* What to do about a challenge. */
typedef enum {
  CS_CHALLENGE_ANSWER,
  CS_CHALLENGE_REJECTED,
  CS_CHALLENGE_UNANSWERABLE,
} CsChallengeAdvice;

/* An account's user name and password, and the challenges that they answer. */
typedef struct _CsCredentials CsCredentials;

CsCredentials     *cs_credentials_new             (const char        *user);
void               cs_credentials_free            (CsCredentials     *self);
void               cs_credentials_set_secret      (CsCredentials     *self,
                                                   CsSecret          *secret);
gboolean           cs_credentials_has_secret      (CsCredentials     *self);
void               cs_credentials_forget          (CsCredentials     *self);
void               cs_credentials_trust_realm     (CsCredentials     *self,
                                                   const char        *realm);
CsChallengeAdvice  cs_credentials_take_challenges (CsCredentials     *self,
                                                   CsAskedBy          asked_by,
                                                   GPtrArray         *challenges,
                                                   GHashTable        *answered);
void               cs_credentials_take_nonce      (CsCredentials     *self,
                                                   CsAskedBy          asked_by,
                                                   const char        *next_nonce);
char              *cs_credentials_get_headers     (CsCredentials     *self,
                                                   const char        *method,
                                                   const char        *uri);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsCredentials, cs_credentials_free)

G_END_DECLS
