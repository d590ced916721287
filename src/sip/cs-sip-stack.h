/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Sofia-SIP on the main context, with "tls" connections that are ours. One for each process. */
#define CS_TYPE_SIP_STACK (cs_sip_stack_get_type ())
G_DECLARE_FINAL_TYPE (CsSipStack, cs_sip_stack, CS, SIP_STACK, GObject)

CsSipStack *cs_sip_stack_new               (GError **error);
void        cs_sip_stack_clear_environment (void);

G_END_DECLS
