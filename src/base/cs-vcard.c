/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-vcard.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "cs-error.h"

/* Longer lines hold pictures and sounds, which nobody asked for. */
#define MAX_LINE 65536

#define MAX_ADDRESSES 32

static const char * const versions[] = { "2.1", "3.0", "4.0", NULL };

/* What old address books write. For any other the C library would look for code to load, by a name that stands in the file. */
static const char * const charsets[] = {
  "US-ASCII", "ISO-8859-1", "ISO-8859-2", "ISO-8859-5", "ISO-8859-7", "ISO-8859-9", "ISO-8859-15",
  "WINDOWS-1250", "WINDOWS-1251", "WINDOWS-1252", "WINDOWS-1253", "WINDOWS-1254", "KOI8-R",
  "SHIFT_JIS", "EUC-JP", "ISO-2022-JP", "EUC-KR", "GB2312", "GBK", "GB18030", "BIG5", NULL
};

/* A line, taken apart. The strings are its own. */
typedef struct {
  char *name;
  char *charset;
  char *value;
  gboolean quoted;   /* quoted-printable, which only version 2.1 has */
  gboolean sip;      /* an address of this kind, which may lack the scheme */
} Property;

/* What is being read. */
typedef struct {
  GPtrArray *cards;    /* of use */
  GPtrArray *left_out; /* names of the others */
  CsVcard  *card;      /* NULL outside of one */
  char     *parts;     /* of the name, where there is no whole one */
  guint     depth;     /* of cards within cards, whose lines are nobody's */
  gboolean  agent;     /* the last line began a card within the card */
  gboolean  readable;
} Reading;

static void
property_clear (Property *property)
{
  g_free (property->name);
  g_free (property->charset);
  g_free (property->value);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Property, property_clear)

/**
 * cs_vcard_new:
 * @name: (nullable): what somebody is called
 * @note: (nullable): what is noted of them
 *
 * Returns: (transfer full): a card without addresses
 */
CsVcard *
cs_vcard_new (const char *name,
              const char *note)
{
  CsVcard *self = g_new0 (CsVcard, 1);

  self->name = g_strdup (name);
  self->note = g_strdup (note);
  self->addresses = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_address_unref);

  return self;
}

/**
 * cs_vcard_free:
 * @self: (transfer full): a card
 *
 * Frees @self and what it holds.
 */
void
cs_vcard_free (CsVcard *self)
{
  g_free (self->name);
  g_free (self->note);
  g_ptr_array_unref (self->addresses);
  g_free (self);
}

/* Where the value begins: behind the first colon that isn't in quotes. */
static const char *
find_colon (const char *line)
{
  gboolean quoted = FALSE;

  for (; *line; line++) {
    if (*line == '"')
      quoted = !quoted;
    else if (*line == ':' && !quoted)
      return line;
  }

  return NULL;
}

/* "ENCODING=QUOTED-PRINTABLE", or without the name. */
static gboolean
is_quoted (const char *parameter)
{
  const char *equals = strchr (parameter, '=');

  return g_ascii_strcasecmp (equals ? equals + 1 : parameter, "QUOTED-PRINTABLE") == 0;
}

/* "TYPE=SIP" or "X-SERVICE-TYPE=SIP", which some write in place of the scheme. */
static gboolean
is_sip (const char *parameter)
{
  const char *equals = strchr (parameter, '=');

  return equals && g_ascii_strcasecmp (equals + 1, "SIP") == 0;
}

static gboolean
begins_quoted (const char *line)
{
  const char *colon = find_colon (line);
  g_autofree char *head = colon ? g_strndup (line, (gsize) (colon - line)) : NULL;
  g_auto (GStrv) parts = head ? g_strsplit (head, ";", -1) : NULL;

  for (guint i = 1; parts && parts[0] && parts[i]; i++) {
    if (is_quoted (parts[i]))
      return TRUE;
  }

  return FALSE;
}

/* The next line with what is folded into it, as bytes: a fold may stand within a letter. Quoted-printable goes on behind a "=" at the
 * end (RFC 2045 section 6.7), and its blanks count. Returns NULL at the end. */
