/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-digest.h"

#include <nettle/md5.h>
#include <nettle/sha2.h>
#include <string.h>

#include "base/cs-text.h"

#define MAX_VALUE 2048

static const struct {
  const char        *name;
  CsDigestAlgorithm  algorithm;
  gboolean           session;
} algorithms[] = {
  { "MD5",              CS_DIGEST_MD5,        FALSE },
  { "MD5-sess",         CS_DIGEST_MD5,        TRUE },
  { "SHA-256",          CS_DIGEST_SHA256,     FALSE },
  { "SHA-256-sess",     CS_DIGEST_SHA256,     TRUE },
  { "SHA-512-256",      CS_DIGEST_SHA512_256, FALSE },
  { "SHA-512-256-sess", CS_DIGEST_SHA512_256, TRUE },
};

/* GChecksum has no SHA-512/256, so all three come from the same library. */
typedef struct {
  CsDigestAlgorithm algorithm;
  union {
    struct md5_ctx    md5;
    struct sha256_ctx sha256;
    struct sha512_ctx sha512;
  };
} Hash;

static void
hash_init (Hash              *hash,
           CsDigestAlgorithm  algorithm)
{
  hash->algorithm = algorithm;

  switch (algorithm) {
  case CS_DIGEST_MD5:
    md5_init (&hash->md5);
    break;
  case CS_DIGEST_SHA256:
    sha256_init (&hash->sha256);
    break;
  case CS_DIGEST_SHA512_256:
    sha512_256_init (&hash->sha512);
    break;
  default:
    g_assert_not_reached ();
  }
}

static void
hash_add (Hash       *hash,
          const char *text)
{
  gsize length = strlen (text);
  const guint8 *data = (const guint8 *) text;

  switch (hash->algorithm) {
  case CS_DIGEST_MD5:
    md5_update (&hash->md5, length, data);
    break;
  case CS_DIGEST_SHA256:
    sha256_update (&hash->sha256, length, data);
    break;
  case CS_DIGEST_SHA512_256:
    sha512_update (&hash->sha512, length, data);
    break;
  default:
    g_assert_not_reached ();
  }
}

static char *
hash_finish (Hash *hash)
{
  guint8 digest[SHA256_DIGEST_SIZE];
  gsize length = SHA256_DIGEST_SIZE;
  char *hex;

  switch (hash->algorithm) {
  case CS_DIGEST_MD5:
    length = MD5_DIGEST_SIZE;
    md5_digest (&hash->md5, length, digest);
    break;
  case CS_DIGEST_SHA256:
    sha256_digest (&hash->sha256, length, digest);
    break;
  case CS_DIGEST_SHA512_256:
    sha512_256_digest (&hash->sha512, length, digest);
    break;
  default:
    g_assert_not_reached ();
  }

  hex = g_malloc (2 * length + 1);
  for (gsize i = 0; i < length; i++)
    g_snprintf (hex + 2 * i, 3, "%02x", digest[i]);
  explicit_bzero (hash, sizeof *hash);

  return hex;
}

/* The hash of the texts with colons between them, up to a NULL. */
static char *
hash_joined (CsDigestAlgorithm  algorithm,
             const char        *first,
             ...)
{
  Hash hash;
  va_list more;
  const char *text;

  hash_init (&hash, algorithm);
  hash_add (&hash, first);

  va_start (more, first);
  while ((text = va_arg (more, const char *))) {
    hash_add (&hash, ":");
    hash_add (&hash, text);
  }
  va_end (more);

  return hash_finish (&hash);
}

/* The parameter's value as it stands, quotes off and escapes left in. NULL when it is not there exactly once and well. */
static char *
get_parameter (const char * const *parameters,
               const char         *name,
               gboolean           *is_bad)
{
  gsize name_length = strlen (name);
  char *value = NULL;

  for (gsize i = 0; parameters && parameters[i]; i++) {
    const char *text = parameters[i];
    gsize length;

    if (g_ascii_strncasecmp (text, name, name_length) != 0)
      continue;
    text += name_length;
    text += strspn (text, " \t");
    if (*text++ != '=')
      continue;
    text += strspn (text, " \t");
    length = strlen (text);

    if (*text == '"') {
      if (length < 2 || text[length - 1] != '"')
        *is_bad = TRUE;
      else
        text++, length -= 2;
    }

    if (value || length > MAX_VALUE || !cs_text_is_header_safe (text, length))
      *is_bad = TRUE;
    if (!*is_bad && !value)
      value = g_strndup (text, length);
  }

  if (*is_bad)
    g_clear_pointer (&value, g_free);

  return value;
}

static gboolean
has_token (const char *list,
           const char *token)
{
  g_auto (GStrv) tokens = g_strsplit (list, ",", 16);

  for (gsize i = 0; tokens[i]; i++) {
    if (g_ascii_strcasecmp (g_strstrip (tokens[i]), token) == 0)
      return TRUE;
  }

  return FALSE;
}

static gboolean
read_algorithm (CsDigestChallenge *self,
                const char        *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (algorithms); i++) {
    if (g_ascii_strcasecmp (algorithms[i].name, name) == 0) {
      self->algorithm = algorithms[i].algorithm;
      self->session = algorithms[i].session;
      return TRUE;
    }
  }

  return FALSE;
}

/**
 * cs_digest_get_parameter:
 * @parameters: (array zero-terminated=1) (nullable): parameters, each `name=value`
 * @name: a name
 *
 * Returns: (transfer full) (nullable): the value without its quotes, or %NULL if it is missing, malformed or there twice
 */
char *
cs_digest_get_parameter (const char * const *parameters,
                         const char         *name)
{
  gboolean is_bad = FALSE;

  return get_parameter (parameters, name, &is_bad);
}

