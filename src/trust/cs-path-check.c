/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-path-check.h"

#include <string.h>

#include "cs-anchor-set-private.h"
#include "cs-certificate-private.h"
#include "cs-problem.h"
#include "cs-strength.h"

/* RFC 5924 4.1 */
#define PURPOSE_SIP_DOMAIN "1.3.6.1.5.5.7.3.20"

/* The key exchanges that we offer all need a signature of the server. Where the path alone is judged, nothing says so. */
#define SERVER_USAGES GNUTLS_KEY_DIGITAL_SIGNATURE
#define ANY_TLS_USAGES (GNUTLS_KEY_DIGITAL_SIGNATURE | GNUTLS_KEY_KEY_ENCIPHERMENT | GNUTLS_KEY_KEY_AGREEMENT)

#define POLICIES "2.5.29.32"

/* A hostile authority and its certificates could ask for millions. */
#define MAX_COMPARISONS 100000

typedef struct {
  const CsPath *path;
  CsAnchorSet *anchors;
  gint64 time;
  guint leaf_usages;
  guint comparisons;
  GPtrArray *problems;
} Check;

static void
report (Check         *check,
        CsProblemKind  kind,
        CsCertificate *certificate,
        const char    *detail)
{
  g_ptr_array_add (check->problems, cs_problem_new (kind, certificate, detail));
}

static void
check_time (Check         *check,
            CsCertificate *certificate)
{
  if (check->time > cs_certificate_get_not_after (certificate))
    report (check, CS_PROBLEM_EXPIRED, certificate, NULL);
  if (check->time < cs_certificate_get_not_before (certificate))
    report (check, CS_PROBLEM_NOT_YET_VALID, certificate, NULL);
}

/* RFC 5280 4.2: an extension that is critical and not understood is a refusal. We ask for no policy, so the plain
 * list of a certificate's policies changes nothing; constraints on policies would have to be worked out, and are not in the list. */
static const char * const understood[] = {
  "2.5.29.14",          /* subjectKeyIdentifier */
  "2.5.29.15",          /* keyUsage */
  "2.5.29.17",          /* subjectAltName */
  "2.5.29.18",          /* issuerAltName */
  "2.5.29.19",          /* basicConstraints */
  "2.5.29.30",          /* nameConstraints */
  "2.5.29.31",          /* cRLDistributionPoints */
  POLICIES,
  "2.5.29.35",          /* authorityKeyIdentifier */
  "2.5.29.37",          /* extKeyUsage */
  "1.3.6.1.5.5.7.1.1",  /* authorityInfoAccess */
  "1.3.6.1.5.5.7.1.24", /* TLS feature */
  NULL
};

