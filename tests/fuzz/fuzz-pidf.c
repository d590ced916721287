/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Presence documents. What is read out of one and written again says the same. */

#include "cs-fuzz.h"

#include <string.h>

#include "sip/cs-pidf.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  const gint64 now = G_GINT64_CONSTANT (1790000000000000);
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (CsPresence) presence = cs_pidf_parse (bytes, now);
  g_autoptr (GBytes) written = NULL;
  g_autoptr (CsPresence) again = NULL;
  g_autofree char *text = NULL;

  if (!presence)
    return 0;

  g_assert_cmpint (cs_presence_get_since (presence), <=, now);
  if (cs_presence_get_note (presence))
    cs_fuzz_assert_text (cs_presence_get_note (presence));
  if (cs_presence_get_state (presence) == CS_PRESENCE_UNKNOWN)
    return 0;

  text = cs_pidf_build (presence, "sip:a@b", "1");
  written = g_bytes_new_static (text, strlen (text));
  again = cs_pidf_parse (written, now);
  g_assert_cmpint (cs_presence_get_state (again), ==, cs_presence_get_state (presence));

  return 0;
}
