/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-register-answer.h"

/* No server has a reason to ask for more than a week. */
#define MAX_EXPIRES (7 * 24 * 3600)

/**
 * cs_register_answer_judge:
 * @status: the final status
 * @expires: the time that was asked for, in seconds
 * @min_expires: what the server says is the least, in seconds, or 0
 *
 * Decides what an answer to REGISTER means (RFC 3261 section 10.3).
 *
 * Returns: what to do
 */
CsRegisterAction
cs_register_answer_judge (guint status,
                          guint expires,
                          guint min_expires)
{
  if (status >= 200 && status < 300)
    return CS_REGISTER_DONE;

  switch (status) {
  case 401:
  case 407:
    return CS_REGISTER_UNKNOWN;
  case 403:
  case 404:
    /* The server knows us, or knows that it does not: asking again changes nothing. */
    return CS_REGISTER_FORBIDDEN;
  case 423:
    return min_expires > expires && min_expires <= MAX_EXPIRES ? CS_REGISTER_LONGER : CS_REGISTER_LATER;
  default:
    return CS_REGISTER_LATER;
  }
}

/**
 * cs_register_answer_refresh:
 * @expires: for how long the server keeps the registration, in seconds
 * @random: a number from 0 to 1
 *
 * Returns: after how many seconds to register again: well before the end, and not all clients of a server at once
 */
guint
cs_register_answer_refresh (guint  expires,
                            double random)
{
  if (expires <= 2)
    return 1;
  if (expires < 60)
    return expires / 2;

  return (guint) ((double) MIN (expires, MAX_EXPIRES) * (0.75 + 0.15 * random));
}
