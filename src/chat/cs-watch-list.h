/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sip/cs-presence-client.h"

#include "cs-contacts.h"

G_BEGIN_DECLS

/* Whom an account watches: those who were let in, never who only asks. What is heard is the contacts' presence. */
#define CS_TYPE_WATCH_LIST (cs_watch_list_get_type ())
G_DECLARE_FINAL_TYPE (CsWatchList, cs_watch_list, CS, WATCH_LIST, GObject)

CsWatchList *cs_watch_list_new        (CsContacts       *contacts,
                                       const char       *account);
void         cs_watch_list_set_client (CsWatchList      *self,
                                       CsPresenceClient *client);

G_END_DECLS
