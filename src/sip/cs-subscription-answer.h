/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What to do after an answer to SUBSCRIBE or PUBLISH, or when a subscription was ended. */
typedef enum {
  CS_ASK_DONE,         /* it was taken */
  CS_ASK_LONGER,       /* ask at once for the time that the server wants */
  CS_ASK_ANEW,         /* what the server knew of it is gone: begin anew, at once */
  CS_ASK_LATER,        /* it may pass */
  CS_ASK_REFUSED,      /* we may not */
  CS_ASK_NOBODY,       /* there is nobody of that name */
  CS_ASK_UNSUPPORTED,  /* there is no such thing there */
} CsAskAction;

CsAskAction cs_subscription_answer_judge        (guint       status,
                                                 guint       expires,
                                                 guint       min_expires);
CsAskAction cs_subscription_answer_judge_reason (const char *reason);
guint       cs_subscription_answer_delay        (guint       failures,
                                                 guint       retry_after,
                                                 double      random);

G_END_DECLS
