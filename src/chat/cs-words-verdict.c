/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-words.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"

#define MAX_NAMES 4

/* What the sentences about one problem have in common. Names are visible text. */
typedef struct {
  char *expected;
  char *title;
  char *issuer;
  char *detail;
} Names;

static char *
visible (const char *text)
{
  return cs_text_make_visible (text ? text : "");
}

static void
names_clear (Names *names)
{
  g_free (names->expected);
  g_free (names->title);
  g_free (names->issuer);
  g_free (names->detail);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Names, names_clear)

static void
names_init (Names     *names,
            CsVerdict *verdict,
            CsProblem *problem)
{
  CsReferenceIdentity *identity = cs_verdict_get_identity (verdict);
  CsCertificate *certificate = cs_problem_get_certificate (problem);

  if (!certificate)
    certificate = cs_verdict_get_leaf (verdict);

  names->expected = identity ? visible (cs_reference_identity_get_display (identity)) : g_strdup (_("the server"));
  names->title = certificate ? visible (cs_certificate_get_title (certificate)) : g_strdup (_("unnamed"));
  names->issuer = certificate ? visible (cs_certificate_get_issuer_title (certificate)) : g_strdup (_("unnamed"));
  names->detail = cs_problem_get_detail (problem) ? visible (cs_problem_get_detail (problem)) : NULL;
}

static void
add_name (GPtrArray  *names,
          const char *name)
{
  g_autofree char *words = cs_words_for_name (name);

  for (guint i = 0; i < names->len; i++) {
    if (g_str_equal (names->pdata[i], words))
      return;
  }

  g_ptr_array_add (names, g_steal_pointer (&words));
}

/* The names that count (RFC 5922 section 7.1): sip: URIs if there are any, DNS names else; addresses always. */
static GPtrArray *
list_names (CsCertificate *certificate)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char * const *uris = cs_certificate_get_uris (certificate);
  const char * const *dns = cs_certificate_get_dns_names (certificate);
  const char * const *addresses = cs_certificate_get_ip_addresses (certificate);

  for (guint i = 0; uris && uris[i]; i++) {
    if (g_ascii_strncasecmp (uris[i], "sip:", 4) == 0 && !strchr (uris[i], '@'))
      add_name (names, uris[i] + 4);
  }
  if (names->len > 0)
    dns = NULL;
  for (guint i = 0; dns && dns[i]; i++)
    add_name (names, dns[i]);
  for (guint i = 0; addresses && addresses[i]; i++)
    add_name (names, addresses[i]);

  return names;
}

static char *
join_names (GPtrArray *names)
{
  GString *text = g_string_new (NULL);
  guint n = MIN (names->len, MAX_NAMES);

  for (guint i = 0; i < n; i++) {
    if (i > 0)
      g_string_append (text, i + 1 == names->len ? _(" and ") : _(", "));
    g_string_append (text, names->pdata[i]);
  }
  if (names->len > n) {
    /* Translators: goes behind a list of names, some of which are left out */
    g_string_append_printf (text, ngettext (" and %u more", " and %u more", names->len - n), names->len - n);
  }

  return g_string_free (text, FALSE);
}

static char *
word_other_name (CsVerdict *verdict,
                 Names     *words)
{
  CsCertificate *leaf = cs_verdict_get_leaf (verdict);
  g_autoptr (GPtrArray) names = leaf ? list_names (leaf) : g_ptr_array_new ();
  g_autofree char *joined = NULL;

  if (names->len == 0) {
    /* Translators: %s is the name that the server should prove */
    return g_strdup_printf (_("The certificate names no server, so it does not prove %s."), words->expected);
  }

  joined = join_names (names);

  /* Translators: the first %s are names in the certificate, the second is the name that was asked for */
  return g_strdup_printf (_("The certificate is for %s, not for %s."), joined, words->expected);
}

