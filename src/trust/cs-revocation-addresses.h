/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-certificate.h"

G_BEGIN_DECLS

GStrv    cs_revocation_list_responders (CsCertificate *certificate);
GStrv    cs_revocation_list_lists      (CsCertificate *certificate);
gboolean cs_revocation_has_addresses   (CsCertificate *certificate);
gboolean cs_revocation_must_staple     (CsCertificate *certificate);

G_END_DECLS
