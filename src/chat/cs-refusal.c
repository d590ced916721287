/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-refusal.h"

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"
#include "base/cs-text.h"

#include "cs-refusal-rows.h"
#include "cs-words.h"

struct _CsRefusal
{
  char          *title;
  char          *reason;
  char          *remedy;
  GPtrArray     *rows;
  CsRefusalMend  mend;
  CsVerdict     *verdict;  /* nullable */
};

static CsRefusal *
refusal_new (void)
{
  CsRefusal *self = g_new0 (CsRefusal, 1);

  self->rows = cs_refusal_rows_new ();

  return self;
}

/* Another authority only helps where the lack of one is the worst: it mends neither a forgery nor a wrong name. */
static CsRefusalMend
find_mend (CsVerdict *verdict)
{
  CsProblem *worst = cs_verdict_get_worst (verdict);

  if (worst && (cs_problem_get_kind (worst) == CS_PROBLEM_UNKNOWN_AUTHORITY
                || cs_problem_get_kind (worst) == CS_PROBLEM_AUTHORITY_OUT_OF_SCOPE))
    return CS_REFUSAL_MEND_IMPORT;

  return cs_verdict_has_problem (verdict, CS_PROBLEM_NAME_MISMATCH) ? CS_REFUSAL_MEND_ACCOUNT : CS_REFUSAL_MEND_NOTHING;
}

/* Before a server is accepted nothing leaves; the password never does before it is asked for. */
static char *
join_remedy (const char *what_was_sent,
             const char *remedy)
{
  /* Translators: two or three sentences: what was sent, what to do */
  return g_strdup_printf (_("%s %s"), what_was_sent, remedy);
}

/**
 * cs_refusal_new:
 * @verdict: a verdict that refuses
 * @server: the name to call the server by where the verdict knows none
 *
 * Words a refusal.
 *
 * Returns: (transfer full): the refusal
 */
CsRefusal *
cs_refusal_new (CsVerdict  *verdict,
                const char *server)
{
  CsRefusal *self;
  CsReferenceIdentity *identity;
  g_autofree char *name = NULL;
  g_autofree char *remedy = NULL;

  g_return_val_if_fail (CS_IS_VERDICT (verdict), NULL);
  g_return_val_if_fail (server, NULL);

  identity = cs_verdict_get_identity (verdict);
  name = cs_text_make_visible (identity ? cs_reference_identity_get_display (identity) : server);
  remedy = cs_words_for_remedy (verdict);

  self = refusal_new ();
  self->verdict = g_object_ref (verdict);
  /* Translators: %s is the name of a server */
  self->title = g_strdup_printf (_("%s could not prove who it is"), name);
  self->reason = cs_words_for_verdict (verdict);
  self->remedy = join_remedy (_("Countersign sent nothing."), remedy);
  self->mend = find_mend (verdict);
  cs_refusal_rows_add_verdict (self->rows, verdict);

  return self;
}

static void
word_old_tls (CsRefusal *self)
{
  self->remedy = join_remedy (_("Countersign sent nothing."),
                              _("Tell your administrator: the server has to speak a newer version of TLS."));
  cs_refusal_rows_add (self->rows, _("TLS that is safe today"), _("only older versions"), FALSE);
}

static void
word_no_tls (CsRefusal *self)
{
  self->mend = CS_REFUSAL_MEND_ACCOUNT;
  self->remedy = join_remedy (_("Countersign sent nothing."),
                              _("Check the server and its port in the account: TLS is usually at port 5061. If they are right, "
                                "tell your administrator."));
  cs_refusal_rows_add (self->rows, _("a connection protected by TLS"), _("a connection that anybody can read"), FALSE);
}

static void
word_unsafe_tls (CsRefusal *self)
{
  self->remedy = join_remedy (_("Countersign sent nothing."),
                              _("Tell your administrator: the server has to offer a connection that is safe today."));
  cs_refusal_rows_add (self->rows, _("a connection that is safe today"), self->reason, FALSE);
}

/* Here it is we who have to prove something. In TLS 1.3 the server may say so after the first byte. */
static void
word_client_certificate (CsRefusal  *self,
                         const char *server)
{
  g_free (self->title);
  /* Translators: %s is the name of a server */
  self->title = g_strdup_printf (_("%s wants proof of who you are"), server);
  self->mend = CS_REFUSAL_MEND_CERTIFICATE;
  self->remedy = join_remedy (_("Your password was not sent."),
                              _("Choose the certificate that your organisation gave you, in the account. If you have none, ask "
                                "your administrator for one."));
  cs_refusal_rows_add (self->rows, _("a certificate of yours that the server accepts"), self->reason, FALSE);
}

