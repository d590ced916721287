/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-ocsp-reader.h"

G_BEGIN_DECLS

gboolean cs_ocsp_responder_verify (const CsOcsp               *ocsp,
                                   const CsRevocationQuestion *question,
                                   gint64                     *until);

G_END_DECLS
