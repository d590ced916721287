/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-credentials.h"

#include <errno.h>
#include <sys/random.h>

/* No server of ours asks for more realms than this, in one answer or over a connection. */
#define MAX_REALMS 8

/* The challenge that is being answered for one realm. */
typedef struct {
  CsAskedBy          asked_by;
  CsDigestChallenge *challenge;
  char              *cnonce;
  guint32            count;
} Entry;

struct _CsCredentials
{
  char       *user;
  CsSecret   *secret;
  GPtrArray  *entries;
  GHashTable *realms;
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_clear_pointer (&entry->challenge, cs_digest_challenge_free);
  g_free (entry->cnonce);
  g_free (entry);
}

static char *
make_cnonce (void)
{
  guint8 random[16];
  gsize filled = 0;
  GString *cnonce = g_string_new (NULL);

  while (filled < sizeof random) {
    ssize_t n = getrandom (random + filled, sizeof random - filled, 0);

    if (n < 0 && errno != EINTR)
      g_error ("The system gives no random bytes: %s", g_strerror (errno));
    if (n > 0)
      filled += (gsize) n;
  }

  for (gsize i = 0; i < sizeof random; i++)
    g_string_append_printf (cnonce, "%02x", random[i]);

  return g_string_free (cnonce, FALSE);
}

static Entry *
find_entry (CsCredentials *self,
            CsAskedBy      asked_by,
            const char    *realm)
{
  for (guint i = 0; i < self->entries->len; i++) {
    Entry *entry = g_ptr_array_index (self->entries, i);

    if (entry->asked_by == asked_by && g_str_equal (entry->challenge->realm, realm))
      return entry;
  }

  return NULL;
}

static CsDigestChallenge *
copy_challenge (const CsDigestChallenge *challenge)
{
  CsDigestChallenge *copy = g_memdup2 (challenge, sizeof *challenge);

  copy->realm = g_strdup (challenge->realm);
  copy->nonce = g_strdup (challenge->nonce);
  copy->opaque = g_strdup (challenge->opaque);

  return copy;
}

static void
store_challenge (CsCredentials           *self,
                 CsAskedBy                asked_by,
                 const CsDigestChallenge *challenge)
{
  Entry *entry = find_entry (self, asked_by, challenge->realm);

  if (!entry) {
    entry = g_new0 (Entry, 1);
    entry->asked_by = asked_by;
    g_ptr_array_add (self->entries, entry);
  }

  g_clear_pointer (&entry->challenge, cs_digest_challenge_free);
  g_clear_pointer (&entry->cnonce, g_free);
  entry->challenge = copy_challenge (challenge);
  entry->cnonce = make_cnonce ();
  entry->count = 0;
}

/* The strongest of its realm, and of several that are as strong (SHA-256 and SHA-256-sess, say) the first. */
static gboolean
is_first_choice (GPtrArray *challenges,
                 guint      position)
{
  const CsDigestChallenge *challenge = g_ptr_array_index (challenges, position);

  for (guint i = 0; i < challenges->len; i++) {
    const CsDigestChallenge *other = g_ptr_array_index (challenges, i);

    if (g_str_equal (other->realm, challenge->realm) &&
        (other->algorithm > challenge->algorithm || (other->algorithm == challenge->algorithm && i < position)))
      return FALSE;
  }

  return TRUE;
}

/* Whoever asked before, be it as a server or as a proxy: a message's recipient can ask in the name of either. */
static gboolean
was_stronger (CsCredentials           *self,
              const CsDigestChallenge *challenge)
{
  for (guint i = 0; i < self->entries->len; i++) {
    const Entry *entry = g_ptr_array_index (self->entries, i);

    if (g_str_equal (entry->challenge->realm, challenge->realm) && entry->challenge->algorithm > challenge->algorithm)
      return TRUE;
  }

  return FALSE;
}

/**
 * cs_credentials_new:
 * @user: the authentication name
 *
 * Returns: (transfer full): credentials without a password
 */
CsCredentials *
cs_credentials_new (const char *user)
{
  CsCredentials *self = g_new0 (CsCredentials, 1);

  self->user = g_strdup (user);
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  self->realms = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  return self;
}

/**
 * cs_credentials_free:
 * @self: (transfer full): credentials
 */
void
cs_credentials_free (CsCredentials *self)
{
  g_free (self->user);
  g_clear_pointer (&self->secret, cs_secret_unref);
  g_ptr_array_unref (self->entries);
  g_hash_table_unref (self->realms);
  g_free (self);
}

/**
 * cs_credentials_set_secret:
 * @self: credentials
 * @secret: (transfer none) (nullable): the password, or %NULL to have none
 */
void
cs_credentials_set_secret (CsCredentials *self,
                           CsSecret      *secret)
{
  CsSecret *old = g_steal_pointer (&self->secret);

  self->secret = secret ? cs_secret_ref (secret) : NULL;
  g_clear_pointer (&old, cs_secret_unref);
}

/**
 * cs_credentials_has_secret:
 * @self: credentials
 *
 * Returns: whether there is a password
 */
gboolean
cs_credentials_has_secret (CsCredentials *self)
{
  return self->secret != NULL;
}

/**
 * cs_credentials_forget:
 * @self: credentials
 *
 * Forgets all challenges, and which realms are trusted, as befits a new connection.
 */
