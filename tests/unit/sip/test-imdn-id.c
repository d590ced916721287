/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "sip/cs-imdn-id.h"

static void
test_table (void)
{
  static const char * const good[] = { "1", "34jk324j", "abc@host.example", "{a}<b>" };
  static const char * const bad[] = { "", "a b", "a\tb", "a\r\n", "h\303\266", "\177" };
  g_autofree char *longest = g_strnfill (CS_IMDN_ID_MAX, 'x');
  g_autofree char *too_long = g_strnfill (CS_IMDN_ID_MAX + 1, 'x');

  for (gsize i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (cs_imdn_id_is_valid (good[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (cs_imdn_id_is_valid (bad[i]));
  g_assert_true (cs_imdn_id_is_valid (longest));
  g_assert_false (cs_imdn_id_is_valid (too_long));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/imdn-id/is-a-short-word", test_table);

  return g_test_run ();
}
