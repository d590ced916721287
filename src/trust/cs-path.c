/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-path.h"

#include <string.h>

#include "cs-anchor-set-private.h"
#include "cs-certificate-private.h"
#include "cs-signed.h"
#include "cs-strength.h"

/* Far more than any honest chain needs, and a few milliseconds of work for a hostile one. */
#define MAX_SIGNATURES 50
#define MAX_STEPS 200
#define MAX_PATHS 40

typedef struct {
  CsCertificate *certificate;
  CsAnchor *anchor;
  int score;
} Candidate;

typedef struct {
  CsAnchorSet *anchors;
  GPtrArray *presented;
  gint64 time;
  CsPathFunc func;
  gpointer user_data;
  CsPath path;
  GHashTable *signatures;
  guint signatures_left;
  guint steps_left;
  guint paths_left;
} Search;

typedef struct {
  CsCertificate *certificate;
  CsCertificate *issuer;
} Edge;

static guint
edge_hash (gconstpointer data)
{
  const Edge *edge = data;

  return g_direct_hash (edge->certificate) * 31 + g_direct_hash (edge->issuer);
}

static gboolean
edge_equal (gconstpointer a,
            gconstpointer b)
{
  return memcmp (a, b, sizeof (Edge)) == 0;
}

/* GnuTLS compares names byte by byte, and does not look at the signature where they are written differently. */
static gboolean
verify_directly (CsCertificate *certificate,
                 CsCertificate *issuer)
{
  CsDer from = cs_der_from_bytes (cs_certificate_get_der (certificate));
  CsSigned parts;
  CsDer outer;

  return cs_der_read (&from, CS_DER_SEQUENCE, &outer) && cs_signed_read (&outer, &parts) && cs_signed_verify (&parts, issuer);
}

/* Only whether the signature fits: weak algorithms, times and roles are judged later, with a reason of their own. */
static gboolean
verify_signature (CsCertificate *certificate,
                  CsCertificate *issuer)
{
  const guint flags = GNUTLS_VERIFY_DISABLE_CA_SIGN | GNUTLS_VERIFY_DISABLE_TIME_CHECKS |
                      GNUTLS_VERIFY_DISABLE_TRUSTED_TIME_CHECKS | GNUTLS_VERIFY_DISABLE_CRL_CHECKS |
                      GNUTLS_VERIFY_ALLOW_BROKEN | GNUTLS_VERIFY_ALLOW_SIGN_WITH_SHA1 |
                      GNUTLS_VERIFY_IGNORE_UNKNOWN_CRIT_EXTENSIONS;
  gnutls_x509_crt_t handle = cs_certificate_get_handle (issuer);
  guint status = 0;

  if (!cs_strength_is_key_bearable (issuer))
    return FALSE;
  if (!cs_certificate_names_issuer (certificate, issuer))
    return verify_directly (certificate, issuer);
  if (gnutls_x509_crt_verify (cs_certificate_get_handle (certificate), &handle, 1, flags, &status) < 0)
    return FALSE;

  return (status & (GNUTLS_CERT_SIGNATURE_FAILURE | GNUTLS_CERT_SIGNER_NOT_FOUND)) == 0;
}

static gboolean
is_signed_by (Search        *search,
              CsCertificate *certificate,
              CsCertificate *issuer)
{
  const Edge edge = { certificate, issuer };
  gpointer known;
  gboolean fits;

  if (g_hash_table_lookup_extended (search->signatures, &edge, NULL, &known))
    return GPOINTER_TO_INT (known);
  if (search->signatures_left == 0)
    return FALSE;

  search->signatures_left--;
  fits = verify_signature (certificate, issuer);
  g_hash_table_insert (search->signatures, g_memdup2 (&edge, sizeof edge), GINT_TO_POINTER (fits));

  return fits;
}

static gboolean
is_on_path (Search        *search,
            CsCertificate *certificate)
{
  for (guint i = 0; i < search->path.certificates->len; i++) {
    if (cs_certificate_equal (g_ptr_array_index (search->path.certificates, i), certificate))
      return TRUE;
  }

  return FALSE;
}

/* RFC 4158 3.5: what promises most is tried first. Key identifiers are a hint, never a proof. */
static int
rate (Search        *search,
      CsCertificate *certificate,
      CsCertificate *issuer)
{
  guint8 wanted[64];
  guint8 found[64];
  size_t wanted_size = sizeof wanted;
  size_t found_size = sizeof found;
  int score = 0;

  if (gnutls_x509_crt_get_authority_key_id (cs_certificate_get_handle (certificate), wanted, &wanted_size, NULL) >= 0 &&
      gnutls_x509_crt_get_subject_key_id (cs_certificate_get_handle (issuer), found, &found_size, NULL) >= 0)
    score += wanted_size == found_size && memcmp (wanted, found, found_size) == 0 ? 4 : -4;
  if (cs_certificate_is_authority (issuer))
    score += 2;
  if (search->time >= cs_certificate_get_not_before (issuer) && search->time <= cs_certificate_get_not_after (issuer))
    score += 1;

  return score;
}

