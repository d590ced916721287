/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "base/cs-secret.h"
#include "trust/cs-anchor-store.h"

#include "cs-cli.h"

G_BEGIN_DECLS

/* What a command understands. The summary is translated. */
typedef struct {
  const char         *parameters;
  const char         *summary;
  const GOptionEntry *options;
  const GOptionEntry *more;
} CsCliSyntax;

gboolean   cs_cli_parse              (const CsCliSyntax   *syntax,
                                      char              ***arguments,
                                      CsCliStatus         *status);
GBytes    *cs_cli_read_file          (const char          *path);
GPtrArray *cs_cli_read_certificates  (const char          *path);
gboolean   cs_cli_give_anchors       (CsAnchorStore       *anchors,
                                      char               **paths);
CsSecret  *cs_cli_read_password_file (const char          *path);
CsSecret  *cs_cli_read_password_fd   (int                  fd);

G_END_DECLS
