/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-words.h"

#include <glib/gi18n-lib.h>

#include "base/cs-text.h"

static char *
word_server (const char *server,
             guint       days,
             const char *date)
{
  /* Translators: the first %s is the name of a server, %u a number of days, the second %s a date */
  return g_strdup_printf (ngettext ("The certificate of %s expires within %u day, on %s. Tell the server’s administrator: "
                                    "without a new one, Countersign will not connect any more.",
                                    "The certificate of %s expires within %u days, on %s. Tell the server’s administrator: "
                                    "without a new one, Countersign will not connect any more.", days),
                          server, days, date);
}

static char *
word_authority (const char *title,
                guint       days,
                const char *date)
{
  /* Translators: the first %s is the name of a certificate authority, %u a number of days, the second %s a date */
  return g_strdup_printf (ngettext ("The authority “%s”, which you imported, expires within %u day, on %s. Ask your organisation "
                                    "for its new root certificate, and import it.",
                                    "The authority “%s”, which you imported, expires within %u days, on %s. Ask your organisation "
                                    "for its new root certificate, and import it.", days),
                          title, days, date);
}

static char *
word_client (const char *address,
             guint       days,
             const char *date)
{
  /* Translators: the first %s is a SIP address of the user, %u a number of days, the second %s a date */
  return g_strdup_printf (ngettext ("Your certificate for %s expires within %u day, on %s. Ask your organisation for a new one, "
                                    "and choose it in the account’s preferences.",
                                    "Your certificate for %s expires within %u days, on %s. Ask your organisation for a new one, "
                                    "and choose it in the account’s preferences.", days),
                          address, days, date);
}

/**
 * cs_words_for_expiry:
 * @kind: whose certificate it is
 * @name: the server's name, the authority's, or the address of the account that shows the certificate
 * @end: until when it is valid, in Unix time
 * @now: the present, before that
 *
 * Words that a certificate will expire, when, and what to do about it.
 *
 * Returns: (transfer full): two sentences
 */
char *
cs_words_for_expiry (CsExpiryKind  kind,
                     const char   *name,
                     gint64        end,
                     gint64        now)
{
  g_autofree char *visible = cs_text_make_visible (name);
  g_autofree char *date = cs_words_for_date (end);
  guint days = cs_expiry_count_days (end, now);

  switch (kind) {
  case CS_EXPIRY_OF_AUTHORITY:
    return word_authority (visible, days, date);
  case CS_EXPIRY_OF_CLIENT:
    return word_client (visible, days, date);
  case CS_EXPIRY_OF_SERVER:
  default:
    return word_server (visible, days, date);
  }
}
