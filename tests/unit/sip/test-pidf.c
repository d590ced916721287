/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <string.h>

#include "sip/cs-pidf.h"

/* 2026-11-22T10:00:00Z */
#define NOW (G_GINT64_CONSTANT (1795341600) * G_USEC_PER_SEC)
#define AT(seconds) (NOW + G_GINT64_CONSTANT (seconds) * G_USEC_PER_SEC)

#define HEAD "<?xml version='1.0'?><presence xmlns='urn:ietf:params:xml:ns:pidf' xmlns:dm='urn:ietf:params:xml:ns:pidf:data-model' " \
  "xmlns:r='urn:ietf:params:xml:ns:pidf:rpid' entity='sip:bob@example.test'>"
#define TAIL "</presence>"
#define OPEN "<tuple id='a'><status><basic>open</basic></status></tuple>"
#define CLOSED "<tuple id='b'><status><basic>closed</basic></status></tuple>"
#define DOING(what) "<dm:person id='p'><r:activities>" what "</r:activities></dm:person>"

static const struct {
  const char      *description;
  const char      *data;
  CsPresenceState  state;
  CsActivity       activity;
  const char      *note;
  guint            devices;
} cases[] = {
  { "open", HEAD OPEN TAIL, CS_PRESENCE_AVAILABLE, CS_ACTIVITY_NONE, NULL, 1 },
  { "closed", HEAD CLOSED TAIL, CS_PRESENCE_OFFLINE, CS_ACTIVITY_NONE, NULL, 0 },
  { "one of two", HEAD CLOSED OPEN TAIL, CS_PRESENCE_AVAILABLE, CS_ACTIVITY_NONE, NULL, 1 },
  { "two devices", HEAD OPEN OPEN TAIL, CS_PRESENCE_AVAILABLE, CS_ACTIVITY_NONE, NULL, 2 },
  { "white space", HEAD "<tuple id='a'>\n <status>\n <basic> open\n</basic></status></tuple>" TAIL, CS_PRESENCE_AVAILABLE, 0, NULL, 1 },
  { "a prefix", "<p:presence xmlns:p='urn:ietf:params:xml:ns:pidf'><p:tuple id='a'><p:status><p:basic>open</p:basic></p:status></p:tuple>"
    "</p:presence>", CS_PRESENCE_AVAILABLE, 0, NULL, 1 },
  { "away", HEAD OPEN DOING ("<r:away/>") TAIL, CS_PRESENCE_AWAY, CS_ACTIVITY_NONE, NULL, 1 },
  { "busy", HEAD OPEN DOING ("<r:busy/>") TAIL, CS_PRESENCE_BUSY, CS_ACTIVITY_NONE, NULL, 1 },
  { "on the phone", HEAD OPEN DOING ("<r:on-the-phone/>") TAIL, CS_PRESENCE_BUSY, CS_ACTIVITY_ON_THE_PHONE, NULL, 1 },
  { "away, in a meal", HEAD OPEN DOING ("<r:dinner/><r:away/>") TAIL, CS_PRESENCE_AWAY, CS_ACTIVITY_MEAL, NULL, 1 },
  { "busy, in a meal", HEAD OPEN DOING ("<r:busy/><r:meal/>") TAIL, CS_PRESENCE_BUSY, CS_ACTIVITY_NONE, NULL, 1 },
  { "a meeting by phone", HEAD OPEN DOING ("<r:meeting/><r:busy/>") TAIL, CS_PRESENCE_BUSY, CS_ACTIVITY_MEETING, NULL, 1 },
  { "a meeting, on the phone", HEAD OPEN DOING ("<r:meeting/><r:on-the-phone/>") TAIL, CS_PRESENCE_BUSY, CS_ACTIVITY_ON_THE_PHONE, NULL, 1 },
  { "shopping", HEAD OPEN DOING ("<r:shopping/>") TAIL, CS_PRESENCE_AVAILABLE, CS_ACTIVITY_NONE, NULL, 1 },
  { "unknown activities", HEAD OPEN DOING ("<r:unknown/><x/>") TAIL, CS_PRESENCE_AVAILABLE, CS_ACTIVITY_NONE, NULL, 1 },
  { "away in the wrong namespace", HEAD OPEN DOING ("<away/>") TAIL, CS_PRESENCE_AVAILABLE, CS_ACTIVITY_NONE, NULL, 1 },
  { "a person without words", HEAD OPEN "<dm:person id='p'/>" TAIL, CS_PRESENCE_AVAILABLE, CS_ACTIVITY_NONE, NULL, 1 },
  { "away on one of two", HEAD OPEN OPEN DOING ("<r:away/>") "<dm:person id='q'/>" TAIL, CS_PRESENCE_AVAILABLE, CS_ACTIVITY_NONE, NULL, 2 },
  { "away on both", HEAD OPEN OPEN DOING ("<r:away/>") DOING ("<r:away/>") TAIL, CS_PRESENCE_AWAY, CS_ACTIVITY_NONE, NULL, 2 },
  { "busy on one of two", HEAD OPEN OPEN DOING ("<r:busy/>") "<dm:person id='q'/>" TAIL, CS_PRESENCE_BUSY, CS_ACTIVITY_NONE, NULL, 2 },
  { "away, and gone", HEAD CLOSED DOING ("<r:away/>") TAIL, CS_PRESENCE_OFFLINE, CS_ACTIVITY_NONE, NULL, 0 },
  { "in a meal, and gone", HEAD CLOSED DOING ("<r:meal/>") TAIL, CS_PRESENCE_OFFLINE, CS_ACTIVITY_NONE, NULL, 0 },
  { "activities with the device", HEAD "<tuple id='a'><status><basic>open</basic><r:activities><r:away/></r:activities></status></tuple>" TAIL,
    CS_PRESENCE_AWAY, CS_ACTIVITY_NONE, NULL, 1 },
  { "activities beside the status", HEAD "<tuple id='a'><status><basic>open</basic></status><r:activities><r:busy/></r:activities></tuple>" TAIL,
    CS_PRESENCE_BUSY, CS_ACTIVITY_NONE, NULL, 1 },
  { "no devices", HEAD TAIL, CS_PRESENCE_UNKNOWN, CS_ACTIVITY_NONE, NULL, 0 },
  { "only a person", HEAD DOING ("<r:away/>") TAIL, CS_PRESENCE_UNKNOWN, CS_ACTIVITY_NONE, NULL, 0 },
  { "no status", HEAD "<tuple id='a'/>" TAIL, CS_PRESENCE_UNKNOWN, CS_ACTIVITY_NONE, NULL, 0 },
  { "no basic status", HEAD "<tuple id='a'><status/></tuple>" TAIL, CS_PRESENCE_UNKNOWN, CS_ACTIVITY_NONE, NULL, 0 },
  { "another basic status", HEAD "<tuple id='a'><status><basic>ajar</basic></status></tuple>" TAIL, CS_PRESENCE_UNKNOWN, 0, NULL, 0 },
  { "an element for a status", HEAD "<tuple id='a'><status><basic>open<x/></basic></status></tuple>" TAIL, CS_PRESENCE_UNKNOWN, 0, NULL, 0 },

  { "a note of all", HEAD OPEN "<note xml:lang='en'> a &amp; b </note>" TAIL, CS_PRESENCE_AVAILABLE, CS_ACTIVITY_NONE, "a & b", 1 },
  { "a note of a device", HEAD "<tuple id='a'><status><basic>open</basic></status><note>x</note></tuple>" TAIL,
    CS_PRESENCE_AVAILABLE, CS_ACTIVITY_NONE, "x", 1 },
  { "the person's note", HEAD OPEN "<note>x</note><dm:person id='p'><dm:note>y</dm:note></dm:person>" TAIL,
    CS_PRESENCE_AVAILABLE, CS_ACTIVITY_NONE, "y", 1 },
  { "a note about activities", HEAD OPEN DOING ("<r:note>z</r:note><r:meal/>") TAIL, CS_PRESENCE_AWAY, CS_ACTIVITY_MEAL, "z", 1 },
  { "an empty note", HEAD OPEN "<note/>" TAIL, CS_PRESENCE_AVAILABLE, CS_ACTIVITY_NONE, NULL, 1 },
  { "a note with an element in it", HEAD OPEN "<note><b>x</b></note>" TAIL, CS_PRESENCE_AVAILABLE, CS_ACTIVITY_NONE, NULL, 1 },
};

