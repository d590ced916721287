/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "base/cs-presence.h"

static void
test_names (void)
{
  static const CsPresenceState states[] = { CS_PRESENCE_OFFLINE, CS_PRESENCE_AVAILABLE, CS_PRESENCE_AWAY, CS_PRESENCE_BUSY };
  CsPresenceState state = CS_PRESENCE_BUSY;

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++) {
    g_assert_true (cs_presence_state_from_nick (cs_presence_state_get_nick (states[i]), &state));
    g_assert_cmpint (state, ==, states[i]);
  }

  g_assert_false (cs_presence_state_from_nick ("unknown", &state));
  g_assert_false (cs_presence_state_from_nick ("", &state));
  g_assert_false (cs_presence_state_from_nick (NULL, &state));
  g_assert_cmpstr (cs_presence_state_get_nick ((CsPresenceState) 99), ==, "unknown");
  g_assert_true (g_type_is_a (CS_TYPE_PRESENCE_STATE, G_TYPE_ENUM));
}

static void
test_value (void)
{
  g_autoptr (CsPresence) presence = cs_presence_new (CS_PRESENCE_AWAY, CS_ACTIVITY_MEAL, "  lunch\n", 7, 2);
  g_autoptr (CsPresence) same = cs_presence_new (CS_PRESENCE_AWAY, CS_ACTIVITY_MEAL, "lunch", 7, 2);
  g_autoptr (CsPresence) other = cs_presence_new (CS_PRESENCE_AWAY, CS_ACTIVITY_MEAL, " ", 7, 2);
  CsPresence *copy = g_boxed_copy (CS_TYPE_PRESENCE, presence);

  g_assert_cmpint (cs_presence_get_state (presence), ==, CS_PRESENCE_AWAY);
  g_assert_cmpint (cs_presence_get_activity (presence), ==, CS_ACTIVITY_MEAL);
  g_assert_cmpstr (cs_presence_get_note (presence), ==, "lunch");
  g_assert_cmpint (cs_presence_get_since (presence), ==, 7);
  g_assert_cmpuint (cs_presence_get_devices (presence), ==, 2);
  g_assert_null (cs_presence_get_note (other));
  g_assert_cmpint (cs_presence_get_state (NULL), ==, CS_PRESENCE_UNKNOWN);

  g_assert_true (cs_presence_equal (presence, same));
  g_assert_true (cs_presence_equal (presence, copy));
  g_assert_true (cs_presence_equal (NULL, NULL));
  g_assert_false (cs_presence_equal (presence, other));
  g_assert_false (cs_presence_equal (presence, NULL));
  g_boxed_free (CS_TYPE_PRESENCE, copy);
}

static void
test_long_note (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (CsPresence) presence = NULL;
  g_autoptr (CsPresence) broken = cs_presence_new (CS_PRESENCE_AWAY, CS_ACTIVITY_NONE, "\xff", 0, 0);

  for (guint i = 0; i < 1000; i++)
    g_string_append (text, "ß");
  presence = cs_presence_new (CS_PRESENCE_AVAILABLE, CS_ACTIVITY_NONE, text->str, 0, 1);
  g_assert_cmpint (g_utf8_strlen (cs_presence_get_note (presence), -1), ==, CS_PRESENCE_MAX_NOTE);
  g_assert_true (g_utf8_validate (cs_presence_get_note (presence), -1, NULL));
  g_assert_true (g_utf8_validate (cs_presence_get_note (broken), -1, NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/presence/names-its-states", test_names);
  g_test_add_func ("/presence/holds-what-it-was-given", test_value);
  g_test_add_func ("/presence/cuts-a-long-note", test_long_note);

  return g_test_run ();
}