static GString *
read_line (const char **at,
           const char  *end)
{
  GString *line;
  int quoted = -1;   /* not known yet; looked at once, as lines may be long */

  if (*at >= end)
    return NULL;

  line = g_string_new (NULL);
  while (*at < end) {
    const char *stop = *at;

    while (stop < end && *stop != '\n' && *stop != '\r')
      stop++;
    if (line->len <= MAX_LINE)
      g_string_append_len (line, *at, MIN (stop - *at, MAX_LINE + 1));

    if (stop < end && *stop == '\r')
      stop++;
    if (stop < end && *stop == '\n')
      stop++;
    *at = stop;
    if (line->len > 0 && line->str[line->len - 1] == '=') {
      if (quoted < 0)
        quoted = begins_quoted (line->str);
      if (quoted) {
        g_string_truncate (line, line->len - 1);
        continue;
      }
    }
    if (stop >= end || (*stop != ' ' && *stop != '\t'))
      break;
    *at = stop + 1;
  }

  return line;
}

/* "group.NAME;PARAMETER=value:value", RFC 6350 section 3.3. */
static gboolean
split (const char *line,
       Property   *property)
{
  const char *colon = find_colon (line);
  g_autofree char *head = NULL;
  g_auto (GStrv) parts = NULL;
  const char *dot;

  if (!colon || strlen (line) > MAX_LINE)
    return FALSE;

  head = g_strndup (line, (gsize) (colon - line));
  parts = g_strsplit (head, ";", -1);
  if (!parts[0])
    return FALSE;

  dot = strrchr (parts[0], '.');
  property->name = g_ascii_strup (dot ? dot + 1 : parts[0], -1);
  property->value = g_strdup (colon + 1);
  for (char **part = parts + 1; *part; part++) {
    if (g_ascii_strncasecmp (*part, "CHARSET=", strlen ("CHARSET=")) == 0 && !property->charset)
      property->charset = g_strdup (*part + strlen ("CHARSET="));
    property->quoted = property->quoted || is_quoted (*part);
    property->sip = property->sip || is_sip (*part);
  }

  return TRUE;
}

/* What is no code for a letter stands for itself. */
static char *
unquote (const char *text)
{
  GString *string = g_string_new (NULL);

  for (; *text; text++) {
    int code = *text == '=' && g_ascii_isxdigit (text[1]) && g_ascii_isxdigit (text[2])
                 ? g_ascii_xdigit_value (text[1]) * 16 + g_ascii_xdigit_value (text[2])
                 : 0;

    g_string_append_c (string, code ? (char) code : *text);
    if (code)
      text += 2;
  }

  return g_string_free (string, FALSE);
}

static gboolean
holds_address (const Property *property)
{
  static const char * const names[] = { "IMPP", "TEL", "X-SIP", NULL };

  return g_strv_contains (names, property->name);
}

/* Version 4.0 is UTF-8. Older ones may say something else, or should: text that is no UTF-8 comes from Windows as a rule. */
static char *
to_utf8 (const Property *property)
{
  g_autofree char *bytes = property->quoted ? unquote (property->value) : g_strdup (property->value);
  g_autofree char *charset = property->charset ? g_ascii_strup (property->charset, -1) : NULL;
  g_autofree char *converted = NULL;

  if (charset && g_strv_contains (charsets, charset))
    converted = g_convert (bytes, -1, "UTF-8", charset, NULL, NULL, NULL);
  else if (!holds_address (property) && !g_utf8_validate (bytes, -1, NULL))
    converted = g_convert (bytes, -1, "UTF-8", "WINDOWS-1252", NULL, NULL, NULL);

  return g_utf8_make_valid (converted ? converted : bytes, -1);
}

static char *
unescape (const char *text)
{
  GString *string = g_string_new (NULL);

  for (; *text; text++) {
    if (*text != '\\' || !text[1]) {
      g_string_append_c (string, *text);
      continue;
    }
    text++;
    g_string_append_c (string, *text == 'n' || *text == 'N' ? '\n' : *text);
  }

  return g_string_free (string, FALSE);
}

