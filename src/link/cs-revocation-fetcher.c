/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-revocation-fetcher.h"

#include "cs-http-fetch.h"

struct _CsRevocationFetcher
{
  gatomicrefcount  ref_count;
  SoupSession     *session;
  char            *folder;
};

/**
 * cs_revocation_fetcher_new:
 * @folder: (nullable): where answers are kept until they expire; nothing is kept without one
 *
 * Returns: (transfer full): a fetcher
 */
CsRevocationFetcher *
cs_revocation_fetcher_new (const char *folder)
{
  CsRevocationFetcher *self = g_new0 (CsRevocationFetcher, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->folder = g_strdup (folder);

  return self;
}

/**
 * cs_revocation_fetcher_ref:
 * @self: a fetcher
 *
 * Returns: (transfer full): the same fetcher
 */
CsRevocationFetcher *
cs_revocation_fetcher_ref (CsRevocationFetcher *self)
{
  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * cs_revocation_fetcher_unref:
 * @self: (transfer full): a fetcher
 */
void
cs_revocation_fetcher_unref (CsRevocationFetcher *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_object (&self->session);
  g_free (self->folder);
  g_free (self);
}

/**
 * cs_revocation_fetcher_get_session:
 * @self: a fetcher
 *
 * Gets what requests go through. It is made when it is first needed, since most servers never need it.
 *
 * Returns: (transfer none): a session
 */
SoupSession *
cs_revocation_fetcher_get_session (CsRevocationFetcher *self)
{
  if (!self->session)
    self->session = cs_http_session_new ();

  return self->session;
}

/**
 * cs_revocation_fetcher_get_folder:
 * @self: a fetcher
 *
 * Returns: (nullable): where answers are kept
 */
const char *
cs_revocation_fetcher_get_folder (CsRevocationFetcher *self)
{
  return self->folder;
}
