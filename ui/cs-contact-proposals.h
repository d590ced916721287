/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-contacts.h"

G_BEGIN_DECLS

/* Whether somebody is to be proposed. */
typedef gboolean (*CsContactProposalsWanted) (CsContact *contact,
                                              gpointer   user_data);

/* The contacts that what was typed so far may mean: a list that nobody sees while it is empty. Signal: "chosen" (CsContact). */
#define CS_TYPE_CONTACT_PROPOSALS (cs_contact_proposals_get_type ())
G_DECLARE_FINAL_TYPE (CsContactProposals, cs_contact_proposals, CS, CONTACT_PROPOSALS, AdwBin)

void       cs_contact_proposals_start     (CsContactProposals       *self,
                                           CsContacts               *contacts,
                                           CsContactProposalsWanted  wanted,
                                           gpointer                  user_data);
void       cs_contact_proposals_set_entry (CsContactProposals       *self,
                                           GtkWidget                *entry);
void       cs_contact_proposals_set_words (CsContactProposals       *self,
                                           const char               *words);
CsContact *cs_contact_proposals_find_only (CsContactProposals       *self);

G_END_DECLS
