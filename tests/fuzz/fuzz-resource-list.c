/* SPDX-License-Identifier: GPL-3.0-or-later */

/* People whom a server keeps in lists. */

#include "cs-fuzz.h"

#include "base/cs-vcard.h"
#include "sip/cs-resource-list.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GPtrArray) left_out = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) cards = cs_resource_list_read (bytes, &left_out, &error);

  g_assert_true ((cards != NULL) == (error == NULL) && (cards != NULL) == (left_out != NULL));
  if (!cards)
    return 0;

  g_assert_cmpuint (cards->len + left_out->len, <=, CS_RESOURCE_LIST_MAX_PEOPLE);
  for (guint i = 0; i < left_out->len; i++)
    cs_fuzz_assert_text (left_out->pdata[i]);
  for (guint i = 0; i < cards->len; i++) {
    CsVcard *card = cards->pdata[i];

    g_assert_cmpuint (card->addresses->len, ==, 1);
    if (card->name)
      cs_fuzz_assert_text (card->name);
  }

  return 0;
}
