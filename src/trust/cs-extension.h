/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-der.h"

G_BEGIN_DECLS

/* RFC 5280 section 4.1: the number without its tag. */
typedef struct {
  CsDer    oid;
  gboolean critical;
  CsDer    value;
} CsExtension;

/* The numbers below 2.5.29, most of what there is. */
#define CS_EXTENSION_REASON_CODE          21
#define CS_EXTENSION_INVALIDITY_DATE      24
#define CS_EXTENSION_DELTA_INDICATOR      27
#define CS_EXTENSION_ISSUING_POINT        28
#define CS_EXTENSION_CERTIFICATE_ISSUER   29
#define CS_EXTENSION_DISTRIBUTION_POINTS  31

gboolean cs_extension_read      (CsDer             *from,
                                 CsExtension       *extension);
gboolean cs_extension_is        (const CsExtension *extension,
                                 guint              number);
gboolean cs_extension_is_listed (const CsExtension *extension,
                                 const CsDer       *list,
                                 gsize              n_list);

G_END_DECLS
