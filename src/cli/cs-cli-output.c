/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-cli-output.h"

#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"
#include "chat/cs-words.h"

/* The names of the codes are part of the interface: they don't change. */
static const struct {
  int         code;
  const char *nick;
} error_nicks[] = {
  { CS_ERROR_LOOKUP, "lookup" },
  { CS_ERROR_UNREACHABLE, "unreachable" },
  { CS_ERROR_TIMED_OUT, "timed-out" },
  { CS_ERROR_CONNECTION_LOST, "connection-lost" },
  { CS_ERROR_CLIENT_CERTIFICATE, "client-certificate" },
  { CS_ERROR_TOKEN, "token" },
  { CS_ERROR_NOT_TLS, "not-tls" },
  { CS_ERROR_TLS, "tls" },
  { CS_ERROR_TLS_TOO_OLD, "tls" },
  { CS_ERROR_REFUSED, "refused" },
  { CS_ERROR_PROTOCOL, "protocol" },
  { CS_ERROR_AUTHENTICATION, "authentication" },
  { CS_ERROR_FORBIDDEN, "forbidden" },
  { CS_ERROR_REJECTED, "rejected" },
  { CS_ERROR_EMPTY, "empty" },
  { CS_ERROR_TOO_LARGE, "too-large" },
  { CS_ERROR_INVALID_TEXT, "invalid-text" },
  { CS_ERROR_INVALID_ADDRESS, "invalid-address" },
  { CS_ERROR_POLICY, "policy" },
  { CS_ERROR_NOT_ALLOWED, "not-allowed" },
  { CS_ERROR_UNSUPPORTED, "unsupported" },
  { CS_ERROR_EXISTS, "exists" },
  { CS_ERROR_NOT_FOUND, "not-found" },
};

static const char *
error_nick (const GError *error)
{
  for (guint i = 0; error->domain == CS_ERROR && i < G_N_ELEMENTS (error_nicks); i++) {
    if (error_nicks[i].code == error->code)
      return error_nicks[i].nick;
  }

  return "failed";
}

static const char *
source_nick (CsAnchorSource source)
{
  switch (source) {
  case CS_ANCHOR_SYSTEM:
    return "system";
  case CS_ANCHOR_ADMINISTRATOR:
    return "administrator";
  case CS_ANCHOR_IMPORTED:
    return "imported";
  case CS_ANCHOR_GIVEN:
  default:
    return "given";
  }
}

static const char *
rule_nick (CsNameRule rule)
{
  switch (rule) {
  case CS_NAME_RULE_SIP_URI:
    return "sip-uri";
  case CS_NAME_RULE_DNS:
    return "dns";
  case CS_NAME_RULE_WILDCARD:
    return "wildcard";
  case CS_NAME_RULE_IP:
    return "ip";
  case CS_NAME_RULE_NONE:
  default:
    return NULL;
  }
}

static const char *
revocation_nick (CsRevocationState state)
{
  switch (state) {
  case CS_REVOCATION_GOOD:
    return "good";
  case CS_REVOCATION_REVOKED:
    return "revoked";
  case CS_REVOCATION_UNKNOWN:
    return "unknown";
  case CS_REVOCATION_NOT_CHECKED:
  default:
    return "not-checked";
  }
}

static const char *
revocation_source_nick (CsRevocationSource source)
{
  switch (source) {
  case CS_REVOCATION_BY_STAPLE:
    return "staple";
  case CS_REVOCATION_BY_LIST_AT_HAND:
    return "list-at-hand";
  case CS_REVOCATION_BY_RESPONDER:
    return "responder";
  case CS_REVOCATION_BY_LIST:
    return "list";
  case CS_REVOCATION_BY_NOBODY:
  default:
    return NULL;
  }
}

static void
add_revocation (JsonBuilder        *builder,
                const CsRevocation *revocation)
{
  cs_cli_add_string (builder, "revocation", revocation_nick (revocation->state));
  if (revocation->source == CS_REVOCATION_BY_NOBODY)
    return;

  cs_cli_add_string (builder, "revocation_by", revocation_source_nick (revocation->source));
  cs_cli_add_time (builder, "revocation_said", revocation->said);
  if (revocation->state == CS_REVOCATION_GOOD)
    cs_cli_add_time (builder, "revocation_until", revocation->until);
}

