/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-sip-stack.h"
#include "cs-sofia.h"

G_BEGIN_DECLS

su_root_t *cs_sip_stack_get_root (CsSipStack *self);

G_END_DECLS
