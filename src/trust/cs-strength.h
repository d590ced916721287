/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-certificate.h"

G_BEGIN_DECLS

gboolean cs_strength_is_key_bearable     (CsCertificate *certificate);
gboolean cs_strength_is_key_strong       (CsCertificate *certificate);
gboolean cs_strength_is_signature_strong (CsCertificate *certificate);

G_END_DECLS
