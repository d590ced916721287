/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The store's thread: takes tasks, each with a CsStoreJob as its data, does them in order and returns them. */
typedef struct _CsStoreWorker CsStoreWorker;

CsStoreWorker *cs_store_worker_new  (const char    *path);
void           cs_store_worker_free (CsStoreWorker *self);
void           cs_store_worker_push (CsStoreWorker *self,
                                     GTask         *task);
void           cs_store_worker_join (CsStoreWorker *self);

G_END_DECLS
