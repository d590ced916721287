/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* A password in memory: counted, never printed, wiped when the last owner lets go. */
#define CS_TYPE_SECRET (cs_secret_get_type ())

typedef struct _CsSecret CsSecret;

GType       cs_secret_get_type       (void);
CsSecret   *cs_secret_new            (const char *text);
CsSecret   *cs_secret_ref            (CsSecret   *self);
void        cs_secret_unref          (CsSecret   *self);
const char *cs_secret_peek           (CsSecret   *self);
GBytes     *cs_secret_bytes_new_take (guint8     *data,
                                      gsize       size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsSecret, cs_secret_unref)

G_END_DECLS
