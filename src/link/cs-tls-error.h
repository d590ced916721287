/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

GError *cs_tls_error_new (int           code,
                          int           alert,
                          const GError *transport);

G_END_DECLS
