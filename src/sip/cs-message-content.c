/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-message-content.h"

#include <string.h>

#include "base/cs-error.h"
#include "base/cs-text.h"

#include "cs-content-coding.h"
#include "cs-cpim.h"
#include "cs-header-text.h"

#define MAX_SIZE (CS_TEXT_MAX_MESSAGE + CS_CPIM_MAX_HEAD)

#define NOTE "[Offline message - "
#define NOTE_DATE "Sun Nov 22 10:00:00 2026"

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

    if (byte == '\r')
      g_string_append_c (text, '\n');
    else if (byte < 0x20 && byte != '\n' && byte != '\t')
      g_string_append (text, "\357\277\275");
    else
      g_string_append_c (text, (char) byte);
  }

  return g_string_free (text, FALSE);
}

static guint
read_text (const char        *charset,
           GBytes            *body,
           CsMessageContent  *content)
{
  gsize length;
  const char *data = g_bytes_get_data (body, &length);
  g_autofree char *text = NULL;

  if (charset && *charset && !is_one_of (charset, "utf-8", "us-ascii"))
    return 415;
  if (length == 0)
    return 200;
  if (!g_utf8_validate_len (data, length, NULL))
    return 400;

  text = make_text (data, length);
  if (strlen (text) > CS_TEXT_MAX_MESSAGE)
    return 413;

  content->text = g_steal_pointer (&text);

  return 200;
}

static guint
read_receipt (GBytes           *body,
              CsMessageContent *content)
{
  content->receipt = cs_imdn_parse (body);

  return content->receipt ? 200 : 400;
}

static guint
read_composing (GBytes           *body,
                CsMessageContent *content)
{
  content->composing = cs_composing_parse (body);

  return content->composing ? 200 : 400;
}

/* Everything but a wrapping. */
static guint
read_plain (const char       *type,
            const char       *charset,
            GBytes           *body,
            CsMessageContent *content)
{
  if (g_ascii_strcasecmp (type, "text/plain") == 0)
    return read_text (charset, body, content);
  if (g_ascii_strcasecmp (type, CS_IMDN_TYPE) == 0)
    return read_receipt (body, content);
  if (g_ascii_strcasecmp (type, CS_COMPOSING_TYPE) == 0)
    return read_composing (body, content);

  return 415;
}

static char *
find_charset (char **parameters)
{
  for (char **parameter = parameters; *parameter; parameter++) {
    g_strstrip (*parameter);
    if (g_ascii_strncasecmp (*parameter, "charset=", 8) == 0)
      return cs_header_text_unquote (*parameter + 8);
  }

  return NULL;
}

static guint
read_wrapped (GBytes           *body,
              CsMessageContent *content)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsCpim) cpim = cs_cpim_parse (body, &error);
  g_auto (GStrv) words = NULL;
  g_autofree char *charset = NULL;

  if (!cpim)
    return g_error_matches (error, CS_ERROR, CS_ERROR_UNSUPPORTED) ? 415 : 400;

  words = g_strsplit (cs_cpim_get_content_type (cpim), ";", 16);
  charset = find_charset (words + 1);
  content->message_id = g_strdup (cs_cpim_get_message_id (cpim));
  content->time = cs_cpim_get_time (cpim);
  content->wanted = cs_cpim_get_wanted (cpim);

  return read_plain (g_strstrip (words[0]), charset, cs_cpim_get_body (cpim), content);
}

/* The store of Kamailio and OpenSIPS writes its own note before what it kept, whatever that is. */
static gsize
measure_note (const char *data,
              gsize       size)
{
  const gsize closing = strlen (NOTE NOTE_DATE);

  if (size < closing + 2 || strncmp (data, NOTE, strlen (NOTE)) != 0 || data[closing] != ']' || data[closing + 1] != ' ')
    return 0;

  return closing + 2;
}

static GBytes *
skip_note (GBytes *body)
{
  gsize size;
  const char *data = g_bytes_get_data (body, &size);
  gsize note = measure_note (data, size);

  return g_bytes_new_from_bytes (body, note, size - note);
}

/* It also forgets the type, as others do. What is whole as a notification is hardly ever typed by a person; but one may pass a receipt
 * on as a text, so that is also kept as one, until it is known whether it is about a message of ours. Any other text is one, note
 * and all. */
static guint
read_unlabelled (const char       *charset,
                 GBytes           *body,
                 CsMessageContent *content)
{
  g_autoptr (GBytes) bare = skip_note (body);
  gsize size;
  const char *data = g_bytes_get_data (bare, &size);

  if (cs_cpim_looks_like (bare))
    return read_wrapped (bare, content);
  if (size > 0 && *data == '<' && read_receipt (bare, content) == 200) {
    read_text (charset, body, content);
    return 200;
  }
  if (size > 0 && *data == '<' && read_composing (bare, content) == 200)
    return 200;

  return read_text (charset, body, content);
}

static guint
read_content (const CsContentHead *head,
              GBytes              *body,
              CsMessageContent    *content)
{
  if (!head->type || g_ascii_strcasecmp (head->type, "text/plain") == 0)
    return read_unlabelled (head->charset, body, content);
  if (g_ascii_strcasecmp (head->type, CS_CPIM_TYPE) == 0)
    return read_wrapped (body, content);

  return read_plain (head->type, head->charset, body, content);
}

/**
 * cs_message_content_free:
 * @self: (transfer full): a content
 */
void
cs_message_content_free (CsMessageContent *self)
{
  g_free (self->text);
  g_free (self->message_id);
  g_clear_pointer (&self->receipt, cs_imdn_unref);
  g_clear_pointer (&self->composing, cs_composing_unref);
  g_free (self);
}

/**
 * cs_message_content_read:
 * @head: what the headers say about the body
 * @body: (nullable): the body
 * @content: (out) (transfer full) (nullable): what it says; %NULL when it is refused
 *
 * Reads the body of a MESSAGE request (RFC 3428): text, a notification about a message of ours (RFC 5438), or that somebody is writing
 * (RFC 3994), wrapped (RFC 3862) or not.
 *
 * Returns: 200, or the status to refuse the request with
 */
guint
cs_message_content_read (const CsContentHead  *head,
                         GBytes               *body,
                         CsMessageContent    **content)
{
  g_autoptr (CsMessageContent) found = g_new0 (CsMessageContent, 1);
  g_autoptr (GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr (GBytes) decoded = NULL;
  guint status;

  *content = NULL;

  status = cs_content_coding_decode (head->encoding, body ? body : nothing, MAX_SIZE, &decoded);
  if (status != 200)
    return status;
  if (g_bytes_get_size (decoded) > MAX_SIZE)
    return 413;

  status = read_content (head, decoded, found);
  if (status == 200)
    *content = g_steal_pointer (&found);

  return status;
}

/**
 * cs_message_content_time:
 * @date: when the sender or its server says that the message was sent, in microseconds since 1970, or 0
 * @now: the time now, in microseconds since 1970
 *
 * Believes a date of the last two years. One that is ahead of us means now.
 *
 * Returns: when the message was sent, in microseconds since 1970
 */
gint64
cs_message_content_time (gint64 date,
                         gint64 now)
{
  if (date < now - 2 * 366 * G_TIME_SPAN_DAY)
    return now;

  return MIN (date, now);
}

/**
 * cs_message_content_skip_note:
 * @text: a text that a server may have kept
 *
 * Passes over what some servers write before what they keep.
 *
 * Returns: (transfer none): the text as its sender wrote it, a part of @text
 */
const char *
cs_message_content_skip_note (const char *text)
{
  return text + measure_note (text, strlen (text));
}
