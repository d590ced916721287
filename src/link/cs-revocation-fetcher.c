/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-revocation-fetcher.h"

#include "cs-http-fetch.h"
#include "cs-revocation-cache.h"

struct _CsRevocationFetcher
{
  gatomicrefcount  ref_count;
  SoupSession     *session;
  char            *folder;
  GHookList        watchers;
};

/* What is announced. */
typedef struct {
  const char *address;
  GBytes     *list;
} News;

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
  g_hook_list_init (&self->watchers, sizeof (GHook));

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

  g_hook_list_clear (&self->watchers);
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

/**
 * cs_revocation_fetcher_tidy:
 * @self: a fetcher
 *
 * Lets go, in a thread, of the answers that do not count any more.
 */
void
cs_revocation_fetcher_tidy (CsRevocationFetcher *self)
{
  cs_revocation_cache_tidy (self->folder);
}

/**
 * cs_revocation_fetcher_watch:
 * @self: a fetcher
 * @func: told of each list that was fetched and proved something
 * @user_data: data for @func
 */
void
cs_revocation_fetcher_watch (CsRevocationFetcher     *self,
                             CsRevocationFetcherFunc  func,
                             gpointer                 user_data)
{
  GHook *hook = g_hook_alloc (&self->watchers);

  hook->func = func;
  hook->data = user_data;
  g_hook_append (&self->watchers, hook);
}

/**
 * cs_revocation_fetcher_unwatch:
 * @self: a fetcher
 * @user_data: the data of who was told so far
 */
void
cs_revocation_fetcher_unwatch (CsRevocationFetcher *self,
                               gpointer             user_data)
{
  GHook *hook = g_hook_find_data (&self->watchers, TRUE, user_data);

  if (hook)
    g_hook_destroy_link (&self->watchers, hook);
}

static void
tell (GHook    *hook,
      gpointer  user_data)
{
  const News *news = user_data;
  CsRevocationFetcherFunc func = hook->func;

  func (news->address, news->list, hook->data);
}

/**
 * cs_revocation_fetcher_announce:
 * @self: a fetcher
 * @address: where a list was fetched from
 * @list: the list, in DER
 *
 * Tells everybody who watches.
 */
void
cs_revocation_fetcher_announce (CsRevocationFetcher *self,
                                const char          *address,
                                GBytes              *list)
{
  News news = { address, list };

  g_hook_list_marshal (&self->watchers, FALSE, tell, &news);
}
