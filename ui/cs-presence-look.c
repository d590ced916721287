/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-presence-look.h"

#include <glib/gi18n-lib.h>

#include "base/cs-format.h"
#include "base/cs-text.h"


static const CsPresenceLook looks[] = {
  { CS_PRESENCE_AVAILABLE, "cs-presence-available-symbolic", "success", N_("Available") },
  { CS_PRESENCE_AWAY, "cs-presence-away-symbolic", "warning", N_("Away") },
  { CS_PRESENCE_BUSY, "cs-presence-busy-symbolic", "error", N_("Busy") },
  { CS_PRESENCE_OFFLINE, "cs-presence-offline-symbolic", "dim-label", N_("Offline") },
};

static const struct {
  CsActivity  activity;
  const char *words;
} activities[] = {
  { CS_ACTIVITY_ON_THE_PHONE, N_("on the phone") },
  { CS_ACTIVITY_MEETING, N_("in a meeting") },
  { CS_ACTIVITY_MEAL, N_("at a meal") },
  { CS_ACTIVITY_TRAVEL, N_("travelling") },
  { CS_ACTIVITY_HOLIDAY, N_("on holiday") },
  { CS_ACTIVITY_SLEEPING, N_("asleep") },
};

/**
 * cs_presence_look_find:
 * @state: a state
 *
 * Finds how a state is shown, the same in every place.
 *
 * Returns: (transfer none) (nullable): the look; %NULL where nothing is known, which is shown as nothing
 */
const CsPresenceLook *
cs_presence_look_find (CsPresenceState state)
{
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++) {
    if (looks[i].state == state)
      return &looks[i];
  }

  return NULL;
}

/* The time today, the day this week, or the date. */
static char *
word_since (gint64 since,
            gint64 now)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (since / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc ? g_date_time_to_local (utc) : NULL;

  if (!local || cs_format_same_day (since, now))
    return cs_format_clock (since);

  return g_date_time_format (local, now - since < 6 * G_TIME_SPAN_DAY ? "%A" : "%x");
}

static char *
word_state (CsPresence *presence,
            gint64      now)
{
  CsPresenceState state = cs_presence_get_state (presence);
  gint64 since = cs_presence_get_since (presence);
  g_autofree char *time = since != 0 ? word_since (since, now) : NULL;

  if (time && state == CS_PRESENCE_AWAY) {
    /* Translators: %s is a time, a day of the week, or a date. */
    return g_strdup_printf (_("Away since %s"), time);
  }
  if (time && state == CS_PRESENCE_OFFLINE) {
    /* Translators: %s is a time, a day of the week, or a date. */
    return g_strdup_printf (_("Offline since %s"), time);
  }

  return g_strdup (_(cs_presence_look_find (state)->words));
}

/**
 * cs_presence_look_describe:
 * @presence: (nullable): somebody's presence
 * @now: the present, UTC microseconds
 *
 * Words a presence in one line: “Away since 9:12 · in a meeting”. What somebody wrote in it is made visible.
 *
 * Returns: (transfer full) (nullable): the words; %NULL where nothing is known
 */
char *
cs_presence_look_describe (CsPresence *presence,
                           gint64      now)
{
  g_autofree char *state = NULL;
  g_autofree char *note = NULL;
  const char *activity = NULL;

  if (cs_presence_get_state (presence) == CS_PRESENCE_UNKNOWN)
    return NULL;

  state = word_state (presence, now);
  if (cs_presence_get_note (presence))
    note = cs_text_make_visible (cs_presence_get_note (presence));
  for (guint i = 0; i < G_N_ELEMENTS (activities); i++) {
    if (activities[i].activity == cs_presence_get_activity (presence))
      activity = _(activities[i].words);
  }

  return g_strjoin (" · ", state, activity ? activity : note, activity ? note : NULL, NULL);
}

/**
 * cs_presence_look_describe_contact:
 * @contact: (nullable): somebody
 * @now: the present, UTC microseconds
 *
 * Words in one line whether somebody is there, or why that is not to be known.
 *
 * Returns: (transfer full) (nullable): the words; %NULL where nothing is known
 */
char *
cs_presence_look_describe_contact (CsContact *contact,
                                   gint64     now)
{
  CsPresence *presence = contact ? cs_contact_get_presence (contact) : NULL;

  if (presence && cs_presence_get_state (presence) == CS_PRESENCE_UNKNOWN)
    return g_strdup (_("Availability not known"));
  if (presence || !contact)
    return cs_presence_look_describe (presence, now);

  switch (cs_contact_get_watch_answer (contact)) {
  case CS_WATCH_ANSWER_PENDING:
    return g_strdup (_("You may not see yet when they are available"));
  case CS_WATCH_ANSWER_REFUSED:
    return g_strdup (_("You may not see when they are available"));
  case CS_WATCH_ANSWER_NONE:
  default:
    return NULL;
  }
}
