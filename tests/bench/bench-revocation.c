/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Judges a revocation list of 100,000 entries: alone, as GnuTLS does, and beside a main loop that wants to go on. Prints "NAME MICROSECONDS". */

#include <gnutls/x509.h>

#include "link/cs-judging.h"
#include "link/cs-tls-judge.h"
#include "trust/cs-crl.h"
#include "trust/cs-verifier.h"

#include "cs-test-revocation.h"

#define ENTRIES 100000
#define ROUNDS 15

typedef struct {
  CsTestRevocation      parts;
  GBytes               *list;
  CsAnchorSet          *anchors;
  CsVerdict            *verdict;
  CsRevocationEvidence *evidence;
  gint64                tick;
  gint64                held;
  gboolean              done;
} Bench;

static void
print_since (const char *name,
             gint64      start)
{
  g_print ("%s %" G_GINT64_FORMAT "\n", name, g_get_monotonic_time () - start);
}

static void
set_up (Bench *self)
{
  const CsTestCrl spec = { .n_strangers = ENTRIES };
  g_autoptr (GPtrArray) anchors = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) chain = g_ptr_array_new ();

  cs_test_revocation_set_up (&self->parts, NULL);
  self->list = cs_test_revocation_make_crl (self->parts.root, &spec);
  g_ptr_array_add (anchors, cs_anchor_new (self->parts.root->certificate, CS_ANCHOR_GIVEN, NULL, 0));
  self->anchors = cs_anchor_set_new (anchors, NULL);
  g_ptr_array_add (chain, self->parts.leaf->certificate);
  self->verdict = cs_verifier_judge (self->anchors, chain, NULL, self->parts.now, NULL);
  self->evidence = cs_revocation_evidence_copy (NULL);
  g_ptr_array_add (self->evidence->fetched, g_bytes_ref (self->list));
}

static void
tear_down (Bench *self)
{
  cs_revocation_evidence_free (self->evidence);
  g_object_unref (self->verdict);
  cs_anchor_set_unref (self->anchors);
  g_bytes_unref (self->list);
  cs_test_revocation_tear_down (&self->parts, NULL);
}

static void
judge (Bench *self)
{
  const CsRevocationQuestion question = cs_test_revocation_ask (&self->parts, self->parts.leaf);
  gint64 start = g_get_monotonic_time ();
  CsRevocation answer;

  cs_crl_judge (self->list, &question, &answer);
  print_since ("ours", start);
  g_assert (answer.state == CS_REVOCATION_GOOD);
}

static void
let_gnutls_judge (Bench *self)
{
  const gnutls_datum_t data = { (guchar *) g_bytes_get_data (self->list, NULL), g_bytes_get_size (self->list) };
  const gnutls_datum_t issuer_data = { (guchar *) g_bytes_get_data (self->parts.root->der, NULL), g_bytes_get_size (self->parts.root->der) };
  gint64 start = g_get_monotonic_time ();
  gnutls_x509_crt_t issuer;
  gnutls_x509_crl_t crl;
  guint status;
  int n;

  g_assert (gnutls_x509_crt_init (&issuer) >= 0 && gnutls_x509_crt_import (issuer, &issuer_data, GNUTLS_X509_FMT_DER) >= 0);
  g_assert (gnutls_x509_crl_init (&crl) >= 0);
  g_assert (gnutls_x509_crl_import (crl, &data, GNUTLS_X509_FMT_DER) >= 0);
  g_assert (gnutls_x509_crl_verify (crl, &issuer, 1, 0, &status) >= 0 && status == 0);
  n = gnutls_x509_crt_check_revocation (self->parts.leaf->handle, &crl, 1);
  print_since ("gnutls", start);
  g_assert (n == 0);
  gnutls_x509_crl_deinit (crl);
  gnutls_x509_crt_deinit (issuer);
}

static void
judge_alone (Bench *self)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (CsVerdict) verdict = cs_tls_judge_by (self->verdict, self->anchors, self->evidence);

  print_since ("alone", start);
  g_assert (cs_verdict_get_revocation (verdict, 0) == CS_REVOCATION_GOOD);
}

static void
judged_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  Bench *self = user_data;
  g_autoptr (CsVerdict) verdict = cs_judging_finish (result);

  g_assert (cs_verdict_get_revocation (verdict, 0) == CS_REVOCATION_GOOD);
  self->done = TRUE;
}

static gboolean
tick_cb (gpointer user_data)
{
  Bench *self = user_data;
  gint64 now = g_get_monotonic_time ();

  self->held = MAX (self->held, now - self->tick);
  self->tick = now;

  return G_SOURCE_CONTINUE;
}

static void
judge_beside (Bench *self)
{
  guint id = g_idle_add (tick_cb, self);

  self->done = FALSE;
  self->held = 0;
  self->tick = g_get_monotonic_time ();
  cs_judging_async (self->verdict, self->anchors, self->evidence, judged_cb, self);
  while (!self->done)
    g_main_context_iteration (NULL, TRUE);
  tick_cb (self);
  g_source_remove (id);
  g_print ("held %" G_GINT64_FORMAT "\n", self->held);
}

int
main (int   argc,
      char *argv[])
{
  Bench bench = { .list = NULL };

  set_up (&bench);
  for (guint i = 0; i < ROUNDS; i++) {
    judge (&bench);
    let_gnutls_judge (&bench);
    judge_alone (&bench);
    judge_beside (&bench);
  }
  tear_down (&bench);

  return 0;
}
