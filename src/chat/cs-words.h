/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cs-connection-facts.h"
#include "base/cs-connection-state.h"
#include "sip/cs-room-saying.h"
#include "trust/cs-fact.h"
#include "trust/cs-verdict.h"

#include "cs-expiry.h"

G_BEGIN_DECLS

/* The stored reasons of a message that an earlier version gave up without any answer, and of one whose recipient gave it up. */
#define CS_WORDS_NO_ANSWER "no answer"
#define CS_WORDS_NOT_TAKEN "not taken"

/* Why a message waits that was sent before. */
#define CS_WORDS_UNANSWERED "unanswered"

/* Sentences about trust and connections in the user's language, the same in every front end. They are plain text; names out of
 * certificates have their control characters made visible. */
char       *cs_words_for_verdict      (CsVerdict          *verdict);
char       *cs_words_for_problem      (CsVerdict          *verdict,
                                       CsProblem          *problem);
char       *cs_words_for_remedy       (CsVerdict          *verdict);
char       *cs_words_for_change       (CsVerdict          *verdict,
                                       CsKnownServer      *before);
char       *cs_words_for_expiry       (CsExpiryKind        kind,
                                       const char         *name,
                                       gint64              end,
                                       gint64              now);
char       *cs_words_for_anchor       (CsAnchor           *anchor);
const char *cs_words_for_fact         (CsFactKind          kind);
char       *cs_words_for_fact_value   (CsFact             *fact);
const char *cs_words_for_fact_group   (CsFactGroup         group);
const char *cs_words_for_state        (CsConnectionState   state);
char       *cs_words_for_error        (const GError       *error,
                                       const char         *server);
char       *cs_words_for_room_failure (const char         *reason);
char       *cs_words_for_room_saying  (const CsRoomSaying *saying,
                                       const char         *who);
char       *cs_words_for_send_failure (const char         *reason);
char       *cs_words_for_time         (gint64              time);
char       *cs_words_for_date         (gint64              time);
char       *cs_words_for_utc          (gint64              time);
char       *cs_words_for_age          (gint64              time,
                                       gint64              now);
char       *cs_words_for_name         (const char         *name);
char       *cs_words_for_connection   (CsConnectionFacts  *facts);
const char *cs_words_for_revocation   (CsRevocationState   state);
char       *cs_words_for_revocation_source (const CsRevocation *revocation);
const char *cs_words_for_client_answer (CsClientAnswer      answer);
char       *cs_words_for_client_certificate (CsConnectionFacts *facts);
char       *cs_words_for_report       (CsVerdict          *verdict,
                                       CsConnectionFacts  *facts);

G_END_DECLS
