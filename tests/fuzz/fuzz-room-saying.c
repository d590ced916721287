/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a room says. Whatever a member writes is found behind their own name. */

#include "cs-fuzz.h"

#include "sip/cs-room-saying.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autoptr (CsRoomSaying) saying = NULL;
  g_autoptr (CsRoomSaying) quoted = NULL;
  g_autofree char *escaped = NULL;
  g_autofree char *relayed = NULL;

  if (!g_utf8_validate (text, -1, NULL))
    return 0;

  saying = cs_room_saying_parse (text);
  cs_fuzz_assert_text (saying->text);
  g_assert_true (saying->kind != CS_ROOM_SAYS_MESSAGE || (saying->who && *saying->who));
  g_assert_true (!saying->names == (saying->kind != CS_ROOM_SAYS_MEMBERS && saying->kind != CS_ROOM_SAYS_ROOMS));

  escaped = cs_room_saying_escape (text);
  g_assert_true (escaped[0] != '#');
  relayed = g_strconcat ("[bob]: ", escaped, NULL);
  quoted = cs_room_saying_parse (relayed);
  g_assert_cmpint (quoted->kind, ==, CS_ROOM_SAYS_MESSAGE);
  g_assert_cmpstr (quoted->who, ==, "bob");

  return 0;
}
