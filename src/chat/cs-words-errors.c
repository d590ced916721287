/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-words.h"

#include <stdlib.h>

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"
#include "base/cs-text.h"

static char *
word_store_error (int code)
{
  switch (code) {
  case CS_ERROR_STORE_NEWER:
    return g_strdup (_("The messages were written by a newer Countersign. They are kept as they are: please update."));
  case CS_ERROR_STORE_DAMAGED:
    return g_strdup (_("The file with the messages is damaged. It is kept as it is: please restore it from a backup or move it away."));
  case CS_ERROR_STORE_BUSY:
  default:
    return g_strdup (_("Another Countersign uses this profile."));
  }
}

/**
 * cs_words_for_error:
 * @error: an error of ours, or of a library
 * @server: (nullable): the name of the server that it is about
 *
 * Words an error.
 *
 * Returns: (transfer full): a sentence
 */
char *
cs_words_for_error (const GError *error,
                    const char   *server)
{
  g_autofree char *name = NULL;
  g_autofree char *message = NULL;

  g_return_val_if_fail (error, NULL);

  name = cs_text_make_visible (server && *server ? server : _("the server"));
  message = cs_text_make_visible (error->message);
  if (error->domain != CS_ERROR)
    return g_steal_pointer (&message);

  switch (error->code) {
  case CS_ERROR_AUTHENTICATION:
    /* Translators: %s is the name of a server */
    return g_strdup_printf (_("%s did not accept the password."), name);
  case CS_ERROR_STORE_NEWER:
  case CS_ERROR_STORE_DAMAGED:
  case CS_ERROR_STORE_BUSY:
    return word_store_error (error->code);
  case CS_ERROR_REFUSED:
    /* Translators: %s is the name of a server */
    return g_strdup_printf (_("%s could not prove who it is."), name);
  default:
    break;
  }

  /* The engine's errors are sentences that name what they are about. */
  if (*message)
    return g_steal_pointer (&message);

  return g_strdup (_("Something went wrong."));
}

/**
 * cs_words_for_send_failure:
 * @reason: the final answer to a message as it is stored, "404 Not Found", or a sentence
 *
 * Words why a message could not be delivered.
 *
 * Returns: (transfer full): a sentence
 */
char *
cs_words_for_send_failure (const char *reason)
{
  g_autofree char *shown = NULL;

  g_return_val_if_fail (reason, NULL);

  if (g_str_equal (reason, CS_WORDS_NO_ANSWER))
    return g_strdup (_("The message was sent several times, and the server never answered."));

  if (g_str_equal (reason, CS_WORDS_UNANSWERED))
    return g_strdup (_("No answer came, so nobody knows whether this message arrived. It is sent again until one comes."));

  if (g_str_equal (reason, CS_WORDS_NOT_TAKEN))
    return g_strdup (_("The other end says that the message could not be delivered."));

  switch (atoi (reason)) {
  case 401:
  case 407:
    return g_strdup (_("The server wants another password for this message."));
  case 403:
    return g_strdup (_("The server, or the one whom you wrote to, does not allow this message."));
  case 404:
  case 604:
    return g_strdup (_("The server does not know this address."));
  case 408:
    return g_strdup (_("The other end did not answer in time."));
  case 410:
    return g_strdup (_("This address does not exist any more."));
  case 413:
  case 513:
    return g_strdup (_("The message is too long for the server."));
  case 415:
    return g_strdup (_("The other end cannot show text messages."));
  case 480:
  case 430:
    return g_strdup (_("The other end cannot be reached at the moment."));
  case 486:
  case 600:
  case 603:
    return g_strdup (_("The other end does not take messages now."));
  case 482:
  case 483:
    return g_strdup (_("The message went round in circles."));
  default:
    break;
  }

  shown = cs_text_make_visible (reason);
  if (!g_ascii_isdigit (*shown))
    return g_steal_pointer (&shown);

  /* Translators: %s is a number and a phrase of the SIP protocol */
  return g_strdup_printf (_("The server did not take the message: %s."), g_strchomp (shown));
}
