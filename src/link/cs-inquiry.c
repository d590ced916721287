/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-inquiry.h"

#include "trust/cs-ocsp.h"
#include "trust/cs-revocation-addresses.h"

#include "cs-http-fetch.h"
#include "cs-judging.h"
#include "cs-link-limits.h"
#include "cs-revocation-cache.h"

/* For each certificate, of each kind. */
#define MAX_ADDRESSES 2

#define LIST_MAX (10 * 1024 * 1024)

typedef enum {
  LIST_AT_HAND,
  RESPONSE_AT_HAND,
  RESPONDER,
  LIST,
} StepKind;

/* One place to ask for the certificate at a position of the chain. */
typedef struct {
  StepKind  kind;
  guint     position;
  char     *address;
} Step;

typedef struct {
  CsRevocationFetcher  *fetcher;
  CsAnchorSet          *anchors;
  CsRevocationPolicy    policy;
  guint                 limit;
  CsVerdict            *verdict;
  CsRevocationEvidence *evidence;
  GBytes               *item;           /* that is being weighed */
  GPtrArray            *steps;
  guint                 next;
  gboolean              settled[32];
  GBytes               *nonce;
  GCancellable         *inner;
  gulong                cancelled_id;
  guint                 timer_id;
} Inquiry;

static void advance (GTask *task);

static void
step_free (Step *step)
{
  g_free (step->address);
  g_free (step);
}

static void
inquiry_free (Inquiry *self)
{
  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_clear_pointer (&self->fetcher, cs_revocation_fetcher_unref);
  g_clear_pointer (&self->anchors, cs_anchor_set_unref);
  g_clear_object (&self->verdict);
  g_clear_pointer (&self->evidence, cs_revocation_evidence_free);
  g_ptr_array_unref (self->steps);
  g_clear_pointer (&self->item, g_bytes_unref);
  g_clear_pointer (&self->nonce, g_bytes_unref);
  g_clear_object (&self->inner);
  g_free (self);
}

static void
add_steps (Inquiry  *self,
           StepKind  kind,
           guint     position,
           GStrv     addresses)
{
  for (guint i = 0, n = 0; addresses[i] && n < MAX_ADDRESSES; i++) {
    Step *step;

    if (!cs_http_is_fetchable (addresses[i]))
      continue;
    step = g_new0 (Step, 1);
    step->kind = kind;
    step->position = position;
    step->address = g_strdup (addresses[i]);
    g_ptr_array_add (self->steps, step);
    n++;
  }
}

static CsCertificate *
get_certificate (Inquiry *self,
                 guint    position)
{
  g_autoptr (CsCertificate) certificate = g_list_model_get_item (cs_verdict_get_chain (self->verdict), position);

  /* The verdict keeps it alive. */
  return certificate;
}

/* What is at hand first, then the quick question, then the long list. */
static void
plan_steps (Inquiry *self)
{
  guint n = g_list_model_get_n_items (cs_verdict_get_chain (self->verdict));

  for (guint i = 0; i + 1 < n && i < G_N_ELEMENTS (self->settled); i++) {
    g_auto (GStrv) responders = NULL;
    g_auto (GStrv) lists = NULL;

    self->settled[i] = cs_verdict_get_revocation (self->verdict, i) == CS_REVOCATION_GOOD;
    if (self->settled[i])
      continue;

    responders = cs_revocation_list_responders (get_certificate (self, i));
    lists = cs_revocation_list_lists (get_certificate (self, i));
    add_steps (self, LIST_AT_HAND, i, lists);
    add_steps (self, RESPONSE_AT_HAND, i, responders);
    add_steps (self, RESPONDER, i, responders);
    add_steps (self, LIST, i, lists);
  }
}

static gboolean
is_list (const Step *step)
{
  return step->kind == LIST_AT_HAND || step->kind == LIST;
}

/* A response is about one certificate, a list about many. */
static char *
make_key (Inquiry    *self,
          const Step *step)
{
  return g_strdup_printf ("%s %s", step->address, is_list (step) ? "" : cs_certificate_get_sha256 (get_certificate (self, step->position)));
}

/* A connection may stand for years. What is pushed out and still needed is asked for again. */
static void
add_item (Inquiry    *self,
          GPtrArray  *items,
          GBytes     *item)
{
  if (items->len >= MAX_ADDRESSES * g_list_model_get_n_items (cs_verdict_get_chain (self->verdict)))
    g_ptr_array_remove_index (items, 0);
  g_ptr_array_add (items, g_bytes_ref (item));
}

