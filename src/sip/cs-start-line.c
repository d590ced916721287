/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-start-line.h"

#include <string.h>

#define VERSION "SIP/2.0"

/* Those that Sofia knows. */
static const char * const methods[] = {
  "ACK", "BYE", "CANCEL", "INFO", "INVITE", "MESSAGE", "NOTIFY", "OPTIONS", "PRACK", "PUBLISH", "REFER", "REGISTER", "SUBSCRIBE",
  "UPDATE",
};

static gboolean
is_token (const char *text,
          gsize       length)
{
  for (gsize i = 0; i < length; i++) {
    if (!g_ascii_isalnum (text[i]) && !strchr ("-.!%*_+`'~", text[i]))
      return FALSE;
  }

  return length > 0;
}

static gboolean
is_known (const char *method,
          gsize       length)
{
  for (gsize i = 0; i < G_N_ELEMENTS (methods); i++) {
    if (strlen (methods[i]) == length && memcmp (methods[i], method, length) == 0)
      return TRUE;
  }

  return FALSE;
}

static CsStartLine
judge_response (const char *rest,
                gsize       length)
{
  gboolean good = length >= 4 && rest[0] >= '1' && rest[0] <= '6' && g_ascii_isdigit (rest[1]) && g_ascii_isdigit (rest[2]) &&
                  rest[3] == ' ';

  return good ? CS_START_LINE_GOOD : CS_START_LINE_BAD;
}

static CsStartLine
judge_request (const char *line,
               gsize       length)
{
  const char *end = line + length;
  const char *uri = memchr (line, ' ', length);
  const char *version = uri ? memchr (uri + 1, ' ', (gsize) (end - uri - 1)) : NULL;
  gsize method_length;

  if (!version || version == uri + 1 || (gsize) (end - version - 1) != strlen (VERSION) ||
      memcmp (version + 1, VERSION, strlen (VERSION)) != 0)
    return CS_START_LINE_BAD;

  method_length = (gsize) (uri - line);
  if (!is_token (line, method_length))
    return CS_START_LINE_BAD;

  /* A method that Sofia does not know and that is shorter than some it does, it takes for garbage, and then reads no further. */
  if (!is_known (line, method_length) && method_length < strlen ("SUBSCRIBE"))
    return CS_START_LINE_STRANGE;

  return CS_START_LINE_GOOD;
}

/**
 * cs_start_line_judge:
 * @message: a message
 * @length: its length; there is a CRLF within
 *
 * Looks at the first line of a message (RFC 3261 section 7).
 *
 * Returns: whether it is good; good, but for a request that must be kept from Sofia; or bad
 */
CsStartLine
cs_start_line_judge (const char *message,
                     gsize       length)
{
  const char *end = g_strstr_len (message, (gssize) length, "\r\n");
  gsize line_length = (gsize) (end - message);
  gsize version_length = strlen (VERSION " ");

  if (line_length > version_length && memcmp (message, VERSION " ", version_length) == 0)
    return judge_response (message + version_length, line_length - version_length);

  return judge_request (message, line_length);
}
