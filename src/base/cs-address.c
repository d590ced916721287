/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-address.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "cs-error.h"
#include "cs-port.h"
#include "cs-scripts.h"
#include "cs-text.h"

/* Without its scheme. */
#define MAX_LENGTH 512

struct _CsAddress
{
  gboolean  sips;
  char     *user;
  CsHost   *host;
  guint16   port;
  char     *uri;
  char     *display;
};

G_DEFINE_BOXED_TYPE (CsAddress, cs_address, cs_address_ref, cs_address_unref)

static const char * const other_schemes[] = {
  "callto:", "ftp:", "h323:", "http:", "https:", "im:", "mailto:", "msrp:", "pres:", "skype:", "sms:", "tel:", "xmpp:",
};

static void
clear (gpointer data)
{
  CsAddress *self = data;

  g_free (self->user);
  g_clear_pointer (&self->host, cs_host_unref);
  g_free (self->uri);
  g_free (self->display);
}

static gboolean
fail (GError     **error,
      const char  *message)
{
  g_set_error_literal (error, CS_ERROR, CS_ERROR_INVALID_ADDRESS, message);

  return FALSE;
}

static gboolean
has_prefix (const char *text,
            const char *prefix)
{
  return g_ascii_strncasecmp (text, prefix, strlen (prefix)) == 0;
}

/* RFC 3261 section 25.1, unreserved: these and their escapes mean the same (section 19.1.4). */
static gboolean
is_unreserved (guchar c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("-_.!~*'()", c));
}

/* RFC 3261 section 25.1, user-unreserved: allowed as they are, but their escapes are something else. */
static gboolean
is_user_unreserved (guchar c)
{
  return c != '\0' && strchr ("&=+$,;?/", c);
}

/* @p points at a percent sign with two hexadecimal digits behind it. */
static guchar
unescape (const char *p)
{
  return (guchar) (g_ascii_xdigit_value (p[1]) * 16 + g_ascii_xdigit_value (p[2]));
}

static gboolean
check_characters (const char  *text,
                  GError     **error)
{
  if (*text == '\0')
    return fail (error, _("Enter a SIP address, such as name@example.org."));
  if (strlen (text) > strlen ("sips:") + MAX_LENGTH)
    return fail (error, _("The address is too long."));
  if (!g_utf8_validate (text, -1, NULL))
    return fail (error, _("The address contains characters that cannot be used."));

  for (const char *p = text; *p; p = g_utf8_next_char (p)) {
    gunichar c = g_utf8_get_char (p);

    if (g_unichar_iscntrl (c) ? c == '\t' || c == '\n' || c == '\r' : g_unichar_isspace (c))
      return fail (error, _("An address has no spaces in it."));
  }

  for (gsize i = 0; i < G_N_ELEMENTS (other_schemes); i++) {
    if (has_prefix (text, other_schemes[i]))
      return fail (error, _("This is not a SIP address. A SIP address looks like name@example.org."));
  }

  return TRUE;
}

/* Brings the escapes to their one spelling and escapes what a person typed in another script. */
static gboolean
parse_user (CsAddress   *self,
            const char  *text,
            GError     **error)
{
  g_autoptr (GString) user = g_string_new (NULL);
  g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
  g_autofree char *visible = cs_text_make_visible (composed);

  if (strcmp (visible, composed) != 0)
    return fail (error, _("The part before the @ contains invisible characters."));

  for (const char *p = composed; *p; p++) {
    guchar c = (guchar) *p;

    if (c == '%') {
      if (!g_ascii_isxdigit (p[1]) || !g_ascii_isxdigit (p[2]))
        return fail (error, _("A percent sign in an address must be followed by two hexadecimal digits."));

      c = unescape (p);
      if (g_ascii_iscntrl (c))
        return fail (error, _("The part before the @ contains invisible characters."));

      p += 2;
      if (is_unreserved (c))
        g_string_append_c (user, (char) c);
      else
        g_string_append_printf (user, "%%%02X", c);
    } else if (is_unreserved (c) || is_user_unreserved (c)) {
      g_string_append_c (user, (char) c);
    } else if (c >= 0x80) {
      g_string_append_printf (user, "%%%02X", c);
    } else {
      g_set_error (error, CS_ERROR, CS_ERROR_INVALID_ADDRESS,
                   /* Translators: %c is a single character, such as a quotation mark or a bracket. */
                   _("The part before the @ must not contain “%c”."), c);
      return FALSE;
    }
  }

  self->user = g_string_free (g_steal_pointer (&user), FALSE);

  return TRUE;
}

