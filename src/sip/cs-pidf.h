/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cs-presence.h"

G_BEGIN_DECLS

#define CS_PIDF_TYPE "application/pidf+xml"

/* Of one document, no more of each are looked at. */
#define CS_PIDF_MAX_ELEMENTS 64

CsPresence *cs_pidf_parse (GBytes     *body,
                           gint64      now);
char       *cs_pidf_build (CsPresence *presence,
                           const char *entity,
                           const char *device);

G_END_DECLS
