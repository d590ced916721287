/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-import-words.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

#include "base/cs-error.h"
#include "base/cs-text.h"

static char *
describe_file (int         code,
               const char *file)
{
  switch (code) {
  case CS_ERROR_EMPTY:
    /* Translators: %s is the name of a file */
    return g_strdup_printf (_("“%s” is empty."), file);
  case CS_ERROR_TOO_LARGE:
    /* Translators: %s is the name of a file */
    return g_strdup_printf (_("“%s” is far too large for a certificate."), file);
  case CS_ERROR_PRIVATE_KEY:
    /* Translators: %s is the name of a file */
    return g_strdup_printf (_("“%s” holds a private key. Only its owner should have that: ask for the root certificate."), file);
  case CS_ERROR_UNSUPPORTED:
    /* Translators: %s is the name of a file */
    return g_strdup_printf (_("“%s” is not an ordinary file."), file);
  case CS_ERROR_NOT_A_CERTIFICATE:
    /* Translators: %s is the name of a file */
    return g_strdup_printf (_("“%s” holds no certificate. A root certificate comes as a PEM or DER file, or in a PKCS #7 bundle."), file);
  default:
    return NULL;
  }
}

static char *
describe_certificate (int         code,
                      const char *title)
{
  switch (code) {
  case CS_ERROR_NOT_AN_AUTHORITY:
    /* Translators: %s is whose certificate it is */
    return g_strdup_printf (_("The certificate of “%s” is not an authority's: it may not vouch for others."), title);
  case CS_ERROR_NO_BASIC_CONSTRAINTS:
    /* Translators: %s is whose certificate it is; “basic constraints” is a technical term */
    return g_strdup_printf (_("The certificate of “%s” does not say that it is an authority's (it has no basic constraints). "
                              "Ask for the root certificate."), title);
  case CS_ERROR_MAY_NOT_SIGN:
    /* Translators: %s is whose certificate it is */
    return g_strdup_printf (_("“%s” is an authority, but its key may not sign certificates."), title);
  case CS_ERROR_EXPIRED:
    /* Translators: %s is whose certificate it is */
    return g_strdup_printf (_("The certificate of “%s” has expired. Ask for the present one."), title);
  case CS_ERROR_NOT_YET_VALID:
    /* Translators: %s is whose certificate it is */
    return g_strdup_printf (_("The certificate of “%s” is not valid yet. Check the clock of this computer."), title);
  case CS_ERROR_WEAK:
    /* Translators: %s is whose certificate it is */
    return g_strdup_printf (_("The key or the signature of “%s” is too weak to prove anything."), title);
  case CS_ERROR_FORBIDDEN:
    /* Translators: %s is whose certificate it is */
    return g_strdup_printf (_("This computer is told never to trust “%s”."), title);
  case CS_ERROR_EXISTS:
    /* Translators: %s is whose certificate it is */
    return g_strdup_printf (_("“%s” is trusted already."), title);
  default:
    return NULL;
  }
}

/**
 * cs_import_words_for_error:
 * @error: what went wrong with a file
 * @file_name: the name of the file
 * @title: (nullable): whose certificate is in it, where there is one
 *
 * Returns: (transfer full): a sentence, in which nothing is hidden
 */
char *
cs_import_words_for_error (const GError *error,
                           const char   *file_name,
                           const char   *title)
{
  g_autofree char *file = cs_text_make_visible (file_name);
  g_autofree char *subject = cs_text_make_visible (title ? title : file_name);
  char *words = NULL;

  if (error->domain == CS_ERROR)
    words = describe_file (error->code, file);
  if (error->domain == CS_ERROR && !words)
    words = describe_certificate (error->code, subject);
  if (words)
    return words;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    /* Translators: %s is the name of a file */
    return g_strdup_printf (_("“%s” is not there."), file);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED))
    /* Translators: %s is the name of a file */
    return g_strdup_printf (_("You may not read “%s”."), file);

  /* Translators: %s is the name of a file */
  return g_strdup_printf (_("“%s” could not be read."), file);
}

/**
 * cs_import_words_for_scope:
 * @anchor: an authority
 *
 * Returns: (transfer full): the domains that @anchor may vouch for, as a person reads them
 */
char *
cs_import_words_for_scope (CsAnchor *anchor)
{
  const char * const *domains = cs_anchor_get_domains (anchor);
  g_autoptr (GString) list = NULL;

  if (!domains)
    return g_strdup (_("any server"));

  list = g_string_new (NULL);
  for (guint i = 0; domains[i]; i++) {
    g_autoptr (CsHost) host = cs_host_parse (domains[i], NULL);

    if (i > 0)
      g_string_append (list, ", ");
    g_string_append (list, host ? cs_host_get_display (host) : domains[i]);
  }

  return g_string_free (g_steal_pointer (&list), FALSE);
}
