/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cs-vcard.h"

#include "cs-contacts.h"

G_BEGIN_DECLS

/* What people from a file mean for the contacts of an account: nothing counts before it is applied, and it can be taken back. */
typedef struct _CsContactImport CsContactImport;

void             cs_contact_import_new_async   (CsContacts       *contacts,
                                                const char       *account,
                                                GPtrArray        *cards,
                                                GCancellable     *cancellable,
                                                GAsyncReadyCallback callback,
                                                gpointer          user_data);
CsContactImport *cs_contact_import_new_finish  (CsContacts       *contacts,
                                                GAsyncResult     *result,
                                                GError          **error);
CsContactImport *cs_contact_import_ref         (CsContactImport  *self);
void             cs_contact_import_unref       (CsContactImport  *self);
guint            cs_contact_import_count       (CsContactImport  *self);
guint            cs_contact_import_count_new   (CsContactImport  *self);
guint            cs_contact_import_count_known (CsContactImport  *self);
CsContact       *cs_contact_import_get         (CsContactImport  *self,
                                                guint             number,
                                                const char      **name,
                                                gboolean         *is_new);
void             cs_contact_import_apply_async (CsContactImport  *self,
                                                GAsyncReadyCallback callback,
                                                gpointer          user_data);
void             cs_contact_import_undo_async  (CsContactImport  *self,
                                                GAsyncReadyCallback callback,
                                                gpointer          user_data);
GPtrArray       *cs_contact_export             (CsContacts       *contacts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsContactImport, cs_contact_import_unref)

G_END_DECLS