static char *
word_expired (CsProblem *problem,
              Names     *words)
{
  CsCertificate *certificate = cs_problem_get_certificate (problem);
  g_autofree char *date = certificate ? cs_words_for_time (cs_certificate_get_not_after (certificate)) : NULL;

  if (!date)
    return g_strdup (_("The certificate has expired."));

  /* Translators: the first %s is the name of a certificate, the second a date and time */
  return g_strdup_printf (_("The certificate “%s” expired on %s."), words->title, date);
}

static char *
word_not_yet_valid (CsVerdict *verdict,
                    CsProblem *problem,
                    Names     *words)
{
  CsCertificate *certificate = cs_problem_get_certificate (problem);
  g_autofree char *now = cs_words_for_time (cs_verdict_get_time (verdict));
  g_autofree char *date = certificate ? cs_words_for_time (cs_certificate_get_not_before (certificate)) : NULL;

  if (!date)
    return g_strdup (_("The certificate is not valid yet."));

  /* Translators: the first %s is the name of a certificate, the others are dates and times */
  return g_strdup_printf (_("The certificate “%s” is not valid before %s. Your clock says %s."), words->title, date, now);
}

static char *
word_other_authority (CsVerdict *verdict,
                      Names     *words)
{
  CsReferenceIdentity *identity = cs_verdict_get_identity (verdict);
  CsKnownServer *known = identity ? cs_reference_identity_get_known (identity) : NULL;
  g_autofree char *before = visible (known ? cs_known_server_get_authority_title (known) : NULL);

  /* Two authorities may go by the same name. */
  if (known && g_str_equal (before, words->title)) {
    /* Translators: the first %s is the name of a certificate authority, the second of a server */
    return g_strdup_printf (_("Another authority than last time, of the same name “%s”, vouches for %s now."), words->title,
                            words->expected);
  }

  /* Translators: the first %s is the name of a server, the others are names of certificate authorities */
  return g_strdup_printf (_("So far %s was vouched for by “%s”. Now it is vouched for by “%s”."), words->expected, before,
                          words->title);
}

/* Where the topmost certificate was issued by somebody else, the authority may be unknown, or a certificate between them missing. */
static char *
word_unknown_authority (CsProblem *problem,
                        Names     *words)
{
  CsCertificate *top = cs_problem_get_certificate (problem);

  if (!top || cs_certificate_is_self_issued (top)) {
    /* Translators: %s is the name of a certificate authority */
    return g_strdup_printf (_("The certificate comes from “%s”, which nothing on this computer vouches for."), words->issuer);
  }

  /* Translators: the %s are the same name of a certificate authority */
  return g_strdup_printf (_("The certificate comes from “%s”, which nothing on this computer vouches for. "
                            "The server does not show the certificate of “%s” itself."), words->issuer, words->issuer);
}

static char *
word_with_detail (const char *sentence,
                  Names      *words)
{
  if (!words->detail || !*words->detail)
    return g_strdup (sentence);

  /* Translators: the first %s is a whole sentence, the second a technical word or two */
  return g_strdup_printf (_("%s (%s)"), sentence, words->detail);
}

static char *
word_path_problem (CsProblemKind  kind,
                   Names         *words)
{
  switch (kind) {
  case CS_PROBLEM_ISSUER_NOT_AUTHORITY:
    /* Translators: %s is the name of a certificate */
    return g_strdup_printf (_("“%s” signed a certificate without being an authority."), words->title);
  case CS_PROBLEM_LEAF_IS_AUTHORITY:
    return g_strdup (_("The server shows the certificate of an authority as its own."));
  case CS_PROBLEM_PURPOSE:
    /* Translators: %s is the name of a certificate */
    return g_strdup_printf (_("The certificate “%s” is not made for servers."), words->title);
  case CS_PROBLEM_KEY_USAGE:
    /* Translators: %s is the name of a certificate */
    return g_strdup_printf (_("The key of “%s” may not be used for this."), words->title);
  case CS_PROBLEM_NAME_CONSTRAINT:
    /* Translators: %s is the name of a certificate */
    return g_strdup_printf (_("An authority above “%s” may not vouch for the names in it."), words->title);
  case CS_PROBLEM_PATH_LENGTH:
    /* Translators: %s is the name of a certificate authority */
    return g_strdup_printf (_("“%s” may not appoint further authorities."), words->title);
  case CS_PROBLEM_CRITICAL_EXTENSION:
    /* Translators: %s is the name of a certificate */
    return g_strdup_printf (_("The certificate “%s” sets a condition that Countersign does not know."), words->title);
  case CS_PROBLEM_WEAK_KEY:
    /* Translators: %s is the name of a certificate */
    return g_strdup_printf (_("The key of “%s” is too weak."), words->title);
  case CS_PROBLEM_WEAK_SIGNATURE:
    /* Translators: %s is the name of a certificate */
    return g_strdup_printf (_("The certificate “%s” is signed with a method that is too weak."), words->title);
  default:
    return g_strdup (_("Something about the certificate is wrong that Countersign does not know."));
  }
}

