/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-fact-row.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"
#include "chat/cs-words.h"

#include "cs-time.h"
#include "cs-toast.h"

/* Hexadecimal digits stand in groups of four, as people read them out. */
#define HEX_GROUP 4

/* Characters in a line: eight groups of digits, or text as wide as the template has it. */
#define HEX_LINE 40
#define TEXT_LINE 50

struct _CsFactRow
{
  AdwPreferencesRow parent_instance;

  GtkLabel *label_label;
  GtkLabel *value_label;
  GtkLabel *note_label;
  GtkWidget *copy_button;

  char *value;
  gboolean monospace;
};

G_DEFINE_FINAL_TYPE (CsFactRow, cs_fact_row, ADW_TYPE_PREFERENCES_ROW)

enum {
  PROP_0,
  PROP_LABEL,
  PROP_VALUE,
  PROP_NOTE,
  PROP_HINT,
  PROP_MONOSPACE,
  PROP_COPYABLE,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

/* A screen reader that stands on the row reads label and value in one go, and then what else is said about it. */
static void
update_accessible_label (CsFactRow *self)
{
  const char *hint = gtk_widget_get_tooltip_text (GTK_WIDGET (self->value_label));
  g_autofree char *both = NULL;

  /* Translators: a label and its value, as read by a screen reader */
  both = g_strdup_printf (_("%s: %s"),
                          gtk_label_get_text (self->label_label),
                          gtk_label_get_text (self->value_label));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, both,
                                  -1);
  if (hint)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, hint,
                                    -1);
}

/* Groups of digits keep their order where people read from right to left, and stand on that side. */
static void
align_value (CsFactRow *self)
{
  GtkWidget *label = GTK_WIDGET (self->value_label);
  gboolean from_right = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  gtk_widget_set_direction (label, self->monospace ? GTK_TEXT_DIR_LTR : GTK_TEXT_DIR_NONE);
  if (!self->monospace)
    gtk_widget_set_halign (label, GTK_ALIGN_FILL);
  else
    gtk_widget_set_halign (label, from_right ? GTK_ALIGN_END : GTK_ALIGN_START);
}

static void
set_monospace (CsFactRow *self,
               gboolean   monospace)
{
  if (self->monospace == monospace)
    return;

  self->monospace = monospace;
  if (monospace)
    gtk_widget_add_css_class (GTK_WIDGET (self->value_label), "monospace");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->value_label), "monospace");
  gtk_label_set_max_width_chars (self->value_label, monospace ? HEX_LINE : TEXT_LINE);
  align_value (self);

  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_MONOSPACE]);
}

static void
set_copyable (CsFactRow *self,
              gboolean   copyable)
{
  if (gtk_widget_get_visible (self->copy_button) == copyable)
    return;

  gtk_widget_set_visible (self->copy_button, copyable);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_COPYABLE]);
}

static void
copy_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  CsFactRow *self = CS_FACT_ROW (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), self->value ? self->value : "");
  cs_toast_show (widget, _("Copied"));
}

