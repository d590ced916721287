/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* One line for the table: a name and a number. */
static inline void
bench_print (const char *name,
             double      number)
{
  g_print ("%s %.3f\n", name, number);
}

/* Runs the main loop until the condition holds. */
#define bench_wait(condition) \
  G_STMT_START { \
    while (!(condition)) \
      g_main_context_iteration (NULL, TRUE); \
  } G_STMT_END

G_END_DECLS
