/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "link/cs-link.h"
#include "link/cs-link-status.h"

#include "base/cs-error.h"
#include "trust/cs-verifier.h"

#include "cs-test-tls.h"

static void
count_cb (GObject    *object,
          GParamSpec *pspec,
          guint      *count)
{
  (*count)++;
}

/* The status of a link's own is not within reach; one more for the same owner will do. */
static void
test_setters (void)
{
  g_autoptr (CsReferenceIdentity) identity = cs_test_tls_identity ("example.test", NULL);
  g_autoptr (CsAnchorStore) anchors = cs_anchor_store_new (NULL, "/nonexistent", FALSE);
  g_autoptr (CsConnectionFacts) facts = cs_connection_facts_new ("sip.example.test", 5061, CS_FOUND_SRV, 1);
  g_autoptr (CsVerdict) verdict = cs_verifier_refuse (CS_PROBLEM_EXPIRED, NULL, identity, 0);
  g_autoptr (GError) error = g_error_new_literal (CS_ERROR, CS_ERROR_LOOKUP, "no");
  g_autoptr (GError) same = g_error_copy (error);
  CsLink *link = cs_link_new (identity, NULL, anchors);
  CsLinkStatus status = { .owner = G_OBJECT (link) };
  guint count = 0;

  g_signal_connect (link, "notify", G_CALLBACK (count_cb), &count);

  for (guint i = 0; i < 2; i++) {
    cs_link_status_set_state (&status, CS_CONNECTION_WAITING);
    g_assert_cmpuint (count, ==, 1);
  }
  for (guint i = 0; i < 2; i++) {
    cs_link_status_set_verdict (&status, verdict);
    g_assert_cmpuint (count, ==, 2);
  }
  for (guint i = 0; i < 2; i++) {
    cs_link_status_set_facts (&status, facts);
    g_assert_cmpuint (count, ==, 3);
  }
  cs_link_status_set_error (&status, error);
  g_assert_cmpuint (count, ==, 4);
  cs_link_status_set_error (&status, same);
  cs_link_status_set_error (&status, status.error);
  g_assert_cmpuint (count, ==, 4);
  for (guint i = 0; i < 2; i++) {
    cs_link_status_set_retry_at (&status, 77);
    g_assert_cmpuint (count, ==, 5);
  }

  cs_link_status_set_error (&status, NULL);
  cs_link_status_set_facts (&status, NULL);
  cs_link_status_set_verdict (&status, NULL);
  g_assert_cmpuint (count, ==, 8);

  cs_link_status_clear (&status);
  g_assert_finalize_object (link);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/link-status/tells-of-what-changes-and-only-that", test_setters);

  return g_test_run ();
}
