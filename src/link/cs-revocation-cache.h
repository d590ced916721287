/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* All that is ever kept, in bytes and in files. */
#define CS_REVOCATION_CACHE_MAX_SIZE  (64 * 1024 * 1024)
#define CS_REVOCATION_CACHE_MAX_FILES 1000

void    cs_revocation_cache_load_async  (const char           *folder,
                                         const char           *key,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
GBytes *cs_revocation_cache_load_finish (GAsyncResult         *result);
void    cs_revocation_cache_save        (const char           *folder,
                                         const char           *key,
                                         GBytes               *bytes,
                                         gint64                until);
void    cs_revocation_cache_tidy        (const char           *folder);

G_END_DECLS
