/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-text-link.h"

#include <string.h>

#include "cs-address.h"
#include "cs-host.h"
#include "cs-text.h"

/* Nobody reads longer addresses, nor more of them in one message. */
#define LONGEST 2048
#define MOST 100

static const struct {
  const char     *prefix;
  CsTextLinkKind  kind;
} schemes[] = {
  { "https://", CS_TEXT_LINK_WEB },
  { "http://", CS_TEXT_LINK_WEB },
  { "sip:", CS_TEXT_LINK_SIP },
  { "mailto:", CS_TEXT_LINK_MAIL },
};

/**
 * cs_text_link_make_uri:
 * @self: a link
 *
 * Writes where a link leads in the letters that other programs take (RFC 3986): others are percent-encoded.
 *
 * Returns: (transfer full): the address
 */
char *
cs_text_link_make_uri (const CsTextLink *self)
{
  return g_uri_escape_string (self->target, G_URI_RESERVED_CHARS_GENERIC_DELIMITERS G_URI_RESERVED_CHARS_SUBCOMPONENT_DELIMITERS "%", FALSE);
}

/* GLib takes the escapes off a host, so that it could hold a slash or an at sign, and show somebody else's name before it. */
static gboolean
is_host (const char *text)
{
  for (const char *p = text; *p; p++) {
    if (!g_ascii_isalnum (*p) && !strchr ("-._:", *p))
      return FALSE;
  }

  return *text != '\0';
}

/* No top-level domain mixes scripts: what follows the host without a space is the next word. */
static gboolean
ends_plainly (const char *name)
{
  const char *dot = strrchr (name, '.');
  GUnicodeScript sole = G_UNICODE_SCRIPT_COMMON;

  for (const char *p = dot ? dot + 1 : name; *p; p = g_utf8_next_char (p)) {
    GUnicodeScript script = g_unichar_get_script (g_utf8_get_char (p));

    if (script == G_UNICODE_SCRIPT_COMMON || script == G_UNICODE_SCRIPT_INHERITED)
      continue;
    if (sole != G_UNICODE_SCRIPT_COMMON && script != sole)
      return FALSE;
    sole = script;
  }

  return TRUE;
}

/* Only what reads as this name and as no other. Letters that stand for others do so for some programs only. */
static char *
spell_host (const char *name)
{
  g_autoptr (CsHost) host = cs_host_parse (name, NULL);
  g_autofree char *composed = g_utf8_normalize (name, -1, G_NORMALIZE_DEFAULT_COMPOSE);
  g_autofree char *lower = g_utf8_strdown (composed, -1);

  if (!host || !g_str_equal (cs_host_get_display (host), lower) || !ends_plainly (lower))
    return NULL;

  return g_strdup (cs_host_get_ascii (host));
}

/* With the host in A-labels: two that look the same differ there. */
static char *
spell_web_target (const char *target)
{
  const char *host = strstr (target, "//") + 2;
  gsize length = strcspn (host, ":/?#");
  g_autofree char *name = g_strndup (host, length);
  g_autofree char *spelled = NULL;

  if (g_str_is_ascii (name))
    return g_strdup (target);

  spelled = spell_host (name);

  return spelled ? g_strdup_printf ("%.*s%s%s", (int) (host - target), target, spelled, host + length) : NULL;
}

/* A name before the host is there to be taken for the host. */
static char *
find_web_party (const CsTextLink *self)
{
  g_autofree char *escaped = cs_text_link_make_uri (self);
  g_autoptr (GUri) uri = g_uri_parse (escaped, G_URI_FLAGS_NONE, NULL);
  const char *host = uri ? g_uri_get_host (uri) : NULL;

  if (!host || !is_host (host) || g_uri_get_userinfo (uri))
    return NULL;

  return g_strdup (host);
}

static char *
find_sip_party (const char *target)
{
  g_autoptr (CsAddress) address = cs_address_parse (target, NULL);

  return address ? g_strdup (cs_address_get_display (address)) : NULL;
}

static char *
find_mail_party (const char *target)
{
  const char *party = target + strlen ("mailto:");
  const char *at = strchr (party, '@');

  if (!at || at == party || !at[1] || strchr (at + 1, '@') || strpbrk (party, "%,;"))
    return NULL;

  return g_strdup (party);
}

/**
 * cs_text_link_parse:
 * @target: an address
 *
 * Reads an address, without the header fields that one of SIP or of mail may carry: those are not its reader's words.
 *
 * Returns: (transfer full) (nullable): the link, at no place of a text; %NULL if it is none that may be followed
 */
CsTextLink *
cs_text_link_parse (const char *target)
{
  g_autoptr (CsTextLink) self = NULL;

  g_return_val_if_fail (target, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++) {
    if (g_ascii_strncasecmp (target, schemes[i].prefix, strlen (schemes[i].prefix)) != 0)
      continue;

    self = g_new0 (CsTextLink, 1);
    self->kind = schemes[i].kind;
    self->target = self->kind == CS_TEXT_LINK_WEB ? spell_web_target (target) : g_strndup (target, strcspn (target, "?"));
    if (!self->target)
      return NULL;
    if (self->kind == CS_TEXT_LINK_WEB)
      self->party = find_web_party (self);
    else if (self->kind == CS_TEXT_LINK_SIP)
      self->party = find_sip_party (self->target);
    else
      self->party = find_mail_party (self->target);
    break;
  }

  return self && self->party ? g_steal_pointer (&self) : NULL;
}

