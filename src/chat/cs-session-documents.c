/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-session-private.h"

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"
#include "link/cs-attempt-plan.h"
#include "sip/cs-resource-list.h"

/* The part of a session that asks for what a server keeps for its account, apart from messages. */

/**
 * cs_session_new_xcap:
 * @self: a session
 * @document: which document
 *
 * Makes what asks for one of the account's documents, with what it signs in with and what the administrator rules now.
 *
 * Returns: (transfer full) (nullable): that, or %NULL where no server is said to keep documents
 */
CsXcap *
cs_session_new_xcap (CsSession      *self,
                     CsXcapDocument  document)
{
  CsXcapRoot *root = cs_session_get_xcap_root (self);
  CsAddress *address = cs_account_get_address (self->account);
  const char *auth_name = cs_account_get_auth_name (self->account);
  const CsAttemptPlan plan = {
    .anchors = self->anchors,
    .limits = CS_LINK_LIMITS_DEFAULT,
    .policy = cs_policy_store_get_policy (self->policies),
    .client = cs_own_certificate_get_identity (self->own),
    .fetcher = self->fetcher,
  };
  CsXcap *xcap;

  if (!root)
    return NULL;

  xcap = cs_xcap_new (&plan, root, address, auth_name ? auth_name : cs_address_get_user (address), document);
  cs_xcap_set_secret (xcap, cs_credential_get (self->credential));

  return xcap;
}

/* The result that a task waits with. */
typedef struct {
  GPtrArray *people;
  GPtrArray *left_out;
} Found;

static void
found_free (Found *found)
{
  g_clear_pointer (&found->people, g_ptr_array_unref);
  g_clear_pointer (&found->left_out, g_ptr_array_unref);
  g_free (found);
}

static void
got_cb (GObject      *object,
        GAsyncResult *result,
        gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (CsHttpAnswer) answer = cs_xcap_send_finish (CS_XCAP (object), result, &error);
  Found *found;

  if (!answer) {
    g_task_return_error (task, error);
    return;
  }

  if (answer->status == 404) {
    g_task_return_new_error (task, CS_ERROR, CS_ERROR_NOT_FOUND, "%s", _("There are no contacts of yours on the server."));
    return;
  }
  if (answer->status != 200) {
    g_task_return_error (task, cs_xcap_make_error (CS_XCAP (object), answer));
    return;
  }

  found = g_new0 (Found, 1);
  found->people = cs_resource_list_read (answer->body, &found->left_out, &error);
  if (found->people) {
    g_task_return_pointer (task, found, (GDestroyNotify) found_free);
  } else {
    found_free (found);
    g_task_return_error (task, error);
  }
}

/**
 * cs_session_fetch_people_async:
 * @self: a session
 * @cancellable: (nullable): a cancellable
 * @callback: called when there is an answer
 * @user_data: data for @callback
 *
 * Asks the server for the people whom it keeps in lists for this account: put there by another program or by the organisation
 * (RFC 4826). The connection is judged like the one for messages.
 */
void
cs_session_fetch_people_async (CsSession           *self,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autoptr (CsXcap) xcap = NULL;

  g_return_if_fail (CS_IS_SESSION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, cs_session_fetch_people_async);
  xcap = cs_session_new_xcap (self, CS_XCAP_RESOURCE_LISTS);
  if (!xcap) {
    g_task_return_new_error (task, CS_ERROR, CS_ERROR_UNSUPPORTED, "%s", _("No server is known to keep contacts for this account."));
    return;
  }

  cs_xcap_get_async (xcap, cancellable, got_cb, g_steal_pointer (&task));
}

/**
 * cs_session_fetch_people_finish:
 * @self: a session
 * @result: the result
 * @left_out: (out) (transfer full) (nullable) (element-type utf8): the names of those who have no SIP address, and of what is elsewhere
 * @error: return location for an error
 *
 * Finishes what [method@Session.fetch_people_async] began.
 *
 * Returns: (transfer full) (nullable) (element-type CsVcard): the people, or %NULL with an error
 */
GPtrArray *
cs_session_fetch_people_finish (CsSession     *self,
                                GAsyncResult  *result,
                                GPtrArray    **left_out,
                                GError       **error)
{
  Found *found;
  GPtrArray *people;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  *left_out = NULL;
  found = g_task_propagate_pointer (G_TASK (result), error);
  if (!found)
    return NULL;

  people = g_steal_pointer (&found->people);
  *left_out = g_steal_pointer (&found->left_out);
  found_free (found);

  return people;
}