static char *
word_problem (CsVerdict *verdict,
              CsProblem *problem,
              Names     *words)
{
  CsProblemKind kind = cs_problem_get_kind (problem);

  switch (kind) {
  case CS_PROBLEM_NO_CERTIFICATE:
    return g_strdup (_("The server showed no certificate."));
  case CS_PROBLEM_MALFORMED:
    return g_strdup (_("The certificate cannot be read."));
  case CS_PROBLEM_REVOKED:
    /* Translators: %s is the name of a certificate */
    return g_strdup_printf (_("The certificate “%s” was revoked by its issuer."), words->title);
  case CS_PROBLEM_DISTRUSTED:
    /* Translators: %s is the name of a certificate */
    return g_strdup_printf (_("This computer is told not to trust “%s”."), words->title);
  case CS_PROBLEM_BAD_SIGNATURE:
    /* Translators: the first %s is the name of a certificate, the second of its issuer */
    return g_strdup_printf (_("The signature on “%s” is not from “%s”: the certificate is forged or damaged."),
                            words->title, words->issuer);
  case CS_PROBLEM_UNKNOWN_AUTHORITY:
    return word_unknown_authority (problem, words);
  case CS_PROBLEM_AUTHORITY_OUT_OF_SCOPE:
    /* Translators: the first %s is the name of a certificate authority, the second of a SIP domain */
    return g_strdup_printf (_("The certificate comes from “%s”, which you trust, but not for %s."), words->issuer, words->expected);
  case CS_PROBLEM_NAME_MISMATCH:
    return word_other_name (verdict, words);
  case CS_PROBLEM_EXPIRED:
    return word_expired (problem, words);
  case CS_PROBLEM_NOT_YET_VALID:
    return word_not_yet_valid (verdict, problem, words);
  case CS_PROBLEM_TOO_LARGE:
    return g_strdup (_("The server showed more certificates than anyone needs."));
  case CS_PROBLEM_OTHER_AUTHORITY:
    return word_other_authority (verdict, words);
  case CS_PROBLEM_REVOCATION_UNKNOWN:
    return g_strdup (_("It could not be found out whether the certificate was revoked."));
  case CS_PROBLEM_STAPLE_MISSING:
    return g_strdup (_("The certificate demands fresh proof that it is not revoked, and the server gave none."));
  default:
    return word_path_problem (kind, words);
  }
}

/**
 * cs_words_for_problem:
 * @verdict: a verdict
 * @problem: one of its problems
 *
 * Words a problem.
 *
 * Returns: (transfer full): a sentence
 */
char *
cs_words_for_problem (CsVerdict *verdict,
                      CsProblem *problem)
{
  g_auto (Names) words = { NULL };
  g_autofree char *sentence = NULL;
  CsProblemKind kind;

  g_return_val_if_fail (CS_IS_VERDICT (verdict), NULL);
  g_return_val_if_fail (CS_IS_PROBLEM (problem), NULL);

  names_init (&words, verdict, problem);
  sentence = word_problem (verdict, problem, &words);

  /* The others say it all, or have said the detail. */
  kind = cs_problem_get_kind (problem);
  if (kind == CS_PROBLEM_MALFORMED || kind >= CS_PROBLEM_PURPOSE)
    return word_with_detail (sentence, &words);

  return g_steal_pointer (&sentence);
}

