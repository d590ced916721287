/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-shield.h"

#include <glib/gi18n-lib.h>

static const struct {
  const char *icon_name;
  const char *label;
  const char *css_class;
} shapes[] = {
  [CS_SHIELD_UNCHECKED] = { "cs-shield-unchecked-symbolic", N_("Not checked"), "dim-label" },
  [CS_SHIELD_VERIFIED]  = { "cs-shield-verified-symbolic",  N_("Verified"),    "success" },
  [CS_SHIELD_REFUSED]   = { "cs-shield-refused-symbolic",   N_("Refused"),     "error" },
};

/**
 * cs_shield_for_session:
 * @session: (nullable): a session
 *
 * Tells how the server of @session stands at this moment. A verdict of an earlier connection proves nothing about the next
 * one: while there is no accepted connection, the shield is an outline.
 *
 * Returns: the shape
 */
CsShield
cs_shield_for_session (CsSession *session)
{
  if (!session)
    return CS_SHIELD_UNCHECKED;

  switch (cs_session_get_state (session)) {
  case CS_CONNECTION_SIGNING_IN:
  case CS_CONNECTION_ONLINE:
    return cs_shield_for_verdict (cs_session_get_verdict (session));
  case CS_CONNECTION_REFUSED:
    return CS_SHIELD_REFUSED;
  case CS_CONNECTION_OFFLINE:
  case CS_CONNECTION_LOOKING_UP:
  case CS_CONNECTION_CONNECTING:
  case CS_CONNECTION_CHECKING:
  case CS_CONNECTION_WAITING:
  default:
    return CS_SHIELD_UNCHECKED;
  }
}

/**
 * cs_shield_for_verdict:
 * @verdict: (nullable): a verdict
 *
 * Returns: the shape that says what @verdict says
 */
CsShield
cs_shield_for_verdict (CsVerdict *verdict)
{
  if (!verdict)
    return CS_SHIELD_UNCHECKED;

  return cs_verdict_is_accepted (verdict) ? CS_SHIELD_VERIFIED : CS_SHIELD_REFUSED;
}

/**
 * cs_shield_for_certificate:
 * @verdict: (nullable): a verdict
 * @certificate: a certificate of its chain
 *
 * Tells how one certificate of a chain stands: in an accepted chain all are proven, in a refused one those with a problem are
 * refused and nothing is known of the rest.
 *
 * Returns: the shape
 */
CsShield
cs_shield_for_certificate (CsVerdict     *verdict,
                           CsCertificate *certificate)
{
  GListModel *problems;
  guint n_problems;

  if (!verdict)
    return CS_SHIELD_UNCHECKED;
  if (cs_verdict_is_accepted (verdict))
    return CS_SHIELD_VERIFIED;

  problems = cs_verdict_get_problems (verdict);
  n_problems = g_list_model_get_n_items (problems);
  for (guint i = 0; i < n_problems; i++) {
    g_autoptr (CsProblem) problem = g_list_model_get_item (problems, i);
    CsCertificate *other = cs_problem_get_certificate (problem);

    if (other && cs_certificate_equal (other, certificate))
      return CS_SHIELD_REFUSED;
  }

  return CS_SHIELD_UNCHECKED;
}

/**
 * cs_shield_get_icon_name:
 * @shield: a shape
 *
 * Returns: (transfer none): the name of its icon
 */
const char *
cs_shield_get_icon_name (CsShield shield)
{
  return shapes[shield].icon_name;
}

/**
 * cs_shield_get_label:
 * @shield: a shape
 *
 * Returns: (transfer none): what it means, in a word or two
 */
const char *
cs_shield_get_label (CsShield shield)
{
  return _(shapes[shield].label);
}

/**
 * cs_shield_show:
 * @shield: a shape
 * @image: where to show it
 *
 * Gives @image the icon, the colour, the tooltip and the accessible label of @shield.
 */
void
cs_shield_show (CsShield  shield,
                GtkImage *image)
{
  GtkWidget *widget = GTK_WIDGET (image);
  const char *label = cs_shield_get_label (shield);

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    gtk_widget_remove_css_class (widget, shapes[i].css_class);

  gtk_image_set_from_icon_name (image, cs_shield_get_icon_name (shield));
  gtk_widget_add_css_class (widget, shapes[shield].css_class);
  gtk_widget_set_tooltip_text (widget, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
}