static const char *
found_nick (CsFound found)
{
  switch (found) {
  case CS_FOUND_TYPED:
    return "typed";
  case CS_FOUND_SRV:
    return "srv";
  case CS_FOUND_ORGANISATION:
    return "organisation";
  case CS_FOUND_DOMAIN:
  default:
    return "domain";
  }
}

/**
 * cs_cli_add_string:
 * @builder: a builder within an object
 * @name: the name of the member
 * @value: (nullable): its value
 *
 * Adds a string, or null.
 */
void
cs_cli_add_string (JsonBuilder *builder,
                   const char  *name,
                   const char  *value)
{
  json_builder_set_member_name (builder, name);
  if (value)
    json_builder_add_string_value (builder, value);
  else
    json_builder_add_null_value (builder);
}

/**
 * cs_cli_add_time:
 * @builder: a builder within an object
 * @name: the name of the member
 * @time: a Unix time, in seconds
 *
 * Adds a time.
 */
void
cs_cli_add_time (JsonBuilder *builder,
                 const char  *name,
                 gint64       time)
{
  json_builder_set_member_name (builder, name);
  json_builder_add_int_value (builder, time);
}

static void
add_strings (JsonBuilder        *builder,
             const char         *name,
             const char * const *values)
{
  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; values && values[i]; i++)
    json_builder_add_string_value (builder, values[i]);
  json_builder_end_array (builder);
}

static void
add_certificate (JsonBuilder   *builder,
                 CsCertificate *certificate)
{
  cs_cli_add_string (builder, "subject", cs_certificate_get_subject (certificate));
  cs_cli_add_string (builder, "issuer", cs_certificate_get_issuer (certificate));
  cs_cli_add_string (builder, "serial", cs_certificate_get_serial (certificate));
  cs_cli_add_time (builder, "not_before", cs_certificate_get_not_before (certificate));
  cs_cli_add_time (builder, "not_after", cs_certificate_get_not_after (certificate));
  cs_cli_add_string (builder, "sha256", cs_certificate_get_sha256 (certificate));
  cs_cli_add_string (builder, "key", cs_certificate_get_key_description (certificate));
  cs_cli_add_string (builder, "signature", cs_certificate_get_signature_name (certificate));
  add_strings (builder, "uris", cs_certificate_get_uris (certificate));
  add_strings (builder, "dns_names", cs_certificate_get_dns_names (certificate));
  add_strings (builder, "ip_addresses", cs_certificate_get_ip_addresses (certificate));
}

static void
add_chain (JsonBuilder *builder,
           const char  *name,
           CsVerdict   *verdict,
           GListModel  *certificates)
{
  gboolean as_built = certificates == cs_verdict_get_chain (verdict);

  json_builder_set_member_name (builder, name);
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (certificates); i++) {
    g_autoptr (CsCertificate) certificate = g_list_model_get_item (certificates, i);

    json_builder_begin_object (builder);
    add_certificate (builder, certificate);
    if (as_built)
      add_revocation (builder, cs_verdict_ask_revocation (verdict, i));
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
add_problems (JsonBuilder *builder,
              CsVerdict   *verdict)
{
  GListModel *problems = cs_verdict_get_problems (verdict);

  json_builder_set_member_name (builder, "problems");
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (problems); i++) {
    g_autoptr (CsProblem) problem = g_list_model_get_item (problems, i);
    CsCertificate *certificate = cs_problem_get_certificate (problem);
    g_autofree char *sentence = cs_words_for_problem (verdict, problem);

    json_builder_begin_object (builder);
    cs_cli_add_string (builder, "kind", cs_problem_kind_get_nick (cs_problem_get_kind (problem)));
    cs_cli_add_string (builder, "sentence", sentence);
    cs_cli_add_string (builder, "detail", cs_problem_get_detail (problem));
    cs_cli_add_string (builder, "sha256", certificate ? cs_certificate_get_sha256 (certificate) : NULL);
    json_builder_end_object (builder);
  }
  json_builder_end_array (builder);
}

