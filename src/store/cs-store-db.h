/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <sqlite3.h>

#include "cs-store-statements.h"

G_BEGIN_DECLS

/* The open file with its compiled statements. Belongs to the store's thread. */
typedef struct _CsStoreDb CsStoreDb;

gboolean      cs_store_db_is_missing (const char    *path,
                                      GError       **error);
CsStoreDb    *cs_store_db_open       (const char    *path,
                                      GError       **error);
void          cs_store_db_free       (CsStoreDb     *self);
sqlite3_stmt *cs_store_db_get        (CsStoreDb     *self,
                                      CsStatement    statement);
gboolean      cs_store_db_step       (CsStoreDb     *self,
                                      sqlite3_stmt  *statement,
                                      GError       **error);
gboolean      cs_store_db_run        (CsStoreDb     *self,
                                      sqlite3_stmt  *statement,
                                      GError       **error);
int           cs_store_db_changes    (CsStoreDb     *self);
int           cs_store_db_total_changes (CsStoreDb *self);
gint64        cs_store_db_last_id    (CsStoreDb     *self);
void          cs_store_db_note_added (CsStoreDb     *self,
                                      gint64         message);
gboolean      cs_store_db_index      (CsStoreDb     *self,
                                      GError       **error);
gboolean      cs_store_db_begin      (CsStoreDb     *self,
                                      GError       **error);
gboolean      cs_store_db_commit     (CsStoreDb     *self,
                                      GError       **error);
void          cs_store_db_rollback   (CsStoreDb     *self);
gboolean      cs_store_db_in_change  (CsStoreDb     *self);
void          cs_store_db_checkpoint (CsStoreDb     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsStoreDb, cs_store_db_free)

G_END_DECLS
