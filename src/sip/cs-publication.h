/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-exchange.h"

G_BEGIN_DECLS

/* How it stands. */
typedef enum {
  CS_PUBLICATION_NOTHING,       /* nothing is published, or nobody knows */
  CS_PUBLICATION_PUBLISHED,
  CS_PUBLICATION_REFUSED,
  CS_PUBLICATION_UNSUPPORTED,   /* the server takes none */
} CsPublicationState;

/* An account's own presence at its server (RFC 3903). */
typedef struct _CsPublication CsPublication;

CsPublication      *cs_publication_new       (CsFlow         *flow,
                                              CsCredentials  *credentials,
                                              const char     *from,
                                              const char     *uri);
void                cs_publication_free      (CsPublication  *self);
void                cs_publication_set_func  (CsPublication  *self,
                                              void          (*changed) (gpointer user_data),
                                              gpointer        user_data);
void                cs_publication_set_body  (CsPublication  *self,
                                              const char     *type,
                                              const char     *body);
void                cs_publication_start     (CsPublication  *self);
void                cs_publication_stop      (CsPublication  *self);
void                cs_publication_remove    (CsPublication  *self,
                                              void          (*removed) (gpointer user_data),
                                              gpointer        user_data);
CsPublicationState  cs_publication_get_state (CsPublication  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsPublication, cs_publication_free)

G_END_DECLS
