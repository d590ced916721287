/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A whole judgement: eight bytes of time, then certificates, of which the first is the anchor and the second the server's. */

#include "cs-fuzz.h"

#include "trust/cs-verifier.h"

static gint64
take_time (const guint8 **data,
           gsize         *size)
{
  guint64 time = 0;

  for (guint i = 0; i < 8 && *size > 0; i++, (*data)++, (*size)--)
    time = time << 8 | **data;

  return (gint64) time;
}

static GPtrArray *
take_certificates (const guint8 **data,
                   gsize         *size)
{
  GPtrArray *certificates = g_ptr_array_new_with_free_func (g_object_unref);
  GBytes *der;

  while ((der = cs_fuzz_take (data, size))) {
    CsCertificate *certificate = cs_certificate_new_from_der (der, NULL);

    if (certificate)
      g_ptr_array_add (certificates, certificate);
    g_bytes_unref (der);
  }

  return certificates;
}

/* What has to be true of every verdict. */
static void
check (CsVerdict           *verdict,
       CsReferenceIdentity *identity)
{
  GListModel *problems = cs_verdict_get_problems (verdict);

  g_assert_true (cs_verdict_is_accepted (verdict) == (g_list_model_get_n_items (problems) == 0));
  for (guint i = 0; i < g_list_model_get_n_items (problems); i++) {
    g_autoptr (CsProblem) problem = g_list_model_get_item (problems, i);

    if (cs_problem_get_detail (problem))
      cs_fuzz_assert_text (cs_problem_get_detail (problem));
  }
  if (!cs_verdict_is_accepted (verdict))
    return;

  g_assert_nonnull (cs_verdict_get_anchor (verdict));
  g_assert_cmpuint (g_list_model_get_n_items (cs_verdict_get_chain (verdict)), >=, 2);
  if (identity)
    g_assert_nonnull (cs_verdict_get_matched (verdict));
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  gint64 time = take_time (&data, &size);
  g_autoptr (GPtrArray) certificates = take_certificates (&data, &size);
  g_autoptr (GPtrArray) trusted = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (CsAnchorSet) anchors = NULL;
  g_autoptr (CsHost) domain = cs_host_parse ("example.test", NULL);
  g_autoptr (CsReferenceIdentity) identity = cs_reference_identity_new (domain, NULL);
  g_autoptr (CsVerdict) verdict = NULL;
  g_autoptr (CsVerdict) path = NULL;

  if (certificates->len == 0)
    return 0;

  g_ptr_array_add (trusted, cs_anchor_new (g_ptr_array_index (certificates, 0), CS_ANCHOR_GIVEN, NULL, 0));
  anchors = cs_anchor_set_new (trusted, NULL);
  g_ptr_array_remove_index (certificates, 0);

  verdict = cs_verifier_judge (anchors, certificates, identity, time, NULL);
  check (verdict, identity);
  path = cs_verifier_judge (anchors, certificates, NULL, time, NULL);
  check (path, NULL);
  /* Who is asked for can only add reasons to refuse. */
  g_assert_true (cs_verdict_is_accepted (path) || !cs_verdict_is_accepted (verdict));

  return 0;
}
