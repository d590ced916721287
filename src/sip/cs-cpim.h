/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "base/cs-receipt.h"

G_BEGIN_DECLS

#define CS_CPIM_TYPE "message/cpim"

/* What the wrapping adds to the body that it wraps, at most, in bytes. */
#define CS_CPIM_MAX_HEAD (16 * 1024)

/* A body with its own headers around it (RFC 3862): an immutable value. */
#define CS_TYPE_CPIM (cs_cpim_get_type ())
typedef struct _CsCpim CsCpim;

/* What is wrapped. Nothing in it but @body may hold line ends; strings are borrowed. */
typedef struct {
  const char *from;          /* URIs */
  const char *to;
  gint64      time;          /* microseconds since 1970 */
  const char *message_id;
  CsReceipt   wanted;
  const char *headers;       /* of the body, whole lines each ended by CRLF */
  const char *body;
} CsCpimDraft;

GType       cs_cpim_get_type         (void);
CsCpim     *cs_cpim_parse            (GBytes            *data,
                                      GError           **error);
CsCpim     *cs_cpim_ref              (CsCpim            *self);
void        cs_cpim_unref            (CsCpim            *self);
const char *cs_cpim_get_message_id   (CsCpim            *self);
gint64      cs_cpim_get_time         (CsCpim            *self);
CsReceipt   cs_cpim_get_wanted       (CsCpim            *self);
const char *cs_cpim_get_content_type (CsCpim            *self);
GBytes     *cs_cpim_get_body         (CsCpim            *self);
gboolean    cs_cpim_looks_like       (GBytes            *data);
char       *cs_cpim_build            (const CsCpimDraft *draft);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsCpim, cs_cpim_unref)

G_END_DECLS
