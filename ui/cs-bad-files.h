/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-profile.h"

G_BEGIN_DECLS

void cs_bad_files_report (GtkWidget *widget,
                          CsProfile *profile);

G_END_DECLS
