/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-words.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"

static const char * const labels[] = {
  [CS_FACT_COMMON_NAME] = N_("Common name"),
  [CS_FACT_ORGANIZATION] = N_("Organisation"),
  [CS_FACT_ORGANIZATIONAL_UNIT] = N_("Unit"),
  [CS_FACT_LOCALITY] = N_("Place"),
  [CS_FACT_STATE] = N_("State or province"),
  [CS_FACT_COUNTRY] = N_("Country"),
  [CS_FACT_SIP_DOMAIN] = N_("SIP domain"),
  [CS_FACT_DNS_NAME] = N_("DNS name"),
  [CS_FACT_IP_ADDRESS] = N_("IP address"),
  [CS_FACT_EMAIL_ADDRESS] = N_("E-mail address"),
  [CS_FACT_URI] = N_("URI"),
  [CS_FACT_OTHER_NAME] = N_("Other name"),
  [CS_FACT_SUBJECT] = N_("Subject"),
  [CS_FACT_ISSUER] = N_("Issuer"),
  [CS_FACT_NOT_BEFORE] = N_("From"),
  [CS_FACT_NOT_AFTER] = N_("Until"),
  [CS_FACT_KEY] = N_("Key"),
  [CS_FACT_SHA256] = N_("SHA-256 of the certificate"),
  [CS_FACT_KEY_SHA256] = N_("SHA-256 of the key"),
  [CS_FACT_KEY_USAGE] = N_("Use of the key"),
  [CS_FACT_PURPOSE] = N_("Purpose"),
  [CS_FACT_AUTHORITY] = N_("Authority"),
  [CS_FACT_PATH_LENGTH] = N_("Authorities below it, at most"),
  [CS_FACT_PERMITTED_NAME] = N_("Only for names in"),
  [CS_FACT_EXCLUDED_NAME] = N_("Not for names in"),
  [CS_FACT_OCSP_ADDRESS] = N_("OCSP service"),
  [CS_FACT_CRL_ADDRESS] = N_("Revocation list"),
  [CS_FACT_ISSUER_ADDRESS] = N_("Issuer’s certificate"),
  [CS_FACT_MUST_STAPLE] = N_("Must show that it is not revoked"),
  [CS_FACT_VERSION] = N_("Version"),
  [CS_FACT_SERIAL] = N_("Serial number"),
  [CS_FACT_SIGNATURE_ALGORITHM] = N_("Signature"),
  [CS_FACT_SUBJECT_KEY_ID] = N_("Key identifier"),
  [CS_FACT_AUTHORITY_KEY_ID] = N_("Issuer’s key identifier"),
  [CS_FACT_EXTENSION] = N_("Extension"),
};

static const char * const groups[] = {
  [CS_FACT_GROUP_IDENTITY] = N_("Identity"),
  [CS_FACT_GROUP_ISSUER] = N_("Issued by, as the certificate claims"),
  [CS_FACT_GROUP_VALIDITY] = N_("Valid"),
  [CS_FACT_GROUP_KEY] = N_("Key and fingerprint"),
  [CS_FACT_GROUP_PURPOSES] = N_("May be used for"),
  [CS_FACT_GROUP_LIMITS] = N_("Limits"),
  [CS_FACT_GROUP_REVOCATION] = N_("Revocation"),
  [CS_FACT_GROUP_REST] = N_("Everything else"),
};

/**
 * cs_words_for_fact:
 * @kind: what a fact is about
 *
 * Words the label of a fact.
 *
 * Returns: a label
 */
const char *
cs_words_for_fact (CsFactKind kind)
{
  g_return_val_if_fail (kind < G_N_ELEMENTS (labels), NULL);

  return _(labels[kind]);
}

/**
 * cs_words_for_fact_group:
 * @group: a group of facts
 *
 * Words the title of a group.
 *
 * Returns: a title
 */
const char *
cs_words_for_fact_group (CsFactGroup group)
{
  g_return_val_if_fail (group < G_N_ELEMENTS (groups), NULL);

  return _(groups[group]);
}

static gboolean
is_name (CsFactKind kind)
{
  return kind == CS_FACT_SIP_DOMAIN
      || kind == CS_FACT_DNS_NAME
      || kind == CS_FACT_EMAIL_ADDRESS
      || kind == CS_FACT_PERMITTED_NAME
      || kind == CS_FACT_EXCLUDED_NAME;
}

/**
 * cs_words_for_fact_value:
 * @fact: a fact
 *
 * Words the value of a fact: times in the local zone, numbers in groups, names of hosts in both their forms, all else as it is, with
 * control characters made visible.
 *
 * Returns: (transfer full): text
 */
char *
cs_words_for_fact_value (CsFact *fact)
{
  const char *value;

  g_return_val_if_fail (CS_IS_FACT (fact), NULL);

  value = cs_fact_get_value (fact);
  switch (cs_fact_get_form (fact)) {
  case CS_FACT_FORM_TIME:
    return cs_words_for_time (cs_fact_get_time (fact));
  case CS_FACT_FORM_HEX:
    return cs_text_group_hex (value, 4);
  case CS_FACT_FORM_TEXT:
  case CS_FACT_FORM_CODE:
  default:
    if (value && is_name (cs_fact_get_kind (fact)))
      return cs_words_for_name (value);
    return cs_text_make_visible (value ? value : "");
  }
}
