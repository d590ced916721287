/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-certificate-text.h"

#include "base/cs-text.h"
#include "chat/cs-words.h"

/* In the time zone of the reader, and in the one that everybody shares. */
static char *
write_time (gint64 time)
{
  g_autofree char *local = cs_words_for_time (time);
  g_autofree char *utc = cs_words_for_utc (time);

  return g_strdup_printf ("%s (%s)", local, utc);
}

static void
append_fact (GString *text,
             CsFact  *fact)
{
  g_autofree char *value = NULL;
  g_autofree char *visible = NULL;

  if (cs_fact_get_form (fact) == CS_FACT_FORM_TIME)
    value = write_time (cs_fact_get_time (fact));
  else if (cs_fact_get_form (fact) == CS_FACT_FORM_HEX)
    value = g_strdup (cs_fact_get_value (fact));
  else
    value = cs_words_for_fact_value (fact);

  visible = cs_text_make_visible (value);
  g_string_append_printf (text, "  %s: %s\n", cs_words_for_fact (cs_fact_get_kind (fact)), visible);
}

static void
append_certificate (GString       *text,
                    CsCertificate *certificate)
{
  GListModel *facts = cs_certificate_list_facts (certificate);
  guint n_facts = g_list_model_get_n_items (facts);
  int group = -1;
  g_autofree char *title = cs_text_make_visible (cs_certificate_get_title (certificate));
  g_autofree char *pem = cs_certificate_to_pem (certificate);

  g_string_append_printf (text, "%s\n", title);
  for (guint i = 0; i < n_facts; i++) {
    g_autoptr (CsFact) fact = g_list_model_get_item (facts, i);

    if ((int) cs_fact_get_group (fact) != group) {
      group = cs_fact_get_group (fact);
      g_string_append_printf (text, "\n%s\n", cs_words_for_fact_group (group));
    }
    append_fact (text, fact);
  }

  g_string_append_printf (text, "\n%s", pem);
}

/**
 * cs_certificate_text_new:
 * @certificate: a certificate
 *
 * Writes down everything that @certificate says, and the certificate itself as PEM.
 *
 * Returns: (transfer full): the text
 */
char *
cs_certificate_text_new (CsCertificate *certificate)
{
  GString *text = g_string_new (NULL);

  append_certificate (text, certificate);

  return g_string_free (text, FALSE);
}

/**
 * cs_certificate_text_new_verdict:
 * @verdict: a verdict
 * @chain: (type GListModel<CsCertificate>): the chain it is about
 *
 * Writes down the verdict and every certificate of the chain.
 *
 * Returns: (transfer full): the text
 */
char *
cs_certificate_text_new_verdict (CsVerdict  *verdict,
                                 GListModel *chain)
{
  GString *text = g_string_new (NULL);
  guint n_certificates = g_list_model_get_n_items (chain);
  g_autofree char *report = cs_words_for_report (verdict, NULL);

  g_string_append (text, report);
  for (guint i = 0; i < n_certificates; i++) {
    g_autoptr (CsCertificate) certificate = g_list_model_get_item (chain, i);

    g_string_append_c (text, '\n');
    append_certificate (text, certificate);
  }

  return g_string_free (text, FALSE);
}
