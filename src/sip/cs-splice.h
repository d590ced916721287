/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "link/cs-link.h"

G_BEGIN_DECLS

typedef struct _CsSplice CsSplice;

/* A ping was not answered in time. */
typedef void (*CsSpliceSilent) (gpointer user_data);

CsSplice *cs_splice_new            (CsLink         *link,
                                    CsSpliceSilent  silent,
                                    gpointer        user_data);
void      cs_splice_free           (CsSplice       *self);
gboolean  cs_splice_is_open        (CsSplice       *self);
void      cs_splice_attach         (CsSplice       *self,
                                    int             fd);
void      cs_splice_set_keep_alive (CsSplice       *self,
                                    guint           interval,
                                    guint           patience);
void      cs_splice_ping           (CsSplice       *self);
gboolean  cs_splice_has_pong       (CsSplice       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsSplice, cs_splice_free)

G_END_DECLS
