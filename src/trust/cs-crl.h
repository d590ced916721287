/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-certificate.h"

G_BEGIN_DECLS

#define CS_CRL_FILE_MAX (16 * 1024 * 1024)

GPtrArray *cs_crl_file_parse (GBytes         *contents,
                              GError        **error);
gboolean   cs_crl_lists      (GBytes         *crl,
                              CsCertificate  *certificate,
                              CsCertificate  *issuer);

G_END_DECLS
