/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-words.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"

/**
 * cs_words_for_change:
 * @verdict: what was found of an accepted server
 * @before: what was known of it before
 *
 * Words what has changed about a server since it was accepted last.
 *
 * Returns: (transfer full) (nullable): a sentence, or %NULL where nothing has changed
 */
char *
cs_words_for_change (CsVerdict     *verdict,
                     CsKnownServer *before)
{
  CsReferenceIdentity *identity = cs_verdict_get_identity (verdict);
  CsCertificate *leaf = cs_verdict_get_leaf (verdict);
  CsAnchor *anchor = cs_verdict_get_anchor (verdict);
  g_autofree char *server = NULL;
  g_autofree char *earlier = NULL;
  g_autofree char *authority = NULL;

  g_return_val_if_fail (identity && leaf && anchor, NULL);

  server = cs_text_make_visible (cs_reference_identity_get_display (identity));
  earlier = cs_text_make_visible (cs_known_server_get_authority_title (before));
  authority = cs_text_make_visible (cs_certificate_get_title (cs_anchor_get_certificate (anchor)));

  switch (cs_known_server_compare (before, leaf, cs_anchor_get_certificate (anchor))) {
  case CS_KNOWN_NEW_CERTIFICATE:
    /* Translators: the first %s is the name of a server, the second of a certificate authority */
    return g_strdup_printf (_("%s has a new certificate, from “%s” as before."), server, authority);
  case CS_KNOWN_OTHER_AUTHORITY:
    /* Translators: the first %s is the name of a server, the others are names of certificate authorities */
    return g_strdup_printf (_("%s has a new certificate, from another authority: “%s” instead of “%s”."), server, authority, earlier);
  case CS_KNOWN_SAME:
  default:
    return NULL;
  }
}
