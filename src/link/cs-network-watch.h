/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Tells by its signal "changed" () that the network is another one, or back. */
#define CS_TYPE_NETWORK_WATCH (cs_network_watch_get_type ())
G_DECLARE_FINAL_TYPE (CsNetworkWatch, cs_network_watch, CS, NETWORK_WATCH, GObject)

CsNetworkWatch *cs_network_watch_new (void);

G_END_DECLS
