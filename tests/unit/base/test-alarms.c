/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "base/cs-alarms.h"

/* Far away. */
#define HOUR 3600

typedef struct {
  CsAlarms *alarms;
  GString  *rung;
  CsAlarm  *other;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  user_data)
{
  fixture->alarms = cs_alarms_new ();
  fixture->rung = g_string_new (NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  user_data)
{
  g_clear_pointer (&fixture->alarms, cs_alarms_unref);
  g_string_free (fixture->rung, TRUE);
}

static void
turn (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

static void
ring_cb (gpointer user_data)
{
  g_string_append_c (user_data, '!');
}

static void
test_rings (Fixture       *fixture,
            gconstpointer  user_data)
{
  CsAlarm *far = cs_alarms_set (fixture->alarms, HOUR, ring_cb, fixture->rung);

  cs_alarms_set (fixture->alarms, 0, ring_cb, fixture->rung);
  cs_alarms_set (fixture->alarms, 0, ring_cb, fixture->rung);
  g_assert_cmpstr (fixture->rung->str, ==, "");
  turn ();
  g_assert_cmpstr (fixture->rung->str, ==, "!!");

  cs_alarms_clear (fixture->alarms, &far);
  g_assert_null (far);
  cs_alarms_clear (fixture->alarms, &far);
  turn ();
  g_assert_cmpstr (fixture->rung->str, ==, "!!");
}

static void
test_taken_back (Fixture       *fixture,
                 gconstpointer  user_data)
{
  CsAlarm *alarm = cs_alarms_set (fixture->alarms, 0, ring_cb, fixture->rung);

  cs_alarms_clear (fixture->alarms, &alarm);
  turn ();
  g_assert_cmpstr (fixture->rung->str, ==, "");
}

static void
other_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  g_string_append_c (fixture->rung, 'o');
  fixture->other = NULL;
}

static void
take_back_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  g_string_append_c (fixture->rung, 't');
  cs_alarms_clear (fixture->alarms, &fixture->other);
  cs_alarms_set (fixture->alarms, 0, other_cb, fixture);
}

static void
test_changed_while_ringing (Fixture       *fixture,
                            gconstpointer  user_data)
{
  cs_alarms_set (fixture->alarms, 0, take_back_cb, fixture);
  fixture->other = cs_alarms_set (fixture->alarms, HOUR, other_cb, fixture);
  turn ();
  g_assert_cmpstr (fixture->rung->str, ==, "to");
}

static void
let_go_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  g_clear_pointer (&fixture->alarms, cs_alarms_unref);
}

static void
test_let_go_while_ringing (Fixture       *fixture,
                           gconstpointer  user_data)
{
  cs_alarms_set (fixture->alarms, 0, let_go_cb, fixture);
  cs_alarms_set (fixture->alarms, HOUR, ring_cb, fixture->rung);
  turn ();
  g_assert_null (fixture->alarms);
  g_assert_cmpstr (fixture->rung->str, ==, "");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/alarms/rings-once-what-is-due", Fixture, NULL, set_up, test_rings, tear_down);
  g_test_add ("/alarms/does-not-ring-what-was-taken-back", Fixture, NULL, set_up, test_taken_back, tear_down);
  g_test_add ("/alarms/may-be-changed-while-ringing", Fixture, NULL, set_up, test_changed_while_ringing, tear_down);
  g_test_add ("/alarms/may-be-let-go-of-while-ringing", Fixture, NULL, set_up, test_let_go_while_ringing, tear_down);

  return g_test_run ();
}
