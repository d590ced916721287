/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "chat/cs-room.h"

static CsRoom *
make_room (void)
{
  g_autoptr (CsAddress) own = cs_address_parse ("alice@example.test", NULL);

  return cs_room_new (own);
}

static char *
describe (CsRoom *room)
{
  g_autoptr (GString) words = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (room)); i++) {
    g_autoptr (CsRoomMember) member = g_list_model_get_item (G_LIST_MODEL (room), i);

    g_string_append_printf (words, "%s%d ", cs_address_get_display (cs_room_member_get_address (member)),
                            cs_room_member_get_role (member));
  }

  return g_string_free (g_steal_pointer (&words), FALSE);
}

static void
assert_members (CsRoom     *room,
                const char *expected)
{
  g_autofree char *found = describe (room);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_members (void)
{
  g_autoptr (CsRoom) room = make_room ();
  g_autoptr (CsRoomSaying) saying = cs_room_saying_parse ("Members:\n*[alice]\n~[carol@other.test]\n[bob]\n[bob]\n[:]");

  /* Who comes into a room of which nothing is known is not all who are there. */
  cs_room_add (room, "bob");
  assert_members (room, "");
  g_assert_cmpint (cs_room_get_role (room), ==, CS_ROOM_ROLE_MEMBER);

  cs_room_set_members (room, saying->names);
  assert_members (room, "alice@example.test2 carol@other.test1 bob@example.test0 ");
  g_assert_cmpint (cs_room_get_role (room), ==, CS_ROOM_ROLE_OWNER);

  cs_room_add (room, "dave");
  cs_room_add (room, "dave");
  cs_room_remove (room, "bob");
  cs_room_remove (room, "bob");
  assert_members (room, "alice@example.test2 carol@other.test1 dave@example.test0 ");
}

static void
test_names (void)
{
  g_autoptr (CsRoom) room = make_room ();
  g_autoptr (CsAddress) bob = cs_room_resolve (room, "bob");

  g_assert_cmpstr (cs_address_get_uri (bob), ==, "sip:bob@example.test");
  g_assert_true (cs_room_is_own (room, "alice"));
  g_assert_true (cs_room_is_own (room, "alice@example.test"));
  g_assert_false (cs_room_is_own (room, "alice@other.test"));
  g_assert_false (cs_room_is_own (room, "bob"));
  g_assert_false (cs_room_is_own (room, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/room/shows-who-is-in-it", test_members);
  g_test_add_func ("/room/knows-whom-it-means", test_names);

  return g_test_run ();
}
