/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cs-address.h"

G_BEGIN_DECLS

#define CS_WINFO_TYPE "application/watcherinfo+xml"

/* So many are taken of one document. */
#define CS_WINFO_MAX_WATCHERS 500

/* How somebody's wish to watch stands. */
typedef enum {
  CS_WATCHER_GONE,
  CS_WATCHER_WAITING,   /* nobody has allowed it yet */
  CS_WATCHER_ACTIVE,
} CsWatcherStatus;

typedef struct {
  char            *id;
  CsAddress       *address;
  CsWatcherStatus  status;
} CsWatcher;

/* Who watches somebody (RFC 3858). */
typedef struct {
  guint      version;
  gboolean   full;       /* else it tells of changes only */
  GPtrArray *watchers;   /* of CsWatcher */
} CsWinfo;

CsWinfo *cs_winfo_parse  (GBytes    *body);
void     cs_winfo_free   (CsWinfo   *self);
void     cs_watcher_free (CsWatcher *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsWinfo, cs_winfo_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsWatcher, cs_watcher_free)

G_END_DECLS