static const struct {
  const char *description;
  const char *data;
} bad[] = {
  { "nothing", "" },
  { "no XML", "open" },
  { "no namespace", "<presence><tuple id='a'><status><basic>open</basic></status></tuple></presence>" },
  { "another root", "<p xmlns='urn:ietf:params:xml:ns:pidf'/>" },
  { "half of it", HEAD OPEN },
  { "a document type", "<!DOCTYPE presence><presence xmlns='urn:ietf:params:xml:ns:pidf'/>" },
  { "an entity", "<!DOCTYPE p [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><presence xmlns='urn:ietf:params:xml:ns:pidf'><note>&e;</note></presence>" },
  { "too deep", HEAD "<a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a><a/></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a></a>" TAIL },
  { "no UTF-8", HEAD "<note>\xff</note>" TAIL },
};

static const struct {
  const char *description;
  const char *data;
  gint64      since;
} times[] = {
  { "none", HEAD OPEN TAIL, 0 },
  { "a device's", HEAD "<tuple id='a'><status><basic>open</basic></status><timestamp>2026-11-22T09:59:00Z</timestamp></tuple>" TAIL, AT (-60) },
  { "the later of two devices'", HEAD "<tuple id='a'><status><basic>open</basic></status><timestamp>2026-11-22T09:58:00Z</timestamp></tuple>"
    "<tuple id='b'><status><basic>open</basic></status><timestamp>2026-11-22T09:59:00Z</timestamp></tuple>" TAIL, AT (-60) },
  { "a person's", HEAD OPEN "<dm:person id='p'><r:activities><r:away/></r:activities><dm:timestamp>2026-11-22T10:29:00+01:00</dm:timestamp>"
    "</dm:person>" TAIL, AT (-1860) },
  { "an activity's", HEAD OPEN "<dm:person id='p'><r:activities from='2026-11-22T09:00:00.5Z'><r:away/></r:activities>"
    "<dm:timestamp>2026-11-22T09:59:00Z</dm:timestamp></dm:person>" TAIL, AT (-3600) },
  { "when they left", HEAD "<tuple id='a'><status><basic>closed</basic></status><timestamp>2026-11-22T09:59:00Z</timestamp></tuple>" TAIL, AT (-60) },
  { "when they left with one of two", HEAD OPEN "<tuple id='b'><status><basic>closed</basic></status><timestamp>2026-11-22T09:59:00Z</timestamp>"
    "</tuple>" TAIL, 0 },
  { "in the future", HEAD "<tuple id='a'><status><basic>open</basic></status><timestamp>2027-01-01T00:00:00Z</timestamp></tuple>" TAIL, NOW },
  { "long ago", HEAD "<tuple id='a'><status><basic>open</basic></status><timestamp>0001-01-01T00:00:00Z</timestamp></tuple>" TAIL, 0 },
  { "no time", HEAD "<tuple id='a'><status><basic>open</basic></status><timestamp>yesterday</timestamp></tuple>" TAIL, 0 },
};

