/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-side-by-side.h"

/* In pixels: from which width on there is room, and how much of it the first child gets. */
#define ROOM 640
#define FIRST 260
#define SPACING 18

struct _CsSideBySide
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (CsSideBySide, cs_side_by_side, GTK_TYPE_WIDGET)

typedef struct {
  GtkWidget *first;   /* nullable: not there, or not visible */
  GtkWidget *second;
} Children;

static GtkWidget *
check (GtkWidget *child)
{
  return child && gtk_widget_should_layout (child) ? child : NULL;
}

static Children
get_children (GtkWidget *widget)
{
  GtkWidget *first = gtk_widget_get_first_child (widget);

  return (Children) { check (first), check (first ? gtk_widget_get_next_sibling (first) : NULL) };
}

static gboolean
stand_side_by_side (const Children *children,
                    int             width)
{
  return children->first && children->second && width >= ROOM;
}

/* 0 where there is no child. */
static int
measure (GtkWidget      *child,
         GtkOrientation  orientation,
         int             for_size,
         int            *natural)
{
  int minimum = 0;

  *natural = 0;
  if (child)
    gtk_widget_measure (child, orientation, for_size, &minimum, natural, NULL, NULL);

  return minimum;
}

static GtkSizeRequestMode
cs_side_by_side_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_height (const Children *children,
                int             width,
                int            *minimum,
                int            *natural)
{
  gboolean beside = stand_side_by_side (children, width);
  int first_natural, second_natural;
  int first = measure (children->first, GTK_ORIENTATION_VERTICAL, beside ? FIRST : width, &first_natural);
  int second = measure (children->second, GTK_ORIENTATION_VERTICAL, beside ? width - FIRST - SPACING : width, &second_natural);
  int spacing = children->first && children->second ? SPACING : 0;

  *minimum = beside ? MAX (first, second) : first + spacing + second;
  *natural = beside ? MAX (first_natural, second_natural) : first_natural + spacing + second_natural;
}

static void
cs_side_by_side_measure (GtkWidget      *widget,
                         GtkOrientation  orientation,
                         int             for_size,
                         int            *minimum,
                         int            *natural,
                         int            *minimum_baseline,
                         int            *natural_baseline)
{
  Children children = get_children (widget);
  int first_natural, second_natural;

  if (orientation == GTK_ORIENTATION_VERTICAL) {
    measure_height (&children, for_size, minimum, natural);
    return;
  }

  *minimum = MAX (measure (children.first, orientation, -1, &first_natural),
                  measure (children.second, orientation, -1, &second_natural));
  *natural = children.first ? FIRST + SPACING + second_natural : second_natural;
  *natural = MAX (*natural, *minimum);
}

static void
place (GtkWidget *child,
       int        x,
       int        y,
       int        width,
       int        height)
{
  if (child)
    gtk_widget_size_allocate (child, &(GtkAllocation) { x, y, width, height }, -1);
}

static void
cs_side_by_side_size_allocate (GtkWidget *widget,
                               int        width,
                               int        height,
                               int        baseline)
{
  Children children = get_children (widget);

  if (stand_side_by_side (&children, width)) {
    gboolean from_right = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
    int rest = width - FIRST - SPACING;

    place (children.first, from_right ? rest + SPACING : 0, 0, FIRST, height);
    place (children.second, from_right ? 0 : FIRST + SPACING, 0, rest, height);
  } else {
    int natural;
    int first = measure (children.first, GTK_ORIENTATION_VERTICAL, width, &natural);
    int spacing = children.first && children.second ? SPACING : 0;

    place (children.first, 0, 0, width, first);
    place (children.second, 0, first + spacing, width, height - first - spacing);
  }
}

static void
cs_side_by_side_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (cs_side_by_side_parent_class)->dispose (object);
}

static void
cs_side_by_side_class_init (CsSideBySideClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cs_side_by_side_dispose;
  widget_class->get_request_mode = cs_side_by_side_get_request_mode;
  widget_class->measure = cs_side_by_side_measure;
  widget_class->size_allocate = cs_side_by_side_size_allocate;
}

static void
cs_side_by_side_init (CsSideBySide *self)
{
}
