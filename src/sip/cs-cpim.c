/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-cpim.h"

#include <string.h>

#include "base/cs-error.h"

#include "cs-imdn-id.h"

#define IMDN_NAMESPACE "urn:ietf:params:imdn"
#define CPIM_NAMESPACE "urn:ietf:params:cpim-headers:"

#define MAX_NAMESPACES 16

/* The namespace of the cpim-headers has no prefix; it is also what stands before the first NS header (RFC 3862 section 3.4). */
typedef struct {
  char *prefix;    /* "" for the default one */
  char *uri;
} Namespace;

struct _CsCpim
{
  char      *message_id;
  gint64     time;
  CsReceipt  wanted;
  char      *content_type;
  GBytes    *body;

  gboolean   has_to;
  GArray    *namespaces;
};

/* What is left to read. */
typedef struct {
  const char *at;
  const char *end;
} Rest;

G_DEFINE_BOXED_TYPE (CsCpim, cs_cpim, cs_cpim_ref, cs_cpim_unref)

static void
clear_namespace (gpointer data)
{
  Namespace *self = data;

  g_free (self->prefix);
  g_free (self->uri);
}

static gboolean
fail (GError    **error,
      CsError     code,
      const char *words)
{
  g_set_error_literal (error, CS_ERROR, code, words);

  return FALSE;
}

/* The next line without its end; %NULL where none is complete, or it is no clean text. */
static char *
take_line (Rest *rest)
{
  const char *end = memchr (rest->at, '\n', rest->end - rest->at);
  gsize length;
  char *line;

  if (!end)
    return NULL;

  length = end - rest->at;
  if (length > 0 && end[-1] == '\r')
    length--;
  if (memchr (rest->at, '\r', length) || !g_utf8_validate_len (rest->at, length, NULL))
    return NULL;

  line = g_strndup (rest->at, length);
  rest->at = end + 1;

  return line;
}

/* Cuts "Name: value" in two, in place. */
static char *
split_header (char *line)
{
  char *colon = strchr (line, ':');

  if (!colon || colon == line)
    return NULL;

  *colon = '\0';
  for (const char *at = line; *at; at++) {
    if (!g_ascii_isgraph (*at))
      return NULL;
  }

  return g_strstrip (colon + 1);
}

static const char *
find_uri (CsCpim     *self,
          const char *prefix,
          gsize       length)
{
  /* A later NS header takes the place of an earlier one with the same prefix. */
  for (guint i = self->namespaces->len; i > 0; i--) {
    const Namespace *known = &g_array_index (self->namespaces, Namespace, i - 1);

    if (strlen (known->prefix) == length && strncmp (known->prefix, prefix, length) == 0)
      return known->uri;
  }

  return length == 0 ? CPIM_NAMESPACE : NULL;
}

/* Whether a header is @local of @uri. Names are compared without case: RFC 3862 would not, but those who send "message-id" mean it. */
static gboolean
is_header (CsCpim     *self,
           const char *name,
           const char *uri,
           const char *local)
{
  const char *dot = strchr (name, '.');
  const char *found = find_uri (self, name, dot ? dot - name : 0);

  return found && strcmp (found, uri) == 0 && g_ascii_strcasecmp (dot ? dot + 1 : name, local) == 0;
}

/* NS: [prefix] <URI> */
static gboolean
take_namespace (CsCpim      *self,
                const char  *value,
                GError     **error)
{
  const char *open = strchr (value, '<');
  const char *close = open ? strchr (open, '>') : NULL;
  Namespace found;

  if (!close || self->namespaces->len >= MAX_NAMESPACES)
    return fail (error, CS_ERROR_INVALID_TEXT, "A namespace of the message is malformed.");

  found.prefix = g_strstrip (g_strndup (value, open - value));
  found.uri = g_strndup (open + 1, close - open - 1);
  g_array_append_val (self->namespaces, found);

  return TRUE;
}

/* RFC 5438 section 7.1.1.3. */
static const struct {
  const char *name;
  CsReceipt   receipt;
} dispositions[] = {
  { "positive-delivery", CS_RECEIPT_DELIVERED },
  { "negative-delivery", CS_RECEIPT_FAILED },
  { "display", CS_RECEIPT_READ },
};

static CsReceipt
read_wanted (const char *value)
{
  g_auto (GStrv) words = g_strsplit (value, ",", 16);
  CsReceipt wanted = CS_RECEIPT_NONE;

  for (char **word = words; *word; word++) {
    char *parameters = strchr (*word, ';');

    if (parameters)
      *parameters = '\0';
    g_strstrip (*word);
    for (gsize i = 0; i < G_N_ELEMENTS (dispositions); i++) {
      if (g_ascii_strcasecmp (*word, dispositions[i].name) == 0)
        wanted |= dispositions[i].receipt;
    }
  }

  return wanted;
}

static gint64
read_time (const char *value)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (value, NULL);

  return time ? g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time) : 0;
}

