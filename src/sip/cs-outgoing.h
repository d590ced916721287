/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cs-address.h"

#include "cs-composing.h"
#include "cs-imdn.h"

G_BEGIN_DECLS

/* How something is sent. */
typedef enum {
  CS_OUTGOING_PLAIN,      /* text as it is */
  CS_OUTGOING_WRAPPED,    /* text in a wrapping that asks for receipts */
  CS_OUTGOING_RECEIPT,    /* a notification about a message of theirs */
  CS_OUTGOING_COMPOSING,  /* whether somebody is writing to them */
} CsOutgoingForm;

/* What is sent. Everything is borrowed; one of @text, @receipt and @composing is set, as @form says. */
typedef struct {
  CsOutgoingForm  form;
  CsAddress      *to;
  const char     *call_id;    /* also what the message is called */
  const char     *text;       /* UTF-8, with line feeds for line ends */
  gint64          time;       /* when it was written, in microseconds since 1970 */
  CsImdn         *receipt;
  CsComposing    *composing;
} CsOutgoing;

gboolean  cs_outgoing_check (const CsOutgoing  *self,
                             GError           **error);
char     *cs_outgoing_build (const CsOutgoing  *self,
                             const char        *from,
                             const char       **headers);

G_END_DECLS
