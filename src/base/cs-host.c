/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-host.h"

#include <arpa/inet.h>
#include <string.h>

#include <glib/gi18n-lib.h>

#include "cs-error.h"
#include "cs-scripts.h"
#include "cs-text.h"

/* RFC 1035 section 2.3.4; 253 is what 255 octets on the wire leave for the text. */
#define MAX_LABEL 63
#define MAX_NAME  253

/* What a person may type before it is brought to A-labels. */
#define MAX_TYPED 1024

struct _CsHost
{
  CsHostKind  kind;
  char       *ascii;
  char       *display;
};

G_DEFINE_BOXED_TYPE (CsHost, cs_host, cs_host_ref, cs_host_unref)

static CsHost *
host_new (CsHostKind  kind,
          const char *ascii,
          const char *display)
{
  CsHost *self = g_atomic_rc_box_new0 (CsHost);

  self->kind = kind;
  self->ascii = g_strdup (ascii);
  self->display = g_strdup (display);

  return self;
}

static void
clear (gpointer data)
{
  CsHost *self = data;

  g_free (self->ascii);
  g_free (self->display);
}

static gboolean
label_is_valid (const char *label,
                gsize       length)
{
  if (length == 0 || length > MAX_LABEL || label[0] == '-' || label[length - 1] == '-')
    return FALSE;

  for (gsize i = 0; i < length; i++) {
    if (!g_ascii_islower (label[i]) && !g_ascii_isdigit (label[i]) && label[i] != '-')
      return FALSE;
  }

  return TRUE;
}

/* A name that ends in a number would be taken for an IPv4 address by many a resolver: inet_aton() reads "127.1" and
 * "127.0x1", too. */
static gboolean
label_is_number (const char *label)
{
  if (g_str_has_prefix (label, "0x"))
    return strspn (label + 2, "0123456789abcdef") == strlen (label + 2);

  return strspn (label, "0123456789") == strlen (label);
}

static gboolean
name_is_valid (const char *name)
{
  const char *label = name;

  if (strlen (name) > MAX_NAME)
    return FALSE;

  for (;;) {
    gsize length = strcspn (label, ".");

    if (!label_is_valid (label, length))
      return FALSE;
    if (label[length] == '\0')
      return !label_is_number (label);

    label += length + 1;
  }
}

/* Dashes, slashes and dots of other scripts read like the ends and separators of names (IDNA 2008, RFC 5892, forbids them). */
static gboolean
has_only_letters (const char *name)
{
  for (const char *p = name; *p; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (!g_unichar_isalnum (c) && !g_unichar_ismark (c) && c != '-' && c != '.')
      return FALSE;
  }

  return TRUE;
}

/* What is shown must be safe to read: it has to stand for exactly this name, with nothing invisible and no mixed scripts. */
static char *
name_to_display (const char *ascii)
{
  g_autofree char *unicode = g_hostname_to_unicode (ascii);
  g_autofree char *visible = NULL;
  g_autofree char *back = NULL;

  if (!unicode)
    return NULL;

  back = g_hostname_to_ascii (unicode);
  if (g_strcmp0 (back, ascii) != 0)
    return g_strdup (ascii);

  visible = cs_text_make_visible (unicode);
  if (strcmp (visible, unicode) != 0 || !has_only_letters (unicode) || cs_scripts_are_mixed (unicode))
    return g_strdup (ascii);

  return g_steal_pointer (&unicode);
}

static CsHost *
parse_name (const char *text)
{
  g_autofree char *converted = NULL;
  g_autofree char *ascii = NULL;
  g_autofree char *display = NULL;
  gsize length;

  converted = g_hostname_to_ascii (text);
  if (!converted)
    return NULL;

  ascii = g_ascii_strdown (converted, -1);
  length = strlen (ascii);
  if (length > 0 && ascii[length - 1] == '.')
    ascii[length - 1] = '\0';

  if (!name_is_valid (ascii))
    return NULL;

  display = name_to_display (ascii);
  if (!display)
    return NULL;

  return host_new (CS_HOST_DNS, ascii, display);
}

