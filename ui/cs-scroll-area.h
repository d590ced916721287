/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* A widget that scrolls up and down in coordinates of its own. A subclass lays itself out and says where it is. */
#define CS_TYPE_SCROLL_AREA (cs_scroll_area_get_type ())
G_DECLARE_DERIVABLE_TYPE (CsScrollArea, cs_scroll_area, CS, SCROLL_AREA, GtkWidget)

struct _CsScrollAreaClass
{
  GtkWidgetClass parent_class;

  void (* scrolled) (CsScrollArea *self);
};

GtkAdjustment *cs_scroll_area_get_adjustment (CsScrollArea *self);
void           cs_scroll_area_configure      (CsScrollArea *self,
                                              double        value,
                                              double        lower,
                                              double        upper,
                                              double        height);

G_END_DECLS
