/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-conversation.h"
#include "cs-timeline.h"

G_BEGIN_DECLS

#define CS_TIMELINE_PAGE 40
#define CS_TIMELINE_MAX  160

CsTimeline *cs_timeline_new (CsConversation *conversation);

G_END_DECLS
