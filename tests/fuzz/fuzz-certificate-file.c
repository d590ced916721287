/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A file that a person chose or an administrator left: PEM, DER or a bundle. */

#include "cs-fuzz.h"

#include "trust/cs-anchor-inspect.h"
#include "trust/cs-certificate-file.h"

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) file = g_bytes_new (data, size);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) certificates = cs_certificate_file_parse (file, &error);
  g_autoptr (CsCertificate) inspected = cs_anchor_inspect (NULL, file, 1800000000, NULL);

  g_assert_true ((certificates == NULL) == (error != NULL));
  g_assert_true (!certificates || certificates->len > 0);
  g_assert_true (certificates || !inspected);

  return 0;
}
