/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where the private server is, and who signs in. */
typedef struct {
  const char *folder;
  guint16     port;
  const char *user;
} CsTestLogin;

G_END_DECLS