static char *
word_accepted (CsVerdict *verdict)
{
  CsReferenceIdentity *identity = cs_verdict_get_identity (verdict);
  CsAnchor *anchor = cs_verdict_get_anchor (verdict);
  g_autofree char *authority = visible (anchor ? cs_certificate_get_title (cs_anchor_get_certificate (anchor)) : NULL);
  g_autofree char *expected = NULL;

  if (!identity) {
    /* Translators: %s is the name of a certificate authority */
    return g_strdup_printf (_("“%s” vouches for this certificate. The name was not judged."), authority);
  }

  expected = visible (cs_reference_identity_get_display (identity));

  /* Translators: the first %s is the name of a certificate authority, the second of a server */
  return g_strdup_printf (_("“%s” vouches for %s."), authority, expected);
}

/**
 * cs_words_for_verdict:
 * @verdict: a verdict
 *
 * Words a verdict: who vouches for the server, or what is worst about its certificate.
 *
 * Returns: (transfer full): a sentence
 */
char *
cs_words_for_verdict (CsVerdict *verdict)
{
  CsProblem *worst;

  g_return_val_if_fail (CS_IS_VERDICT (verdict), NULL);

  if (cs_verdict_is_accepted (verdict))
    return word_accepted (verdict);

  worst = cs_verdict_get_worst (verdict);
  if (!worst)
    return g_strdup (_("The certificate was not accepted."));

  return cs_words_for_problem (verdict, worst);
}

static char *
word_name_remedy (CsVerdict *verdict)
{
  CsCertificate *leaf = cs_verdict_get_leaf (verdict);
  g_autoptr (GPtrArray) names = leaf ? list_names (leaf) : g_ptr_array_new ();
  g_autofree char *joined = NULL;

  if (names->len == 0)
    return g_strdup (_("Ask your administrator for a certificate that names your server."));

  joined = join_names (names);

  /* Translators: %s is a list of server names */
  return g_strdup_printf (_("If your server is really called %s, correct the server name or the address. "
                            "If not, this is some other server: tell your administrator."), joined);
}

static char *
word_authority_remedy (CsProblem *problem)
{
  CsCertificate *top = cs_problem_get_certificate (problem);

  if (!top || cs_certificate_is_self_issued (top))
    return g_strdup (_("If this is your organisation’s own authority, import its root certificate."));

  return g_strdup (_("If this is your organisation’s own authority, import its root certificate. If that is imported already, the "
                     "server leaves out a certificate in between: tell your administrator."));
}

/**
 * cs_words_for_remedy:
 * @verdict: a verdict that refuses
 *
 * Words what to do about the worst problem.
 *
 * Returns: (transfer full): a sentence or two; empty for an accepted server
 */
