/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a sender may ask to be told, and what they are told (RFC 5438). The numbers are written to the message store: they never
 * change their meaning. */
typedef enum {
  CS_RECEIPT_NONE      = 0,
  CS_RECEIPT_DELIVERED = 1 << 0,
  CS_RECEIPT_READ      = 1 << 1,
  CS_RECEIPT_FAILED    = 1 << 2,
} CsReceipt;

G_END_DECLS
