/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

#include "base/cs-ability.h"
#include "base/cs-message-state.h"
#include "base/cs-receipt.h"

G_BEGIN_DECLS

/* A stored message: a plain value. Times are UTC microseconds. */
typedef struct {
  gint64          id;
  gint64          conversation;
  gboolean        outgoing;
  char           *message_id;
  char           *text;
  gint64          time;
  CsMessageState  state;
  char           *reason;
  CsReceipt       wanted;
  gint64          since;        /* of one to be added: when the connection that it came over began; 0: long ago */
  char           *sender;       /* in a room: who of it wrote, or "" where it is the room that speaks; NULL: the peer, or we */
} CsMessageRecord;

/* What is kept of a message besides: a plain value. Times are those at which we heard of it, 0 where we did not. */
typedef struct {
  char   *message_id;
  gint64  delivered_at;     /* of one that came in: when it did */
  gint64  read_at;
} CsDetailsRecord;

/* What a peer asked to be told and was not told yet: a plain value. */
typedef struct {
  gint64     id;
  char      *peer;
  char      *message_id;
  gint64     time;
  CsReceipt  receipt;
  char      *call_id;
} CsReceiptRecord;

/* What a person chose for one conversation. The numbers are written to the file: they never change their meaning. */
typedef enum {
  CS_CHOICE_DEFAULT = 0,
  CS_CHOICE_YES     = 1,
  CS_CHOICE_NO      = 2,
} CsChoice;

/* What a person did with one conversation. The numbers are written to the file: they never change their meaning. */
typedef enum {
  CS_MARK_NONE     = 0,
  CS_MARK_PINNED   = 1,
  CS_MARK_MUTED    = 2,
  CS_MARK_ARCHIVED = 4,
  CS_MARK_UNREAD   = 8,     /* as if something was unread */
  CS_MARK_REMOVED  = 16,    /* shown nowhere, and to go for good */
} CsMarks;

/* Where we stand with a room. The numbers are written to the file: they never change their meaning. */
typedef enum {
  CS_ROOM_STANDING_NONE    = 0,   /* it is a person */
  CS_ROOM_STANDING_INVITED = 1,   /* asked to come in, and did not answer yet */
  CS_ROOM_STANDING_MEMBER  = 2,
  CS_ROOM_STANDING_GONE    = 3,   /* left it, or were removed, or it is no more */
} CsRoomStanding;

/* What is known of a peer and chosen for it: a plain value. */
typedef struct {
  CsAbility lacks;
  gint64    lacks_since;
  CsChoice  receipts;       /* whether they are told what was read */
  CsRoomStanding room;
} CsPeerFacts;

/* A stored conversation: a plain value, with what a list row shows. */
typedef struct {
  gint64          id;
  char           *account;
  char           *peer;
  char           *name;
  char           *draft;
  guint           unread;
  gint64          read_up_to;
  CsMarks         marks;
  gboolean        heard;        /* the peer ever wrote */
  CsPeerFacts     about;
  CsMessageRecord *last;
} CsConversationRecord;

/* Where somebody stands with the person. The numbers are written to the file: they never change their meaning. */
typedef enum {
  CS_STANDING_STRANGER = 0,   /* never heard of: not in the file */
  CS_STANDING_REQUEST  = 1,   /* wrote, and waits to be let in */
  CS_STANDING_KNOWN    = 2,   /* let in, or written to */
  CS_STANDING_CONTACT  = 3,   /* in the list of contacts */
  CS_STANDING_REFUSED  = 4,   /* turned away: may ask again */
} CsStanding;

/* Somebody whom an account has to do with: a plain value. What the person wrote and chose, nothing that the peer says. */
typedef struct {
  char       *account;
  char       *peer;
  CsStanding  standing;
  gboolean    blocked;
  gboolean    favourite;
  guint       colour;      /* 0: none was chosen */
  char       *name;
  char       *note;
} CsContactRecord;

/* Words to look for: in one conversation, or 0 for all; in messages before a number, or 0 for the end. */
typedef struct {
  const char *words;
  gint64      conversation;
  gint64      before;
  guint       limit;
} CsSearchQuery;

/* Messages that were found, newest first, and where to go on: 0 where there are no more. */
typedef struct {
  GPtrArray *messages;
  gint64     next;
} CsSearchPage;

CsMessageRecord      *cs_message_record_new       (void);
CsMessageRecord      *cs_message_record_copy      (const CsMessageRecord *self);
void                  cs_message_record_free      (CsMessageRecord       *self);
gboolean              cs_message_record_is_notice (const CsMessageRecord *self);
CsDetailsRecord      *cs_details_record_new       (void);
void                  cs_details_record_free      (CsDetailsRecord       *self);
CsReceiptRecord      *cs_receipt_record_new       (void);
void                  cs_receipt_record_free      (CsReceiptRecord       *self);
CsConversationRecord *cs_conversation_record_new  (void);
void                  cs_conversation_record_free (CsConversationRecord  *self);
CsContactRecord      *cs_contact_record_new       (void);
CsContactRecord      *cs_contact_record_copy      (const CsContactRecord *self);
void                  cs_contact_record_free      (CsContactRecord       *self);
CsSearchPage         *cs_search_page_new          (void);
void                  cs_search_page_free         (CsSearchPage          *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsMessageRecord, cs_message_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsDetailsRecord, cs_details_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsReceiptRecord, cs_receipt_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsConversationRecord, cs_conversation_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsContactRecord, cs_contact_record_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CsSearchPage, cs_search_page_free)

G_END_DECLS
