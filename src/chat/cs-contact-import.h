/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cs-vcard.h"

#include "cs-contacts.h"

G_BEGIN_DECLS

/* What people from a file mean for the contacts of an account: nothing counts before it is applied, and it can be taken back. */
typedef struct _CsContactImport CsContactImport;

CsContactImport *cs_contact_import_new         (CsContacts       *contacts,
                                                const char       *account,
                                                GPtrArray        *cards);
void             cs_contact_import_free        (CsContactImport  *self);
guint            cs_contact_import_count       (CsContactImport  *self);
guint            cs_contact_import_count_new   (CsContactImport  *self);
guint            cs_contact_import_count_known (CsContactImport  *self);
CsContact       *cs_contact_import_get         (CsContactImport  *self,
                                                guint             number,
                                                const char      **name,
                                                gboolean         *is_new);
void             cs_contact_import_apply       (CsContactImport  *self);
void             cs_contact_import_undo        (CsContactImport  *self);
GPtrArray       *cs_contact_export             (CsContacts       *contacts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsContactImport, cs_contact_import_free)

G_END_DECLS
