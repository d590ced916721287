/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-lookalike.h"

#include <string.h>

#include <gio/gio.h>
#include <gmodule.h>
#include <unicode/uspoof.h>

/* Shorter labels differ by one letter from many honest ones. */
#define SHORTEST_LABEL 4

/* Room for what the longest name becomes: three letters for one, each of up to four bytes. */
#define SKELETON_SIZE 4096

/* What knows how letters look. The library takes a megabyte, and somebody from another domain is who needs it: it is loaded then, not
 * at the start. Its functions have its version in their names, and so has its file. */
typedef struct {
  USpoofChecker *checker;   /* NULL: there is none */
  __typeof__ (uspoof_getSkeletonUTF8) *get_skeleton;
} Eye;

static const Eye *
open_eye (void)
{
  static Eye eye;
  static gsize once;

  if (g_once_init_enter (&once)) {
    GModule *module = g_module_open ("libicui18n.so." U_ICU_VERSION_SHORT, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);
    __typeof__ (uspoof_open) *open = NULL;
    UErrorCode error = U_ZERO_ERROR;

    if (module && g_module_symbol (module, G_STRINGIFY (uspoof_open), (gpointer *) &open) &&
        g_module_symbol (module, G_STRINGIFY (uspoof_getSkeletonUTF8), (gpointer *) &eye.get_skeleton)) {
      g_module_make_resident (module);
      eye.checker = open (&error);
    }
    if (!eye.checker || U_FAILURE (error))
      g_warning ("Domains that look like others cannot all be told: %s", module ? u_errorName (error) : g_module_error ());
    g_once_init_leave (&once, 1);
  }

  return &eye;
}

/* With all its letters, also where it is not shown with them. */
static char *
get_letters (CsHost *host)
{
  g_autofree char *unicode = g_hostname_to_unicode (cs_host_get_ascii (host));

  return g_utf8_strdown (unicode ? unicode : cs_host_get_ascii (host), -1);
}

/* The letters that a name looks to be made of, whatever they are. */
static char *
make_skeleton (const Eye *eye,
               CsHost    *host)
{
  g_autofree char *lower = get_letters (host);
  char skeleton[SKELETON_SIZE];
  UErrorCode error = U_ZERO_ERROR;
  int32_t length = eye->get_skeleton (eye->checker, 0, lower, -1, skeleton, SKELETON_SIZE, &error);

  if (U_FAILURE (error) || length < 0 || length >= SKELETON_SIZE)
    return g_steal_pointer (&lower);

  return g_strndup (skeleton, (gsize) length);
}

static gboolean
have_same_skeleton (CsHost *host,
                    CsHost *known)
{
  const Eye *eye = open_eye ();
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;

  if (!eye->checker)
    return FALSE;

  a = make_skeleton (eye, host);
  b = make_skeleton (eye, known);

  return g_str_equal (a, b);
}

/* Whether one letter more, less, another one, or two in the wrong order make the difference. */
static gboolean
is_one_slip (const char *a,
             const char *b)
{
  g_autofree gunichar *one = g_utf8_to_ucs4_fast (a, -1, NULL);
  g_autofree gunichar *two = g_utf8_to_ucs4_fast (b, -1, NULL);
  glong n = g_utf8_strlen (a, -1);
  glong m = g_utf8_strlen (b, -1);
  glong start = 0;
  glong end = 0;

  while (start < MIN (n, m) && one[start] == two[start])
    start++;
  while (end < MIN (n, m) - start && one[n - end - 1] == two[m - end - 1])
    end++;

  n -= start + end;
  m -= start + end;
  if (n <= 1 && m <= 1)
    return n + m > 0;

  return n == 2 && m == 2 && one[start] == two[start + 1] && one[start + 1] == two[start];
}

/* The label that somebody had to register, as far as that can be told without a list of all registries: the last but one, or the
 * one before that under a short one, as in example.co.uk. */
static int
find_registered (char **labels)
{
  int n = (int) g_strv_length (labels);

  if (n < 2)
    return n - 1;

  return n > 2 && strlen (labels[n - 2]) <= 3 ? n - 3 : n - 2;
}

/* Whether this is what stands behind a name that was registered: a country or the like, or its part for companies, say. Of others, what
 * was registered is only guessed. */
