/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-pidf.h"

#include <string.h>

#include "cs-xml.h"

#define PIDF  "urn:ietf:params:xml:ns:pidf"
#define MODEL "urn:ietf:params:xml:ns:pidf:data-model"
#define RPID  "urn:ietf:params:xml:ns:pidf:rpid"

/* Longer ones are no notes. They are cut further for those who look at them. */
#define MAX_NOTE 4096
#define MAX_TIME 64
#define MAX_LANGUAGE 64

/* Nobody has been away since before there was such a document (2004). */
#define EARLIEST (G_GINT64_CONSTANT (1072915200) * G_USEC_PER_SEC)

/* What of RFC 4480 section 3.2 says whether somebody can be reached; the others, such as shopping, do not. Of those that mean the
 * same to us, the first is what we say ourselves. */
static const struct {
  const char      *name;
  CsPresenceState  state;
  CsActivity       activity;
} activities[] = {
  { "away", CS_PRESENCE_AWAY, CS_ACTIVITY_NONE },
  { "permanent-absence", CS_PRESENCE_AWAY, CS_ACTIVITY_NONE },
  { "busy", CS_PRESENCE_BUSY, CS_ACTIVITY_NONE },
  { "performance", CS_PRESENCE_BUSY, CS_ACTIVITY_NONE },
  { "worship", CS_PRESENCE_BUSY, CS_ACTIVITY_NONE },
  { "on-the-phone", CS_PRESENCE_BUSY, CS_ACTIVITY_ON_THE_PHONE },
  { "meeting", CS_PRESENCE_BUSY, CS_ACTIVITY_MEETING },
  { "appointment", CS_PRESENCE_BUSY, CS_ACTIVITY_MEETING },
  { "presentation", CS_PRESENCE_BUSY, CS_ACTIVITY_MEETING },
  { "meal", CS_PRESENCE_AWAY, CS_ACTIVITY_MEAL },
  { "breakfast", CS_PRESENCE_AWAY, CS_ACTIVITY_MEAL },
  { "dinner", CS_PRESENCE_AWAY, CS_ACTIVITY_MEAL },
  { "travel", CS_PRESENCE_AWAY, CS_ACTIVITY_TRAVEL },
  { "in-transit", CS_PRESENCE_AWAY, CS_ACTIVITY_TRAVEL },
  { "steering", CS_PRESENCE_AWAY, CS_ACTIVITY_TRAVEL },
  { "holiday", CS_PRESENCE_AWAY, CS_ACTIVITY_HOLIDAY },
  { "vacation", CS_PRESENCE_AWAY, CS_ACTIVITY_HOLIDAY },
  { "sleeping", CS_PRESENCE_AWAY, CS_ACTIVITY_SLEEPING },
};

/* What a person or a device says, all of it together. */
typedef struct {
  CsPresenceState  state;      /* of what was told so far, the one that counts most */
  CsActivity       activity;
  gint64           since;
  char            *note;
  guint            open;
  guint            closed;
  gint64           now;
} Reading;

static gint64
read_time (const char *text,
           gint64      now)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = text ? g_date_time_new_from_iso8601 (text, utc) : NULL;
  gint64 stamp = time ? g_date_time_to_unix (time) * G_USEC_PER_SEC : 0;

  if (stamp < EARLIEST)
    return 0;

  /* Their clock may be ahead of ours. */
  return MIN (stamp, now);
}

static gint64
read_timestamp (xmlNode    *parent,
                const char *uri,
                gint64      now)
{
  g_autofree char *text = cs_xml_dup_text (cs_xml_next (parent->children, "timestamp", uri), MAX_TIME);

  return read_time (text, now);
}

/* Being busy was said on purpose, and counts most. Being away does not on one device, while there is another that is not. */
static guint
get_weight (CsPresenceState state)
{
  static const guint8 weights[] = {
    [CS_PRESENCE_AWAY] = 1,
    [CS_PRESENCE_AVAILABLE] = 2,
    [CS_PRESENCE_BUSY] = 3,
  };

  return state < G_N_ELEMENTS (weights) ? weights[state] : 0;
}

static void
take_state (Reading         *reading,
            CsPresenceState  state,
            CsActivity       activity,
            gint64           since)
{
  if (get_weight (state) > get_weight (reading->state)) {
    reading->state = state;
    reading->activity = activity;
    reading->since = since;
  } else if (state == reading->state && reading->activity == CS_ACTIVITY_NONE) {
    reading->activity = activity;
    reading->since = MAX (reading->since, since);
  }
}