/* RFC 5280 4.2.1.4: of a critical list of policies, every qualifier has to be understood. */
static gboolean
are_policies_understood (CsCertificate *certificate)
{
  for (guint i = 0;; i++) {
    struct gnutls_x509_policy_st policy;
    gboolean understood_all = TRUE;
    guint critical;
    int result = gnutls_x509_crt_get_policy (cs_certificate_get_handle (certificate), i, &policy, &critical);

    if (result == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
      return TRUE;
    if (result < 0)
      return FALSE;
    for (guint j = 0; j < policy.qualifiers; j++)
      understood_all = understood_all && policy.qualifier[j].type != GNUTLS_X509_QUALIFIER_UNKNOWN;
    gnutls_x509_policy_release (&policy);
    if (!understood_all)
      return FALSE;
  }
}

static void
check_critical_extensions (Check         *check,
                           CsCertificate *certificate)
{
  for (guint i = 0;; i++) {
    char oid[128] = "";
    size_t size = sizeof oid;
    guint critical = 0;
    int result = gnutls_x509_crt_get_extension_info (cs_certificate_get_handle (certificate), i, oid, &size, &critical);

    if (result == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
      return;
    if (result < 0) {
      report (check, CS_PROBLEM_MALFORMED, certificate, "extensions");
      return;
    }
    if (critical && (!g_strv_contains (understood, oid) ||
                     (strcmp (oid, POLICIES) == 0 && !are_policies_understood (certificate))))
      report (check, CS_PROBLEM_CRITICAL_EXTENSION, certificate, oid);
  }
}

/* serverAuth, id-kp-sipDomain or anyExtendedKeyUsage; a certificate that names no purpose serves for all (RFC 5280 4.2.1.12, RFC 5924 4). */
static void
check_purpose (Check         *check,
               CsCertificate *certificate)
{
  for (guint i = 0;; i++) {
    char oid[128] = "";
    size_t size = sizeof oid;
    int result = gnutls_x509_crt_get_key_purpose_oid (cs_certificate_get_handle (certificate), i, oid, &size, NULL);

    if (result == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE && i == 0)
      return;
    if (result < 0)
      break;
    if (strcmp (oid, GNUTLS_KP_TLS_WWW_SERVER) == 0 || strcmp (oid, PURPOSE_SIP_DOMAIN) == 0 || strcmp (oid, GNUTLS_KP_ANY) == 0)
      return;
  }

  report (check, CS_PROBLEM_PURPOSE, certificate, NULL);
}

static guint
get_key_usage (CsCertificate *certificate)
{
  guint critical;
  guint usage = 0;
  int result = gnutls_x509_crt_get_key_usage (cs_certificate_get_handle (certificate), &usage, &critical);

  if (result == GNUTLS_E_REQUESTED_DATA_NOT_AVAILABLE)
    return GNUTLS_KEY_DIGITAL_SIGNATURE;

  return result < 0 ? 0 : usage;
}

static void
check_leaf (Check         *check,
            CsCertificate *leaf)
{
  guint usage = get_key_usage (leaf);

  if (cs_certificate_is_authority (leaf))
    report (check, CS_PROBLEM_LEAF_IS_AUTHORITY, leaf, NULL);
  if (!(usage & check->leaf_usages) || (usage & GNUTLS_KEY_KEY_CERT_SIGN))
    report (check, CS_PROBLEM_KEY_USAGE, leaf, NULL);
  if (gnutls_x509_crt_get_version (cs_certificate_get_handle (leaf)) != 3)
    report (check, CS_PROBLEM_MALFORMED, leaf, "version");
}

/* RFC 5280 6.1.4 (k) to (n), for an authority with @below certificates between it and the leaf that are not self-issued. */
static void
check_authority (Check         *check,
                 CsCertificate *certificate,
                 guint          below)
{
  gnutls_x509_crt_t handle = cs_certificate_get_handle (certificate);
  guint critical;
  guint authority;
  guint usage = 0;
  int path_length = -1;

  if (!cs_certificate_is_authority (certificate)) {
    report (check, CS_PROBLEM_ISSUER_NOT_AUTHORITY, certificate, NULL);
    return;
  }

  if (gnutls_x509_crt_get_basic_constraints (handle, &critical, &authority, &path_length) >= 0 &&
      path_length >= 0 && below > (guint) path_length)
    report (check, CS_PROBLEM_PATH_LENGTH, certificate, NULL);
  if (gnutls_x509_crt_get_key_usage (handle, &usage, &critical) >= 0 && !(usage & GNUTLS_KEY_KEY_CERT_SIGN))
    report (check, CS_PROBLEM_KEY_USAGE, certificate, NULL);
}

static void
check_one (Check         *check,
           CsCertificate *certificate)
{
  if (cs_certificate_get_malformed (certificate))
    report (check, CS_PROBLEM_MALFORMED, certificate, cs_certificate_get_malformed (certificate));
  if (cs_anchor_set_is_distrusted (check->anchors, certificate))
    report (check, CS_PROBLEM_DISTRUSTED, certificate, NULL);
  check_time (check, certificate);
  check_critical_extensions (check, certificate);
  check_purpose (check, certificate);
  if (!cs_strength_is_key_strong (certificate))
    report (check, CS_PROBLEM_WEAK_KEY, certificate, cs_certificate_get_key_description (certificate));
}

/* Every authority's constraints hold for all that stands below it, but not for self-issued authorities (RFC 5280 6.1.4 (b)). */
static void
check_name_constraints (Check         *check,
                        CsCertificate *authority,
                        guint          below)
{
  CsNameConstraints *constraints = cs_certificate_get_constraints (authority);

  for (guint i = 0; constraints && i < below; i++) {
    CsCertificate *certificate = g_ptr_array_index (check->path->certificates, i);
    g_autofree char *name = NULL;

    if (i > 0 && cs_certificate_is_self_issued (certificate))
      continue;

    name = cs_name_constraints_find_broken (constraints, certificate, &check->comparisons);
    if (name)
      report (check, CS_PROBLEM_NAME_CONSTRAINT, certificate, name);
  }
}

static void
check_each (Check *check)
{
  GPtrArray *certificates = check->path->certificates;
  guint below = 0;

  for (guint i = 0; i < certificates->len; i++) {
    CsCertificate *certificate = g_ptr_array_index (certificates, i);

    check_one (check, certificate);
    if (!cs_strength_is_signature_strong (certificate))
      report (check, CS_PROBLEM_WEAK_SIGNATURE, certificate, cs_certificate_get_signature_name (certificate));
    if (i == 0) {
      check_leaf (check, certificate);
      continue;
    }
    check_authority (check, certificate, below);
    check_name_constraints (check, certificate, i);
    if (!cs_certificate_is_self_issued (certificate))
      below++;
  }

  /* The anchor is trusted by its name and key: how it was signed proves nothing, so it doesn't count. */
  if (check->path->anchor) {
    check_one (check, cs_anchor_get_certificate (check->path->anchor));
    check_authority (check, cs_anchor_get_certificate (check->path->anchor), below);
    check_name_constraints (check, cs_anchor_get_certificate (check->path->anchor), certificates->len);
  }
}

static const struct {
  guint gnutls;
  CsProblemKind kind;
} problem_map[] = {
  { GNUTLS_CERT_REVOKED, CS_PROBLEM_REVOKED },
  { GNUTLS_CERT_SIGNATURE_FAILURE, CS_PROBLEM_BAD_SIGNATURE },
  { GNUTLS_CERT_SIGNER_NOT_FOUND, CS_PROBLEM_UNKNOWN_AUTHORITY },
  { GNUTLS_CERT_EXPIRED, CS_PROBLEM_EXPIRED },
  { GNUTLS_CERT_NOT_ACTIVATED, CS_PROBLEM_NOT_YET_VALID },
  { GNUTLS_CERT_SIGNER_NOT_CA, CS_PROBLEM_ISSUER_NOT_AUTHORITY },
  { GNUTLS_CERT_SIGNER_CONSTRAINTS_FAILURE, CS_PROBLEM_NAME_CONSTRAINT },
  { GNUTLS_CERT_PURPOSE_MISMATCH, CS_PROBLEM_PURPOSE },
  { GNUTLS_CERT_INSECURE_ALGORITHM, CS_PROBLEM_WEAK_SIGNATURE },
  { GNUTLS_CERT_UNKNOWN_CRIT_EXTENSIONS, CS_PROBLEM_CRITICAL_EXTENSION },
  { GNUTLS_CERT_UNEXPECTED_OWNER, CS_PROBLEM_NAME_MISMATCH },
};

/* GnuTLS speaks of the path as a whole: what it finds is laid to the leaf. */
static void
report_status (Check *check,
               guint  status)
{
  CsCertificate *leaf = g_ptr_array_index (check->path->certificates, 0);
  gboolean named = FALSE;

  status &= ~GNUTLS_CERT_INVALID;
  for (guint i = 0; i < G_N_ELEMENTS (problem_map); i++) {
    if (!(status & problem_map[i].gnutls))
      continue;
    status &= ~problem_map[i].gnutls;
    named = TRUE;
    report (check, problem_map[i].kind, leaf, "GnuTLS");
  }

  /* Never accept what we don't understand. */
  if (status || !named)
    report (check, CS_PROBLEM_UNKNOWN, leaf, "GnuTLS");
}

/* Judges the certificates from @first to before @end, whose issuer is @issuer. */
static void
check_stretch (Check         *check,
               guint          first,
               guint          end,
               CsCertificate *issuer)
{
  const guint flags = GNUTLS_PROFILE_TO_VFLAGS (GNUTLS_PROFILE_MEDIUM) | GNUTLS_VERIFY_DISABLE_TIME_CHECKS |
                      GNUTLS_VERIFY_DISABLE_TRUSTED_TIME_CHECKS | GNUTLS_VERIFY_DISABLE_CRL_CHECKS |
                      GNUTLS_VERIFY_DO_NOT_ALLOW_X509_V1_CA_CRT;
  GPtrArray *certificates = check->path->certificates;
  gnutls_x509_crt_t handles[CS_PATH_MAX_DEPTH];
  gnutls_x509_crt_t anchor = cs_certificate_get_handle (issuer);
  gnutls_x509_trust_list_t list;
  guint status = GNUTLS_CERT_INVALID;
  int result = -1;

  for (guint i = first; i < end; i++)
    handles[i - first] = cs_certificate_get_handle (g_ptr_array_index (certificates, i));

  if (gnutls_x509_trust_list_init (&list, 1) >= 0) {
    if (gnutls_x509_trust_list_add_cas (list, &anchor, 1, 0) == 1)
      result = gnutls_x509_trust_list_verify_crt2 (list, handles, end - first, NULL, 0, flags, &status, NULL);
    gnutls_x509_trust_list_deinit (list, 0);
  }

  if (result < 0)
    report (check, CS_PROBLEM_UNKNOWN, g_ptr_array_index (certificates, first), NULL);
  else if (status)
    report_status (check, status);
}

/* GnuTLS compares names byte by byte. Where an issuer's name is written differently (RFC 5280 7.1), it judges what lies below and above. */
static void
check_with_gnutls (Check *check)
{
  GPtrArray *certificates = check->path->certificates;
  guint first = 0;

  for (guint i = 0; i < certificates->len; i++) {
    CsCertificate *certificate = g_ptr_array_index (certificates, i);
    CsCertificate *issuer = i + 1 < certificates->len ? g_ptr_array_index (certificates, i + 1)
                                                      : cs_anchor_get_certificate (check->path->anchor);
    gboolean named = cs_certificate_names_issuer (certificate, issuer);

    if (named && i + 1 == certificates->len)
      check_stretch (check, first, certificates->len, issuer);
    else if (!named && i > first)
      check_stretch (check, first, i, certificate);
    if (!named)
      first = i + 1;
  }
}

static gboolean
is_other_authority (const CsPath  *path,
                    CsKnownServer *known)
{
  return known && cs_known_server_compare (known, g_ptr_array_index (path->certificates, 0),
                                           cs_anchor_get_certificate (path->anchor)) == CS_KNOWN_OTHER_AUTHORITY;
}

/*
 * cs_path_check:
 * @path: a path whose signatures fit
 * @anchors: the anchors, for what must never be trusted
 * @identity: (nullable): for whom the anchor has to vouch; names in the certificate are not compared here
 * @time: a Unix time
 * @problems: (element-type CsProblem): empty; gets everything that is wrong
 *
 * Judges a path by RFC 5280 section 6 and by our own, stricter rules.
 */
void
cs_path_check (const CsPath        *path,
               CsAnchorSet         *anchors,
               CsReferenceIdentity *identity,
               gint64               time,
               GPtrArray           *problems)
{
  Check check = {
    .path = path,
    .anchors = anchors,
    .time = time,
    .leaf_usages = identity ? SERVER_USAGES : ANY_TLS_USAGES,
    .comparisons = MAX_COMPARISONS,
    .problems = problems,
  };
  CsCertificate *top = g_ptr_array_index (path->certificates, path->certificates->len - 1);

  check_each (&check);
  if (!path->anchor) {
    report (&check, path->signature_failed ? CS_PROBLEM_BAD_SIGNATURE : CS_PROBLEM_UNKNOWN_AUTHORITY, top, NULL);
    return;
  }

  if (identity && !cs_anchor_may_vouch_for (path->anchor, cs_reference_identity_get_sip_domain (identity)))
    report (&check, CS_PROBLEM_AUTHORITY_OUT_OF_SCOPE, cs_anchor_get_certificate (path->anchor), NULL);
  /* A second opinion, for what has passed: a path that is refused anyway is not worth the work. */
  if (problems->len == 0)
    check_with_gnutls (&check);
  if (identity && is_other_authority (path, cs_reference_identity_get_known (identity)))
    report (&check, CS_PROBLEM_OTHER_AUTHORITY, cs_anchor_get_certificate (path->anchor), NULL);
}
