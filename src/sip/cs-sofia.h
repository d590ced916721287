/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

/* The one place where Sofia-SIP is included.
 *
 * Of Sofia we use the transaction layer, nta, not the user agent on top of it, nua: nua wakes up once a second for as long as it lives,
 * keeps passwords in memory of its own, answers the challenges of one handle at a time, and picks CSeq numbers itself.
 *
 * Lifetimes: an agent calls back only while it lives, and only from the main context. A request that goes out belongs to its
 * CsExchange, which destroys it before itself; one that came in belongs to its CsIncomingMessage. Both are detached by the CsFlow that
 * owns the agent before that is destroyed, so no callback ever comes for something that is gone. A response is valid until its
 * callback returns. An agent must not be destroyed inside one of its callbacks: CsFlow does it when the loop is idle. */

#define NTA_OUTGOING_MAGIC_T struct _CsExchange
#define NTA_LEG_MAGIC_T      struct _CsFlow

#include <glib.h>
#include <sofia-sip/nta.h>
#include <sofia-sip/nta_tag.h>
#include <sofia-sip/sip.h>
#include <sofia-sip/sip_header.h>
#include <sofia-sip/sip_status.h>
#include <sofia-sip/sip_tag.h>
#include <sofia-sip/su_glib.h>
#include <sofia-sip/su_log.h>
#include <sofia-sip/su_uniqueid.h>
#include <sofia-sip/tport_tag.h>
