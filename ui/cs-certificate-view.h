/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "trust/cs-certificate.h"

#include "cs-shield.h"

G_BEGIN_DECLS

/* All that one certificate says. */
#define CS_TYPE_CERTIFICATE_VIEW (cs_certificate_view_get_type ())
G_DECLARE_FINAL_TYPE (CsCertificateView, cs_certificate_view, CS, CERTIFICATE_VIEW, AdwBin)

GtkWidget *cs_certificate_view_new (CsCertificate *certificate,
                                    CsShield       issuer,
                                    gint64         now);

G_END_DECLS
