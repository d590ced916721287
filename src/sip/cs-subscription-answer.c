/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-subscription-answer.h"

#include "base/cs-backoff.h"

/* No server has a reason to ask for more than a week, nor to have somebody wait for longer than a day. */
#define MAX_EXPIRES     (7 * 24 * 3600)
#define MAX_RETRY_AFTER (24 * 3600)

/**
 * cs_subscription_answer_judge:
 * @status: the final status
 * @expires: the time that was asked for, in seconds
 * @min_expires: what the server says is the least, in seconds, or 0
 *
 * Decides what an answer to SUBSCRIBE (RFC 6665 section 4.1.2) or PUBLISH (RFC 3903 section 4) means.
 *
 * Returns: what to do
 */
CsAskAction
cs_subscription_answer_judge (guint status,
                              guint expires,
                              guint min_expires)
{
  if (status >= 200 && status < 300)
    return CS_ASK_DONE;

  switch (status) {
  case 401:
  case 403:
  case 407:
  case 603:
    return CS_ASK_REFUSED;
  case 404:
  case 410:
  case 604:
    return CS_ASK_NOBODY;
  case 405:
  case 406:
  case 415:
  case 420:
  case 489:
  case 501:
    return CS_ASK_UNSUPPORTED;
  case 412:
  case 481:
    return CS_ASK_ANEW;
  case 423:
    return min_expires > expires && min_expires <= MAX_EXPIRES ? CS_ASK_LONGER : CS_ASK_LATER;
  default:
    return CS_ASK_LATER;
  }
}

/**
 * cs_subscription_answer_judge_reason:
 * @reason: (nullable): why a subscription was ended
 *
 * Decides what the end of a subscription means (RFC 6665 section 4.1.3).
 *
 * Returns: what to do
 */
CsAskAction
cs_subscription_answer_judge_reason (const char *reason)
{
  if (!reason)
    return CS_ASK_LATER;
  if (g_ascii_strcasecmp (reason, "deactivated") == 0 || g_ascii_strcasecmp (reason, "timeout") == 0)
    return CS_ASK_ANEW;
  if (g_ascii_strcasecmp (reason, "rejected") == 0)
    return CS_ASK_REFUSED;
  if (g_ascii_strcasecmp (reason, "noresource") == 0 || g_ascii_strcasecmp (reason, "invariant") == 0)
    return CS_ASK_NOBODY;

  /* "probation", "giveup", and what is not known. */
  return CS_ASK_LATER;
}

/**
 * cs_subscription_answer_delay:
 * @failures: how often it failed since it last succeeded, at least once
 * @retry_after: what the server asked for, in seconds, or 0
 * @random: a number from 0 to 1
 *
 * Returns: after how many seconds to try again: not before the server wants it, and not all clients at once
 */
guint
cs_subscription_answer_delay (guint  failures,
                              guint  retry_after,
                              double random)
{
  if (retry_after > 0)
    return (guint) (MIN (retry_after, MAX_RETRY_AFTER) * (1 + 0.1 * random)) + 1;

  return (guint) (cs_backoff_get_delay (MAX (failures, 1), random) / G_USEC_PER_SEC);
}
