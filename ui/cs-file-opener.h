/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "chat/cs-profile.h"

G_BEGIN_DECLS

void cs_file_opener_open (GtkApplicationWindow  *window,
                          CsProfile             *profile,
                          GFile                 *file);

G_END_DECLS
