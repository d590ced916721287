/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-policy-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "cs-error.h"

/* No administrator writes that much. */
#define MAX_SIZE    (256 * 1024)
#define MAX_SERVERS 64

#define GROUP_ACCOUNTS "accounts"
#define GROUP_TRUSTED  "trusted-servers"
#define KEY_LOCKED     "locked"
#define NO_SERVER      "none"

/* One file on its way into a policy. */
typedef struct {
  CsPolicy   *policy;
  const char *path;
  GKeyFile   *file;
  char      **lines;
} Reading;

static void
reading_clear (Reading *reading)
{
  g_clear_pointer (&reading->policy, cs_policy_unref);
  g_clear_pointer (&reading->file, g_key_file_unref);
  g_clear_pointer (&reading->lines, g_strfreev);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

/* @line counts from 1; 0 where it is not known. */
static gboolean
complain (const char  *path,
          guint        line,
          const char  *what,
          GError     **error)
{
  g_autofree char *shown = g_utf8_make_valid (what, -1);

  if (line > 0)
    g_set_error (error, CS_ERROR, CS_ERROR_POLICY,
                 /* Translators: a file, a number, and what is wrong there */
                 _("The policy in “%s” is not valid. Line %u: %s"), path, line, shown);
  else
    g_set_error (error, CS_ERROR, CS_ERROR_POLICY,
                 /* Translators: a file and what is wrong with it */
                 _("The policy in “%s” is not valid: %s"), path, shown);

  return FALSE;
}

static char *
get_group_name (const char *line)
{
  gsize length = strlen (line);

  return length > 2 && line[0] == '[' && line[length - 1] == ']' ? g_strndup (line + 1, length - 2) : NULL;
}

static gboolean
sets_key (const char *line,
          const char *key)
{
  const char *equals = strchr (line, '=');
  g_autofree char *name = equals ? g_strndup (line, equals - line) : NULL;

  return name && g_str_equal (g_strchomp (name), key);
}

/* Where a group begins, or where a key stands for the last time: that is the one that counts. */
static guint
find_line (const Reading *reading,
           const char    *group,
           const char    *key)
{
  gboolean within = FALSE;
  guint found = 0;

  for (guint i = 0; reading->lines[i]; i++) {
    g_autofree char *name = get_group_name (reading->lines[i]);

    if (name)
      within = g_str_equal (name, group);
    if (within && (key ? sets_key (reading->lines[i], key) : name != NULL))
      found = i + 1;
  }

  return found;
}

/* A line that a key file can't have. */
static guint
find_bad_line (const Reading *reading)
{
  gboolean in_group = FALSE;

  for (guint i = 0; reading->lines[i]; i++) {
    const char *line = reading->lines[i];
    g_autofree char *name = get_group_name (line);

    if (name)
      in_group = TRUE;
    else if (*line && *line != '#' && (!in_group || !strchr (line, '=') || *line == '='))
      return i + 1;
  }

  return 0;
}

static gboolean
complain_of_key (const Reading  *reading,
                 const char     *group,
                 const char     *key,
                 const char     *what,
                 GError        **error)
{
  return complain (reading->path, find_line (reading, group, key), what, error);
}

static gboolean
complain_of_value (const Reading  *reading,
                   const char     *group,
                   const char     *key,
                   const char     *value,
                   GError        **error)
{
  /* Translators: the first %s is what stands in the file, the second one is the key that it was given for */
  g_autofree char *what = g_strdup_printf (_("“%s” is no value for “%s”."), value, key);

  return complain_of_key (reading, group, key, what, error);
}

/* FALSE where that is none of its values. */
static gboolean
take_name (CsPolicy    *policy,
           CsPolicyKey  key,
           const char  *value)
{
  switch (key) {
  case CS_POLICY_DOMAIN:
    g_clear_pointer (&policy->domain, cs_host_unref);
    policy->domain = cs_host_parse (value, NULL);
    return policy->domain != NULL;
  case CS_POLICY_SERVER:
    g_clear_pointer (&policy->server, cs_endpoint_unref);
    policy->server = cs_endpoint_parse (value, NULL);
    return policy->server != NULL;
  case CS_POLICY_RULES_SERVER:
    g_clear_pointer (&policy->rules_server, cs_xcap_root_unref);
    policy->rules_server = cs_xcap_root_parse (value, NULL);
    return policy->rules_server != NULL;
  case CS_POLICY_ROOM_MANAGER:
    g_clear_pointer (&policy->room_manager, cs_address_unref);
    policy->room_manager = cs_address_parse (value, NULL);
    return policy->room_manager != NULL;
  default:
    return FALSE;
  }
}

static gboolean
take_choice (CsPolicy    *policy,
             CsPolicyKey  key,
             const char  *value)
{
  for (guint i = 0; cs_policy_syntax[key].words[i]; i++) {
    if (g_str_equal (cs_policy_syntax[key].words[i], value)) {
      policy->choices[key] = i;
      return TRUE;
    }
  }

  return FALSE;
}

static gboolean
read_value (Reading      *reading,
            CsPolicyKey   key,
            const char   *value,
            GError      **error)
{
  const CsPolicySyntax *syntax = &cs_policy_syntax[key];
  gboolean is_good = syntax->words[0] ? take_choice (reading->policy, key, value) : take_name (reading->policy, key, value);

  if (!is_good)
    return complain_of_value (reading, syntax->group, syntax->key, value, error);

  cs_policy_put (reading->policy, key, value, reading->path);

  return TRUE;
}

static gboolean
find_key (const char  *group,
          const char  *key,
          CsPolicyKey *found)
{
  for (guint i = 0; i < CS_POLICY_N_KEYS; i++) {
    if (g_str_equal (cs_policy_syntax[i].group, group) && g_str_equal (cs_policy_syntax[i].key, key)) {
      *found = i;
      return TRUE;
    }
  }

  return FALSE;
}

static gboolean
complain_of_unknown_key (const Reading  *reading,
                         const char     *group,
                         const char     *key,
                         GError        **error)
{
  /* Translators: a key of a configuration file and the group that it stands in */
  g_autofree char *what = g_strdup_printf (_("There is no key “%s” in [%s]."), key, group);

  return complain_of_key (reading, group, key, what, error);
}

static gboolean
read_locks (Reading     *reading,
            const char  *value,
            GError     **error)
{
  g_auto (GStrv) names = g_strsplit (value, ";", -1);

  for (guint i = 0; names[i]; i++) {
    const char *name = g_strstrip (names[i]);
    CsPolicyKey key;

    if (!*name)
      continue;
    if (!find_key (GROUP_ACCOUNTS, name, &key))
      return complain_of_value (reading, GROUP_ACCOUNTS, KEY_LOCKED, name, error);
    cs_policy_lock (reading->policy, key, reading->path);
  }

  return TRUE;
}

static char *
normalize_domain (const char *domain)
{
  g_autoptr (CsHost) host = NULL;

  if (g_str_equal (domain, CS_POLICY_ANY_DOMAIN))
    return g_strdup (domain);
  host = cs_host_parse (domain, NULL);

  return host ? g_strdup (cs_host_get_ascii (host)) : NULL;
}

static gboolean
read_trusted (Reading     *reading,
              const char  *key,
              const char  *value,
              GError     **error)
{
  g_autoptr (GPtrArray) servers = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_endpoint_unref);
  g_auto (GStrv) names = g_strsplit (value, ";", -1);
  g_autofree char *domain = normalize_domain (key);
  gboolean is_none = g_str_equal (value, NO_SERVER);

  if (!domain)
    return complain_of_unknown_key (reading, GROUP_TRUSTED, key, error);

  for (guint i = 0; names[i] && !is_none; i++) {
    const char *name = g_strstrip (names[i]);
    CsEndpoint *server = *name ? cs_endpoint_parse (name, NULL) : NULL;

    if (!server && *name)
      return complain_of_value (reading, GROUP_TRUSTED, key, name, error);
    if (server)
      g_ptr_array_add (servers, server);
  }

  if ((servers->len == 0 && !is_none) || servers->len > MAX_SERVERS)
    return complain_of_value (reading, GROUP_TRUSTED, key, value, error);

  cs_policy_put_trusted (reading->policy, cs_trusted_servers_new (domain, value, reading->path, servers));

  return TRUE;
}

