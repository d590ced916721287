/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define CS_TEST_PATIENCE_SECONDS 30

static inline gboolean
cs_test_tick_cb (gpointer user_data)
{
  return G_SOURCE_CONTINUE;
}

/* Runs the main loop until @condition holds, which may also depend on another thread; fails when it never does. */
#define cs_test_wait_for(condition)                                                                             \
  G_STMT_START {                                                                                                \
    gint64 cs_test_end = g_get_monotonic_time () + CS_TEST_PATIENCE_SECONDS * G_USEC_PER_SEC;                   \
    guint cs_test_tick = g_timeout_add (10, cs_test_tick_cb, NULL);                                             \
    while (!(condition)) {                                                                                      \
      if (g_get_monotonic_time () > cs_test_end)                                                                \
        g_error ("%s:%d: this never happened: %s", __FILE__, __LINE__, #condition);                             \
      g_main_context_iteration (NULL, TRUE);                                                                    \
    }                                                                                                           \
    g_source_remove (cs_test_tick);                                                                             \
  } G_STMT_END

/* Lets everything happen that is due. */
#define cs_test_settle()                                                                                        \
  G_STMT_START {                                                                                                \
    while (g_main_context_iteration (NULL, FALSE))                                                              \
      ;                                                                                                         \
  } G_STMT_END

G_END_DECLS