/* Whether a language of the desktop ("de_AT") is another's ("de-AT", "de-AT-1996"); countries alone do not tell them apart. */
static gboolean
is_language (const char *name,
             const char *language)
{
  gsize length = strcspn (name, "_.@");

  return g_ascii_strncasecmp (name, language, length) == 0 && (language[length] == '\0' || language[length] == '-');
}

/* How little a note is to be read here: best in an earlier one of the person's languages, then in none. */
static guint
rank_note (xmlNode *note)
{
  const char * const *names = g_get_language_names ();
  guint n_names = g_strv_length ((char **) names);
  g_autofree char *language = cs_xml_dup_language (note, MAX_LANGUAGE);

  if (!language)
    return n_names;

  for (guint i = 0; i < n_names; i++) {
    if (is_language (names[i], language))
      return i;
  }

  return n_names + 1;
}

/* RFC 3863 section 4.1.6: a note may stand there in several languages. */
static void
take_note (Reading    *reading,
           xmlNode    *parent,
           const char *uri)
{
  guint best = G_MAXUINT;
  guint n = 0;

  if (reading->note)
    return;

  for (xmlNode *note = cs_xml_next (parent->children, "note", uri);
       note && n < CS_PIDF_MAX_ELEMENTS;
       note = cs_xml_next (note->next, "note", uri), n++) {
    g_autofree char *text = cs_xml_dup_text (note, MAX_NOTE);
    guint rank = text && *text ? rank_note (note) : G_MAXUINT;

    if (rank >= best)
      continue;
    best = rank;
    g_free (reading->note);
    reading->note = g_steal_pointer (&text);
  }
}

/* FALSE if nothing is said of what somebody does. */
static gboolean
take_activities (Reading *reading,
                 xmlNode *parent,
                 gint64   stamp)
{
  xmlNode *list = cs_xml_next (parent->children, "activities", RPID);
  g_autofree char *from = list ? cs_xml_dup_attribute (list, "from", MAX_TIME) : NULL;
  gint64 since = read_time (from, reading->now);
  gboolean found = FALSE;

  if (!list)
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (activities); i++) {
    if (!cs_xml_find (list, activities[i].name))
      continue;
    take_state (reading, activities[i].state, activities[i].activity, since != 0 ? since : stamp);
    found = TRUE;
  }
  take_note (reading, list, RPID);

  return found;
}

static void
take_person (Reading *reading,
             xmlNode *person)
{
  gint64 stamp = read_timestamp (person, MODEL, reading->now);

  take_note (reading, person, MODEL);
  if (!take_activities (reading, person, stamp))
    take_state (reading, CS_PRESENCE_AVAILABLE, CS_ACTIVITY_NONE, stamp);
}

static void
take_tuple (Reading  *reading,
            xmlNode  *tuple,
            gboolean  has_person)
{
  xmlNode *status = cs_xml_find (tuple, "status");
  g_autofree char *basic = status ? cs_xml_dup_text (cs_xml_find (status, "basic"), MAX_TIME) : NULL;
  gint64 stamp = read_timestamp (tuple, PIDF, reading->now);

  if (g_strcmp0 (basic, "open") == 0) {
    reading->open++;
    /* RFC 4480 has activities with the person, but not everybody does. */
    if (!take_activities (reading, tuple, stamp) && !take_activities (reading, status, stamp) && !has_person)
      take_state (reading, CS_PRESENCE_AVAILABLE, CS_ACTIVITY_NONE, stamp);
  } else if (g_strcmp0 (basic, "closed") == 0) {
    reading->closed++;
    if (reading->open == 0)
      reading->since = MAX (reading->since, stamp);
  }
}

static void
take_tuples (Reading *reading,
             xmlNode *root,
             gboolean has_person)
{
  guint n = 0;

  for (xmlNode *tuple = cs_xml_next (root->children, "tuple", PIDF);
       tuple && n < CS_PIDF_MAX_ELEMENTS;
       tuple = cs_xml_next (tuple->next, "tuple", PIDF), n++)
    take_tuple (reading, tuple, has_person);
}

static void
take_persons (Reading *reading,
              xmlNode *root)
{
  guint n = 0;

  for (xmlNode *person = cs_xml_next (root->children, "person", MODEL);
       person && n < CS_PIDF_MAX_ELEMENTS;
       person = cs_xml_next (person->next, "person", MODEL), n++)
    take_person (reading, person);
}

