/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-policy.h"

G_BEGIN_DECLS

/* Stands for every domain that is not named. */
#define CS_POLICY_ANY_DOMAIN "*"

/* The only hosts that are connected to for a domain. */
typedef struct {
  CsPolicyEntry  entry;
  GPtrArray     *servers;       /* CsEndpoint; without a port, any */
} CsTrustedServers;

struct _CsPolicy
{
  CsPolicyEntry *entries[CS_POLICY_N_KEYS];
  int            choices[CS_POLICY_N_KEYS];
  CsHost        *domain;
  CsEndpoint    *server;
  CsXcapRoot    *rules_server;
  CsAddress     *room_manager;
  GPtrArray     *trusted;       /* CsTrustedServers, in the order of their domains */
};

/* A key that the file may have: what it is called, and its words, if it has a choice of words. */
typedef struct {
  const char  *group;
  const char  *key;
  const char  *words[5];        /* in the order of the enumeration; NULL-terminated */
  int          standard;        /* the choice where nothing is set */
} CsPolicySyntax;

extern const CsPolicySyntax cs_policy_syntax[CS_POLICY_N_KEYS];

CsTrustedServers *cs_trusted_servers_new (const char *domain,
                                          const char *value,
                                          const char *path,
                                          GPtrArray  *servers);
CsPolicy         *cs_policy_copy         (CsPolicy   *self);
void              cs_policy_put          (CsPolicy   *self,
                                          CsPolicyKey key,
                                          const char *value,
                                          const char *path);
void              cs_policy_lock         (CsPolicy   *self,
                                          CsPolicyKey key,
                                          const char *path);
void              cs_policy_put_trusted  (CsPolicy         *self,
                                          CsTrustedServers *trusted);

G_END_DECLS
