/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/cs-store.h"

G_BEGIN_DECLS

/* A folder that goes away with its files. */
typedef struct
{
  char *folder;
  char *path;
} CsTestFile;

void             cs_test_file_init        (CsTestFile          *self);
void             cs_test_file_clear       (CsTestFile          *self);
CsMessageRecord *cs_test_message          (gint64               conversation,
                                           gboolean             outgoing,
                                           const char          *message_id);
void             cs_test_result_cb        (GObject             *object,
                                           GAsyncResult        *result,
                                           gpointer             user_data);
GAsyncResult    *cs_test_wait             (GAsyncResult       **result);
CsStore         *cs_test_store_open       (const char          *path);
void             cs_test_store_close      (CsStore             *store);
gint64           cs_test_conversation     (CsStore             *store,
                                           const char          *account,
                                           const char          *peer);
GPtrArray       *cs_test_list_messages    (CsStore             *store,
                                           gint64               conversation);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CsTestFile, cs_test_file_clear)

G_END_DECLS
