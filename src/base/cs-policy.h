/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-address.h"
#include "cs-endpoint.h"
#include "cs-keeping.h"
#include "cs-revocation-policy.h"
#include "cs-xcap-root.h"

G_BEGIN_DECLS

/* What an administrator rules: an immutable value. NULL stands for a computer without a policy wherever one is asked for. */
#define CS_TYPE_POLICY (cs_policy_get_type ())

typedef struct _CsPolicy CsPolicy;

/* Each key; the rules of [trust] hold as they are, those of [accounts] are proposals where they are not locked. */
typedef enum {
  CS_POLICY_REVOCATION,
  CS_POLICY_MINIMUM_TLS,
  CS_POLICY_IMPORT_ALLOWED,
  CS_POLICY_CERTIFICATE_MEMORY,
  CS_POLICY_WILDCARD_FOR_TYPED_HOSTS,
  CS_POLICY_DOMAIN,
  CS_POLICY_SERVER,
  CS_POLICY_ORGANISATION_LOOKUP,
  CS_POLICY_RULES_SERVER,
  CS_POLICY_ROOM_MANAGER,
  CS_POLICY_KEEP_HISTORY,
  CS_POLICY_CONTACTS_ONLY,
  CS_POLICY_NOTIFICATION_TEXT,
  CS_POLICY_N_KEYS
} CsPolicyKey;

typedef enum {
  CS_MINIMUM_TLS_1_2,
  CS_MINIMUM_TLS_1_3,
} CsMinimumTls;

/* What happens when the authority behind a server is another one than last time. */
typedef enum {
  CS_CERTIFICATE_MEMORY_REFUSE,
  CS_CERTIFICATE_MEMORY_MENTION,
  CS_CERTIFICATE_MEMORY_OFF,
} CsCertificateMemory;

/* One line of a policy, as people see it. */
typedef struct {
  char     *group;
  char     *key;
  char     *value;      /* NULL: nothing but the lock was set */
  char     *path;       /* the file it comes from */
  gboolean  locked;
} CsPolicyEntry;

GType                cs_policy_get_type                   (void);
CsPolicy            *cs_policy_new                        (void);
CsPolicy            *cs_policy_merge                      (CsPolicy      *self,
                                                           const char    *path,
                                                           GBytes        *contents,
                                                           GError       **error);
CsPolicy            *cs_policy_ref                        (CsPolicy      *self);
void                 cs_policy_unref                      (CsPolicy      *self);
gboolean             cs_policy_is_empty                   (CsPolicy      *self);
GPtrArray           *cs_policy_list_entries               (CsPolicy      *self);
const CsPolicyEntry *cs_policy_get_entry                  (CsPolicy      *self,
                                                           CsPolicyKey    key);
gboolean             cs_policy_is_locked                  (CsPolicy      *self,
                                                           CsPolicyKey    key);
const char          *cs_policy_get_word                   (CsPolicy      *self,
                                                           CsPolicyKey    key);
const char          *cs_policy_key_get_group              (CsPolicyKey    key);
const char          *cs_policy_key_get_name               (CsPolicyKey    key);
CsRevocationPolicy   cs_policy_get_revocation             (CsPolicy      *self);
CsMinimumTls         cs_policy_get_minimum_tls            (CsPolicy      *self);
gboolean             cs_policy_get_import_allowed         (CsPolicy      *self);
CsCertificateMemory  cs_policy_get_certificate_memory     (CsPolicy      *self);
gboolean             cs_policy_get_wildcard_for_typed_hosts (CsPolicy    *self);
gboolean             cs_policy_get_organisation_lookup    (CsPolicy      *self);
CsKeeping            cs_policy_get_keep_history           (CsPolicy      *self);
gboolean             cs_policy_get_contacts_only          (CsPolicy      *self);
gboolean             cs_policy_get_notification_text      (CsPolicy      *self);
CsHost              *cs_policy_get_domain                 (CsPolicy      *self);
CsEndpoint          *cs_policy_get_server                 (CsPolicy      *self,
                                                           CsHost        *domain);
CsXcapRoot          *cs_policy_get_rules_server           (CsPolicy      *self,
                                                           CsHost        *domain);
CsAddress           *cs_policy_get_room_manager           (CsPolicy      *self,
                                                           CsHost        *domain);
gboolean             cs_policy_allows_domain              (CsPolicy      *self,
                                                           CsHost        *domain);
gboolean             cs_policy_allows_server              (CsPolicy      *self,
                                                           CsHost        *domain,
                                                           CsHost        *host,
                                                           guint16        port);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsPolicy, cs_policy_unref)

G_END_DECLS
