/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "chat/cs-profile.h"

G_BEGIN_DECLS

/* A row that asks which of several accounts is meant, and the one that was meant last. */
void       cs_account_choice_fill     (AdwComboRow *row,
                                       CsProfile   *profile);
void       cs_account_choice_select   (AdwComboRow *row,
                                       CsProfile   *profile,
                                       CsSession   *session);
CsSession *cs_account_choice_get      (AdwComboRow *row,
                                       CsProfile   *profile);
CsSession *cs_account_choice_recall   (CsProfile   *profile);
void       cs_account_choice_remember (CsSession   *session);

G_END_DECLS
