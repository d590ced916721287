/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* The steps of a test connection, in their order. */
typedef enum {
  CS_TEST_LOOK_UP,
  CS_TEST_CONNECT,
  CS_TEST_TLS,
  CS_TEST_CERTIFICATE,
  CS_TEST_ANSWER,
  CS_TEST_N_STEPS
} CsTestStepKind;

typedef enum {
  CS_TEST_PENDING,
  CS_TEST_RUNNING,
  CS_TEST_PASSED,
  CS_TEST_FAILED,
  CS_TEST_SKIPPED,
} CsTestOutcome;

/* One step: what became of it, how long it took (in microseconds), and a sentence.
 * Signal: "changed" (). */
#define CS_TYPE_TEST_STEP (cs_test_step_get_type ())
G_DECLARE_FINAL_TYPE (CsTestStep, cs_test_step, CS, TEST_STEP, GObject)

CsTestStep     *cs_test_step_new          (CsTestStepKind  kind);
void            cs_test_step_set          (CsTestStep     *self,
                                           CsTestOutcome   outcome,
                                           gint64          duration,
                                           const char     *words);
CsTestStepKind  cs_test_step_get_kind     (CsTestStep     *self);
CsTestOutcome   cs_test_step_get_outcome  (CsTestStep     *self);
gint64          cs_test_step_get_duration (CsTestStep     *self);
const char     *cs_test_step_get_words    (CsTestStep     *self);
const char     *cs_test_step_get_title    (CsTestStep     *self);
char           *cs_test_step_describe     (CsTestStep     *self);

G_END_DECLS
