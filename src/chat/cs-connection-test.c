/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-connection-test.h"

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"
#include "sip/cs-options.h"

#include "cs-words.h"

struct _CsConnectionTest
{
  GObject            parent_instance;

  CsLink            *link;
  CsOptions         *options;
  CsHost            *domain;
  GListStore        *steps;
  CsTestStep        *step[CS_TEST_N_STEPS];  /* borrowed from the list */
  CsTestStepKind     current;
  gint64             begun;
  guint              status;                 /* of the answer */
  guint              settle_id;
  CsVerdict         *verdict;
  CsConnectionFacts *facts;
  gboolean           done;
};

G_DEFINE_FINAL_TYPE (CsConnectionTest, cs_connection_test, G_TYPE_OBJECT)

enum {
  SIGNAL_DONE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gint64
since_begun (CsConnectionTest *self)
{
  return g_get_monotonic_time () - self->begun;
}

static void
begin (CsConnectionTest *self,
       CsTestStepKind    kind)
{
  self->current = kind;
  self->begun = g_get_monotonic_time ();
  cs_test_step_set (self->step[kind], CS_TEST_RUNNING, 0, NULL);
}

/* Everything before @kind went well, and @kind begins. A server that broke off may have sent us back to connecting. */
static void
move_to (CsConnectionTest *self,
         CsTestStepKind    kind)
{
  cs_test_step_set (self->step[self->current], kind > self->current ? CS_TEST_PASSED : CS_TEST_PENDING,
                    kind > self->current ? since_begun (self) : 0, NULL);
  begin (self, kind);
}

static char *
describe_tls (CsConnectionFacts *facts)
{
  g_autofree char *words = g_strjoin (", ",
                                      cs_connection_facts_get_tls_version (facts),
                                      cs_connection_facts_get_cipher (facts),
                                      cs_connection_facts_get_group (facts),
                                      NULL);

  if (cs_connection_facts_get_client_answer (facts) == CS_CLIENT_ANSWER_NOT_ASKED)
    return g_steal_pointer (&words);

  /* Translators: how a connection is secured, then what became of the certificate that the server asked for, a sentence */
  return g_strdup_printf (_("%s. Your certificate: %s"), words,
                          cs_words_for_client_answer (cs_connection_facts_get_client_answer (facts)));
}

/* The certificate is judged within the handshake: its time is taken out of that. */
static void
split_handshake (CsConnectionTest *self)
{
  gint64 judging = cs_connection_facts_get_judging (self->facts);
  gboolean accepted = cs_verdict_is_accepted (self->verdict);
  g_autofree char *tls = cs_connection_facts_get_tls_version (self->facts) ? describe_tls (self->facts) : NULL;
  g_autofree char *words = cs_words_for_verdict (self->verdict);

  cs_test_step_set (self->step[CS_TEST_TLS], CS_TEST_PASSED, MAX (since_begun (self) - judging, 0), tls);
  cs_test_step_set (self->step[CS_TEST_CERTIFICATE], accepted ? CS_TEST_PASSED : CS_TEST_FAILED, judging, words);
}

/* Which server it was is known by now. */
static void
name_server (CsConnectionTest *self)
{
  g_autofree char *words = cs_words_for_connection (self->facts);

  cs_test_step_set (self->step[CS_TEST_CONNECT], CS_TEST_PASSED, cs_test_step_get_duration (self->step[CS_TEST_CONNECT]), words);
}

static void
take_findings (CsConnectionTest *self)
{
  CsVerdict *verdict = cs_link_get_verdict (self->link);
  CsConnectionFacts *facts = cs_link_get_facts (self->link);

  g_set_object (&self->verdict, verdict);
  g_clear_pointer (&self->facts, cs_connection_facts_unref);
  self->facts = facts ? cs_connection_facts_ref (facts) : NULL;
}

/* Hangs up once whoever told us has returned. */
static gboolean
settle_cb (gpointer user_data)
{
  g_autoptr (CsConnectionTest) self = g_object_ref (CS_CONNECTION_TEST (user_data));

  self->settle_id = 0;
  cs_connection_test_stop (self);
  g_signal_emit (self, signals[SIGNAL_DONE], 0);

  return G_SOURCE_REMOVE;
}

static void
finish (CsConnectionTest *self)
{
  if (self->done)
    return;

  self->done = TRUE;
  for (guint i = 0; i < CS_TEST_N_STEPS; i++) {
    if (cs_test_step_get_outcome (self->step[i]) <= CS_TEST_RUNNING)
      cs_test_step_set (self->step[i], CS_TEST_SKIPPED, 0, NULL);
  }
  self->settle_id = g_idle_add (settle_cb, self);
}

static void
fail (CsConnectionTest *self)
{
  const GError *error = cs_link_get_error (self->link);
  g_autofree char *words = error ? cs_words_for_error (error, cs_host_get_display (self->domain)) : NULL;

  cs_test_step_set (self->step[self->current], CS_TEST_FAILED, since_begun (self), words);
  finish (self);
}

static void
refused (CsConnectionTest *self)
{
  take_findings (self);
  if (self->facts && self->verdict) {
    name_server (self);
    split_handshake (self);
  }
  finish (self);
}

static void
accepted (CsConnectionTest *self)
{
  take_findings (self);
  name_server (self);
  split_handshake (self);
  begin (self, CS_TEST_ANSWER);
}

static void
state_cb (CsConnectionTest *self)
{
  if (self->done)
    return;

  switch (cs_link_get_state (self->link)) {
  case CS_CONNECTION_CONNECTING:
    move_to (self, CS_TEST_CONNECT);
    break;
  case CS_CONNECTION_CHECKING:
    move_to (self, CS_TEST_TLS);
    break;
  case CS_CONNECTION_SIGNING_IN:
    accepted (self);
    break;
  case CS_CONNECTION_REFUSED:
    refused (self);
    break;
  case CS_CONNECTION_WAITING:
  case CS_CONNECTION_OFFLINE:
    fail (self);
    break;
  case CS_CONNECTION_LOOKING_UP:
  case CS_CONNECTION_ONLINE:
  default:
    break;
  }
}

static void
answered_cb (guint    status,
             gpointer user_data)
{
  CsConnectionTest *self = user_data;
  g_autofree char *words = NULL;

  /* Without an answer the link says why. */
  if (self->done || status == 0)
    return;

  self->status = status;
  /* Translators: %u is a number of the SIP protocol */
  words = g_strdup_printf (_("The server answered (%u)."), status);
  cs_test_step_set (self->step[CS_TEST_ANSWER], CS_TEST_PASSED, since_begun (self), words);
  finish (self);
}

static void
cs_connection_test_dispose (GObject *object)
{
  CsConnectionTest *self = CS_CONNECTION_TEST (object);

  cs_connection_test_stop (self);
  g_clear_object (&self->link);
  g_clear_object (&self->steps);
  g_clear_object (&self->verdict);
  g_clear_pointer (&self->facts, cs_connection_facts_unref);
  g_clear_pointer (&self->domain, cs_host_unref);

  G_OBJECT_CLASS (cs_connection_test_parent_class)->dispose (object);
}

static void
cs_connection_test_class_init (CsConnectionTestClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cs_connection_test_dispose;

  /**
   * CsConnectionTest::done:
   *
   * Nothing more will happen.
   */
  signals[SIGNAL_DONE] = g_signal_new ("done", CS_TYPE_CONNECTION_TEST, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cs_connection_test_init (CsConnectionTest *self)
{
  self->steps = g_list_store_new (CS_TYPE_TEST_STEP);
  for (guint i = 0; i < CS_TEST_N_STEPS; i++) {
    g_autoptr (CsTestStep) step = cs_test_step_new (i);

    g_list_store_append (self->steps, step);
    self->step[i] = step;
  }
}

/**
 * cs_connection_test_new:
 * @stack: the process's SIP stack
 * @link: a link for this test alone, not started
 * @domain: the SIP domain
 *
 * Returns: (transfer full): a test that has not begun
 */
CsConnectionTest *
cs_connection_test_new (CsSipStack *stack,
                        CsLink     *link,
                        CsHost     *domain)
{
  CsConnectionTest *self = g_object_new (CS_TYPE_CONNECTION_TEST, NULL);

  self->link = g_object_ref (link);
  self->domain = cs_host_ref (domain);
  self->options = cs_options_new (stack, link, domain, answered_cb, self);
  g_signal_connect_object (link, "notify::state", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * cs_connection_test_set_client:
 * @self: a test that has not begun
 * @client: (nullable): who we are to a server that asks for a certificate
 *
 * Sets what is shown to a server that was accepted. Whether it is content with that, or with none, shows with its answer.
 */
void
cs_connection_test_set_client (CsConnectionTest *self,
                               CsClientIdentity *client)
{
  g_return_if_fail (CS_IS_CONNECTION_TEST (self));

  cs_link_set_client (self->link, client);
}

/**
 * cs_connection_test_start:
 * @self: a test
 *
 * Begins, exactly as signing in would.
 */
void
cs_connection_test_start (CsConnectionTest *self)
{
  g_return_if_fail (CS_IS_CONNECTION_TEST (self));

  begin (self, CS_TEST_LOOK_UP);
  cs_link_start (self->link);
}

/**
 * cs_connection_test_stop:
 * @self: a test
 *
 * Ends it, wherever it is.
 */
void
cs_connection_test_stop (CsConnectionTest *self)
{
  g_return_if_fail (CS_IS_CONNECTION_TEST (self));

  self->done = TRUE;
  g_clear_handle_id (&self->settle_id, g_source_remove);
  g_clear_pointer (&self->options, cs_options_free);
  if (self->link)
    cs_link_stop (self->link, NULL);
}

/**
 * cs_connection_test_get_steps:
 * @self: a test
 *
 * Returns: (transfer none): its steps in their order, as [class@TestStep]
 */
GListModel *
cs_connection_test_get_steps (CsConnectionTest *self)
{
  return G_LIST_MODEL (self->steps);
}

/**
 * cs_connection_test_is_done:
 * @self: a test
 *
 * Returns: whether nothing more will happen
 */
gboolean
cs_connection_test_is_done (CsConnectionTest *self)
{
  return self->done;
}

/**
 * cs_connection_test_has_passed:
 * @self: a test
 *
 * Returns: whether every step went well
 */
gboolean
cs_connection_test_has_passed (CsConnectionTest *self)
{
  return self->status != 0;
}

/**
 * cs_connection_test_get_verdict:
 * @self: a test
 *
 * Returns: (transfer none) (nullable): what was found of the server
 */
CsVerdict *
cs_connection_test_get_verdict (CsConnectionTest *self)
{
  return self->verdict;
}

/**
 * cs_connection_test_to_text:
 * @self: a test
 *
 * Words the whole test for somebody who is to help: the steps, and what was found of the server.
 *
 * Returns: (transfer full): text of several lines
 */
char *
cs_connection_test_to_text (CsConnectionTest *self)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < CS_TEST_N_STEPS; i++) {
    CsTestStep *step = self->step[i];
    g_autofree char *how = cs_test_step_describe (step);

    g_string_append_printf (text, "%s: %s\n", cs_test_step_get_title (step), how);
    if (cs_test_step_get_words (step))
      g_string_append_printf (text, "  %s\n", cs_test_step_get_words (step));
  }

  if (self->verdict) {
    g_autofree char *report = cs_words_for_report (self->verdict, self->facts);

    g_string_append_printf (text, "\n%s", report);
  }

  return g_string_free (text, FALSE);
}
