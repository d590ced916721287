/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-alarms.h"

struct _CsAlarms
{
  GSequence *alarms;   /* CsAlarm, the first one due first */
  GSource   *source;
};

struct _CsAlarm
{
  GSequenceIter *place;
  gint64         due;    /* monotonic, in microseconds */
  CsAlarmFunc    func;
  gpointer       user_data;
};

static int
compare (gconstpointer a,
         gconstpointer b,
         gpointer      user_data)
{
  const CsAlarm *one = a;
  const CsAlarm *other = b;

  return (one->due > other->due) - (one->due < other->due);
}

static CsAlarm *
get_first (CsAlarms *self)
{
  return g_sequence_is_empty (self->alarms) ? NULL : g_sequence_get (g_sequence_get_begin_iter (self->alarms));
}

static void
wind (CsAlarms *self)
{
  CsAlarm *first = get_first (self);

  g_source_set_ready_time (self->source, first ? first->due : -1);
}

static gboolean
ring_cb (gpointer user_data)
{
  g_autoptr (CsAlarms) self = cs_alarms_ref (user_data);
  gint64 now = g_source_get_time (self->source);
  CsAlarm *alarm;

  while ((alarm = get_first (self)) && alarm->due <= now) {
    CsAlarmFunc func = alarm->func;
    gpointer data = alarm->user_data;

    g_sequence_remove (alarm->place);
    func (data);
  }
  wind (self);

  return G_SOURCE_CONTINUE;
}

static gboolean
dispatch (GSource     *source,
          GSourceFunc  callback,
          gpointer     user_data)
{
  return callback (user_data);
}

/**
 * cs_alarms_new:
 *
 * Returns: (transfer full): no alarms yet
 */
CsAlarms *
cs_alarms_new (void)
{
  static GSourceFuncs funcs = { .dispatch = dispatch };
  CsAlarms *self = g_rc_box_new0 (CsAlarms);

  self->alarms = g_sequence_new (g_free);
  self->source = g_source_new (&funcs, sizeof (GSource));
  g_source_set_static_name (self->source, "alarms");
  g_source_set_callback (self->source, ring_cb, self, NULL);
  g_source_attach (self->source, g_main_context_get_thread_default ());

  return self;
}

/**
 * cs_alarms_ref:
 * @self: alarms
 *
 * Returns: (transfer full): @self with one more owner
 */
CsAlarms *
cs_alarms_ref (CsAlarms *self)
{
  return g_rc_box_acquire (self);
}

static void
alarms_clear (gpointer data)
{
  CsAlarms *self = data;

  g_source_destroy (self->source);
  g_source_unref (self->source);
  g_sequence_free (self->alarms);
}

/**
 * cs_alarms_unref:
 * @self: (transfer full): alarms
 *
 * Lets go of @self. With the last owner everything that is set goes, and never rings.
 */
void
cs_alarms_unref (CsAlarms *self)
{
  g_rc_box_release_full (self, alarms_clear);
}

/**
 * cs_alarms_set:
 * @self: alarms
 * @seconds: from now; it rings up to a second later
 * @func: called once, by the main context that @self was made on; the alarm is gone by then
 * @user_data: passed to @func
 *
 * Returns: (transfer none): the alarm, which is valid until it rings or is taken back
 */
CsAlarm *
cs_alarms_set (CsAlarms    *self,
               guint        seconds,
               CsAlarmFunc  func,
               gpointer     user_data)
{
  CsAlarm *alarm = g_new0 (CsAlarm, 1);
  gint64 now = g_get_monotonic_time ();

  /* At whole seconds, so that what is due at about the same time wakes the program once. */
  alarm->due = seconds == 0 ? now : (now / G_USEC_PER_SEC + 1 + (gint64) seconds) * G_USEC_PER_SEC;
  alarm->func = func;
  alarm->user_data = user_data;
  alarm->place = g_sequence_insert_sorted (self->alarms, alarm, compare, NULL);
  wind (self);

  return alarm;
}

/**
 * cs_alarms_clear:
 * @self: alarms
 * @alarm: (inout) (nullable): one of them, or nothing; nothing afterwards
 *
 * Takes an alarm back.
 */
void
cs_alarms_clear (CsAlarms  *self,
                 CsAlarm  **alarm)
{
  CsAlarm *gone = g_steal_pointer (alarm);

  if (!gone)
    return;

  g_sequence_remove (gone->place);
  wind (self);
}
