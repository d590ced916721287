/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sip/cs-room-saying.h"

#define MANY "[a]\n[a]\n[a]\n[a]\n[a]\n[a]\n[a]\n[a]\n[a]\n[a]\n"
#define LONG "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"

static const struct {
  const char   *description;
  const char   *text;
  CsRoomSpeech  kind;
  const char   *who;
  const char   *said;       /* NULL: the same */
} cases[] = {
  { "a message", "[bob]: hello", CS_ROOM_SAYS_MESSAGE, "bob", "hello" },
  { "of several lines", "[bob]: hello\nyou", CS_ROOM_SAYS_MESSAGE, "bob", "hello\nyou" },
  { "of an old version", "<bob@example.test>: hello", CS_ROOM_SAYS_MESSAGE, "bob@example.test", "hello" },
  { "an empty one", "[bob]: ", CS_ROOM_SAYS_MESSAGE, "bob", "" },
  { "one that looks like a command", "[bob]:  #leave", CS_ROOM_SAYS_MESSAGE, "bob", "#leave" },
  { "one that is indented", "[bob]:   #leave", CS_ROOM_SAYS_MESSAGE, "bob", "  #leave" },
  { "one that looks like one later on", "[bob]: 1#2", CS_ROOM_SAYS_MESSAGE, "bob", "1#2" },
  { "an escaped name", "[b%C3%B6b]: hello", CS_ROOM_SAYS_MESSAGE, "b%C3%B6b", "hello" },
  { "somebody else's name behind the own", "[bob]: [alice]: hello", CS_ROOM_SAYS_MESSAGE, "bob", "[alice]: hello" },
  { "in a line of its own", "[bob]: \n[alice]: hello", CS_ROOM_SAYS_MESSAGE, "bob", "\n[alice]: hello" },
  { "a notice behind a name", "[bob]: *** Room has been destroyed", CS_ROOM_SAYS_MESSAGE, "bob", "*** Room has been destroyed" },
  { "a list behind a name", "[bob]: Members:\n*[bob]", CS_ROOM_SAYS_MESSAGE, "bob", "Members:\n*[bob]" },
  { "brackets behind a name", "[bob]: ]: hello", CS_ROOM_SAYS_MESSAGE, "bob", "]: hello" },

  { "created", "*** Room was created", CS_ROOM_SAYS_CREATED, NULL, NULL },
  { "exists", "*** Room already exists", CS_ROOM_SAYS_EXISTS, NULL, NULL },
  { "exists, and we are in it", "*** Room already exists and you are a member", CS_ROOM_SAYS_INSIDE, NULL, NULL },
  { "a private one exists", "*** A private room with the same name already exists", CS_ROOM_SAYS_EXISTS, NULL, NULL },
  { "missing", "*** Room not found", CS_ROOM_SAYS_MISSING, NULL, NULL },
  { "private", "*** Private rooms are by invitation only. Room owners have been notified.", CS_ROOM_SAYS_PRIVATE, NULL, NULL },
  { "inside", "*** You are in the room already", CS_ROOM_SAYS_INSIDE, NULL, NULL },
  { "invited", "*** [alice] invites you to join the room (send '#accept' or '#reject')", CS_ROOM_SAYS_INVITED, "alice", NULL },
  { "joined", "*** [bob] has joined the room", CS_ROOM_SAYS_JOINED, "bob", NULL },
  { "joined, in an old version", "*** <bob@example.test> has joined the room", CS_ROOM_SAYS_JOINED, "bob@example.test", NULL },
  { "left", "*** [bob] has left the room", CS_ROOM_SAYS_LEFT, "bob", NULL },
  { "knocked", "*** [bob] attempted to join the room", CS_ROOM_SAYS_KNOCKED, "bob", NULL },
  { "removed", "*** You have been removed from the room", CS_ROOM_SAYS_REMOVED, NULL, NULL },
  { "destroyed", "*** Room has been destroyed", CS_ROOM_SAYS_DESTROYED, NULL, NULL },
  { "owned", "*** You are the room's owner and cannot leave. Use #destroy if you wish to destroy the room.", CS_ROOM_SAYS_OWNED, NULL, NULL },
  { "forbidden", "*** You don't have the permmission to add members to this room", CS_ROOM_SAYS_FORBIDDEN, NULL, NULL },
  { "members", "Members:\n*[alice]\n~[carol]\n[bob]", CS_ROOM_SAYS_MEMBERS, NULL, NULL },
  { "no members", "Members:", CS_ROOM_SAYS_MEMBERS, NULL, NULL },
  { "rooms", "Rooms:\n[chat-team]", CS_ROOM_SAYS_ROOMS, NULL, NULL },

  { "nothing", "", CS_ROOM_SAYS_OTHER, NULL, NULL },
  { "another notice", "*** Invalid command 'x' (send '#help' for help)", CS_ROOM_SAYS_OTHER, NULL, NULL },
  { "a notice about somebody without a name", "*** [] has left the room", CS_ROOM_SAYS_OTHER, NULL, NULL },
  { "about somebody without an end", "*** [bob has left the room", CS_ROOM_SAYS_OTHER, NULL, NULL },
  { "about somebody, of another kind", "*** [bob] Room was created", CS_ROOM_SAYS_OTHER, NULL, NULL },
  { "a notice about somebody who is not named", "***  has left the room", CS_ROOM_SAYS_OTHER, NULL, NULL },
  { "a notice about nobody with a name", "*** [bob]Room was created", CS_ROOM_SAYS_OTHER, NULL, NULL },
  { "a notice that begins otherwise", "### [bob] has left the room", CS_ROOM_SAYS_OTHER, NULL, NULL },
  { "no name", "hello", CS_ROOM_SAYS_OTHER, NULL, NULL },
  { "a colon first", ": hello", CS_ROOM_SAYS_OTHER, NULL, NULL },
  { "a space before a name", "[ bob]: hello", CS_ROOM_SAYS_OTHER, NULL, NULL },
  { "an empty name", "[]: hello", CS_ROOM_SAYS_OTHER, NULL, NULL },
  { "a name with a space", "[bob b]: hello", CS_ROOM_SAYS_OTHER, NULL, NULL },
  { "a name with a line end", "[bob\n]: hello", CS_ROOM_SAYS_OTHER, NULL, NULL },
  { "a name with a bracket", "[bo[b]: hello", CS_ROOM_SAYS_OTHER, NULL, NULL },
  { "a name in another script", "[b\xc3\xb6" "b]: hello", CS_ROOM_SAYS_OTHER, NULL, NULL },
  { "a name that is too long", "[" LONG LONG LONG "]: hello", CS_ROOM_SAYS_OTHER, NULL, NULL },
  { "a name without an end", "[bob: hello", CS_ROOM_SAYS_OTHER, NULL, NULL },
  { "another bracket", "[bob>: hello", CS_ROOM_SAYS_OTHER, NULL, NULL },
  { "a name without a colon", "[bob] hello", CS_ROOM_SAYS_OTHER, NULL, NULL },
  { "another list", "Membres:\n[bob]", CS_ROOM_SAYS_OTHER, NULL, NULL },
  { "a list with words in it", "Members:\n[bob]\nhello", CS_ROOM_SAYS_OTHER, NULL, NULL },
  { "a list with words behind a name", "Members:\n[bob] hello", CS_ROOM_SAYS_OTHER, NULL, NULL },
  { "a role without a name", "Members:\n*", CS_ROOM_SAYS_OTHER, NULL, NULL },
};

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++) {
    g_autoptr (CsRoomSaying) saying = cs_room_saying_parse (cases[i].text);

    g_test_message ("%s", cases[i].description);
    g_assert_cmpint (saying->kind, ==, cases[i].kind);
    g_assert_cmpstr (saying->who, ==, cases[i].who);
    g_assert_cmpstr (saying->text, ==, cases[i].said ? cases[i].said : cases[i].text);
  }
}

