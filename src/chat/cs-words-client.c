/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-words.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"

/**
 * cs_words_for_client_answer:
 * @answer: what a server got that may have asked for our certificate
 *
 * Words what became of our own certificate, without saying whose it is.
 *
 * Returns: a sentence
 */
const char *
cs_words_for_client_answer (CsClientAnswer answer)
{
  switch (answer) {
  case CS_CLIENT_ANSWER_NONE:
    return _("The server asked for one, and none is set up.");
  case CS_CLIENT_ANSWER_UNSUITABLE:
    return _("The server asked for one, but not for one like yours: it was not sent.");
  case CS_CLIENT_ANSWER_SENT:
    return _("The server asked for one, and yours was sent.");
  case CS_CLIENT_ANSWER_NOT_ASKED:
  default:
    return _("The server asked for none.");
  }
}

/**
 * cs_words_for_client_certificate:
 * @facts: what is known of a connection whose handshake is done
 *
 * Words what became of our own certificate.
 *
 * Returns: (transfer full): a sentence
 */
char *
cs_words_for_client_certificate (CsConnectionFacts *facts)
{
  GBytes *der;
  g_autoptr (CsCertificate) certificate = NULL;
  g_autofree char *name = NULL;
  g_autofree char *issuer = NULL;

  g_return_val_if_fail (facts, NULL);

  der = cs_connection_facts_get_client (facts);
  certificate = der ? cs_certificate_new_from_der (der, NULL) : NULL;
  if (!certificate)
    return g_strdup (cs_words_for_client_answer (cs_connection_facts_get_client_answer (facts)));

  name = cs_text_make_visible (cs_certificate_get_title (certificate));
  issuer = cs_text_make_visible (cs_certificate_get_issuer_title (certificate));

  /* Translators: the name in a certificate, and that of who issued it */
  return g_strdup_printf (_("“%s”, issued by “%s”, was sent."), name, issuer);
}
