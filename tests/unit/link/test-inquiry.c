/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "link/cs-inquiry.h"

#include <errno.h>
#include <string.h>

#include <glib/gstdio.h>

#include "trust/cs-verifier.h"

#include "cs-test-revocation.h"
#include "cs-test-tls.h"
#include "cs-test-wait.h"
#include "cs-test-web.h"

#define LIMIT_MS 20000

typedef struct {
  CsTestTls *tls;
  CsTestWeb *web;
  CsTestCertificate *leaf;
  CsVerdict *verdict;
  CsTestOcsp answer;
  gboolean lies;
} Fixture;

static GBytes *
respond (GBytes   *request,
         gpointer  user_data)
{
  Fixture *self = user_data;
  CsTestOcsp spec = self->answer;
  g_autoptr (GBytes) nonce = cs_test_revocation_find_nonce (request);

  if (!nonce)
    return NULL;
  if (self->lies) {
    g_bytes_unref (nonce);
    nonce = g_bytes_new_static ("0123456789abcdef", 16);
  }
  spec.nonce = nonce;

  return cs_test_revocation_make_ocsp (self->tls->root, self->leaf, &spec);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();
  const CsRevocationEvidence nothing = { NULL };
  g_autofree char *responder = NULL;
  g_autofree char *list = NULL;

  self->tls = cs_test_tls_new ();
  self->web = cs_test_web_new ();
  responder = cs_test_web_address (self->web, "/ocsp");
  list = cs_test_web_address (self->web, "/list");
  {
    const CsTestSpec spec = {
      .name = "example.test", .dns_names = CS_TEST_NAMES ("example.test"), .ocsp_address = responder, .crl_address = list,
    };

    self->leaf = cs_test_authority_make (self->tls->root, &spec);
  }
  self->answer.state = CS_REVOCATION_GOOD;
  cs_test_web_answer (self->web, respond, self);
  g_ptr_array_add (chain, self->leaf->certificate);
  self->verdict = cs_verifier_judge (self->tls->anchors, chain, self->tls->identity, g_get_real_time () / G_USEC_PER_SEC, &nothing);
}

static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  cs_test_settle ();
  g_object_unref (self->verdict);
  cs_test_certificate_free (self->leaf);
  cs_test_web_free (self->web);
  cs_test_tls_free (self->tls);
}

static void
put_list (Fixture          *self,
          const CsTestCrl *spec)
{
  g_autoptr (GBytes) list = cs_test_revocation_make_crl (self->tls->root, spec);

  cs_test_web_put (self->web, "/list", &(CsTestPage) { .body = list });
}

static CsVerdict *
ask (Fixture            *self,
     const char         *folder,
     CsRevocationPolicy  policy,
     guint               limit)
{
  g_autoptr (CsRevocationFetcher) fetcher = cs_revocation_fetcher_new (folder);
  const CsInquiryPlan plan = { fetcher, self->tls->anchors, policy, limit, NULL };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  CsVerdict *verdict;

  cs_inquiry_async (self->verdict, &plan, NULL, cs_test_tls_result_cb, &result);
  cs_test_wait_for (result);
  verdict = cs_inquiry_finish (result, &error);
  g_assert_no_error (error);

  return verdict;
}

static void
assert_found (CsVerdict          *verdict,
              gboolean            accepted,
              CsRevocationState   state,
              CsRevocationSource  source)
{
  const CsRevocation *found = cs_verdict_ask_revocation (verdict, 0);

  g_assert_cmpint (cs_verdict_is_accepted (verdict), ==, accepted);
  g_assert_cmpint (found->state, ==, state);
  g_assert_cmpint (found->source, ==, source);
}

static void
test_asks_the_responder_first (Fixture       *self,
                               gconstpointer  data)
{
  g_autoptr (CsVerdict) good = ask (self, NULL, CS_REVOCATION_REQUIRE, LIMIT_MS);
  g_autoptr (CsVerdict) revoked = NULL;

  assert_found (good, TRUE, CS_REVOCATION_GOOD, CS_REVOCATION_BY_RESPONDER);
  g_assert_cmpuint (cs_test_web_count (self->web), ==, 1);
  self->answer.state = CS_REVOCATION_REVOKED;
  revoked = ask (self, NULL, CS_REVOCATION_PREFER, LIMIT_MS);
  assert_found (revoked, FALSE, CS_REVOCATION_REVOKED, CS_REVOCATION_BY_RESPONDER);
}

static void
test_takes_the_list_where_the_answer_is_none (Fixture       *self,
                                              gconstpointer  data)
{
  const CsTestCrl listed = { .revoked = self->leaf };
  g_autoptr (CsVerdict) good = NULL;
  g_autoptr (CsVerdict) revoked = NULL;
  g_autoptr (CsVerdict) large = NULL;
  g_autofree guint8 *zeros = g_malloc0 (70000);
  g_autoptr (GBytes) too_large = g_bytes_new (zeros, 70000);

  self->lies = TRUE;
  put_list (self, &(CsTestCrl) { .padding = 1000 });
  good = ask (self, NULL, CS_REVOCATION_REQUIRE, LIMIT_MS);
  assert_found (good, TRUE, CS_REVOCATION_GOOD, CS_REVOCATION_BY_LIST);
  cs_test_web_put (self->web, "/ocsp", &(CsTestPage) { .body = too_large });
  large = ask (self, NULL, CS_REVOCATION_REQUIRE, LIMIT_MS);
  assert_found (large, TRUE, CS_REVOCATION_GOOD, CS_REVOCATION_BY_LIST);
  cs_test_web_put (self->web, "/ocsp", &(CsTestPage) { .status = 500 });
  put_list (self, &listed);
  revoked = ask (self, NULL, CS_REVOCATION_PREFER, LIMIT_MS);
  assert_found (revoked, FALSE, CS_REVOCATION_REVOKED, CS_REVOCATION_BY_LIST);
}

