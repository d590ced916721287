/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-words.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"

static void G_GNUC_PRINTF (3, 4)
add_row (GString    *text,
         const char *label,
         const char *format,
         ...)
{
  g_autofree char *value = NULL;
  va_list arguments;

  va_start (arguments, format);
  value = g_strdup_vprintf (format, arguments);
  va_end (arguments);

  /* Translators: a line of a report: its label, what is to be said */
  g_string_append_printf (text, _("%s: %s"), label, value);
  g_string_append_c (text, '\n');
}

static void
add_certificate (GString       *text,
                 guint          position,
                 CsCertificate *certificate)
{
  g_autofree char *subject = cs_text_make_visible (cs_certificate_get_subject (certificate));
  g_autofree char *issuer = cs_text_make_visible (cs_certificate_get_issuer (certificate));
  g_autofree char *from = cs_words_for_time (cs_certificate_get_not_before (certificate));
  g_autofree char *until = cs_words_for_time (cs_certificate_get_not_after (certificate));
  g_autofree char *sha256 = cs_text_group_hex (cs_certificate_get_sha256 (certificate), 4);
  g_autofree char *serial = cs_text_make_visible (cs_certificate_get_serial (certificate));

  g_string_append_printf (text, "\n[%u] %s\n", position, subject);
  add_row (text, _("Issuer"), "%s", issuer);
  add_row (text, _("Serial number"), "%s", serial);
  add_row (text, _("From"), "%s", from);
  add_row (text, _("Until"), "%s", until);
  add_row (text, _("Key"), "%s", cs_certificate_get_key_description (certificate));
  add_row (text, _("Signature"), "%s", cs_certificate_get_signature_name (certificate));
  add_row (text, _("SHA-256"), "%s", sha256);
}

static void
add_names (GString            *text,
           const char         *label,
           const char * const *names)
{
  for (guint i = 0; names && names[i]; i++) {
    g_autofree char *name = cs_words_for_name (names[i]);

    add_row (text, label, "%s", name);
  }
}

static void
add_revocation (GString            *text,
                const CsRevocation *revocation)
{
  g_autofree char *source = cs_words_for_revocation_source (revocation);

  if (source)
    add_row (text, _("Revocation"), "%s. %s", cs_words_for_revocation (revocation->state), source);
  else
    add_row (text, _("Revocation"), "%s", cs_words_for_revocation (revocation->state));
}

static void
add_chain (GString    *text,
           CsVerdict  *verdict,
           GListModel *chain)
{
  gboolean as_built = chain == cs_verdict_get_chain (verdict);
  guint n = g_list_model_get_n_items (chain);

  for (guint i = 0; i < n; i++) {
    g_autoptr (CsCertificate) certificate = g_list_model_get_item (chain, i);

    add_certificate (text, i, certificate);
    if (as_built && i + 1 < n)
      add_revocation (text, cs_verdict_ask_revocation (verdict, i));
    if (i > 0)
      continue;
    add_names (text, _("URI"), cs_certificate_get_uris (certificate));
    add_names (text, _("DNS name"), cs_certificate_get_dns_names (certificate));
    add_names (text, _("IP address"), cs_certificate_get_ip_addresses (certificate));
  }
}

static void
add_connection (GString           *text,
                CsConnectionFacts *facts)
{
  g_autofree char *server = cs_words_for_connection (facts);
  const char *version = cs_connection_facts_get_tls_version (facts);
  const char *cipher = cs_connection_facts_get_cipher (facts);
  const char *group = cs_connection_facts_get_group (facts);

  add_row (text, _("Server"), "%s", server);
  if (version)
    add_row (text, _("Connection"), "%s, %s, %s", version, group ? group : "-", cipher ? cipher : "-");
  if (version && cs_connection_facts_get_client_answer (facts) != CS_CLIENT_ANSWER_NOT_ASKED)
    add_row (text, _("Your certificate"), "%s", cs_words_for_client_answer (cs_connection_facts_get_client_answer (facts)));
}

static void
add_identity (GString             *text,
              CsReferenceIdentity *identity)
{
  g_autofree char *expected = cs_words_for_name (cs_reference_identity_get_display (identity));

  add_row (text, _("Expected"), "%s", expected);
}

/**
 * cs_words_for_report:
 * @verdict: a verdict
 * @facts: (nullable): what is known of the connection
 *
 * Words everything an administrator needs to know. It holds no secret: no password, no message, no address of a person.
 *
 * Returns: (transfer full): some lines of plain text
 */
char *
cs_words_for_report (CsVerdict         *verdict,
                     CsConnectionFacts *facts)
{
  GString *text;
  CsReferenceIdentity *identity;
  CsAnchor *anchor;
  GListModel *problems;
  g_autofree char *sentence = NULL;
  g_autofree char *time = NULL;
  g_autofree char *utc = NULL;

  g_return_val_if_fail (CS_IS_VERDICT (verdict), NULL);

  text = g_string_new (NULL);
  identity = cs_verdict_get_identity (verdict);
  anchor = cs_verdict_get_anchor (verdict);
  problems = cs_verdict_get_problems (verdict);
  sentence = cs_words_for_verdict (verdict);
  time = cs_words_for_time (cs_verdict_get_time (verdict));
  utc = cs_words_for_utc (cs_verdict_get_time (verdict));

  g_string_append_printf (text, "%s\n\n", sentence);
  add_row (text, _("Verdict"), "%s", cs_verdict_is_accepted (verdict) ? _("verified") : _("refused"));
  add_row (text, _("Checked"), "%s (%s)", time, utc);
  if (identity)
    add_identity (text, identity);
  if (facts)
    add_connection (text, facts);

  for (guint i = 0; i < g_list_model_get_n_items (problems); i++) {
    g_autoptr (CsProblem) problem = g_list_model_get_item (problems, i);
    g_autofree char *words = cs_words_for_problem (verdict, problem);

    add_row (text, _("Problem"), "%s [%s]", words, cs_problem_kind_get_nick (cs_problem_get_kind (problem)));
  }
  if (anchor) {
    g_autofree char *origin = cs_words_for_anchor (anchor);
    g_autofree char *title = cs_text_make_visible (cs_certificate_get_title (cs_anchor_get_certificate (anchor)));

    add_row (text, _("Vouched for by"), "%s. %s", title, origin);
  }

  add_chain (text, verdict, cs_verdict_is_accepted (verdict) ? cs_verdict_get_chain (verdict) : cs_verdict_get_presented (verdict));
  g_string_append_printf (text, "\nCountersign %s\n", CS_VERSION);

  return g_string_free (text, FALSE);
}
