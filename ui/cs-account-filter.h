/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "chat/cs-session.h"

G_BEGIN_DECLS

/* Passes the conversations of one account, or all. Property: account (string: the id of an account; of one that is not there, or
 * the only one, stands for all). */
#define CS_TYPE_ACCOUNT_FILTER (cs_account_filter_get_type ())
G_DECLARE_FINAL_TYPE (CsAccountFilter, cs_account_filter, CS, ACCOUNT_FILTER, GtkFilter)

CsAccountFilter *cs_account_filter_new         (GListModel      *sessions);
CsSession       *cs_account_filter_get_session (CsAccountFilter *self);
gboolean         cs_account_filter_is_needed   (CsAccountFilter *self);
gboolean         cs_account_filter_mixes       (CsAccountFilter *self);

G_END_DECLS
