/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-message-content.h"

#include <string.h>

#include "base/cs-text.h"

static gboolean
is_one_of (const char *value,
           const char *first,
           const char *second)
{
  return g_ascii_strcasecmp (value, first) == 0 || g_ascii_strcasecmp (value, second) == 0;
}

/* Line ends become line feeds; other control characters, which no screen should obey, become visible. */
static char *
make_text (const char *data,
           gsize       length)
{
  GString *text = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++) {
    guchar byte = (guchar) data[i];

    if (byte == '\r' && i + 1 < length && data[i + 1] == '\n')
      continue;
    else if (byte == '\r')
      g_string_append_c (text, '\n');
    else if (byte < 0x20 && byte != '\n' && byte != '\t')
      g_string_append (text, "\357\277\275");
    else
      g_string_append_c (text, (char) byte);
  }

  return g_string_free (text, FALSE);
}

/**
 * cs_message_content_read:
 * @type: (nullable): the Content-Type without parameters
 * @charset: (nullable): its charset parameter, without quotes
 * @encoding: (nullable): the Content-Encoding
 * @body: (nullable): the body
 * @text: (out) (transfer full) (nullable): the text, with line feeds for line ends; %NULL when there is none to show
 *
 * Reads the body of a MESSAGE request (RFC 3428).
 *
 * Returns: 200, or the status to refuse the request with
 */
guint
cs_message_content_read (const char  *type,
                         const char  *charset,
                         const char  *encoding,
                         GBytes      *body,
                         char       **text)
{
  gsize length = 0;
  const char *data = body ? g_bytes_get_data (body, &length) : NULL;

  *text = NULL;

  if (length > CS_TEXT_MAX_MESSAGE)
    return 413;
  if (encoding && g_ascii_strcasecmp (encoding, "identity") != 0)
    return 415;
  if (type && g_ascii_strcasecmp (type, "text/plain") != 0)
    return 415;
  if (charset && !is_one_of (charset, "utf-8", "us-ascii"))
    return 415;
  if (length == 0)
    return 200;
  if (!g_utf8_validate_len (data, length, NULL))
    return 400;

  *text = make_text (data, length);
  if (strlen (*text) > CS_TEXT_MAX_MESSAGE) {
    g_clear_pointer (text, g_free);
    return 413;
  }

  return 200;
}

/**
 * cs_message_content_time:
 * @date: when the sender or its server says that the message was sent, in seconds since 1970, or 0
 * @now: the time now, in microseconds since 1970
 *
 * Believes a date of the last two years that is not more than five minutes ahead of us.
 *
 * Returns: when the message was sent, in microseconds since 1970
 */
gint64
cs_message_content_time (gint64 date,
                         gint64 now)
{
  gint64 seconds = now / G_USEC_PER_SEC;

  if (date < seconds - 2 * 366 * 24 * 3600 || date > seconds + 300)
    return now;

  return MIN (date * G_USEC_PER_SEC, now);
}