static CsPresence *
parse (const char *text)
{
  g_autoptr (GBytes) data = g_bytes_new_static (text, strlen (text));

  return cs_pidf_parse (data, NOW);
}

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CsPresence) presence = parse (cases[i].data);

    g_test_message ("%s", cases[i].description);
    g_assert_nonnull (presence);
    g_assert_cmpint (cs_presence_get_state (presence), ==, cases[i].state);
    g_assert_cmpint (cs_presence_get_activity (presence), ==, cases[i].activity);
    g_assert_cmpstr (cs_presence_get_note (presence), ==, cases[i].note);
    g_assert_cmpuint (cs_presence_get_devices (presence), ==, cases[i].devices);
  }
}

/* One for each language that somebody wrote theirs in. */
static void
test_languages (void)
{
  static const struct {
    const char *description;
    const char *notes;
    const char *note;
  } choices[] = {
    { "theirs", "<note xml:lang='en'>tea</note><note xml:lang='de'>Tee</note>", "Tee" },
    { "a country's", "<note xml:lang='en'>tea</note><note xml:lang='de-AT'>Tee</note>", "Tee" },
    { "in capitals", "<note xml:lang='en'>tea</note><note xml:lang='DE'>Tee</note>", "Tee" },
    { "one more letter", "<note xml:lang='en'>tea</note><note xml:lang='den'>x</note>", "tea" },
    { "none", "<note xml:lang='en'>tea</note><note>x</note>", "x" },
    { "others", "<note xml:lang='fr'>th\303\251</note><note xml:lang='en'>tea</note>", "th\303\251" },
    { "nothing in it", "<note xml:lang='de'/><note xml:lang='en'>tea</note>", "tea" },
    { "the second of several", "<note xml:lang='ja'>\350\214\266</note><note xml:lang='fr'>th\303\251</note>", "\350\214\266" },
    { "on all of it", "<note xml:lang='de'>Tee</note><note xml:lang='de'>Kaffee</note>", "Tee" },
  };

  g_setenv ("LANGUAGE", "de:ja", TRUE);
  for (gsize i = 0; i < G_N_ELEMENTS (choices); i++) {
    g_autofree char *text = g_strconcat (HEAD OPEN, choices[i].notes, TAIL, NULL);
    g_autoptr (CsPresence) presence = parse (text);

    g_test_message ("%s", choices[i].description);
    g_assert_cmpstr (cs_presence_get_note (presence), ==, choices[i].note);
  }
  g_unsetenv ("LANGUAGE");
}