/* RFC 3862 section 4.7: what requires us to understand a header that we don't is not for us. */
static gboolean
check_required (CsCpim      *self,
                const char  *value,
                GError     **error)
{
  static const char * const own[] = { "From", "To", "cc", "DateTime", "Subject", "NS", "Require" };
  static const char * const imdn[] = { "Message-ID", "Disposition-Notification", "Original-Message-ID" };
  g_auto (GStrv) names = g_strsplit (value, ",", 32);

  for (char **name = names; *name; name++) {
    gboolean known = FALSE;

    g_strstrip (*name);
    for (gsize i = 0; i < G_N_ELEMENTS (own); i++)
      known |= is_header (self, *name, CPIM_NAMESPACE, own[i]);
    for (gsize i = 0; i < G_N_ELEMENTS (imdn); i++)
      known |= is_header (self, *name, IMDN_NAMESPACE, imdn[i]);
    if (!known)
      return fail (error, CS_ERROR_UNSUPPORTED, "The message requires something that is not supported.");
  }

  return TRUE;
}

static gboolean
take_header (CsCpim      *self,
             const char  *name,
             const char  *value,
             GError     **error)
{
  if (is_header (self, name, CPIM_NAMESPACE, "NS"))
    return take_namespace (self, value, error);
  if (is_header (self, name, CPIM_NAMESPACE, "Require"))
    return check_required (self, value, error);

  if (is_header (self, name, CPIM_NAMESPACE, "To")) {
    self->has_to = TRUE;
  } else if (is_header (self, name, CPIM_NAMESPACE, "DateTime")) {
    self->time = read_time (value);
  } else if (is_header (self, name, IMDN_NAMESPACE, "Message-ID")) {
    /* Of two ids, either could be the one that somebody else goes by. */
    if (self->message_id)
      return fail (error, CS_ERROR_INVALID_TEXT, "The message has two identifiers.");
    if (cs_imdn_id_is_valid (value))
      self->message_id = g_strdup (value);
  } else if (is_header (self, name, IMDN_NAMESPACE, "Disposition-Notification")) {
    self->wanted = read_wanted (value);
  }

  return TRUE;
}

static gboolean
take_headers (CsCpim  *self,
              Rest    *rest,
              GError **error)
{
  for (;;) {
    g_autofree char *line = take_line (rest);
    const char *value;

    if (!line)
      return fail (error, CS_ERROR_INVALID_TEXT, "The headers of the message have no end.");
    if (*line == '\0')
      return TRUE;

    value = split_header (line);
    if (!value)
      return fail (error, CS_ERROR_INVALID_TEXT, "A header of the message is malformed.");
    if (!take_header (self, line, value, error))
      return FALSE;
  }
}

static gboolean
take_content_header (CsCpim      *self,
                     char        *line,
                     GError     **error)
{
  const char *value = split_header (line);

  if (!value)
    return fail (error, CS_ERROR_INVALID_TEXT, "A header of the content is malformed.");

  if (g_ascii_strcasecmp (line, "Content-Type") == 0) {
    if (self->content_type || *value == '\0')
      return fail (error, CS_ERROR_INVALID_TEXT, "The content has not one type.");
    self->content_type = g_strdup (value);
  } else if (g_ascii_strcasecmp (line, "Content-Transfer-Encoding") == 0) {
    static const char * const plain[] = { "7bit", "8bit", "binary", NULL };
    g_autofree char *lower = g_ascii_strdown (value, -1);

    if (!g_strv_contains (plain, lower))
      return fail (error, CS_ERROR_UNSUPPORTED, "The content is encoded in a way that is not supported.");
  }

  return TRUE;
}

/* These are MIME's: a line that begins with white space goes on with the one before. */
static gboolean
take_content_headers (CsCpim  *self,
                      Rest    *rest,
                      GError **error)
{
  g_autoptr (GString) header = g_string_new (NULL);

  for (;;) {
    g_autofree char *line = take_line (rest);

    if (!line)
      return fail (error, CS_ERROR_INVALID_TEXT, "The headers of the content have no end.");

    if (*line == ' ' || *line == '\t') {
      g_string_append (header, line);
      continue;
    }

    if (header->len > 0 && !take_content_header (self, header->str, error))
      return FALSE;
    if (*line == '\0')
      return TRUE;
    g_string_assign (header, line);
  }
}

/**
 * cs_cpim_parse:
 * @data: a body of the type %CS_CPIM_TYPE
 * @error: return location for an error
 *
 * Unwraps a body. Its From and To are not looked at: the SIP request says who sent it, and its server vouches for that.
 *
 * Returns: (transfer full) (nullable): the wrapping, or %NULL with %CS_ERROR_INVALID_TEXT where it is malformed or
 *   %CS_ERROR_UNSUPPORTED where it asks for more than we know
 */
