/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-pane-layout.h"

/*
 * CsPaneLayout:
 *
 * A leaflet, or a stack, asks how wide its pages are for its height. GTK answers by trying hundreds of widths of every label
 * in them that wraps, which took 70 ms when a chat was first shown. What is in a pane scrolls, so there is one answer.
 */
struct _CsPaneLayout
{
  GtkLayoutManager parent_instance;
};

G_DEFINE_FINAL_TYPE (CsPaneLayout, cs_pane_layout, GTK_TYPE_LAYOUT_MANAGER)

static GtkSizeRequestMode
cs_pane_layout_get_request_mode (GtkLayoutManager *manager,
                                 GtkWidget        *widget)
{
  return GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
cs_pane_layout_measure (GtkLayoutManager *manager,
                        GtkWidget        *widget,
                        GtkOrientation    orientation,
                        int               for_size,
                        int              *minimum,
                        int              *natural,
                        int              *minimum_baseline,
                        int              *natural_baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (child && gtk_widget_should_layout (child))
    gtk_widget_measure (child, orientation, -1, minimum, natural, NULL, NULL);
}

static void
cs_pane_layout_allocate (GtkLayoutManager *manager,
                         GtkWidget        *widget,
                         int               width,
                         int               height,
                         int               baseline)
{
  GtkWidget *child = gtk_widget_get_first_child (widget);

  if (child && gtk_widget_should_layout (child))
    gtk_widget_allocate (child, width, height, -1, NULL);
}

static void
cs_pane_layout_class_init (CsPaneLayoutClass *klass)
{
  GtkLayoutManagerClass *layout_class = GTK_LAYOUT_MANAGER_CLASS (klass);

  layout_class->get_request_mode = cs_pane_layout_get_request_mode;
  layout_class->measure = cs_pane_layout_measure;
  layout_class->allocate = cs_pane_layout_allocate;
}

static void
cs_pane_layout_init (CsPaneLayout *self)
{
}
