/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "trust/cs-anchor-inspect.h"

#include <string.h>

#include <gnutls/x509.h>

#include "base/cs-error.h"
#include "cs-test-authority.h"

#define NOW 1700000000

static const struct {
  const char *description;
  CsTestSpec spec;
  int code;
} cases[] = {
  { "sound", { .authority = TRUE }, -1 },
  { "signed with sha-1", { .authority = TRUE, .digest = CS_TEST_DIGEST_SHA1 }, -1 },
  { "leaf", { .dns_names = CS_TEST_NAMES ("example.test") }, CS_ERROR_NOT_AN_AUTHORITY },
  { "no constraints", { .authority = TRUE, .no_basic_constraints = TRUE }, CS_ERROR_NO_BASIC_CONSTRAINTS },
  { "version 1", { .authority = TRUE, .version_1 = TRUE }, CS_ERROR_NO_BASIC_CONSTRAINTS },
  { "may not sign", { .authority = TRUE, .key_usage = GNUTLS_KEY_CRL_SIGN }, CS_ERROR_MAY_NOT_SIGN },
  { "expired", { .authority = TRUE, .not_before = NOW - 100, .not_after = NOW - 1 }, CS_ERROR_EXPIRED },
  { "not yet valid", { .authority = TRUE, .not_before = NOW + 1, .not_after = NOW + 100 }, CS_ERROR_NOT_YET_VALID },
  { "weak", { .authority = TRUE, .key = CS_TEST_KEY_RSA_1024 }, CS_ERROR_WEAK },
};

static void
test_gives_the_reason (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    CsTestSpec spec = cases[i].spec;
    g_autoptr (CsTestCertificate) root = NULL;
    g_autoptr (GBytes) file = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (CsCertificate) certificate = NULL;

    spec.name = "Root";
    spec.not_before = spec.not_before ? spec.not_before : NOW;
    spec.not_after = spec.not_after ? spec.not_after : NOW;
    root = cs_test_authority_make (NULL, &spec);
    file = g_bytes_new (root->pem, strlen (root->pem));
    certificate = cs_anchor_inspect (NULL, file, NOW, &error);

    g_test_message ("%s", cases[i].description);
    g_assert_cmpint (error ? error->code : -1, ==, cases[i].code);
    g_assert_cmpint (certificate != NULL, ==, cases[i].code == -1);
  }
}

static void
test_knows_what_is_there (void)
{
  g_autoptr (CsTestCertificate) any = cs_test_authority_new_root ("Any");
  g_autoptr (CsTestCertificate) some = cs_test_authority_new_root ("Some");
  g_autoptr (CsTestCertificate) bad = cs_test_authority_new_root ("Bad");
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) distrusted = g_ptr_array_new ();
  g_autoptr (CsAnchorSet) set = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  g_ptr_array_add (anchors, cs_anchor_new (any->certificate, CS_ANCHOR_SYSTEM, NULL, 0));
  g_ptr_array_add (anchors, cs_anchor_new (some->certificate, CS_ANCHOR_IMPORTED, CS_TEST_NAMES ("example.test"), 0));
  g_ptr_array_add (distrusted, bad->certificate);
  set = cs_anchor_set_new (anchors, distrusted);

  {
    const struct {
      CsTestCertificate *root;
      int code;
    } roots[] = { { any, CS_ERROR_EXISTS }, { some, -1 }, { bad, CS_ERROR_FORBIDDEN } };

    for (guint i = 0; i < G_N_ELEMENTS (roots); i++) {
      g_autoptr (GError) error = NULL;
      g_autoptr (CsCertificate) certificate = cs_anchor_inspect (set, roots[i].root->der, now, &error);

      g_assert_cmpint (error ? error->code : -1, ==, roots[i].code);
    }
  }
}

static void
test_refuses_files_too (void)
{
  g_autoptr (GBytes) empty = g_bytes_new (NULL, 0);
  g_autoptr (GError) error = NULL;

  g_assert_null (cs_anchor_inspect (NULL, empty, NOW, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_EMPTY);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/anchor-inspect/gives-the-reason", test_gives_the_reason);
  g_test_add_func ("/anchor-inspect/knows-what-is-there", test_knows_what_is_there);
  g_test_add_func ("/anchor-inspect/refuses-files-too", test_refuses_files_too);

  return g_test_run ();
}
