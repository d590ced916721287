/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "trust/cs-anchor-store.h"

#include "cs-kept-file.h"

G_BEGIN_DECLS

/* Returns the present, in Unix time. */
typedef gint64 (*CsExpiryClock) (void);

/* Mentions 30, 7 and 1 days ahead that the certificate of a server, an imported authority or a client certificate of our own expires,
 * each once. Signal: "notice" (string): sentences in the user's language. */
#define CS_TYPE_EXPIRY_WATCH (cs_expiry_watch_get_type ())
G_DECLARE_FINAL_TYPE (CsExpiryWatch, cs_expiry_watch, CS, EXPIRY_WATCH, GObject)

CsExpiryWatch *cs_expiry_watch_new   (CsKeptFile     *file,
                                      GListModel     *sessions,
                                      CsAnchorStore  *anchors,
                                      CsExpiryClock   clock);
void           cs_expiry_watch_start (CsExpiryWatch  *self);

G_END_DECLS
