/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CS_RESOURCE_LIST_TYPE "application/resource-lists+xml"

/* The largest document, and the most people, that are read. */
#define CS_RESOURCE_LIST_MAX_SIZE (256 * 1024)
#define CS_RESOURCE_LIST_MAX_PEOPLE 5000

/* The people whom a server keeps in lists for somebody (RFC 4826). */
GPtrArray *cs_resource_list_read (GBytes     *body,
                                  GPtrArray **left_out,
                                  GError    **error);

G_END_DECLS
