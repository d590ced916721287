/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a server sends, whole and in pieces: both ways have to give the same messages. The first byte is the size of the pieces. */

#include "cs-fuzz.h"

#include "sip/cs-frame-guard.h"

static char *
read_stream (const guint8 *data,
             gsize         size,
             gsize         piece)
{
  g_autoptr (CsFrameGuard) guard = cs_frame_guard_new (G_USEC_PER_SEC);
  GString *messages = g_string_new (NULL);
  gboolean clean = TRUE;

  for (gsize at = 0; clean && at < size; at += piece) {
    GBytes *message;

    clean = cs_frame_guard_push (guard, data + at, MIN (piece, size - at), 0, NULL);
    while ((message = cs_frame_guard_pop (guard))) {
      g_string_append_len (messages, g_bytes_get_data (message, NULL), g_bytes_get_size (message));
      g_string_append_c (messages, '|');
      g_bytes_unref (message);
    }
  }
  g_string_append_c (messages, clean ? '.' : '!');

  return g_string_free (messages, FALSE);
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *whole = NULL;
  g_autofree char *pieces = NULL;

  if (size < 2)
    return 0;

  whole = read_stream (data + 1, size - 1, size - 1);
  pieces = read_stream (data + 1, size - 1, 1 + data[0]);
  g_assert_cmpstr (whole, ==, pieces);

  return 0;
}
