/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-keeping.h"

G_DEFINE_ENUM_TYPE (CsKeeping, cs_keeping,
                    G_DEFINE_ENUM_VALUE (CS_KEEPING_FOREVER, "forever"),
                    G_DEFINE_ENUM_VALUE (CS_KEEPING_YEAR, "year"),
                    G_DEFINE_ENUM_VALUE (CS_KEEPING_MONTH, "month"),
                    G_DEFINE_ENUM_VALUE (CS_KEEPING_NONE, "none"))

static GDateTime *
go_back (GDateTime *now,
         CsKeeping  keeping)
{
  return keeping == CS_KEEPING_YEAR ? g_date_time_add_years (now, -1) : g_date_time_add_months (now, -1);
}

/**
 * cs_keeping_get_limit:
 * @keeping: how long messages are kept
 * @now: UTC microseconds
 *
 * Gets how old messages may be, by the calendar.
 *
 * Returns: UTC microseconds: what is older goes; 0 where nothing does, %G_MAXINT64 where everything does
 */
gint64
cs_keeping_get_limit (CsKeeping keeping,
                      gint64    now)
{
  g_autoptr (GDateTime) then = NULL;
  g_autoptr (GDateTime) limit = NULL;

  if (keeping == CS_KEEPING_FOREVER)
    return 0;
  if (keeping != CS_KEEPING_YEAR && keeping != CS_KEEPING_MONTH)
    return G_MAXINT64;

  then = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  limit = then ? go_back (then, keeping) : NULL;

  /* A clock that makes no sense removes nothing. */
  return limit ? g_date_time_to_unix (limit) * G_USEC_PER_SEC + now % G_USEC_PER_SEC : 0;
}
