/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void    cs_revocation_cache_load_async  (const char           *folder,
                                         const char           *key,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
GBytes *cs_revocation_cache_load_finish (GAsyncResult         *result);
void    cs_revocation_cache_save        (const char           *folder,
                                         const char           *key,
                                         GBytes               *bytes);

G_END_DECLS
