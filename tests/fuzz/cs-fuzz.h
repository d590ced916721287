/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Several byte strings in one input: each has its length in two bytes in front, the higher first. */
static inline GBytes *
cs_fuzz_take (const guint8 **data,
              gsize         *size)
{
  gsize length = *size >= 2 ? (gsize) (*data)[0] << 8 | (*data)[1] : 0;
  GBytes *bytes;

  if (*size < 2 || length > *size - 2)
    return NULL;

  bytes = g_bytes_new (*data + 2, length);
  *data += 2 + length;
  *size -= 2 + length;

  return bytes;
}

/* What a text of ours has to be, whatever it was made from. */
#define cs_fuzz_assert_text(text) g_assert_true (g_utf8_validate ((text), -1, NULL))

/* What libFuzzer calls with each input. */
int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

G_END_DECLS
