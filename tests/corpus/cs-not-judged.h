/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Which cases of a corpus don't count. */
typedef struct _CsNotJudged CsNotJudged;

CsNotJudged *cs_not_judged_read     (const char   *path,
                                     const char   *file,
                                     GError      **error);
void         cs_not_judged_free     (CsNotJudged  *self);
gboolean     cs_not_judged_contains (CsNotJudged  *self,
                                     const char   *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsNotJudged, cs_not_judged_free)

G_END_DECLS