/* The person's note says most, then that of all of it, then that of the first device. */
static void
take_notes (Reading *reading,
            xmlNode *root)
{
  guint n = 0;

  take_note (reading, root, PIDF);
  for (xmlNode *tuple = cs_xml_next (root->children, "tuple", PIDF);
       tuple && n < CS_PIDF_MAX_ELEMENTS;
       tuple = cs_xml_next (tuple->next, "tuple", PIDF), n++)
    take_note (reading, tuple, PIDF);
}

/**
 * cs_pidf_parse:
 * @body: a body of the type %CS_PIDF_TYPE
 * @now: the time, in UTC microseconds
 *
 * Reads a presence document (RFC 3863) with what RFC 4479 and RFC 4480 add to it, and makes one answer of what several devices and
 * persons in it say. One that says nothing of whether they can be reached has %CS_PRESENCE_UNKNOWN.
 *
 * Returns: (transfer full) (nullable): the presence, %NULL where @body is no such document
 */
CsPresence *
cs_pidf_parse (GBytes *body,
               gint64  now)
{
  g_autoptr (xmlDoc) document = cs_xml_open (body);
  xmlNode *root = document ? cs_xml_get_root (document, "presence", PIDF) : NULL;
  Reading reading = { .now = now };
  gboolean has_person;
  CsPresence *presence;

  if (!root)
    return NULL;

  has_person = cs_xml_next (root->children, "person", MODEL) != NULL;
  take_tuples (&reading, root, has_person);
  /* What a person does is no matter while no device of theirs can be reached. */
  if (reading.open > 0)
    take_persons (&reading, root);
  take_notes (&reading, root);
  if (reading.open == 0)
    reading.state = reading.closed > 0 ? CS_PRESENCE_OFFLINE : CS_PRESENCE_UNKNOWN;

  presence = cs_presence_new (reading.state, reading.activity, reading.note, reading.since, reading.open);
  g_free (reading.note);

  return presence;
}

static const char *
find_activity (CsPresence *presence)
{
  for (gsize i = 0; i < G_N_ELEMENTS (activities); i++) {
    if (activities[i].activity == cs_presence_get_activity (presence) && activities[i].state == cs_presence_get_state (presence))
      return activities[i].name;
  }

  return NULL;
}

/* XML 1.0 section 2.2 has neither control characters nor the two that are none. */
static char *
make_note (const char *name,
           const char *note)
{
  g_autoptr (GString) clean = g_string_new (NULL);

  if (!note)
    return g_strdup ("");

  for (const char *p = note; *p; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    g_string_append_unichar (clean, c < 0x20 || c == 0xfffe || c == 0xffff ? ' ' : c);
  }

  return g_markup_printf_escaped ("<%s>%s</%s>", name, clean->str, name);
}

/**
 * cs_pidf_build:
 * @presence: our own; not unknown
 * @entity: our own URI
 * @device: what tells this program's part from others of the same person: letters and digits
 *
 * Returns: (transfer full): the document for those who watch us
 */
char *
cs_pidf_build (CsPresence *presence,
               const char *entity,
               const char *device)
{
  const char *activity = find_activity (presence);
  const char *basic = cs_presence_get_state (presence) == CS_PRESENCE_OFFLINE ? "closed" : "open";
  g_autoptr (GDateTime) since = g_date_time_new_from_unix_utc (cs_presence_get_since (presence) / G_USEC_PER_SEC);
  g_autofree char *time = g_date_time_format (since, "%Y-%m-%dT%H:%M:%SZ");
  g_autofree char *note = make_note ("note", cs_presence_get_note (presence));
  g_autofree char *own_note = make_note ("dm:note", cs_presence_get_note (presence));
  g_autofree char *head = g_markup_printf_escaped ("<presence xmlns=\"" PIDF "\" xmlns:dm=\"" MODEL "\" xmlns:rpid=\"" RPID "\" "
                                                   "entity=\"%s\"><tuple id=\"t%s\"><status><basic>%s</basic></status>"
                                                   "<contact>%s</contact>",
                                                   entity, device, basic, entity);
  g_autofree char *doing = activity ? g_strdup_printf ("<rpid:activities><rpid:%s/></rpid:activities>", activity) : g_strdup ("");

  /* The note stands twice: some read only what RFC 3863 knows. */
  return g_strdup_printf ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n"
                          "%s%s<timestamp>%s</timestamp></tuple>"
                          "<dm:person id=\"p%s\">%s%s<dm:timestamp>%s</dm:timestamp></dm:person></presence>\r\n",
                          head, note, time, device, doing, own_note, time);
}