static void
add_identity (JsonBuilder *builder,
              CsVerdict   *verdict)
{
  CsReferenceIdentity *identity = cs_verdict_get_identity (verdict);
  CsHost *domain = identity ? cs_reference_identity_get_sip_domain (identity) : NULL;
  CsHost *typed = identity ? cs_reference_identity_get_typed_host (identity) : NULL;

  json_builder_set_member_name (builder, "name");
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "judged");
  json_builder_add_boolean_value (builder, identity != NULL);
  cs_cli_add_string (builder, "sip_domain", domain ? cs_host_get_ascii (domain) : NULL);
  cs_cli_add_string (builder, "typed_host", typed ? cs_host_get_ascii (typed) : NULL);
  cs_cli_add_string (builder, "matched", cs_verdict_get_matched (verdict));
  cs_cli_add_string (builder, "rule", rule_nick (cs_verdict_get_name_rule (verdict)));
  json_builder_end_object (builder);
}

static void
add_anchor (JsonBuilder *builder,
            CsAnchor    *anchor)
{
  json_builder_set_member_name (builder, "anchor");
  if (!anchor) {
    json_builder_add_null_value (builder);
    return;
  }

  json_builder_begin_object (builder);
  cs_cli_add_string (builder, "subject", cs_certificate_get_subject (cs_anchor_get_certificate (anchor)));
  cs_cli_add_string (builder, "sha256", cs_certificate_get_sha256 (cs_anchor_get_certificate (anchor)));
  cs_cli_add_string (builder, "source", source_nick (cs_anchor_get_source (anchor)));
  add_strings (builder, "domains", cs_anchor_get_domains (anchor));
  json_builder_end_object (builder);
}

/**
 * cs_cli_add_verdict:
 * @builder: a builder within an object
 * @verdict: a verdict
 *
 * Adds the members that tell of a verdict, as the manual page lists them.
 */
void
cs_cli_add_verdict (JsonBuilder *builder,
                    CsVerdict   *verdict)
{
  g_autofree char *sentence = cs_words_for_verdict (verdict);

  cs_cli_add_string (builder, "verdict", cs_verdict_is_accepted (verdict) ? "accepted" : "refused");
  cs_cli_add_string (builder, "sentence", sentence);
  cs_cli_add_time (builder, "time", cs_verdict_get_time (verdict));
  add_problems (builder, verdict);
  add_identity (builder, verdict);
  add_anchor (builder, cs_verdict_get_anchor (verdict));
  add_chain (builder, "chain", verdict, cs_verdict_get_chain (verdict));
  add_chain (builder, "presented", verdict, cs_verdict_get_presented (verdict));
}

static const char *
answer_nick (CsClientAnswer answer)
{
  switch (answer) {
  case CS_CLIENT_ANSWER_NONE:
    return "none";
  case CS_CLIENT_ANSWER_UNSUITABLE:
    return "unsuitable";
  case CS_CLIENT_ANSWER_SENT:
    return "sent";
  case CS_CLIENT_ANSWER_NOT_ASKED:
  default:
    return "not-asked";
  }
}

static void
add_client (JsonBuilder       *builder,
            CsConnectionFacts *facts)
{
  GBytes *der = cs_connection_facts_get_client (facts);
  g_autoptr (CsCertificate) certificate = der ? cs_certificate_new_from_der (der, NULL) : NULL;

  cs_cli_add_string (builder, "client_certificate", certificate ? cs_certificate_get_title (certificate) : NULL);
  cs_cli_add_string (builder, "client_certificate_request",
                     cs_connection_facts_get_tls_version (facts) ? answer_nick (cs_connection_facts_get_client_answer (facts)) : NULL);
}

/**
 * cs_cli_add_facts:
 * @builder: a builder within an object
 * @facts: (nullable): what is known of a connection
 *
 * Adds the member "connection".
 */
void
cs_cli_add_facts (JsonBuilder       *builder,
                  CsConnectionFacts *facts)
{
  json_builder_set_member_name (builder, "connection");
  if (!facts) {
    json_builder_add_null_value (builder);
    return;
  }

  json_builder_begin_object (builder);
  cs_cli_add_string (builder, "host", cs_connection_facts_get_host (facts));
  json_builder_set_member_name (builder, "port");
  json_builder_add_int_value (builder, cs_connection_facts_get_port (facts));
  cs_cli_add_string (builder, "found", found_nick (cs_connection_facts_get_found (facts)));
  cs_cli_add_string (builder, "tls_version", cs_connection_facts_get_tls_version (facts));
  cs_cli_add_string (builder, "cipher", cs_connection_facts_get_cipher (facts));
  cs_cli_add_string (builder, "group", cs_connection_facts_get_group (facts));
  add_client (builder, facts);
  json_builder_end_object (builder);
}

