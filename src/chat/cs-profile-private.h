/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sip/cs-sip-stack.h"
#include "store/cs-store.h"

#include "cs-accounts.h"
#include "cs-contacts-private.h"
#include "cs-conversations.h"
#include "cs-decisions.h"
#include "cs-idle-watch.h"
#include "cs-history.h"
#include "cs-kept-file.h"
#include "link/cs-revocation-fetcher.h"

#include "cs-profile.h"
#include "cs-server-memory.h"

G_BEGIN_DECLS

struct _CsProfile
{
  GObject          parent_instance;

  CsSipStack      *stack;
  CsStore         *store;
  CsAnchorStore   *anchors;
  CsKeptFile      *servers;
  CsServerMemory  *memory;
  CsKeptFile      *notices;
  CsKeptFile      *waiting;    /* what @decisions are kept in */
  CsDecisions     *decisions;
  CsExpiryWatch   *expiry;
  CsPolicyStore   *policies;
  CsAccounts      *accounts;
  CsConversations *conversations;
  CsContacts      *contacts;
  CsHistory       *history;
  GListStore      *sessions;
  CsSession       *trial;      /* weak: the one that tries to sign in for the first time */
  char            *notice;
  gboolean         use_secret_service;
  gboolean         presence;
  gboolean         deaf;
  CsIdleWatch     *idle;       /* NULL: nobody asked for it */
  CsRevocationFetcher *fetcher;
};

CsSession *cs_profile_make_session (CsProfile *self,
                                    CsAccount *account,
                                    gboolean   adopted);
void       cs_profile_set_notice   (CsProfile *self,
                                    char      *notice);

G_END_DECLS
