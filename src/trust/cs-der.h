/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A piece of DER that belongs to somebody else. */
typedef struct {
  const guint8 *data;
  gsize         size;
} CsDer;

enum {
  CS_DER_BOOLEAN      = 0x01,
  CS_DER_INTEGER      = 0x02,
  CS_DER_BIT_STRING   = 0x03,
  CS_DER_OCTET_STRING = 0x04,
  CS_DER_NULL         = 0x05,
  CS_DER_OID          = 0x06,
  CS_DER_ENUMERATED   = 0x0a,
  CS_DER_UTC_TIME     = 0x17,
  CS_DER_TIME         = 0x18,
  CS_DER_SEQUENCE     = 0x30,
  CS_DER_SET          = 0x31,
};

/* [n], holding a value of its own, or standing in its place */
#define CS_DER_INSIDE(n)   (0xa0 | (n))
#define CS_DER_INSTEAD(n)  (0x80 | (n))

CsDer    cs_der_from_bytes    (GBytes      *bytes);
gboolean cs_der_equal         (CsDer        a,
                               CsDer        b);
gboolean cs_der_is            (CsDer        value,
                               const char  *bytes,
                               gsize        size);
int      cs_der_peek          (CsDer        from);
gboolean cs_der_read_any      (CsDer       *from,
                               int         *tag,
                               CsDer       *value);
gboolean cs_der_read          (CsDer       *from,
                               int          tag,
                               CsDer       *value);
gboolean cs_der_read_whole    (CsDer       *from,
                               int          tag,
                               CsDer       *whole);
gboolean cs_der_read_optional (CsDer       *from,
                               int          tag,
                               CsDer       *value,
                               gboolean    *found);
gboolean cs_der_read_small    (CsDer       *from,
                               int          tag,
                               guint       *value);
gboolean cs_der_read_integer  (CsDer       *from,
                               CsDer       *value);
gboolean cs_der_read_bits     (CsDer       *from,
                               CsDer       *bits);
gboolean cs_der_read_time     (CsDer       *from,
                               gint64      *time);

G_END_DECLS
