/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cs-address.h"

#include "cs-contact.h"
#include "cs-message.h"
#include "cs-room.h"
#include "cs-timeline.h"

G_BEGIN_DECLS

typedef struct _CsSession CsSession;

/* A conversation with one peer through one account.
 * Properties: session, peer (CsAddress), contact (CsContact, nullable), request (gboolean: the peer waits to be
 * let in), name (the person's own name for the peer, else the one that the peer chose, else its address), draft, unread (guint), last-message
 * (CsMessage, nullable), read-up-to (gint64 message id: the unread line stands behind it), takes-receipts (gboolean),
 * read-receipts (gboolean), takes-typing (gboolean), typing (gboolean: the other end is writing just now);
 * pinned, muted, archived, marked-unread (gboolean, read-write); removed (gboolean:
 * shown nowhere), room (CsRoom, nullable: who is in it, where the other end is a room). */
#define CS_TYPE_CONVERSATION (cs_conversation_get_type ())
G_DECLARE_FINAL_TYPE (CsConversation, cs_conversation, CS, CONVERSATION, GObject)

CsSession  *cs_conversation_get_session      (CsConversation       *self);
CsAddress  *cs_conversation_get_peer         (CsConversation       *self);
CsContact  *cs_conversation_get_contact      (CsConversation       *self);
gboolean    cs_conversation_is_request       (CsConversation       *self);
gboolean    cs_conversation_is_refused       (CsConversation       *self);
gboolean    cs_conversation_may_tell         (CsConversation       *self);
gboolean    cs_conversation_is_federated     (CsConversation       *self);
gboolean    cs_conversation_is_mixed         (CsConversation       *self);
CsHost     *cs_conversation_find_lookalike   (CsConversation       *self);
const char *cs_conversation_get_name         (CsConversation       *self);
const char *cs_conversation_get_peer_name    (CsConversation       *self);
const char *cs_conversation_get_draft        (CsConversation       *self);
void        cs_conversation_set_draft        (CsConversation       *self,
                                              const char           *draft);
guint       cs_conversation_get_unread       (CsConversation       *self);
gint64      cs_conversation_get_read_up_to   (CsConversation       *self);
gboolean    cs_conversation_takes_receipts   (CsConversation       *self);
gboolean    cs_conversation_get_read_receipts (CsConversation      *self);
void        cs_conversation_set_read_receipts (CsConversation      *self,
                                               gboolean             read_receipts);
gboolean    cs_conversation_is_pinned        (CsConversation       *self);
void        cs_conversation_set_pinned       (CsConversation       *self,
                                              gboolean              pinned);
gboolean    cs_conversation_is_muted         (CsConversation       *self);
void        cs_conversation_set_muted        (CsConversation       *self,
                                              gboolean              muted);
gboolean    cs_conversation_is_archived      (CsConversation       *self);
void        cs_conversation_set_archived     (CsConversation       *self,
                                              gboolean              archived);
gboolean    cs_conversation_is_marked_unread (CsConversation       *self);
void        cs_conversation_set_marked_unread (CsConversation      *self,
                                               gboolean             marked_unread);
gboolean    cs_conversation_is_removed       (CsConversation       *self);
void        cs_conversation_remove           (CsConversation       *self);
void        cs_conversation_restore          (CsConversation       *self);
void        cs_conversation_forget           (CsConversation       *self);
void        cs_conversation_remove_message   (CsConversation       *self,
                                              CsMessage            *message);
void        cs_conversation_restore_message  (CsConversation       *self,
                                              CsMessage            *message);
void        cs_conversation_forget_message   (CsConversation       *self,
                                              CsMessage            *message);
gboolean    cs_conversation_is_typing        (CsConversation       *self);
gboolean    cs_conversation_takes_typing     (CsConversation       *self);
void        cs_conversation_set_writing      (CsConversation       *self,
                                              gboolean              writing);
gboolean    cs_conversation_is_room          (CsConversation       *self);
CsRoom     *cs_conversation_get_room         (CsConversation       *self);
CsContact  *cs_conversation_find_member      (CsConversation       *self,
                                              CsAddress            *who);
char       *cs_conversation_find_member_name (CsConversation       *self,
                                              CsAddress            *who);
CsAddress  *cs_conversation_find_sender      (CsConversation       *self,
                                              CsMessage            *message);
char       *cs_conversation_find_sender_name (CsConversation       *self,
                                              CsMessage            *message);
char       *cs_conversation_find_author      (CsConversation       *self,
                                              CsMessage            *message);
char       *cs_conversation_find_text        (CsConversation       *self,
                                              CsMessage            *message);
CsRoomStanding cs_conversation_get_room_standing (CsConversation   *self);
CsMessage  *cs_conversation_get_last_message (CsConversation       *self);
CsTimeline *cs_conversation_new_timeline     (CsConversation       *self);
void        cs_conversation_mark_read        (CsConversation       *self);
void        cs_conversation_send_async       (CsConversation       *self,
                                              const char           *text,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
CsMessage  *cs_conversation_send_finish      (CsConversation       *self,
                                              GAsyncResult         *result,
                                              GError              **error);
void        cs_conversation_send_again       (CsConversation       *self,
                                              CsMessage            *message);

G_END_DECLS
