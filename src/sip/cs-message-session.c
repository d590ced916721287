/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-message-session.h"

#include <string.h>

/* Clients for Microsoft's servers write nothing before a call was taken, in which each message is then a MESSAGE like any other. So
 * such calls are taken, and nothing is remembered of them: their messages come in with the call or without it. */

#define MAX_OFFER (16 * 1024)

/* Both stand for MESSAGE requests in the dialog of the INVITE; the second is the older. */
static const char * const media_types[] = { "message", "x-ms-message" };

/* RFC 4566 section 5.14: "m=<media> <port> <proto> <fmt>". */
static const char *
read_media (const char *line)
{
  g_auto (GStrv) words = g_strsplit (line + strlen ("m="), " ", 4);

  if (g_strv_length (words) < 3 || g_str_equal (words[1], "0") || !g_str_equal (words[2], "sip"))
    return NULL;

  for (guint i = 0; i < G_N_ELEMENTS (media_types); i++) {
    if (g_str_equal (words[0], media_types[i]))
      return media_types[i];
  }

  return NULL;
}

/**
 * cs_message_session_read_offer:
 * @data: (array length=length): a description of a session (RFC 4566)
 * @length: its length in bytes
 *
 * Looks whether messages are offered, and nothing else.
 *
 * Returns: (nullable): what the offer calls messages, or %NULL if it is another
 */
const char *
cs_message_session_read_offer (const char *data,
                               gsize       length)
{
  g_autofree char *offer = length <= MAX_OFFER ? g_strndup (data, length) : NULL;
  g_auto (GStrv) lines = offer ? g_strsplit_set (offer, "\r\n", -1) : NULL;
  const char *media = NULL;

  for (guint i = 0; lines && lines[i]; i++) {
    if (!g_str_has_prefix (lines[i], "m="))
      continue;
    if (media)
      return NULL;
    media = read_media (lines[i]);
    if (!media)
      return NULL;
  }

  return media;
}

static const char *
find_offer (const sip_t *request)
{
  const sip_content_type_t *type = request->sip_content_type;
  const sip_payload_t *payload = request->sip_payload;

  if (!type || g_ascii_strcasecmp (type->c_type, "application/sdp") != 0 || request->sip_content_encoding || !payload)
    return NULL;

  return cs_message_session_read_offer (payload->pl_data, payload->pl_len);
}

/* Nobody connects to what it says: all goes the way of the signalling. */
static int
accept_offer (nta_incoming_t *transaction,
              const char     *media,
              const char     *contact)
{
  g_autofree char *answer = g_strdup_printf ("v=0\r\no=- 0 0 IN IP4 0.0.0.0\r\ns=-\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\n"
                                             "m=%s 9 sip null\r\na=accept-types:text/plain\r\n", media);

  nta_incoming_tag (transaction, NULL);
  nta_incoming_treply (transaction, SIP_200_OK, SIPTAG_CONTACT_STR (contact), SIPTAG_CONTENT_TYPE_STR ("application/sdp"),
                       SIPTAG_PAYLOAD_STR (answer), TAG_END ());

  return 200;
}

/**
 * cs_message_session_take:
 * @transaction: the transaction of @request
 * @request: an INVITE or a BYE
 * @contact: our own contact
 *
 * Takes a call that offers to write messages and nothing else, and lets it end. There are no other calls.
 *
 * Returns: the final status to answer with, if it was not yet
 */
int
cs_message_session_take (nta_incoming_t *transaction,
                         const sip_t    *request,
                         const char     *contact)
{
  /* RFC 3261 section 8.2.2.3: we support no extension that could be required. */
  int status = nta_check_required (transaction, request, NULL, TAG_END ());
  const char *media;

  if (status != 0)
    return status;
  /* RFC 3261 section 15.1.2 */
  if (request->sip_request->rq_method == sip_method_bye)
    return request->sip_to->a_tag ? 200 : 481;

  media = find_offer (request);

  return media ? accept_offer (transaction, media, contact) : 488;
}
