/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <gnutls/pkcs11.h>

#include "cs-certificate.h"

G_BEGIN_DECLS

/* The modules of p11-kit, open as long as somebody needs them. */
void           cs_pkcs11_open             (void);
void           cs_pkcs11_close            (void);
gboolean       cs_pkcs11_enter            (void);
void           cs_pkcs11_leave            (void);
void           cs_pkcs11_end              (void);
CsCertificate *cs_pkcs11_read_certificate (gnutls_pkcs11_obj_t object);

G_END_DECLS
