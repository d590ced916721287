/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void    cs_small_file_load_async  (GFile                *file,
                                   gsize                 limit,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
GBytes *cs_small_file_load_finish (GAsyncResult         *result,
                                   GError              **error);

G_END_DECLS
