/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-words.h"

#include <glib/gi18n-lib.h>

#include "base/cs-host.h"
#include "base/cs-text.h"

static char *
format_time (gint64      time,
             const char *format)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (time);

  if (!date)
    return g_strdup (_("a time that no calendar has"));

  return g_date_time_format (date, format);
}

/**
 * cs_words_for_time:
 * @time: a Unix time, in seconds
 *
 * Words a point in time, in the local time zone, which it names.
 *
 * Returns: (transfer full): the time
 */
char *
cs_words_for_time (gint64 time)
{
  /* Translators: a date and time with its zone, as for g_date_time_format(): 21 November 2026, 09:41 CET */
  return format_time (time, _("%-d %B %Y, %H:%M %Z"));
}

/**
 * cs_words_for_date:
 * @time: a Unix time, in seconds
 *
 * Words a day in the local time zone.
 *
 * Returns: (transfer full): the date
 */
char *
cs_words_for_date (gint64 time)
{
  /* Translators: a date as for g_date_time_format(): 21 November 2026 */
  return format_time (time, _("%-d %B %Y"));
}

/**
 * cs_words_for_utc:
 * @time: a Unix time, in seconds
 *
 * Words a point in time in UTC, to the second.
 *
 * Returns: (transfer full): date and time
 */
char *
cs_words_for_utc (gint64 time)
{
  g_autoptr (GDateTime) when = g_date_time_new_from_unix_utc (time);

  /* A certificate may name a year that GDateTime does not know. */
  return when ? g_date_time_format (when, "%Y-%m-%d %H:%M:%S UTC") : g_strdup_printf ("%" G_GINT64_FORMAT, time);
}

/**
 * cs_words_for_age:
 * @time: a Unix time, in seconds
 * @now: the present, in the same way
 *
 * Words how long ago something was. What is yet to come counts as now: clocks differ.
 *
 * Returns: (transfer full): a few words
 */
char *
cs_words_for_age (gint64 time,
                  gint64 now)
{
  gint64 minutes = now > time ? (now - time) / 60 : 0;
  int hours = (int) MIN (minutes / 60, G_MAXINT);

  if (minutes == 0)
    return g_strdup (_("just now"));
  if (hours == 0)
    return g_strdup_printf (ngettext ("%d minute ago", "%d minutes ago", (gulong) minutes), (int) minutes);
  if (hours < 48)
    return g_strdup_printf (ngettext ("%d hour ago", "%d hours ago", (gulong) hours), hours);

  return g_strdup_printf (ngettext ("%d day ago", "%d days ago", (gulong) (hours / 24)), hours / 24);
}

/* What stands before the host in a name: "sip:", a user, the sign of a wildcard or of everything below. */
static gsize
skip_to_host (const char *name)
{
  const char *at = strrchr (name, '@');

  if (at)
    return (gsize) (at + 1 - name);
  if (g_ascii_strncasecmp (name, "sip:", 4) == 0)
    return 4;
  if (g_str_has_prefix (name, "*."))
    return 2;

  return *name == '.' ? 1 : 0;
}

/**
 * cs_words_for_name:
 * @name: a name of a server or a person, as a certificate or a person writes it
 *
 * Words a name. One in another script than Latin is shown both as people read it and as it is compared:
 * “bücher.example (xn--bcher-kva.example)”.
 *
 * Returns: (transfer full): the name, with nothing hidden in it
 */
char *
cs_words_for_name (const char *name)
{
  gsize before;
  g_autoptr (CsHost) host = NULL;

  g_return_val_if_fail (name, NULL);

  before = skip_to_host (name);
  host = cs_host_parse (name + before, NULL);
  if (host && !g_str_equal (cs_host_get_display (host), cs_host_get_ascii (host))) {
    g_autofree char *start = g_strndup (name, before);
    g_autofree char *both = g_strdup_printf ("%s%s (%s%s)", start, cs_host_get_display (host), start, cs_host_get_ascii (host));

    return cs_text_make_visible (both);
  }

  return cs_text_make_visible (name);
}

/**
 * cs_words_for_state:
 * @state: where a connection stands
 *
 * Words a state.
 *
 * Returns: a few words
 */