/**
 * cs_digest_challenge_parse:
 * @parameters: (array zero-terminated=1) (nullable): the challenge's parameters, each `name=value`
 *
 * Reads a Digest challenge (RFC 7616 section 3.3).
 *
 * Returns: (transfer full) (nullable): the challenge, or %NULL if it is malformed or asks for what we don't do
 */
CsDigestChallenge *
cs_digest_challenge_parse (const char * const *parameters)
{
  g_autoptr (CsDigestChallenge) self = g_new0 (CsDigestChallenge, 1);
  g_autofree char *algorithm = NULL;
  g_autofree char *qop = NULL;
  g_autofree char *stale = NULL;
  g_autofree char *userhash = NULL;
  gboolean is_bad = FALSE;

  self->realm = get_parameter (parameters, "realm", &is_bad);
  self->nonce = get_parameter (parameters, "nonce", &is_bad);
  self->opaque = get_parameter (parameters, "opaque", &is_bad);
  algorithm = get_parameter (parameters, "algorithm", &is_bad);
  qop = get_parameter (parameters, "qop", &is_bad);
  stale = get_parameter (parameters, "stale", &is_bad);
  userhash = get_parameter (parameters, "userhash", &is_bad);

  if (is_bad || !self->realm || !self->nonce || *self->nonce == '\0')
    return NULL;
  if (!read_algorithm (self, algorithm ? algorithm : "MD5"))
    return NULL;
  if (qop && !has_token (qop, "auth"))
    return NULL;

  self->qop_auth = qop != NULL;
  self->stale = stale && g_ascii_strcasecmp (stale, "true") == 0;
  self->userhash = userhash && g_ascii_strcasecmp (userhash, "true") == 0;

  return g_steal_pointer (&self);
}

/**
 * cs_digest_challenge_free:
 * @self: (transfer full): a challenge
 */
void
cs_digest_challenge_free (CsDigestChallenge *self)
{
  g_free (self->realm);
  g_free (self->nonce);
  g_free (self->opaque);
  g_free (self);
}

static const char *
algorithm_name (const CsDigestChallenge *challenge)
{
  for (gsize i = 0; i < G_N_ELEMENTS (algorithms); i++) {
    if (algorithms[i].algorithm == challenge->algorithm && algorithms[i].session == challenge->session)
      return algorithms[i].name;
  }

  g_return_val_if_reached (NULL);
}

static char *
quote (const char *text)
{
  g_autoptr (GString) quoted = g_string_new (NULL);

  for (; *text; text++) {
    if (*text == '"' || *text == '\\')
      g_string_append_c (quoted, '\\');
    g_string_append_c (quoted, *text);
  }

  return g_string_free (g_steal_pointer (&quoted), FALSE);
}

static char *
compute_response (const CsDigestChallenge *challenge,
                  const char              *user,
                  CsSecret                *secret,
                  const CsDigestRequest   *request)
{
  CsDigestAlgorithm algorithm = challenge->algorithm;
  g_autofree char *ha1 = hash_joined (algorithm, user, challenge->realm, cs_secret_peek (secret), NULL);
  g_autofree char *ha2 = hash_joined (algorithm, request->method, request->uri, NULL);
  g_autofree char *count = g_strdup_printf ("%08x", request->nonce_count);
  char *response;

  if (challenge->session) {
    char *session = hash_joined (algorithm, ha1, challenge->nonce, request->cnonce, NULL);

    explicit_bzero (ha1, strlen (ha1));
    g_free (ha1);
    ha1 = session;
  }

  if (challenge->qop_auth)
    response = hash_joined (algorithm, ha1, challenge->nonce, count, request->cnonce, "auth", ha2, NULL);
  else
    response = hash_joined (algorithm, ha1, challenge->nonce, ha2, NULL);

  /* It is as good as the password for this realm. */
  explicit_bzero (ha1, strlen (ha1));

  return response;
}

/**
 * cs_digest_answer:
 * @challenge: a challenge
 * @user: the user name, without control characters
 * @secret: the password
 * @request: what the answer is for
 *
 * Computes the answer to @challenge (RFC 7616 section 3.4, RFC 8760 section 2).
 *
 * Returns: (transfer full) (nullable): the value of an Authorization or Proxy-Authorization header, or %NULL if @user cannot
 *   stand in a header
 */
char *
cs_digest_answer (const CsDigestChallenge *challenge,
                  const char              *user,
                  CsSecret                *secret,
                  const CsDigestRequest   *request)
{
  g_autoptr (GString) answer = NULL;
  g_autofree char *name = NULL;
  g_autofree char *response = NULL;

  if (!cs_text_is_header_safe (user, strlen (user)))
    return NULL;

  name = challenge->userhash ? hash_joined (challenge->algorithm, user, challenge->realm, NULL) : quote (user);
  response = compute_response (challenge, user, secret, request);

  answer = g_string_new (NULL);
  g_string_append_printf (answer, "Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\", algorithm=%s",
                          name, challenge->realm, challenge->nonce, request->uri, response, algorithm_name (challenge));
  if (challenge->qop_auth || challenge->session)
    g_string_append_printf (answer, ", cnonce=\"%s\"", request->cnonce);
  if (challenge->qop_auth)
    g_string_append_printf (answer, ", qop=auth, nc=%08x", request->nonce_count);
  if (challenge->opaque)
    g_string_append_printf (answer, ", opaque=\"%s\"", challenge->opaque);
  if (challenge->userhash)
    g_string_append (answer, ", userhash=true");

  return g_string_free (g_steal_pointer (&answer), FALSE);
}
