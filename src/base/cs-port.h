/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-host.h"

G_BEGIN_DECLS

/* host[:port] as SIP URIs and typed servers share it. */
gboolean cs_port_split  (const char  *text,
                         char       **host,
                         guint16     *port,
                         GError     **error);
char    *cs_port_append (CsHost      *host,
                         guint16      port);

G_END_DECLS
