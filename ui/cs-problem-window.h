/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* Why the program cannot start with a profile. */
#define CS_TYPE_PROBLEM_WINDOW (cs_problem_window_get_type ())
G_DECLARE_FINAL_TYPE (CsProblemWindow, cs_problem_window, CS, PROBLEM_WINDOW, AdwApplicationWindow)

GtkWindow *cs_problem_window_new (GtkApplication *application,
                                  const GError   *error,
                                  const char     *folder);

G_END_DECLS
