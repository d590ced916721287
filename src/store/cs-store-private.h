/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-store-job.h"
#include "cs-store.h"

G_BEGIN_DECLS

void cs_store_queue (CsStore             *self,
                     CsStoreJob          *job,
                     gpointer             source_tag,
                     GCancellable        *cancellable,
                     GAsyncReadyCallback  callback,
                     gpointer             user_data);

G_END_DECLS
