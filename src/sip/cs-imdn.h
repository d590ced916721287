/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "base/cs-receipt.h"

G_BEGIN_DECLS

#define CS_IMDN_TYPE "message/imdn+xml"

/* What a peer says became of a message (RFC 5438): an immutable value. */
#define CS_TYPE_IMDN (cs_imdn_get_type ())
typedef struct _CsImdn CsImdn;

GType       cs_imdn_get_type       (void);
CsImdn     *cs_imdn_new            (const char *message_id,
                                    gint64      time,
                                    CsReceipt   receipt);
CsImdn     *cs_imdn_parse          (GBytes     *body);
CsImdn     *cs_imdn_ref            (CsImdn     *self);
void        cs_imdn_unref          (CsImdn     *self);
const char *cs_imdn_get_message_id (CsImdn     *self);
CsReceipt   cs_imdn_get_receipt    (CsImdn     *self);
char       *cs_imdn_build          (CsImdn     *self,
                                    const char *recipient);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsImdn, cs_imdn_unref)

G_END_DECLS
