/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-contact-look.h"

#include <glib/gi18n-lib.h>

#include "base/cs-match.h"
#include "chat/cs-session.h"

#include "cs-row-name.h"

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
  if (chosen > 0)
    gtk_widget_add_css_class (GTK_WIDGET (avatar), "contact-colour");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (avatar), "contact-colour");

  for (guint colour = 1; colour <= CS_CONTACT_COLOURS; colour++) {
    g_autofree char *class_name = g_strdup_printf ("contact-colour-%u", colour);

    if (colour == chosen)
      gtk_widget_add_css_class (GTK_WIDGET (avatar), class_name);
    else
      gtk_widget_remove_css_class (GTK_WIDGET (avatar), class_name);
  }
}

/* Brackets and the like make no initials. */
static char *
keep_letters (const char *name)
{
  GString *letters = g_string_new (NULL);

  for (const char *p = name; *p; p = g_utf8_next_char (p)) {
    gunichar letter = g_utf8_get_char (p);

    if (g_unichar_isalnum (letter) || g_unichar_ismark (letter) || g_unichar_isspace (letter))
      g_string_append_unichar (letters, letter);
  }
  g_strstrip (letters->str);

  return g_string_free (letters, FALSE);
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
  g_autofree char *letters = keep_letters (name);

  adw_avatar_set_text (avatar, *letters ? letters : name);
  cs_contact_look_colour (avatar, contact ? cs_contact_get_colour (contact) : 0);
}

/**
 * cs_contact_look_new_row:
 * @contact: (nullable): who it is
 * @name: what they are called
 * @subtitle: (nullable): what stands below
 *
 * Makes a row of a list of people. Nothing in it is read as markup.
 *
 * Returns: (transfer floating): the row
 */
AdwActionRow *
cs_contact_look_new_row (CsContact  *contact,
                         const char *name,
                         const char *subtitle)
{
  AdwActionRow *row = ADW_ACTION_ROW (adw_action_row_new ());
  GtkWidget *picture = g_object_new (ADW_TYPE_AVATAR,
                                     "size", 32,
                                     "show-initials", TRUE,
                                     "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                                     NULL);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), name);
  if (subtitle)
    adw_action_row_set_subtitle (row, subtitle);
  adw_action_row_set_title_lines (row, 1);
  adw_action_row_set_subtitle_lines (row, 1);
  cs_contact_look_show (ADW_AVATAR (picture), contact, name);
  adw_action_row_add_prefix (row, picture);
  cs_row_name_make (row, NULL);

  return row;
}

/**
 * cs_contact_look_add_button:
 * @row: somebody's row
 * @icon_name: what the button shows
 * @words: what it does, with their name
 * @action: the action that does it; it takes their URI
 * @address: who it is
 *
 * Puts a button at the end of a row of a list of people.
 */
void
cs_contact_look_add_button (AdwActionRow *row,
                            const char   *icon_name,
                            const char   *words,
                            const char   *action,
                            CsAddress    *address)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon_name);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", cs_address_get_uri (address));
  gtk_widget_set_tooltip_text (button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "circular");
  adw_action_row_add_suffix (row, button);
}

/**
 * cs_contact_look_has:
 * @name: what somebody is called
 * @address: their address
 * @words: what was typed to find them
 *
 * Asks whether somebody is to be shown to who looks for words: each is in the name or in the address.
 *
 * Returns: whether they are; %TRUE where nothing was typed
 */
gboolean
cs_contact_look_has (const char *name,
                     CsAddress  *address,
                     const char *words)
{
  g_autofree char *text = NULL;

  if (!*words)
    return TRUE;

  text = g_strconcat (name, "\n", cs_address_get_display (address), NULL);

  return cs_match_has (text, words);
}

/**
 * cs_contact_look_address:
 * @address: somebody's address
 * @own: (nullable): that of the account which has to do with them
 *
 * Makes the line under a name: the address, which no peer can choose freely, and whether it is on another server than the account.
 *
 * Returns: (transfer full): a line
 */
char *
cs_contact_look_address (CsAddress *address,
                         CsAddress *own)
{
  if (!own || cs_host_equal (cs_address_get_host (own), cs_address_get_host (address)))
    return g_strdup (cs_address_get_display (address));

  /* Translators: %s is a SIP address, which is on another server than the user's own. */
  return g_strdup_printf (_("%s · on another server"), cs_address_get_display (address));
}

/**
 * cs_contact_look_words:
 * @conversation: a conversation
 *
 * Makes the line under a name, as cs_contact_look_address() does.
 *
 * Returns: (transfer full): a line
 */
char *
cs_contact_look_words (CsConversation *conversation)
{
  CsSession *session = cs_conversation_get_session (conversation);

  return cs_contact_look_address (cs_conversation_get_peer (conversation),
                                  session ? cs_account_get_address (cs_session_get_account (session)) : NULL);
}

/**
 * cs_contact_look_beside:
 * @conversation: a conversation
 *
 * Makes what has to stand beside a name in a list: the address where the other end chose the name, and where it is on another server.
 *
 * Returns: (transfer full) (nullable): a line; %NULL where the name says all
 */
char *
cs_contact_look_beside (CsConversation *conversation)
{
  CsContact *contact = cs_conversation_get_contact (conversation);
  gboolean own = contact && cs_contact_get_name (contact);
  gboolean federated = cs_conversation_is_federated (conversation);

  if (!own && !cs_conversation_get_peer_name (conversation))
    return federated ? g_strdup (_("on another server")) : NULL;

  return !own || federated ? cs_contact_look_words (conversation) : NULL;
}

/**
 * cs_contact_look_account:
 * @conversation: a conversation
 *
 * Words through which account a conversation is, for where there are several.
 *
 * Returns: (transfer full) (nullable): a few words; %NULL for a conversation of no account
 */
char *
cs_contact_look_account (CsConversation *conversation)
{
  CsSession *session = cs_conversation_get_session (conversation);

  if (!session)
    return NULL;

  /* Translators: %s is the user's own SIP address, through which a conversation goes */
  return g_strdup_printf (_("via %s"), cs_address_get_display (cs_account_get_address (cs_session_get_account (session))));
}

/**
 * cs_contact_look_warning:
 * @conversation: a conversation
 *
 * Words what is wrong with the domain of the other end.
 *
 * Returns: (transfer full) (nullable): a sentence; %NULL if nothing is
 */
char *
cs_contact_look_warning (CsConversation *conversation)
{
  CsHost *host = cs_address_get_host (cs_conversation_get_peer (conversation));
  g_autoptr (CsHost) known = cs_conversation_find_lookalike (conversation);

  if (known)
    /* Translators: two domains, such as “exarnple.com looks like example.com, but is another domain.” */
    return g_strdup_printf (_("%s looks like %s, but is another domain."), cs_host_get_display (host), cs_host_get_display (known));

  if (cs_conversation_is_mixed (conversation))
    /* Translators: %s is a domain, such as xn--exmple-9bg.com. */
    return g_strdup_printf (_("%s mixes letters of several scripts, so that it could pass for another domain."),
                            cs_host_get_display (host));

  return NULL;
}
