/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CS_TEXT_MAX_MESSAGE (256 * 1024)

gboolean cs_text_check_message  (const char    *text,
                                 gsize          length,
                                 GError       **error);
gboolean cs_text_is_header_safe (const char    *text,
                                 gsize          length);
gboolean cs_text_is_unseen      (gunichar       c);
char    *cs_text_make_visible   (const char    *text);
char    *cs_text_make_readable  (const char    *text);
char    *cs_text_isolate        (const char    *text);
char    *cs_text_embed          (const char    *text);
char    *cs_text_shorten        (const char    *text,
                                 guint          length);
gboolean cs_text_is_like_address (const char   *name);
char    *cs_text_group_hex      (const char    *hex,
                                 guint          group);
gboolean cs_text_same_hex       (const char    *typed,
                                 const char    *hex);

G_END_DECLS