static gboolean
read_key (Reading     *reading,
          const char  *group,
          const char  *key,
          GError     **error)
{
  g_autofree char *value = g_key_file_get_string (reading->file, group, key, NULL);
  CsPolicyKey known;

  if (!value) {
    g_autofree char *raw = g_key_file_get_value (reading->file, group, key, NULL);

    return complain_of_value (reading, group, key, raw, error);
  }

  g_strstrip (value);
  if (g_str_equal (group, GROUP_TRUSTED))
    return read_trusted (reading, key, value, error);
  if (find_key (group, key, &known))
    return read_value (reading, known, value, error);
  if (g_str_equal (group, GROUP_ACCOUNTS) && g_str_equal (key, KEY_LOCKED))
    return read_locks (reading, value, error);

  return complain_of_unknown_key (reading, group, key, error);
}

static gboolean
read_group (Reading     *reading,
            const char  *group,
            GError     **error)
{
  g_auto (GStrv) keys = g_key_file_get_keys (reading->file, group, NULL, NULL);
  gboolean known = g_str_equal (group, GROUP_TRUSTED);

  for (guint i = 0; i < CS_POLICY_N_KEYS; i++)
    known = known || g_str_equal (group, cs_policy_syntax[i].group);
  if (!known) {
    /* Translators: %s is a name that stands between brackets in a configuration file */
    g_autofree char *what = g_strdup_printf (_("There is no group [%s]."), group);

    return complain_of_key (reading, group, NULL, what, error);
  }

  for (guint i = 0; keys && keys[i]; i++) {
    if (!read_key (reading, group, keys[i], error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
parse (Reading  *reading,
       GBytes   *contents,
       GError  **error)
{
  gsize size;
  const char *data = g_bytes_get_data (contents, &size);
  g_autofree char *text = NULL;
  g_autoptr (GError) bad = NULL;

  if (size > MAX_SIZE)
    return complain (reading->path, 0, _("The file is too large."), error);
  if (size > 0 && (memchr (data, '\0', size) || !g_utf8_validate (data, size, NULL)))
    return complain (reading->path, 0, _("The file is not UTF-8 text."), error);

  text = g_strndup (data, size);
  reading->lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; reading->lines[i]; i++)
    g_strstrip (reading->lines[i]);

  /* Without this flag, keys for other languages would vanish unread. */
  if (g_key_file_load_from_data (reading->file, text, -1, G_KEY_FILE_KEEP_TRANSLATIONS, &bad))
    return TRUE;

  return complain (reading->path, find_bad_line (reading), _("This is neither a group, a key with a value nor a comment."),
                   error);
}

/**
 * cs_policy_merge:
 * @self: (nullable): what earlier files say
 * @path: the path of the file, for people
 * @contents: what the file holds
 * @error: return location for an error
 *
 * Puts a file on top of earlier ones: what it sets takes the place of what they set; what they lock stays locked. A file that isn't
 * understood to the last word is refused as a whole: a rule that was misspelt must not be a rule that doesn't hold.
 *
 * Returns: (transfer full): the policy, or %NULL with %CS_ERROR_POLICY, whose message names the file, the line and the key
 */
CsPolicy *
cs_policy_merge (CsPolicy    *self,
                 const char  *path,
                 GBytes      *contents,
                 GError     **error)
{
  g_auto (Reading) reading = { NULL };
  g_auto (GStrv) groups = NULL;

  g_return_val_if_fail (path && contents, NULL);

  reading.policy = self ? cs_policy_copy (self) : cs_policy_new ();
  reading.path = path;
  reading.file = g_key_file_new ();
  if (!parse (&reading, contents, error))
    return NULL;

  groups = g_key_file_get_groups (reading.file, NULL);
  for (guint i = 0; groups[i]; i++) {
    if (!read_group (&reading, groups[i], error))
      return NULL;
  }

  return g_steal_pointer (&reading.policy);
}
