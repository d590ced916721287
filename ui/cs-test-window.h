/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-profile.h"

G_BEGIN_DECLS

/* A test connection, step by step. */
#define CS_TYPE_TEST_WINDOW (cs_test_window_get_type ())
G_DECLARE_FINAL_TYPE (CsTestWindow, cs_test_window, CS, TEST_WINDOW, AdwWindow)

gboolean cs_test_window_run (GtkWindow         *parent,
                             CsProfile         *profile,
                             CsAccount         *account,
                             CsClientIdentity  *client,
                             GError           **error);

gboolean cs_test_window_run_with (GtkWindow         *parent,
                                  CsProfile         *profile,
                                  CsAccount         *account,
                                  CsOwnCertificate  *own,
                                  GError           **error);

G_END_DECLS
