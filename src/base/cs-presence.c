/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-presence.h"

#include <string.h>

struct _CsPresence
{
  CsPresenceState  state;
  CsActivity       activity;
  char            *note;
  gint64           since;
  guint            devices;
};

static const GEnumValue values[] = {
  { CS_PRESENCE_UNKNOWN,   "CS_PRESENCE_UNKNOWN",   "unknown" },
  { CS_PRESENCE_OFFLINE,   "CS_PRESENCE_OFFLINE",   "offline" },
  { CS_PRESENCE_AVAILABLE, "CS_PRESENCE_AVAILABLE", "available" },
  { CS_PRESENCE_AWAY,      "CS_PRESENCE_AWAY",      "away" },
  { CS_PRESENCE_BUSY,      "CS_PRESENCE_BUSY",      "busy" },
  { 0, NULL, NULL },
};

G_DEFINE_BOXED_TYPE (CsPresence, cs_presence, cs_presence_ref, cs_presence_unref)

GType
cs_presence_state_get_type (void)
{
  static gsize type;

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static (g_intern_static_string ("CsPresenceState"), values));

  return type;
}

/**
 * cs_presence_state_get_nick:
 * @state: a state
 *
 * The state's short name for files and machine-readable output, never translated.
 *
 * Returns: (transfer none): the name, "unknown" for a value out of range
 */
const char *
cs_presence_state_get_nick (CsPresenceState state)
{
  for (const GEnumValue *value = values; value->value_nick; value++) {
    if (value->value == (int) state)
      return value->value_nick;
  }

  return "unknown";
}

/**
 * cs_presence_state_from_nick:
 * @nick: (nullable): a short name
 * @state: (out): the state
 *
 * Reads what cs_presence_state_get_nick() wrote. What is unknown is no name of a state.
 *
 * Returns: whether @nick names a state
 */
gboolean
cs_presence_state_from_nick (const char      *nick,
                             CsPresenceState *state)
{
  for (const GEnumValue *value = values + 1; nick && value->value_nick; value++) {
    if (strcmp (value->value_nick, nick) == 0) {
      *state = (CsPresenceState) value->value;
      return TRUE;
    }
  }

  return FALSE;
}

/* What somebody wrote about themselves, cut to the length that is shown anywhere. */
static char *
cut_note (const char *note)
{
  g_autofree char *valid = g_utf8_make_valid (note, -1);

  g_strstrip (valid);
  if (g_utf8_strlen (valid, -1) > CS_PRESENCE_MAX_NOTE)
    *g_utf8_offset_to_pointer (valid, CS_PRESENCE_MAX_NOTE) = '\0';

  return *valid ? g_steal_pointer (&valid) : NULL;
}

/**
 * cs_presence_new:
 * @state: the state
 * @activity: what somebody does
 * @note: (nullable): what somebody wrote about it; cut to %CS_PRESENCE_MAX_NOTE characters
 * @since: since when, in UTC microseconds, or 0
 * @devices: on how many devices they can be reached
 *
 * Returns: (transfer full): a new value
 */
CsPresence *
cs_presence_new (CsPresenceState  state,
                 CsActivity       activity,
                 const char      *note,
                 gint64           since,
                 guint            devices)
{
  CsPresence *self = g_atomic_rc_box_new0 (CsPresence);

  self->state = state;
  self->activity = activity;
  self->note = note ? cut_note (note) : NULL;
  self->since = since;
  self->devices = devices;

  return self;
}

/**
 * cs_presence_ref:
 * @self: a presence
 *
 * Returns: (transfer full): @self
 */
CsPresence *
cs_presence_ref (CsPresence *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  CsPresence *self = data;

  g_free (self->note);
}

/**
 * cs_presence_unref:
 * @self: (transfer full): a presence
 */
void
cs_presence_unref (CsPresence *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * cs_presence_get_state:
 * @self: (nullable): a presence
 *
 * Returns: the state, %CS_PRESENCE_UNKNOWN without a presence
 */
CsPresenceState
cs_presence_get_state (CsPresence *self)
{
  return self ? self->state : CS_PRESENCE_UNKNOWN;
}

/**
 * cs_presence_get_activity:
 * @self: a presence
 *
 * Returns: what somebody does
 */
CsActivity
cs_presence_get_activity (CsPresence *self)
{
  return self->activity;
}

/**
 * cs_presence_get_note:
 * @self: a presence
 *
 * Returns: (transfer none) (nullable): what somebody wrote: foreign text
 */
const char *
cs_presence_get_note (CsPresence *self)
{
  return self->note;
}

/**
 * cs_presence_get_since:
 * @self: a presence
 *
 * Returns: since when, in UTC microseconds, or 0 where that is not known
 */
gint64
cs_presence_get_since (CsPresence *self)
{
  return self->since;
}

/**
 * cs_presence_get_devices:
 * @self: a presence
 *
 * Returns: on how many devices they can be reached
 */
guint
cs_presence_get_devices (CsPresence *self)
{
  return self->devices;
}

/**
 * cs_presence_equal:
 * @a: (nullable): a presence
 * @b: (nullable): a presence
 *
 * Returns: whether both say the same
 */
gboolean
cs_presence_equal (CsPresence *a,
                   CsPresence *b)
{
  if (!a || !b)
    return a == b;

  return a->state == b->state && a->activity == b->activity && a->since == b->since && a->devices == b->devices &&
         g_strcmp0 (a->note, b->note) == 0;
}
