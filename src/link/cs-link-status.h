/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cs-connection-facts.h"
#include "base/cs-connection-state.h"
#include "trust/cs-verdict.h"

G_BEGIN_DECLS

/* What a link shows of itself: the values behind its properties, one setter each. */
typedef struct {
  GObject           *owner;
  CsConnectionState  state;
  CsVerdict         *verdict;
  CsConnectionFacts *facts;
  GError            *error;
  gint64             retry_at;
} CsLinkStatus;

void cs_link_status_install_properties (GObjectClass      *klass);
void cs_link_status_clear              (CsLinkStatus      *self);
void cs_link_status_get                (CsLinkStatus      *self,
                                        guint              prop_id,
                                        GValue            *value);
void cs_link_status_set_state          (CsLinkStatus      *self,
                                        CsConnectionState  state);
void cs_link_status_set_verdict        (CsLinkStatus      *self,
                                        CsVerdict         *verdict);
void cs_link_status_set_facts          (CsLinkStatus      *self,
                                        CsConnectionFacts *facts);
void cs_link_status_set_error          (CsLinkStatus      *self,
                                        const GError      *error);
void cs_link_status_set_retry_at       (CsLinkStatus      *self,
                                        gint64             retry_at);

G_END_DECLS
