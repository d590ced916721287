/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-xcap.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"
#include "base/cs-text.h"

#include "cs-credentials.h"
#include "cs-presence-rules.h"
#include "cs-resource-list.h"

/* So often one request is challenged: for the password, and for a nonce that has grown old. */
#define MAX_CHALLENGES 3

struct _CsXcap
{
  GObject        parent_instance;

  CsAttemptPlan  plan;
  CsXcapRoot    *root;
  CsXcapDocument document;
  char          *target;
  CsCredentials *credentials;
};

/* Where each document is, what type it has, and what is said where one may not have it. */
static const struct {
  const char *usage;
  const char *type;
  const char *forbidden;
} documents[] = {
  [CS_XCAP_PRESENCE_RULES] = { "pres-rules", CS_PRESENCE_RULES_TYPE, N_("The rules server does not let you see or change your rules.") },
  [CS_XCAP_RESOURCE_LISTS] = { "resource-lists", CS_RESOURCE_LIST_TYPE, N_("The rules server does not let you see your contacts there.") },
};

G_DEFINE_FINAL_TYPE (CsXcap, cs_xcap, G_TYPE_OBJECT)

typedef struct {
  const char *method;
  char       *headers;
  GBytes     *body;
  GHashTable *answered;
  guint       n_challenges;
} Request;

static void
request_free (Request *request)
{
  g_free (request->headers);
  g_clear_pointer (&request->body, g_bytes_unref);
  g_hash_table_unref (request->answered);
  g_free (request);
}

static void
cs_xcap_finalize (GObject *object)
{
  CsXcap *self = CS_XCAP (object);

  cs_attempt_plan_clear (&self->plan);
  g_clear_pointer (&self->root, cs_xcap_root_unref);
  g_free (self->target);
  g_clear_pointer (&self->credentials, cs_credentials_free);

  G_OBJECT_CLASS (cs_xcap_parent_class)->finalize (object);
}

static void
cs_xcap_class_init (CsXcapClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cs_xcap_finalize;
}

static void
cs_xcap_init (CsXcap *self)
{
}

/* An item begins a challenge where a scheme stands before its first parameter. */
static const char *
skip_scheme (const char *item)
{
  gsize length = strcspn (item, " \t=\"");

  return item[length] == ' ' || item[length] == '\t' ? item + length + 1 : NULL;
}

static void
add_challenge (GPtrArray *challenges,
               GPtrArray *parameters)
{
  CsDigestChallenge *challenge;

  if (parameters->len == 0)
    return;

  g_ptr_array_add (parameters, NULL);
  challenge = cs_digest_challenge_parse ((const char * const *) parameters->pdata);
  if (challenge)
    g_ptr_array_add (challenges, challenge);
  g_ptr_array_set_size (parameters, 0);
}

/* Those of another scheme than Digest are left out: a password goes nowhere in clear, be it over TLS. */
static GPtrArray *
read_challenges (char **items)
{
  GPtrArray *challenges = g_ptr_array_new_with_free_func ((GDestroyNotify) cs_digest_challenge_free);
  g_autoptr (GPtrArray) parameters = g_ptr_array_new ();
  gboolean is_digest = FALSE;

  for (guint i = 0; items[i]; i++) {
    const char *first = skip_scheme (items[i]);

    if (first) {
      add_challenge (challenges, parameters);
      is_digest = g_ascii_strncasecmp (items[i], "Digest", strlen ("Digest")) == 0 && (gsize) (first - items[i]) == strlen ("Digest ");
    }
    if (is_digest)
      g_ptr_array_add (parameters, (char *) (first ? first : items[i]));
  }
  add_challenge (challenges, parameters);

  return challenges;
}