void
cs_credentials_forget (CsCredentials *self)
{
  g_ptr_array_set_size (self->entries, 0);
  g_hash_table_remove_all (self->realms);
}

/**
 * cs_credentials_trust_realm:
 * @self: credentials
 * @realm: a realm of the account's own server
 *
 * Lets challenges for @realm be answered. Others are not: a message's recipient can have any challenge sent back, and an
 * answer lets its reader guess at the password. Of many realms only the first few are trusted.
 */
void
cs_credentials_trust_realm (CsCredentials *self,
                            const char    *realm)
{
  if (g_hash_table_size (self->realms) < MAX_REALMS)
    g_hash_table_add (self->realms, g_strdup (realm));
}

/**
 * cs_credentials_take_challenges:
 * @self: credentials
 * @asked_by: who asks
 * @challenges: (element-type CsDigestChallenge): the challenges of one response
 * @answered: (element-type utf8 utf8): a set, empty when the request was first sent, in which the challenges answered
 *   for it are remembered
 *
 * Takes up the strongest challenge of each realm. One weaker than what was asked for in this realm before is ignored. A realm that
 * asks again after an answer to its own challenge has rejected the password, unless it only calls the nonce stale.
 *
 * Returns: what to do about the request
 */
CsChallengeAdvice
cs_credentials_take_challenges (CsCredentials *self,
                                CsAskedBy      asked_by,
                                GPtrArray     *challenges,
                                GHashTable    *answered)
{
  CsChallengeAdvice advice = CS_CHALLENGE_UNANSWERABLE;

  if (!self->secret)
    return CS_CHALLENGE_UNANSWERABLE;

  for (guint i = 0; i < challenges->len && i < MAX_REALMS; i++) {
    const CsDigestChallenge *challenge = g_ptr_array_index (challenges, i);
    g_autofree char *key = g_strdup_printf ("%d %s", asked_by, challenge->realm);

    if (!g_hash_table_contains (self->realms, challenge->realm) || !is_first_choice (challenges, i) ||
        was_stronger (self, challenge))
      continue;
    if (g_hash_table_contains (answered, key) && !challenge->stale)
      return CS_CHALLENGE_REJECTED;

    store_challenge (self, asked_by, challenge);
    g_hash_table_add (answered, g_steal_pointer (&key));
    advice = CS_CHALLENGE_ANSWER;
  }

  return advice;
}

/**
 * cs_credentials_take_nonce:
 * @self: credentials
 * @asked_by: who sent it
 * @next_nonce: the nonce to use from now on (RFC 7616 section 3.5)
 */
void
cs_credentials_take_nonce (CsCredentials *self,
                           CsAskedBy      asked_by,
                           const char    *next_nonce)
{
  Entry *only = NULL;

  for (guint i = 0; i < self->entries->len; i++) {
    Entry *entry = g_ptr_array_index (self->entries, i);

    if (entry->asked_by != asked_by)
      continue;
    /* The header names no realm. */
    if (only)
      return;
    only = entry;
  }

  if (!only || g_str_equal (only->challenge->nonce, next_nonce))
    return;

  g_free (only->challenge->nonce);
  only->challenge->nonce = g_strdup (next_nonce);
  g_free (only->cnonce);
  only->cnonce = make_cnonce ();
  only->count = 0;
}

/* The header that answers @entry in a request, or NULL if it says nothing there. */
static const char *
choose_header (CsCredentials *self,
               const Entry   *entry,
               gboolean       is_own)
{
  if (entry->asked_by == CS_ASKED_BY_PROXY)
    return "Proxy-Authorization";
  if (is_own)
    return "Authorization";

  /* A registrar will ask again as the proxy that it is for everything else. What it takes from a request as a proxy, it does not
   * hand on; an Authorization header would go to the recipient, who could guess at the password with it. */
  return find_entry (self, CS_ASKED_BY_PROXY, entry->challenge->realm) ? NULL : "Proxy-Authorization";
}

/**
 * cs_credentials_get_headers:
 * @self: credentials
 * @method: a request's method
 * @uri: its request URI
 *
 * Answers the challenges known, so that the server need not ask again.
 *
 * Returns: (transfer full) (nullable): whole header lines, or %NULL if there is nothing to answer or to answer with
 */
char *
cs_credentials_get_headers (CsCredentials *self,
                            const char    *method,
                            const char    *uri)
{
  g_autoptr (GString) headers = g_string_new (NULL);
  static const char * const own_methods[] = { "REGISTER", "PUBLISH", "GET", "PUT", NULL };
  /* What goes to nobody but our own server. */
  gboolean is_own = g_strv_contains (own_methods, method);

  for (guint i = 0; self->secret && i < self->entries->len; i++) {
    Entry *entry = g_ptr_array_index (self->entries, i);
    const char *name = choose_header (self, entry, is_own);
    CsDigestRequest request = { method, uri, entry->cnonce, entry->count + 1 };
    g_autofree char *answer = name ? cs_digest_answer (entry->challenge, self->user, self->secret, &request) : NULL;

    if (answer) {
      entry->count++;
      g_string_append_printf (headers, "%s: %s\r\n", name, answer);
    }
  }

  return headers->len > 0 ? g_string_free (g_steal_pointer (&headers), FALSE) : NULL;
}
