/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

GPtrArray *cs_name_text_split     (const char *name);
char      *cs_name_text_normalize (const char *name);

G_END_DECLS
