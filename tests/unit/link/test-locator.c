/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "link/cs-locator.h"

#include "base/cs-error.h"

#include "cs-test-resolver.h"
#include "cs-test-tls.h"
#include "cs-test-wait.h"

static GPtrArray *
find_in_some_way (const char  *domain,
                  const char  *typed,
                  gboolean     organisation,
                  GError     **error)
{
  g_autoptr (CsHost) host = cs_host_parse (domain, NULL);
  g_autoptr (CsEndpoint) server = typed ? cs_endpoint_parse (typed, NULL) : NULL;
  g_autoptr (GAsyncResult) result = NULL;

  g_assert_nonnull (host);
  cs_locator_find_async (host, server, organisation, NULL, cs_test_tls_result_cb, &result);
  cs_test_wait_for (result);

  return cs_locator_find_finish (result, error);
}

static GPtrArray *
find (const char  *domain,
      const char  *typed,
      GError     **error)
{
  return find_in_some_way (domain, typed, FALSE, error);
}

static void
assert_candidate (GPtrArray  *candidates,
                  guint       position,
                  const char *host,
                  guint16     port,
                  CsFound     found)
{
  CsCandidate *candidate = g_ptr_array_index (candidates, position);

  g_assert_cmpstr (candidate->host, ==, host);
  g_assert_cmpuint (candidate->port, ==, port);
  g_assert_cmpint (candidate->found, ==, found);
}

static void
test_without_lookup (void)
{
  static const struct {
    const char *domain;
    const char *typed;
    const char *host;
    guint16     port;
    CsFound     found;
  } rows[] = {
    { "example.test", "sip.example.test", "sip.example.test", 5061, CS_FOUND_TYPED },
    { "example.test", "sip.example.test:443", "sip.example.test", 443, CS_FOUND_TYPED },
    { "example.test", "192.0.2.1:5071", "192.0.2.1", 5071, CS_FOUND_TYPED },
    { "example.test", "[2001:db8::1]", "2001:db8::1", 5061, CS_FOUND_TYPED },
    { "192.0.2.7", NULL, "192.0.2.7", 5061, CS_FOUND_DOMAIN },
    { "2001:db8::7", NULL, "2001:db8::7", 5061, CS_FOUND_DOMAIN },
  };
  g_autoptr (CsTestResolver) resolver = cs_test_resolver_install ();

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) candidates = find (rows[i].domain, rows[i].typed, &error);

    g_assert_no_error (error);
    g_assert_cmpuint (candidates->len, ==, 1);
    assert_candidate (candidates, 0, rows[i].host, rows[i].port, rows[i].found);
  }

  g_assert_cmpuint (cs_test_resolver_count_questions (resolver), ==, 0);
}

static void
test_order (void)
{
  g_autoptr (CsTestResolver) resolver = cs_test_resolver_install ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) candidates = NULL;

  cs_test_resolver_add_srv (resolver, "_sips._tcp.example.test", 20, 0, 5063, "third.example.test");
  cs_test_resolver_add_srv (resolver, "_sips._tcp.example.test", 5, 0, 5061, "first.example.test");
  cs_test_resolver_add_srv (resolver, "_sips._tcp.example.test", 10, 0, 5062, "second.example.test.");

  candidates = find ("example.test", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (candidates->len, ==, 3);
  assert_candidate (candidates, 0, "first.example.test", 5061, CS_FOUND_SRV);
  assert_candidate (candidates, 1, "second.example.test", 5062, CS_FOUND_SRV);
  assert_candidate (candidates, 2, "third.example.test", 5063, CS_FOUND_SRV);
}

/* RFC 2782: of two with the same priority, the heavier one comes first more often, but not always. */
static void
test_weight (void)
{
  g_autoptr (CsTestResolver) resolver = cs_test_resolver_install ();
  guint heavy_first = 0;

  cs_test_resolver_add_srv (resolver, "_sips._tcp.example.test", 1, 1, 5061, "light.example.test");
  cs_test_resolver_add_srv (resolver, "_sips._tcp.example.test", 1, 9, 5061, "heavy.example.test");

  for (guint i = 0; i < 400; i++) {
    g_autoptr (GPtrArray) candidates = find ("example.test", NULL, NULL);
    CsCandidate *first = g_ptr_array_index (candidates, 0);

    heavy_first += g_str_equal (first->host, "heavy.example.test");
  }

  g_assert_cmpuint (heavy_first, >, 240);
  g_assert_cmpuint (heavy_first, <, 400);
}

