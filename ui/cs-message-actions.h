/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void cs_message_actions_install   (GtkWidgetClass *klass);
void cs_message_actions_offer_menu (GtkWidget     *view);

G_END_DECLS