static CsHost *
parse_ipv4 (const char *text)
{
  struct in_addr address;
  char canonical[INET_ADDRSTRLEN];

  if (inet_pton (AF_INET, text, &address) != 1)
    return NULL;

  return host_new (CS_HOST_IPV4, inet_ntop (AF_INET, &address, canonical, sizeof canonical), canonical);
}

static CsHost *
parse_ipv6 (const char *text)
{
  g_autofree char *inner = NULL;
  struct in6_addr address;
  char canonical[INET6_ADDRSTRLEN];
  gsize length = strlen (text);

  if (length >= 2 && text[0] == '[' && text[length - 1] == ']')
    inner = g_strndup (text + 1, length - 2);
  else
    inner = g_strdup (text);

  /* Refuses scope ids as well: an address that means something else on each machine names nobody. */
  if (inet_pton (AF_INET6, inner, &address) != 1)
    return NULL;

  return host_new (CS_HOST_IPV6, inet_ntop (AF_INET6, &address, canonical, sizeof canonical), canonical);
}

/**
 * cs_host_parse:
 * @text: what was typed or received
 * @error: return location for an error
 *
 * Reads a host: a DNS name (letters, digits and hyphens; international names in either form; one dot at the end is dropped),
 * an IPv4 address as four decimal numbers, or an IPv6 address with or without brackets. Wildcards, underscores, scope ids and
 * names that end in a number are refused (RFC 3261 section 25.1: a toplabel is no number).
 *
 * Returns: (transfer full) (nullable): the host, or %NULL with %CS_ERROR_INVALID_ADDRESS set
 */
CsHost *
cs_host_parse (const char  *text,
               GError     **error)
{
  CsHost *self = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (*text == '\0') {
    g_set_error_literal (error, CS_ERROR, CS_ERROR_INVALID_ADDRESS, _("Enter the name of the server."));
    return NULL;
  }

  if (strlen (text) <= MAX_TYPED && g_utf8_validate (text, -1, NULL)) {
    if (strpbrk (text, "[:]"))
      self = parse_ipv6 (text);
    else if (!(self = parse_ipv4 (text)))
      self = parse_name (text);
  }

  if (!self) {
    g_autofree char *valid = g_utf8_make_valid (text, MIN (strlen (text), MAX_NAME));
    g_autofree char *visible = cs_text_make_visible (valid);

    g_set_error (error, CS_ERROR, CS_ERROR_INVALID_ADDRESS,
                 /* Translators: %s is what somebody typed as the name of a server. */
                 _("“%s” is not a valid server name."), visible);
  }

  return self;
}

/**
 * cs_host_ref:
 * @self: a host
 *
 * Returns: (transfer full): @self with one more owner
 */
CsHost *
cs_host_ref (CsHost *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_host_unref:
 * @self: (transfer full): a host
 *
 * Lets go of @self.
 */
void
cs_host_unref (CsHost *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * cs_host_get_kind:
 * @self: a host
 *
 * Returns: whether @self is a name or an address
 */
CsHostKind
cs_host_get_kind (CsHost *self)
{
  return self->kind;
}

/**
 * cs_host_get_ascii:
 * @self: a host
 *
 * The one spelling for protocols and comparisons: a name in lower case A-labels, an IPv6 address without brackets.
 *
 * Returns: (transfer none): the host in ASCII
 */
const char *
cs_host_get_ascii (CsHost *self)
{
  return self->ascii;
}

/**
 * cs_host_get_display:
 * @self: a host
 *
 * The spelling for people: a name in U-labels, or in A-labels where those would mislead.
 *
 * Returns: (transfer none): the host in UTF-8
 */
const char *
cs_host_get_display (CsHost *self)
{
  return self->display;
}

/**
 * cs_host_equal:
 * @a: a host
 * @b: a host
 *
 * Returns: whether both are the same name or address
 */
gboolean
cs_host_equal (CsHost *a,
               CsHost *b)
{
  return a->kind == b->kind && strcmp (a->ascii, b->ascii) == 0;
}
