/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-contact-look.h"

#include <glib/gi18n-lib.h>

/**
 * cs_contact_look_colour:
 * @avatar: a picture
 * @chosen: a number up to %CS_CONTACT_COLOURS, 0 for the colour that it has by itself
 *
 * Gives a picture its colour.
 */
void
cs_contact_look_colour (AdwAvatar *avatar,
                        guint      chosen)
{
  for (guint colour = 1; colour <= CS_CONTACT_COLOURS; colour++) {
    g_autofree char *class_name = g_strdup_printf ("contact-colour-%u", colour);

    if (colour == chosen)
      gtk_widget_add_css_class (GTK_WIDGET (avatar), class_name);
    else
      gtk_widget_remove_css_class (GTK_WIDGET (avatar), class_name);
  }
}

/**
 * cs_contact_look_show:
 * @avatar: their picture
 * @contact: (nullable): who it is
 * @name: the name that stands beside it
 *
 * Gives a picture its initials and the colour that the person chose.
 */
void
cs_contact_look_show (AdwAvatar  *avatar,
                      CsContact  *contact,
                      const char *name)
{
  adw_avatar_set_text (avatar, name);
  cs_contact_look_colour (avatar, contact ? cs_contact_get_colour (contact) : 0);
}

/**
 * cs_contact_look_words:
 * @conversation: a conversation
 *
 * Makes the line under a name: the address, which no peer can choose freely, and whether it is on another server than the account.
 *
 * Returns: (transfer full): a line
 */
char *
cs_contact_look_words (CsConversation *conversation)
{
  CsAddress *peer = cs_conversation_get_peer (conversation);

  if (!cs_conversation_is_federated (conversation))
    return g_strdup (cs_address_get_display (peer));

  /* Translators: %s is a SIP address, which is on another server than the user's own. */
  return g_strdup_printf (_("%s · on another server"), cs_address_get_display (peer));
}
