/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cs-address.h"

#include "cs-credentials.h"
#include "cs-flow.h"

G_BEGIN_DECLS

/* Keeps an account registered over its flow. */
typedef struct _CsRegistration CsRegistration;

typedef struct {
  CsAddress  *address;
  const char *from;
  const char *contact;
} CsRegistrationIdentity;

CsRegistration *cs_registration_new       (CsFlow                       *flow,
                                           CsLink                       *link,
                                           CsCredentials                *credentials,
                                           const CsRegistrationIdentity *identity);
void            cs_registration_free      (CsRegistration               *self);
void            cs_registration_set_func  (CsRegistration               *self,
                                           void                        (*registered) (gpointer user_data),
                                           gpointer                      user_data);
void            cs_registration_start     (CsRegistration               *self);
void            cs_registration_stop      (CsRegistration               *self);
void            cs_registration_probe     (CsRegistration               *self);
void            cs_registration_remove    (CsRegistration               *self,
                                           void                        (*removed) (gpointer user_data),
                                           gpointer                      user_data);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsRegistration, cs_registration_free)

G_END_DECLS