static void
test_roles (void)
{
  g_autoptr (CsRoomSaying) saying = cs_room_saying_parse ("Members:\r\n*[alice]\r\n~[carol]\r\n[bob]\r\n");
  static const char * const names[] = { "alice", "carol", "bob" };
  static const CsRoomRole roles[] = { CS_ROOM_ROLE_OWNER, CS_ROOM_ROLE_ADMIN, CS_ROOM_ROLE_MEMBER };

  g_assert_cmpuint (saying->names->len, ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < saying->names->len; i++) {
    CsRoomName *name = saying->names->pdata[i];

    g_assert_cmpstr (name->name, ==, names[i]);
    g_assert_cmpint (name->role, ==, roles[i]);
  }
}

static void
test_long_list (void)
{
  g_autoptr (GString) text = g_string_new ("Rooms:\n");
  g_autoptr (CsRoomSaying) saying = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append (text, MANY);
  saying = cs_room_saying_parse (text->str);
  g_assert_cmpuint (saying->names->len, ==, 1000);
}

static void
test_escape (void)
{
  static const char * const texts[][2] = {
    { "hello", "hello" }, { "", "" }, { "#leave", " #leave" }, { " #leave", " #leave" }, { "1 # 2", "1 # 2" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++) {
    g_autofree char *escaped = cs_room_saying_escape (texts[i][0]);

    g_assert_cmpstr (escaped, ==, texts[i][1]);
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/room-saying/reads-what-a-room-says-and-nothing-else", test_table);
  g_test_add_func ("/room-saying/tells-roles", test_roles);
  g_test_add_func ("/room-saying/ends-a-list-somewhere", test_long_list);
  g_test_add_func ("/room-saying/sends-no-command-by-mistake", test_escape);

  return g_test_run ();
}
