/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-locator.h"

G_BEGIN_DECLS

void               cs_connector_connect_async  (GPtrArray            *candidates,
                                                guint                 first,
                                                guint                 limit,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
GSocketConnection *cs_connector_connect_finish (GAsyncResult         *result,
                                                guint                *used,
                                                GError              **error);

G_END_DECLS
