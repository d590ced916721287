/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  CS_TEXT_LINK_WEB,
  CS_TEXT_LINK_SIP,
  CS_TEXT_LINK_MAIL,
} CsTextLinkKind;

/* An address that stands in a text, between two places of it in bytes: a plain value. The target is what stands there, to the
 * letter, but for a host in another script, which is spelled out in A-labels; the party is whom it leads to. */
typedef struct {
  gsize           start;
  gsize           end;
  CsTextLinkKind  kind;
  char           *target;
  char           *party;
} CsTextLink;

CsTextLink *cs_text_link_parse    (const char       *target);
void        cs_text_link_free     (CsTextLink       *self);
char       *cs_text_link_make_uri (const CsTextLink *self);
GPtrArray  *cs_text_link_find     (const char       *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsTextLink, cs_text_link_free)

G_END_DECLS
