/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* The version of the tables that this program writes, kept in the file's user_version. */
#define CS_STORE_VERSION 9

/* "Csgn", kept in the file's application_id. */
#define CS_STORE_APPLICATION_ID 0x4373676e

gboolean cs_store_migrations_run (sqlite3  *handle,
                                  int       from,
                                  GError  **error);

G_END_DECLS
