/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What somebody may see of the person's presence. */
typedef enum {
  CS_PERMISSION_NONE,      /* not decided: they wait */
  CS_PERMISSION_ALLOWED,
  CS_PERMISSION_REFUSED,   /* they see the person as offline */
  CS_PERMISSION_BLOCKED,   /* they are told that they may not */
} CsPermission;

/* How somebody's wish to see another one's presence stands. */
typedef enum {
  CS_WATCH_ANSWER_NONE,      /* granted, or nothing is known */
  CS_WATCH_ANSWER_PENDING,   /* the other one has not decided */
  CS_WATCH_ANSWER_REFUSED,
} CsWatchAnswer;

G_END_DECLS