static void
test_no_record (void)
{
  g_autoptr (CsTestResolver) resolver = cs_test_resolver_install ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) candidates = find ("Bücher.test", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (candidates->len, ==, 1);
  assert_candidate (candidates, 0, "xn--bcher-kva.test", 5061, CS_FOUND_DOMAIN);
  g_assert_cmpuint (cs_test_resolver_count_questions (resolver), ==, 1);
}

static void
test_not_offered (void)
{
  g_autoptr (CsTestResolver) resolver = cs_test_resolver_install ();
  g_autoptr (GError) error = NULL;

  cs_test_resolver_add_srv (resolver, "_sips._tcp.example.test", 0, 0, 0, ".");
  g_assert_null (find ("example.test", NULL, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_LOOKUP);
}

static void
test_unusable_targets (void)
{
  g_autoptr (CsTestResolver) resolver = cs_test_resolver_install ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) candidates = NULL;

  cs_test_resolver_add_srv (resolver, "_sips._tcp.example.test", 1, 0, 5061, "192.0.2.1");
  cs_test_resolver_add_srv (resolver, "_sips._tcp.example.test", 2, 0, 0, "portless.example.test");
  cs_test_resolver_add_srv (resolver, "_sips._tcp.example.test", 3, 0, 5061, "under_score.example.test");
  cs_test_resolver_add_srv (resolver, "_sips._tcp.example.test", 4, 0, 5061, "good.example.test");

  candidates = find ("example.test", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (candidates->len, ==, 1);
  assert_candidate (candidates, 0, "good.example.test", 5061, CS_FOUND_SRV);
}

static void
test_bounded (void)
{
  g_autoptr (CsTestResolver) resolver = cs_test_resolver_install ();
  g_autoptr (GPtrArray) candidates = NULL;

  for (guint i = 0; i < 300; i++) {
    g_autofree char *name = g_strdup_printf ("s%u.example.test", i);

    cs_test_resolver_add_srv (resolver, "_sips._tcp.example.test", i, 0, 5061, name);
  }

  candidates = find ("example.test", NULL, NULL);
  g_assert_cmpuint (candidates->len, ==, CS_LOCATOR_MAX_CANDIDATES);
  assert_candidate (candidates, 15, "s15.example.test", 5061, CS_FOUND_SRV);
}

static void
test_no_answer_is_no_guess (void)
{
  static const GResolverError codes[] = { G_RESOLVER_ERROR_TEMPORARY_FAILURE, G_RESOLVER_ERROR_INTERNAL };

  for (gsize i = 0; i < G_N_ELEMENTS (codes); i++) {
    g_autoptr (CsTestResolver) resolver = cs_test_resolver_install ();
    g_autoptr (GError) error = NULL;

    cs_test_resolver_fail (resolver, codes[i]);
    g_assert_null (find ("example.test", NULL, &error));
    g_assert_error (error, CS_ERROR, CS_ERROR_LOOKUP);
  }
}

/* What organisations publish for their own clients is asked for only where that is wanted, one after the other. */
static void
test_organisation_records (void)
{
  static const struct {
    const char *record;
    CsFound     found;
    guint       questions;
  } rows[] = {
    { "_sips._tcp.example.test", CS_FOUND_SRV, 1 },
    { "_sipinternaltls._tcp.example.test", CS_FOUND_ORGANISATION, 2 },
    { "_sip._tls.example.test", CS_FOUND_ORGANISATION, 3 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autoptr (CsTestResolver) resolver = cs_test_resolver_install ();
    g_autoptr (GError) error = NULL;
    g_autoptr (GPtrArray) candidates = NULL;
    g_autoptr (GPtrArray) plain = NULL;

    for (guint j = i; j < G_N_ELEMENTS (rows); j++)
      cs_test_resolver_add_srv (resolver, rows[j].record, 1, 0, 5061 + j, "pool.example.test");

    candidates = find_in_some_way ("example.test", NULL, TRUE, &error);
    g_assert_no_error (error);
    g_assert_cmpuint (candidates->len, ==, 1);
    assert_candidate (candidates, 0, "pool.example.test", 5061 + i, rows[i].found);
    g_assert_cmpuint (cs_test_resolver_count_questions (resolver), ==, rows[i].questions);

    plain = find ("example.test", NULL, &error);
    g_assert_no_error (error);
    assert_candidate (plain, 0, i == 0 ? "pool.example.test" : "example.test", 5061, i == 0 ? CS_FOUND_SRV : CS_FOUND_DOMAIN);
    g_assert_cmpuint (cs_test_resolver_count_questions (resolver), ==, rows[i].questions + 1);
  }
}

static void
test_organisation_hosts (void)
{
  g_autoptr (CsTestResolver) resolver = cs_test_resolver_install ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) candidates = NULL;

  cs_test_resolver_add_srv (resolver, "_sipinternaltls._tcp.example.test", 0, 0, 0, ".");
  candidates = find_in_some_way ("example.test", NULL, TRUE, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (candidates->len, ==, 4);
  assert_candidate (candidates, 0, "sipinternal.example.test", 5061, CS_FOUND_ORGANISATION);
  assert_candidate (candidates, 1, "sip.example.test", 5061, CS_FOUND_ORGANISATION);
  assert_candidate (candidates, 2, "sipexternal.example.test", 5061, CS_FOUND_ORGANISATION);
  assert_candidate (candidates, 3, "example.test", 5061, CS_FOUND_DOMAIN);
  g_assert_cmpuint (cs_test_resolver_count_questions (resolver), ==, 3);
}

/* What is said in the standard's own way is the last word, and no answer is no reason to guess. */
static void
test_organisation_is_not_asked (void)
{
  g_autoptr (CsTestResolver) closed = cs_test_resolver_install ();
  g_autoptr (CsTestResolver) mute = NULL;
  g_autoptr (GError) error = NULL;

  cs_test_resolver_add_srv (closed, "_sips._tcp.example.test", 0, 0, 0, ".");
  g_assert_null (find_in_some_way ("example.test", NULL, TRUE, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_LOOKUP);
  g_assert_cmpuint (cs_test_resolver_count_questions (closed), ==, 1);
  g_clear_error (&error);

  mute = cs_test_resolver_install ();
  cs_test_resolver_fail (mute, G_RESOLVER_ERROR_TEMPORARY_FAILURE);
  g_assert_null (find_in_some_way ("example.test", NULL, TRUE, &error));
  g_assert_error (error, CS_ERROR, CS_ERROR_LOOKUP);
  g_assert_cmpuint (cs_test_resolver_count_questions (mute), ==, 1);
}

static void
test_cancel (void)
{
  g_autoptr (CsTestResolver) resolver = cs_test_resolver_install ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (CsHost) host = cs_host_parse ("example.test", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  cs_test_resolver_hang (resolver);
  cs_locator_find_async (host, NULL, FALSE, cancellable, cs_test_tls_result_cb, &result);
  cs_test_settle ();
  g_assert_null (result);
  g_cancellable_cancel (cancellable);
  cs_test_wait_for (result);
  g_assert_null (cs_locator_find_finish (result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/locator/takes-typed-and-numeric-hosts-without-a-look-up", test_without_lookup);
  g_test_add_func ("/locator/keeps-the-order-of-priorities", test_order);
  g_test_add_func ("/locator/keeps-weights", test_weight);
  g_test_add_func ("/locator/takes-the-domain-where-there-is-no-record", test_no_record);
  g_test_add_func ("/locator/hears-that-there-is-no-service", test_not_offered);
  g_test_add_func ("/locator/skips-unusable-targets", test_unusable_targets);
  g_test_add_func ("/locator/is-bounded", test_bounded);
  g_test_add_func ("/locator/does-not-guess-without-an-answer", test_no_answer_is_no_guess);
  g_test_add_func ("/locator/asks-for-records-of-organisations-in-order", test_organisation_records);
  g_test_add_func ("/locator/tries-hosts-of-organisations-at-last", test_organisation_hosts);
  g_test_add_func ("/locator/asks-organisations-only-without-a-record", test_organisation_is_not_asked);
  g_test_add_func ("/locator/can-be-cancelled", test_cancel);

  return g_test_run ();
}