static void
test_bad (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++) {
    g_autoptr (CsPresence) presence = parse (bad[i].data);

    g_test_message ("%s", bad[i].description);
    g_assert_null (presence);
  }
}

static void
test_times (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (times); i++) {
    g_autoptr (CsPresence) presence = parse (times[i].data);

    g_test_message ("%s", times[i].description);
    g_assert_nonnull (presence);
    g_assert_cmpint (cs_presence_get_since (presence), ==, times[i].since);
  }
}

static void
test_many (void)
{
  g_autoptr (GString) text = g_string_new (HEAD);
  g_autoptr (CsPresence) presence = NULL;

  for (guint i = 0; i < 500; i++)
    g_string_append (text, OPEN);
  g_string_append (text, TAIL);
  presence = parse (text->str);
  g_assert_cmpuint (cs_presence_get_devices (presence), ==, CS_PIDF_MAX_ELEMENTS);
}

static void
test_round_trip (void)
{
  static const struct {
    CsPresenceState  state;
    CsActivity       activity;
    const char      *note;
    const char      *read;
  } says[] = {
    { CS_PRESENCE_AVAILABLE, CS_ACTIVITY_NONE, NULL, NULL },
    { CS_PRESENCE_AWAY, CS_ACTIVITY_NONE, "<b>&\001 \xef\xbf\xbe x", "<b>&    x" },
    { CS_PRESENCE_AWAY, CS_ACTIVITY_MEAL, "x", "x" },
    { CS_PRESENCE_BUSY, CS_ACTIVITY_NONE, "x", "x" },
    { CS_PRESENCE_BUSY, CS_ACTIVITY_ON_THE_PHONE, "x", "x" },
    { CS_PRESENCE_BUSY, CS_ACTIVITY_MEETING, "x", "x" },
    { CS_PRESENCE_OFFLINE, CS_ACTIVITY_NONE, "x", "x" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (says); i++) {
    guint devices = says[i].state == CS_PRESENCE_OFFLINE ? 0 : 1;
    g_autoptr (CsPresence) presence = cs_presence_new (says[i].state, says[i].activity, says[i].note, AT (-60), devices);
    g_autofree char *text = cs_pidf_build (presence, "sip:a&b@example.test", "1");
    g_autoptr (CsPresence) read = parse (text);

    g_assert_nonnull (read);
    g_assert_cmpint (strstr (text, "<rpid:away/>") != NULL, ==,
                     says[i].state == CS_PRESENCE_AWAY && says[i].activity == CS_ACTIVITY_NONE);
    g_assert_cmpint (cs_presence_get_state (read), ==, says[i].state);
    g_assert_cmpint (cs_presence_get_activity (read), ==, says[i].activity);
    g_assert_cmpstr (cs_presence_get_note (read), ==, says[i].read);
    g_assert_cmpint (cs_presence_get_since (read), ==, AT (-60));
    g_assert_cmpuint (cs_presence_get_devices (read), ==, devices);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/pidf/makes-one-answer-of-what-all-say", test_table);
  g_test_add_func ("/pidf/reads-notes-in-ones-own-language", test_languages);
  g_test_add_func ("/pidf/refuses-what-is-none", test_bad);
  g_test_add_func ("/pidf/reads-times", test_times);
  g_test_add_func ("/pidf/looks-at-so-many-and-no-more", test_many);
  g_test_add_func ("/pidf/reads-what-it-writes", test_round_trip);

  return g_test_run ();
}
