/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A file of contacts. What is written down reads the same again. */

#include "cs-fuzz.h"

#include "base/cs-vcard.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new (data, size);
  g_autoptr (GPtrArray) left_out = NULL;
  g_autoptr (GPtrArray) cards = cs_vcard_read (bytes, &left_out, NULL);
  g_autoptr (GPtrArray) lost = NULL;
  g_autoptr (GPtrArray) again = NULL;
  g_autoptr (GBytes) written = NULL;
  char *file;

  for (guint i = 0; left_out && i < left_out->len; i++)
    cs_fuzz_assert_text (left_out->pdata[i]);
  if (!cards || cards->len == 0)
    return 0;

  for (guint i = 0; i < cards->len; i++) {
    CsVcard *card = cards->pdata[i];

    g_assert_cmpuint (card->addresses->len, >, 0);
    if (card->name)
      cs_fuzz_assert_text (card->name);
    if (card->note)
      cs_fuzz_assert_text (card->note);
  }

  file = cs_vcard_write (cards);
  cs_fuzz_assert_text (file);
  written = g_bytes_new_take (file, strlen (file));
  again = cs_vcard_read (written, &lost, NULL);
  g_assert_true (again && again->len == cards->len && lost->len == 0);

  return 0;
}
