/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "cs-contact.h"

G_BEGIN_DECLS

/* The contacts of all accounts, and those who are blocked: a GListModel of CsContact, favourites first, then by name. Others who are
 * known, or asked to be, are found by their address. */
#define CS_TYPE_CONTACTS (cs_contacts_get_type ())
G_DECLARE_FINAL_TYPE (CsContacts, cs_contacts, CS, CONTACTS, GObject)

CsContact *cs_contacts_find   (CsContacts *self,
                               const char *account,
                               CsAddress  *address);
CsContact *cs_contacts_ensure (CsContacts *self,
                               const char *account,
                               CsAddress  *address);

G_END_DECLS
