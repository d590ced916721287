/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

GPtrArray *cs_pkcs7_read (GBytes *der,
                          guint   max_certificates);

G_END_DECLS
