/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-imdn.h"

#include "cs-imdn-id.h"
#include "cs-xml.h"

#define NAMESPACE "urn:ietf:params:xml:ns:imdn"

struct _CsImdn
{
  char      *message_id;
  gint64     time;
  CsReceipt  receipt;
};

G_DEFINE_BOXED_TYPE (CsImdn, cs_imdn, cs_imdn_ref, cs_imdn_unref)

/* One kind of notification, one status in it. What is not here, such as "processed", tells nobody that
 * their message arrived. */
static const struct {
  const char *notification;
  const char *status;
  CsReceipt   receipt;
} meanings[] = {
  { "delivery-notification", "delivered", CS_RECEIPT_DELIVERED },
  { "delivery-notification", "failed", CS_RECEIPT_FAILED },
  { "delivery-notification", "forbidden", CS_RECEIPT_FAILED },
  { "delivery-notification", "error", CS_RECEIPT_FAILED },
  { "display-notification", "displayed", CS_RECEIPT_READ },
};

static CsReceipt
read_receipt (xmlNode *root)
{
  for (gsize i = 0; i < G_N_ELEMENTS (meanings); i++) {
    xmlNode *notification = cs_xml_find (root, meanings[i].notification);
    xmlNode *status = notification ? cs_xml_find (notification, "status") : NULL;

    if (status && cs_xml_find (status, meanings[i].status))
      return meanings[i].receipt;
  }

  return CS_RECEIPT_NONE;
}

/**
 * cs_imdn_new:
 * @message_id: the id of the message that it is about
 * @time: when that was sent, in microseconds since 1970
 * @receipt: %CS_RECEIPT_DELIVERED or %CS_RECEIPT_READ
 *
 * Returns: (transfer full): a new notification
 */
CsImdn *
cs_imdn_new (const char *message_id,
             gint64      time,
             CsReceipt   receipt)
{
  CsImdn *self = g_atomic_rc_box_new0 (CsImdn);

  self->message_id = g_strdup (message_id);
  self->time = time;
  self->receipt = receipt;

  return self;
}

/**
 * cs_imdn_parse:
 * @body: a body of the type %CS_IMDN_TYPE
 *
 * Reads a notification. One whose status says neither that the message is there, nor that it was read, nor that it failed has
 * %CS_RECEIPT_NONE.
 *
 * Returns: (transfer full) (nullable): the notification, %NULL where @body is none
 */
CsImdn *
cs_imdn_parse (GBytes *body)
{
  g_autoptr (xmlDoc) document = cs_xml_open (body);
  xmlNode *root = document ? cs_xml_get_root (document, "imdn", NAMESPACE) : NULL;
  g_autofree char *message_id = NULL;

  if (!root)
    return NULL;

  message_id = cs_xml_dup_text (cs_xml_find (root, "message-id"), CS_IMDN_ID_MAX);
  if (!message_id || !cs_imdn_id_is_valid (message_id))
    return NULL;

  return cs_imdn_new (message_id, 0, read_receipt (root));
}

/**
 * cs_imdn_ref:
 * @self: a notification
 *
 * Returns: (transfer full): @self
 */
CsImdn *
cs_imdn_ref (CsImdn *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (gpointer data)
{
  CsImdn *self = data;

  g_free (self->message_id);
}

/**
 * cs_imdn_unref:
 * @self: (transfer full): a notification
 */
void
cs_imdn_unref (CsImdn *self)
{
  g_atomic_rc_box_release_full (self, clear);
}

/**
 * cs_imdn_get_message_id:
 * @self: a notification
 *
 * Returns: (transfer none): the id of the message that it is about
 */
const char *
cs_imdn_get_message_id (CsImdn *self)
{
  return self->message_id;
}

/**
 * cs_imdn_get_receipt:
 * @self: a notification
 *
 * Returns: what it says
 */
CsReceipt
cs_imdn_get_receipt (CsImdn *self)
{
  return self->receipt;
}

/**
 * cs_imdn_build:
 * @self: a notification made with [func@Imdn.new]
 * @recipient: the URI of who got the message: ours
 *
 * Returns: (transfer full): the body (RFC 5438 section 11.1)
 */
char *
cs_imdn_build (CsImdn     *self,
               const char *recipient)
{
  gboolean is_read = self->receipt == CS_RECEIPT_READ;
  g_autoptr (GDateTime) seconds = g_date_time_new_from_unix_utc (self->time / G_USEC_PER_SEC);
  g_autofree char *time = seconds ? g_date_time_format (seconds, "%Y-%m-%dT%H:%M:%SZ") : NULL;

  return g_markup_printf_escaped ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\r\n"
                                  "<imdn xmlns=\"" NAMESPACE "\">"
                                  "<message-id>%s</message-id>"
                                  "<datetime>%s</datetime>"
                                  "<recipient-uri>%s</recipient-uri>"
                                  "<%s><status><%s/></status></%s>"
                                  "</imdn>\r\n",
                                  self->message_id, time ? time : "1970-01-01T00:00:00Z", recipient,
                                  is_read ? "display-notification" : "delivery-notification",
                                  is_read ? "displayed" : "delivered",
                                  is_read ? "display-notification" : "delivery-notification");
}