static void
cs_fact_row_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  CsFactRow *self = CS_FACT_ROW (object);

  switch (prop_id) {
  case PROP_LABEL:
    g_value_set_string (value, cs_fact_row_get_label (self));
    break;
  case PROP_VALUE:
    g_value_set_string (value, cs_fact_row_get_value (self));
    break;
  case PROP_NOTE:
    g_value_set_string (value, cs_fact_row_get_note (self));
    break;
  case PROP_HINT:
    g_value_set_string (value, cs_fact_row_get_hint (self));
    break;
  case PROP_MONOSPACE:
    g_value_set_boolean (value, self->monospace);
    break;
  case PROP_COPYABLE:
    g_value_set_boolean (value, gtk_widget_get_visible (self->copy_button));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_fact_row_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  CsFactRow *self = CS_FACT_ROW (object);

  switch (prop_id) {
  case PROP_LABEL:
    cs_fact_row_set_label (self, g_value_get_string (value));
    break;
  case PROP_VALUE:
    cs_fact_row_set_value (self, g_value_get_string (value));
    break;
  case PROP_NOTE:
    cs_fact_row_set_note (self, g_value_get_string (value));
    break;
  case PROP_HINT:
    cs_fact_row_set_hint (self, g_value_get_string (value));
    break;
  case PROP_MONOSPACE:
    set_monospace (self, g_value_get_boolean (value));
    break;
  case PROP_COPYABLE:
    set_copyable (self, g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
  }
}

static void
cs_fact_row_dispose (GObject *object)
{
  CsFactRow *self = CS_FACT_ROW (object);

  g_clear_pointer (&self->value, g_free);

  G_OBJECT_CLASS (cs_fact_row_parent_class)->dispose (object);
}

static void
cs_fact_row_class_init (CsFactRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = cs_fact_row_get_property;
  object_class->set_property = cs_fact_row_set_property;
  object_class->dispose = cs_fact_row_dispose;

  props[PROP_LABEL] = g_param_spec_string ("label", NULL, NULL, "", flags);
  props[PROP_VALUE] = g_param_spec_string ("value", NULL, NULL, NULL, flags);
  props[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, NULL, flags);
  props[PROP_HINT] = g_param_spec_string ("hint", NULL, NULL, NULL, flags);
  props[PROP_MONOSPACE] = g_param_spec_boolean ("monospace", NULL, NULL, FALSE, flags);
  props[PROP_COPYABLE] = g_param_spec_boolean ("copyable", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-fact-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CsFactRow, label_label);
  gtk_widget_class_bind_template_child (widget_class, CsFactRow, value_label);
  gtk_widget_class_bind_template_child (widget_class, CsFactRow, note_label);
  gtk_widget_class_bind_template_child (widget_class, CsFactRow, copy_button);
  gtk_widget_class_install_action (widget_class, "fact.copy", NULL, copy_cb);
}

static void
cs_fact_row_init (CsFactRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_fact_row_new:
 * @label: what the value is
 * @value: (nullable): the value, which may come from anywhere
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
cs_fact_row_new (const char *label,
                 const char *value)
{
  return g_object_new (CS_TYPE_FACT_ROW,
                       "label", label,
                       "value", value,
                       NULL);
}

static char *
describe_days (CsFact *fact,
               gint64  now)
{
  if (cs_fact_get_kind (fact) == CS_FACT_NOT_AFTER)
    return cs_time_describe_end (cs_fact_get_time (fact), now);
  if (cs_fact_get_kind (fact) == CS_FACT_NOT_BEFORE)
    return cs_time_describe_start (cs_fact_get_time (fact), now);

  return NULL;
}

/**
 * cs_fact_row_new_fact:
 * @fact: a fact of a certificate
 * @now: the present, in UTC seconds
 *
 * Makes the row that shows @fact: times local with their zone and in UTC as the hint, bytes in monospace groups with a
 * button that copies them.
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
cs_fact_row_new_fact (CsFact *fact,
                      gint64  now)
{
  CsFactForm form = cs_fact_get_form (fact);
  const char *label = cs_words_for_fact (cs_fact_get_kind (fact));
  g_autofree char *value = NULL;
  g_autofree char *hint = NULL;
  g_autofree char *note = NULL;

  switch (form) {
  case CS_FACT_FORM_TIME:
    value = cs_words_for_time (cs_fact_get_time (fact));
    hint = cs_words_for_utc (cs_fact_get_time (fact));
    note = describe_days (fact, now);
    break;
  case CS_FACT_FORM_HEX:
    value = cs_text_group_hex (cs_fact_get_value (fact), HEX_GROUP);
    break;
  case CS_FACT_FORM_TEXT:
  case CS_FACT_FORM_CODE:
  default:
    value = cs_words_for_fact_value (fact);
  }

  return g_object_new (CS_TYPE_FACT_ROW,
                       "label", label,
                       "value", value,
                       "hint", hint,
                       "note", note,
                       "monospace", form == CS_FACT_FORM_HEX,
                       "copyable", form == CS_FACT_FORM_HEX,
                       NULL);
}

/**
 * cs_fact_row_get_label: (attributes org.gtk.Method.get_property=label)
 * @self: a row
 *
 * Returns: (transfer none): what the value is
 */
const char *
cs_fact_row_get_label (CsFactRow *self)
{
  g_return_val_if_fail (CS_IS_FACT_ROW (self), NULL);

  return gtk_label_get_text (self->label_label);
}

/**
 * cs_fact_row_set_label: (attributes org.gtk.Method.set_property=label)
 * @self: a row
 * @label: (nullable): what the value is
 *
 * Sets the label.
 */
void
cs_fact_row_set_label (CsFactRow  *self,
                       const char *label)
{
  g_return_if_fail (CS_IS_FACT_ROW (self));

  if (g_str_equal (gtk_label_get_text (self->label_label), label ? label : ""))
    return;

  gtk_label_set_text (self->label_label, label);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), label ? label : "");
  update_accessible_label (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_LABEL]);
}

