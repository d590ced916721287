/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-register-answer.h"

/* No server has a reason to ask for more than a week. */
#define MAX_EXPIRES (7 * 24 * 3600)

/* Seconds. */
#define SECOND_TIME        100
#define SECOND_TIME_SPREAD 20

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
 * @first: whether it is the first over its connection
 * @random: a number from 0 to 1
 *
 * Decides when to register again: well before the end, and not all clients of a server at once. What a server kept for us it hands out
 * when we register, and what it hands out while we lose the connection only when we do so after it has lost patience (RFC 3261 section
 * 17.1.2.2: 32 s; Kamailio's store takes up to a minute more). So the second time comes soon.
 *
 * Returns: after how many seconds
 */
guint
cs_register_answer_refresh (guint    expires,
                            gboolean first,
                            double   random)
{
  guint delay;

  if (expires <= 2)
    return 1;
  if (expires < 60)
    return expires / 2;

  delay = (guint) ((double) MIN (expires, MAX_EXPIRES) * (0.75 + 0.15 * random));

  return first ? MIN (delay, SECOND_TIME + (guint) (SECOND_TIME_SPREAD * random)) : delay;
}
