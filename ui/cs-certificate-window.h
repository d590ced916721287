/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "trust/cs-verdict.h"

G_BEGIN_DECLS

/* The certificate viewer: the verdict first, the chain, the facts of the chosen certificate. */
#define CS_TYPE_CERTIFICATE_WINDOW (cs_certificate_window_get_type ())
G_DECLARE_FINAL_TYPE (CsCertificateWindow, cs_certificate_window, CS, CERTIFICATE_WINDOW, AdwWindow)

void cs_certificate_window_present_verdict (GtkWindow     *parent,
                                            CsVerdict     *verdict);
void cs_certificate_window_present         (GtkWindow     *parent,
                                            CsCertificate *certificate);

G_END_DECLS
