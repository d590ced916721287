/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-standing.h"

#include "cs-inquiry.h"
#include "cs-tls-judge.h"

/* The clock may be set, and a computer sleep, while a timer runs. */
#define MAX_WAIT (24 * 3600)

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

static void
ask (CsStanding *self)
{
  const CsInquiryPlan plan = { self->fetcher, cs_anchor_store_get_anchors (self->anchors), self->policy, self->limit };

  g_clear_object (&self->asking);
  self->asking = g_cancellable_new ();
  cs_inquiry_async (self->verdict, &plan, self->asking, asked_cb, self);
}

static gboolean
time_cb (gpointer user_data)
{
  CsStanding *self = user_data;

  self->timer_id = 0;
  if (g_get_real_time () / G_USEC_PER_SEC > cs_verdict_get_holds_until (self->verdict))
    ask (self);
  else
    arm (self);

  return G_SOURCE_REMOVE;
}

/* One timer for whatever expires first. */
static void
arm (CsStanding *self)
{
  gint64 left = cs_verdict_get_holds_until (self->verdict) - g_get_real_time () / G_USEC_PER_SEC;

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
 * revoked, it is made again, with what can be found out by then.
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
  g_clear_object (&self->anchors);
  g_clear_pointer (&self->fetcher, cs_revocation_fetcher_unref);
  g_clear_object (&self->verdict);
  g_free (self);
}

/**
 * cs_standing_rejudge:
 * @self: a watch
 *
 * Judges at once, by the authorities that are trusted now: the one that vouches may just have been removed.
 */
void
cs_standing_rejudge (CsStanding *self)
{
  g_autoptr (CsVerdict) verdict = cs_tls_judge_again (self->verdict, cs_anchor_store_get_anchors (self->anchors));

  stop (self);
  tell (self, verdict);
}
