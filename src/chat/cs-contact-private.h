/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/cs-store.h"

#include "cs-contact.h"

G_BEGIN_DECLS

struct _CsContact
{
  GObject          parent_instance;

  CsStore         *store;
  CsAddress       *address;
  CsContactRecord *record;
  char            *sort_key;
  CsPresence      *presence;
  CsWatchAnswer    watch_answer;
  gboolean         room;      /* and nobody */
};

CsContact  *cs_contact_new          (CsStore               *store,
                                     const CsContactRecord *record);
void        cs_contact_set_standing (CsContact             *self,
                                     CsStanding             standing);
void        cs_contact_set_presence (CsContact             *self,
                                     CsPresence            *presence);
void        cs_contact_set_watch_answer (CsContact         *self,
                                         CsWatchAnswer      answer);
void        cs_contact_set_room     (CsContact             *self);
gboolean    cs_contact_is_room      (CsContact             *self);
const char *cs_contact_get_sort_key (CsContact             *self);

G_END_DECLS
