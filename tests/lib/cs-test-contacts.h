/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "chat/cs-contacts-private.h"

#include "cs-test-store.h"

G_BEGIN_DECLS

/* A fixture: the contacts of an account "a", which is shown, and of others, which are not. */
typedef struct {
  CsStore    *store;
  CsContacts *contacts;
} CsTestContacts;

void       cs_test_contacts_set_up    (CsTestContacts *self,
                                       gconstpointer   data);
void       cs_test_contacts_tear_down (CsTestContacts *self,
                                       gconstpointer   data);
void       cs_test_contacts_add       (const char     *path,
                                       void          (*test) (CsTestContacts *self,
                                                              gconstpointer   data));
CsContact *cs_test_contacts_ensure    (CsTestContacts *self,
                                       const char     *account,
                                       const char     *address);

G_END_DECLS
