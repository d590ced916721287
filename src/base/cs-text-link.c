/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-text-link.h"

#include <string.h>

#include "cs-address.h"

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

/* A name before the host is there to be taken for the host. */
static char *
find_web_party (const char *target)
{
  g_autoptr (GUri) uri = g_uri_parse (target, G_URI_FLAGS_NONE, NULL);
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
    self->target = self->kind == CS_TEXT_LINK_WEB ? g_strdup (target) : g_strndup (target, strcspn (target, "?"));
    if (self->kind == CS_TEXT_LINK_WEB)
      self->party = find_web_party (self->target);
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

/* Only ASCII: what follows in another script is the next word, and a host in one can look like another host. */
static gsize
measure (const char *start)
{
  gsize length = 0;

  while (g_ascii_isgraph (start[length]) && !strchr ("<>\"`{}|\\^", start[length]))
    length++;

  return length;
}

static CsTextLink *
read_link (const char *start)
{
  gsize whole = measure (start);
  gsize length = trim (start, whole);
  g_autofree char *target = g_strndup (start, length);
  const char *slashes = strstr (target, "//");
  CsTextLink *link;

  if (length == 0 || length > LONGEST)
    return NULL;

  /* The host goes on in another script: the half of it would be somebody else. */
  if ((start[whole] & 0x80) && (!slashes || !strpbrk (slashes + 2, "/?#")) &&
      g_unichar_isalnum (g_utf8_get_char (start + whole)))
    return NULL;

  /* It was cut. */
  if (g_str_has_prefix (start + whole, "…"))
    return NULL;

  link = cs_text_link_parse (target);
  if (link)
    link->end = strlen (link->target);

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
