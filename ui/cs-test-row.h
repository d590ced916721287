/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-test-step.h"

G_BEGIN_DECLS

/* A step of a test connection. */
#define CS_TYPE_TEST_ROW (cs_test_row_get_type ())
G_DECLARE_FINAL_TYPE (CsTestRow, cs_test_row, CS, TEST_ROW, AdwActionRow)

GtkWidget *cs_test_row_new (CsTestStep *step);

G_END_DECLS
