/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-room-saying.h"

#include <string.h>

/* What the module begins its own words with, and what is a command to it: its setting is taken to be as it comes. */
#define NOTICE "*** "
#define COMMAND '#'

#define MAX_NAME 256

/* The words behind NOTICE, or behind NOTICE and somebody's name. What comes after them is not looked at. */
static const struct {
  const char   *words;
  gboolean      named;
  CsRoomSpeech  kind;
} notices[] = {
  { "Room was created", FALSE, CS_ROOM_SAYS_CREATED },
  { "Room already exists and you are a member", FALSE, CS_ROOM_SAYS_INSIDE },
  { "Room already exists", FALSE, CS_ROOM_SAYS_EXISTS },
  { "A private room with the same name already exists", FALSE, CS_ROOM_SAYS_EXISTS },
  { "Room not found", FALSE, CS_ROOM_SAYS_MISSING },
  { "Room has been destroyed", FALSE, CS_ROOM_SAYS_DESTROYED },
  { "Private rooms are by invitation only", FALSE, CS_ROOM_SAYS_PRIVATE },
  { "You are in the room already", FALSE, CS_ROOM_SAYS_INSIDE },
  { "You are the room's owner and cannot leave", FALSE, CS_ROOM_SAYS_OWNED },
  { "You don't have the perm", FALSE, CS_ROOM_SAYS_FORBIDDEN },
  { "You have been removed from the room", FALSE, CS_ROOM_SAYS_REMOVED },
  { " has joined the room", TRUE, CS_ROOM_SAYS_JOINED },
  { " has left the room", TRUE, CS_ROOM_SAYS_LEFT },
  { " attempted to join the room", TRUE, CS_ROOM_SAYS_KNOCKED },
  { " invites you to join the room", TRUE, CS_ROOM_SAYS_INVITED },
};

/* What may stand in the user part of an address (RFC 3261 section 25.1), and the at sign with a host behind it. */
static gboolean
is_name (const char *text,
         gsize       length)
{
  if (length == 0 || length > MAX_NAME)
    return FALSE;

  for (gsize i = 0; i < length; i++) {
    if (!g_ascii_isalnum (text[i]) && !strchr ("-_.!~*'()&=+$,;?/%@:", text[i]))
      return FALSE;
  }

  return TRUE;
}

/* Takes somebody in brackets, [user] or <user@host>, from the front of a text. Brackets stand in no name: the first that closes
 * is the last character of what the server wrote, whatever a member writes after it. */
static char *
take_name (const char **text)
{
  const char *begin = *text;
  const char *end = *begin == '[' ? strchr (begin, ']') : *begin == '<' ? strchr (begin, '>') : NULL;

  if (!end || !is_name (begin + 1, end - begin - 1))
    return NULL;

  *text = end + 1;

  return g_strndup (begin + 1, end - begin - 1);
}

static void
room_name_free (CsRoomName *name)
{
  g_free (name->name);
  g_free (name);
}

static CsRoomSaying *
saying_new (CsRoomSpeech  kind,
            char         *who,
            const char   *text)
{
  CsRoomSaying *self = g_new0 (CsRoomSaying, 1);

  self->kind = kind;
  self->who = who;
  self->text = g_strdup (text);

  return self;
}

/* Text that would have been a command came with a space in front. */
static CsRoomSaying *
parse_message (const char *text)
{
  const char *rest = text;
  g_autofree char *who = take_name (&rest);

  if (!who || !g_str_has_prefix (rest, ": "))
    return NULL;
  rest += 2;
  if (rest[0] == ' ' && rest[1] == COMMAND)
    rest++;

  return saying_new (CS_ROOM_SAYS_MESSAGE, g_steal_pointer (&who), rest);
}

static CsRoomSaying *
parse_notice (const char *text)
{
  const char *rest = text + strlen (NOTICE);
  g_autofree char *who = take_name (&rest);

  for (gsize i = 0; i < G_N_ELEMENTS (notices); i++) {
    if (notices[i].named == (who != NULL) && g_str_has_prefix (rest, notices[i].words))
      return saying_new (notices[i].kind, g_steal_pointer (&who), text);
  }

  return NULL;
}

/* A line that is no name makes it something else. A list that ends early is as good as it goes. */
static CsRoomSaying *
parse_list (const char   *text,
            const char   *title,
            CsRoomSpeech  kind)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func ((GDestroyNotify) room_name_free);
  CsRoomSaying *self;
  const char *p;

  if (!g_str_has_prefix (text, title))
    return NULL;

  p = text + strlen (title);
  while (*p && names->len < CS_ROOM_SAYING_MAX_NAMES) {
    CsRoomRole role = CS_ROOM_ROLE_MEMBER;
    CsRoomName *entry;
    char *name;

    if (*p == '\n' || *p == '\r') {
      p++;
      continue;
    }
    if (*p == '*' || *p == '~')
      role = *p++ == '*' ? CS_ROOM_ROLE_OWNER : CS_ROOM_ROLE_ADMIN;
    name = take_name (&p);
    if (!name)
      return NULL;
    entry = g_new0 (CsRoomName, 1);
    entry->name = name;
    entry->role = role;
    g_ptr_array_add (names, entry);
    if (*p && *p != '\n' && *p != '\r')
      return NULL;
  }

  self = saying_new (kind, NULL, text);
  self->names = g_steal_pointer (&names);

  return self;
}

/**
 * cs_room_saying_parse:
 * @text: a text that came from the address of a room, or of who makes rooms
 *
 * Reads what a room says. Only the sender's name at the very beginning is the server's: whatever a member writes stands behind
 * their own.
 *
 * Returns: (transfer full): what it says; %CS_ROOM_SAYS_OTHER where it is none of what the module says
 */
CsRoomSaying *
cs_room_saying_parse (const char *text)
{
  CsRoomSaying *self;

  g_return_val_if_fail (text != NULL, NULL);

  self = parse_message (text);
  if (!self && g_str_has_prefix (text, NOTICE))
    self = parse_notice (text);
  if (!self)
    self = parse_list (text, "Members:", CS_ROOM_SAYS_MEMBERS);
  if (!self)
    self = parse_list (text, "Rooms:", CS_ROOM_SAYS_ROOMS);

  return self ? self : saying_new (CS_ROOM_SAYS_OTHER, NULL, text);
}

/**
 * cs_room_saying_free:
 * @self: (transfer full): a saying
 *
 * Frees it with all that it holds.
 */
void
cs_room_saying_free (CsRoomSaying *self)
{
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_free (self->who);
  g_free (self->text);
  g_free (self);
}

/**
 * cs_room_saying_escape:
 * @text: what somebody wrote
 *
 * Makes sure that a room passes on what is written there: it would carry out what begins as its commands do.
 *
 * Returns: (transfer full): what to send
 */
char *
cs_room_saying_escape (const char *text)
{
  return text[0] == COMMAND ? g_strconcat (" ", text, NULL) : g_strdup (text);
}
