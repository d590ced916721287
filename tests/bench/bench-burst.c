/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "bench-burst.h"

#include "bench-lib.h"

static guint pending;

static void
added_cb (GObject      *object,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CsMessageRecord) record = cs_store_add_message_finish (CS_STORE (object), result, NULL, &error);

  if (!record)
    g_error ("%s", error->message);
  pending--;
}

/**
 * bench_burst_add:
 * @store: a store
 * @record: a message
 *
 * Adds a message, and waits for nothing.
 */
void
bench_burst_add (CsStore               *store,
                 const CsMessageRecord *record)
{
  pending++;
  cs_store_add_message_async (store, record, NULL, added_cb, NULL);
}

/**
 * bench_burst_wait:
 * @at_most: a number
 *
 * Waits until no more than this many additions are on their way.
 */
void
bench_burst_wait (guint at_most)
{
  bench_wait (pending <= at_most);
}
