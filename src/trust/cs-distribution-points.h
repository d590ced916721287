/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-certificate.h"
#include "cs-der.h"

G_BEGIN_DECLS

gboolean cs_distribution_points_admit     (CsCertificate *certificate,
                                           const CsDer   *point);
GStrv    cs_distribution_points_list_uris (CsCertificate *certificate);

G_END_DECLS