/* Undoes the escapes of readable characters of other scripts; escaped ASCII stays, or "a%40b@c" would read "a@b@c". Where scripts are
 * mixed all of them stay, as with domains: one letter among others may be there to be taken for another. */
static char *
user_to_display (const char *user)
{
  g_autoptr (GString) display = g_string_new (NULL);
  g_autofree char *visible = NULL;

  for (const char *p = user; *p; p++) {
    if (p[0] == '%' && g_ascii_xdigit_value (p[1]) >= 8) {
      g_string_append_c (display, (char) unescape (p));
      p += 2;
    } else {
      g_string_append_c (display, *p);
    }
  }

  visible = cs_text_make_visible (display->str);
  if (strcmp (visible, display->str) != 0 || cs_scripts_are_mixed (visible) || strstr (visible, "\u00a0") || strstr (visible, "\u3000"))
    return g_strdup (user);

  return g_string_free (g_steal_pointer (&display), FALSE);
}

static gboolean
parse_host (CsAddress   *self,
            const char  *text,
            GError     **error)
{
  g_autofree char *host = NULL;

  if (*text == '\0')
    return fail (error, _("Enter the domain after the @, such as example.org."));
  if (strchr (text, '@'))
    return fail (error, _("An address has only one @."));

  if (!cs_port_split (text, &host, &self->port, error))
    return FALSE;

  /* Outside of brackets the colons of an IPv6 address and that of a port could not be told apart. */
  if (host[0] != '[' && strchr (host, ':'))
    return fail (error, _("Put an IPv6 address in square brackets."));

  self->host = cs_host_parse (host, NULL);
  if (!self->host) {
    g_autofree char *visible = cs_text_make_visible (host);

    g_set_error (error, CS_ERROR, CS_ERROR_INVALID_ADDRESS,
                 /* Translators: %s is what somebody typed after the @ of an address. */
                 _("“%s” is not a valid domain."), visible);
    return FALSE;
  }

  return TRUE;
}

static void
write_out (CsAddress *self)
{
  g_autofree char *display_user = user_to_display (self->user);
  g_autofree char *host = cs_port_append (self->host, self->port);

  self->uri = g_strdup_printf ("sip:%s@%s", self->user, host);

  if (cs_host_get_kind (self->host) != CS_HOST_DNS)
    self->display = g_strdup_printf ("%s@%s", display_user, host);
  else if (self->port != 0)
    self->display = g_strdup_printf ("%s@%s:%u", display_user, cs_host_get_display (self->host), self->port);
  else
    self->display = g_strdup_printf ("%s@%s", display_user, cs_host_get_display (self->host));
}

static gboolean
parse_into (CsAddress   *self,
            char        *text,
            GError     **error)
{
  gboolean scheme = TRUE;
  char *at;

  if (!check_characters (text, error))
    return FALSE;

  if (has_prefix (text, "sips:")) {
    self->sips = TRUE;
    text += strlen ("sips:");
  } else if (has_prefix (text, "sip:")) {
    text += strlen ("sip:");
  } else {
    scheme = FALSE;
  }

  at = strchr (text, '@');
  if (!at)
    return fail (error, _("The address has no @. A SIP address looks like name@example.org."));
  if (at == text)
    return fail (error, _("Enter the name before the @."));
  *at = '\0';

  /* What follows the host of a URI would put words into our requests; a person who types an address has no use for it. */
  if (scheme)
    at[1 + strcspn (at + 1, ";?")] = '\0';

  if (!parse_user (self, text, error) || !parse_host (self, at + 1, error))
    return FALSE;

  write_out (self);

  /* Escapes make it longer; what is kept has to read again. */
  if (strlen (self->uri) > strlen ("sip:") + MAX_LENGTH)
    return fail (error, _("The address is too long."));

  return TRUE;
}

