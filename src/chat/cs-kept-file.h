/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* A key file in memory and on disk: 0600, written as a whole, off the main thread, some moments after it was changed. */
#define CS_TYPE_KEPT_FILE (cs_kept_file_get_type ())
G_DECLARE_FINAL_TYPE (CsKeptFile, cs_kept_file, CS, KEPT_FILE, GObject)

/* Whether all of it can be understood. Called in another thread. */
typedef gboolean (*CsKeptFileCheck) (GKeyFile *file);

CsKeptFile *cs_kept_file_new          (const char           *path);
void        cs_kept_file_set_check    (CsKeptFile           *self,
                                       CsKeptFileCheck       check);
void        cs_kept_file_load_async   (CsKeptFile           *self,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
gboolean    cs_kept_file_load_finish  (CsKeptFile           *self,
                                       GAsyncResult         *result,
                                       char                **aside,
                                       GError              **error);
GKeyFile   *cs_kept_file_get          (CsKeptFile           *self);
void        cs_kept_file_touch        (CsKeptFile           *self);
void        cs_kept_file_flush_async  (CsKeptFile           *self,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
gboolean    cs_kept_file_flush_finish (CsKeptFile           *self,
                                       GAsyncResult         *result,
                                       GError              **error);

G_END_DECLS