static gboolean
is_registry (const char *rest)
{
  static const char * const parts[] = {
    "ac", "ad", "co", "com", "edu", "go", "gov", "ne", "net", "or", "org", NULL
  };
  const char *dot = strchr (rest, '.');
  g_autofree char *part = dot ? g_strndup (rest, (gsize) (dot - rest)) : NULL;

  return *rest && (!part || (!strchr (dot + 1, '.') && g_strv_contains (parts, part)));
}

static gboolean
is_one_slip_away (CsHost *host,
                  CsHost *known)
{
  g_autofree char *lower = get_letters (host);
  g_autofree char *known_lower = get_letters (known);
  g_auto (GStrv) labels = g_strsplit (lower, ".", -1);
  g_auto (GStrv) others = g_strsplit (known_lower, ".", -1);
  int at = find_registered (labels);
  int there = find_registered (others);
  g_autofree char *rest = NULL;
  g_autofree char *other_rest = NULL;

  if (at < 0 || there < 0 || g_utf8_strlen (others[there], -1) < SHORTEST_LABEL)
    return FALSE;

  rest = g_strjoinv (".", labels + at + 1);
  other_rest = g_strjoinv (".", others + there + 1);

  if (g_str_equal (rest, other_rest))
    return is_one_slip (labels[at], others[there]);

  /* The same name, registered elsewhere, by somebody else perhaps. */
  return g_str_equal (labels[at], others[there]) && is_registry (rest) && is_registry (other_rest);
}

/**
 * cs_lookalike_is_mixed:
 * @host: a domain
 *
 * Asks whether a domain is written in letters that cannot safely be shown, such as those of scripts that nobody mixes. It is shown as
 * xn-- and something then, see [method@Host.get_display].
 *
 * Returns: %TRUE if so
 */
gboolean
cs_lookalike_is_mixed (CsHost *host)
{
  const char *display;

  g_return_val_if_fail (host != NULL, FALSE);

  display = cs_host_get_display (host);

  return cs_host_get_kind (host) == CS_HOST_DNS && (g_str_has_prefix (display, "xn--") || strstr (display, ".xn--"));
}

/**
 * cs_lookalike_is_like:
 * @host: a domain
 * @known: another that the person knows
 *
 * Asks whether somebody may take a domain for another: the letters look alike (Unicode Technical Standard 39, section 4), or one slip
 * of the pen makes the difference, or it is the same name under another top-level domain.
 *
 * Returns: %TRUE if so; %FALSE also where both are the same
 */
gboolean
cs_lookalike_is_like (CsHost *host,
                      CsHost *known)
{
  g_return_val_if_fail (host && known, FALSE);

  if (cs_host_equal (host, known) || cs_host_get_kind (host) != CS_HOST_DNS || cs_host_get_kind (known) != CS_HOST_DNS)
    return FALSE;

  return have_same_skeleton (host, known) || is_one_slip_away (host, known);
}

/**
 * cs_lookalike_find:
 * @contacts: the contacts
 * @account: the id of the account that somebody wrote to
 * @own: the account's domain
 * @host: the domain of whom wrote
 *
 * Looks for a domain that the person knows, the account's or that of a contact, which another may be taken for.
 *
 * Returns: (transfer none) (nullable): the known domain; %NULL if there is none, or if @host itself is known
 */
CsHost *
cs_lookalike_find (CsContacts *contacts,
                   const char *account,
                   CsHost     *own,
                   CsHost     *host)
{
  GListModel *list = G_LIST_MODEL (contacts);
  CsHost *found = NULL;

  g_return_val_if_fail (CS_IS_CONTACTS (contacts), NULL);
  g_return_val_if_fail (own && host, NULL);

  if (cs_host_equal (host, own))
    return NULL;
  if (cs_lookalike_is_like (host, own))
    found = own;

  for (guint i = 0; i < g_list_model_get_n_items (list); i++) {
    g_autoptr (CsContact) contact = g_list_model_get_item (list, i);
    CsHost *known = cs_address_get_host (cs_contact_get_address (contact));

    if (cs_contact_get_standing (contact) != CS_STANDING_CONTACT || g_strcmp0 (cs_contact_get_account (contact), account) != 0)
      continue;
    if (cs_host_equal (known, host))
      return NULL;
    if (!found && cs_lookalike_is_like (host, known))
      found = known;
  }

  return found;
}