/* Where the family's name comes first. */
static gboolean
is_east_asian (const char *name)
{
  switch (g_unichar_get_script (g_utf8_get_char (name))) {
  case G_UNICODE_SCRIPT_HAN:
  case G_UNICODE_SCRIPT_HIRAGANA:
  case G_UNICODE_SCRIPT_KATAKANA:
  case G_UNICODE_SCRIPT_HANGUL:
    return TRUE;
  default:
    return FALSE;
  }
}

/* Family; given; more; before; after. A name is shown as it is spoken. */
static char *
join_name (const char *value)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  const char *start = value;
  const char *family, *given;

  for (const char *p = value;; p++) {
    if (*p == '\\' && p[1]) {
      p++;
    } else if (*p == ';' || !*p) {
      g_autofree char *part = g_strndup (start, (gsize) (p - start));

      g_ptr_array_add (parts, unescape (part));
      start = p + 1;
    }
    if (!*p)
      break;
  }

  family = parts->pdata[0];
  given = parts->len > 1 ? parts->pdata[1] : "";
  if (!*family || !*given)
    return g_strdup (*family ? family : given);

  return is_east_asian (family) ? g_strconcat (family, " ", given, NULL) : g_strconcat (given, " ", family, NULL);
}

/* An IMPP may be of any network, and a TEL is but a number as a rule; X-SIP is always ours. */
static gboolean
needs_scheme (const Property *property)
{
  return g_str_equal (property->name, "TEL") || (g_str_equal (property->name, "IMPP") && !property->sip);
}

static void
add_address (CsVcard    *card,
             const char *value,
             gboolean    scheme_wanted)
{
  g_autofree char *plain = unescape (value);
  g_autoptr (CsAddress) address = NULL;

  g_strstrip (plain);
  if (scheme_wanted && g_ascii_strncasecmp (plain, "sip:", 4) != 0 && g_ascii_strncasecmp (plain, "sips:", 5) != 0)
    return;

  address = cs_address_parse (plain, NULL);
  if (!address || card->addresses->len >= MAX_ADDRESSES)
    return;

  for (guint i = 0; i < card->addresses->len; i++) {
    if (cs_address_equal (card->addresses->pdata[i], address))
      return;
  }
  g_ptr_array_add (card->addresses, g_steal_pointer (&address));
}

static void
take_text (char **field,
           char  *text)
{
  g_strstrip (text);
  if (!*field && *text)
    *field = text;
  else
    g_free (text);
}

static void
take_property (Reading        *reading,
               const Property *property)
{
  g_autofree char *value = to_utf8 (property);

  if (g_str_equal (property->name, "VERSION"))
    reading->readable = g_strv_contains (versions, g_strstrip (value));
  else if (g_str_equal (property->name, "FN"))
    take_text (&reading->card->name, unescape (value));
  else if (g_str_equal (property->name, "N"))
    take_text (&reading->parts, join_name (value));
  else if (g_str_equal (property->name, "NOTE"))
    take_text (&reading->card->note, unescape (value));
  else if (holds_address (property))
    add_address (reading->card, value, needs_scheme (property));
}

static void
drop_card (Reading *reading)
{
  g_clear_pointer (&reading->card, cs_vcard_free);
  g_clear_pointer (&reading->parts, g_free);
  reading->depth = 0;
  reading->agent = FALSE;
  reading->readable = FALSE;
}

static void
end_card (Reading *reading)
{
  if (!reading->card->name)
    reading->card->name = g_steal_pointer (&reading->parts);

  if (reading->readable && reading->card->addresses->len > 0)
    g_ptr_array_add (reading->cards, g_steal_pointer (&reading->card));
  else
    g_ptr_array_add (reading->left_out, reading->card->name ? g_steal_pointer (&reading->card->name) : g_strdup (""));
  drop_card (reading);
}

static gboolean
is_mark (const Property *property,
         const char     *name)
{
  g_autofree char *value = g_strstrip (g_strdup (property->value));

  return g_str_equal (property->name, name) && g_ascii_strcasecmp (value, "VCARD") == 0;
}

