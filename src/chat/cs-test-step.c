/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-test-step.h"

#include <glib/gi18n-lib.h>

struct _CsTestStep
{
  GObject         parent_instance;

  CsTestStepKind  kind;
  CsTestOutcome   outcome;
  gint64          duration;
  char           *words;
};

G_DEFINE_FINAL_TYPE (CsTestStep, cs_test_step, G_TYPE_OBJECT)

enum {
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
cs_test_step_finalize (GObject *object)
{
  g_free (CS_TEST_STEP (object)->words);

  G_OBJECT_CLASS (cs_test_step_parent_class)->finalize (object);
}

static void
cs_test_step_class_init (CsTestStepClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cs_test_step_finalize;

  /**
   * CsTestStep::changed:
   *
   * More is known of the step.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", CS_TYPE_TEST_STEP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
cs_test_step_init (CsTestStep *self)
{
}

/**
 * cs_test_step_new:
 * @kind: which step it is
 *
 * Returns: (transfer full): a step that has not begun
 */
CsTestStep *
cs_test_step_new (CsTestStepKind kind)
{
  CsTestStep *self = g_object_new (CS_TYPE_TEST_STEP, NULL);

  self->kind = kind;

  return self;
}

/**
 * cs_test_step_set:
 * @self: a step
 * @outcome: what became of it
 * @duration: how long it took, in microseconds
 * @words: (nullable): what there is to say
 *
 * Tells what is known of a step.
 */
void
cs_test_step_set (CsTestStep    *self,
                  CsTestOutcome  outcome,
                  gint64         duration,
                  const char    *words)
{
  if (self->outcome == outcome && self->duration == duration && g_strcmp0 (self->words, words) == 0)
    return;

  self->outcome = outcome;
  self->duration = duration;
  g_free (self->words);
  self->words = g_strdup (words);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * cs_test_step_get_kind:
 * @self: a step
 *
 * Returns: which step it is
 */
CsTestStepKind
cs_test_step_get_kind (CsTestStep *self)
{
  return self->kind;
}

/**
 * cs_test_step_get_outcome:
 * @self: a step
 *
 * Returns: what became of it
 */
CsTestOutcome
cs_test_step_get_outcome (CsTestStep *self)
{
  return self->outcome;
}

/**
 * cs_test_step_get_duration:
 * @self: a step
 *
 * Returns: how long it took, in microseconds
 */
gint64
cs_test_step_get_duration (CsTestStep *self)
{
  return self->duration;
}

/**
 * cs_test_step_get_words:
 * @self: a step
 *
 * Returns: (nullable): what there is to say, in the user's language
 */
const char *
cs_test_step_get_words (CsTestStep *self)
{
  return self->words;
}

/**
 * cs_test_step_get_title:
 * @self: a step
 *
 * Returns: its name in the user's language
 */
const char *
cs_test_step_get_title (CsTestStep *self)
{
  switch (self->kind) {
  case CS_TEST_LOOK_UP:
    return _("Look up the server");
  case CS_TEST_CONNECT:
    return _("Connect");
  case CS_TEST_TLS:
    return _("Secure the connection");
  case CS_TEST_CERTIFICATE:
    return _("Check the certificate");
  case CS_TEST_ANSWER:
    return _("Get an answer");
  case CS_TEST_N_STEPS:
  default:
    return "";
  }
}

/**
 * cs_test_step_describe:
 * @self: a step
 *
 * Words how a step went: its outcome and the time it took.
 *
 * Returns: (transfer full): a few words in the user's language
 */
char *
cs_test_step_describe (CsTestStep *self)
{
  switch (self->outcome) {
  case CS_TEST_RUNNING:
    return g_strdup (_("under way"));
  case CS_TEST_PASSED:
    /* Translators: how a step of a test went; %.1f is a time in milliseconds */
    return g_strdup_printf (_("done, %.1f ms"), self->duration / 1000.0);
  case CS_TEST_FAILED:
    /* Translators: how a step of a test went; %.1f is a time in milliseconds */
    return g_strdup_printf (_("failed, %.1f ms"), self->duration / 1000.0);
  case CS_TEST_SKIPPED:
    return g_strdup (_("not done"));
  case CS_TEST_PENDING:
  default:
    return g_strdup (_("not yet"));
  }
}