/**
 * cs_address_parse:
 * @text: what was typed, pasted or received
 * @error: return location for an error
 *
 * Reads a SIP address of record, `[sip:|sips:]user@host[:port]`, into its normal form (RFC 3261 sections 19.1 and 25.1): the
 * user part is kept case-sensitive, its needless escapes undone and other scripts escaped; the host is as [type@Host] has it.
 * Spaces around @text are ignored. Parameters and headers behind a URI, which is what @text is if it starts with its scheme,
 * are dropped. A password in the URI is refused.
 *
 * The message of an error is a sentence for the person who typed @text.
 *
 * Returns: (transfer full) (nullable): the address, or %NULL with %CS_ERROR_INVALID_ADDRESS set
 */
CsAddress *
cs_address_parse (const char  *text,
                  GError     **error)
{
  g_autoptr (CsAddress) self = NULL;
  g_autofree char *copy = NULL;
  gsize end;

  g_return_val_if_fail (text != NULL, NULL);

  text += strspn (text, " ");
  end = strlen (text);
  while (end > 0 && text[end - 1] == ' ')
    end--;
  copy = g_strndup (text, end);

  self = g_atomic_rc_box_new0 (CsAddress);
  if (!parse_into (self, copy, error))
    return NULL;

  return g_steal_pointer (&self);
}

/**
 * cs_address_ref:
 * @self: an address
 *
 * Returns: (transfer full): @self with one more owner
 */
CsAddress *
cs_address_ref (CsAddress *self)
{
  return g_atomic_rc_box_acquire (self);
}

/**
 * cs_address_unref:
 * @self: (transfer full): an address
 *
 * Lets go of @self.
 */
void
cs_address_unref (CsAddress *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * cs_address_get_user:
 * @self: an address
 *
 * Returns: (transfer none): the user part as it stands in the URI, with its escapes
 */
const char *
cs_address_get_user (CsAddress *self)
{
  return self->user;
}

/**
 * cs_address_get_host:
 * @self: an address
 *
 * Returns: (transfer none): the host, which is the SIP domain
 */
CsHost *
cs_address_get_host (CsAddress *self)
{
  return self->host;
}

/**
 * cs_address_get_port:
 * @self: an address
 *
 * Returns: the port, 0 where none was given
 */
guint16
cs_address_get_port (CsAddress *self)
{
  return self->port;
}

/**
 * cs_address_is_sips:
 * @self: an address
 *
 * Returns: whether the address was given as a `sips:` URI
 */
gboolean
cs_address_is_sips (CsAddress *self)
{
  return self->sips;
}

/**
 * cs_address_get_uri:
 * @self: an address
 *
 * The one spelling of the address for protocols, comparisons and storage: `sip:user@host[:port]`, also where it was given as
 * `sips:`, since both name the same person; see cs_address_is_sips().
 *
 * Returns: (transfer none): the URI, in ASCII
 */
const char *
cs_address_get_uri (CsAddress *self)
{
  return self->uri;
}

/**
 * cs_address_get_display:
 * @self: an address
 *
 * The address for people: `user@host[:port]`, other scripts readable.
 *
 * Returns: (transfer none): the address, in UTF-8
 */
const char *
cs_address_get_display (CsAddress *self)
{
  return self->display;
}

/**
 * cs_address_equal:
 * @a: an address
 * @b: an address
 *
 * Compares user (case counts), host and port after RFC 3261 section 19.1.4. A port that is not given equals none that is. The
 * scheme is left out, since `sip:` and `sips:` name the same person.
 *
 * Returns: whether both are the same address
 */
gboolean
cs_address_equal (CsAddress *a,
                  CsAddress *b)
{
  return strcmp (a->uri, b->uri) == 0;
}

/**
 * cs_address_hash:
 * @self: an address
 *
 * Returns: a hash that is the same for equal addresses
 */
guint
cs_address_hash (CsAddress *self)
{
  return g_str_hash (self->uri);
}
