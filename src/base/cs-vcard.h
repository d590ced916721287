/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-address.h"

G_BEGIN_DECLS

/* The largest file, and the most people, that are read. */
#define CS_VCARD_MAX_SIZE (4 * 1024 * 1024)
#define CS_VCARD_MAX_CARDS 10000

/* What a vCard says of somebody, as far as a SIP program has use for it: a plain value. */
typedef struct {
  char      *name;
  char      *note;
  GPtrArray *addresses;   /* CsAddress */
} CsVcard;

CsVcard   *cs_vcard_new       (const char  *name,
                               const char  *note);
void       cs_vcard_free      (CsVcard     *self);
GPtrArray *cs_vcard_read      (GBytes      *bytes,
                               GPtrArray  **left_out,
                               GError     **error);
char      *cs_vcard_write     (GPtrArray   *cards);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsVcard, cs_vcard_free)

G_END_DECLS
