/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-dialog.h"

#include <string.h>

#include "base/cs-text.h"

#include "cs-header-text.h"

#define MAX_URI    1024
#define MAX_ROUTES 16
#define MAX_TAG    256

/* No exchange raises CSeq by as much. */
#define CSEQ_STEP 8

struct _CsDialog
{
  char     *call_id;
  char     *tag;
  char     *from;
  char     *to;
  char     *peer_uri;
  char     *peer_tag;
  char     *target;
  char     *routes;
  guint32   cseq;
  guint32   peer_cseq;
  gboolean  has_peer_cseq;
};

/**
 * cs_dialog_new:
 * @display_name: (nullable): our name
 * @own_uri: our URI
 * @peer_uri: the other end's
 *
 * Returns: (transfer full): a dialog that nobody has taken up yet
 */
CsDialog *
cs_dialog_new (const char *display_name,
               const char *own_uri,
               const char *peer_uri)
{
  CsDialog *self = g_new0 (CsDialog, 1);

  self->call_id = g_uuid_string_random ();
  self->tag = cs_header_text_new_tag ();
  self->from = cs_header_text_name_address (display_name, own_uri, self->tag);
  self->to = cs_header_text_name_address (NULL, peer_uri, NULL);
  self->peer_uri = g_strdup (peer_uri);
  self->target = g_strdup (peer_uri);
  self->routes = g_strdup ("");
  self->cseq = 1;

  return self;
}

/**
 * cs_dialog_free:
 * @self: (transfer full): a dialog
 */
void
cs_dialog_free (CsDialog *self)
{
  g_free (self->call_id);
  g_free (self->tag);
  g_free (self->from);
  g_free (self->to);
  g_free (self->peer_uri);
  g_free (self->peer_tag);
  g_free (self->target);
  g_free (self->routes);
  g_free (self);
}

/**
 * cs_dialog_fill:
 * @self: a dialog
 * @request: (inout): a request that is to be sent at once
 *
 * Makes @request the next one of the dialog: sets its URI, From, To, Call-ID and CSeq. What they point to lives as long as nothing
 * else happens to the dialog.
 */
void
cs_dialog_fill (CsDialog  *self,
                CsRequest *request)
{
  request->uri = self->target;
  request->from = self->from;
  request->to = self->to;
  request->call_id = self->call_id;
  request->cseq = self->cseq;
  /* Where the exchange is given up, nobody says how far it had come. */
  self->cseq += CSEQ_STEP;
}

/**
 * cs_dialog_get_call_id:
 * @self: a dialog
 *
 * Returns: (transfer none): its Call-ID
 */
const char *
cs_dialog_get_call_id (CsDialog *self)
{
  return self->call_id;
}

/**
 * cs_dialog_get_routes:
 * @self: a dialog
 *
 * Returns: (transfer none): the Route headers of its requests, whole lines; empty where there is none
 */
const char *
cs_dialog_get_routes (CsDialog *self)
{
  return self->routes;
}

/**
 * cs_dialog_take_cseq:
 * @self: a dialog
 * @cseq: the last number that was used in it
 */
void
cs_dialog_take_cseq (CsDialog *self,
                     guint32   cseq)
{
  self->cseq = cseq + 1;
}

/**
 * cs_dialog_is_open:
 * @self: a dialog
 *
 * Returns: whether the other end has taken it up
 */
gboolean
cs_dialog_is_open (CsDialog *self)
{
  return self->peer_tag != NULL;
}

/**
 * cs_dialog_has:
 * @self: a dialog
 * @request: a request that came in
 *
 * Returns: whether @request is for this dialog: its Call-ID and our tag are the dialog's
 */
gboolean
cs_dialog_has (CsDialog    *self,
               const sip_t *request)
{
  return request->sip_call_id && request->sip_to &&
         g_strcmp0 (request->sip_call_id->i_id, self->call_id) == 0 && g_strcmp0 (request->sip_to->a_tag, self->tag) == 0;
}

/* NULL if it is not one that a request could be sent to. */
static char *
read_uri (const url_t *url)
{
  url_t plain;
  char *text;
  char *uri = NULL;

  if (!url || (url->url_type != url_sip && url->url_type != url_sips) || !url->url_host)
    return NULL;

  plain = *url;
  plain.url_headers = NULL;
  plain.url_fragment = NULL;
  text = url_as_string (NULL, &plain);
  if (text && strlen (text) <= MAX_URI && cs_text_is_header_safe (text, strlen (text)) && !strpbrk (text, "<> \""))
    uri = g_strdup (text);
  su_free (NULL, text);

  return uri;
}

static void
take_target (CsDialog            *self,
             const sip_contact_t *contact)
{
  char *uri = contact ? read_uri (contact->m_url) : NULL;

  if (!uri)
    return;

  g_free (self->target);
  self->target = uri;
}

/* RFC 3261 sections 12.1.1 and 12.1.2: in the order in which our requests come by, which for an answer is the other way round. */
static void
take_routes (CsDialog                 *self,
             const sip_record_route_t *route,
             gboolean                  reversed)
{
  g_autoptr (GString) lines = g_string_new (NULL);

  for (guint n = 0; route && n < MAX_ROUTES; route = route->r_next, n++) {
    g_autofree char *uri = read_uri (route->r_url);
    g_autofree char *line = uri ? g_strdup_printf ("Route: <%s>\r\n", uri) : NULL;

    if (!line)
      continue;
    if (reversed)
      g_string_prepend (lines, line);
    else
      g_string_append (lines, line);
  }

  g_free (self->routes);
  self->routes = g_strdup (lines->str);
}

static gboolean
take_tag (CsDialog   *self,
          const char *tag)
{
  if (!tag || !*tag || strlen (tag) > MAX_TAG || !cs_text_is_header_safe (tag, strlen (tag)))
    return FALSE;

  self->peer_tag = g_strdup (tag);
  g_free (self->to);
  self->to = cs_header_text_name_address (NULL, self->peer_uri, self->peer_tag);

  return TRUE;
}

/**
 * cs_dialog_take_response:
 * @self: a dialog
 * @response: a 2xx to a request of it
 *
 * Takes up what the other end says of itself.
 */
void
cs_dialog_take_response (CsDialog    *self,
                         const sip_t *response)
{
  if (!self->peer_tag && response->sip_to && take_tag (self, response->sip_to->a_tag))
    take_routes (self, response->sip_record_route, TRUE);

  take_target (self, response->sip_contact);
}

/**
 * cs_dialog_take_request:
 * @self: a dialog that has @request
 * @request: a request that came in
 *
 * Checks a request, which may be the first that is heard of the other end (RFC 6665 section 4.4.1). Of several that answer, only
 * the first is talked to (RFC 3856 section 6.9).
 *
 * Returns: 0, or the status with which to refuse it
 */
int
cs_dialog_take_request (CsDialog    *self,
                        const sip_t *request)
{
  const char *tag = request->sip_from ? request->sip_from->a_tag : NULL;
  guint32 cseq = request->sip_cseq->cs_seq;

  if (self->peer_tag && g_strcmp0 (tag, self->peer_tag) != 0)
    return 481;
  /* RFC 3261 section 12.2.2 */
  if (self->has_peer_cseq && cseq <= self->peer_cseq)
    return 500;

  if (!self->peer_tag) {
    if (!take_tag (self, tag))
      return 481;
    take_routes (self, request->sip_record_route, FALSE);
  }

  self->has_peer_cseq = TRUE;
  self->peer_cseq = cseq;
  take_target (self, request->sip_contact);

  return 0;
}
