/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *cs_header_text_name_address (const char *display_name,
                                   const char *uri,
                                   const char *tag);
char *cs_header_text_unquote      (const char *text);
char *cs_header_text_new_tag      (void);

G_END_DECLS
