/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Notifications. What is read out of one and written again says the same. */

#include "cs-fuzz.h"

#include <string.h>

#include "sip/cs-imdn.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (CsImdn) imdn = cs_imdn_parse (bytes);
  g_autoptr (GBytes) written = NULL;
  g_autoptr (CsImdn) again = NULL;
  g_autofree char *text = NULL;

  if (!imdn)
    return 0;

  text = cs_imdn_build (imdn, "sip:a@b");
  written = g_bytes_new_static (text, strlen (text));
  again = cs_imdn_parse (written);
  g_assert_cmpstr (cs_imdn_get_message_id (again), ==, cs_imdn_get_message_id (imdn));

  return 0;
}
