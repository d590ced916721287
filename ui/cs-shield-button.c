/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-shield-button.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"
#include "chat/cs-words.h"

#include "cs-connection-sheet.h"
#include "cs-shield.h"

struct _CsShieldButton
{
  AdwBin parent_instance;

  CsSession *session;  /* owned, nullable */

  /* Template children */
  GtkWidget *button;
  GtkImage *image;
};

G_DEFINE_FINAL_TYPE (CsShieldButton, cs_shield_button, ADW_TYPE_BIN)

/* The verdict in a sentence, and whose trust it rests on, where the shape comes from one; else where the connection stands. */
static char *
describe (CsSession *session,
          CsShield   shield)
{
  CsVerdict *verdict = session ? cs_session_get_verdict (session) : NULL;
  g_autofree char *words = NULL;

  if (!session)
    return g_strdup ("");
  if (shield == CS_SHIELD_VERIFIED && verdict && cs_verdict_get_anchor (verdict)) {
    g_autofree char *sentence = cs_words_for_verdict (verdict);
    g_autofree char *anchor = cs_words_for_anchor (cs_verdict_get_anchor (verdict));

    /* Translators: two sentences: who vouches for a server, and who trusts them */
    words = g_strdup_printf (_("%s %s"), sentence, anchor);
  } else if (shield != CS_SHIELD_UNCHECKED && verdict)
    words = cs_words_for_verdict (verdict);
  else
    words = g_strdup (cs_words_for_state (cs_session_get_state (session)));

  return cs_text_make_visible (words);
}

static void
update (CsShieldButton *self)
{
  CsShield shield = cs_shield_for_session (self->session);
  g_autofree char *words = describe (self->session, shield);
  g_autofree char *label = NULL;

  /* Translators: what the shield of a server says: a state (Verified, Refused, Not checked) and a sentence about it */
  label = g_strdup_printf (_("%s: %s"), cs_shield_get_label (shield), words);

  cs_shield_show (shield, self->image);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->image), NULL);
  gtk_widget_set_tooltip_text (self->button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  gtk_widget_set_visible (self->button, self->session != NULL);
}

static void
open_cb (GtkWidget  *widget,
         const char *action_name,
         GVariant   *parameter)
{
  CsShieldButton *self = CS_SHIELD_BUTTON (widget);

  if (self->session)
    cs_connection_sheet_present (GTK_WINDOW (gtk_widget_get_root (widget)), self->session);
}

static void
cs_shield_button_dispose (GObject *object)
{
  CsShieldButton *self = CS_SHIELD_BUTTON (object);

  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (cs_shield_button_parent_class)->dispose (object);
}

static void
cs_shield_button_class_init (CsShieldButtonClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = cs_shield_button_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/countersign/Countersign/cs-shield-button.ui");
  gtk_widget_class_bind_template_child (widget_class, CsShieldButton, button);
  gtk_widget_class_bind_template_child (widget_class, CsShieldButton, image);
  gtk_widget_class_install_action (widget_class, "shield.open", NULL, open_cb);
}

static void
cs_shield_button_init (CsShieldButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

/**
 * cs_shield_button_set_session:
 * @self: a shield button
 * @session: (nullable): the session whose server it speaks of
 *
 * Sets the session.
 */
void
cs_shield_button_set_session (CsShieldButton *self,
                              CsSession      *session)
{
  g_return_if_fail (CS_IS_SHIELD_BUTTON (self));

  if (self->session == session)
    return;

  if (self->session)
    g_signal_handlers_disconnect_by_data (self->session, self);
  g_set_object (&self->session, session);
  if (session) {
    g_signal_connect_object (session, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (session, "notify::verdict", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  }
  update (self);
}
