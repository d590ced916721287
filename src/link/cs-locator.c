/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-locator.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cs-error.h"

/* The first one is RFC 3263's; organisations publish the others for their own clients. */
static const struct {
  const char *service;
  const char *protocol;
  CsFound     found;
} services[] = {
  { "sips", "tcp", CS_FOUND_SRV },
  { "sipinternaltls", "tcp", CS_FOUND_ORGANISATION },
  { "sip", "tls", CS_FOUND_ORGANISATION },
};

static const char * const host_labels[] = { "sipinternal", "sip", "sipexternal" };

typedef struct {
  CsHost   *domain;
  gboolean  organisation;
  guint     service;
} Search;

static void
search_free (Search *search)
{
  cs_host_unref (search->domain);
  g_free (search);
}

static CsCandidate *
candidate_new (CsHost  *host,
               guint16  port,
               CsFound  found)
{
  CsCandidate *self = g_new0 (CsCandidate, 1);

  self->host = g_strdup (cs_host_get_ascii (host));
  self->port = port != 0 ? port : CS_LOCATOR_DEFAULT_PORT;
  self->found = found;

  return self;
}

static GPtrArray *
candidates_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) cs_candidate_free);
}

static GPtrArray *
candidates_of_one (CsHost  *host,
                   guint16  port,
                   CsFound  found)
{
  GPtrArray *candidates = candidates_new ();

  g_ptr_array_add (candidates, candidate_new (host, port, found));

  return candidates;
}

static void
add_target (GPtrArray  *candidates,
            GSrvTarget *target,
            CsFound     found)
{
  const char *name = g_srv_target_get_hostname (target);
  g_autofree char *trimmed = NULL;
  g_autoptr (CsHost) host = NULL;

  if (candidates->len == CS_LOCATOR_MAX_CANDIDATES || g_srv_target_get_port (target) == 0)
    return;

  trimmed = g_strndup (name, strlen (name) - (g_str_has_suffix (name, ".") ? 1 : 0));
  host = cs_host_parse (trimmed, NULL);

  /* RFC 2782: the target is a domain name, never an address. */
  if (!host || cs_host_get_kind (host) != CS_HOST_DNS)
    return;

  g_ptr_array_add (candidates, candidate_new (host, g_srv_target_get_port (target), found));
}

static GError *
not_offered_error (CsHost *domain)
{
  /* Translators: %s is a domain, for example “example.org”. */
  return g_error_new (CS_ERROR, CS_ERROR_LOOKUP,
                      _("The domain “%s” says that it offers no secure SIP service."),
                      cs_host_get_display (domain));
}

static void ask (GTask *task);

static void
return_candidates (GTask     *task,
                   GPtrArray *candidates)
{
  g_task_return_pointer (task, candidates, (GDestroyNotify) g_ptr_array_unref);
}

/* Nobody publishes a service: what is left is to guess. */
static void
guess (GTask *task)
{
  Search *search = g_task_get_task_data (task);
  GPtrArray *candidates = candidates_new ();

  for (guint i = 0; search->organisation && i < G_N_ELEMENTS (host_labels); i++) {
    g_autofree char *name = g_strconcat (host_labels[i], ".", cs_host_get_ascii (search->domain), NULL);
    g_autoptr (CsHost) host = cs_host_parse (name, NULL);

    if (host)
      g_ptr_array_add (candidates, candidate_new (host, 0, CS_FOUND_ORGANISATION));
  }

  /* RFC 3263 section 4.2: where there is no SRV record, the domain itself is the server. */
  g_ptr_array_add (candidates, candidate_new (search->domain, 0, CS_FOUND_DOMAIN));
  return_candidates (task, candidates);
}

/* There is no such record: the next kind is asked for, or there is none left. */
static void
go_on (GTask *task)
{
  Search *search = g_task_get_task_data (task);

  search->service++;
  if (search->organisation && search->service < G_N_ELEMENTS (services))
    ask (task);
  else
    guess (task);
}

