/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-test-visit.h"

#include "cs-test-wait.h"

static void
say (CsLink *link)
{
  g_autoptr (GBytes) request = g_bytes_new_static (CS_TEST_REGISTER, strlen (CS_TEST_REGISTER));

  cs_link_send (link, request);
}

static void
opened_cb (CsLink      *link,
           CsTestVisit *self)
{
  self->n_opened++;
  say (link);
}

static void
received_cb (CsLink      *link,
             GBytes      *bytes,
             CsTestVisit *self)
{
  cs_link_confirm (link);
}

/* Whoever is careless with the state sends at any time: none of it may get through. */
static void
state_cb (CsLink      *link,
          GParamSpec  *pspec,
          CsTestVisit *self)
{
  if (cs_link_get_state (link) != CS_CONNECTION_ONLINE)
    say (link);
}

static gboolean
is_at_rest (CsLink *link)
{
  switch (cs_link_get_state (link)) {
    case CS_CONNECTION_ONLINE:
    case CS_CONNECTION_REFUSED:
    case CS_CONNECTION_WAITING:
      return TRUE;
    case CS_CONNECTION_OFFLINE:
    case CS_CONNECTION_LOOKING_UP:
    case CS_CONNECTION_CONNECTING:
    case CS_CONNECTION_CHECKING:
    case CS_CONNECTION_SIGNING_IN:
    default:
      return FALSE;
  }
}

/* Visits the peer, and then waits until the peer has read everything there is to read. */
CsTestVisit *
cs_test_visit_make (CsTestTls           *tls,
                    CsReferenceIdentity *identity,
                    CsTestPeer          *peer,
                    const CsLinkLimits  *limits)
{
  CsTestVisit *self = g_new0 (CsTestVisit, 1);
  g_autoptr (CsEndpoint) server = cs_test_tls_endpoint (peer);
  CsLink *link = cs_link_new (identity, server, tls->store);

  if (limits)
    cs_link_set_limits (link, limits);
  g_signal_connect (link, "opened", G_CALLBACK (opened_cb), self);
  g_signal_connect (link, "received", G_CALLBACK (received_cb), self);
  g_signal_connect (link, "notify::state", G_CALLBACK (state_cb), self);

  cs_link_start (link);
  cs_test_wait_for (is_at_rest (link));

  self->state = cs_link_get_state (link);
  self->error = cs_link_get_error (link) ? g_error_copy (cs_link_get_error (link)) : NULL;
  g_set_object (&self->verdict, cs_link_get_verdict (link));
  cs_link_stop (link, NULL);
  g_assert_finalize_object (link);
  cs_test_settle ();

  cs_test_peer_read_to_end (peer);
  self->received = cs_test_peer_dup_received (peer, &self->n_received);
  self->raw = cs_test_peer_dup_raw (peer, &self->n_raw);

  return self;
}

void
cs_test_visit_free (CsTestVisit *self)
{
  g_clear_error (&self->error);
  g_clear_object (&self->verdict);
  g_free (self->received);
  g_free (self->raw);
  g_free (self);
}

/* Asks the same peer what a probe finds. */
CsVerdict *
cs_test_visit_probe (CsTestTls           *tls,
                     CsReferenceIdentity *identity,
                     CsTestPeer          *peer)
{
  g_autoptr (CsEndpoint) server = cs_test_tls_endpoint (peer);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  const CsAttemptPlan plan = { .identity = identity, .server = server, .anchors = tls->store, .limits = CS_LINK_LIMITS_DEFAULT };
  CsVerdict *verdict;

  cs_probe_async (&plan, NULL, cs_test_tls_result_cb, &result);
  cs_test_wait_for (result);
  verdict = cs_probe_finish (result, NULL, &error);
  g_assert_no_error (error);

  return verdict;
}
