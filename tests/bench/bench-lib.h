/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <time.h>

#include <gio/gio.h>

G_BEGIN_DECLS

/* One line for the table: a name and a number. */
static inline void
bench_print (const char *name,
             double      number)
{
  g_print ("%s %.3f\n", name, number);
}

/* How long this thread itself has worked so far, in microseconds, whatever else the machine had to do. */
static inline gint64
bench_get_worked (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);

  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

/* Runs the main loop until the condition holds. */
#define bench_wait(condition) \
  G_STMT_START { \
    while (!(condition)) \
      g_main_context_iteration (NULL, TRUE); \
  } G_STMT_END

G_END_DECLS
