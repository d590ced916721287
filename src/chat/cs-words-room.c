/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-words.h"

#include <glib/gi18n-lib.h>

static char *
word_about (const char *who,
            const char *about_us,
            const char *about_others)
{
  g_auto (GStrv) parts = NULL;

  if (!who)
    return g_strdup (about_us);

  parts = g_strsplit (about_others, "%s", 2);

  return g_strjoinv (who, parts);
}

/**
 * cs_words_for_room_saying:
 * @saying: what a room says of itself
 * @who: (nullable): the name of whom it is about; %NULL where that is us
 *
 * Words what a room says.
 *
 * Returns: (transfer full): a sentence, or what the room said where there is none for it; foreign text
 */
char *
cs_words_for_room_saying (const CsRoomSaying *saying,
                          const char         *who)
{
  switch (saying->kind) {
  case CS_ROOM_SAYS_CREATED:
    return g_strdup (_("You made this room."));
  case CS_ROOM_SAYS_INVITED:
    /* Translators: %s is somebody's name. */
    return word_about (who, _("You are invited into this room."), _("%s invites you into this room."));
  case CS_ROOM_SAYS_JOINED:
    /* Translators: %s is somebody's name: they are in the room from now on. */
    return word_about (who, _("You joined this room."), _("%s joined."));
  case CS_ROOM_SAYS_LEFT:
    /* Translators: %s is somebody's name: they left the room. */
    return word_about (who, _("You left this room."), _("%s left."));
  case CS_ROOM_SAYS_KNOCKED:
    /* Translators: %s is somebody's name. */
    return word_about (who, _("You asked to join this room."), _("%s would like to join."));
  case CS_ROOM_SAYS_REMOVED:
    return g_strdup (_("You were removed from this room."));
  case CS_ROOM_SAYS_DESTROYED:
    return g_strdup (_("This room was closed."));
  case CS_ROOM_SAYS_INSIDE:
    return g_strdup (_("You are in this room."));
  case CS_ROOM_SAYS_PRIVATE:
    return g_strdup (_("This room is by invitation only."));
  case CS_ROOM_SAYS_OWNED:
    return g_strdup (_("This room is yours: you can only close it."));
  case CS_ROOM_SAYS_FORBIDDEN:
    return g_strdup (_("You may not do this in this room."));
  case CS_ROOM_SAYS_MISSING:
    return g_strdup (_("There is no such room any more."));
  case CS_ROOM_SAYS_MESSAGE:
  case CS_ROOM_SAYS_EXISTS:
  case CS_ROOM_SAYS_MEMBERS:
  case CS_ROOM_SAYS_ROOMS:
  case CS_ROOM_SAYS_OTHER:
  default:
    return g_strdup (saying->text);
  }
}

/**
 * cs_words_for_room_failure:
 * @reason: the final answer of a room to a message, as it is stored, or a sentence
 *
 * Words why a room did not take a message.
 *
 * Returns: (transfer full): a sentence
 */
char *
cs_words_for_room_failure (const char *reason)
{
  g_return_val_if_fail (reason, NULL);

  /* What Kamailio's module makes of everything that it does not do. */
  return g_str_has_prefix (reason, "500 ") ? g_strdup (_("The room did not take this message: it is too long, or you are not in the room any more."))
                                           : cs_words_for_send_failure (reason);
}