/* The person named this server as the one that keeps their documents, and it has proved that it is: what it asks for, it may. */
static CsChallengeAdvice
take_challenges (CsXcap       *self,
                 Request      *request,
                 CsHttpAnswer *answer)
{
  g_autoptr (GPtrArray) challenges = read_challenges (answer->challenges);

  if (++request->n_challenges > MAX_CHALLENGES)
    return CS_CHALLENGE_UNANSWERABLE;

  for (guint i = 0; i < challenges->len; i++)
    cs_credentials_trust_realm (self->credentials, ((CsDigestChallenge *) challenges->pdata[i])->realm);

  return cs_credentials_take_challenges (self->credentials, CS_ASKED_BY_SERVER, challenges, request->answered);
}

static void send_request (GTask *task);

static void
sent_cb (GObject      *object,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (CsHttpAnswer) answer = cs_https_send_finish (result, NULL, &error);

  if (!answer) {
    g_task_return_error (task, error);
    return;
  }

  if (answer->status != 401) {
    g_task_return_pointer (task, g_steal_pointer (&answer), (GDestroyNotify) cs_http_answer_free);
    return;
  }

  switch (take_challenges (g_task_get_source_object (task), g_task_get_task_data (task), answer)) {
  case CS_CHALLENGE_ANSWER:
    send_request (task);
    break;
  case CS_CHALLENGE_REJECTED:
  case CS_CHALLENGE_UNANSWERABLE:
  default:
    g_task_return_new_error (task, CS_ERROR, CS_ERROR_AUTHENTICATION, "%s", _("The rules server did not take your password."));
    break;
  }
}

static void
send_request (GTask *task)
{
  CsXcap *self = g_task_get_source_object (task);
  Request *request = g_task_get_task_data (task);
  g_autofree char *authorization = cs_credentials_get_headers (self->credentials, request->method, self->target);
  g_autofree char *headers = g_strconcat (request->headers, authorization, NULL);
  const CsHttpsRequest https = { request->method, cs_xcap_root_get_authority (self->root), self->target, headers, request->body };

  cs_https_send_async (&self->plan, &https, g_task_get_cancellable (task), sent_cb, g_object_ref (task));
}

static GTask *
create_task (CsXcap              *self,
             const char          *method,
             GCancellable        *cancellable,
             GAsyncReadyCallback  callback,
             gpointer             user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Request *request = g_new0 (Request, 1);

  request->method = method;
  request->answered = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_task_set_task_data (task, request, (GDestroyNotify) request_free);

  return task;
}

/**
 * cs_xcap_new:
 * @plan: by what servers are judged; whom to reach is told by @root
 * @root: where documents are kept
 * @address: whose document
 * @auth_name: the name to sign in with
 * @document: which of theirs
 *
 * Returns: (transfer full): what asks for that document
 */
CsXcap *
cs_xcap_new (const CsAttemptPlan *plan,
             CsXcapRoot          *root,
             CsAddress           *address,
             const char          *auth_name,
             CsXcapDocument       document)
{
  CsXcap *self = g_object_new (CS_TYPE_XCAP, NULL);
  g_autoptr (CsReferenceIdentity) identity = cs_reference_identity_new (cs_address_get_host (address), cs_xcap_root_get_host (root));
  g_autoptr (CsEndpoint) server = cs_endpoint_new (cs_xcap_root_get_host (root), cs_xcap_root_get_port (root));
  /* What may stand in a segment of a path (RFC 3986 section 3.3). */
  g_autofree char *user = g_uri_escape_string (cs_address_get_uri (address), ":@!$&'()*+,;=", FALSE);
  CsAttemptPlan mine = *plan;

  mine.identity = identity;
  mine.server = server;
  cs_attempt_plan_copy (&self->plan, &mine);
  self->root = cs_xcap_root_ref (root);
  self->target = g_strconcat (cs_xcap_root_get_path (root), "/", documents[document].usage, "/users/", user, "/index", NULL);
  self->document = document;
  self->credentials = cs_credentials_new (auth_name);

  return self;
}

