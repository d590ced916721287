/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A bundle of certificates in DER. */

#include "cs-fuzz.h"

#include "trust/cs-certificate-file.h"
#include "trust/cs-pkcs7.h"

#define MAX_CERTIFICATES 20

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr (GBytes) der = g_bytes_new (data, size);
  g_autoptr (GPtrArray) bundle = cs_pkcs7_read (der, MAX_CERTIFICATES);
  g_autoptr (GPtrArray) certificates = cs_certificate_file_parse (der, NULL);

  g_assert_true (!bundle || bundle->len <= MAX_CERTIFICATES);
  g_assert_true (!certificates || certificates->len > 0);

  return 0;
}
