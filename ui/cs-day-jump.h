/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-chat-view.h"

G_BEGIN_DECLS

void cs_day_jump_ask (CsChatView *view);

G_END_DECLS
