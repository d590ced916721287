/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "chat/cs-session.h"

G_BEGIN_DECLS

/* The shield in its three shapes. */
typedef enum {
  CS_SHIELD_UNCHECKED,
  CS_SHIELD_VERIFIED,
  CS_SHIELD_REFUSED,
} CsShield;

CsShield    cs_shield_for_session     (CsSession     *session);
CsShield    cs_shield_for_verdict     (CsVerdict     *verdict);
CsShield    cs_shield_for_certificate (CsVerdict     *verdict,
                                       CsCertificate *certificate);
const char *cs_shield_get_icon_name   (CsShield       shield);
const char *cs_shield_get_label       (CsShield       shield);
void        cs_shield_show            (CsShield       shield,
                                       GtkImage      *image);

G_END_DECLS
