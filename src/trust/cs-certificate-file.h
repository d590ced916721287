/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-certificate.h"

G_BEGIN_DECLS

#define CS_CERTIFICATE_FILE_MAX (1024 * 1024)

GPtrArray *cs_certificate_file_parse (GBytes      *contents,
                                      GError     **error);

G_END_DECLS
