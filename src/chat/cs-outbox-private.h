/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-outbox.h"

G_BEGIN_DECLS

struct _CsOutbox
{
  GObject     parent_instance;

  CsStore    *store;
  CsCarrier   carrier;

  GHashTable *lanes;      /* conversation -> Lane, owned */
  GHashTable *known;      /* ids of all messages in lanes */
  GQueue      ready;      /* lanes that may send, borrowed */
  guint       in_flight;
  guint       n_doubtful; /* of them, those that were sent in vain before */
  guint       queued;
};

void cs_outbox_store_outcome (CsOutbox       *self,
                              CsMessage      *message,
                              CsMessageState  state,
                              const char     *reason);

G_END_DECLS
