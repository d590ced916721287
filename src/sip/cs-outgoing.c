/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-outgoing.h"

#include <string.h>

#include "base/cs-error.h"
#include "base/cs-text.h"

#include "cs-cpim.h"

#define PLAIN_HEADERS "Content-Type: text/plain;charset=UTF-8\r\n"
#define WRAPPED_HEADERS "Content-Type: " CS_CPIM_TYPE "\r\n"

/* Not wrapped: a server keeps what is wrapped for those who are away, and what somebody was about to write then is no news. So says
 * RFC 3428 section 8 with its Expires, too. */
#define COMPOSING_HEADERS "Content-Type: " CS_COMPOSING_TYPE "\r\nExpires: 60\r\n"

/* RFC 5438 section 7.2.1.1: the disposition tells it from something to read. */
#define RECEIPT_HEADERS "Content-Type: " CS_IMDN_TYPE "\r\nContent-Disposition: notification\r\n"

/**
 * cs_outgoing_check:
 * @self: what is to be sent
 * @error: return location for an error
 *
 * Returns: whether it can be sent at all; %FALSE with %CS_ERROR_INVALID_TEXT or %CS_ERROR_TOO_LARGE set
 */
gboolean
cs_outgoing_check (const CsOutgoing  *self,
                   GError           **error)
{
  const char *id = self->call_id;

  if (*id == '\0' || strpbrk (id, " \t\r\n,;<>\"") || !cs_text_is_header_safe (id, strlen (id))) {
    g_set_error_literal (error, CS_ERROR, CS_ERROR_INVALID_TEXT, "The message's identifier is not valid.");
    return FALSE;
  }

  return !self->text || cs_text_check_message (self->text, strlen (self->text), error);
}

static char *
build_wrapped (const CsOutgoing *self,
               const char       *from)
{
  CsCpimDraft draft = {
    .from = from,
    .to = cs_address_get_uri (self->to),
    .time = self->time,
    .message_id = self->call_id,
    .wanted = CS_RECEIPT_DELIVERED | CS_RECEIPT_FAILED | CS_RECEIPT_READ,
    .headers = PLAIN_HEADERS,
    .body = self->text,
  };

  return cs_cpim_build (&draft);
}

static char *
build_receipt (const CsOutgoing *self,
               const char       *from)
{
  g_autofree char *body = cs_imdn_build (self->receipt, from);
  CsCpimDraft draft = {
    .from = from,
    .to = cs_address_get_uri (self->to),
    .time = g_get_real_time (),
    .message_id = self->call_id,
    .headers = RECEIPT_HEADERS,
    .body = body,
  };

  return cs_cpim_build (&draft);
}

static const char *
find_headers (CsOutgoingForm form)
{
  switch (form) {
  case CS_OUTGOING_WRAPPED:
  case CS_OUTGOING_RECEIPT:
    return WRAPPED_HEADERS;
  case CS_OUTGOING_COMPOSING:
    return COMPOSING_HEADERS;
  case CS_OUTGOING_PLAIN:
  default:
    return PLAIN_HEADERS;
  }
}

/**
 * cs_outgoing_build:
 * @self: what is to be sent; checked already
 * @from: the URI of who sends it
 * @headers: (out) (transfer none): what to say of the body in the request, whole lines each ended by CRLF
 *
 * Returns: (transfer full): the body
 */
char *
cs_outgoing_build (const CsOutgoing  *self,
                   const char        *from,
                   const char       **headers)
{
  *headers = find_headers (self->form);

  switch (self->form) {
  case CS_OUTGOING_WRAPPED:
    return build_wrapped (self, from);
  case CS_OUTGOING_RECEIPT:
    return build_receipt (self, from);
  case CS_OUTGOING_COMPOSING:
    return cs_composing_build (self->composing);
  case CS_OUTGOING_PLAIN:
  default:
    return g_strdup (self->text);
  }
}