static void
add_found (Inquiry              *self,
           CsRevocationEvidence *evidence,
           StepKind              kind)
{
  add_item (self,
            kind == LIST_AT_HAND ? evidence->crls :
            kind == LIST         ? evidence->fetched :
                                   evidence->responses,
            self->item);
}

/* Whether something is known now that was not known before. */
static gboolean
proves (Inquiry    *self,
        const Step *step,
        CsVerdict  *verdict)
{
  g_autoptr (CsCertificate) certificate = g_list_model_get_item (cs_verdict_get_chain (verdict), step->position);
  CsRevocationState state = cs_verdict_get_revocation (verdict, step->position);

  /* What is revoked may have led to another path. */
  return !certificate || !cs_certificate_equal (certificate, get_certificate (self, step->position)) ||
         state == CS_REVOCATION_GOOD || state == CS_REVOCATION_REVOKED;
}

static void
save (Inquiry    *self,
      const Step *step,
      CsVerdict  *verdict)
{
  const CsRevocation *found = cs_verdict_ask_revocation (verdict, step->position);
  CsCertificate *certificate = get_certificate (self, step->position);
  g_autofree char *key = make_key (self, step);

  cs_revocation_cache_save (cs_revocation_fetcher_get_folder (self->fetcher), key, self->item,
                            found->state == CS_REVOCATION_GOOD ? found->until : cs_certificate_get_not_after (certificate));
}

/* Keeps what proves something, and drops the rest: an answer that proves nothing is no answer. */
static void
weighed_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Inquiry *self = g_task_get_task_data (task);
  const Step *step = g_ptr_array_index (self->steps, self->next - 1);
  g_autoptr (CsVerdict) verdict = cs_judging_finish (result);

  if (proves (self, step, verdict)) {
    self->settled[step->position] = TRUE;
    add_found (self, self->evidence, step->kind);
    if (step->kind == RESPONDER || step->kind == LIST)
      save (self, step, verdict);
    if (step->kind == LIST)
      cs_revocation_fetcher_announce (self->fetcher, step->address, self->item);
  }
  g_clear_pointer (&self->item, g_bytes_unref);
  advance (task);
}

static void
weigh (GTask  *task,
       GBytes *item)
{
  Inquiry *self = g_task_get_task_data (task);
  const Step *step = g_ptr_array_index (self->steps, self->next - 1);
  g_autoptr (CsRevocationEvidence) evidence = cs_revocation_evidence_copy (self->evidence);

  self->item = g_bytes_ref (item);
  evidence->policy = CS_REVOCATION_PREFER;
  add_found (self, evidence, step->kind);
  cs_judging_async (self->verdict, self->anchors, evidence, weighed_cb, g_object_ref (task));
}

static void
loaded_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GBytes) bytes = cs_revocation_cache_load_finish (result);

  if (bytes)
    weigh (task, bytes);
  else
    advance (task);
}

static void
fetched_cb (GObject      *object,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Inquiry *self = g_task_get_task_data (task);
  const Step *step = g_ptr_array_index (self->steps, self->next - 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = cs_http_fetch_finish (result, &error);

  if (!bytes)
    g_debug ("%s: %s", step->address, error->message);
  if (bytes && (is_list (step) || cs_ocsp_is_answer (bytes, self->nonce)))
    weigh (task, bytes);
  else
    advance (task);
}

static void
take (GTask      *task,
      const Step *step)
{
  Inquiry *self = g_task_get_task_data (task);
  g_autofree char *key = make_key (self, step);
  g_autoptr (GBytes) body = NULL;
  CsHttpRequest request = { .address = step->address, .max_size = LIST_MAX };

  if (step->kind == LIST_AT_HAND || step->kind == RESPONSE_AT_HAND) {
    cs_revocation_cache_load_async (cs_revocation_fetcher_get_folder (self->fetcher), key, self->inner, loaded_cb, g_object_ref (task));
    return;
  }

  if (step->kind == RESPONDER) {
    g_clear_pointer (&self->nonce, g_bytes_unref);
    body = cs_ocsp_make_request (get_certificate (self, step->position), get_certificate (self, step->position + 1), &self->nonce);
    if (!body) {
      advance (task);
      return;
    }
    request.body = body;
    request.body_type = "application/ocsp-request";
    request.max_size = CS_OCSP_MAX;
  }
  cs_http_fetch_async (cs_revocation_fetcher_get_session (self->fetcher), &request, self->inner, fetched_cb, g_object_ref (task));
}

static void
judged_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (CsVerdict) verdict = cs_judging_finish (result);

  if (!g_task_return_error_if_cancelled (task))
    g_task_return_pointer (task, g_steal_pointer (&verdict), g_object_unref);
}

