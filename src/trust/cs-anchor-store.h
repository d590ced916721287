/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-anchor-set.h"

G_BEGIN_DECLS

/* Where trust anchors are kept: the system's, the administrator's folder, the imported ones of a profile. */
#define CS_TYPE_ANCHOR_STORE (cs_anchor_store_get_type ())
G_DECLARE_FINAL_TYPE (CsAnchorStore, cs_anchor_store, CS, ANCHOR_STORE, GObject)

CsAnchorStore *cs_anchor_store_new               (const char           *imported_folder,
                                                  const char           *administrator_folder,
                                                  gboolean              use_system);
void           cs_anchor_store_load_async        (CsAnchorStore        *self,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean       cs_anchor_store_load_finish       (CsAnchorStore        *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
CsAnchorSet   *cs_anchor_store_get_anchors       (CsAnchorStore        *self);
guint          cs_anchor_store_count             (CsAnchorStore        *self,
                                                  CsAnchorSource        source);
GListModel    *cs_anchor_store_list              (CsAnchorStore        *self,
                                                  CsAnchorSource        source);
GListModel    *cs_anchor_store_list_bad_files    (CsAnchorStore        *self);
void           cs_anchor_store_give              (CsAnchorStore        *self,
                                                  CsCertificate        *certificate);
void           cs_anchor_store_set_import_allowed (CsAnchorStore       *self,
                                                   gboolean             allowed);
gboolean       cs_anchor_store_is_import_allowed  (CsAnchorStore       *self);
CsCertificate *cs_anchor_store_inspect           (CsAnchorStore        *self,
                                                  GBytes               *file,
                                                  gint64                now,
                                                  GError              **error);
void           cs_anchor_store_import_async      (CsAnchorStore        *self,
                                                  CsCertificate        *certificate,
                                                  const char * const   *domains,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
CsAnchor      *cs_anchor_store_import_finish     (CsAnchorStore        *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);
void           cs_anchor_store_remove_async      (CsAnchorStore        *self,
                                                  CsAnchor             *anchor,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
gboolean       cs_anchor_store_remove_finish     (CsAnchorStore        *self,
                                                  GAsyncResult         *result,
                                                  GError              **error);

G_END_DECLS