CsCpim *
cs_cpim_parse (GBytes  *data,
               GError **error)
{
  g_autoptr (CsCpim) self = g_atomic_rc_box_new0 (CsCpim);
  gsize size;
  const char *bytes = g_bytes_get_data (data, &size);
  Rest rest;

  self->namespaces = g_array_new (FALSE, FALSE, sizeof (Namespace));
  g_array_set_clear_func (self->namespaces, clear_namespace);

  if (size == 0) {
    fail (error, CS_ERROR_INVALID_TEXT, "The message is empty.");
    return NULL;
  }

  rest.at = bytes;
  rest.end = bytes + MIN (size, CS_CPIM_MAX_HEAD);
  if (!take_headers (self, &rest, error) || !take_content_headers (self, &rest, error))
    return NULL;

  self->body = g_bytes_new_from_bytes (data, rest.at - bytes, bytes + size - rest.at);

  return g_steal_pointer (&self);
}

/**
 * cs_cpim_ref:
 * @self: a wrapping
 *
 * Returns: (transfer full): @self
 */
CsCpim *
cs_cpim_ref (CsCpim *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  CsCpim *self = data;

  g_free (self->message_id);
  g_free (self->content_type);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->namespaces, g_array_unref);
}

/**
 * cs_cpim_unref:
 * @self: (transfer full): a wrapping
 */
void
cs_cpim_unref (CsCpim *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * cs_cpim_get_message_id:
 * @self: a wrapping
 *
 * Returns: (transfer none) (nullable): the imdn.Message-ID (RFC 5438 section 6.3)
 */
const char *
cs_cpim_get_message_id (CsCpim *self)
{
  return self->message_id;
}

/**
 * cs_cpim_get_time:
 * @self: a wrapping
 *
 * Returns: when the message was sent, in microseconds since 1970; 0 where it doesn't say
 */
gint64
cs_cpim_get_time (CsCpim *self)
{
  return self->time;
}

/**
 * cs_cpim_get_wanted:
 * @self: a wrapping
 *
 * Returns: what the sender asks to be told: %CS_RECEIPT_DELIVERED, %CS_RECEIPT_READ, both or neither; neither without an id
 */
CsReceipt
cs_cpim_get_wanted (CsCpim *self)
{
  return self->message_id ? self->wanted : CS_RECEIPT_NONE;
}

/**
 * cs_cpim_get_content_type:
 * @self: a wrapping
 *
 * Returns: (transfer none): the type of the body with its parameters; "text/plain" where it doesn't say
 */
const char *
cs_cpim_get_content_type (CsCpim *self)
{
  return self->content_type ? self->content_type : "text/plain";
}

/**
 * cs_cpim_get_body:
 * @self: a wrapping
 *
 * Returns: (transfer none): what was wrapped
 */
GBytes *
cs_cpim_get_body (CsCpim *self)
{
  return self->body;
}

/**
 * cs_cpim_looks_like:
 * @data: a body that is said to be plain text
 *
 * Some servers that keep messages forget their type. What is whole as a wrapping, names sender and recipient, says when it was
 * written or how it is called, and has a content type, was not typed by a person.
 *
 * Returns: whether to unwrap it
 */
gboolean
cs_cpim_looks_like (GBytes *data)
{
  gsize size;
  const char *text = g_bytes_get_data (data, &size);
  g_autoptr (CsCpim) cpim = NULL;

  if (size < 5 || g_ascii_strncasecmp (text, "From:", 5) != 0)
    return FALSE;

  cpim = cs_cpim_parse (data, NULL);

  return cpim && cpim->has_to && cpim->content_type && (cpim->time != 0 || cpim->message_id);
}

static void
append_wanted (GString   *text,
               CsReceipt  wanted)
{
  const char *before = "imdn.Disposition-Notification: ";

  for (gsize i = 0; i < G_N_ELEMENTS (dispositions); i++) {
    if (!(wanted & dispositions[i].receipt))
      continue;
    g_string_append_printf (text, "%s%s", before, dispositions[i].name);
    before = ", ";
  }
  if (wanted != CS_RECEIPT_NONE)
    g_string_append (text, "\r\n");
}

/**
 * cs_cpim_build:
 * @draft: what to wrap
 *
 * Returns: (transfer full): the wrapped body (RFC 3862 section 2, RFC 5438 section 7.1.1)
 */
char *
cs_cpim_build (const CsCpimDraft *draft)
{
  g_autoptr (GDateTime) seconds = g_date_time_new_from_unix_utc (draft->time / G_USEC_PER_SEC);
  g_autofree char *time = seconds ? g_date_time_format (seconds, "%Y-%m-%dT%H:%M:%S") : NULL;
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "From: <%s>\r\nTo: <%s>\r\n", draft->from, draft->to);
  if (time)
    g_string_append_printf (text, "DateTime: %s.%03uZ\r\n", time, (guint) (draft->time % G_USEC_PER_SEC / 1000));
  g_string_append_printf (text, "NS: imdn <" IMDN_NAMESPACE ">\r\nimdn.Message-ID: %s\r\n", draft->message_id);
  append_wanted (text, draft->wanted);
  g_string_append_printf (text, "\r\n%s\r\n%s", draft->headers, draft->body);

  return g_string_free (text, FALSE);
}
