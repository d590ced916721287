/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "store/cs-store.h"

#include "cs-contacts.h"
#include "cs-conversations.h"
#include "cs-outbox.h"
#include "cs-rooms.h"

G_BEGIN_DECLS

/* A message as it came in, checked. Strings are borrowed. */
typedef struct {
  CsAddress  *from;
  const char *display_name;
  const char *text;
  const char *message_id;
  gint64      time;
  gint64      since;          /* when the connection that it came over began; 0: long ago */
  CsReceipt   wanted;
  gboolean    wrapped;
  gboolean    contacts_only;  /* those who would have to ask are refused */
} CsArrival;

/* The conversations of one account. */
#define CS_TYPE_MAILBOX (cs_mailbox_get_type ())
G_DECLARE_FINAL_TYPE (CsMailbox, cs_mailbox, CS, MAILBOX, GObject)

CsMailbox      *cs_mailbox_new              (CsSession                   *session,
                                             CsStore                     *store,
                                             CsOutbox                    *outbox,
                                             CsConversations             *list,
                                             const char                  *account);
void            cs_mailbox_set_contacts     (CsMailbox                   *self,
                                             CsContacts                  *contacts);
CsContacts     *cs_mailbox_get_contacts     (CsMailbox                   *self);
void            cs_mailbox_set_deaf         (CsMailbox                   *self,
                                             gboolean                     deaf);
void            cs_mailbox_set_rooms        (CsMailbox                   *self,
                                             CsRooms                     *rooms);
CsRooms        *cs_mailbox_get_rooms        (CsMailbox                   *self);
GPtrArray      *cs_mailbox_list_rooms       (CsMailbox                   *self);
CsConversation *cs_mailbox_find             (CsMailbox                   *self,
                                             CsAddress                   *peer);
CsConversation *cs_mailbox_take             (CsMailbox                   *self,
                                             const CsConversationRecord  *record);
void            cs_mailbox_resume           (CsMailbox                   *self);
void            cs_mailbox_flush            (CsMailbox                   *self);
void            cs_mailbox_clear            (CsMailbox                   *self);
void            cs_mailbox_open_async       (CsMailbox                   *self,
                                             CsAddress                   *peer,
                                             GCancellable                *cancellable,
                                             GAsyncReadyCallback          callback,
                                             gpointer                     user_data);
CsConversation *cs_mailbox_open_finish      (CsMailbox                   *self,
                                             GAsyncResult                *result,
                                             GError                     **error);
void            cs_mailbox_receive_async    (CsMailbox                   *self,
                                             const CsArrival             *arrival,
                                             GCancellable                *cancellable,
                                             GAsyncReadyCallback          callback,
                                             gpointer                     user_data);
gboolean        cs_mailbox_receive_finish   (CsMailbox                   *self,
                                             GAsyncResult                *result,
                                             CsConversation             **conversation,
                                             CsMessage                  **message,
                                             GError                     **error);

void            cs_mailbox_take_receipt_async  (CsMailbox            *self,
                                                CsAddress            *from,
                                                CsImdn               *receipt,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gboolean        cs_mailbox_take_receipt_finish (CsMailbox            *self,
                                                GAsyncResult         *result,
                                                gboolean             *known,
                                                GError              **error);

G_END_DECLS