/**
 * cs_refusal_is_error:
 * @error: (nullable): why there is no connection
 *
 * Tells the errors that mean that a connection would not be safe from those of a server that cannot be reached.
 *
 * Returns: whether there is something to tell with cs_refusal_new_for_error()
 */
gboolean
cs_refusal_is_error (const GError *error)
{
  return g_error_matches (error, CS_ERROR, CS_ERROR_TLS)
      || g_error_matches (error, CS_ERROR, CS_ERROR_TLS_TOO_OLD)
      || g_error_matches (error, CS_ERROR, CS_ERROR_NOT_TLS)
      || g_error_matches (error, CS_ERROR, CS_ERROR_CLIENT_CERTIFICATE);
}

/**
 * cs_refusal_new_for_error:
 * @error: an error that is a refusal
 * @server: the name of the server
 *
 * Words the end of a connection that came before there was a verdict.
 *
 * Returns: (transfer full): the refusal
 */
CsRefusal *
cs_refusal_new_for_error (const GError *error,
                          const char   *server)
{
  CsRefusal *self;
  g_autofree char *name = NULL;

  g_return_val_if_fail (cs_refusal_is_error (error), NULL);
  g_return_val_if_fail (server, NULL);

  name = cs_text_make_visible (server);
  self = refusal_new ();
  self->title = g_strdup_printf (_("%s could not prove who it is"), name);
  self->reason = cs_words_for_error (error, server);

  switch (error->code) {
  case CS_ERROR_CLIENT_CERTIFICATE:
    word_client_certificate (self, name);
    break;
  case CS_ERROR_NOT_TLS:
    word_no_tls (self);
    break;
  case CS_ERROR_TLS_TOO_OLD:
    word_old_tls (self);
    break;
  case CS_ERROR_TLS:
  default:
    word_unsafe_tls (self);
  }

  return self;
}

/**
 * cs_refusal_free:
 * @self: a refusal
 */
void
cs_refusal_free (CsRefusal *self)
{
  g_free (self->title);
  g_free (self->reason);
  g_free (self->remedy);
  g_ptr_array_unref (self->rows);
  g_clear_object (&self->verdict);
  g_free (self);
}

/**
 * cs_refusal_get_title:
 * @self: a refusal
 *
 * Returns: (transfer none): what it is about, a few words
 */
const char *
cs_refusal_get_title (const CsRefusal *self)
{
  return self->title;
}

/**
 * cs_refusal_get_reason:
 * @self: a refusal
 *
 * Returns: (transfer none): why, a sentence about the worst
 */
const char *
cs_refusal_get_reason (const CsRefusal *self)
{
  return self->reason;
}

/**
 * cs_refusal_get_remedy:
 * @self: a refusal
 *
 * Returns: (transfer none): what was sent, and what to do, some sentences
 */
const char *
cs_refusal_get_remedy (const CsRefusal *self)
{
  return self->remedy;
}

/**
 * cs_refusal_get_rows:
 * @self: a refusal
 *
 * Returns: (transfer none) (element-type CsRefusalRow): what was expected beside what was presented
 */
GPtrArray *
cs_refusal_get_rows (const CsRefusal *self)
{
  return self->rows;
}

/**
 * cs_refusal_get_mend:
 * @self: a refusal
 *
 * Returns: what the person can do about it here
 */
CsRefusalMend
cs_refusal_get_mend (const CsRefusal *self)
{
  return self->mend;
}

/**
 * cs_refusal_get_verdict:
 * @self: a refusal
 *
 * Returns: (transfer none) (nullable): the verdict, where it came to one
 */
CsVerdict *
cs_refusal_get_verdict (const CsRefusal *self)
{
  return self->verdict;
}

/**
 * cs_refusal_to_text:
 * @self: a refusal
 * @facts: (nullable): what is known of the connection
 *
 * Words it all for an administrator. There is no secret in it.
 *
 * Returns: (transfer full): some lines of plain text
 */
char *
cs_refusal_to_text (const CsRefusal   *self,
                    CsConnectionFacts *facts)
{
  g_autofree char *server = NULL;

  if (self->verdict)
    return cs_words_for_report (self->verdict, facts);

  server = facts ? cs_words_for_connection (facts) : NULL;

  return g_strdup_printf ("%s\n%s\n%s%s\nCountersign %s\n", self->title, self->reason, server ? server : "", server ? "\n" : "",
                          CS_VERSION);
}
