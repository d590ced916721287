/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-fingerprint-group.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"

#include "cs-fact-row.h"

#define HEX_GROUP 4
#define SHA256_DIGITS 64

struct _CsFingerprintGroup
{
  AdwPreferencesGroup parent_instance;

  char *sha256;
  CsFingerprintState state;

  /* Template children */
  CsFactRow *sha256_row;
  GtkEditable *entry_row;
  GtkImage *state_image;
  GtkLabel *state_label;
};

G_DEFINE_FINAL_TYPE (CsFingerprintGroup, cs_fingerprint_group, ADW_TYPE_PREFERENCES_GROUP)

enum {
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const struct {
  const char *icon_name;
  const char *css_class;
  const char *label;
} looks[] = {
  [CS_FINGERPRINT_NOT_COMPARED] = { NULL, NULL, NULL },
  [CS_FINGERPRINT_INCOMPLETE]   = { NULL, NULL, N_("Not complete") },
  [CS_FINGERPRINT_SAME]         = { "object-select-symbolic", "success", N_("Same") },
  [CS_FINGERPRINT_DIFFERENT]    = { "window-close-symbolic", "error", N_("Different") },
};

static CsFingerprintState
compare (const char *typed,
         const char *sha256)
{
  const char *digits = strrchr (typed, '=');
  gsize n_digits = 0;

  if (typed[strspn (typed, " \t\n")] == '\0' || !sha256)
    return CS_FINGERPRINT_NOT_COMPARED;
  if (cs_text_same_hex (typed, sha256))
    return CS_FINGERPRINT_SAME;

  for (const char *c = digits ? digits : typed; *c; c++)
    n_digits += g_ascii_isxdigit (*c) ? 1 : 0;

  return n_digits < SHA256_DIGITS ? CS_FINGERPRINT_INCOMPLETE : CS_FINGERPRINT_DIFFERENT;
}

static void
update (CsFingerprintGroup *self)
{
  CsFingerprintState state = compare (gtk_editable_get_text (self->entry_row), self->sha256);
  const char *label = looks[state].label ? _(looks[state].label) : NULL;

  if (self->state == state)
    return;

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++) {
    if (looks[i].css_class) {
      gtk_widget_remove_css_class (GTK_WIDGET (self->state_image), looks[i].css_class);
      gtk_widget_remove_css_class (GTK_WIDGET (self->state_label), looks[i].css_class);
    }
  }
  if (looks[state].css_class) {
    gtk_widget_add_css_class (GTK_WIDGET (self->state_image), looks[state].css_class);
    gtk_widget_add_css_class (GTK_WIDGET (self->state_label), looks[state].css_class);
  }

  gtk_image_set_from_icon_name (self->state_image, looks[state].icon_name);
  gtk_widget_set_visible (GTK_WIDGET (self->state_image), looks[state].icon_name != NULL);
  gtk_label_set_text (self->state_label, label);
  gtk_widget_set_visible (GTK_WIDGET (self->state_label), label != NULL);
  if (label)
    gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry_row),
                                    GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, label,
                                    -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (self->entry_row), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION);

  self->state = state;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
cs_fingerprint_group_dispose (GObject *object)
{
  CsFingerprintGroup *self = CS_FINGERPRINT_GROUP (object);

  g_clear_pointer (&self->sha256, g_free);

  G_OBJECT_CLASS (cs_fingerprint_group_parent_class)->dispose (object);
}

static void
cs_fingerprint_group_class_init (CsFingerprintGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cs_fingerprint_group_dispose;

  /**
   * CsFingerprintGroup::changed:
   *
   * The comparison has another outcome.
   */
  signals[CHANGED] = g_signal_new ("changed",
                                   G_TYPE_FROM_CLASS (klass),
                                   G_SIGNAL_RUN_LAST,
                                   0, NULL, NULL, NULL,
                                   G_TYPE_NONE,
                                   0);

  g_type_ensure (CS_TYPE_FACT_ROW);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-fingerprint-group.ui");
  gtk_widget_class_bind_template_child (widget_class, CsFingerprintGroup, sha256_row);
  gtk_widget_class_bind_template_child (widget_class, CsFingerprintGroup, entry_row);
  gtk_widget_class_bind_template_child (widget_class, CsFingerprintGroup, state_image);
  gtk_widget_class_bind_template_child (widget_class, CsFingerprintGroup, state_label);
  gtk_widget_class_bind_template_callback (widget_class, update);
}

static void
cs_fingerprint_group_init (CsFingerprintGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * cs_fingerprint_group_set_sha256:
 * @self: a fingerprint group
 * @sha256: 64 hexadecimal digits
 *
 * Sets the fingerprint and forgets what was pasted for another one.
 */
void
cs_fingerprint_group_set_sha256 (CsFingerprintGroup *self,
                                 const char         *sha256)
{
  g_autofree char *grouped = NULL;

  g_return_if_fail (CS_IS_FINGERPRINT_GROUP (self));

  if (g_strcmp0 (self->sha256, sha256) == 0)
    return;

  g_free (self->sha256);
  self->sha256 = g_strdup (sha256);
  grouped = cs_text_group_hex (sha256, HEX_GROUP);
  cs_fact_row_set_value (self->sha256_row, grouped);
  gtk_editable_set_text (self->entry_row, "");
  update (self);
}

/**
 * cs_fingerprint_group_get_state:
 * @self: a fingerprint group
 *
 * Returns: what the pasted fingerprint says
 */
CsFingerprintState
cs_fingerprint_group_get_state (CsFingerprintGroup *self)
{
  g_return_val_if_fail (CS_IS_FINGERPRINT_GROUP (self), CS_FINGERPRINT_NOT_COMPARED);

  return self->state;
}

/**
 * cs_fingerprint_group_focus_entry:
 * @self: a fingerprint group
 *
 * Puts the focus into the field.
 */
void
cs_fingerprint_group_focus_entry (CsFingerprintGroup *self)
{
  g_return_if_fail (CS_IS_FINGERPRINT_GROUP (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->entry_row));
}
