/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-authority-row.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"
#include "chat/cs-words.h"

#include "cs-certificate-window.h"
#include "cs-import-words.h"
#include "cs-row-name.h"

struct _CsAuthorityRow
{
  AdwActionRow parent_instance;

  CsAnchor *anchor;  /* owned */

  /* Template children */
  GtkWidget *remove_button;
  GtkWidget *lock_image;
};

G_DEFINE_FINAL_TYPE (CsAuthorityRow, cs_authority_row, ADW_TYPE_ACTION_ROW)

enum {
  REMOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
show_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  CsAuthorityRow *self = CS_AUTHORITY_ROW (widget);

  cs_certificate_window_present (GTK_WINDOW (gtk_widget_get_root (widget)),
                                 cs_anchor_get_certificate (self->anchor));
}

static void
remove_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  g_signal_emit (widget, signals[REMOVE], 0);
}

/* What the system trusts, it trusts for everything; only the end is worth a word. */
static char *
describe (CsAnchor *anchor)
{
  CsCertificate *certificate = cs_anchor_get_certificate (anchor);
  g_autofree char *until = cs_words_for_date (cs_certificate_get_not_after (certificate));
  g_autofree char *domains = NULL;

  if (cs_anchor_get_source (anchor) == CS_ANCHOR_SYSTEM)
    /* Translators: %s is a date */
    return g_strdup_printf (_("Until %s"), until);

  domains = cs_import_words_for_scope (anchor);
  /* Translators: domains ("example.com, example.org") or "any server", and a date */
  return g_strdup_printf (_("For %s, until %s"), domains, until);
}

static void
cs_authority_row_dispose (GObject *object)
{
  CsAuthorityRow *self = CS_AUTHORITY_ROW (object);

  g_clear_object (&self->anchor);

  G_OBJECT_CLASS (cs_authority_row_parent_class)->dispose (object);
}

static void
cs_authority_row_class_init (CsAuthorityRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cs_authority_row_dispose;

  /**
   * CsAuthorityRow::remove:
   *
   * The person no longer trusts the authority.
   */
  signals[REMOVE] = g_signal_new ("remove",
                                  G_TYPE_FROM_CLASS (klass),
                                  G_SIGNAL_RUN_LAST,
                                  0, NULL, NULL, NULL,
                                  G_TYPE_NONE,
                                  0);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-authority-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CsAuthorityRow, remove_button);
  gtk_widget_class_bind_template_child (widget_class, CsAuthorityRow, lock_image);
  gtk_widget_class_install_action (widget_class, "authority.show", NULL, show_cb);
  gtk_widget_class_install_action (widget_class, "authority.remove", NULL, remove_cb);
}

static void
cs_authority_row_init (CsAuthorityRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Every row has the same button: which authority it is about is for those who hear it only. */
static void
name_button (CsAuthorityRow *self,
             const char     *title)
{
  g_autofree char *words = g_strdup_printf ("%s: %s", _("No longer trust this authority"), title);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->remove_button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/**
 * cs_authority_row_new:
 * @anchor: a trusted authority
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
cs_authority_row_new (CsAnchor *anchor)
{
  CsAuthorityRow *self = g_object_new (CS_TYPE_AUTHORITY_ROW, NULL);
  CsAnchorSource source = cs_anchor_get_source (anchor);
  g_autofree char *title = cs_text_make_visible (cs_certificate_get_title (cs_anchor_get_certificate (anchor)));
  g_autofree char *subtitle = describe (anchor);

  self->anchor = g_object_ref (anchor);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), title);
  cs_row_name_make (ADW_ACTION_ROW (self), NULL);
  name_button (self, title);
  gtk_widget_set_visible (self->remove_button, source == CS_ANCHOR_IMPORTED);
  gtk_widget_set_visible (self->lock_image, source == CS_ANCHOR_ADMINISTRATOR);

  return GTK_WIDGET (self);
}

/**
 * cs_authority_row_get_anchor:
 * @self: a row
 *
 * Returns: (transfer none): the authority
 */
CsAnchor *
cs_authority_row_get_anchor (CsAuthorityRow *self)
{
  g_return_val_if_fail (CS_IS_AUTHORITY_ROW (self), NULL);

  return self->anchor;
}