/**
 * cs_xcap_set_secret:
 * @self: what asks for a document
 * @secret: (nullable): the password
 */
void
cs_xcap_set_secret (CsXcap   *self,
                    CsSecret *secret)
{
  cs_credentials_set_secret (self->credentials, secret);
}

/**
 * cs_xcap_get_async:
 * @self: what asks for a document
 * @cancellable: (nullable): a cancellable
 * @callback: called when there is an answer
 * @user_data: data for @callback
 *
 * Asks for the document. Finish with [method@Xcap.send_finish].
 */
void
cs_xcap_get_async (CsXcap              *self,
                   GCancellable        *cancellable,
                   GAsyncReadyCallback  callback,
                   gpointer             user_data)
{
  g_autoptr (GTask) task = create_task (self, "GET", cancellable, callback, user_data);
  Request *request = g_task_get_task_data (task);

  g_task_set_source_tag (task, cs_xcap_get_async);
  request->headers = g_strdup_printf ("Accept: %s\r\n", documents[self->document].type);
  send_request (task);
}

/**
 * cs_xcap_put_async:
 * @self: what asks for a document
 * @body: the new document
 * @etag: (nullable): of the one that it replaces; %NULL where there must be none
 * @cancellable: (nullable): a cancellable
 * @callback: called when there is an answer
 * @user_data: data for @callback
 *
 * Replaces the document; the answer's status is 412 where somebody else has done that since (RFC 4825 section 7.11). Finish with
 * [method@Xcap.send_finish].
 */
void
cs_xcap_put_async (CsXcap              *self,
                   GBytes              *body,
                   const char          *etag,
                   GCancellable        *cancellable,
                   GAsyncReadyCallback  callback,
                   gpointer             user_data)
{
  const char *type = documents[self->document].type;
  g_autoptr (GTask) task = create_task (self, "PUT", cancellable, callback, user_data);
  Request *request = g_task_get_task_data (task);

  g_task_set_source_tag (task, cs_xcap_put_async);
  if (etag && !cs_text_is_header_safe (etag, strlen (etag))) {
    g_task_return_new_error (task, CS_ERROR, CS_ERROR_PROTOCOL, "%s", _("The server’s answer could not be understood."));
    return;
  }

  request->headers = etag ? g_strdup_printf ("Content-Type: %s\r\nIf-Match: %s\r\n", type, etag)
                          : g_strdup_printf ("Content-Type: %s\r\nIf-None-Match: *\r\n", type);
  request->body = g_bytes_ref (body);
  send_request (task);
}

/**
 * cs_xcap_send_finish:
 * @self: what asks for a document
 * @result: the result
 * @error: return location for an error
 *
 * Finishes a request.
 *
 * Returns: (transfer full): the answer, whatever its status; %NULL with %CS_ERROR_AUTHENTICATION where the server does not take the
 *   password, or an error of [func@https_send_finish]
 */
CsHttpAnswer *
cs_xcap_send_finish (CsXcap        *self,
                     GAsyncResult  *result,
                     GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * cs_xcap_make_error:
 * @self: what asked
 * @answer: one that is neither what was asked for nor one that says that there is nothing
 *
 * Returns: (transfer full): what is wrong, in words
 */
GError *
cs_xcap_make_error (CsXcap       *self,
                    CsHttpAnswer *answer)
{
  if (answer->status == 403)
    return g_error_new_literal (CS_ERROR, CS_ERROR_FORBIDDEN, _(documents[self->document].forbidden));
  if (answer->status >= 300 && answer->status < 400)
    return g_error_new_literal (CS_ERROR, CS_ERROR_REJECTED,
                                _("The rules server sends you on to another address, where Countersign does not go by itself."));

  /* Translators: %u is a status number of HTTP, for example 500. */
  return g_error_new (CS_ERROR, CS_ERROR_REJECTED, _("The rules server answered with the status %u."), answer->status);
}
