/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-anchor-set.h"

G_BEGIN_DECLS

GPtrArray *cs_anchor_set_find_by_subject (CsAnchorSet   *self,
                                          const char    *subject_key);
gboolean   cs_anchor_set_is_distrusted   (CsAnchorSet   *self,
                                          CsCertificate *certificate);

G_END_DECLS
