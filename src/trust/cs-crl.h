/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-revocation.h"

G_BEGIN_DECLS

#define CS_CRL_FILE_MAX (16 * 1024 * 1024)

GPtrArray *cs_crl_file_parse (GBytes                      *contents,
                              GError                     **error);
void       cs_crl_judge      (GBytes                      *list,
                              const CsRevocationQuestion  *question,
                              CsRevocation                *answer);

G_END_DECLS
