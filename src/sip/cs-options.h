/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "link/cs-link.h"

#include "cs-sip-stack.h"

G_BEGIN_DECLS

/* Asks a server whether it speaks SIP, without saying who asks. */
typedef struct _CsOptions CsOptions;

/* @status is that of the answer, 0 when there was none. */
typedef void (*CsOptionsFunc) (guint    status,
                               gpointer user_data);

CsOptions *cs_options_new  (CsSipStack    *stack,
                            CsLink        *link,
                            CsHost        *domain,
                            CsOptionsFunc  func,
                            gpointer       user_data);
void       cs_options_free (CsOptions     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsOptions, cs_options_free)

G_END_DECLS
