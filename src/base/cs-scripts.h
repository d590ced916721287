/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean cs_scripts_are_mixed (const char *name);

G_END_DECLS
