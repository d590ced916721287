/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-certificate.h"

G_BEGIN_DECLS

/* What a chain is beside the ones that a server proved itself with before. */
typedef enum {
  CS_KNOWN_SAME,
  CS_KNOWN_NEW_CERTIFICATE,
  CS_KNOWN_OTHER_AUTHORITY,
} CsKnownChange;

#define CS_TYPE_KNOWN_SERVER (cs_known_server_get_type ())

typedef struct _CsKnownServer CsKnownServer;

GType          cs_known_server_get_type             (void);
CsKnownServer *cs_known_server_new                  (CsCertificate  *leaf,
                                                     CsCertificate  *authority);
CsKnownServer *cs_known_server_new_from_group       (GKeyFile       *file,
                                                     const char     *group,
                                                     GError        **error);
void           cs_known_server_save_to_group        (CsKnownServer  *self,
                                                     GKeyFile       *file,
                                                     const char     *group);
CsKnownServer *cs_known_server_remember             (CsKnownServer  *self,
                                                     CsCertificate  *leaf,
                                                     CsCertificate  *authority);
CsKnownServer *cs_known_server_ref                  (CsKnownServer  *self);
void           cs_known_server_unref                (CsKnownServer  *self);
CsKnownChange  cs_known_server_compare              (CsKnownServer  *self,
                                                     CsCertificate  *leaf,
                                                     CsCertificate  *authority);
const char    *cs_known_server_get_key              (CsKnownServer  *self);
const char    *cs_known_server_get_authority        (CsKnownServer  *self);
const char    *cs_known_server_get_authority_title  (CsKnownServer  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsKnownServer, cs_known_server_unref)

G_END_DECLS