/**
 * cs_fact_row_get_value: (attributes org.gtk.Method.get_property=value)
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the value as it was given
 */
const char *
cs_fact_row_get_value (CsFactRow *self)
{
  g_return_val_if_fail (CS_IS_FACT_ROW (self), NULL);

  return self->value;
}

/**
 * cs_fact_row_set_value: (attributes org.gtk.Method.set_property=value)
 * @self: a row
 * @value: (nullable): the value
 *
 * Sets the value. What cannot be seen in it is made visible; nothing in it is markup.
 */
void
cs_fact_row_set_value (CsFactRow  *self,
                       const char *value)
{
  g_autofree char *visible = NULL;

  g_return_if_fail (CS_IS_FACT_ROW (self));

  if (g_strcmp0 (self->value, value) == 0)
    return;

  g_free (self->value);
  self->value = g_strdup (value);
  visible = value ? cs_text_make_visible (value) : NULL;
  gtk_label_set_text (self->value_label, visible);
  update_accessible_label (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_VALUE]);
}

/**
 * cs_fact_row_get_note: (attributes org.gtk.Method.get_property=note)
 * @self: a row
 *
 * Returns: (transfer none) (nullable): what stands below the value
 */
const char *
cs_fact_row_get_note (CsFactRow *self)
{
  g_return_val_if_fail (CS_IS_FACT_ROW (self), NULL);

  return gtk_widget_get_visible (GTK_WIDGET (self->note_label)) ? gtk_label_get_text (self->note_label) : NULL;
}

/**
 * cs_fact_row_set_note: (attributes org.gtk.Method.set_property=note)
 * @self: a row
 * @note: (nullable): what to say below the value
 *
 * Sets the note. Like the value it is never markup.
 */
void
cs_fact_row_set_note (CsFactRow  *self,
                      const char *note)
{
  g_autofree char *visible = NULL;

  g_return_if_fail (CS_IS_FACT_ROW (self));

  visible = note ? cs_text_make_visible (note) : NULL;
  if (g_strcmp0 (cs_fact_row_get_note (self), visible) == 0)
    return;

  gtk_label_set_text (self->note_label, visible);
  gtk_widget_set_visible (GTK_WIDGET (self->note_label), visible != NULL);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_NOTE]);
}

/**
 * cs_fact_row_get_hint: (attributes org.gtk.Method.get_property=hint)
 * @self: a row
 *
 * Returns: (transfer none) (nullable): the tooltip of the value
 */
const char *
cs_fact_row_get_hint (CsFactRow *self)
{
  g_return_val_if_fail (CS_IS_FACT_ROW (self), NULL);

  return gtk_widget_get_tooltip_text (GTK_WIDGET (self->value_label));
}

/**
 * cs_fact_row_set_hint: (attributes org.gtk.Method.set_property=hint)
 * @self: a row
 * @hint: (nullable): the tooltip of the value
 *
 * Sets the tooltip of the value.
 */
void
cs_fact_row_set_hint (CsFactRow  *self,
                      const char *hint)
{
  g_return_if_fail (CS_IS_FACT_ROW (self));

  if (g_strcmp0 (cs_fact_row_get_hint (self), hint) == 0)
    return;

  gtk_widget_set_tooltip_text (GTK_WIDGET (self->value_label), hint);
  update_accessible_label (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_HINT]);
}