char *
cs_words_for_remedy (CsVerdict *verdict)
{
  CsProblem *worst;

  g_return_val_if_fail (CS_IS_VERDICT (verdict), NULL);

  worst = cs_verdict_get_worst (verdict);
  if (cs_verdict_is_accepted (verdict) || !worst)
    return g_strdup ("");

  switch (cs_problem_get_kind (worst)) {
  case CS_PROBLEM_UNKNOWN_AUTHORITY:
    return word_authority_remedy (worst);
  case CS_PROBLEM_AUTHORITY_OUT_OF_SCOPE:
    return g_strdup (_("If it may vouch for this domain too, import its root certificate again and choose the domain."));
  case CS_PROBLEM_NAME_MISMATCH:
    return word_name_remedy (verdict);
  case CS_PROBLEM_NOT_YET_VALID:
    return g_strdup (_("If your clock is wrong, set it. If it is right, tell your administrator."));
  case CS_PROBLEM_EXPIRED:
    return g_strdup (_("Tell your administrator that the certificate has to be renewed. If your clock is wrong, set it."));
  case CS_PROBLEM_OTHER_AUTHORITY:
    return g_strdup (_("If your organisation has told you that its servers have a new authority, accept it for this server. If not, "
                       "somebody may be in between: ask your administrator first."));
  case CS_PROBLEM_TOO_LARGE:
    return g_strdup (_("Tell your administrator: the server must not show more than its own certificate and those that lead to its "
                       "authority."));
  case CS_PROBLEM_NO_CERTIFICATE:
    return g_strdup (_("Tell your administrator: without a certificate a server proves nothing."));
  case CS_PROBLEM_REVOCATION_UNKNOWN:
    return g_strdup (_("Your organisation wants proof that a certificate is not revoked. Try again later, or tell your administrator."));
  case CS_PROBLEM_STAPLE_MISSING:
    return g_strdup (_("Tell your administrator: the server has to be set up to show fresh proof (OCSP stapling)."));
  case CS_PROBLEM_WEAK_KEY:
  case CS_PROBLEM_WEAK_SIGNATURE:
    return g_strdup (_("Tell your administrator: only a certificate that is strong enough today helps."));
  case CS_PROBLEM_PURPOSE:
  case CS_PROBLEM_KEY_USAGE:
  case CS_PROBLEM_LEAF_IS_AUTHORITY:
    return g_strdup (_("Tell your administrator: the server needs a certificate that was made for servers."));
  case CS_PROBLEM_NAME_CONSTRAINT:
  case CS_PROBLEM_PATH_LENGTH:
  case CS_PROBLEM_ISSUER_NOT_AUTHORITY:
    return g_strdup (_("Tell your administrator: the server needs a certificate from an authority that may issue it."));
  case CS_PROBLEM_REVOKED:
  case CS_PROBLEM_DISTRUSTED:
  case CS_PROBLEM_BAD_SIGNATURE:
    return g_strdup (_("Somebody may be in between. Tell your administrator, and don’t sign in elsewhere meanwhile."));
  default:
    return g_strdup (_("Tell your administrator: only a better certificate helps."));
  }
}

/* "for example.test and other.test", or for any server. */
static char *
word_imported (CsAnchor *anchor)
{
  const char * const *domains = cs_anchor_get_domains (anchor);
  gint64 added = cs_anchor_get_added (anchor);
  g_autofree char *date = cs_words_for_date (added);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *joined = NULL;

  for (guint i = 0; domains && domains[i]; i++)
    add_name (names, domains[i]);

  if (!domains || names->len == 0) {
    if (added <= 0)
      return g_strdup (_("You imported it, for any server."));
    /* Translators: %s is a date */
    return g_strdup_printf (_("You imported it on %s, for any server."), date);
  }

  joined = join_names (names);
  if (added <= 0) {
    /* Translators: %s are SIP domains */
    return g_strdup_printf (_("You imported it, for %s only."), joined);
  }

  /* Translators: the first %s is a date, the second are SIP domains */
  return g_strdup_printf (_("You imported it on %s, for %s only."), date, joined);
}

/**
 * cs_words_for_anchor:
 * @anchor: a trust anchor
 *
 * Words where an anchor came from, and what it may vouch for.
 *
 * Returns: (transfer full): a sentence
 */
char *
cs_words_for_anchor (CsAnchor *anchor)
{
  g_return_val_if_fail (CS_IS_ANCHOR (anchor), NULL);

  switch (cs_anchor_get_source (anchor)) {
  case CS_ANCHOR_SYSTEM:
    return g_strdup (_("This computer’s system trusts it."));
  case CS_ANCHOR_ADMINISTRATOR:
    return g_strdup (_("Your organisation trusts it on this computer."));
  case CS_ANCHOR_IMPORTED:
    return word_imported (anchor);
  case CS_ANCHOR_GIVEN:
  default:
    return g_strdup (_("It was given for this one time."));
  }
}
