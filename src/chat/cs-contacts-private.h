/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/cs-store.h"

#include "cs-contacts.h"

G_BEGIN_DECLS

CsContacts *cs_contacts_new            (CsStore    *store);
void        cs_contacts_set_open       (CsContacts *self,
                                        gboolean    open);
gboolean    cs_contacts_is_open        (CsContacts *self);
void        cs_contacts_hold           (CsContacts *self);
void        cs_contacts_release        (CsContacts *self);
void        cs_contacts_take           (CsContacts *self,
                                        GPtrArray  *records);
GPtrArray  *cs_contacts_list_account   (CsContacts *self,
                                        const char *account);
guint       cs_contacts_count_requests (CsContacts *self,
                                        const char *account);
void        cs_contacts_show_account   (CsContacts *self,
                                        const char *account,
                                        gboolean    show);
void        cs_contacts_forget_account (CsContacts *self,
                                        const char *account);

G_END_DECLS