static void
take_line (Reading    *reading,
           const char *line)
{
  g_auto (Property) property = { NULL };

  if (!split (line, &property))
    return;

  if (is_mark (&property, "BEGIN")) {
    /* Only AGENT of old versions has a card within; else the end of the card before is missing. */
    if (reading->card && (reading->depth > 0 || reading->agent)) {
      reading->depth++;
    } else {
      if (reading->card)
        end_card (reading);
      reading->card = cs_vcard_new (NULL, NULL);
    }
  } else if (is_mark (&property, "END")) {
    if (reading->depth > 0)
      reading->depth--;
    else if (reading->card)
      end_card (reading);
  } else if (reading->card && reading->depth == 0) {
    take_property (reading, &property);
  }
  reading->agent = g_str_equal (property.name, "AGENT");
}

/* Some old address books write UTF-16, and say so by its mark. */
static GBytes *
decode (GBytes *bytes)
{
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  const char *charset;
  gsize length;
  char *text;

  if (size >= 2 && memcmp (data, "\xff\xfe", 2) == 0)
    charset = "UTF-16LE";
  else if (size >= 2 && memcmp (data, "\xfe\xff", 2) == 0)
    charset = "UTF-16BE";
  else
    return g_bytes_ref (bytes);

  text = g_convert (data + 2, (gssize) size - 2, "UTF-8", charset, NULL, &length, NULL);

  return text ? g_bytes_new_take (text, length) : g_bytes_ref (bytes);
}

/**
 * cs_vcard_read:
 * @bytes: a file
 * @left_out: (out) (optional) (transfer full) (nullable) (element-type utf8): the names, empty where there is none, of those who
 *   have no SIP address, or are written in a way that is not understood
 * @error: return location for an error
 *
 * Reads vCards of the versions 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350): FN or N, NOTE, IMPP (RFC 4770), X-SIP, and TEL where it holds a SIP
 * address. Everything else, pictures for one, is passed over. May be called in any thread.
 *
 * Returns: (transfer full) (nullable) (element-type CsVcard): those with a SIP address; %NULL with %CS_ERROR_TOO_LARGE, or
 *   %CS_ERROR_UNSUPPORTED where there is no card at all
 */
GPtrArray *
cs_vcard_read (GBytes     *bytes,
               GPtrArray **left_out,
               GError    **error)
{
  g_autoptr (GPtrArray) cards = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_vcard_free);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GBytes) text = NULL;
  Reading reading = { cards, names };
  gsize size;
  const char *at, *end;
  GString *line;

  if (left_out)
    *left_out = NULL;
  if (g_bytes_get_size (bytes) > CS_VCARD_MAX_SIZE) {
    g_set_error_literal (error, CS_ERROR, CS_ERROR_TOO_LARGE, _("The file is too large."));
    return NULL;
  }
  text = decode (bytes);
  at = g_bytes_get_data (text, &size);
  /* There is no address to count from then. */
  if (size == 0) {
    g_set_error_literal (error, CS_ERROR, CS_ERROR_UNSUPPORTED, _("The file holds no contacts."));
    return NULL;
  }

  end = at + size;
  if (size >= 3 && memcmp (at, "\xef\xbb\xbf", 3) == 0)
    at += 3;
  while ((line = read_line (&at, end)) && cards->len + names->len < CS_VCARD_MAX_CARDS) {
    take_line (&reading, line->str);
    g_string_free (line, TRUE);
  }
  if (line) {
    g_string_free (line, TRUE);
    drop_card (&reading);
    g_set_error_literal (error, CS_ERROR, CS_ERROR_TOO_LARGE, _("The file is too large."));
    return NULL;
  }

  /* The file breaks off: nobody knows what of it is whole. */
  reading.readable = FALSE;
  if (reading.card)
    end_card (&reading);
  if (cards->len + names->len == 0) {
    g_set_error_literal (error, CS_ERROR, CS_ERROR_UNSUPPORTED, _("The file holds no contacts."));
    return NULL;
  }

  if (left_out)
    *left_out = g_steal_pointer (&names);

  return g_steal_pointer (&cards);
}
