/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-presence-dot.h"

#include "cs-presence-look.h"

struct _CsPresenceDot
{
  AdwBin parent_instance;

  CsContact *contact;
  const CsPresenceLook *look;
  char *words;
  GtkImage *image;
};

enum {
  PROP_0,
  PROP_WORDS,
  LAST_PROP
};

static GParamSpec *props[LAST_PROP];

G_DEFINE_FINAL_TYPE (CsPresenceDot, cs_presence_dot, ADW_TYPE_BIN)

static void
set_look (CsPresenceDot        *self,
          const CsPresenceLook *look)
{
  gtk_widget_set_visible (GTK_WIDGET (self), look != NULL);
  if (self->look == look)
    return;

  if (self->look)
    gtk_widget_remove_css_class (GTK_WIDGET (self->image), self->look->css_class);
  self->look = look;
  if (!look)
    return;

  gtk_image_set_from_icon_name (self->image, look->icon);
  gtk_widget_add_css_class (GTK_WIDGET (self->image), look->css_class);
}

static void
update (CsPresenceDot *self)
{
  CsPresence *presence = self->contact ? cs_contact_get_presence (self->contact) : NULL;
  g_autofree char *words = cs_presence_look_describe_contact (self->contact, g_get_real_time ());

  set_look (self, cs_presence_look_find (cs_presence_get_state (presence)));
  if (g_strcmp0 (self->words, words) == 0)
    return;

  g_free (self->words);
  self->words = g_steal_pointer (&words);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), self->words);
  if (self->words)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->image), GTK_ACCESSIBLE_PROPERTY_LABEL, self->words, -1);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WORDS]);
}

static void
cs_presence_dot_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  CsPresenceDot *self = CS_PRESENCE_DOT (object);

  switch (prop_id) {
  case PROP_WORDS:
    g_value_set_string (value, self->words);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_presence_dot_dispose (GObject *object)
{
  CsPresenceDot *self = CS_PRESENCE_DOT (object);

  if (self->contact)
    g_signal_handlers_disconnect_by_data (self->contact, self);
  g_clear_object (&self->contact);

  G_OBJECT_CLASS (cs_presence_dot_parent_class)->dispose (object);
}

static void
cs_presence_dot_finalize (GObject *object)
{
  g_free (CS_PRESENCE_DOT (object)->words);

  G_OBJECT_CLASS (cs_presence_dot_parent_class)->finalize (object);
}

static void
cs_presence_dot_class_init (CsPresenceDotClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = cs_presence_dot_get_property;
  object_class->dispose = cs_presence_dot_dispose;
  object_class->finalize = cs_presence_dot_finalize;

  /**
   * CsPresenceDot:words: (nullable)
   *
   * What the shape says; where there is no shape, why nothing is known.
   */
  props[PROP_WORDS] = g_param_spec_string ("words", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, LAST_PROP, props);

  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "presence");
}

static void
cs_presence_dot_init (CsPresenceDot *self)
{
  self->image = GTK_IMAGE (gtk_image_new ());
  gtk_image_set_pixel_size (self->image, 12);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->image));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

/**
 * cs_presence_dot_set_contact:
 * @self: a dot
 * @contact: (nullable): whose presence to show
 *
 * Follows somebody.
 */
void
cs_presence_dot_set_contact (CsPresenceDot *self,
                             CsContact     *contact)
{
  g_return_if_fail (CS_IS_PRESENCE_DOT (self));

  if (self->contact == contact)
    return;

  if (self->contact)
    g_signal_handlers_disconnect_by_data (self->contact, self);
  g_set_object (&self->contact, contact);
  if (contact) {
    g_signal_connect_swapped (contact, "notify::presence", G_CALLBACK (update), self);
    g_signal_connect_swapped (contact, "notify::watch-answer", G_CALLBACK (update), self);
  }
  update (self);
}

/**
 * cs_presence_dot_get_words:
 * @self: a dot
 *
 * Returns: (transfer none) (nullable): what the shape says, or why there is none
 */
const char *
cs_presence_dot_get_words (CsPresenceDot *self)
{
  g_return_val_if_fail (CS_IS_PRESENCE_DOT (self), NULL);

  return self->words;
}
