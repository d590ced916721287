/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "trust/cs-verdict.h"

G_BEGIN_DECLS

char *cs_certificate_text_new         (CsCertificate *certificate);
char *cs_certificate_text_new_verdict (CsVerdict     *verdict,
                                       GListModel    *chain);

G_END_DECLS
