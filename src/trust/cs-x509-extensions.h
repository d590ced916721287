/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <gnutls/x509.h>

G_BEGIN_DECLS

gboolean cs_x509_extensions_are_sound (gnutls_x509_crt_t handle);

G_END_DECLS
