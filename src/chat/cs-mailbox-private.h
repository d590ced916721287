/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "cs-mailbox.h"

G_BEGIN_DECLS

struct _CsMailbox
{
  GObject          parent_instance;

  CsSession       *session;          /* weak */
  CsStore         *store;
  CsOutbox        *outbox;
  CsConversations *list;
  CsContacts      *contacts;         /* NULL: whoever writes is let in */
  CsRooms         *rooms;            /* NULL: there are none; weak */
  gboolean         deaf;
  char            *account;

  GHashTable      *by_peer;          /* URI -> CsConversation */
  GHashTable      *by_id;            /* number in the store -> CsConversation, borrowed */
  GHashTable      *openings;         /* URI -> Opening, borrowed */

  guint            n_waiting;        /* what came in and is not on the disk yet */
  gsize            waiting_size;     /* of its texts, in bytes */
};

gboolean cs_mailbox_wait_for_conversation (CsMailbox      *self,
                                           CsAddress      *peer,
                                           GTask          *task);
void     cs_mailbox_add_delivery          (CsMailbox      *self,
                                           GTask          *task,
                                           CsConversation *conversation);

G_END_DECLS
