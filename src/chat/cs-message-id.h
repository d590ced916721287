/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a message is known by, however often it is sent and however it comes. */
char *cs_message_id_new          (void);
char *cs_message_id_from_request (const char *call_id,
                                  guint32     cseq);

G_END_DECLS
