/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-standing.h"

#include "trust/cs-revocation-addresses.h"

#include "cs-inquiry.h"
#include "cs-judging.h"
#include "cs-tls-judge.h"

/* The clock may be set, and a computer sleep, while a timer runs. */
#define MAX_WAIT (24 * 3600)

/* Whoever gave no answer is asked again so much later, in seconds. */
#define UNKNOWN_WAIT 3600

struct _CsStanding
{
  CsAnchorStore       *anchors;
  CsRevocationFetcher *fetcher;
  CsRevocationPolicy   policy;
  guint                limit;
  CsVerdict           *verdict;
  CsStandingFunc       func;
  gpointer             user_data;
  guint                timer_id;
  GCancellable        *asking;
};

static void arm (CsStanding *self);

static void
stop (CsStanding *self)
{
  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
}

/* Whoever is told may free us. */
static void
tell (CsStanding *self,
      CsVerdict  *verdict)
{
  g_set_object (&self->verdict, verdict);
  if (cs_verdict_is_accepted (verdict))
    arm (self);
  self->func (verdict, self->user_data);
}

static void
asked_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsVerdict) verdict = cs_inquiry_finish (result, &error);
  CsStanding *self = user_data;

  /* Cancelled means freed, or judged by other anchors since. */
  if (!verdict)
    return;

  g_clear_object (&self->asking);
  tell (self, verdict);
}

/* @list: (nullable): one that has just arrived */
static void
ask (CsStanding *self,
     GBytes     *list)
{
  const CsInquiryPlan plan = { self->fetcher, cs_anchor_store_get_anchors (self->anchors), self->policy, self->limit, list };

  stop (self);
  self->asking = g_cancellable_new ();
  cs_inquiry_async (self->verdict, &plan, self->asking, asked_cb, self);
}

static gboolean
is_listed_at (CsVerdict  *verdict,
              const char *address)
{
  GListModel *chain = cs_verdict_get_chain (verdict);

  for (guint i = 0; i + 1 < g_list_model_get_n_items (chain); i++) {
    g_autoptr (CsCertificate) certificate = g_list_model_get_item (chain, i);
    g_auto (GStrv) addresses = cs_revocation_list_lists (certificate);

    if (g_strv_contains ((const char * const *) addresses, address))
      return TRUE;
  }

  return FALSE;
}

/* Another connection has fetched it: what is good so far may be revoked. While we ask, it is we who fetched it. */
static void
list_cb (const char *address,
         GBytes     *list,
         gpointer    user_data)
{
  CsStanding *self = user_data;

  if (!self->asking && self->policy != CS_REVOCATION_OFF && is_listed_at (self->verdict, address))
    ask (self, list);
}

static gint64
get_due (CsStanding *self)
{
  gint64 due = cs_verdict_get_holds_until (self->verdict);

  if (!self->fetcher || self->policy == CS_REVOCATION_OFF)
    return due;

  for (guint i = 0; i < g_list_model_get_n_items (cs_verdict_get_chain (self->verdict)); i++) {
    if (cs_verdict_get_revocation (self->verdict, i) == CS_REVOCATION_UNKNOWN)
      due = MIN (due, cs_verdict_get_time (self->verdict) + UNKNOWN_WAIT);
  }

  return due;
}

static gboolean
time_cb (gpointer user_data)
{
  CsStanding *self = user_data;

  self->timer_id = 0;
  if (g_get_real_time () / G_USEC_PER_SEC > get_due (self))
    ask (self, NULL);
  else
    arm (self);

  return G_SOURCE_REMOVE;
}

/* One timer for whatever expires first. */
static void
arm (CsStanding *self)
{
  gint64 left = get_due (self) - g_get_real_time () / G_USEC_PER_SEC;

  g_clear_handle_id (&self->timer_id, g_source_remove);
  self->timer_id = g_timeout_add_seconds (CLAMP (left, 0, MAX_WAIT) + 1, time_cb, self);
}

/**
 * cs_standing_new:
 * @plan: by what the server was judged
 * @verdict: the verdict that accepted it
 * @func: told of each new verdict: the last one is a refusal
 * @user_data: data for @func
 *
 * Begins to watch over a verdict. When the first thing expires that it rests on, be it a certificate or the proof that one was not
 * revoked, when another connection has fetched a list that speaks of its certificates, and every hour while nobody answers, it is made
 * again, with what can be found out by then.
 *
 * Returns: (transfer full): a watch
 */
CsStanding *
cs_standing_new (const CsAttemptPlan *plan,
                 CsVerdict           *verdict,
                 CsStandingFunc       func,
                 gpointer             user_data)
{
  CsStanding *self = g_new0 (CsStanding, 1);

  self->anchors = g_object_ref (plan->anchors);
  self->fetcher = plan->fetcher ? cs_revocation_fetcher_ref (plan->fetcher) : NULL;
  self->policy = cs_policy_get_revocation (plan->policy);
  self->limit = plan->limits.revocation;
  self->verdict = g_object_ref (verdict);
  self->func = func;
  self->user_data = user_data;
  if (self->fetcher)
    cs_revocation_fetcher_watch (self->fetcher, list_cb, self);
  arm (self);

  return self;
}

/**
 * cs_standing_free:
 * @self: (transfer full): a watch
 *
 * Ends it; nobody is told of anything any more.
 */
void
cs_standing_free (CsStanding *self)
{
  stop (self);
  if (self->fetcher)
    cs_revocation_fetcher_unwatch (self->fetcher, self);
  g_clear_object (&self->anchors);
  g_clear_pointer (&self->fetcher, cs_revocation_fetcher_unref);
  g_clear_object (&self->verdict);
  g_free (self);
}

/**
 * cs_standing_rejudge:
 * @self: a watch
 *
 * Judges at once, by the authorities that are trusted now: the one that vouches may just have been removed. Where the judgement takes long,
 * it is made in a thread.
 */
void
cs_standing_rejudge (CsStanding *self)
{
  g_autoptr (CsVerdict) verdict = NULL;

  if (cs_judging_takes_long (cs_verdict_get_evidence (self->verdict))) {
    ask (self, NULL);
    return;
  }

  verdict = cs_tls_judge_again (self->verdict, cs_anchor_store_get_anchors (self->anchors));
  stop (self);
  tell (self, verdict);
}
