/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-scroll-area.h"

typedef struct {
  GtkAdjustment *hadjustment;
  GtkAdjustment *vadjustment;
  gboolean configuring;
} CsScrollAreaPrivate;

enum {
  PROP_0,
  PROP_HADJUSTMENT,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (CsScrollArea, cs_scroll_area, GTK_TYPE_WIDGET,
                                  G_ADD_PRIVATE (CsScrollArea)
                                  G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

static void
value_changed_cb (CsScrollArea *self)
{
  CsScrollAreaPrivate *priv = cs_scroll_area_get_instance_private (self);

  if (!priv->configuring)
    CS_SCROLL_AREA_GET_CLASS (self)->scrolled (self);
}

static void
set_vadjustment (CsScrollArea  *self,
                 GtkAdjustment *adjustment)
{
  CsScrollAreaPrivate *priv = cs_scroll_area_get_instance_private (self);

  if (adjustment && priv->vadjustment == adjustment)
    return;

  if (priv->vadjustment)
    g_signal_handlers_disconnect_by_func (priv->vadjustment, value_changed_cb, self);
  g_clear_object (&priv->vadjustment);

  priv->vadjustment = g_object_ref_sink (adjustment ? adjustment : gtk_adjustment_new (0, 0, 0, 0, 0, 0));
  g_signal_connect_swapped (priv->vadjustment, "value-changed", G_CALLBACK (value_changed_cb), self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
cs_scroll_area_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  CsScrollAreaPrivate *priv = cs_scroll_area_get_instance_private (CS_SCROLL_AREA (object));

  switch (prop_id) {
  case PROP_HADJUSTMENT:
    g_value_set_object (value, priv->hadjustment);
    break;
  case PROP_VADJUSTMENT:
    g_value_set_object (value, priv->vadjustment);
    break;
  case PROP_HSCROLL_POLICY:
  case PROP_VSCROLL_POLICY:
    g_value_set_enum (value, GTK_SCROLL_MINIMUM);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_scroll_area_set_property (GObject      *object,
                             guint         prop_id,
                             const GValue *value,
                             GParamSpec   *pspec)
{
  CsScrollAreaPrivate *priv = cs_scroll_area_get_instance_private (CS_SCROLL_AREA (object));

  switch (prop_id) {
  case PROP_HADJUSTMENT:
    /* Nothing scrolls sideways. */
    g_set_object (&priv->hadjustment, g_value_get_object (value));
    break;
  case PROP_VADJUSTMENT:
    set_vadjustment (CS_SCROLL_AREA (object), g_value_get_object (value));
    break;
  case PROP_HSCROLL_POLICY:
  case PROP_VSCROLL_POLICY:
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_scroll_area_dispose (GObject *object)
{
  CsScrollAreaPrivate *priv = cs_scroll_area_get_instance_private (CS_SCROLL_AREA (object));

  if (priv->vadjustment)
    g_signal_handlers_disconnect_by_func (priv->vadjustment, value_changed_cb, object);
  g_clear_object (&priv->vadjustment);
  g_clear_object (&priv->hadjustment);

  G_OBJECT_CLASS (cs_scroll_area_parent_class)->dispose (object);
}

static void
cs_scroll_area_class_init (CsScrollAreaClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cs_scroll_area_dispose;
  object_class->get_property = cs_scroll_area_get_property;
  object_class->set_property = cs_scroll_area_set_property;

  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
}

static void
cs_scroll_area_init (CsScrollArea *self)
{
}

/**
 * cs_scroll_area_get_adjustment:
 * @self: the area
 *
 * Gets what it scrolls by, up and down.
 *
 * Returns: (transfer none) (nullable): the adjustment, as long as there is one
 */
GtkAdjustment *
cs_scroll_area_get_adjustment (CsScrollArea *self)
{
  CsScrollAreaPrivate *priv = cs_scroll_area_get_instance_private (self);

  g_return_val_if_fail (CS_IS_SCROLL_AREA (self), NULL);

  return priv->vadjustment;
}

/**
 * cs_scroll_area_configure:
 * @self: the area, with an adjustment
 * @value: the coordinate at the top of what is visible
 * @lower: where the whole begins
 * @upper: where the whole ends
 * @height: how much is visible, in pixels
 *
 * Says where the area is. That is not taken for scrolling.
 */
void
cs_scroll_area_configure (CsScrollArea *self,
                          double        value,
                          double        lower,
                          double        upper,
                          double        height)
{
  CsScrollAreaPrivate *priv = cs_scroll_area_get_instance_private (self);

  g_return_if_fail (CS_IS_SCROLL_AREA (self));
  g_return_if_fail (priv->vadjustment);

  priv->configuring = TRUE;
  gtk_adjustment_configure (priv->vadjustment,
                            value,
                            MIN (lower, upper - height),
                            upper,
                            height * 0.1,
                            height * 0.9,
                            height);
  priv->configuring = FALSE;
}
