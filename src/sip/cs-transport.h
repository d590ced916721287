/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

#include "cs-splice.h"

G_BEGIN_DECLS

gboolean  cs_transport_register (GError   **error);
guint32   cs_transport_add      (CsSplice  *splice);
void      cs_transport_remove   (guint32    number);
char     *cs_transport_get_uri  (guint32    number);

G_END_DECLS
