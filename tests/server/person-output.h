/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonBuilder *person_begin (const char  *event);
void         person_add   (JsonBuilder *builder,
                           const char  *name,
                           const char  *value);
void         person_print (JsonBuilder *builder);

G_END_DECLS
