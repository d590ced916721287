/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-test-authority.h"

G_BEGIN_DECLS

#define CS_TEST_CARD_PIN "4711"

/* A smart card in software with a certificate and its key on it. A process has one, from its beginning to its end, and GnuTLS knows no
 * other module while it is there. */
typedef struct _CsTestCard CsTestCard;

CsTestCard *cs_test_card_new       (CsTestCertificate *own);
void        cs_test_card_free      (CsTestCard        *self);
const char *cs_test_card_get_uri   (CsTestCard        *self);
int         cs_test_card_get_tries (CsTestCard        *self);
void        cs_test_card_unlock    (CsTestCard        *self);
void        cs_test_card_set_gone  (CsTestCard        *self,
                                    gboolean           gone);
void        cs_test_card_make_slow (CsTestCard        *self);
gboolean    cs_test_card_let_sign  (CsTestCard        *self);

G_END_DECLS
