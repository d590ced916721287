/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-anchor.h"

G_BEGIN_DECLS

#define CS_ANCHOR_N_SOURCES (CS_ANCHOR_GIVEN + 1)

/* Where anchors are read from. */
typedef struct {
  gboolean    use_system;
  const char *administrator_folder;
  const char *imported_folder;
} CsAnchorPlaces;

/* What a worker thread has read of all places. */
typedef struct {
  GPtrArray *lists[CS_ANCHOR_N_SOURCES];
  GPtrArray *bad_files;
  GPtrArray *distrusted;
  guint      number;
  guint      changes;
} CsAnchorReading;

CsAnchorReading *cs_anchor_reading_new  (guint                 number,
                                         guint                 changes);
void             cs_anchor_reading_free (CsAnchorReading      *self);
void             cs_anchor_reading_run  (CsAnchorReading      *self,
                                         const CsAnchorPlaces *places);

G_END_DECLS
