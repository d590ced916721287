/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sip/cs-composing.h"

#define HEAD "<?xml version='1.0' encoding='UTF-8'?><isComposing xmlns='urn:ietf:params:xml:ns:im-iscomposing'>"
#define ACTIVE HEAD "<state>active</state>"
#define IDLE HEAD "<state>idle</state>"
#define TAIL "</isComposing>"

/* 2026-11-22 00:00 UTC. */
#define MIDNIGHT (G_GINT64_CONSTANT (1795305600) * G_USEC_PER_SEC)

static const struct {
  const char *description;
  const char *data;
  gboolean    ok;
  gboolean    active;
  guint       refresh;
  gint64      last_active;
} cases[] = {
  { "active", ACTIVE TAIL, TRUE, TRUE, 120, 0 },
  { "idle", IDLE "<lastactive>2026-11-22T00:00:00Z</lastactive>" TAIL, TRUE, FALSE, 120, MIDNIGHT },
  { "everything", ACTIVE "<lastactive>2026-11-22T01:00:00+01:00</lastactive><contenttype>text/plain</contenttype><refresh>90</refresh>" TAIL,
    TRUE, TRUE, 90, MIDNIGHT },
  { "white space", HEAD "\n <state>\n active </state>\n <refresh> 60 </refresh>" TAIL, TRUE, TRUE, 60, 0 },
  { "a prefix", "<c:isComposing xmlns:c='urn:ietf:params:xml:ns:im-iscomposing'><c:state>active</c:state></c:isComposing>", TRUE, TRUE, 120, 0 },
  { "an extension", ACTIVE "<x:mood xmlns:x='urn:x'>good</x:mood>" TAIL, TRUE, TRUE, 120, 0 },
  { "another state", HEAD "<state>recording</state>" TAIL, TRUE, FALSE, 120, 0 },
  { "too short", ACTIVE "<refresh>1</refresh>" TAIL, TRUE, TRUE, 15, 0 },
  { "too long", ACTIVE "<refresh>4294967295</refresh>" TAIL, TRUE, TRUE, 180, 0 },
  { "far too long", ACTIVE "<refresh>99999999999999999999999</refresh>" TAIL, TRUE, TRUE, 120, 0 },
  { "for ever", ACTIVE "<refresh>0</refresh>" TAIL, TRUE, TRUE, 120, 0 },
  { "negative", ACTIVE "<refresh>-60</refresh>" TAIL, TRUE, TRUE, 120, 0 },
  { "no number", ACTIVE "<refresh>soon</refresh>" TAIL, TRUE, TRUE, 120, 0 },
  { "no time", ACTIVE "<lastactive>yesterday</lastactive>" TAIL, TRUE, TRUE, 120, 0 },
  { "no zone", ACTIVE "<lastactive>2026-11-22T00:00:00</lastactive>" TAIL, TRUE, TRUE, 120, MIDNIGHT },

  { "no state", HEAD TAIL, FALSE, FALSE, 0, 0 },
  { "an empty state", HEAD "<state> </state>" TAIL, FALSE, FALSE, 0, 0 },
  { "an element in the state", HEAD "<state><active/></state>" TAIL, FALSE, FALSE, 0, 0 },
  { "a state in the wrong place", HEAD "<a><state>active</state></a>" TAIL, FALSE, FALSE, 0, 0 },
  { "no namespace", "<isComposing><state>active</state></isComposing>", FALSE, FALSE, 0, 0 },
  { "another root", "<x xmlns='urn:ietf:params:xml:ns:im-iscomposing'><state>active</state></x>", FALSE, FALSE, 0, 0 },
  { "half of it", ACTIVE, FALSE, FALSE, 0, 0 },
  { "an entity", "<!DOCTYPE isComposing [<!ENTITY e 'active'>]><isComposing xmlns='urn:ietf:params:xml:ns:im-iscomposing'>"
    "<state>&e;</state></isComposing>", FALSE, FALSE, 0, 0 },
  { "no XML", "active", FALSE, FALSE, 0, 0 },
  { "nothing", "", FALSE, FALSE, 0, 0 },
};

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (GBytes) data = g_bytes_new_static (cases[i].data, strlen (cases[i].data));
    g_autoptr (CsComposing) composing = cs_composing_parse (data);

    g_test_message ("%s", cases[i].description);
    g_assert_cmpint (composing != NULL, ==, cases[i].ok);
    if (!composing)
      continue;

    g_assert_cmpint (cs_composing_is_active (composing), ==, cases[i].active);
    g_assert_cmpuint (cs_composing_get_refresh (composing), ==, cases[i].refresh);
    g_assert_cmpint (cs_composing_get_last_active (composing), ==, cases[i].last_active);
  }
}

static void
test_long_state (void)
{
  g_autofree char *state = g_strnfill (1000, 'a');
  g_autofree char *text = g_strconcat (HEAD "<state>", state, "</state>" TAIL, NULL);
  g_autoptr (GBytes) data = g_bytes_new_static (text, strlen (text));

  g_assert_null (cs_composing_parse (data));
}

static void
test_round_trip (void)
{
  static const gboolean states[] = { TRUE, FALSE };

  for (gsize i = 0; i < G_N_ELEMENTS (states); i++) {
    g_autoptr (CsComposing) composing = cs_composing_new (states[i], 90);
    g_autofree char *text = cs_composing_build (composing);
    g_autoptr (GBytes) data = g_bytes_new_static (text, strlen (text));
    g_autoptr (CsComposing) read = cs_composing_parse (data);

    g_assert_cmpint (cs_composing_is_active (read), ==, states[i]);
    g_assert_cmpuint (cs_composing_get_refresh (read), ==, states[i] ? 90 : 120);
    g_assert_cmpint (strstr (text, "<refresh>") != NULL, ==, states[i]);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/composing/reads-and-refuses", test_table);
  g_test_add_func ("/composing/refuses-long-words", test_long_state);
  g_test_add_func ("/composing/reads-what-it-writes", test_round_trip);

  return g_test_run ();
}
