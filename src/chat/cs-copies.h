/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A text that came in without a name that its sender gave it. Strings are borrowed, times are UTC microseconds. */
typedef struct {
  const char *id;      /* by what the request is known */
  const char *from;    /* the sender's URI */
  const char *text;
  gint64      date;    /* when it was written or kept, as the request says; 0: it doesn't */
  gint64      now;
} CsCopy;

/* The texts of an account that came in of late, for telling what a server that kept one of them hands out again. */
typedef struct _CsCopies CsCopies;

CsCopies *cs_copies_new        (void);
void      cs_copies_free       (CsCopies     *self);
void      cs_copies_begin      (CsCopies     *self,
                                gint64        now);
void      cs_copies_end        (CsCopies     *self);
gboolean  cs_copies_take       (CsCopies     *self,
                                const CsCopy *copy);
void      cs_copies_answered   (CsCopies     *self,
                                const char   *id,
                                gint64        now);
void      cs_copies_unanswered (CsCopies     *self,
                                const char   *id);
void      cs_copies_failed     (CsCopies     *self,
                                const char   *id,
                                gint64        now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsCopies, cs_copies_free)

G_END_DECLS
