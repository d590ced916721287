/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* How a server was found. */
typedef enum {
  CS_FOUND_TYPED,
  CS_FOUND_SRV,
  CS_FOUND_DOMAIN,
  CS_FOUND_ORGANISATION,
} CsFound;

/* What a server got that may ask for a certificate of ours. */
typedef enum {
  CS_CLIENT_ANSWER_NOT_ASKED,
  CS_CLIENT_ANSWER_NONE,        /* none is set up */
  CS_CLIENT_ANSWER_UNSUITABLE,  /* ours is not one that it takes, so it did not get it */
  CS_CLIENT_ANSWER_SENT,
} CsClientAnswer;

/* What is known of an established connection: an immutable value. */
#define CS_TYPE_CONNECTION_FACTS (cs_connection_facts_get_type ())

typedef struct _CsConnectionFacts CsConnectionFacts;

GType              cs_connection_facts_get_type        (void);
CsConnectionFacts *cs_connection_facts_new             (const char        *host,
                                                        guint16            port,
                                                        CsFound            found,
                                                        gint64             since);
CsConnectionFacts *cs_connection_facts_with_tls        (CsConnectionFacts *self,
                                                        const char        *tls_version,
                                                        const char        *cipher,
                                                        const char        *group);
CsConnectionFacts *cs_connection_facts_with_client     (CsConnectionFacts *self,
                                                        CsClientAnswer     answer,
                                                        GBytes            *certificate);
CsConnectionFacts *cs_connection_facts_with_judging    (CsConnectionFacts *self,
                                                        gint64             judging);
gint64             cs_connection_facts_get_judging     (CsConnectionFacts *self);
CsConnectionFacts *cs_connection_facts_ref             (CsConnectionFacts *self);
void               cs_connection_facts_unref           (CsConnectionFacts *self);
const char        *cs_connection_facts_get_host        (CsConnectionFacts *self);
guint16            cs_connection_facts_get_port        (CsConnectionFacts *self);
CsFound            cs_connection_facts_get_found       (CsConnectionFacts *self);
gint64             cs_connection_facts_get_since       (CsConnectionFacts *self);
const char        *cs_connection_facts_get_tls_version (CsConnectionFacts *self);
const char        *cs_connection_facts_get_cipher      (CsConnectionFacts *self);
const char        *cs_connection_facts_get_group       (CsConnectionFacts *self);
CsClientAnswer     cs_connection_facts_get_client_answer (CsConnectionFacts *self);
GBytes            *cs_connection_facts_get_client      (CsConnectionFacts *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsConnectionFacts, cs_connection_facts_unref)

G_END_DECLS
