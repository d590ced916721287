/* SPDX-License-Identifier: GPL-3.0-or-later */

/* That somebody is writing. What is read out of it and written again says the same. */

#include "cs-fuzz.h"

#include <string.h>

#include "sip/cs-composing.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (CsComposing) composing = cs_composing_parse (bytes);
  g_autoptr (GBytes) written = NULL;
  g_autoptr (CsComposing) again = NULL;
  g_autofree char *text = NULL;

  if (!composing)
    return 0;

  text = cs_composing_build (composing);
  written = g_bytes_new_static (text, strlen (text));
  again = cs_composing_parse (written);
  g_assert_cmpint (cs_composing_is_active (again), ==, cs_composing_is_active (composing));
  if (cs_composing_is_active (composing))
    g_assert_cmpuint (cs_composing_get_refresh (again), ==, cs_composing_get_refresh (composing));

  return 0;
}
