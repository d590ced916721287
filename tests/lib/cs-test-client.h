/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-test-authority.h"

G_BEGIN_DECLS

/* The files that a person gets who is to show a certificate. */
CsTestCertificate *cs_test_client_new         (CsTestCertificate *issuer,
                                               const char        *name);
GBytes            *cs_test_client_make_pkcs12 (CsTestCertificate *certificate,
                                               CsTestCertificate *key,
                                               CsTestCertificate *authority,
                                               const char        *passphrase);
char              *cs_test_client_encrypt_key (CsTestCertificate *certificate,
                                               const char        *passphrase);

G_END_DECLS
