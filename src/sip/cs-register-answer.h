/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What to do after an answer to REGISTER. */
typedef enum {
  CS_REGISTER_DONE,
  CS_REGISTER_LONGER,
  CS_REGISTER_UNKNOWN,
  CS_REGISTER_FORBIDDEN,
  CS_REGISTER_LATER,
} CsRegisterAction;

CsRegisterAction cs_register_answer_judge   (guint status,
                                             guint expires,
                                             guint min_expires);
guint            cs_register_answer_refresh (guint    expires,
                                             gboolean first,
                                             double   random);

G_END_DECLS
