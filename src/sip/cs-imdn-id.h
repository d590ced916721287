/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CS_IMDN_ID_MAX 256

gboolean cs_imdn_id_is_valid (const char *id);

G_END_DECLS
