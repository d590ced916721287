/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "base/cs-policy.h"

G_BEGIN_DECLS

GSettings *cs_settings_open                  (void);
gboolean   cs_settings_get_notification_text (GSettings *settings,
                                              CsPolicy  *policy);

G_END_DECLS
