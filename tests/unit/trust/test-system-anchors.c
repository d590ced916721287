/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "trust/cs-system-anchors.h"

static void
test_finds_what_the_system_has (void)
{
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) distrusted = g_ptr_array_new_with_free_func (g_object_unref);

  cs_system_anchors_load (anchors, distrusted);

  /* A machine may have none at all. */
  g_test_message ("%u trusted, %u distrusted", anchors->len, distrusted->len);
  if (g_file_test ("/etc/ssl/certs/ca-certificates.crt", G_FILE_TEST_IS_REGULAR))
    g_assert_cmpuint (anchors->len, >, 10);
  for (guint i = 0; i < anchors->len; i++) {
    CsAnchor *anchor = g_ptr_array_index (anchors, i);

    g_assert_cmpint (cs_anchor_get_source (anchor), ==, CS_ANCHOR_SYSTEM);
    g_assert_null (cs_anchor_get_domains (anchor));
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/system-anchors/finds-what-the-system-has", test_finds_what_the_system_has);

  return g_test_run ();
}
