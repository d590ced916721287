/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-profile-private.h"

static gboolean
is_home_of (CsSession *session,
            CsAddress *peer)
{
  CsAddress *own = cs_account_get_address (cs_session_get_account (session));

  return cs_host_equal (cs_address_get_host (own), cs_address_get_host (peer));
}

/**
 * cs_profile_suggest_session:
 * @self: a profile
 * @peer: (nullable): whom to talk to
 * @used: (nullable): the account that was used last
 *
 * Finds the account through which one most likely wants to talk to somebody: one of the same domain, as their organisation's
 * server is their own, else the one that was used last, else the first. Where there are several of the domain, the one that was
 * used last goes first, then one that is not signed out.
 *
 * Returns: (transfer full) (nullable): its session, %NULL where there is no account
 */
CsSession *
cs_profile_suggest_session (CsProfile *self,
                            CsAddress *peer,
                            CsSession *used)
{
  g_autoptr (CsSession) suggested = NULL;
  GListModel *sessions;
  int best = -1;

  g_return_val_if_fail (CS_IS_PROFILE (self), NULL);
  g_return_val_if_fail (!used || CS_IS_SESSION (used), NULL);

  sessions = cs_profile_get_sessions (self);
  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++) {
    g_autoptr (CsSession) session = g_list_model_get_item (sessions, i);
    int worth = 0;

    if (peer && is_home_of (session, peer))
      worth += 4;
    if (session == used)
      worth += 2;
    if (!cs_account_get_signed_out (cs_session_get_account (session)))
      worth += 1;
    if (worth > best) {
      best = worth;
      g_set_object (&suggested, session);
    }
  }

  return g_steal_pointer (&suggested);
}

/**
 * cs_profile_find_session_by_id:
 * @self: a profile
 * @id: what an account is called in the store
 *
 * Looks for an account among those of the profile.
 *
 * Returns: (transfer full) (nullable): its session
 */
CsSession *
cs_profile_find_session_by_id (CsProfile  *self,
                               const char *id)
{
  GListModel *sessions;

  g_return_val_if_fail (CS_IS_PROFILE (self), NULL);

  sessions = cs_profile_get_sessions (self);
  for (guint i = 0; i < g_list_model_get_n_items (sessions); i++) {
    g_autoptr (CsSession) session = g_list_model_get_item (sessions, i);

    if (g_strcmp0 (cs_account_get_id (cs_session_get_account (session)), id) == 0)
      return g_steal_pointer (&session);
  }

  return NULL;
}

/**
 * cs_profile_find_conversation:
 * @self: a profile
 * @account: the id of an account
 * @peer: the URI of the other end
 *
 * Looks for a conversation by what names it outside of the program, in a notification for example.
 *
 * Returns: (transfer full) (nullable): the conversation
 */
CsConversation *
cs_profile_find_conversation (CsProfile  *self,
                              const char *account,
                              const char *peer)
{
  GListModel *conversations;

  g_return_val_if_fail (CS_IS_PROFILE (self), NULL);

  conversations = cs_profile_get_conversations (self);
  for (guint i = 0; i < g_list_model_get_n_items (conversations); i++) {
    g_autoptr (CsConversation) conversation = g_list_model_get_item (conversations, i);
    CsSession *session = cs_conversation_get_session (conversation);

    if (session && g_strcmp0 (cs_account_get_id (cs_session_get_account (session)), account) == 0 &&
        g_strcmp0 (cs_address_get_uri (cs_conversation_get_peer (conversation)), peer) == 0)
      return g_steal_pointer (&conversation);
  }

  return NULL;
}
