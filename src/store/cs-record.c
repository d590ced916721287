/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cs-record.h"

/**
 * cs_message_record_new:
 *
 * Returns: (transfer full): a message with nothing in it
 */
CsMessageRecord *
cs_message_record_new (void)
{
  return g_new0 (CsMessageRecord, 1);
}

/**
 * cs_message_record_copy:
 * @self: a message
 *
 * Returns: (transfer full): a copy of @self that shares nothing with it
 */
CsMessageRecord *
cs_message_record_copy (const CsMessageRecord *self)
{
  CsMessageRecord *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->message_id = g_strdup (self->message_id);
  copy->text = g_strdup (self->text);
  copy->reason = g_strdup (self->reason);
  copy->sender = g_strdup (self->sender);

  return copy;
}

/**
 * cs_message_record_free:
 * @self: (transfer full): a message
 *
 * Frees @self and what it holds.
 */
void
cs_message_record_free (CsMessageRecord *self)
{
  g_free (self->message_id);
  g_free (self->text);
  g_free (self->reason);
  g_free (self->sender);
  g_free (self);
}

/**
 * cs_message_record_is_notice:
 * @self: a message
 *
 * Asks whether it is a room that speaks, and none of its members.
 *
 * Returns: whether it is
 */
gboolean
cs_message_record_is_notice (const CsMessageRecord *self)
{
  return self->sender && !*self->sender;
}

/**
 * cs_details_record_new:
 *
 * Returns: (transfer full): an empty record
 */
CsDetailsRecord *
cs_details_record_new (void)
{
  return g_new0 (CsDetailsRecord, 1);
}

/**
 * cs_details_record_free:
 * @self: (transfer full): a record
 *
 * Frees @self and what it holds.
 */
void
cs_details_record_free (CsDetailsRecord *self)
{
  g_free (self->message_id);
  g_free (self);
}

/**
 * cs_receipt_record_new:
 *
 * Returns: (transfer full): a receipt with nothing in it
 */
CsReceiptRecord *
cs_receipt_record_new (void)
{
  return g_new0 (CsReceiptRecord, 1);
}

/**
 * cs_receipt_record_free:
 * @self: (transfer full): a receipt
 *
 * Frees @self and what it holds.
 */
void
cs_receipt_record_free (CsReceiptRecord *self)
{
  g_free (self->peer);
  g_free (self->message_id);
  g_free (self->call_id);
  g_free (self);
}

/**
 * cs_conversation_record_new:
 *
 * Returns: (transfer full): a conversation with nothing in it
 */
CsConversationRecord *
cs_conversation_record_new (void)
{
  return g_new0 (CsConversationRecord, 1);
}

/**
 * cs_conversation_record_free:
 * @self: (transfer full): a conversation
 *
 * Frees @self and what it holds.
 */
void
cs_conversation_record_free (CsConversationRecord *self)
{
  g_free (self->account);
  g_free (self->peer);
  g_free (self->name);
  g_free (self->draft);
  g_clear_pointer (&self->last, cs_message_record_free);
  g_free (self);
}

/**
 * cs_contact_record_new:
 *
 * Returns: (transfer full): a contact with nothing in it
 */
CsContactRecord *
cs_contact_record_new (void)
{
  return g_new0 (CsContactRecord, 1);
}

/**
 * cs_contact_record_copy:
 * @self: a contact
 *
 * Returns: (transfer full): a copy of @self that shares nothing with it
 */
CsContactRecord *
cs_contact_record_copy (const CsContactRecord *self)
{
  CsContactRecord *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->account = g_strdup (self->account);
  copy->peer = g_strdup (self->peer);
  copy->name = g_strdup (self->name);
  copy->note = g_strdup (self->note);

  return copy;
}

/**
 * cs_contact_record_free:
 * @self: (transfer full): a contact
 *
 * Frees @self and what it holds.
 */
void
cs_contact_record_free (CsContactRecord *self)
{
  g_free (self->account);
  g_free (self->peer);
  g_free (self->name);
  g_free (self->note);
  g_free (self);
}

/**
 * cs_search_page_new:
 *
 * Returns: (transfer full): a page with nothing in it
 */
CsSearchPage *
cs_search_page_new (void)
{
  return g_new0 (CsSearchPage, 1);
}

/**
 * cs_search_page_free:
 * @self: (transfer full): a page
 *
 * Frees @self and what it holds.
 */
void
cs_search_page_free (CsSearchPage *self)
{
  g_clear_pointer (&self->messages, g_ptr_array_unref);
  g_free (self);
}