const char *
cs_words_for_state (CsConnectionState state)
{
  switch (state) {
  case CS_CONNECTION_OFFLINE:
    return _("Offline");
  case CS_CONNECTION_LOOKING_UP:
    return _("Finding the server");
  case CS_CONNECTION_CONNECTING:
    return _("Connecting");
  case CS_CONNECTION_CHECKING:
    return _("Checking its certificate");
  case CS_CONNECTION_SIGNING_IN:
    return _("Signing in");
  case CS_CONNECTION_ONLINE:
    return _("Online");
  case CS_CONNECTION_REFUSED:
    return _("Refused");
  case CS_CONNECTION_WAITING:
    return _("Waiting to try again");
  default:
    return _("Unknown");
  }
}

static const char *
how_found (CsFound found)
{
  switch (found) {
  case CS_FOUND_TYPED:
    return _("as you typed it");
  case CS_FOUND_SRV:
    /* Translators: SRV is a kind of DNS entry */
    return _("found by SRV");
  case CS_FOUND_ORGANISATION:
    return _("found under a name that servers of organisations go by");
  case CS_FOUND_DOMAIN:
  default:
    return _("the domain itself");
  }
}

/**
 * cs_words_for_connection:
 * @facts: what is known of a connection
 *
 * Words where a connection goes: server, port, and how it was found.
 *
 * Returns: (transfer full): a line of text
 */
char *
cs_words_for_connection (CsConnectionFacts *facts)
{
  g_autofree char *host = NULL;

  g_return_val_if_fail (facts, NULL);

  host = cs_text_make_visible (cs_connection_facts_get_host (facts));

  /* Translators: the first %s is a host name, %u its port, the second %s how it was found */
  return g_strdup_printf (strchr (host, ':') ? _("[%s]:%u (%s)") : _("%s:%u (%s)"),
                          host, cs_connection_facts_get_port (facts), how_found (cs_connection_facts_get_found (facts)));
}

/**
 * cs_words_for_revocation:
 * @state: what is known of the revocation of a certificate
 *
 * Words it. "Not checked" is said as plainly as "not revoked".
 *
 * Returns: a few words
 */
const char *
cs_words_for_revocation (CsRevocationState state)
{
  switch (state) {
  case CS_REVOCATION_GOOD:
    return _("Not revoked");
  case CS_REVOCATION_REVOKED:
    return _("Revoked");
  case CS_REVOCATION_UNKNOWN:
    return _("Not known whether it was revoked");
  case CS_REVOCATION_NOT_CHECKED:
  default:
    return _("Not checked whether it was revoked");
  }
}

/**
 * cs_words_for_revocation_source:
 * @revocation: what is known of the revocation of a certificate
 *
 * Words who says so, and since when and until when that counts.
 *
 * Returns: (transfer full) (nullable): a few words, or %NULL where nobody says anything
 */
char *
cs_words_for_revocation_source (const CsRevocation *revocation)
{
  g_autofree char *said = cs_words_for_time (revocation->said);
  g_autofree char *until = cs_words_for_time (revocation->until);
  const char *who;

  switch (revocation->source) {
  case CS_REVOCATION_BY_STAPLE:
    who = _("Statement of the issuer, brought by the server (OCSP stapled)");
    break;
  case CS_REVOCATION_BY_LIST_AT_HAND:
    who = _("Revocation list of the issuer, kept on this computer");
    break;
  case CS_REVOCATION_BY_RESPONDER:
    who = _("Answer of the issuer (OCSP)");
    break;
  case CS_REVOCATION_BY_LIST:
    who = _("Revocation list of the issuer");
    break;
  case CS_REVOCATION_BY_NOBODY:
  default:
    return NULL;
  }

  if (revocation->state != CS_REVOCATION_GOOD) {
    /* Translators: the first %s says who, the second is a date and time: “Answer of the issuer (OCSP), of 1 May 2026, 10:00” */
    return g_strdup_printf (_("%s, of %s"), who, said);
  }

  /* Translators: the first %s says who, the others are dates and times: “Answer of the issuer (OCSP), of 1 May 2026, 10:00, good until 8 May 2026, 10:00” */
  return g_strdup_printf (_("%s, of %s, good until %s"), who, said, until);
}
