/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Whether somebody can be reached. Of oneself, offline means to be invisible. */
typedef enum {
  CS_PRESENCE_UNKNOWN,
  CS_PRESENCE_OFFLINE,
  CS_PRESENCE_AVAILABLE,
  CS_PRESENCE_AWAY,
  CS_PRESENCE_BUSY,
} CsPresenceState;

/* What somebody does, where it is told (RFC 4480 section 3.2). */
typedef enum {
  CS_ACTIVITY_NONE,
  CS_ACTIVITY_ON_THE_PHONE,
  CS_ACTIVITY_MEETING,
  CS_ACTIVITY_MEAL,
  CS_ACTIVITY_TRAVEL,
  CS_ACTIVITY_HOLIDAY,
  CS_ACTIVITY_SLEEPING,
} CsActivity;

/* How long a note may be, in characters. */
#define CS_PRESENCE_MAX_NOTE 160

#define CS_TYPE_PRESENCE_STATE (cs_presence_state_get_type ())

GType            cs_presence_state_get_type  (void);
const char      *cs_presence_state_get_nick  (CsPresenceState   state);
gboolean         cs_presence_state_from_nick (const char       *nick,
                                              CsPresenceState  *state);

/* What is known of somebody's presence: an immutable value. */
#define CS_TYPE_PRESENCE (cs_presence_get_type ())

typedef struct _CsPresence CsPresence;

GType            cs_presence_get_type        (void);
CsPresence      *cs_presence_new             (CsPresenceState   state,
                                              CsActivity        activity,
                                              const char       *note,
                                              gint64            since,
                                              guint             devices);
CsPresence      *cs_presence_ref             (CsPresence       *self);
void             cs_presence_unref           (CsPresence       *self);
CsPresenceState  cs_presence_get_state       (CsPresence       *self);
CsActivity       cs_presence_get_activity    (CsPresence       *self);
const char      *cs_presence_get_note        (CsPresence       *self);
gint64           cs_presence_get_since       (CsPresence       *self);
guint            cs_presence_get_devices     (CsPresence       *self);
gboolean         cs_presence_equal           (CsPresence       *a,
                                              CsPresence       *b);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsPresence, cs_presence_unref)

G_END_DECLS
