/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* Where what is known of revocation comes from: the network, and a folder in which answers are kept. */
typedef struct _CsRevocationFetcher CsRevocationFetcher;

/* Told of a revocation list that was fetched, and from where. */
typedef void (*CsRevocationFetcherFunc) (const char *address,
                                         GBytes     *list,
                                         gpointer    user_data);

CsRevocationFetcher *cs_revocation_fetcher_new         (const char          *folder);
CsRevocationFetcher *cs_revocation_fetcher_ref         (CsRevocationFetcher *self);
void                 cs_revocation_fetcher_unref       (CsRevocationFetcher *self);
SoupSession         *cs_revocation_fetcher_get_session (CsRevocationFetcher *self);
const char          *cs_revocation_fetcher_get_folder  (CsRevocationFetcher *self);
void                 cs_revocation_fetcher_tidy        (CsRevocationFetcher *self);
void                 cs_revocation_fetcher_watch       (CsRevocationFetcher     *self,
                                                        CsRevocationFetcherFunc  func,
                                                        gpointer                 user_data);
void                 cs_revocation_fetcher_unwatch     (CsRevocationFetcher     *self,
                                                        gpointer                 user_data);
void                 cs_revocation_fetcher_announce    (CsRevocationFetcher     *self,
                                                        const char              *address,
                                                        GBytes                  *list);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsRevocationFetcher, cs_revocation_fetcher_unref)

G_END_DECLS
