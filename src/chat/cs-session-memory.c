/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-session-private.h"

#include "cs-words.h"

/* The identity is the session's own and carries nothing that is known: what was known at the time of a verdict may be outdated. */
static CsKnownServer *
recall (CsSession *self)
{
  return cs_server_memory_recall (self->memory, self->identity);
}

static void
set_news (CsSession *self,
          char      *news)
{
  if (g_strcmp0 (self->news, news) == 0) {
    g_free (news);
    return;
  }

  g_free (self->news);
  self->news = news;
  g_object_notify (G_OBJECT (self), "news");
}

/*
 * cs_session_set_memory_mode:
 * @self: a session
 * @mode: what happens when another authority vouches for the server than before
 * @locked: whether a person may not accept another authority
 *
 * Sets what holds from now on.
 */
void
cs_session_set_memory_mode (CsSession           *self,
                            CsCertificateMemory  mode,
                            gboolean             locked)
{
  self->memory_mode = mode;
  self->memory_locked = locked;
  if (mode == CS_CERTIFICATE_MEMORY_OFF)
    set_news (self, NULL);
  cs_session_recall (self);
}

/*
 * cs_session_recall:
 * @self: a session
 *
 * Tells the link which authority has to vouch for the server from its next attempt on.
 */
void
cs_session_recall (CsSession *self)
{
  g_autoptr (CsKnownServer) known = NULL;

  if (!self->link)
    return;

  known = self->memory_mode == CS_CERTIFICATE_MEMORY_REFUSE ? recall (self) : NULL;
  cs_link_set_known (self->link, known);
  if (cs_session_can_accept_authority (self) &&
      known && cs_known_server_compare (known, cs_verdict_get_leaf (cs_link_get_verdict (self->link)),
                                        cs_anchor_get_certificate (cs_verdict_get_anchor (cs_link_get_verdict (self->link))))
                 != CS_KNOWN_OTHER_AUTHORITY)
    cs_link_retry_now (self->link);
}

/*
 * cs_session_meet:
 * @self: a session that has just signed in
 *
 * Keeps who vouched for the server, and says what is new about it.
 */
void
cs_session_meet (CsSession *self)
{
  CsVerdict *verdict = cs_link_get_verdict (self->link);
  g_autoptr (CsKnownServer) before = NULL;

  if (self->memory_mode == CS_CERTIFICATE_MEMORY_OFF || !verdict || !cs_verdict_is_accepted (verdict))
    return;

  before = recall (self);
  set_news (self, before ? cs_words_for_change (verdict, before) : NULL);
  cs_server_memory_remember (self->memory, verdict);
}

/**
 * cs_session_can_accept_authority:
 * @self: a session
 *
 * Whether nothing else is wrong with a server that was refused than that another authority vouches for it than before, and the person
 * may decide about that.
 *
 * Returns: whether [method@Session.accept_authority] would do something
 */
gboolean
cs_session_can_accept_authority (CsSession *self)
{
  CsVerdict *verdict;

  g_return_val_if_fail (CS_IS_SESSION (self), FALSE);

  verdict = cs_session_get_verdict (self);

  return verdict && !self->memory_locked && cs_session_get_state (self) == CS_CONNECTION_REFUSED &&
         cs_verdict_get_anchor (verdict) && cs_verdict_get_leaf (verdict) &&
         g_list_model_get_n_items (cs_verdict_get_problems (verdict)) == 1 &&
         cs_verdict_has_problem (verdict, CS_PROBLEM_OTHER_AUTHORITY);
}

/**
 * cs_session_accept_authority:
 * @self: a session
 *
 * Takes the authority that vouches for the server now in place of the one before, and connects again. The server has to prove itself
 * in full as always.
 */
void
cs_session_accept_authority (CsSession *self)
{
  g_return_if_fail (CS_IS_SESSION (self));

  /* Hearing of the change, every session of this server tries again. */
  if (cs_session_can_accept_authority (self))
    cs_server_memory_remember (self->memory, cs_session_get_verdict (self));
}

/**
 * cs_session_get_news:
 * @self: a session
 *
 * Gets what was new about the server when it was accepted last.
 *
 * Returns: (nullable): a sentence in the user's language
 */
const char *
cs_session_get_news (CsSession *self)
{
  g_return_val_if_fail (CS_IS_SESSION (self), NULL);

  return self->news;
}
