/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a link remembers to know how long to wait before it tries again. Times are monotonic, in microseconds. */
typedef struct {
  guint  failures;
  guint  early_losses;
  gint64 online_since;
  gint64 not_before;
} CsLinkPatience;

void   cs_link_patience_settle        (CsLinkPatience *self,
                                       gint64          now);
void   cs_link_patience_ask           (CsLinkPatience *self,
                                       gint64          now,
                                       guint           seconds);
gint64 cs_link_patience_after_loss    (CsLinkPatience *self,
                                       gint64          now,
                                       gboolean        was_online,
                                       double          random);
gint64 cs_link_patience_after_refusal (double          random);
gint64 cs_link_patience_hurry         (CsLinkPatience *self,
                                       gint64          now);

G_END_DECLS
