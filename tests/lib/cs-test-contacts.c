/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-test-contacts.h"

void
cs_test_contacts_set_up (CsTestContacts *self,
                         gconstpointer   data)
{
  self->store = cs_test_store_open (NULL);
  self->contacts = cs_contacts_new (self->store);
  cs_contacts_show_account (self->contacts, "a", TRUE);
}

void
cs_test_contacts_tear_down (CsTestContacts *self,
                            gconstpointer   data)
{
  g_assert_finalize_object (self->contacts);
  while (g_main_context_iteration (NULL, FALSE));
  cs_test_store_close (self->store);
}

void
cs_test_contacts_add (const char *path,
                      void      (*test) (CsTestContacts *self,
                                         gconstpointer   data))
{
  g_test_add (path, CsTestContacts, NULL, cs_test_contacts_set_up, test, cs_test_contacts_tear_down);
}

CsContact *
cs_test_contacts_ensure (CsTestContacts *self,
                         const char     *account,
                         const char     *address)
{
  g_autoptr (CsAddress) parsed = cs_address_parse (address, NULL);

  return cs_contacts_ensure (self->contacts, account, parsed);
}