static void
lookup_cb (GObject      *object,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) candidates = candidates_new ();
  Search *search = g_task_get_task_data (task);
  GList *targets = g_resolver_lookup_service_finish (G_RESOLVER (object), result, &error);

  /* GResolver has put them into the order of RFC 2782; for the single target "." it leaves none. */
  for (GList *l = targets; l; l = l->next)
    add_target (candidates, l->data, services[search->service].found);
  g_resolver_free_targets (targets);

  if (g_task_return_error_if_cancelled (task))
    return;

  /* When the question got no answer, we don't know whether there is a record: guessing would send people to a host that is
   * not their SIP server. */
  if (g_error_matches (error, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND))
    go_on (task);
  else if (error)
    g_task_return_new_error (task, CS_ERROR, CS_ERROR_LOOKUP,
                             /* Translators: the first %s is a domain, the second one the reason as the system words it. */
                             _("The servers of “%s” could not be looked up: %s"),
                             cs_host_get_display (search->domain), error->message);
  else if (candidates->len > 0)
    return_candidates (task, g_steal_pointer (&candidates));
  else if (search->service == 0)
    g_task_return_error (task, not_offered_error (search->domain));
  else
    go_on (task);
}

static void
ask (GTask *task)
{
  Search *search = g_task_get_task_data (task);
  g_autoptr (GResolver) resolver = g_resolver_get_default ();

  g_resolver_lookup_service_async (resolver, services[search->service].service, services[search->service].protocol,
                                   cs_host_get_ascii (search->domain), g_task_get_cancellable (task), lookup_cb,
                                   g_object_ref (task));
}

/**
 * cs_candidate_free:
 * @self: (transfer full): a candidate
 *
 * Frees a candidate.
 */
void
cs_candidate_free (CsCandidate *self)
{
  g_free (self->host);
  g_free (self);
}

/**
 * cs_locator_find_async:
 * @domain: the SIP domain
 * @server: (nullable): the server that was typed
 * @organisation: whether to look also where servers of organisations are published
 * @cancellable: (nullable): a cancellable
 * @callback: called when the places are known
 * @user_data: data for @callback
 *
 * Finds out where the server of a SIP domain may be, after RFC 3263 section 4 for TLS: a typed server is taken as it is,
 * else the SRV records of `_sips._tcp` decide, else the domain itself is the server. With @organisation, the records of
 * `_sipinternaltls._tcp` and `_sip._tls` come between these, then the hosts sipinternal, sip and sipexternal of the domain. Only
 * these names are found here; what a certificate must say is not decided by them.
 */
void
cs_locator_find_async (CsHost              *domain,
                       CsEndpoint          *server,
                       gboolean             organisation,
                       GCancellable        *cancellable,
                       GAsyncReadyCallback  callback,
                       gpointer             user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Search *search = g_new0 (Search, 1);

  search->domain = cs_host_ref (domain);
  search->organisation = organisation;
  g_task_set_source_tag (task, cs_locator_find_async);
  g_task_set_task_data (task, search, (GDestroyNotify) search_free);

  if (server) {
    g_task_return_pointer (task,
                           candidates_of_one (cs_endpoint_get_host (server), cs_endpoint_get_port (server), CS_FOUND_TYPED),
                           (GDestroyNotify) g_ptr_array_unref);
    return;
  }

  /* RFC 3263 section 4.2: a numeric address needs no look-up. */
  if (cs_host_get_kind (domain) != CS_HOST_DNS) {
    g_task_return_pointer (task, candidates_of_one (domain, 0, CS_FOUND_DOMAIN), (GDestroyNotify) g_ptr_array_unref);
    return;
  }

  ask (task);
}

/**
 * cs_locator_find_finish:
 * @result: the result
 * @error: return location for an error
 *
 * Finishes [func@locator_find_async].
 *
 * Returns: (transfer full) (element-type CsCandidate): the candidates in the order in which they are to be tried, at least
 *   one and at most %CS_LOCATOR_MAX_CANDIDATES; %NULL with %CS_ERROR_LOOKUP when the domain offers no such service or the
 *   look-up got no answer
 */
GPtrArray *
cs_locator_find_finish (GAsyncResult  *result,
                        GError       **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
