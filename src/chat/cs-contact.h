/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "base/cs-address.h"
#include "base/cs-permission.h"
#include "base/cs-presence.h"
#include "store/cs-record.h"

G_BEGIN_DECLS

/* How many colours there are to choose from, numbered from 1. */
#define CS_CONTACT_COLOURS 8

/* The longest name and note that are kept, in characters. */
#define CS_CONTACT_NAME_MAX 80
#define CS_CONTACT_NOTE_MAX 2000

/* Somebody whom one account has to do with: where they stand, and what the person noted of them. Every change is stored at once.
 * Properties: address (CsAddress), name (the person's own name for them, nullable), note (nullable), colour (guint, 0 for none
 * chosen), favourite (gboolean), blocked (gboolean), standing (CsStanding, as int), presence (CsPresence, nullable: nothing is known),
 * watch-answer (CsWatchAnswer, as int). */
#define CS_TYPE_CONTACT (cs_contact_get_type ())
G_DECLARE_FINAL_TYPE (CsContact, cs_contact, CS, CONTACT, GObject)

const char      *cs_contact_get_account   (CsContact             *self);
CsAddress       *cs_contact_get_address   (CsContact             *self);
const char      *cs_contact_get_name      (CsContact             *self);
void             cs_contact_set_name      (CsContact             *self,
                                           const char            *name);
const char      *cs_contact_get_title     (CsContact             *self);
const char      *cs_contact_get_note      (CsContact             *self);
void             cs_contact_set_note      (CsContact             *self,
                                           const char            *note);
guint            cs_contact_get_colour    (CsContact             *self);
void             cs_contact_set_colour    (CsContact             *self,
                                           guint                  colour);
gboolean         cs_contact_is_favourite  (CsContact             *self);
void             cs_contact_set_favourite (CsContact             *self,
                                           gboolean               favourite);
gboolean         cs_contact_is_blocked    (CsContact             *self);
void             cs_contact_set_blocked   (CsContact             *self,
                                           gboolean               blocked);
CsStanding       cs_contact_get_standing  (CsContact             *self);
CsPresence      *cs_contact_get_presence  (CsContact             *self);
CsWatchAnswer    cs_contact_get_watch_answer (CsContact          *self);
gboolean         cs_contact_is_listed     (CsContact             *self);
gboolean         cs_contact_is_request    (CsContact             *self);
gboolean         cs_contact_may_learn     (CsContact             *self);
void             cs_contact_add           (CsContact             *self,
                                           const char            *name);
void             cs_contact_remove        (CsContact             *self);
void             cs_contact_accept        (CsContact             *self);
void             cs_contact_refuse        (CsContact             *self);
CsContactRecord *cs_contact_dup_record    (CsContact             *self);
void             cs_contact_update        (CsContact             *self,
                                           const CsContactRecord *values);

G_END_DECLS
