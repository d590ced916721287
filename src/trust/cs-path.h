/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-anchor-set.h"

G_BEGIN_DECLS

/* With the anchor. */
#define CS_PATH_MAX_DEPTH 8

/* A way from the leaf (first) towards an anchor: complete when there is one. Borrowed from the search. */
typedef struct {
  GPtrArray *certificates;
  CsAnchor  *anchor;
  gboolean   signature_failed;
} CsPath;

typedef gboolean (*CsPathFunc) (const CsPath *path,
                                gpointer      user_data);

void cs_path_search (CsAnchorSet *anchors,
                     GPtrArray   *presented,
                     gint64       time,
                     CsPathFunc   func,
                     gpointer     user_data);

G_END_DECLS