static void
test_goes_on_without_an_answer (Fixture       *self,
                                gconstpointer  data)
{
  g_autoptr (CsVerdict) preferred = NULL;
  g_autoptr (CsVerdict) required = NULL;
  g_autoptr (CsVerdict) off = NULL;
  guint count;

  cs_test_web_put (self->web, "/ocsp", &(CsTestPage) { .silent = TRUE });
  preferred = ask (self, NULL, CS_REVOCATION_PREFER, 200);
  assert_found (preferred, TRUE, CS_REVOCATION_UNKNOWN, CS_REVOCATION_BY_NOBODY);
  required = ask (self, NULL, CS_REVOCATION_REQUIRE, 200);
  assert_found (required, FALSE, CS_REVOCATION_UNKNOWN, CS_REVOCATION_BY_NOBODY);
  g_assert_true (cs_verdict_has_problem (required, CS_PROBLEM_REVOCATION_UNKNOWN));
  cs_test_settle ();
  count = cs_test_web_count (self->web);
  off = ask (self, NULL, CS_REVOCATION_OFF, 200);
  assert_found (off, TRUE, CS_REVOCATION_NOT_CHECKED, CS_REVOCATION_BY_NOBODY);
  g_assert_cmpuint (cs_test_web_count (self->web), ==, count);
}

#define NOISE "noise"

/* Half-written files have longer names, and noise does not count. */
static gboolean
has_files (const char *folder,
           guint       n)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint found = 0;

  while (dir && (name = g_dir_read_name (dir))) {
    g_autofree char *path = g_build_filename (folder, name, NULL);
    GStatBuf status;

    found += strlen (name) == 64 && g_stat (path, &status) == 0 && status.st_size > (goffset) strlen (NOISE);
  }

  return found == n;
}

/* The cache may be tidying up in its thread: what was spoilt may go meanwhile. */
static void
empty_folder (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir && (name = g_dir_read_name (dir))) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    g_assert_true (g_unlink (path) == 0 || errno == ENOENT);
  }
}

static void
spoil_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir))) {
    g_autofree char *path = g_build_filename (folder, name, NULL);

    g_assert_true (g_file_set_contents (path, NOISE, -1, NULL));
  }
}

static void
test_keeps_what_it_was_told (Fixture       *self,
                             gconstpointer  data)
{
  g_autofree char *top = g_dir_make_tmp ("countersign-XXXXXX", NULL);
  g_autofree char *folder = g_build_filename (top, "revocation", NULL);
  g_autoptr (CsVerdict) first = ask (self, folder, CS_REVOCATION_PREFER, LIMIT_MS);
  g_autoptr (CsVerdict) second = NULL;
  g_autoptr (CsVerdict) third = NULL;
  g_autoptr (CsVerdict) spoilt = NULL;

  assert_found (first, TRUE, CS_REVOCATION_GOOD, CS_REVOCATION_BY_RESPONDER);
  cs_test_wait_for (has_files (folder, 1));
  cs_test_web_put (self->web, "/ocsp", &(CsTestPage) { .status = 500 });
  second = ask (self, folder, CS_REVOCATION_REQUIRE, LIMIT_MS);
  assert_found (second, TRUE, CS_REVOCATION_GOOD, CS_REVOCATION_BY_RESPONDER);
  g_assert_cmpuint (cs_test_web_count (self->web), ==, 1);

  /* Nothing is believed for having been kept. */
  spoil_files (folder);
  spoilt = ask (self, folder, CS_REVOCATION_REQUIRE, LIMIT_MS);
  assert_found (spoilt, FALSE, CS_REVOCATION_UNKNOWN, CS_REVOCATION_BY_NOBODY);

  put_list (self, &(CsTestCrl) { .padding = 1 });
  g_clear_object (&first);
  first = ask (self, folder, CS_REVOCATION_PREFER, LIMIT_MS);
  assert_found (first, TRUE, CS_REVOCATION_GOOD, CS_REVOCATION_BY_LIST);
  cs_test_wait_for (has_files (folder, 1));
  third = ask (self, folder, CS_REVOCATION_PREFER, LIMIT_MS);
  assert_found (third, TRUE, CS_REVOCATION_GOOD, CS_REVOCATION_BY_LIST_AT_HAND);

  empty_folder (folder);
  g_rmdir (folder);
  g_rmdir (top);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/inquiry/asks-the-responder-first", Fixture, NULL, set_up, test_asks_the_responder_first, tear_down);
  g_test_add ("/inquiry/takes-the-list-where-the-answer-is-none", Fixture, NULL, set_up,
              test_takes_the_list_where_the_answer_is_none, tear_down);
  g_test_add ("/inquiry/goes-on-without-an-answer", Fixture, NULL, set_up, test_goes_on_without_an_answer, tear_down);
  g_test_add ("/inquiry/keeps-what-it-was-told", Fixture, NULL, set_up, test_keeps_what_it_was_told, tear_down);

  return g_test_run ();
}