/**
 * cs_cli_add_error:
 * @builder: a builder within an object
 * @error: (nullable): an error
 * @server: (nullable): the server it is about
 *
 * Adds the member "error".
 */
void
cs_cli_add_error (JsonBuilder  *builder,
                  const GError *error,
                  const char   *server)
{
  g_autofree char *sentence = NULL;

  json_builder_set_member_name (builder, "error");
  if (!error) {
    json_builder_add_null_value (builder);
    return;
  }

  sentence = cs_words_for_error (error, server);
  json_builder_begin_object (builder);
  cs_cli_add_string (builder, "code", error_nick (error));
  cs_cli_add_string (builder, "sentence", sentence);
  json_builder_end_object (builder);
}

/**
 * cs_cli_print_json:
 * @builder: a finished builder
 *
 * Prints what was built on a line, in UTF-8 whatever the locale.
 */
void
cs_cli_print_json (JsonBuilder *builder)
{
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = json_to_string (root, FALSE);

  fputs (text, stdout);
  fputc ('\n', stdout);
  fflush (stdout);
}

/**
 * cs_cli_print_verdict:
 * @verdict: a verdict
 * @facts: (nullable): what is known of the connection
 * @json: whether to print JSON
 *
 * Prints a verdict.
 *
 * Returns: what to exit with
 */
CsCliStatus
cs_cli_print_verdict (CsVerdict         *verdict,
                      CsConnectionFacts *facts,
                      gboolean           json)
{
  if (json) {
    g_autoptr (JsonBuilder) builder = json_builder_new ();

    json_builder_begin_object (builder);
    cs_cli_add_verdict (builder, verdict);
    cs_cli_add_facts (builder, facts);
    json_builder_end_object (builder);
    cs_cli_print_json (builder);
  } else {
    g_autofree char *report = cs_words_for_report (verdict, facts);

    g_print ("%s", report);
    if (!cs_verdict_get_identity (verdict))
      g_print ("%s\n", _("The name was not judged: neither --name nor --sip-domain was given."));
  }

  return cs_verdict_is_accepted (verdict) ? CS_CLI_OK : CS_CLI_REFUSED;
}

static CsCliStatus
find_status (const GError *error)
{
  if (error->domain != CS_ERROR)
    return CS_CLI_UNREACHABLE;

  switch (error->code) {
  case CS_ERROR_POLICY:
    return CS_CLI_UNREADABLE;
  case CS_ERROR_REFUSED:
  case CS_ERROR_NOT_ALLOWED:
    return CS_CLI_REFUSED;
  case CS_ERROR_AUTHENTICATION:
  case CS_ERROR_FORBIDDEN:
  case CS_ERROR_REJECTED:
  case CS_ERROR_INVALID_ADDRESS:
  case CS_ERROR_UNSUPPORTED:
  case CS_ERROR_EXISTS:
  case CS_ERROR_NOT_FOUND:
    return CS_CLI_FAILED;
  default:
    return CS_CLI_UNREACHABLE;
  }
}

/**
 * cs_cli_print_error:
 * @error: an error
 * @server: (nullable): the server it is about
 * @json: whether to print JSON
 *
 * Prints why there is no verdict.
 *
 * Returns: what to exit with
 */
CsCliStatus
cs_cli_print_error (const GError *error,
                    const char   *server,
                    gboolean      json)
{
  g_autofree char *sentence = cs_words_for_error (error, server);

  g_printerr ("countersign-cli: %s\n", sentence);
  if (json) {
    g_autoptr (JsonBuilder) builder = json_builder_new ();

    json_builder_begin_object (builder);
    cs_cli_add_string (builder, "verdict", NULL);
    cs_cli_add_error (builder, error, server);
    json_builder_end_object (builder);
    cs_cli_print_json (builder);
  }

  return find_status (error);
}