static void
finish (GTask *task)
{
  Inquiry *self = g_task_get_task_data (task);

  g_clear_handle_id (&self->timer_id, g_source_remove);
  if (self->cancelled_id)
    g_cancellable_disconnect (g_task_get_cancellable (task), self->cancelled_id);
  self->cancelled_id = 0;

  if (g_task_return_error_if_cancelled (task))
    return;

  /* Where nobody was asked, and nothing more is demanded, there is nothing to judge anew. */
  if (self->next == 0 && self->evidence->policy == self->policy) {
    g_task_return_pointer (task, g_object_ref (self->verdict), g_object_unref);
    return;
  }

  self->evidence->policy = self->policy;
  cs_judging_async (self->verdict, self->anchors, self->evidence, judged_cb, g_object_ref (task));
}

static void
advance (GTask *task)
{
  Inquiry *self = g_task_get_task_data (task);

  while (self->next < self->steps->len && !g_cancellable_is_cancelled (self->inner)) {
    const Step *step = g_ptr_array_index (self->steps, self->next++);

    if (!self->settled[step->position]) {
      take (task, step);
      return;
    }
  }

  finish (task);
}

static gboolean
time_over_cb (gpointer user_data)
{
  Inquiry *self = g_task_get_task_data (user_data);

  self->timer_id = 0;
  g_cancellable_cancel (self->inner);

  return G_SOURCE_REMOVE;
}

static void
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_cancellable_cancel (user_data);
}

static void
start (GTask *task)
{
  Inquiry *self = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  plan_steps (self);
  if (self->steps->len == 0) {
    finish (task);
    return;
  }

  self->timer_id = cs_link_limits_add_timer (self->limit, time_over_cb, task);
  if (cancellable)
    self->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (cancelled_cb), g_object_ref (self->inner), g_object_unref);
  advance (task);
}

/* As of now, and without asking for what may still be found. */
static void
begun_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  Inquiry *self = g_task_get_task_data (task);

  g_clear_object (&self->verdict);
  self->verdict = cs_judging_finish (result);
  if (self->fetcher && self->policy != CS_REVOCATION_OFF && cs_verdict_is_accepted (self->verdict))
    start (task);
  else
    finish (task);
}

/**
 * cs_inquiry_async:
 * @verdict: on a server that was accepted in its handshake, or stood so far
 * @plan: how to ask; copied
 * @cancellable: (nullable): a cancellable
 * @callback: called when all is known that can be
 * @user_data: data for @callback
 *
 * Asks for every certificate of a chain of which it is not known whether it was revoked: lists that are at hand, its responder, the list of
 * its issuer, in this order, until one proves something. Nobody is asked for the sake of a server that is refused anyway.
 */
void
cs_inquiry_async (CsVerdict           *verdict,
                  const CsInquiryPlan *plan,
                  GCancellable        *cancellable,
                  GAsyncReadyCallback  callback,
                  gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Inquiry *self = g_new0 (Inquiry, 1);

  self->fetcher = plan->fetcher ? cs_revocation_fetcher_ref (plan->fetcher) : NULL;
  self->anchors = cs_anchor_set_ref (plan->anchors);
  self->policy = plan->policy;
  self->limit = plan->limit;
  self->verdict = g_object_ref (verdict);
  self->steps = g_ptr_array_new_with_free_func ((GDestroyNotify) step_free);
  self->inner = g_cancellable_new ();
  self->evidence = cs_revocation_evidence_copy (cs_verdict_get_evidence (verdict));
  if (cs_verdict_ask_revocation (verdict, 0)->source == CS_REVOCATION_BY_STAPLE)
    self->evidence->was_stapled = TRUE;
  if (plan->list)
    add_item (self, self->evidence->crls, plan->list);

  g_task_set_source_tag (task, cs_inquiry_async);
  g_task_set_task_data (task, self, (GDestroyNotify) inquiry_free);

  self->evidence->policy = plan->policy == CS_REVOCATION_OFF ? CS_REVOCATION_OFF : CS_REVOCATION_PREFER;
  cs_judging_async (verdict, self->anchors, self->evidence, begun_cb, g_steal_pointer (&task));
}

/**
 * cs_inquiry_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Finishes [func@inquiry_async].
 *
 * Returns: (transfer full): the verdict by all that is known now; %NULL only when cancelled
 */
CsVerdict *
cs_inquiry_finish (GAsyncResult  *result,
                   GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
