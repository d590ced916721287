/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-probe.h"

#include "base/cs-error.h"

static void
attempted_cb (GObject      *object,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (CsTlsSession) session = NULL;
  g_autoptr (CsVerdict) verdict = NULL;
  CsConnectionFacts *facts = NULL;
  GError *error = NULL;

  session = cs_attempt_finish (result, &verdict, &facts, &error);
  if (facts)
    g_task_set_task_data (task, facts, (GDestroyNotify) cs_connection_facts_unref);

  if (!session && !(verdict && g_error_matches (error, CS_ERROR, CS_ERROR_REFUSED))) {
    g_task_return_error (task, error);
    return;
  }

  if (session)
    cs_tls_session_say_goodbye (g_steal_pointer (&session));
  g_clear_error (&error);
  g_task_return_pointer (task, g_steal_pointer (&verdict), g_object_unref);
}

/**
 * cs_probe_async:
 * @plan: whom to reach; copied
 * @cancellable: (nullable): a cancellable
 * @callback: called when the answer is known
 * @user_data: data for @callback
 *
 * Reaches for a server as a link does, judges it, and hangs up. No SIP and no credentials are sent.
 */
void
cs_probe_async (const CsAttemptPlan *plan,
                GCancellable        *cancellable,
                GAsyncReadyCallback  callback,
                gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, cs_probe_async);
  cs_attempt_async (plan, NULL, cancellable, attempted_cb, g_steal_pointer (&task));
}

/**
 * cs_probe_finish:
 * @result: the result
 * @facts: (out) (optional) (nullable) (transfer full): what is known of the connection, %NULL when there was none
 * @error: return location for an error
 *
 * Finishes [func@probe_async].
 *
 * Returns: (transfer full): the verdict, be it an acceptance or a refusal; %NULL with an error when the server could not be
 *   reached or does not speak TLS
 */
CsVerdict *
cs_probe_finish (GAsyncResult       *result,
                 CsConnectionFacts **facts,
                 GError            **error)
{
  CsConnectionFacts *found = g_task_get_task_data (G_TASK (result));

  if (facts)
    *facts = found ? cs_connection_facts_ref (found) : NULL;

  return g_task_propagate_pointer (G_TASK (result), error);
}
