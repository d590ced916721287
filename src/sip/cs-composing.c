/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-composing.h"

#include "cs-xml.h"

#define NAMESPACE "urn:ietf:params:xml:ns:im-iscomposing"
#define MAX_TEXT 64

/* RFC 3994 section 3.3: how long "active" holds where nothing is said, in seconds. Whoever says more may forget to say that it is
 * over; whoever says less than they can keep to would make it flicker. */
#define DEFAULT_REFRESH 120
#define MIN_REFRESH 15
#define MAX_REFRESH 180

struct _CsComposing
{
  gboolean active;
  guint    refresh;
  gint64   last_active;
};

G_DEFINE_BOXED_TYPE (CsComposing, cs_composing, cs_composing_ref, cs_composing_unref)

static guint
read_refresh (xmlNode *root)
{
  g_autofree char *text = cs_xml_dup_text (cs_xml_find (root, "refresh"), MAX_TEXT);
  guint64 seconds = 0;

  if (!text || !g_ascii_string_to_unsigned (text, 10, 1, G_MAXUINT32, &seconds, NULL))
    return DEFAULT_REFRESH;

  return (guint) CLAMP (seconds, MIN_REFRESH, MAX_REFRESH);
}

static gint64
read_last_active (xmlNode *root)
{
  g_autofree char *text = cs_xml_dup_text (cs_xml_find (root, "lastactive"), MAX_TEXT);
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = text ? g_date_time_new_from_iso8601 (text, utc) : NULL;

  return time ? g_date_time_to_unix (time) * G_USEC_PER_SEC : 0;
}

/**
 * cs_composing_new:
 * @active: whether somebody is writing
 * @refresh: how long that is true where nothing further is said, in seconds
 *
 * Returns: (transfer full): a new indication
 */
CsComposing *
cs_composing_new (gboolean active,
                  guint    refresh)
{
  CsComposing *self = g_atomic_rc_box_new0 (CsComposing);

  self->active = !!active;
  self->refresh = CLAMP (refresh, MIN_REFRESH, MAX_REFRESH);

  return self;
}

/**
 * cs_composing_parse:
 * @body: a body of the type %CS_COMPOSING_TYPE
 *
 * Reads an indication. Any state but "active" is taken for "idle".
 *
 * Returns: (transfer full) (nullable): the indication, %NULL where @body is none
 */
CsComposing *
cs_composing_parse (GBytes *body)
{
  g_autoptr (xmlDoc) document = cs_xml_open (body);
  xmlNode *root = document ? cs_xml_get_root (document, "isComposing", NAMESPACE) : NULL;
  g_autofree char *state = root ? cs_xml_dup_text (cs_xml_find (root, "state"), MAX_TEXT) : NULL;
  CsComposing *self;

  if (!state)
    return NULL;

  self = cs_composing_new (g_str_equal (state, "active"), read_refresh (root));
  self->last_active = read_last_active (root);

  return self;
}

/**
 * cs_composing_ref:
 * @self: an indication
 *
 * Returns: (transfer full): @self
 */
CsComposing *
cs_composing_ref (CsComposing *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_composing_unref:
 * @self: (transfer full): an indication
 */
void
cs_composing_unref (CsComposing *self)
{
  g_atomic_rc_box_release (self);
}

/**
 * cs_composing_is_active:
 * @self: an indication
 *
 * Returns: whether somebody is writing
 */
gboolean
cs_composing_is_active (CsComposing *self)
{
  return self->active;
}

/**
 * cs_composing_get_refresh:
 * @self: an indication
 *
 * Returns: how long it is true where nothing further is said, in seconds: neither too short nor too long
 */
guint
cs_composing_get_refresh (CsComposing *self)
{
  return self->refresh;
}

/**
 * cs_composing_get_last_active:
 * @self: an indication
 *
 * Returns: when they wrote last, in microseconds since 1970; 0 where it doesn't say
 */
gint64
cs_composing_get_last_active (CsComposing *self)
{
  return self->last_active;
}

/**
 * cs_composing_build:
 * @self: an indication
 *
 * Returns: (transfer full): the body (RFC 3994 section 4)
 */
char *
cs_composing_build (CsComposing *self)
{
  g_autofree char *refresh = self->active ? g_strdup_printf ("<refresh>%u</refresh>", self->refresh) : g_strdup ("");

  return g_strdup_printf ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n"
                          "<isComposing xmlns=\"" NAMESPACE "\">"
                          "<state>%s</state><contenttype>text/plain</contenttype>%s"
                          "</isComposing>\r\n",
                          self->active ? "active" : "idle", refresh);
}
