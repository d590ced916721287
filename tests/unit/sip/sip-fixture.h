/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <stdlib.h>
#include <string.h>

#include "base/cs-error.h"
#include "sip/cs-user-agent.h"

#include "cs-test-sip-peer.h"
#include "cs-test-wait.h"

/* alice, a link of hers, and the server at its other end. */
typedef struct {
  CsTestSipPeer *peer;
  CsSipStack    *stack;
  CsLink        *link;
  CsUserAgent   *agent;
  guint          n_opened;
  guint          n_closed;
  guint          n_registered;
  GPtrArray     *incoming;
  gboolean       closed;
} SipFixture;

static inline void
sip_fixture_count_cb (guint *count)
{
  (*count)++;
}

static inline void
sip_fixture_message_cb (CsUserAgent       *agent,
                        CsIncomingMessage *message,
                        SipFixture        *self)
{
  g_ptr_array_add (self->incoming, g_object_ref (message));
}

static inline void
sip_fixture_set_password (SipFixture *self,
                          const char *password)
{
  g_autoptr (CsSecret) secret = cs_secret_new (password);

  cs_user_agent_set_password (self->agent, secret);
}

static inline void
sip_fixture_add_agent (SipFixture *self)
{
  g_autoptr (CsAddress) address = cs_address_parse ("sip:alice@example.test", NULL);
  CsUserAgentIdentity identity = {
    .address = address,
    .display_name = "Alice \"A\"",
    .instance = "urn:uuid:00000000-0000-1000-8000-000a95a0e128",
    .token = "token123",
  };

  self->agent = cs_user_agent_new (self->stack, self->link, &identity);
  g_signal_connect_swapped (self->agent, "registered", G_CALLBACK (sip_fixture_count_cb), &self->n_registered);
  g_signal_connect (self->agent, "message", G_CALLBACK (sip_fixture_message_cb), self);
  sip_fixture_set_password (self, "swordfish");
}

/* Without an agent. */
static inline void
sip_fixture_init (SipFixture        *self,
                  CsTestSipPeerFunc  func,
                  gpointer           user_data)
{
  g_autoptr (GError) error = NULL;

  memset (self, 0, sizeof *self);
  self->peer = cs_test_sip_peer_new (func, user_data);
  self->stack = cs_sip_stack_new (&error);
  g_assert_no_error (error);
  self->link = cs_test_sip_peer_new_link (self->peer);
  self->incoming = g_ptr_array_new_with_free_func (g_object_unref);
  g_signal_connect_swapped (self->link, "opened", G_CALLBACK (sip_fixture_count_cb), &self->n_opened);
  g_signal_connect_swapped (self->link, "closed", G_CALLBACK (sip_fixture_count_cb), &self->n_closed);
}

static inline void
sip_fixture_clear (SipFixture *self)
{
  g_signal_handlers_disconnect_by_data (self->link, &self->n_opened);
  g_signal_handlers_disconnect_by_data (self->link, &self->n_closed);
  g_ptr_array_unref (self->incoming);
  if (self->agent)
    g_assert_finalize_object (g_steal_pointer (&self->agent));
  cs_link_stop (self->link, NULL);
  cs_test_settle ();
  g_assert_finalize_object (g_steal_pointer (&self->link));
  g_assert_finalize_object (g_steal_pointer (&self->stack));
  cs_test_sip_peer_free (self->peer);
}

static inline void
sip_fixture_sign_in (SipFixture *self)
{
  guint before = self->n_registered;

  sip_fixture_add_agent (self);
  cs_link_start (self->link);
  cs_test_wait_for (self->n_registered > before);
  g_assert_cmpint (cs_link_get_state (self->link), ==, CS_CONNECTION_ONLINE);
}

/* How the sending of one message ended. */
typedef struct {
  gboolean       done;
  CsSendOutcome  outcome;
  guint          status;
  char          *phrase;
  guint          retry_after;
  GError        *error;
} SipSent;

static inline void
sip_sent_clear (SipSent *sent)
{
  g_clear_pointer (&sent->phrase, g_free);
  g_clear_error (&sent->error);
}

static inline void
sip_sent_cb (GObject      *object,
             GAsyncResult *result,
             gpointer      user_data)
{
  SipSent *sent = user_data;

  g_autoptr (CsSendResult) what = cs_user_agent_send_finish (CS_USER_AGENT (object), result, &sent->error);

  if (what) {
    sent->outcome = what->outcome;
    sent->status = what->status;
    sent->phrase = g_steal_pointer (&what->phrase);
    sent->retry_after = what->retry_after;
  }
  sent->done = TRUE;
}

static inline void
sip_fixture_send (SipFixture   *self,
                  const char   *call_id,
                  const char   *text,
                  GCancellable *cancellable,
                  SipSent      *sent)
{
  g_autoptr (CsAddress) bob = cs_address_parse ("bob@example.test", NULL);
  CsOutgoing outgoing = { .to = bob, .call_id = call_id, .text = text };

  memset (sent, 0, sizeof *sent);
  cs_user_agent_send_async (self->agent, &outgoing, cancellable, sip_sent_cb, sent);
}

static inline void
sip_fixture_closed_cb (GObject      *object,
                       GAsyncResult *result,
                       gpointer      user_data)
{
  SipFixture *self = user_data;

  g_assert_true (cs_user_agent_close_finish (CS_USER_AGENT (object), result, NULL));
  self->closed = TRUE;
}
