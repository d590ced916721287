/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Groups, in the order a person asks. */
typedef enum {
  CS_FACT_GROUP_IDENTITY,
  CS_FACT_GROUP_ISSUER,
  CS_FACT_GROUP_VALIDITY,
  CS_FACT_GROUP_KEY,
  CS_FACT_GROUP_PURPOSES,
  CS_FACT_GROUP_LIMITS,
  CS_FACT_GROUP_REVOCATION,
  CS_FACT_GROUP_REST,
} CsFactGroup;

/* What a fact is about. Front ends give it a label in the user's language. */
typedef enum {
  CS_FACT_COMMON_NAME,
  CS_FACT_ORGANIZATION,
  CS_FACT_ORGANIZATIONAL_UNIT,
  CS_FACT_LOCALITY,
  CS_FACT_STATE,
  CS_FACT_COUNTRY,
  CS_FACT_SIP_DOMAIN,
  CS_FACT_DNS_NAME,
  CS_FACT_IP_ADDRESS,
  CS_FACT_EMAIL_ADDRESS,
  CS_FACT_URI,
  CS_FACT_OTHER_NAME,
  CS_FACT_SUBJECT,
  CS_FACT_ISSUER,
  CS_FACT_NOT_BEFORE,
  CS_FACT_NOT_AFTER,
  CS_FACT_KEY,
  CS_FACT_SHA256,
  CS_FACT_KEY_SHA256,
  CS_FACT_KEY_USAGE,
  CS_FACT_PURPOSE,
  CS_FACT_AUTHORITY,
  CS_FACT_PATH_LENGTH,
  CS_FACT_PERMITTED_NAME,
  CS_FACT_EXCLUDED_NAME,
  CS_FACT_OCSP_ADDRESS,
  CS_FACT_CRL_ADDRESS,
  CS_FACT_ISSUER_ADDRESS,
  CS_FACT_MUST_STAPLE,
  CS_FACT_VERSION,
  CS_FACT_SERIAL,
  CS_FACT_SIGNATURE_ALGORITHM,
  CS_FACT_SUBJECT_KEY_ID,
  CS_FACT_AUTHORITY_KEY_ID,
  CS_FACT_EXTENSION,
} CsFactKind;

/* How a value wants to be shown. */
typedef enum {
  CS_FACT_FORM_TEXT,
  CS_FACT_FORM_HEX,
  CS_FACT_FORM_TIME,
  CS_FACT_FORM_CODE,
} CsFactForm;

#define CS_TYPE_FACT (cs_fact_get_type ())
G_DECLARE_FINAL_TYPE (CsFact, cs_fact, CS, FACT, GObject)

CsFact      *cs_fact_new          (CsFactGroup  group,
                                   CsFactKind   kind,
                                   CsFactForm   form,
                                   const char  *value);
CsFact      *cs_fact_new_time     (CsFactGroup  group,
                                   CsFactKind   kind,
                                   gint64       time);
CsFactGroup  cs_fact_get_group    (CsFact      *self);
CsFactKind   cs_fact_get_kind     (CsFact      *self);
CsFactForm   cs_fact_get_form     (CsFact      *self);
const char  *cs_fact_get_value    (CsFact      *self);
gint64       cs_fact_get_time     (CsFact      *self);

G_END_DECLS
