/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <gnutls/x509.h>

#include "base/cs-host.h"

G_BEGIN_DECLS

typedef enum {
  CS_ALT_NAME_DNS,
  CS_ALT_NAME_URI,
  CS_ALT_NAME_IP,
  CS_ALT_NAME_EMAIL,
  CS_ALT_NAME_DIRECTORY,
  CS_ALT_NAME_OTHER,
} CsAltNameKind;

/* One name of a subjectAltName extension. */
typedef struct {
  CsAltNameKind  kind;
  gboolean       well_formed;
  GBytes        *value;
  char          *text;
  gboolean       is_sip_domain;
  CsHost        *sip_domain;
} CsAltName;

CsAltNameKind  cs_alt_name_kind_from_gnutls (guint              type);
void           cs_alt_name_free             (CsAltName         *name);
CsAltName     *cs_alt_name_new              (CsAltNameKind      kind,
                                             const guint8      *data,
                                             gsize              size);
GPtrArray     *cs_alt_names_parse           (const guint8      *extension,
                                             gsize              size);
GPtrArray     *cs_alt_names_read            (gnutls_x509_crt_t  handle,
                                             gboolean          *well_formed);
char          *cs_alt_name_ip_text          (const guint8      *data,
                                             gsize              size);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsAltName, cs_alt_name_free)

G_END_DECLS
