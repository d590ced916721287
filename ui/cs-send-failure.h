/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Why a message was not sent, and a way to send it again. */
#define CS_TYPE_SEND_FAILURE (cs_send_failure_get_type ())
G_DECLARE_FINAL_TYPE (CsSendFailure, cs_send_failure, CS, SEND_FAILURE, GtkBox)

GtkWidget *cs_send_failure_new        (void);
void       cs_send_failure_set_reason (CsSendFailure *self,
                                   const char    *reason);

G_END_DECLS
