/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "sip/cs-composing.h"
#include "store/cs-store.h"

#include "cs-contact.h"
#include "cs-conversation.h"
#include "cs-message-cache.h"
#include "cs-outbox.h"

G_BEGIN_DECLS

/* A message is one object, whoever shows it: the conversation knows those that are alive, so that a new state reaches every view.
 * Signals: "message-added" (CsMessage) when one was stored or had back, "message-gone" (its number) and "reload", for the timelines;
 * "forgotten" when it was removed for good. */
struct _CsConversation
{
  GObject         parent_instance;

  CsSession      *session;    /* weak */
  CsStore        *store;
  CsOutbox       *outbox;

  gint64          id;
  CsAddress      *peer;
  CsContact      *contact;    /* NULL: whoever it is was let in */
  char           *name;
  char           *draft;
  guint           unread;
  gint64          read_up_to;
  CsMessage      *last;
  gint64          rank;
  CsMarks         marks;
  gboolean        removing;       /* and can still be had back */
  char           *removed_draft;
  CsPeerFacts     about;

  CsMessageCache *messages;
  guint           draft_id;

  CsRoom         *room;       /* NULL: it is a person */
  gboolean        heard;      /* they ever wrote to us */
  gboolean        wrote;      /* we to them, since the start */
  gboolean        typing;
  guint           typing_id;
};

CsConversation *cs_conversation_new          (CsSession                  *session,
                                              CsStore                    *store,
                                              CsOutbox                   *outbox,
                                              CsAddress                  *peer,
                                              const CsConversationRecord *record);
gint64          cs_conversation_get_id       (CsConversation             *self);
CsStore        *cs_conversation_get_store    (CsConversation             *self);
gint64          cs_conversation_get_rank     (CsConversation             *self);
CsMessage      *cs_conversation_ensure       (CsConversation             *self,
                                              const CsMessageRecord      *record);
CsMessage      *cs_conversation_show         (CsConversation             *self,
                                              const CsMessageRecord      *record);
void            cs_conversation_set_contact  (CsConversation             *self,
                                              CsContact                  *contact);
void            cs_conversation_set_name     (CsConversation             *self,
                                              const char                 *name);
void            cs_conversation_changed_cb   (GObject                    *object,
                                              GAsyncResult               *result,
                                              gpointer                    user_data);
void            cs_conversation_bring_back   (CsConversation             *self);
void            cs_conversation_take_state   (CsConversation             *self,
                                              const CsMessageRecord      *last,
                                              guint                       unread);
void            cs_conversation_revive       (CsConversation             *self);
void            cs_conversation_lose         (CsConversation             *self,
                                              gint64                      message);
void            cs_conversation_touch        (CsConversation             *self);
void            cs_conversation_resume       (CsConversation             *self,
                                              CsMessage                  *message);
gboolean        cs_conversation_can          (CsConversation             *self,
                                              CsAbility                   ability);
void            cs_conversation_learn        (CsConversation             *self,
                                              CsAbility                   ability,
                                              gboolean                    can);
void            cs_conversation_hear         (CsConversation             *self,
                                              CsComposing                *composing,
                                              gint64                      time);
void            cs_conversation_stop_typing  (CsConversation             *self);
gboolean        cs_conversation_hears_typing (CsConversation             *self);
void            cs_conversation_finish_writing (CsConversation           *self);
void            cs_conversation_receipts_changed (CsConversation         *self);
void            cs_conversation_prepare_room (CsConversation             *self);
void            cs_conversation_set_room_standing (CsConversation        *self,
                                              CsRoomStanding              standing);
char           *cs_conversation_word_notice  (CsConversation             *self,
                                              const char                 *text);
void            cs_conversation_flush        (CsConversation             *self);

G_END_DECLS
