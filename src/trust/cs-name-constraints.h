/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gnutls/x509.h>

#include "cs-certificate.h"

G_BEGIN_DECLS

/* The name constraints of an authority: immutable. */
typedef struct _CsNameConstraints CsNameConstraints;

gboolean  cs_name_constraints_read        (gnutls_x509_crt_t    handle,
                                           CsNameConstraints  **constraints);
void      cs_name_constraints_free        (CsNameConstraints   *self);
char     *cs_name_constraints_find_broken (CsNameConstraints   *self,
                                           CsCertificate       *certificate,
                                           guint               *budget);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsNameConstraints, cs_name_constraints_free)

G_END_DECLS