/**
 * cs_text_link_free:
 * @self: (transfer full): a link
 *
 * Frees @self and what it holds.
 */
void
cs_text_link_free (CsTextLink *self)
{
  g_free (self->target);
  g_free (self->party);
  g_free (self);
}

static gboolean
is_web (const char *at)
{
  return g_ascii_strncasecmp (at, "http://", 7) == 0 || g_ascii_strncasecmp (at, "https://", 8) == 0;
}

static gboolean
begins (const char *text,
        const char *at)
{
  if (at > text && g_ascii_isalnum (at[-1]))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (schemes); i++) {
    if (g_ascii_strncasecmp (at, schemes[i].prefix, strlen (schemes[i].prefix)) == 0)
      return TRUE;
  }

  return FALSE;
}

/* Punctuation behind an address belongs to the sentence, and so does a bracket that was opened before it. */
static gsize
trim (const char *start,
      gsize       length)
{
  while (length > 0) {
    char last = start[length - 1];
    guint opened = 0, closed = 0;

    for (gsize i = 0; i < length; i++) {
      opened += start[i] == '(';
      closed += start[i] == ')';
    }
    if (!strchr (".,:;!?'*_", last) && (last != ')' || closed <= opened))
      break;
    length--;
  }

  return length;
}

/* Letters and digits of any script, with what is set above and below them. Full-width forms are none: where they are written, the
 * address ends before them. */
static gboolean
is_letter (gunichar c)
{
  return (g_unichar_isalnum (c) || g_unichar_ismark (c)) && !(c >= 0xff00 && c <= 0xffef) && !cs_text_is_unseen (c);
}

/* Whether the address goes on with what is no ASCII. */
static gboolean
goes_on (const char *at,
         gboolean    in_path)
{
  gunichar c = g_utf8_get_char (at);

  /* The dots in the middle of a Catalan word, and between two Japanese ones. */
  if (c == 0x00b7 || c == 0x30fb)
    return in_path && is_letter (g_utf8_get_char (g_utf8_next_char (at)));

  /* Japanese goes on behind an address without a space, and mostly with one of these. */
  if (in_path && g_ascii_isalnum (at[-1]) && g_unichar_get_script (c) == G_UNICODE_SCRIPT_HIRAGANA)
    return FALSE;

  return is_letter (c);
}

static gboolean
is_ascii_part (char c)
{
  return g_ascii_isgraph (c) && !strchr ("<>\"`{}|\\^", c);
}

static gsize
measure (const char *start)
{
  const char *host = is_web (start) ? strstr (start, "//") + 2 : NULL;
  gboolean in_path = FALSE;
  const char *at = start;

  while (is_ascii_part (*at) || (host && (*at & 0x80) && goes_on (at, in_path))) {
    in_path = in_path || (host && at >= host && strchr ("/?#", *at));
    at = g_utf8_next_char (at);
  }

  return (gsize) (at - start);
}

static CsTextLink *
read_link (const char *start)
{
  gsize whole = measure (start);
  gsize length = trim (start, whole);
  g_autofree char *target = g_strndup (start, length);
  CsTextLink *link;

  if (length == 0 || length > LONGEST)
    return NULL;

  /* The host goes on with what no host is made of: the half of it would be somebody else. */
  if ((start[whole] & 0x80) && g_unichar_isalnum (g_utf8_get_char (start + whole)) &&
      !(is_web (start) && strpbrk (strstr (target, "//") + 2, "/?#")))
    return NULL;

  /* It was cut. */
  if (g_str_has_prefix (start + whole, "…"))
    return NULL;

  link = cs_text_link_parse (target);
  if (link)
    link->end = link->kind == CS_TEXT_LINK_WEB ? length : strlen (link->target);

  return link;
}

/**
 * cs_text_link_find:
 * @text: a text
 *
 * Finds the addresses in a text: of the web, of SIP and of mail, each with its scheme before it.
 *
 * Returns: (transfer full) (element-type CsTextLink): the links, in their order
 */
GPtrArray *
cs_text_link_find (const char *text)
{
  g_autoptr (GPtrArray) links = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_text_link_free);
  const char *at = text;

  g_return_val_if_fail (text, NULL);

  while (*at && links->len < MOST) {
    CsTextLink *link = begins (text, at) ? read_link (at) : NULL;

    if (link) {
      link->start = (gsize) (at - text);
      link->end += link->start;
      g_ptr_array_add (links, link);
      at = text + link->end;
    } else {
      at = g_utf8_next_char (at);
    }
  }

  return g_steal_pointer (&links);
}