static int
compare_candidates (gconstpointer a,
                    gconstpointer b)
{
  const Candidate *first = a;
  const Candidate *second = b;

  if ((first->anchor == NULL) != (second->anchor == NULL))
    return first->anchor ? -1 : 1;

  return second->score - first->score;
}

static GArray *
find_candidates (Search        *search,
                 CsCertificate *certificate)
{
  GArray *candidates = g_array_new (FALSE, FALSE, sizeof (Candidate));
  const char *issuer = cs_certificate_get_issuer_key (certificate);
  GPtrArray *anchors = cs_anchor_set_find_by_subject (search->anchors, issuer);

  for (guint i = 0; anchors && i < anchors->len; i++) {
    CsAnchor *anchor = g_ptr_array_index (anchors, i);
    Candidate candidate = { cs_anchor_get_certificate (anchor), anchor, 0 };

    candidate.score = rate (search, certificate, candidate.certificate);
    if (!is_on_path (search, candidate.certificate))
      g_array_append_val (candidates, candidate);
  }

  for (guint i = 0; i < search->presented->len; i++) {
    Candidate candidate = { g_ptr_array_index (search->presented, i), NULL, 0 };

    if (strcmp (cs_certificate_get_subject_key (candidate.certificate), issuer) != 0 ||
        is_on_path (search, candidate.certificate) ||
        cs_anchor_set_find (search->anchors, candidate.certificate))
      continue;
    candidate.score = rate (search, certificate, candidate.certificate);
    g_array_append_val (candidates, candidate);
  }
  g_array_sort (candidates, compare_candidates);

  return candidates;
}

static gboolean
emit (Search   *search,
      CsAnchor *anchor,
      gboolean  signature_failed)
{
  gboolean stop;

  search->path.anchor = anchor;
  search->path.signature_failed = signature_failed;
  search->paths_left--;
  stop = search->func (&search->path, search->user_data);
  search->path.anchor = NULL;

  return stop || search->paths_left == 0;
}

/* Goes on from the last certificate of the path; TRUE when the search is over. */
static gboolean
step (Search *search)
{
  GPtrArray *path = search->path.certificates;
  CsCertificate *last = g_ptr_array_index (path, path->len - 1);
  g_autoptr (GArray) candidates = NULL;
  gboolean went_on = FALSE;
  gboolean failed = FALSE;

  if (search->steps_left == 0)
    return TRUE;
  search->steps_left--;

  candidates = find_candidates (search, last);
  for (guint i = 0; i < candidates->len; i++) {
    Candidate candidate = g_array_index (candidates, Candidate, i);
    gboolean over;

    if (!candidate.anchor && path->len + 2 > CS_PATH_MAX_DEPTH)
      continue;
    if (!is_signed_by (search, last, candidate.certificate)) {
      failed = TRUE;
      continue;
    }

    went_on = TRUE;
    if (candidate.anchor) {
      over = emit (search, candidate.anchor, FALSE);
    } else {
      g_ptr_array_add (path, candidate.certificate);
      over = step (search);
      g_ptr_array_set_size (path, path->len - 1);
    }
    if (over)
      return TRUE;
  }

  return !went_on && emit (search, NULL, failed);
}

/*
 * cs_path_search:
 * @anchors: where paths may end
 * @presented: (element-type CsCertificate): the leaf, then whatever came with it, in any order
 * @time: prefers what is valid then, in Unix time
 * @func: called for each path, also for those that lead nowhere; returns whether to stop
 * @user_data: for @func
 *
 * Tries every issuer among @presented and @anchors (RFC 4158), within fixed limits. The signatures on each path fit; nothing else
 * has been judged. The leaf itself never counts as its own anchor.
 */
void
cs_path_search (CsAnchorSet *anchors,
                GPtrArray   *presented,
                gint64       time,
                CsPathFunc   func,
                gpointer     user_data)
{
  g_autoptr (GHashTable) signatures = g_hash_table_new_full (edge_hash, edge_equal, g_free, NULL);
  g_autoptr (GPtrArray) path = g_ptr_array_new ();
  Search search = {
    .anchors = anchors,
    .presented = presented,
    .time = time,
    .func = func,
    .user_data = user_data,
    .path.certificates = path,
    .signatures = signatures,
    .signatures_left = MAX_SIGNATURES,
    .steps_left = MAX_STEPS,
    .paths_left = MAX_PATHS,
  };

  if (presented->len == 0)
    return;

  g_ptr_array_add (path, g_ptr_array_index (presented, 0));
  step (&search);
}
